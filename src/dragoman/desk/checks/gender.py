"""Gender: a woman called "he", a man called "she", a daughter become a son."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.agreement import disagreements
from dragoman.desk.antecedents import answering_word
from dragoman.desk.cast import Cast
from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.cognates import align_cognates
from dragoman.desk.described import find_described
from dragoman.desk.disagreement import Disagreement, group_changes
from dragoman.desk.pronouns import (
    Evidence,
    comes_first,
    is_royal,
    open_alike,
    opens_with_possessive,
    owner,
    read_evidence,
    says_who_else,
    somebody_before,
    stands_for_a_thing,
    stands_for_another,
    subject_before,
    swap_pronoun,
)
from dragoman.desk.things import PRONOUNS, Things
from dragoman.language.gender import GenderCue, find_cues, other_gender, paired_nouns
from dragoman.language.inflection import has_two_genders
from dragoman.language.words import cut_words, plain_language
from dragoman.records import Finding, Severity

_OPENING = 3  # letters: "His visit", "“His visit"
_WORDS = {"f": "a woman", "m": "a man"}


class GenderCheck:
    """Compares the gender that pronouns, nouns and agreeing words give to people on both sides.

    Takes as evidence the original's pronouns and nouns, titles, first names, and, where a document
    is about one person, the whole document. Where a Portuguese or Spanish original names nobody
    ("disse", "seu", "perguntou-lhe") and the alignment is known, the person is looked for in the
    sentence and in the subject of the sentences before; "it" for such a person is found in a few
    certain openings only. From English into Portuguese and Spanish it also finds
    nouns, articles, adjectives and participles that disagree with the person ("o médico" for a
    woman), by the words' alignment. Quiet as soon as somebody of the pronoun's gender stands near.
    Not good for texts with many people that go by surnames unknown to it, and for plural forms.
    Weight: .85 for explicit words on both sides, .8 for what the document or a single name tells.
    """

    name = "gender"
    category = "linguistic-conventions/grammar/gender"
    languages = frozenset(("en", "pt", "es"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit, with the document as evidence."""
        evidence = read_evidence(document)
        for unit in document.open_units():
            yield from self._run_unit(unit, document, evidence)

    def run_unit(self, unit: UnitView, document: DocumentView) -> Iterator[Finding]:
        """Findings of one unit, with the document as evidence."""
        yield from self._run_unit(unit, document, read_evidence(document))

    def _run_unit(
        self, unit: UnitView, document: DocumentView, evidence: Evidence
    ) -> Iterator[Finding]:
        found = [
            one
            for one in self._pronouns(unit, evidence)
            if one.target_span and not stands_for_a_thing(one.target_span, unit, document)
        ]
        places = {one.target_span for one in found}
        unnamed = (
            *self._unnamed(unit, document, evidence),
            *self._things(unit, document, evidence),
        )
        found += [one for one in unnamed if one.target_span not in places]
        if not found:
            found += self._nouns(unit)
        yield from found
        taken = [one.target_span or (0, 0) for one in found]
        for fault in _disagreements(unit, document, evidence.cast):
            if not any(start < fault.end and fault.start < end for start, end in taken):
                yield self._disagrees(unit, fault)

    def _disagrees(self, unit: UnitView, fault: Disagreement) -> Finding:
        about, found = fault.about, unit.target[fault.start : fault.end]
        return note(
            self,
            unit,
            f"{found!r}: the original speaks of {_WORDS[about.gender]} here ({about.text!r}).",
            severity=Severity.MAJOR,
            source_span=(about.start, about.end),
            target_span=(fault.start, fault.end),
            expected=fault.after,
            found=found,
            confidence=0.85 if about.kind == "noun" else 0.8,
        )

    def _pronouns(self, unit: UnitView, evidence: Evidence) -> Iterator[Finding]:
        source = find_cues(unit.source, unit.source_language)
        target = find_cues(unit.target, unit.target_language)
        heard = [cue for cue in target if cue.kind == "pronoun" and not is_royal(cue, unit)]
        if not heard or (len({cue.gender for cue in heard}) > 1 and not evidence.focus):
            return
        said = {cue.gender for cue in source if cue.kind == "pronoun"}
        for cue in heard:
            wanted = other_gender(cue.gender)
            if cue.gender in said:
                continue
            if wanted in said:
                another = not open_alike(cue, unit, target) and stands_for_another(
                    cue, target, source
                )
                if not another and any(other.gender == wanted for other in heard):
                    another = somebody_before(unit, cue, evidence, target)
                if not another:
                    yield self._report(unit, cue, wanted, 0.85)
            elif evidence.focus == wanted:
                others = says_who_else(cue, source) and not (
                    opens_with_possessive(unit) or comes_first(cue, unit, evidence, target)
                )
                if not others and not somebody_before(unit, cue, evidence, target):
                    yield self._report(unit, cue, wanted, 0.8)
            elif not said and self._owned_by(wanted, unit, cue, evidence):
                yield self._report(unit, cue, wanted, 0.8)

    def _unnamed(
        self, unit: UnitView, document: DocumentView, evidence: Evidence
    ) -> Iterator[Finding]:
        """ "disse", "seu": the original names nobody, but only one can be meant."""
        if evidence.unnamed is None:
            return
        source = find_cues(unit.source, unit.source_language)
        said = {cue.gender for cue in source if cue.kind == "pronoun"}
        for cue in find_cues(unit.target, unit.target_language):
            if cue.kind != "pronoun" or cue.gender in said | {evidence.focus}:
                continue
            if is_royal(cue, unit):
                continue
            word = answering_word(document, unit, (cue.start, cue.end))
            if word is None:
                continue
            reflexive = cue.text.lower() in ("himself", "herself")
            acts = cue.text.lower() in ("he", "she")
            wanted = evidence.unnamed.gender(unit.index, word, reflexive=reflexive, acts=acts)
            if wanted == other_gender(cue.gender):
                yield self._report(unit, cue, wanted, 0.8)

    def _things(
        self, unit: UnitView, document: DocumentView, evidence: Evidence
    ) -> Iterator[Finding]:
        """ "It was arrested", "its place" for a person."""
        if evidence.unnamed is None or plain_language(unit.target_language) != "en":
            return
        things = Things(evidence.unnamed)
        for place in cut_words(unit.target):
            forms = PRONOUNS.get(place.text.lower())
            word = answering_word(document, unit, (place.start, place.end)) if forms else None
            if forms is None or word is None:
                continue
            gender = things.gender(unit, place.text.lower(), word)
            if gender:
                expected = forms[gender]
                yield note(
                    self,
                    unit,
                    f"{place.text!r}: the original speaks of {_WORDS[gender]} here.",
                    category="accuracy/mistranslation/gender",
                    target_span=(place.start, place.end),
                    expected=expected.capitalize() if place.is_capitalised else expected,
                    found=place.text,
                    confidence=0.8,
                )

    def _owned_by(self, wanted: str, unit: UnitView, cue: GenderCue, evidence: Evidence) -> bool:
        """ "His" or "her" of somebody whom this sentence or the one before opens with."""
        if (
            cue.start < _OPENING
            and opens_with_possessive(unit)
            and subject_before(unit, evidence) == wanted
        ):
            return True
        source = find_cues(unit.source, unit.source_language)
        target = find_cues(unit.target, unit.target_language)
        return owner(unit, cue, source) == wanted and not somebody_before(
            unit, cue, evidence, target
        )

    def _report(self, unit: UnitView, cue: GenderCue, wanted: str, confidence: float) -> Finding:
        expected = swap_pronoun(cue, unit) or _WORDS[wanted]
        return note(
            self,
            unit,
            f"{cue.text!r}: the original speaks of {_WORDS[wanted]} here.",
            severity=Severity.MAJOR if confidence > 0.7 else Severity.MINOR,
            category="accuracy/mistranslation/gender",
            target_span=(cue.start, cue.end),
            expected=expected,
            found=cue.text,
            confidence=confidence,
        )

    def _nouns(self, unit: UnitView) -> Iterator[Finding]:
        """Kin and other nouns in two genders: one side's daughter is the other side's son."""
        source, target = _concepts(unit.source), _concepts(unit.target)
        for concept, (start, end, genders) in target.items():
            if concept not in source or len(genders) > 1:
                continue
            known = source[concept][2]
            if len(known) == 1 and known != genders:
                wanted = next(iter(known))
                first, last = source[concept][:2]
                yield note(
                    self,
                    unit,
                    f"The original says {unit.source[first:last]!r}, the translation "
                    f"{unit.target[start:end]!r}: another gender.",
                    severity=Severity.MAJOR,
                    category="accuracy/mistranslation/gender",
                    source_span=(first, last),
                    target_span=(start, end),
                    expected=_WORDS[wanted],
                    found=unit.target[start:end],
                    confidence=0.8,
                )


def _disagreements(
    unit: UnitView, document: DocumentView, cast: Cast | None
) -> Iterator[Disagreement]:
    """Words that must agree with a person of the original and do not (from English only)."""
    if plain_language(unit.source_language) != "en" or not has_two_genders(unit.target_language):
        return
    described = find_described(cast or Cast([unit.source]), unit.index if cast else 0)
    if not described:
        return
    alignment = document.alignment(unit) or align_cognates(unit.source, unit.target, described)
    texts = (unit.source, unit.target)
    changes = disagreements(texts, unit.target_language, described, alignment)
    yield from group_changes(unit.target, changes)


def is_exact(finding: Finding) -> bool:
    """True when `expected` is the very text that should stand at the finding's place."""
    return finding.target_span is not None and finding.expected not in ("", *_WORDS.values())


def _concepts(text: str) -> dict[str, tuple[int, int, frozenset[str]]]:
    """Nouns in two genders that stand in a text: concept to first place and genders."""
    table = paired_nouns()
    found: dict[str, tuple[int, int, frozenset[str]]] = {}
    for word in cut_words(text):
        entry = table.get(word.text.lower().removesuffix("'s").removesuffix("’s"))
        if entry is None:
            continue
        concept, gender = entry
        start, end, genders = found.get(concept, (word.start, word.end, frozenset()))
        found[concept] = (start, end, genders | {gender})
    return found
