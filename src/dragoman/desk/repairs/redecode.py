"""Translate a sentence again: what stands there is no translation, or the engine's own slip."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.desk.check import Check, DocumentView, UnitView
from dragoman.desk.checks.words import bold_words, copied_words, strange_words
from dragoman.desk.reading import read_pairs, run_checks
from dragoman.language.words import cut_words
from dragoman.records import Finding, Interpreter, Severity

_COUNT = 4  # translations to choose from, best first
_WHOLE = frozenset(("untranslated", "omission", "addition", "duplication"))
_MARKED = frozenset(
    ("names", "offices", "numbers", "dates", "money", "units", "negation", "gender", "words")
)
_SURE = 0.8  # evidence from which a wrong word of the engine's is worth a second translation
_MOST_FORBIDDEN = 4  # words; what is longer cannot be barred as a phrase
_ROUNDS = 4  # an engine that may not write one word that is none may write another
# Nats by which the original must be likelier by a sentence without words that do not exist. In news
# 17 proposals lay above: 12 better, 4 as bad, 1 worse; of those below hardly one in two was better.
_BACK = 5.0
_CLAUSE = re.compile(r"[;:] | [-–—] |, ")
_SHORTEST = 5  # words of a clause that can be translated alone


class RedecodeRepair:
    """Takes the likeliest other translation on which the desk finds less.

    For sentences that were not translated at all, whoever left them, and for the engine's own text
    where words are missing, surplus, untranslated or said twice, where a name, figure, office or
    pronoun is surely wrong, or where a word does not exist. Tried one after the other: the wrong
    words barred, the next best translations, the sentence in other capitals, and clause by clause.
    What a person wrote is never replaced as a whole because a part of it is doubted.
    """

    name = "redecode"
    answers = _WHOLE | _MARKED

    def __init__(self, checks: Sequence[Check]) -> None:
        """`checks`: all that the new sentence must pass."""
        self._checks = checks

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The new sentence; None without a model, and where no other translation is better."""
        interpreter = document.alignments.interpreter
        if interpreter is None or not _is_worth_it(unit, finding, document):
            return None
        before = self._weight(unit, unit.target, document, interpreter)
        seen = {unit.target}
        for text in _others(unit, finding, document, interpreter):
            if text in seen:
                continue
            seen.add(text)
            if self._weight(unit, text, document, interpreter, finding.check) < before:
                return text
        return None

    def _weight(
        self,
        unit: UnitView,
        text: str,
        document: DocumentView,
        interpreter: Interpreter,
        barred: str = "",
    ) -> float:
        """MQM penalty of all findings on a text; without bounds where check `barred` finds any."""
        view = read_pairs(
            [(unit.source, text)],
            document.source_language,
            document.target_language,
            document=False,
            interpreter=interpreter,
        )
        findings = run_checks(view, self._checks)
        if any(finding.check == barred for finding in findings):
            return float("inf")
        return sum(finding.severity.weight * finding.evidence for finding in findings)


def _is_worth_it(unit: UnitView, finding: Finding, document: DocumentView) -> bool:
    """The engine's own text and a grave finding, or no translation at all."""
    if finding.check == "untranslated" and finding.severity is Severity.CRITICAL:
        return True
    if not document.alignments.is_own(unit.index):
        return False
    return finding.check in _WHOLE or (
        finding.severity in (Severity.CRITICAL, Severity.MAJOR) and finding.evidence >= _SURE
    )


def _others(
    unit: UnitView, finding: Finding, document: DocumentView, interpreter: Interpreter
) -> Iterator[str]:
    """Other translations of a sentence, the surest way first."""
    one, two = document.source_language, document.target_language
    wrong = finding.found
    if finding.check == "words":
        yield from _in_known_words(unit, one, two, interpreter)
        return
    if finding.check in _MARKED and wrong and len(wrong.split()) <= _MOST_FORBIDDEN:
        yield from interpreter.retranslate(unit.source, one, two, forbidden=(wrong,), count=_COUNT)
    yield from interpreter.retranslate(unit.source, one, two, count=_COUNT)
    plain = _in_plain_case(unit.source)
    if plain != unit.source:
        yield from interpreter.retranslate(plain, one, two)
    clauses = split_clauses(unit.source)
    if len(clauses) > 1:
        parts = [interpreter.retranslate(words, one, two) for words, _ in clauses]
        if all(parts):
            yield _joined([part[0] for part in parts], clauses)


def _in_known_words(
    unit: UnitView, source: str, target: str, interpreter: Interpreter
) -> Iterator[str]:
    """Translations whose words all exist, none of them newly left as the original has it.

    Words that do not exist are barred, and so are those that the engine writes then. A word that
    exists may still be the wrong one: the original must be likelier by the new sentence.
    """
    barred = {word.text: None for word in strange_words(unit)}
    copied = copied_words(unit)
    for _ in range(_ROUNDS):
        texts = interpreter.retranslate(
            unit.source, source, target, forbidden=tuple(barred), count=_COUNT
        )
        more: set[str] = set()
        sound: list[str] = []
        for text in texts:
            view = replace(unit, target=text)
            wrong = {word.text for word in (*strange_words(view), *bold_words(view, unit.target))}
            if not wrong and copied_words(view) <= copied:
                sound.append(text)
            more |= wrong
        yield from _better_understood(unit, sound, source, target, interpreter)
        if more <= set(barred):
            return
        barred |= dict.fromkeys(sorted(more))


def _better_understood(
    unit: UnitView, texts: Sequence[str], source: str, target: str, interpreter: Interpreter
) -> Iterator[str]:
    """The texts from which the model of the other direction rather reads the original."""
    if not texts or not interpreter.reads(target, source):
        return
    read = interpreter.read([(text, unit.source) for text in (unit.target, *texts)], target, source)
    before, *after = (sum(one.log_probabilities) for one in read)
    for text, result, likely in zip(texts, read[1:], after, strict=True):
        if read[0].log_probabilities and result.log_probabilities and likely - before >= _BACK:
            yield text


def _in_plain_case(text: str) -> str:
    """A headline in capitals, or With Capitals, as a sentence; other texts as they are.

    Names lose their capitals in the first case, so the desk's checks decide whether it helped.
    """
    words = cut_words(text)
    if len(words) < _SHORTEST:
        return text
    if text.isupper():
        return text[:1] + text[1:].lower()
    small = [word for word in words if word.text[:1].islower() and len(word.text) > 3]
    if small:
        return text
    return text[:1] + text[1:].lower()


def split_clauses(text: str) -> list[tuple[str, str]]:
    """A sentence as clauses of five words and more, each with the mark behind it."""
    clauses: list[tuple[str, str]] = []
    start = 0
    for mark in _CLAUSE.finditer(text):
        rest = len(cut_words(text[mark.end() :]))
        if len(cut_words(text[start : mark.start()])) >= _SHORTEST and rest >= _SHORTEST:
            clauses.append((text[start : mark.start()], mark.group()))
            start = mark.end()
    return [*clauses, (text[start:], "")]


def _joined(parts: Sequence[str], clauses: Sequence[tuple[str, str]]) -> str:
    """Translated clauses as one sentence: the original's marks between, no stops or capitals."""
    whole = ""
    for place, (part, (words, mark)) in enumerate(zip(parts, clauses, strict=True)):
        last = place == len(parts) - 1
        if place and words[:1].islower():
            part = part[:1].lower() + part[1:]
        if not last and not words.endswith((".", "!", "?")):
            part = part.rstrip(".")
        whole += part + mark
    return whole
