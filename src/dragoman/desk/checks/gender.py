"""Gender: a woman called "he", a man called "she", a daughter become a son."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.desk.people import focus_gender
from dragoman.language.gender import GenderCue, find_cues, other_gender, paired_nouns
from dragoman.language.words import cut_words, plain_language
from dragoman.records import Finding, Severity

_WINDOW = 2  # sentences looked back at for somebody else whom a pronoun may mean
_ARTICLES = {"m": ("O ", "El ", "Um ", "Un "), "f": ("A ", "La ", "Uma ", "Una ")}
_WORDS = {"f": "a woman", "m": "a man"}


class GenderCheck:
    """Compares the gender that pronouns and nouns give to people on both sides.

    Takes as evidence the original's pronouns and nouns, first names, and, where a document is about
    one person, the whole document. Quiet as soon as somebody of the pronoun's gender stands near.
    Not good for texts with many people, for plural forms, and for agreement of adjectives.
    """

    name = "gender"
    category = "linguistic-conventions/grammar/gender"
    languages = frozenset(("en", "pt", "es"))

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit, with the document as evidence."""
        sources = [unit.source for unit in document.units]
        focus = focus_gender(sources, document.source_language) if document.is_document else ""
        for unit in document.open_units():
            found = list(self._pronouns(unit, document, focus))
            yield from found
            if not found:
                yield from self._nouns(unit)

    def _pronouns(self, unit: UnitView, document: DocumentView, focus: str) -> Iterator[Finding]:
        source = find_cues(unit.source, unit.source_language)
        target = find_cues(unit.target, unit.target_language)
        heard = [cue for cue in target if cue.kind == "pronoun" and not _is_royal(cue, unit)]
        if not heard or (len({cue.gender for cue in heard}) > 1 and not focus):
            return
        said = {cue.gender for cue in source if cue.kind == "pronoun"}
        for cue in heard:
            wanted = other_gender(cue.gender)
            if cue.gender in said:
                continue
            if wanted in said:
                if not _stands_for_another(cue, target, source):
                    yield self._report(unit, cue, wanted, 0.85)
            elif focus == wanted:
                others = _says_who_else(cue, source)
                if not others and not _somebody_before(unit, cue, document, target):
                    yield self._report(unit, cue, wanted, 0.8)

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


def _says_who_else(cue: GenderCue, source: tuple[GenderCue, ...]) -> bool:
    """The original's sentence names somebody of the pronoun's gender who is no relative.

    "disse o governador aos moradores que o esperavam": in a text about a woman, too, a sentence
    may be about a man.
    """
    return any(
        other.gender == cue.gender and other.kind not in ("pronoun", "kin") for other in source
    )


def _is_royal(cue: GenderCue, unit: UnitView) -> bool:
    """ "Her Majesty", "His Holiness": a title, whoever is spoken of."""
    return unit.target[cue.end : cue.end + 9].strip().startswith(("Maj", "High", "Hol", "Exc"))


def _stands_for_another(
    cue: GenderCue, target: tuple[GenderCue, ...], source: tuple[GenderCue, ...]
) -> bool:
    """A man or woman other than the one meant is named in this sentence."""
    return any(
        other.gender == cue.gender and other.kind != "pronoun" for other in (*source, *target)
    )


def _somebody_before(
    unit: UnitView, cue: GenderCue, document: DocumentView, target: tuple[GenderCue, ...]
) -> bool:
    """Somebody of the pronoun's gender stands before it here, or was named just before.

    "His father was Jan and his mother Ana": relatives do not count before a possessive of kin.
    """
    before = [other for other in target if other.end <= cue.start and other.kind != "pronoun"]
    of_kin = any(0 <= other.start - cue.end < 3 and other.kind == "kin" for other in target)
    if any(other.gender == cue.gender for other in before) and not (
        of_kin and any(other.kind == "kin" for other in before)
    ):
        return True
    said = [
        other.gender
        for near in document.units
        for other in find_cues(near.source, near.source_language)
        if other.kind == "pronoun"
    ]
    sure = len(said) > 1 and cue.gender not in said
    first = max(0, unit.index - (1 if sure else _WINDOW))
    if not sure and any(
        near.source.startswith(_ARTICLES[cue.gender])
        for near in document.units[first : unit.index + 1]
    ):
        return True
    return any(
        name.gender == cue.gender and (name.start < 12 or not sure)
        for near in document.units[first : unit.index]
        for name in _names_apart_from_kin(near)
    )


def _names_apart_from_kin(unit: UnitView) -> list[GenderCue]:
    """First names and known surnames of a source sentence that do not name a relative."""
    cues = find_cues(unit.source, unit.source_language)
    kin = [cue for cue in cues if cue.kind == "kin"]
    return [
        cue
        for cue in cues
        if cue.kind == "name" and not any(0 <= cue.start - relative.end < 20 for relative in kin)
    ]


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


_SWAPS = {
    "en": {
        "he": "she", "him": "her", "his": "her", "himself": "herself", "she": "he",
        "herself": "himself", "hers": "his",
    },
    "pt": {
        "ele": "ela", "dele": "dela", "nele": "nela", "ela": "ele", "dela": "dele", "nela": "nele",
        "elas": "eles", "delas": "deles",
    },
    "es": {"él": "ella", "ella": "él"},
}  # fmt: skip
_AFTER_POSSESSOR = frozenset(
    [
        "to",
        "and",
        "or",
        "but",
        "in",
        "on",
        "at",
        "by",
        "with",
        "from",
        "for",
        "as",
        "that",
        "when",
        "while",
        "because",
        "after",
        "before",
        "again",
        "out",
        "up",
    ]
)


def swap_pronoun(cue: GenderCue, unit: UnitView) -> str:
    """The pronoun of the other gender in the cue's form; "" where the form is not certain."""
    lowered = cue.text.lower()
    language = plain_language(unit.target_language)
    swapped = _SWAPS.get(language, {}).get(lowered, "")
    if language == "en":
        after = unit.target[cue.end :].lstrip()
        word = after.split(" ")[0].strip('.,;:!?"”').lower() if after else ""
        if lowered == "her":
            swapped = (
                "him" if not word or after[:1] in '.,;:!?"”)' or word in _AFTER_POSSESSOR else "his"
            )
        elif lowered == "his" and (not word or after[:1] in '.,;:!?"”)'):
            swapped = "hers"
    return swapped.capitalize() if swapped and cue.text[:1].isupper() else swapped
