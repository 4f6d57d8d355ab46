"""Pairs line by line: two files that answer to each other, and tab-separated ones."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.errors import UsageError
from dragoman.newsroom.bitexts.placed import Bitext, Pair, PlacedText, Run, read_text

_IGNORE = "ignore:"


def read_two_files(
    source: tuple[str, bytes], target: tuple[str, bytes], source_language: str, target_language: str
) -> Bitext:
    """Two files (path and bytes) whose lines answer to each other, as one text.

    Lines that are blank in both are passed over. Raises `UsageError` when they differ in length.
    """
    first, second = lines_of(*source), lines_of(*target)
    if len(first) != len(second):
        raise UsageError(
            f"{source[0]} has {_counted(len(first))}, {target[0]} has {_counted(len(second))}: the "
            "two must answer to each other line by line (or give pairs with --pairs FILE.tsv)"
        )

    def pairs() -> Iterator[Pair]:
        for number, (one, two) in enumerate(zip(first, second, strict=True), 1):
            if one.strip() or two.strip():
                yield Pair(
                    source=PlacedText(text=one, path=source[0], runs=(Run(0, number, 1),)),
                    target=PlacedText(text=two, path=target[0], runs=(Run(0, number, 1),)),
                    source_language=source_language,
                    target_language=target_language,
                    document=target[0],
                )

    return Bitext(name=target[0], pairs=pairs())


def read_tsv(path: str, body: bytes, source_language: str, target_language: str) -> Bitext:
    """Loose pairs: source, a tab, target, and perhaps another tab and `ignore: CHECK, CHECK`.

    There is no header, and quotation marks are text. Reading on raises `UsageError` naming a line
    that is not like this.
    """
    lines = lines_of(path, body)

    def pairs() -> Iterator[Pair]:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            cells = line.split("\t")
            where = f"{path}:{number}"
            if len(cells) not in (2, 3):
                raise UsageError(
                    f"{where}: {_counted(len(cells), 'column')} instead of 2: source, a tab, target"
                )
            yield Pair(
                source=PlacedText(text=cells[0], path=path, runs=(Run(0, number, 1),)),
                target=PlacedText(
                    text=cells[1], path=path, runs=(Run(0, number, len(cells[0]) + 2),)
                ),
                source_language=source_language,
                target_language=target_language,
                ignored=_ignored(cells[2], where) if len(cells) == 3 else frozenset(),
            )

    return Bitext(name=path, pairs=pairs())


def lines_of(path: str, body: bytes) -> list[str]:
    """The lines of a file, whichever system ended them; nothing else breaks a line here.

    Python's `splitlines` would also cut at form feeds and Unicode separators, which stand inside
    sentences and would shift all lines behind them.
    """
    text = read_text(path, body)
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) == 1:
        lines = text.split("\r")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def _ignored(cell: str, where: str) -> frozenset[str]:
    """The checks that a third column mutes."""
    if not cell.strip():
        return frozenset()
    if not cell.strip().startswith(_IGNORE):
        raise UsageError(f"{where}: a third column can only say `{_IGNORE} CHECK, CHECK`")
    return frozenset(cell.strip().removeprefix(_IGNORE).replace(",", " ").split())


def _counted(number: int, word: str = "line") -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
