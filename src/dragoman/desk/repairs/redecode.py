"""Translate a sentence again: what stands there is no translation, or the engine's own slip."""

from __future__ import annotations

from dragoman.desk.check import Check, DocumentView, UnitView
from dragoman.desk.checks.duplication import DuplicationCheck
from dragoman.desk.checks.omission import AdditionCheck, OmissionCheck
from dragoman.desk.checks.untranslated import UntranslatedCheck
from dragoman.desk.reading import read_pairs
from dragoman.records import Finding, Severity

_ANSWERS: dict[str, Check] = {
    check.name: check
    for check in (UntranslatedCheck(), OmissionCheck(), AdditionCheck(), DuplicationCheck())
}
_COUNT = 4  # translations to choose from, best first


class RedecodeRepair:
    """Takes the likeliest other translation on which the check that found the fault finds nothing.

    For sentences that were not translated at all, whoever left them, and for the engine's own text
    where words are missing, surplus, untranslated or said twice. What a person wrote is never
    replaced as a whole because a part of it is doubted.
    """

    name = "redecode"
    answers = frozenset(_ANSWERS)

    def mend(self, unit: UnitView, finding: Finding, document: DocumentView, /) -> str | None:
        """The new sentence; None without a model, and where no other translation is better."""
        interpreter = document.alignments.interpreter
        own = document.alignments.is_own(unit.index)
        hopeless = finding.check == UntranslatedCheck.name and finding.severity is Severity.CRITICAL
        if interpreter is None or not (own or hopeless):
            return None
        texts = interpreter.retranslate(
            unit.source, document.source_language, document.target_language, count=_COUNT
        )
        for text in texts:
            view = read_pairs(
                [(unit.source, text)],
                document.source_language,
                document.target_language,
                document=False,
                interpreter=interpreter,
            )
            if text != unit.target and not list(_ANSWERS[finding.check].run(view)):
                return text
        return None
