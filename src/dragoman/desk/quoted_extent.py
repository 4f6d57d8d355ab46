"""Whether a quotation of the translation holds much less than the original's."""

from __future__ import annotations

from functools import lru_cache

from dragoman.desk.attention import quick_run, unseen_run
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.coverage import is_content, small_words
from dragoman.desk.lengths import usual_ratio
from dragoman.desk.quoted import answering_span
from dragoman.desk.word_links import word_links
from dragoman.language.quotes import Quotation
from dragoman.language.words import cut_words, plain_language, read_table
from dragoman.records import Span

_LEAST = 30  # letters of a quotation whose length says something
_LONG = 45  # shorter quotations vary more in length
# Of the usual length: without a model; where the model misses words, too; where it misses none.
_SHORT, _SHORT_IF_BRIEF, _SHORT_IF_SEEN, _VERY_SHORT = 0.61, 0.56, 0.85, 0.55
_UNSEEN = 0.6  # missing attention inside a quotation: less than two words of full weight
_OUTSIDE = 3  # words that answer to quoted ones and stand outside the marks
_LEAST_WORDS = 4  # of a quotation whose last third is looked at
_VERY_SHORT_INDEED = 0.4  # so short that no word at its end excuses it
_MANY_WORDS = 11  # shorter quotations are worded too freely to miss their end
_NEARLY_SHORT, _RATHER_SHORT = 0.8, 0.66  # where nothing answers to its end: with, without a model
_NONE, _SEEN, _MOST_OF = 0.2, 0.6, 0.5  # links of an end that was cut, of others, of the rest


def is_cut(before: Quotation, after: Quotation, unit: UnitView, document: DocumentView) -> bool:
    """The translation's quotation encloses much less than the original's, or breaks off."""
    usual = usual_ratio(unit.source_language, unit.target_language)
    share = len(after.inner) / (usual * max(len(before.inner), 1))
    if share < 1.0 and _breaks_off(before, after, unit):
        return True
    if len(before.inner) < _LEAST or share >= _SHORT_IF_SEEN:
        return False
    tail = _end_seen(before, after, unit, document)
    if tail is not None and share >= _VERY_SHORT_INDEED:
        if tail >= _SEEN:
            return False
        limit = _NEARLY_SHORT if document.alignment(unit) else _RATHER_SHORT
        if tail < _NONE and share < limit and len(cut_words(before.inner)) >= _MANY_WORDS:
            return True
    answer = answering_span(document, unit, before)
    if answer is None and not document.alignment(unit):
        return share < (_SHORT if len(before.inner) >= _LONG else _SHORT_IF_BRIEF)
    if answer is not None and _words_outside(unit.target, answer, after) > _OUTSIDE:
        return True
    own = document.alignments.is_own(unit.index)
    run = quick_run(document, unit) if own else unseen_run(document, unit, "source")
    unseen = (
        run is not None
        and run.weight >= _UNSEEN
        and 2 * (min(run.end, before.end) - max(run.start, before.start)) > run.end - run.start
    )
    return unseen or share < _VERY_SHORT


def _words_outside(text: str, answer: Span, quotation: Quotation) -> int:
    """Words that answer to quoted ones but stand outside the marks."""
    return sum(
        answer[0] <= word.start < answer[1] and not quotation.start <= word.start < quotation.end
        for word in cut_words(text)
    )


def _breaks_off(before: Quotation, after: Quotation, unit: UnitView) -> bool:
    """It ends with a word that leads on to another ("the"), and the original's does not."""
    return _leads_on(after.inner, unit.target_language) and not _leads_on(
        before.inner, unit.source_language
    )


def _leads_on(inner: str, language: str) -> bool:
    words = cut_words(inner)
    if len(words) < 2 or inner.rstrip()[-1:] in ".…?!-–—" or words[-1].text[:1].isupper():
        return False
    last = words[-1].text.lower().replace("’", "'")
    listed, endings = _dangling(plain_language(language))
    return last in listed or last.endswith(endings)


@lru_cache(maxsize=32)
def _dangling(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    entry = read_table("dangling.toml").get(language, {})
    return frozenset(str(entry.get("words", "")).split()), tuple(
        str(entry.get("endings", "")).split()
    )


def _end_seen(
    before: Quotation, after: Quotation, unit: UnitView, document: DocumentView
) -> float | None:
    """How well the translation's quotation answers to the last words of the original's, 0 to 1.

    None where nobody can tell: too few words, or a beginning that is hardly answered either.
    """
    small = small_words(unit.source_language)
    words = [
        word
        for word in cut_words(unit.source)
        if before.start <= word.start < before.end and is_content(word, small)
    ]
    if len(words) < _LEAST_WORDS:
        return None
    inside = dict.fromkeys((word.start for word in words), 0.0)
    for source, target, p in word_links(document, unit, forth=True):
        is_word = unit.target[target : target + 1].isalnum()
        if source in inside and after.start <= target < after.end and is_word:
            inside[source] = min(1.0, inside[source] + p)
    seen = list(inside.values())
    count = max(2, len(words) // 3)
    head, tail = seen[:-count], seen[-count:]
    if sum(head) < _MOST_OF * len(head):
        return None
    return sum(tail) / count
