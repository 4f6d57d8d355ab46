"""Which reader a file of pairs needs, by its ending and, without a known one, its beginning."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from dragoman.errors import UsageError
from dragoman.newsroom.bitexts.lines import read_tsv
from dragoman.newsroom.bitexts.placed import Bitext
from dragoman.newsroom.bitexts.po import read_po_pairs
from dragoman.newsroom.bitexts.tmx import read_tmx_pairs
from dragoman.newsroom.bitexts.xliff import read_xliff

Reader = Callable[[str, bytes, str, str], Bitext]

_ENDINGS: dict[str, Reader] = {
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".mqxliff": read_xliff,
    ".sdlxliff": read_xliff,
    ".tmx": read_tmx_pairs,
    ".po": read_po_pairs,
    ".pot": read_po_pairs,
    ".tsv": read_tsv,
}
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], Reader], ...] = (
    (re.compile(rb"<(?:\w+:)?xliff\b"), read_xliff),
    (re.compile(rb"<tmx\b"), read_tmx_pairs),
    (re.compile(rb"^msgid ", re.MULTILINE), read_po_pairs),
)


def known_endings() -> tuple[str, ...]:
    """The endings of files that hold both sides of a translation."""
    return tuple(_ENDINGS)


def read_one_file(
    path: str, body: bytes, source_language: str, target_language: str, *, is_tsv: bool = False
) -> Bitext:
    """The pairs of a file that holds both sides; a language may be "" where the file names it.

    With `is_tsv` a file with no known ending or beginning is read as tab-separated. Raises
    `UsageError` naming the file, the line and a remedy.
    """
    reader = _ENDINGS.get(PurePath(path).suffix.lower()) or next(
        (one for pattern, one in _BEGINNINGS if pattern.search(body[:4000])),
        read_tsv if is_tsv else None,
    )
    if reader is None:
        kinds = ", ".join(_ENDINGS)
        raise UsageError(
            f"{path}: one file alone must hold both sides ({kinds}); or name two files"
        )
    if reader is read_tsv:
        for option, language in (("--from", source_language), ("--to", target_language)):
            if not language:
                raise UsageError(
                    f"{option} is missing: name a language, such as {option} pt; lines of text do "
                    "not say theirs"
                )
    return reader(path, body, source_language, target_language)
