"""Quotations of a sentence pair, and which words of the target answer to a quotation."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.check import DocumentView, UnitView
from dragoman.language.quotes import Quotation, QuoteMark, enclosed, find_marks, find_quotations
from dragoman.language.words import cut_words, plain_language
from dragoman.records import Span

_PURE = 0.8  # of the words inside must answer to quoted words, else the place is not shown
_LONGEST_TITLE = 8  # words
_FEW_LETTERS = 4  # "60 Minutes", "GOP": a title or an acronym has hardly a small word
_LONG_SENTENCE = 14  # words: in a shorter one a label is most of what is said
_DASHES = ("—", "–", "― ", "- ")
# Languages whose newspapers set in marks what English does: words as somebody said them. Others
# mark loose, ironic and foreign words much more freely, and translators drop those marks.
_LIKE_ENGLISH = ("en", "pt", "es", "fr", "it", "nl", "ca")


def firm_marks(text: str) -> list[QuoteMark]:
    """The marks that quote: double ones, and pairs of single ones where no double one stands.

    A double mark in the place of an apostrophe ("the Lakers\" season") is left out.
    """
    marks = find_marks(text)
    double = [mark for mark in marks if mark.double]
    if double:
        return [] if len(double) == 1 and _is_slip(text, double[0]) else double
    single = [mark for mark in marks if not mark.double]
    opened = [mark for mark in single if mark.role == "open"]
    closed = [mark for mark in single if mark.role == "close"]
    if len(opened) == len(closed) > 0 and opened[0].start < closed[0].start:
        return single
    return []


def _is_slip(text: str, mark: QuoteMark) -> bool:
    """Printed for an apostrophe after a plural."""
    before, after = text[mark.start - 1 : mark.start], text[mark.start + 1 : mark.start + 3]
    return before == "s" and after[:1] == " " and after[1:].islower()


def quotations(text: str) -> tuple[Quotation, ...]:
    """What the firm marks of a text enclose: the outermost quotations."""
    if any(mark.double for mark in find_marks(text)):
        return find_quotations(text)
    return enclosed(text, firm_marks(text))


def is_label(inner: str) -> bool:
    """A title, a name or a number set off by marks: nobody's speech."""
    words = inner.split()
    small = [word for word in words if word[:1].islower() and len(word) >= _FEW_LETTERS]
    return not small and inner.rstrip()[-1:] not in "?!"


def is_title(text: str, quoted: Quotation) -> bool:
    """The name of a film, a place or a banner inside a clause ("na „Plaza do Cais"").

    All its words have capitals, or it begins with one right behind a word, without the colon or
    comma that introduces speech, and is no sentence. Languages differ in whether they set such
    names in marks.
    """
    inner = quoted.inner.strip()
    words = inner.split()
    if len(words) > 1 and all(word[:1].isupper() or word[:1].isdigit() for word in words):
        return inner[-1] not in ".!?"
    before = text[: quoted.start].rstrip()
    return (
        (inner[:1].isupper() or inner[:1].isdigit())
        and len(words) <= _LONGEST_TITLE
        and inner[-1] not in ".!?,…"
        and before[-1:].isalpha()
    )


def is_speech(unit: UnitView, quoted: Quotation, *, alone: bool = True) -> bool:
    """A quotation of the source that translators keep in marks.

    More than a name, a title or a label; `alone` says that the translation has no marks at all.
    English sets nothing in marks without need. A single word counts beside others that kept theirs,
    where the language is like English: alone it is dropped too often.
    """
    words, language = quoted.inner.split(), plain_language(unit.source_language)
    if len(words) == 1 and not alone:
        word = words[0].strip(".,")
        return language in _LIKE_ENGLISH and word.islower() and len(word) >= _FEW_LETTERS
    if len(words) < 2 or language == "en":
        return len(words) > 1
    if is_title(unit.source, quoted):
        return False
    return not is_label(quoted.inner) or (alone and len(unit.source.split()) <= _LONG_SENTENCE)


def speaks_by_dash(text: str) -> bool:
    """A dash at the head introduces speech, as Portuguese, Spanish, French and Russian do."""
    return text.lstrip().startswith(_DASHES)


def lean(marks: Iterable[QuoteMark]) -> int:
    """How many quotations a text leaves open (above 0) or closes without opening (below 0)."""
    return sum({"open": 1, "close": -1}.get(mark.role, 0) for mark in marks)


def answering_span(document: DocumentView, unit: UnitView, quoted: Quotation) -> Span | None:
    """The stretch of the target whose words answer to a quotation's; None where that is not shown.

    Every target word belongs to the source word that it looks at most. The stretch must consist of
    quoted words almost alone.
    """
    strongest: dict[int, tuple[float, bool]] = {}
    for span in document.alignment(unit):
        is_quoted = quoted.start <= span.source_start < quoted.end
        if not unit.source[span.source_start].isalnum():
            continue  # marks and commas answer to anything
        if span.p > strongest.get(span.target_start, (0.0, False))[0]:
            strongest[span.target_start] = (span.p, is_quoted)
    if not strongest:
        return None
    words = [word for word in cut_words(unit.target) if word.start in strongest]
    inside = [word for word in words if strongest[word.start][1]]
    if not inside:
        return None
    start, end = inside[0].start, inside[-1].end
    among = [word for word in words if start <= word.start < end]
    if len(inside) < _PURE * len(among):
        return None
    return start, end
