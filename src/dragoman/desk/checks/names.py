"""Names: altered, exchanged, missing, or spelt in two ways."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import lexicon, stem
from dragoman.desk.name_habits import (
    common_endings,
    differ_by_habit,
    has_translation,
    looks_foreign,
    looks_translatable,
)
from dragoman.language.dates import find_dates
from dragoman.language.gender import gender_of_first_name
from dragoman.language.names import (
    NameWord,
    bare_name,
    distance,
    find_name_words,
    is_known_form,
    latin,
    same_name,
)
from dragoman.language.words import Word, cut_words, fold, plain_language, word_list
from dragoman.records import Finding, Severity

_MOST = 80  # names in one sentence; more is a list, and comparing costs the square
_LATIN = frozenset(("en", "pt", "es", "de", "fr", "it", "nl", "ro", "pl", "ca", "tr"))


class NamesCheck:
    """Compares names word by word, with the forms that languages have for them.

    Finds misspelt names, a name exchanged for another, and one spelling that differs from all
    others in the document. Not good for names that are ordinary words, for names that a language
    inflects or writes in another script, nor for who did what.
    """

    name = "names"
    category = "accuracy/mistranslation/entity"
    languages = _LATIN

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit, with the whole document's names as evidence."""
        carried = _carried_names(document)
        for unit in document.open_units():
            yield from self._run_unit(unit, carried)

    def _run_unit(self, unit: UnitView, carried: Counter[str]) -> Iterator[Finding]:
        sources, targets = find_name_words(unit.source), find_name_words(unit.target)
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
            before = _near_miss(after, lost, unit, carried, settled)
            if before is not None:
                new.remove(after)
                if before in lost:
                    lost.remove(before)
                yield self._altered(unit, before, after)
        yield from self._exchanged(unit, lost, new, carried)

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
        apart = before.word.start / len(unit.source) - after.word.start / len(unit.target)
        if abs(apart) > 0.33:
            return
        yield note(
            self,
            unit,
            f"The original names {before.text!r}; the translation names {after.text!r} instead.",
            severity=Severity.CRITICAL,
            source_span=(before.word.start, before.word.start + len(before.text)),
            target_span=(after.word.start, strange[-1].word.end),
            expected=before.text,
            found=unit.target[after.word.start : strange[-1].word.end],
            confidence=0.55,
        )


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
            and abs(len(folded) - len(other)) <= 4
            and folded[:shortest] == other[:shortest]
        ):
            return True
        if "-" in name and any(same_name(part, word.text) for part in name.split("-")):
            return True
    return False


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


def _near_miss(
    after: NameWord,
    lost: list[NameWord],
    unit: UnitView,
    carried: Counter[str],
    settled: set[int],
) -> NameWord | None:
    """A lost name that differs from `after` by a slip of the pen, not by a language's habit."""
    second = fold(after.text)
    if len(second) < 3 or is_known_form(after.text) or after.text.isupper():
        return None
    common = after.text.lower().endswith(common_endings(unit.target_language))
    for before in (*lost, *find_name_words(unit.source)):
        first = fold(before.text)
        if first == second or len(first) < 4 or second[:1] != first[:1] or before.text.isupper():
            continue
        steps = distance(first, second, 3)
        if steps > (1 if len(first) < 6 else 2) or differ_by_habit(first, second):
            continue
        translatable = looks_translatable(before, unit)
        if translatable and common:
            continue
        kept = before not in lost or carried[first]
        if kept or (not translatable and _has_settled_neighbour(before, unit.source, settled)):
            return before
        alike = first[-3:] == second[-3:] or abs(len(first) - len(second)) < 2
        if not translatable and not is_known_form(before.text) and steps == 1 and alike:
            return before
    return None


def _has_settled_neighbour(name: NameWord, text: str, settled: set[int]) -> bool:
    """The capitalised word right before or after it stands unchanged in the translation."""
    words = cut_words(text)
    for one, two in itertools.pairwise(words):
        if text[one.end : two.start] != " ":
            continue
        if two.start == name.word.start and one.start in settled and not is_known_form(one.text):
            return True
        if one.start == name.word.start and two.start in settled and not is_known_form(two.text):
            return True
    return False


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
    return _follows_first_name(name, unit.source) or looks_foreign(name.text, unit.source_language)


def _follows_first_name(name: NameWord, text: str) -> bool:
    before = text[: name.word.start].rstrip().split(" ")[-1]
    return bool(gender_of_first_name(name.text)) or bool(before and gender_of_first_name(before))


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
