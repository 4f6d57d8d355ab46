"""Put a real word in the place of one that does not exist."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.desk.check import DocumentView, UnitView
from dragoman.language.lexemes import has_lexicon, near_words
from dragoman.language.names import distance
from dragoman.language.words import cut_words
from dragoman.records import Finding, Interpreter

_COUNT = 12  # words to try: each is read both ways
_SURE = 0.8  # evidence of the check from which a word of the engine's own is no word
# Nats that a right word gains, both ways together ("sordidness" for "sordiness": 20), and what it
# may lose or must gain one way. Words that are merely spelt alike gain less than 5, or lose 3.
_GAIN, _FORTH, _BACK = 6.0, -3.0, 3.0
_LONG = 7  # letters of a word that one letter off can be only one other
_COPIED = 5  # letters
_FORTH_OF_SLIP = -25.0  # it says little that the engine likes its own slip better


class SpellingRepair:
    """Tries the words of the language that are spelt like the one that is none.

    Small engines end a right root with a wrong ending, or lose a letter. Each of the most alike
    words is put in its place; the one that both models find likeliest is proposed, if they find it
    clearly likelier than what stands there, or if it is the only one that a long word misses by a
    letter and the original is no less likely then. Only for the engine's own text.
    """

    name = "spelling"
    answers = frozenset(("words",))

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The sentence with another word; None without models and without proof."""
        interpreter = document.alignments.interpreter
        span = finding.target_span
        if interpreter is None or span is None or finding.evidence < _SURE:
            return None
        if not document.alignments.is_own(unit.index) or not has_lexicon(unit.target_language):
            return None
        words = near_words(finding.found, unit.target_language, _COUNT)
        head, tail = unit.target[: span[0]], unit.target[span[1] :]
        rivals = [head + word + tail for word in words]
        gains = _gains(unit, rivals, interpreter, document)
        slip = "" if _is_half_copied(finding.found, unit) else _one_letter_off(finding.found, words)
        proved = [
            (word == slip, forth + back, text)
            for word, text, (forth, back) in zip(words, rivals, gains, strict=False)
            if (forth + back >= _GAIN and forth >= _FORTH and back >= _BACK)
            or (word == slip and back >= 0.0 and forth >= _FORTH_OF_SLIP)
        ]
        return max(proved)[-1] if proved else None


def _is_half_copied(found: str, unit: UnitView) -> bool:
    """It begins like a word of the original ("indignos" for "indigno"): no slip of the pen."""
    start = found[:_COPIED]
    return any(word.text.lower().startswith(start) for word in cut_words(unit.source))


def _one_letter_off(found: str, words: Sequence[str]) -> str:
    """The only word that a long one misses by a letter; "" without one, or with several."""
    if len(found) < _LONG:
        return ""
    near = [word for word in words if distance(found, word, 2) == 1]
    return near[0] if len(near) == 1 else ""


def _gains(
    unit: UnitView, rivals: Sequence[str], interpreter: Interpreter, document: DocumentView
) -> list[tuple[float, float]]:
    """How much likelier each rival is, and how much likelier it makes the original, in nats.

    Empty where one of the texts cannot be read.
    """
    one, two = document.source_language, document.target_language
    if not rivals or not interpreter.reads(two, one):
        return []
    texts = [unit.target, *rivals]
    forth = interpreter.read([(unit.source, text) for text in texts], one, two)
    back = interpreter.read([(text, unit.source) for text in texts], two, one)
    if not all(result.log_probabilities for result in (*forth, *back)):
        return []
    ahead, behind = ([sum(one.log_probabilities) for one in side] for side in (forth, back))
    return [
        (first - ahead[0], second - behind[0])
        for first, second in zip(ahead[1:], behind[1:], strict=True)
    ]
