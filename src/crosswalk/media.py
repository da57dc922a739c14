"""Placeholder until the real module lands; refuses nothing but sizes."""

SIZE_LIMIT = 5 * 1024 * 1024


def refusal(path: str, content: bytes) -> str | None:
    """Return why *content* must not be published at *path*, or None."""
    return f"{path} is too large" if len(content) > SIZE_LIMIT else None
