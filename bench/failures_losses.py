"""What counts as lost or changed in a translation, for each kind of thing that was put in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from math import isclose

from bench.failures_seeding import Seeded
from dragoman.language.money import find_amounts
from dragoman.language.numbers import NumberMention, find_numbers
from dragoman.language.typography import DOUBLE_MARKS, to_straight_quotes
from dragoman.records import Inline, InlineKind

TAGS = {InlineKind.LINK: "a", InlineKind.EMPHASIS: "em", InlineKind.STRONG: "strong"}
_OPENING, _CLOSING = "“„«", "”»"


def is_lost(kind: str, case: Seeded, translated: str, language: str) -> bool:
    """True when what was put into a sentence is not whole in its translation into `language`."""
    return _LOST[kind](case, translated, language)


def _quotes(case: Seeded, text: str, language: str) -> bool:  # noqa: ARG001 - shape
    """Another number of double marks, a quotation of nothing, marks that close before they open."""
    wanted = to_straight_quotes(case.text)
    found = to_straight_quotes(text)
    if found.count('"') != wanted.count('"') or not all(map(str.strip, found.split('"')[1::2])):
        return True
    if case.put.count("‘") > text.count("‘"):
        return True
    return _disordered([char for char in text if char in DOUBLE_MARKS])


def _disordered(marks: Sequence[str]) -> bool:
    """True when set marks do not come as opening, closing, opening, closing."""
    for place, mark in enumerate(marks):
        if mark in (_CLOSING if place % 2 == 0 else _OPENING):
            return True
    return len(marks) % 2 == 1


def _numbers(case: Seeded, text: str, language: str) -> bool:
    """The number's value, as its language reads it, is not read in the translation."""
    at = case.text.index(case.put[0])
    wanted = [one for one in find_numbers(case.text, case.language) if _within(one, case, at)]
    found = find_numbers(text, language)
    return not wanted or not all(
        any(isclose(other.value, one.value) and other.percent == one.percent for other in found)
        for one in wanted
    )


def _within(mention: NumberMention, case: Seeded, at: int) -> bool:
    return at <= mention.start < at + len(case.put[0])


def _currency(case: Seeded, text: str, language: str) -> bool:
    """No amount of the same value in the same currency."""
    at = case.text.index(case.put[0])
    amounts = find_amounts(case.text, case.language)
    wanted = [one for one in amounts if at <= one.number.start < at + len(case.put[0])]
    found = find_amounts(text, language)
    return not wanted or not all(
        any(
            other.currency == one.currency and isclose(other.number.value, one.number.value)
            for other in found
        )
        for one in wanted
    )


def _letter_by_letter(case: Seeded, text: str, language: str) -> bool:  # noqa: ARG001 - shape
    """Not there exactly once, letter by letter, with nothing grown onto it."""
    put = re.escape(case.put[0])
    left = r"(?<!\w)" if case.put[0][:1].isalnum() else ""
    right = r"(?!\w)" if case.put[0][-1:].isalnum() else ""
    return len(re.findall(left + put + right, text)) != 1


def _tags(case: Seeded, text: str, language: str) -> bool:  # noqa: ARG001 - shape
    """A tag that is not there once, encloses nothing, or crosses another."""
    open_tags: list[str] = []
    for found in re.finditer(r"<(/?)(\w+)[^<>]*>", text):
        if not found[1]:
            open_tags.append(found[2])
        elif not open_tags or open_tags.pop() != found[2]:
            return True
    whole = all(text.count(tag) == case_tags(case).count(tag) for tag in set(case_tags(case)))
    return bool(open_tags) or not whole or re.search(r"<(\w+)[^<>]*>\W*</\1>", text) is not None


_LOST: dict[str, Callable[[Seeded, str, str], bool]] = {
    "quotes": _quotes,
    "numbers": _numbers,
    "currency": _currency,
    "markup": _tags,
    **dict.fromkeys(("names", "urls", "emails", "handles", "emoji"), _letter_by_letter),
}


def case_tags(case: Seeded) -> list[str]:
    """The opening and closing tags of a sentence's mark-up."""
    return [tag for one in case.inlines for tag in _tag_pair(one)]


def _tag_pair(inline: Inline) -> tuple[str, str]:
    name = TAGS[inline.kind]
    return f'<{name} href="{inline.href}">' if inline.href else f"<{name}>", f"</{name}>"


def with_tags(text: str, inlines: Sequence[Inline]) -> str:
    """A text with its mark-up written as HTML tags; spans that begin together: the longer first."""
    inside: dict[int, str] = {}
    for one in sorted(inlines, key=lambda one: one.end - one.start):  # inner ones first
        opening, closing = _tag_pair(one)
        inside[one.start] = opening + inside.get(one.start, "")
        inside[one.end] = inside.get(one.end, "") + closing
    for at in sorted(inside, reverse=True):
        text = text[:at] + inside[at] + text[at:]
    return text


def spans_lost(case: Seeded, text: str, carried: Sequence[Inline]) -> bool:
    """Mark-up of which a span is missing, encloses no word, leaves the text or crosses another."""
    kinds = sorted((one.kind, one.href) for one in carried)
    if kinds != sorted((one.kind, one.href) for one in case.inlines):
        return True
    for one in carried:
        if not 0 <= one.start < one.end <= len(text) or not re.search(
            r"\w", text[one.start : one.end]
        ):
            return True
        if any(one.start < other.start < one.end < other.end for other in carried):
            return True
    return False
