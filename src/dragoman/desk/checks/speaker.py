"""Speaker: somebody's words in somebody else's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import lexicon, stem
from dragoman.desk.name_habits import common_endings
from dragoman.desk.quoted import quotations
from dragoman.language.dates import find_dates
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import (
    FullName,
    country_in,
    find_full_names,
    is_known_form,
    latin,
    same_name,
)
from dragoman.language.reporting import find_speakers
from dragoman.language.sounds import sound_alike
from dragoman.language.words import cut_words, plain_language, word_list
from dragoman.records import Finding, Severity

# Nats that the models must gain. On NTREX's odd documents, Portuguese and English, both ways, two
# false alarms in 1,172 sentences, both on one pair of league names.
LEAST_GAIN = 5.0
SURE_GAIN = 15.0
_LISTED = ("en", "pt", "es")  # languages of the word list
_MOST = 6  # exchanges weighed in one sentence
_HEAD = re.compile(r"(?:^|[.!?:…])\s*[\"“”„«»'‘’(–—-]*\s*$|[\"“„«]\s*$")
_INTRODUCES = re.compile(r":\s*[\"“„«]")
_CLOSES = re.compile('[.,!?]?["”»“]')
_ALIKE = 3  # first letters of two spellings of a name
_STEM = 5  # letters that two forms of a name share at least


class SpeakerCheck:
    """Compares who is said to speak where the original reports somebody's words.

    Finds a name beside a reporting verb that the original does not have, or has less often, where a
    name beside the original's reporting verb is missing; with models, any such pair of names in a
    sentence that quotes. With models of both directions the
    sentence with the original's name must be clearly likelier; confidence grows with that from 0.6
    to 0.95. Without them, and on the engine's own text, it is 0.6. Not good for speakers named by
    their office, and for pronouns.
    """

    name = "speaker"
    category = "custom/quotation"
    languages = frozenset(_LISTED)

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit, document)

    def _run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        speaks = find_speakers(unit.source, unit.source_language) or find_speakers(
            unit.target, unit.target_language
        )
        quotes = bool(quotations(unit.source) and quotations(unit.target))
        if not speaks and not quotes:
            return
        source, target = _names(unit, "source"), _names(unit, "target")
        lost = [one for one in source if not _is_named(one.name, unit, "target")]
        if not lost:
            return
        new = [
            one
            for one in target
            if not _is_named(one.name, unit, "source") or _is_oftener(one.name, unit)
        ]
        pairs = [
            (one, two)
            for one in lost
            for two in new
            if one.speaks or two.speaks or (quotes and one.is_firm and two.is_firm)
            if (one.speaks and two.speaks) or not (one.is_listed or two.is_listed)
        ][:_MOST]
        gains = document.alignments.gains(
            unit.index, [_exchanged(unit, one.name, two.name) for one, two in pairs]
        )
        if gains is None:
            if len(pairs) == len(lost) == len(new) == 1 and _are_surely_named(lost[0], new[0]):
                yield self._note(unit, lost[0].name, new[0].name, 0.6)
            return
        gain, (before, after) = max(zip(gains, pairs, strict=True), key=lambda pair: pair[0])
        least = LEAST_GAIN if before.speaks and after.speaks else SURE_GAIN
        if gain > least:
            sure = 0.6 + 0.35 * (gain - LEAST_GAIN) / (SURE_GAIN - LEAST_GAIN)
            yield self._note(unit, before.name, after.name, round(min(0.95, sure), 2))

    def _note(self, unit: UnitView, one: FullName, two: FullName, confidence: float) -> Finding:
        before, after = unit.source[one.start : one.end], unit.target[two.start : two.end]
        return note(
            self,
            unit,
            f"The original names {before!r} here, the translation {after!r}: these may be "
            "somebody else's words.",
            severity=Severity.CRITICAL if confidence >= 0.8 else Severity.MAJOR,
            source_span=(one.start, one.end),
            target_span=(two.start, two.end),
            expected=before,
            found=after,
            confidence=confidence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A name, whether it stands beside a reporting verb, and whether languages translate it."""

    name: FullName
    speaks: bool
    is_listed: bool
    is_initial: bool

    @property
    def is_firm(self) -> bool:
        """No word that has its capital only because it begins a sentence."""
        return not self.is_initial or len(self.name.words) > 1


def _are_surely_named(*both: _Named) -> bool:
    """Beside a reporting verb, and no single word that begins a sentence ("Instead", "Digo").

    One that does may still be a name where the other side's begins like it ("Lundo", "Lunda").
    """
    if len({latin(one.name.words[0])[:_ALIKE] for one in both}) == 1:
        return all(one.speaks for one in both)
    openers = [one for one in both if len(one.name.words) == 1 and one.is_initial]
    return all(one.speaks for one in both) and all(
        gender_of_first_name(one.name.words[0]) for one in openers
    )


def _names(unit: UnitView, side: str) -> list[_Named]:
    """The names of one side; words that merely begin a sentence are left out."""
    text, language = (
        (unit.source, unit.source_language)
        if side == "source"
        else (unit.target, unit.target_language)
    )
    speakers = {one.name.start for one in find_speakers(text, language)}
    return [
        _Named(
            name=name,
            speaks=name.start in speakers and not _is_inside(name, text),
            is_initial=_is_initial(name, text) and not _INTRODUCES.match(text, name.end),
            is_listed=any(_is_listed(word, language) or is_known_form(word) for word in name.words),
        )
        for name in find_full_names(text)
        if _is_name(name, text, language) and not _is_elsewhere(name, text, language)
    ]


def _is_name(name: FullName, text: str, language: str) -> bool:
    """A run of capitals that is a name by its words: no acronym and no ordinary word."""
    first = name.words[0]
    small = word_list(language, "function") | word_list(language, "negation")
    if name.start == 0 and _INTRODUCES.match(text, name.end):
        return True
    if len(first) < 3 or first.lower() in small or any(word.isupper() for word in name.words):
        return False
    if not _is_initial(name, text) or len(name.words) > 1 or gender_of_first_name(first):
        return True
    return not _is_listed(first, language) and not first.lower().endswith(common_endings(language))


def _is_initial(name: FullName, text: str) -> bool:
    """The name begins a sentence, where every word has a capital."""
    return name.start == 0 or bool(_HEAD.search(text[max(0, name.start - 4) : name.start]))


def _is_inside(name: FullName, text: str) -> bool:
    """The quotation ends with the name, so it is spoken of ("in Porto", he said)."""
    return bool(_CLOSES.match(text, name.end))


def _is_elsewhere(name: FullName, text: str, language: str) -> bool:
    """A day, a month, or a name with a country's in it ("Gran Premio de Rusia"): nobody speaks."""
    if any(one.start <= name.start < one.end for one in find_dates(text, language)):
        return True
    places = [word for word in name.words if country_in(word, "en")]
    return (
        bool(places)
        and len(name.words) > 1
        and not any(gender_of_first_name(word) for word in name.words)
    )


def _is_listed(word: str, language: str) -> bool:
    """The word list translates it: an ordinary word."""
    plain = plain_language(language)
    return any(lexicon(plain, other).get(stem(word)) for other in _LISTED if other != plain)


def _is_named(name: FullName, unit: UnitView, other: str) -> bool:
    """One of the name's words, or its translation, stands on the other side."""
    text, ours, theirs = (
        (unit.target, unit.source_language, unit.target_language)
        if other == "target"
        else (unit.source, unit.target_language, unit.source_language)
    )
    words = cut_words(text)
    book = lexicon(plain_language(ours), plain_language(theirs))
    stems = {stem(word.text) for word in words}
    for part in name.words:
        if is_known_form(part) and not any(same_name(part, word.text) for word in words):
            continue
        if not book.get(stem(part), frozenset()).isdisjoint(stems):
            return True
        if any(_is_alike(part, word.text) for word in words):
            return True
    return False


def _is_alike(one: str, two: str) -> bool:
    """The same name, perhaps with another ending."""
    if same_name(one, two):
        return True
    first, second = latin(one), latin(two)
    if two[:1].isupper() and sound_alike(one, two):
        return True
    return min(len(first), len(second)) >= _STEM and first[:_STEM] == second[:_STEM]


def _is_oftener(name: FullName, unit: UnitView) -> bool:
    """The translation says the name's last word more often than the original."""
    last = name.words[-1]
    times = [
        sum(_is_alike(last, word.text) for word in cut_words(text))
        for text in (unit.source, unit.target)
    ]
    return times[1] > times[0]


def _exchanged(unit: UnitView, one: FullName, two: FullName) -> str:
    """The target with the original's name in the place of its own."""
    tail = two.end
    return unit.target[: two.start] + unit.source[one.start : one.end] + unit.target[tail:]
