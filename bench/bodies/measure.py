"""How long bodies take to render, against what `allowance` estimates: a ratio for each costly construct.

In: nothing. Out: a line for each construct, in seconds of processor time. A ratio far above one means that a
folder of such bodies takes longer than `allowance` believes. Run it as `python bench/bodies/measure.py`.
"""

import time

from crosswalk.allowance import effort_of
from crosswalk.prose import render, too_complex

UNITS = ("[a ", "# [a > ", "[a](b ", '[a](b "', "`" * 9 + "a", "# a\n", "a\n\n", "[a](b) ", "*a* ", "- a\n")


def main() -> None:
    """Measure 5,000 characters of each of UNITS."""
    for unit in UNITS:
        body = unit * (5_000 // len(unit))
        if reason := too_complex(body):
            print(f"{unit!r:14} refused: {reason}")
            continue
        started = time.process_time()
        render(body, base_path="", topic_href=dict[str, str]().get)
        took = time.process_time() - started
        estimated = effort_of(body) / 1e6
        print(f"{unit!r:14} {took:.3f} s, estimated {estimated:.3f} s, ratio {took / estimated:.1f}")


if __name__ == "__main__":
    main()
