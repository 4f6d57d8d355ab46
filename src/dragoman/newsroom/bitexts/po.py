"""Gettext PO: Babel reads it, and every translation is found again in the file for its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from babel.core import UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, read_po, unescape

from dragoman.errors import UsageError
from dragoman.language.codes import normalise_tag
from dragoman.newsroom.bitexts.placed import (
    Bitext,
    Pair,
    PlacedText,
    Run,
    ignored_checks,
    read_text,
)
from dragoman.newsroom.bitexts.placeholders import compared, takes_figure

FUZZY = "fuzzy"
NOT_YET = "not translated yet"

_LANGUAGE = re.compile(r'^"Language:\s*([\w@.-]+)', re.MULTILINE)
_PLURALS = re.compile(r'^"Plural-Forms:[^"]*', re.MULTILINE)
_KEYWORD = re.compile(r"(msgid|msgid_plural|msgctxt|msgstr(?:\[\d+\])?)(?=[\s\"])\s*+")
_STRING = re.compile(r'\s*+("(?:[^"\\]|\\.)*+")\s*+')
_GOOD_LINE = re.compile(rf"(?:{_KEYWORD.pattern})?{_STRING.pattern}")
_ESCAPE = re.compile(r"\\.|[^\\]", re.DOTALL)


def read_po_pairs(path: str, body: bytes, source_language: str, target_language: str) -> Bitext:
    """The translated messages of a PO file, loose pairs; obsolete ones are not there.

    Fuzzy and untranslated messages are counted and passed over: gettext shows them to nobody. The
    target language is the header's unless it is given. Raises `UsageError` naming file, line and
    remedy.
    """
    text = read_text(path, body)
    said = _LANGUAGE.search(text)
    target = target_language or normalise_tag(said[1] if said else "")
    if not source_language:
        raise UsageError(f"{path}: a PO file does not say what its msgids are in: give --from en")
    if not target:
        raise UsageError(f"{path}: the header has no Language: give --to")
    catalog = _read(path, text)
    passed: Counter[str] = Counter()

    def pairs() -> Iterator[Pair]:
        lines = text.replace("\r\n", "\n").split("\n")
        for message in catalog:
            if message.id:
                yield from _of_message(message, path, lines, (source_language, target), passed)

    return Bitext(name=path, pairs=pairs(), passed_over=passed)


def _read(path: str, text: str) -> Catalog:
    """The catalogue. What the header says of plurals and locale is none of our business."""
    for number, line in enumerate(text.split("\n"), 1):
        # Babel passes over some broken lines without a word, and their messages with them.
        if (
            line.strip()
            and not line.lstrip().startswith("#")
            and not _GOOD_LINE.fullmatch(line.strip())
        ):
            raise UsageError(f"{path}:{number}: no line of a PO file: mend it (msgfmt -c says how)")
    plain = _PLURALS.sub('"X-Plurals: ', _LANGUAGE.sub('"X-Language: ', text))
    try:
        return read_po(
            plain.replace("\r\n", "\n").split("\n"), ignore_obsolete=True, abort_invalid=True
        )
    except PoFileError as error:
        at = int(error.lineno or 0) + 1
        raise UsageError(f"{path}:{at}: no PO ({error.args[0]}): mend this line") from error
    except (ValueError, IndexError, TypeError, LookupError, UnknownLocaleError) as error:
        raise UsageError(f"{path}: no PO ({error}): does msgfmt -c take it?") from error


def _of_message(
    message: Message,
    path: str,
    lines: list[str],
    languages: tuple[str, str],
    passed: Counter[str],
) -> Iterator[Pair]:
    """The pairs of one message: one, or one for each plural form."""
    ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    if message.fuzzy:
        passed[FUZZY] += 1
        return
    if not any(strings):
        passed[NOT_YET] += 1
        return
    ignored = ignored_checks([*message.user_comments, *message.auto_comments])
    places = _places(path, lines, message.lineno or 1)
    for form, string in enumerate(strings):
        which = _form_compared(ids, form, string)
        keyword = "msgid_plural" if which else "msgid"
        source = _placed(ids[which], path, places.get(keyword), message.lineno or 1)
        given = places.get(f"msgstr[{form}]" if len(ids) > 1 else "msgstr")
        target = _placed(string or "", path, given, message.lineno or 1)
        name = message.context or ""
        yield Pair(
            source=source.on_one_line(),
            target=target.on_one_line(),
            source_language=languages[0],
            target_language=languages[1],
            name=name if isinstance(name, str) else name.decode("utf-8", "replace"),
            ignored=ignored,
            compared=compared(source.on_one_line(), target.on_one_line()),
        )


def _form_compared(ids: tuple[str, ...] | list[str], form: int, string: str) -> int:
    """Which of singular and plural a form answers to.

    The first form answers to the singular, but not where one of the two spells out the figure that
    a program puts into the other: "One file" and "%d ficheiro" say the same.
    """
    if len(ids) < 2:
        return 0
    if form == 0 and takes_figure(ids[0]) == takes_figure(string):
        return 0
    if form and not takes_figure(string) and takes_figure(ids[1]) and not takes_figure(ids[0]):
        return 0
    return 1


def _placed(text: str, path: str, placed: PlacedText | None, line: int) -> PlacedText:
    """The text at its place; where it was not found again, at its message's line."""
    if placed is not None and placed.text == text:
        return placed
    return PlacedText(text=text, path=path, runs=(Run(0, line, 1),))


@dataclass(slots=True)
class _Strings:
    """The quoted strings behind one keyword, as they are put together."""

    parts: list[str] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    length: int = 0

    def take(self, quoted: str, line: int, column: int) -> None:
        """Take the letters of one string, each escape as a run of its own."""
        for at, mark in enumerate(_ESCAPE.finditer(quoted, 1, len(quoted) - 1)):
            raw = mark.group()
            letter = unescape(f'"{raw}"')
            if at == 0 or len(raw) > 1 or self.runs[-1].width > 1:
                width = len(raw) if len(letter) == 1 else 1
                self.runs.append(Run(self.length, line, column + mark.start(), width))
            self.parts.append(letter)
            self.length += len(letter)


def _places(path: str, lines: list[str], line: int) -> dict[str, PlacedText]:
    """The strings of the message that begins at `line`, by keyword."""
    found: dict[str, _Strings] = {}
    current, seen = "", False
    for number in range(line, len(lines) + 1):
        text = lines[number - 1]
        keyword = _KEYWORD.match(text)
        if keyword:
            if keyword[1] in ("msgid", "msgctxt") and seen:
                break
            seen = seen or keyword[1].startswith("msgstr")
            current = keyword[1]
            found[current] = _Strings()
        string = _STRING.match(text, keyword.end() if keyword else 0)
        if string is not None and current:
            found[current].take(string[1], number, string.start(1) + 1)
        elif current and text.strip():
            break
    return {
        word: PlacedText(text="".join(one.parts), path=path, runs=tuple(one.runs))
        for word, one in found.items()
    }
