"""Names: altered, exchanged, missing, or spelt in two ways."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import lexicon, look_alike, stem
from dragoman.language.dates import find_dates
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
        if not targets and not sources:
            return
        all_source, all_target = cut_words(unit.source), cut_words(unit.target)
        lost = [name for name in sources if not _is_there(name.text, all_target)]
        new = [
            name
            for name in targets
            if not _is_there(name.text, all_source) and not _is_ordinary(name, unit, all_source)
        ]
        for after in list(new):
            before = _near_miss(after, lost, unit)
            if before is not None:
                new.remove(after)
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
        strange = [name for name in new if _is_strange(name, carried)]
        if not gone or not strange:
            return
        before, after = gone[0], strange[0]
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
        if shortest >= 4 and abs(len(folded) - len(other)) <= 4 and folded[: shortest] == other[: shortest]:
            return True
        if "-" in name and any(same_name(part, word.text) for part in name.split("-")):
            return True
    return False


def _is_ordinary(name: NameWord, unit: UnitView, source: tuple[Word, ...]) -> bool:
    """A capitalised word that is no name, or that translates a word of the source."""
    lowered = name.text.lower()
    small = word_list(unit.target_language, "function") | word_list(unit.target_language, "negation")
    if lowered in small or len(lowered) < 3:
        return True
    if any(date.start == name.word.start for date in find_dates(unit.target, unit.target_language)):
        return True
    book = lexicon(plain_language(unit.target_language), plain_language(unit.source_language))
    answers = book.get(stem(name.text), frozenset())
    return any(stem(word.text) in answers for word in source)


def _near_miss(after: NameWord, lost: list[NameWord], unit: UnitView) -> NameWord | None:
    """A lost name that differs from `after` by a slip of the pen, not by a language's habit."""
    second = fold(after.text)
    if len(second) < 4 or is_known_form(after.text):
        return None
    for before in lost:
        first = fold(before.text)
        if is_known_form(before.text) or first == second or len(first) < 4:
            continue
        limit = 2 if len(first) < 7 else 3
        if distance(first, second, limit) < limit and not _is_habit(first, second):
            return before
    return None


_ENDINGS = tuple("a o e i y s n an ano ana ense cao tion cia ia ie ico ica ic co ca dor tor or mo ism ista ist al ario ary vo ve to te".split())


def _is_habit(first: str, second: str) -> bool:
    """The difference lies in endings or letters by which languages spell the same word apart."""
    for old, new in (
        ("ph", "f"), ("th", "t"), ("k", "c"), ("qu", "c"), ("y", "i"), ("x", "s"), ("z", "s"), ("w", "v"),
        ("ch", "c"), ("kh", "c"), ("j", "i"), ("ou", "u"), ("oo", "u"), ("sh", "ch"), ("gu", "g"), ("h", ""),
    ):  # fmt: skip
        first, second = first.replace(old, new), second.replace(old, new)
    for letter in "abcdefgilmnoprstuv":
        first, second = first.replace(letter * 2, letter), second.replace(letter * 2, letter)
    if first == second or "e" + first == second or "e" + second == first:
        return True
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    rests = (first[shared:], second[shared:])
    return shared >= 3 and all(not rest or rest in _ENDINGS for rest in rests)


def _must_stay(name: NameWord, unit: UnitView, carried: Counter[str]) -> bool:
    """A name that translations keep: seen kept elsewhere, or with no other reading."""
    if len(name.text) < 3 or is_known_form(name.text):
        return False
    if carried[fold(name.text)] > 0:
        return True
    if name.initial or _has_translation(name, unit):
        return False
    return not _looks_translatable(name, unit)


def _has_translation(name: NameWord, unit: UnitView) -> bool:
    book = lexicon(plain_language(unit.source_language), plain_language(unit.target_language))
    return stem(name.text) in book or any(
        look_alike(name.text, word.text) for word in cut_words(unit.target)
    )


def _looks_translatable(name: NameWord, unit: UnitView) -> bool:
    """Ends like a common word of its language, or stands in lower case beside."""
    lowered = name.text.lower()
    if any(word.text == lowered for word in cut_words(unit.source)):
        return True
    endings = {
        "pt": ("ção", "ções", "dade", "ense", "eira", "eiro", "ência", "ável", "ista", "ano", "ana", "ês", "esa", "ais", "ão", "ões", "gia", "ica", "ico", "ório", "ária", "ário"),
        "es": ("ción", "dad", "ense", "ero", "era", "encia", "able", "ista", "ano", "ana", "és", "esa", "ales", "ía", "ico", "ica", "orio", "aria", "ario"),
        "en": ("tion", "ity", "ing", "ment", "ness", "ers", "er", "ian", "ans", "ese", "ish", "ist", "ists", "al", "ic", "ics", "ed", "ary", "ory", "day"),
    }.get(plain_language(unit.source_language))  # fmt: skip
    return endings is None or lowered.endswith(endings)


def _is_strange(name: NameWord, carried: Counter[str]) -> bool:
    """A name in the translation that no word of the source explains."""
    return not name.initial or carried[fold(name.text)] > 0
