"""Names: altered, exchanged, missing, or spelt in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import lexicon, stem
from dragoman.desk.exchanged import answer_of, are_two_names
from dragoman.desk.misspelt import follows_first_name, near_miss
from dragoman.desk.name_habits import (
    common_endings,
    has_translation,
    looks_foreign,
    looks_translatable,
    names_of,
)
from dragoman.language.dates import find_dates
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import (
    NameWord,
    bare_name,
    country_in,
    find_name_words,
    is_known_form,
    latin,
    same_name,
)
from dragoman.language.words import Word, cut_words, fold, plain_language, word_list
from dragoman.records import Finding, Severity, Span

_SURE, _UNSURE = 0.7, 0.55  # confidence with an alignment and without
_BEGINNING = 2  # letters that "Apelaciones" and "Appeals" share
_MOST = 80  # names in one sentence; more is a list, and comparing costs the square
_LATIN = frozenset(("en", "pt", "es", "de", "fr", "it", "nl", "ro", "pl", "ca", "tr"))


class NamesCheck:
    """Compares names word by word, with the forms that languages have for them.

    Finds misspelt names, a name exchanged for another, and one spelling that differs from all
    others in the document. By the words' alignment a lost name leads to what stands in its place;
    without one the nearest new name is suspected, with little confidence. Not good for names that
    are ordinary words, for names that a language inflects or writes in another script, nor for who
    did what.

    Confidence is the share of right findings among the clean and the seeded sentences of a news
    set, rounded down: .85 for a slip of the pen, .7 for an exchange that the alignment shows, .55
    for one that it does not.
    """

    name = "names"
    category = "accuracy/mistranslation/entity"
    languages = _LATIN

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit, with the whole document's names as evidence."""
        carried = _carried_names(document)
        for unit in document.open_units():
            yield from self._run_unit(unit, document, carried)

    def _run_unit(
        self, unit: UnitView, document: DocumentView, carried: Counter[str]
    ) -> Iterator[Finding]:
        sources, targets = names_of(unit.source), names_of(unit.target)
        if (not targets and not sources) or max(len(sources), len(targets)) > _MOST:
            return
        all_source, all_target = cut_words(unit.source), cut_words(unit.target)
        lost = [name for name in sources if not _is_there(name.text, all_target)]
        settled = {name.word.start for name in sources} - {name.word.start for name in lost}
        new = [
            name
            for name in targets
            if not _is_there(name.text, all_source) and not _is_ordinary(name, unit, all_source)
        ]
        for after in list(new):
            before = near_miss(after, lost, unit, carried, settled)
            if before is not None:
                new.remove(after)
                if before in lost:
                    lost.remove(before)
                yield self._altered(unit, before, after)
        exchanged = list(self._answered_by_another(unit, document, lost, new, carried))
        yield from exchanged or self._exchanged(unit, lost, new, carried)

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
            if not alignment and _is_explained(after, before, lost, unit):
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

    def _exchanged(
        self, unit: UnitView, lost: list[NameWord], new: list[NameWord], carried: Counter[str]
    ) -> Iterator[Finding]:
        """Runs of names lost and new: one in the place of the other."""
        gone = [name for name in lost if _must_stay(name, unit, carried)]
        strange = [name for name in new if _is_strange(name, unit, carried)]
        if not gone or not strange:
            return
        before, after = gone[0], strange[0]
        if fold(before.text)[:3] == fold(after.text)[:3]:
            return
        apart = before.word.start / len(unit.source) - after.word.start / len(unit.target)
        if abs(apart) > 0.33 or _is_explained(after, before, lost, unit):
            return
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


def _is_there(name: str, words: tuple[Word, ...]) -> bool:
    """The name, or another form of it, stands among the words."""
    folded = latin(name)
    for word in words:
        if same_name(name, word.text):
            return True
        other = latin(bare_name(word.text))
        shortest = min(len(folded), len(other))
        if (
            shortest >= 4
            and abs(len(folded) - len(other)) <= (2 if shortest < 5 else 4)
            and folded[:shortest] == other[:shortest]
        ):
            return True
    if "-" not in name:
        return False
    whole = [word.text for word in words if "-" not in word.text]
    return any(same_name(part, text) for part in name.split("-") for text in whole)


def _is_ordinary(name: NameWord, unit: UnitView, source: tuple[Word, ...]) -> bool:
    """A capitalised word that is no name, or that translates a word of the source."""
    lowered = name.text.lower()
    small = word_list(unit.target_language, "function") | word_list(
        unit.target_language, "negation"
    )
    if lowered in small or len(lowered) < 3:
        return True
    if any(date.start == name.word.start for date in find_dates(unit.target, unit.target_language)):
        return True
    book = lexicon(plain_language(unit.target_language), plain_language(unit.source_language))
    answers = book.get(stem(name.text), frozenset())
    return any(stem(word.text) in answers for word in source)


def _must_stay(name: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """A name that translations keep: seen kept elsewhere, a person's, or foreign in its letters."""
    if len(name.text) < 3 or is_known_form(name.text) or name.text.isupper():
        return False
    if name.text.lower() in word_list(unit.source_language, "function"):
        return False
    if carried[fold(name.text)] > 0:
        return True
    if has_translation(name, unit) or looks_translatable(name, unit):
        return False
    if name.initial and not looks_foreign(name.text, unit.source_language):
        return False
    return follows_first_name(name, unit.source) or looks_foreign(name.text, unit.source_language)


def _is_explained(after: NameWord, before: NameWord, lost: list[NameWord], unit: UnitView) -> bool:
    """Without an alignment: the new name is there for another reason than the lost one.

    Another lost word begins like it and may be what it translates ("Apelaciones", "Appeals"), it is
    a first name that was added ("President Ana Reis" for "Presidente Reis"), or a country is lost
    and it is none: the country may have become an adjective ("French Grand Prix").
    """
    if country_in(before.text, "en") and not country_in(after.text, "en"):
        return True
    begins = fold(after.text)[:_BEGINNING]
    others = [one for one in lost if one is not before and not one.initial]
    if any(fold(one.text)[:_BEGINNING] == begins for one in others):
        return True
    return bool(gender_of_first_name(after.text)) and _stands_before_kept(after, unit)


def _stands_before_kept(name: NameWord, unit: UnitView) -> bool:
    """The word behind the name is a name of the source, too."""
    behind = unit.target[name.word.end :].lstrip().split(" ")[0]
    return behind[:1].isupper() and _is_there(bare_name(behind), cut_words(unit.source))


def _is_strange(name: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """A name in the translation that no word of the source explains."""
    if name.text.isupper() or is_known_form(name.text) or len(name.text) < 4:
        return False
    if carried[fold(name.text)] > 0:
        return True
    if gender_of_first_name(name.text) or looks_foreign(name.text, unit.target_language):
        return True
    if plain_language(unit.target_language) != "en" or name.initial:
        return False
    return not name.text.lower().endswith(common_endings("en"))
