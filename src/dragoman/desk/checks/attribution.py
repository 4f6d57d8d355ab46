"""Attribution: a statement that the original ascribes to somebody and the translation to nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.coverage import is_content, lexicon, look_alike, small_words, stem
from dragoman.desk.lengths import length_deviation
from dragoman.language.attribution import (
    Attribution,
    attributing_languages,
    find_attributions,
    is_attributed,
)
from dragoman.language.words import Word, cut_words, plain_language
from dragoman.records import Finding, Severity

# Spreads: what lost its "according to X" is hardly longer than usual. So set there is no false
# alarm in NTREX (en, pt, es: 5,660 pairs) and in CED's 2,664 sound ones; without it there is one.
_LONGEST = 1.0
_SURE = 0.8  # no false alarm was seen; attributions are sometimes left out on purpose


class AttributionCheck:
    """Compares who is said to have said it.

    Finds statements whose "according to the mayor" or "the mayor said" has no counterpart: the
    translation has no such phrase, no verb that reports and nobody of that name or office, and is
    hardly longer than usual. What somebody is reported to have said then stands as a fact. Not good
    for sources that are pronouns ("he said") or words that the word list lacks, nor for sentences
    that attribute something else as well.
    """

    name = "attribution"
    category = "accuracy/omission/attribution"
    languages = attributing_languages()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        attributions = find_attributions(unit.source, unit.source_language)
        if not attributions or is_attributed(unit.target, unit.target_language):
            return
        if length_deviation(unit) > _LONGEST:
            return
        for one in attributions:
            if not _is_missing(one, unit):
                continue
            words = unit.source[one.start : one.end]
            yield note(
                self,
                unit,
                f"The original says whose statement this is ({words!r}); in the translation it "
                "stands as a fact.",
                severity=Severity.MAJOR,
                source_span=(one.start, one.end),
                target_span=(0, len(unit.target)),
                expected=words,
                confidence=_SURE,
            )
            return


def _is_missing(attribution: Attribution, unit: UnitView) -> bool:
    """Somebody is named, in words that would be recognised, and none of them is there."""
    small = small_words(unit.source_language)
    named = [word for word in attribution.who if is_content(word, small)]
    if not named:
        return False
    source, target = plain_language(unit.source_language), plain_language(unit.target_language)
    book = lexicon(source, target)
    words = cut_words(unit.target)
    if any(_answers(word, words, book) for word in named):
        return False
    return any(word.is_capitalised or stem(word.text) in book for word in named)


def _answers(word: Word, others: Sequence[Word], book: dict[str, frozenset[str]]) -> bool:
    """A word of the translation may stand for this one: by the word list, or by its look."""
    answers = book.get(stem(word.text), frozenset())
    return any(stem(other.text) in answers or look_alike(word.text, other.text) for other in others)
