"""Take the words that are wrong or missing from another translation of the same sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.repairs.names import are_variants
from dragoman.language.words import Word, cut_words, word_list
from dragoman.records import AlignedSpan, Finding, Interpreter, Severity, Span

_COUNT = 4  # other translations to take words from, best first
_HALF = 0.5  # share of a word's links from which it answers to the words in question
_UNLINKED = 0.3  # share that stands for that of a word without links
_PLACES = 4  # words to both sides of the place where missing words may be put in
_SHORTENED = 4  # letters of a title that is written with a full stop
_ECHO = 3  # words that may stand twice where the new ones meet the old
_MOST_MISSING = 25  # words; what is longer is another sentence
_EVIDENCE, _LEAST_EVIDENCE = {"omission": 0.7, "attribution": 0.7, "speaker": 0.7}, 0.5
_NAMED = frozenset(("names", "speaker"))
_MISSING = frozenset(("omission", "attribution"))
# Nats by which the new text must be likelier, both ways together, and what it may cost at most each
# way. Seeded errors of NTREX gain 15 to 200; sound sentences with a false alarm of these checks
# gain less, or put in words that cost probability.
_GAIN, _GAIN_MISSING = 12.0, 15.0
_COST, _COST_MISSING = -5.0, -0.5
_COST_OF_COPY = -25.0  # the original's own words explain it better than any translation


class RewordRepair:
    """Puts in what another translation has for the words in question, and leaves the rest alone.

    For somebody else's text: names, offices, speakers and nouns that were exchanged, runs of words
    left untranslated, clauses left out. The sentence is translated anew several times; the words
    that answer to the doubted words of the original are put in their place, and of all sentences
    that come out the likeliest is proposed, if the models find it clearly likelier than the old
    one, both ways. Not for the engine's own text: it thinks well of its own words.
    """

    name = "reword"
    answers = frozenset(
        ("names", "offices", "speaker", "gender", "untranslated", "omission", "attribution")
    )

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with other words at one place; None without models and without proof."""
        interpreter = document.alignments.interpreter
        wanted = _doubted(unit, finding)
        if interpreter is None or wanted is None or document.alignments.is_own(unit.index):
            return None
        missing = finding.check in _MISSING
        if finding.evidence < _EVIDENCE.get(finding.check, _LEAST_EVIDENCE):
            return None
        rivals = list(dict.fromkeys(_rivals(unit, finding, wanted, document, interpreter)))
        gains = document.alignments.gains_each_way(unit.index, rivals)
        least, cost = (_GAIN_MISSING, _COST_MISSING) if missing else (_GAIN, _COST)
        if finding.check == "untranslated":
            cost = _COST_OF_COPY
        proved = [
            (forth + back, -len(text), text)
            for text, (forth, back) in zip(rivals, gains or (), strict=False)
            if forth + back >= least and min(forth, back) >= cost
        ]
        return max(proved)[-1] if proved else None


def _doubted(unit: UnitView, finding: Finding) -> Span | None:
    """The words of the original that the finding is about."""
    if finding.check == "untranslated":
        if finding.target_span is None or finding.severity is Severity.CRITICAL:
            return None  # the whole sentence: there is nothing to keep of it
        start = unit.source.lower().find(finding.found.lower()) if finding.found else -1
        return (start, start + len(finding.found)) if start >= 0 else None
    span = finding.source_span
    if are_variants(finding.expected, finding.found):
        return None
    if span is not None and finding.check in _NAMED:
        span = whole_name(unit.source, span, unit.target)
    if span is None or span == (0, len(unit.source)) or finding.target_span is None:
        return None
    return span if len(unit.source[slice(*span)].split()) <= _MOST_MISSING else None


def _rivals(
    unit: UnitView,
    finding: Finding,
    wanted: Span,
    document: DocumentView,
    interpreter: Interpreter,
) -> Iterator[str]:
    """The target with the words of each other translation at the place of the finding."""
    languages = document.source_language, document.target_language
    texts = interpreter.retranslate(unit.source, *languages, count=_COUNT)
    readings = interpreter.read([(unit.source, text) for text in texts], *languages)
    for text, reading in zip(texts, readings, strict=True):
        words = unit.source[slice(*wanted)]
        if finding.check not in _NAMED or words not in text:
            stretch = answering_stretch(text, reading.alignment, wanted)
            if stretch is None:
                continue
            words = text[slice(*stretch)]
        if finding.check in _NAMED and not _is_name(words, document.target_language):
            continue
        if finding.check in _MISSING:
            yield from _put_in(unit, finding, words)
        else:
            yield _exchanged(unit, finding, words)


def _is_name(words: str, language: str) -> bool:
    """Capitalised words, with small ones between them at most ("Ana de Sousa"; not "I will")."""
    small = word_list(language, "function")
    light = [word.text.lower() in small or len(word.text) < 2 for word in cut_words(words)]
    if not light or light[0] or light[-1]:
        return False
    return all(word.text.lower() in small or word.is_capitalised for word in cut_words(words))


def whole_name(text: str, span: Span, other: str) -> Span:
    """The span with the capitalised words right beside it that the other side says less often.

    "Yong" of "Ri Yong Ho": a wrong name goes as a whole, and a lost one comes back as a whole.
    """
    words = cut_words(text)
    here, there = (
        Counter(word.text.lower() for word in side) for side in (words, cut_words(other))
    )
    places = [place for place, word in enumerate(words) if span[0] <= word.start < span[1]]
    if not places:
        return span

    def belongs(place: int, *, behind: int) -> bool:
        """A strange capitalised word within the sentence, one space from the word `behind` it."""
        word = words[place]
        near = text[words[behind - 1].end : words[behind].start] == " "
        opens = not text[: word.start].strip(" \"'“„«¿¡(")
        low = word.text.lower()
        return near and word.is_capitalised and not opens and here[low] > there[low]

    first, last = places[0], places[-1]
    while first and belongs(first - 1, behind=first):
        first -= 1
    while last + 1 < len(words) and belongs(last + 1, behind=last + 1):
        last += 1
    return min(span[0], words[first].start), max(span[1], words[last].end)


def answering_stretch(text: str, alignment: Sequence[AlignedSpan], wanted: Span) -> Span | None:
    """The words of a translation that answer to a span of its original; None where none do.

    Of all stretches the one whose words have most of their links in the span, those that have fewer
    than half there counting against it: a small word far off does not make it longer.
    """
    best, total, first = 0.0, 0.0, -1
    found: Span | None = None
    for word in cut_words(text):
        if total <= 0.0:
            total, first = 0.0, word.start
        total += _share(word, alignment, wanted) - _HALF
        if total > best:
            best, found = total, (first, word.end)
    return found


def _share(word: Word, alignment: Sequence[AlignedSpan], wanted: Span) -> float:
    """Which share of a word's links falls into a span of the original; under half for no links."""
    falls = every = 0.0
    for link in alignment:
        if link.target_start < word.end and link.target_end > word.start:
            every += link.p
            if link.source_start < wanted[1] and link.source_end > wanted[0]:
                falls += link.p
    return falls / every if every else _UNLINKED


def _exchanged(unit: UnitView, finding: Finding, words: str) -> str:
    """The new words in the place of the old ones, with a capital where the old had one first."""
    assert finding.target_span is not None  # noqa: S101 - asked by `_doubted`
    start, end = finding.target_span
    if finding.check in _NAMED:
        start, end = whole_name(unit.target, (start, end), unit.source)
    old = unit.target[start:end]
    if not unit.target[:start].strip(" \"'“”„«»¿¡(") and old[:1].isupper():
        words = words[:1].upper() + words[1:]
    if finding.check == "offices" and old.islower():
        words = words[:1].lower() + words[1:]
    if len(old) <= _SHORTENED and re.match(r"\. \w", unit.target[end:]):
        end += 1  # the stop of "Rep." goes with it
    head, tail = unit.target[:start], unit.target[end:]
    return head + _without_echo(head, words, tail) + tail


def _without_echo(head: str, words: str, tail: str) -> str:
    """The new words without those that the sentence says already before or behind them."""
    heard = [word.text.lower() for word in cut_words(head)[-_ECHO:]]
    inside = cut_words(words)
    lowered = [word.text.lower() for word in inside]
    first, last = 0, len(inside)
    for length in range(min(len(heard), last - 1), 0, -1):
        if heard[-length:] == lowered[:length]:
            first = length
            break
    following = [word.text.lower() for word in cut_words(tail[:80])[:_ECHO]]
    for length in range(min(len(following), last - first - 1), 0, -1):
        if following[:length] == lowered[last - length : last]:
            last -= length
            break
    return words[inside[first].start : inside[last - 1].end] if inside else words


def _put_in(unit: UnitView, finding: Finding, words: str) -> Iterator[str]:
    """The words at every gap near the place, bare and between commas."""
    assert finding.target_span is not None  # noqa: S101 - asked by `_doubted`
    start, end = finding.target_span
    gaps = [word.end for word in cut_words(unit.target)]
    near = [place for place, gap in enumerate(gaps) if start <= gap <= end] or [0]
    for gap in gaps[max(0, near[0] - _PLACES) : near[-1] + _PLACES + 1]:
        head, tail = unit.target[:gap], unit.target[gap:]
        if re.match(r"[\w'’-]", tail):
            continue
        yield f"{head} {words}{tail}"
        if not tail.lstrip().startswith(","):
            yield f"{head}, {words}{tail if re.match(r'[.!?…]', tail) else ',' + tail}"
        elif tail.startswith(","):
            yield f"{head}, {words}{tail}"
