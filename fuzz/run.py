"""Fuzz one target for some seconds: `python fuzz/run.py TARGET SECONDS`; see `make fuzz`.

In: the committed seeds, and what earlier runs found in `.fuzz/TARGET`. Out: inputs that reach new code, added
there; an input that breaks a promise is written to `.fuzz/`, and the exit code is not 0.
"""

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "fuzz"), str(ROOT / "src"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["crosswalk", "yaml", "frontmatter", "markdown"]):
    from targets import TARGETS


def main() -> None:
    """Fuzz the target that the command line names."""
    name, seconds = sys.argv[1:]
    found = ROOT / ".fuzz" / name
    found.mkdir(parents=True, exist_ok=True)
    options = [
        "-max_len=4096",
        "-timeout=60",
        "-rss_limit_mb=4096",
        f"-max_total_time={seconds}",
        f"-artifact_prefix={ROOT / '.fuzz'}/{name}-",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(found), str(ROOT / "fuzz" / "corpus" / name)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
