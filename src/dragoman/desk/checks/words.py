"""Words: what is printed as a word and is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.lexemes import has_lexicon, is_cognate, is_listed, is_word
from dragoman.language.links import find_links
from dragoman.language.names import distance, latin
from dragoman.language.words import Word, cut_words, fold, plain_language
from dragoman.records import AlignedSpan, Finding, Severity, Span

_SHORTEST, _LONGEST = 4, 40  # letters; shorter ones are abbreviations and symbols
_DRAWN_OUT = re.compile(r"(\w)\1\1")  # "muuuu"
_PLAIN = re.compile(r"[a-zß-öø-ÿœ'’-]+")
_ABBREVIATED = re.compile(r"\.[ \u00a0][a-zß-öø-ÿ0-9]")
_NEAR = 0.75  # share of the shorter word with which two words must begin alike
_OWN, _FOREIGN = 0.9, 0.6  # how sure: small engines invent words, people write rare ones
_LINKED = 0.3  # weight from which an original's word answers to the strange one
_FOREIGN_SHARE = 5  # two words and one in five that are none: that is no text of the language


class WordsCheck:
    """Finds words that do not exist, such as small engines make of pieces for what they never met,
    and in English single words of the original that were left as they were.

    A word is known if the dictionary of its language has it, or if it is made of such words by a
    prefix, an ending or a hyphen. Words with a capital (names), words of the original and forms of
    its names and coinages, English loans and runs of foreign words are left alone. Not good for
    slips that make another word, for wrong words that exist, and for the first word of a sentence.
    """

    name = "words"
    category = "linguistic-conventions/unintelligible"
    languages = frozenset(("en", "pt", "es"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            own = document.alignments.is_own(unit.index)
            strange = strange_words(unit)
            if len(strange) > 1 and len(strange) * _FOREIGN_SHARE > len(cut_words(unit.target)):
                continue  # another language, not slips
            for word in strange:
                place = _answering(document.alignment(unit), word)
                yield self._note(unit, word, place, own)

    def _note(self, unit: UnitView, word: Word, place: Span | None, own: bool) -> Finding:
        said = unit.source[slice(*place)] if place else ""
        severity, confidence = (Severity.MAJOR, _OWN) if own else (Severity.MINOR, _FOREIGN)
        category = self.category if own else "linguistic-conventions/spelling"
        message = f"{word.text!r} is no known word" + (
            f": the original says {said!r}." if said else "."
        )
        if word.text in copied_words(unit):  # perhaps rightly: dishes and customs keep their names
            severity, confidence = Severity.MINOR, _FOREIGN
            message, category = f"{word.text!r} was not translated.", "accuracy/untranslated"
        return note(
            self, unit, message, severity=severity, category=category, source_span=place,
            target_span=(word.start, word.end), found=word.text, confidence=confidence,
        )  # fmt: skip


def strange_words(unit: UnitView) -> list[Word]:
    """The words of a target that are no words of its language, in order.

    Empty for languages whose words are not known.
    """
    if not has_lexicon(unit.target_language):
        return []
    links = find_links(unit.target)
    strange = [
        word
        for word in cut_words(unit.target)[1:]
        if _is_looked_at(unit.target, word)
        and not is_word(word.text, unit.target_language)
        and not any(start <= word.start < end for start, end, _ in links)
    ]
    if not strange:
        return []
    source = cut_words(unit.source)
    return [
        word for word in _lone(unit.target, strange) if not _is_accounted_for(word, unit, source)
    ]


def _is_looked_at(text: str, word: Word) -> bool:
    """Small Latin letters, four and more, and no abbreviation."""
    return (
        _SHORTEST <= len(word.text) <= _LONGEST
        and _PLAIN.fullmatch(word.text) is not None
        and not _DRAWN_OUT.search(word.text)
        and not _ABBREVIATED.match(text, word.end)
        and text[word.start - 1 : word.start] not in ("@", "#", "/", "\\", "_", ".")
    )


def _lone(text: str, words: Sequence[Word]) -> Iterator[Word]:
    """Words without a strange neighbour: two in a row are a quotation in another language."""
    ends = {word.end for word in words}
    starts = {word.start for word in words}
    for word in words:
        joined = text[word.end : word.end + 1] == " " and word.end + 1 in starts
        if not joined and not (text[word.start - 1] == " " and word.start - 1 in ends):
            yield word


def _is_accounted_for(word: Word, unit: UnitView, source: Sequence[Word]) -> bool:
    """The original has it, or a name, coinage or learned word that it comes from; or a loan."""
    target = plain_language(unit.target_language)
    if any(word.text == one.text.lower() for one in source):
        return not _is_left(word, unit)
    if "-" in word.text and _is_joined(word.text, unit, source):
        return True
    if target != "en" and _is_loan(word.text, target):
        return True
    if plain_language(unit.source_language) == "en" and any(
        is_cognate(word.text, target, one.text) for one in source
    ):
        return True
    return any(
        _is_near(word.text, one.text)
        for one in source
        if one.is_capitalised or not _is_common(one.text, unit.source_language)
    )


def bold_words(unit: UnitView, before: str) -> list[Word]:
    """Words of a new target that the old one and the original lack, and that no list has.

    They may exist; a repair takes no chances.
    """
    known = {word.text for text in (before, unit.source) for word in cut_words(text)}
    return [
        word
        for word in cut_words(unit.target)
        if word.text not in known
        and _is_looked_at(unit.target, word)
        and not is_listed(word.text, unit.target_language)
    ]


def copied_words(unit: UnitView) -> set[str]:
    """Small words of the original in the target that only the original's language has."""
    if not has_lexicon(unit.target_language) or not has_lexicon(unit.source_language):
        return set()
    shared = {word.text for word in cut_words(unit.source)} & {
        word.text for word in cut_words(unit.target) if _is_looked_at(unit.target, word)
    }
    return {
        text
        for text in shared
        if is_word(text, unit.source_language) and not is_word(text, unit.target_language)
    }


def _is_left(word: Word, unit: UnitView) -> bool:
    """An ordinary word of the original in English that has no such word: it was not translated.

    Other languages borrow too many English words for that.
    """
    return plain_language(unit.target_language) == "en" and word.text in copied_words(unit)


def _is_joined(text: str, unit: UnitView, source: Sequence[Word]) -> bool:
    """A compound whose strange parts are names and coinages of the original, or all stand there."""
    said = {part for one in source for part in one.text.split("-")}
    lowered = {part.lower() for part in said}
    rare = {
        part.lower()
        for part in said
        if part[:1].isupper() or not _is_common(part, unit.source_language)
    }
    parts = text.split("-")
    if all(part in lowered for part in parts):
        return True
    return all(part in rare or is_word(part, unit.target_language) for part in parts)


def _is_loan(text: str, language: str) -> bool:
    """An English word, or a compound of such that is not half translated."""
    parts = text.split("-")
    if len(parts) > 1 and any(is_word(part, language) for part in parts):
        return False
    return all(is_word(part, "en") for part in parts)


def _is_common(text: str, language: str) -> bool:
    """A word that its own language has; so is every word of a language that is not known."""
    return not has_lexicon(language) or is_word(text, language)


def _is_near(one: str, other: str) -> bool:
    """A form of the same name or coinage: it begins alike, or differs by a letter or two."""
    first, second = fold(one), fold(latin(other))
    shorter = min(len(first), len(second))
    if shorter < _SHORTEST or first[:1] != second[:1]:
        return False
    alike = next((place for place in range(shorter) if first[place] != second[place]), shorter)
    limit = 1 if shorter < 6 else 2
    return alike >= max(_SHORTEST, _NEAR * shorter) or distance(first, second, limit + 1) <= limit


def _answering(alignment: Sequence[AlignedSpan], word: Word) -> Span | None:
    """The stretch of the original that answers to a word; None where that is not known."""
    links = [
        link
        for link in alignment
        if link.p >= _LINKED and link.target_start < word.end and link.target_end > word.start
    ]
    if not links:
        return None
    return min(link.source_start for link in links), max(link.source_end for link in links)
