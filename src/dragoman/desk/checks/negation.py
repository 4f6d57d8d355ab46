"""Negation: a clause turned round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.words import Word, cut_words, word_list
from dragoman.records import Finding, Severity


class NegationCheck:
    """Finds a "not" that one side has and the other lacks, in sentences where nothing replaces it.

    Quiet wherever a word of refusal, lack or doubt, or a negative prefix, may carry the negation,
    and where both sides negate, however often. So it sees only plain cases, and no antonyms.
    """

    name = "negation"
    category = "accuracy/mistranslation"
    languages = frozenset(("en", "pt", "es"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        source = _negations(unit.source, unit.source_language)
        target = _negations(unit.target, unit.target_language)
        if bool(source) == bool(target):
            return
        side = "source" if source else "target"
        words, other, language = (
            (source, unit.target, unit.target_language)
            if source
            else (target, unit.source, unit.source_language)
        )
        if not any(_is_strong(word) for word in words) or _is_softened(other, language):
            return
        if len(words) > 1 or _is_free(unit):
            return
        word = next(word for word in words if _is_strong(word))
        span = (word.start, word.end)
        message = (
            f"The original denies ({word.text!r}), the translation does not."
            if side == "source"
            else f"The translation denies ({word.text!r}), the original does not."
        )
        yield note(
            self,
            unit,
            message,
            severity=Severity.MINOR,
            source_span=span if side == "source" else None,
            target_span=span if side == "target" else None,
            expected=word.text if side == "source" else "",
            found=word.text if side == "target" else "",
            confidence=0.5,
        )


def _negations(text: str, language: str) -> list[Word]:
    words = word_list(language, "negation")
    return [
        word
        for word in cut_words(text)
        if word.text.lower().replace("’", "'") in words
        or (language.startswith("en") and word.text.lower().endswith(("n't", "n’t")))
    ]


_STRONG = frozenset(
    [
        "not",
        "cannot",
        "never",
        "não",
        "nunca",
        "jamais",
        "no",
        "jamás",
        "nicht",
        "nie",
        "kein",
        "keine",
        "pas",
        "non",
        "niet",
        "geen",
        "nessun",
    ]
)


def _is_free(unit: UnitView) -> bool:
    """The translation is worded freely: another length than its original has."""
    return not 0.75 <= (len(unit.target) + 1) / (len(unit.source) + 1) <= 1.3


def _is_strong(word: Word) -> bool:
    lowered = word.text.lower()
    return lowered in _STRONG or lowered.endswith(("n't", "n’t"))


def _is_softened(text: str, language: str) -> bool:
    """Another word may carry the negation: refusal, lack, a negative prefix."""
    weak, prefixes = word_list(language, "weak"), tuple(word_list(language, "prefixes"))
    for word in cut_words(text):
        lowered = word.text.lower()
        if lowered in weak or (language.startswith("en") and lowered.endswith(("less", "free"))):
            return True
        if len(lowered) > 6 and lowered.startswith(prefixes) and not lowered.startswith(_INNOCENT):
            return True
    return False


_INNOCENT = (
    "int",
    "inc",
    "ind",
    "inf",
    "ins",
    "inv",
    "imp",
    "inst",
    "under",
    "uni",
    "until",
    "inter",
    "imag",
    "immed",
    "incl",
    "inic",
    "inglê",
    "ingl",
    "desde",
    "dest",
    "desc",
    "dese",
    "desp",
    "desta",
    "deste",
    "disc",
    "disp",
    "dist",
    "disa",
    "import",
    "impos",
    "impact",
    "ind",
    "indi",
    "info",
    "ini",
    "ira",
)
