"""The pieces of a sentence that must come through letter by letter, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from dragoman.language.typography import Edit
from dragoman.translation.capitals import known_casing
from dragoman.translation.figures import localised
from dragoman.translation.signs import letters
from dragoman.translation.speller import Speller
from dragoman.translation.standins import StandIn, StandInKind, StandInMaker, shown_at

Span = tuple[int, int]

_EMOJI_CHAR = (
    r"[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    r"\U0001f000-\U0001faff]"
)
_EMOJI = (
    rf"(?:[0-9#*]\ufe0f?\u20e3|{_EMOJI_CHAR}[\ufe0e\ufe0f\u200d\u20e3\U000e0020-\U000e007f]*)"
    rf"(?:{_EMOJI_CHAR}|[\ufe0f\u200d])*"
)
_WHOLE = re.compile(
    r"(?P<tag></?[a-zA-Z][^<>]{0,300}>|&(?:[a-zA-Z]{2,8}|\#\d{1,6});)"
    r"|(?P<url>(?:https?://|www\.)[^\s<>\"“”«»]+|(?<![\w.-])(?:[\w-]+\.)+[a-z]{2,}/[^\s<>\"“”«»]*)"
    r"|(?P<mail>(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?P<handle>(?<![\w@])@\w+@[\w-]+(?:\.[\w-]+)+|(?<![\w@])@\w(?:[\w.]*\w)?)"
    r"|(?P<hash>(?<![\w#&])\#\w*[^\W\d_]\w*)"
    rf"|(?P<emoji>{_EMOJI})"
    r"|(?P<long>[0-9A-Za-zÀ-ɏ_]{61,})"
)
_URL_TAIL = re.compile(r"[.,;:!?'’)\]]+$")
_RUN = re.compile(r"[\w\u0300-\u036f®™©℠×⁄]+|[^\w\s]+")
_BULLETS = frozenset("•·‣◦▪▫●○■□►▶→–—―-*")
_SHORT = 3  # letters: "À", "Às", "Até", "Há" begin sentences far more often than names do
_RAISED = frozenset("ªº")
_SYMBOLS = frozenset({"No", "Nl", "Sm", "So", "Sc", "Sk"})
_ENDS = frozenset(".!?…:\"'”’»)")


def whole_spans(text: str, speller: Speller) -> list[Span]:
    """Where markup, addresses, handles, tags, emoji and endless words stand; neighbours joined."""
    spans: list[Span] = []
    for found in _WHOLE.finditer(text):
        start, end = found.span()
        if found.lastgroup == "emoji" and not speller.unspellable(found.group()):
            continue
        if found.lastgroup == "url":
            tail = _URL_TAIL.search(found.group())
            if tail and not (tail.group().startswith(")") and "(" in found.group()):
                end -= len(tail.group())
        if spans and not text[spans[-1][1] : start].strip():
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def symbols_only(text: str) -> bool:
    """True when a text has no letter and no figure: emoji, bullets, arrows."""
    return not any(char.isalnum() for char in text)


def protect_whole(
    text: str, speller: Speller, maker: StandInMaker
) -> tuple[list[Edit], list[StandIn]]:
    """Edits that take `whole_spans` out of the engine's way, and what will stand in for them.

    What stands at the very start or end without being part of the sentence is kept back.
    """
    edits: list[Edit] = []
    stand_ins: list[StandIn] = []
    for start, end in whole_spans(text, speller):
        original = text[start:end]
        before, after = text[:start], text[end:]
        kind = _edge(before, original, after)
        if kind is None:
            stand_in = maker.placeholder(original, before[-1:], after[:1])
            edits.append((start, end, shown_at(stand_in)))
        else:
            left = len(before) - len(before.rstrip()) if kind is StandInKind.TRAILING else 0
            right = len(after) - len(after.lstrip()) if kind is StandInKind.LEADING else 0
            spaced = bool(left or right)
            stand_in = StandIn(kind=kind, original=original, shown="", spaced=spaced)
            edits.append((start - left, end + right, ""))
        stand_ins.append(stand_in)
    return edits, stand_ins


def _edge(before: str, original: str, after: str) -> StandInKind | None:
    """Whether a piece stands outside of the sentence proper, before or behind it."""
    if not before.strip() and not after.strip():
        return None
    if not before.strip() and symbols_only(original):
        return StandInKind.LEADING
    if not after.strip():
        ended = before.rstrip()[-1:] in _ENDS
        if symbols_only(original) or (ended and before[-1:].isspace()):
            return StandInKind.TRAILING
    return None


def leading_bullet(text: str) -> StandIn | None:
    """The bullet or dialogue dash that a text begins with, if a space follows it."""
    if len(text) > 2 and text[0] in _BULLETS and text[1].isspace():
        return StandIn(kind=StandInKind.LEADING, original=text[0], shown="", spaced=True)
    return None


def protect_figures(
    text: str, figures: Sequence[str], maker: StandInMaker, languages: tuple[str, str]
) -> tuple[list[Edit], list[StandIn]]:
    """Edits that replace figures by placeholders, which come back in the target's separators.

    `figures` are digits as they stand in the text, `languages` those of source and target.
    """
    edits: list[Edit] = []
    stand_ins: list[StandIn] = []
    for figure in dict.fromkeys(figures):
        found = re.search(rf"(?<![\w.,]){re.escape(figure)}(?![\d])(?![.,]\d)", text)
        if found is None:
            continue
        start, end = found.span()
        stand_in = maker.placeholder(localised(figure, languages), "", text[end : end + 1])
        edits.append((start, end, shown_at(stand_in)))
        stand_ins.append(stand_in)
    order = sorted(range(len(edits)), key=lambda place: edits[place][0])
    return [edits[place] for place in order], [stand_ins[place] for place in order]


def protect_unspellable(
    text: str, speller: Speller, maker: StandInMaker, language: str, *, strict: bool
) -> tuple[list[Edit], list[StandIn]]:
    """Edits for what the vocabulary cannot write in a text of `language`.

    A Latin word is written in the letters that there are and put back where it comes out so; when
    `strict`, a name gets a placeholder instead, as do symbols and words of other scripts.
    """
    missing = speller.unspellable(text)
    if not missing:
        return [], []
    edits: list[Edit] = []
    stand_ins: list[StandIn] = []
    for start, end in _runs(text, missing, speller):
        original = text[start:end]
        stand_in = _native(original, speller, language, starts=not text[:start].strip("\"' "))
        if stand_in is None:
            stand_in = _likeness(original, speller, strict=strict)
        if stand_in is None:
            stand_in = maker.placeholder(original, text[start - 1 : start], text[end : end + 1])
        edits.append((start, end, shown_at(stand_in)))
        stand_ins.append(stand_in)
    return edits, stand_ins


def _native(word: str, speller: Speller, language: str, *, starts: bool) -> StandIn | None:
    """For a word of the language itself that lacks only its capital, such as "À" or "África".

    A short one that begins the sentence is shown in small letters; any other without the accent,
    and is put back where it is copied, unless it is a place that has a name in every language.
    """
    small = word.lower()
    if small == word or speller.unspellable(small):
        return None
    if starts and len(word) <= _SHORT:
        return StandIn(kind=StandInKind.FOLDED, original=word, shown=small)
    shown = plain_letters(word)
    if speller.unspellable(shown):
        return None
    translated = word.casefold() in known_casing(language)
    kind = StandInKind.FOLDED if translated else StandInKind.LIKENESS
    return StandIn(kind=kind, original=word, shown=shown)


def _likeness(word: str, speller: Speller, *, strict: bool) -> StandIn | None:
    """A word in the letters that there are; None where it needs a placeholder."""
    shown = plain_letters(word)
    if not shown[:1].isalnum() or speller.unspellable(shown) or (strict and is_namelike(word)):
        return None
    return StandIn(
        kind=StandInKind.LIKENESS, original=word, shown=shown, required=is_namelike(word)
    )


def _runs(text: str, missing: frozenset[str], speller: Speller) -> list[Span]:
    """Words with missing letters, and missing symbols.

    A phrase of another script is one run, and so are the parts of a name, which then stay together.
    """
    runs: list[Span] = []
    for found in _RUN.finditer(text):
        start, end = found.span()
        word = found.group()
        if not missing.intersection(word):
            continue
        if not word[0].isalnum() and not all(char in missing for char in word):
            places = [at for at in range(start, end) if text[at] in missing]
            runs += [(at, at + 1) for at in places]
            continue
        gap = text[runs[-1][1] : start] if runs else "-"
        last = text[slice(*runs[-1])] if runs else ""
        if gap == " " and any(
            belongs(word) and belongs(last)
            for belongs in (_foreign, lambda part: _is_part_of_name(part, speller))
        ):
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs


def _is_part_of_name(word: str, speller: Speller) -> bool:
    """True for a word with a capital that lacks more than that capital ("Święs", not "África")."""
    return word[:1].isupper() and bool(speller.unspellable(word.lower()))


def _foreign(word: str) -> bool:
    """True for a word whose letters are of another script than Latin."""
    return any(char.isalpha() and not plain_letters(char).isascii() for char in word)


@lru_cache(maxsize=8192)
def plain_letters(word: str) -> str:
    """A word in unaccented letters: "Brnabić" as "Brnabic", "Łódź" as "Lodz", "½" as "1/2".

    Accents go only from words; other scripts come back as they are.
    """
    table = letters()
    plain = "".join(table.get(char, char) for char in word)
    apart = "".join(table.get(char, char) for char in unicodedata.normalize("NFKD", plain))
    return "".join(char for char in apart if not unicodedata.combining(char))


def is_namelike(word: str) -> bool:
    """True for a word that must not change: with a capital, a symbol or a raised figure in it.

    Ordinals and titles such as "1ª" and "Drª" are translated like other words.
    """
    if len(word) > 1 and word[:1].isupper():
        return word[-1] not in _RAISED
    return any(unicodedata.category(char) in _SYMBOLS for char in word)
