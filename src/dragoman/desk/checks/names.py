"""Names: altered, exchanged, missing, or spelt in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.exchanged import (
    answer_of,
    answers_elsewhere,
    are_two_names,
    lone_exchange,
)
from dragoman.desk.misspelt import near_miss
from dragoman.desk.name_evidence import is_explained, is_ordinary, is_strange, is_there, must_stay
from dragoman.desk.name_habits import (
    names_of,
)
from dragoman.desk.sounded import exchange_by_sound
from dragoman.desk.sounds import PLAIN_SPELLING
from dragoman.desk.spelt_apart import Apart, Spellings
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import (
    NameWord,
    country_in,
    find_name_words,
)
from dragoman.language.words import cut_words, fold, plain_language
from dragoman.records import Finding, Severity, Span

_SURE, _UNSURE = 0.7, 0.55  # weight with an alignment and without
_MOST = 80  # names in one sentence; more is a list, and comparing costs the square
_BY_SOUND = frozenset(("mk", "sr", "ru", "uk"))


class NamesCheck:
    """Compares names word by word, with the forms that languages have for them.

    Finds misspelt names, a name exchanged for another, and one spelling that differs from all
    others in the document. By the words' alignment a lost name leads to what stands in its place;
    without one the only new name is suspected, or the nearest, with little confidence. In pairs
    with Macedonian, Serbian, Croatian, Bosnian, Russian or Ukrainian, which write names by their
    sound, it finds spellings that differ within the document; and whole persons exchanged in the
    first four, if nothing else in the sentence is unlike. Not good for names that are ordinary
    words, for names that a language inflects, nor for who did what.

    Weights are by hand: .85 for a slip of the pen, .7 for an exchange that the alignment shows, .55
    for one that it does not.
    """

    name = "names"
    category = "accuracy/mistranslation/entity"
    languages = PLAIN_SPELLING | _BY_SOUND
    barely = _BY_SOUND

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit, with the whole document's names as evidence."""
        sides = {plain_language(document.source_language), plain_language(document.target_language)}
        is_plain = sides <= PLAIN_SPELLING
        carried, spellings = _carried_names(document), Spellings(document)
        for unit in document.open_units():
            reading = self._run_unit(unit, document, carried) if is_plain else self._heard(unit)
            found = list(reading)
            yield from found
            told = [finding.target_span for finding in found]
            for apart in spellings.apart(unit):
                word = apart.name.word
                if all(span is None or not span[0] <= word.start < span[1] for span in told):
                    yield self._spelt_apart(unit, apart)

    def _run_unit(
        self, unit: UnitView, document: DocumentView, carried: Counter[str]
    ) -> Iterator[Finding]:
        sources, targets = names_of(unit.source), names_of(unit.target)
        if (not targets and not sources) or max(len(sources), len(targets)) > _MOST:
            return
        all_source, all_target = cut_words(unit.source), cut_words(unit.target)
        lost = [name for name in sources if not is_there(name.text, all_target)]
        settled = {name.word.start for name in sources} - {name.word.start for name in lost}
        new = [
            name
            for name in targets
            if not is_there(name.text, all_source) and not is_ordinary(name, unit, all_source)
        ]
        for after in list(new):
            before = near_miss(after, lost, unit, carried, settled)
            if before is not None:
                new.remove(after)
                if before in lost:
                    lost.remove(before)
                yield self._altered(unit, before, after)
        exchanged = list(self._answered_by_another(unit, document, lost, new, carried))
        exchanged = exchanged or list(self._exchanged(unit, lost, new, carried))
        yield from exchanged or self._lone(unit, document, lost, new)

    def _answered_by_another(
        self,
        unit: UnitView,
        document: DocumentView,
        lost: list[NameWord],
        new: list[NameWord],
        carried: Counter[str],
    ) -> Iterator[Finding]:
        """A lost name whose place in the translation, by the alignment, another name has."""
        if not lost or not new:
            return
        for before in lost:
            alignment = document.alignment(unit)
            after = answer_of(before, new, unit, alignment)
            if after is None or not are_two_names(before, after, unit, carried):
                continue
            if not alignment and is_explained(after, before, lost, unit):
                continue
            # A name that other sentences keep may yet be translated in this one.
            plain = are_two_names(before, after, unit, Counter())
            sure = _SURE if alignment and plain else _UNSURE
            yield self._exchange(unit, _run_of(before, lost), _run_of(after, new), sure)
            return

    def _altered(self, unit: UnitView, before: NameWord, after: NameWord) -> Finding:
        return note(
            self,
            unit,
            f"The original spells the name {before.text!r}, the translation {after.text!r}.",
            severity=Severity.CRITICAL if unit.is_headline else Severity.MAJOR,
            source_span=(before.word.start, before.word.start + len(before.text)),
            target_span=(after.word.start, after.word.start + len(after.text)),
            expected=before.text,
            found=after.text,
            confidence=0.85,
        )

    def _spelt_apart(self, unit: UnitView, apart: Apart) -> Finding:
        start = apart.name.word.start
        return note(
            self,
            unit,
            f"Elsewhere the translation spells this name {apart.usual!r}.",
            severity=Severity.CRITICAL if unit.is_headline else Severity.MAJOR,
            target_span=(start, start + len(apart.name.text)),
            expected=apart.usual,
            found=apart.name.text,
            confidence=0.85,
        )

    def _exchanged(
        self, unit: UnitView, lost: list[NameWord], new: list[NameWord], carried: Counter[str]
    ) -> Iterator[Finding]:
        """Runs of names lost and new: one in the place of the other."""
        gone = [name for name in lost if must_stay(name, unit, carried)]
        strange = [name for name in new if is_strange(name, unit, carried)]
        if not gone or not strange:
            return
        before, after = gone[0], strange[0]
        if fold(before.text)[:3] == fold(after.text)[:3]:
            return
        apart = before.word.start / len(unit.source) - after.word.start / len(unit.target)
        if abs(apart) > 0.33 or is_explained(after, before, lost, unit):
            return
        yield self._exchange(unit, _run_of(before, lost), _run_of(after, new), _UNSURE)

    def _heard(self, unit: UnitView) -> Iterator[Finding]:
        """Between spelling and sound: the one name lost and the one name new."""
        runs = exchange_by_sound(unit)
        if runs is not None:
            yield self._exchange(unit, *runs, _UNSURE)

    def _lone(
        self, unit: UnitView, document: DocumentView, lost: list[NameWord], new: list[NameWord]
    ) -> Iterator[Finding]:
        """The one name lost and the one name new, where no alignment says otherwise."""
        before, after = lone_exchange(lost, new, unit) or (None, None)
        if before is None or after is None or is_explained(after, before, lost, unit):
            return
        if not answers_elsewhere(before, after, document.alignment(unit)):
            yield self._exchange(unit, _run_of(before, lost), _run_of(after, new), _UNSURE)

    def _exchange(
        self, unit: UnitView, before: list[NameWord], after: list[NameWord], confidence: float
    ) -> Finding:
        """One run of names in the place of another."""
        source_span, target_span = _span(before), _span(after)
        named, found = unit.source[slice(*source_span)], unit.target[slice(*target_span)]
        return note(
            self,
            unit,
            f"The original names {named!r}; the translation names {found!r} instead.",
            severity=Severity.CRITICAL if confidence >= _SURE else Severity.MAJOR,
            source_span=source_span,
            target_span=target_span,
            expected=country_in(named, unit.target_language) or named,
            found=found,
            confidence=confidence,
        )


def _span(names: list[NameWord]) -> Span:
    return names[0].word.start, names[-1].word.start + len(names[-1].text)


def _run_of(name: NameWord, names: list[NameWord]) -> list[NameWord]:
    """The name with those of `names` that stand right beside it."""
    place = names.index(name)
    first = last = place
    while first and _are_beside(names[first - 1], names[first]):
        first -= 1
    while last + 1 < len(names) and _are_beside(names[last], names[last + 1]):
        last += 1
    return names[first : last + 1]


def _are_beside(one: NameWord, two: NameWord) -> bool:
    """Both are parts of one name: a sentence's first word is one only if it is a first name."""
    if one.initial and not gender_of_first_name(one.text):
        return False
    return two.word.start - one.word.end == 1


def _carried_names(document: DocumentView) -> Counter[str]:
    """How often names of the source stand unchanged in their unit's target (folded)."""
    carried: Counter[str] = Counter()
    for unit in document.units:
        heard = {fold(name.text) for name in find_name_words(unit.target)}
        carried.update(
            {fold(name.text) for name in find_name_words(unit.source) if fold(name.text) in heard}
        )
    return carried
