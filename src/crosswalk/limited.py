"""A file that the owner of a site names: its bytes, as far as they are not too many.

In: a path, which may lead through links or be a pipe. Out: bytes, or CrosswalkError in one line. What they
mean is judged by who asked. Files of the content folder, which strangers fill, are read by `files`.
"""

from pathlib import Path

from crosswalk.diagnostics import CrosswalkError, reason_of


def read_limited(path: Path, shown: str, limit: int) -> bytes:
    """Return what is in *path*, which messages call *shown*; raise CrosswalkError above *limit* bytes."""
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise CrosswalkError(f"cannot read {shown}: {reason_of(error)}") from None
    if len(data) > limit:
        raise CrosswalkError(f"cannot read {shown}: it is larger than {limit // 1024**2} MiB")
    return data
