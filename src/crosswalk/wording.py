"""Texts made shorter or plainer: on one line, cut between words, without accents; and things counted.

In: text. Out: text. Nothing here knows where it will stand, so nothing is escaped.
"""

import unicodedata


def collapsed(text: str) -> str:
    """Return *text* on one line."""
    return " ".join(text.split())


def clipped(text: str, limit: int = 300) -> str:
    """Return *text* on one line, cut before the word that passes *limit* characters."""
    line = collapsed(text)
    if len(line) <= limit:
        return line
    head, space, _ = line[:limit].rpartition(" ")
    return f"{head if space else line[: limit - 1]}…"


def unaccented(text: str) -> str:
    """Return *text* with every letter in its plainest form (Unicode, NFKD), without marks on it."""
    if text.isascii():
        return text
    return "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))


def counted(number: int, noun: str) -> str:
    """Return *number* and *noun* in English, as commands and editors speak: "1 topic", "1,024 topics"."""
    return f"{number:,} {noun}" + "s" * (number != 1)
