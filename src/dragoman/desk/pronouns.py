"""Pronouns of a translation: whom they can mean, by what stands around them on both sides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dragoman.desk.antecedents import Antecedents, antecedents_of
from dragoman.desk.cast import Cast, cast_of
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.mentions import has_anaphors
from dragoman.desk.people import focus_gender
from dragoman.language.gender import GenderCue, find_cues
from dragoman.language.names import FullName, find_full_names
from dragoman.language.words import cut_words, plain_language
from dragoman.records import Span

_WINDOW = 2  # sentences looked back at for somebody else whom a pronoun may mean
_ARTICLES = {"m": ("O ", "El ", "Um ", "Un "), "f": ("A ", "La ", "Uma ", "Una ")}
_FORWARD = frozenset(
    ("when", "as", "after", "before", "while", "if", "although", "though", "despite", "in",
     "during",
     "because", "since", "until", "with", "for", "by", "on", "at", "from", "like", "to", "having")
)  # fmt: skip
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
    ("to", "and", "or", "but", "in", "on", "at", "by", "with", "from", "for", "as", "that", "when",
     "while", "because", "after", "before", "again", "out", "up")
)  # fmt: skip
_OF_THINGS = frozenset(("it", "its", "itself"))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a whole document says of gender, read once: its units, the gender of the one person it
    is about ("" if there is none), how often its pronouns are of each gender, and its cast (only
    for originals in English; of a loose pair, its own sentence is the document). `unnamed`: whom
    verbs without a subject and possessives mean (only for originals in Portuguese or Spanish)."""

    units: tuple[UnitView, ...]
    focus: str
    said: Counter[str]
    cast: Cast | None
    unnamed: Antecedents | None = None

    def speaks_of_others(self, gender: str) -> bool:
        """The originals have two pronouns or more, none of them of this gender."""
        return self.said.total() > 1 and not self.said[gender]


def read_evidence(document: DocumentView) -> Evidence:
    """The evidence of a document, in one pass over its originals."""
    sources = tuple(unit.source for unit in document.units)
    language = document.source_language
    said = Counter(
        cue.gender
        for source in sources
        for cue in find_cues(source, language)
        if cue.kind == "pronoun"
    )
    english = plain_language(language) == "en" and document.is_document
    return Evidence(
        units=document.units,
        focus=focus_gender(sources, language) if document.is_document else "",
        said=said,
        cast=cast_of(sources) if english else None,
        unnamed=antecedents_of(sources, language)
        if document.is_document and has_anaphors(language)
        else None,
    )


def owner(unit: UnitView, cue: GenderCue, source: tuple[GenderCue, ...]) -> str:
    """Whose "his" or "her" it is where the original opens with a name and names nobody else.

    "Ana Reis mudou de partido", "Rui Reis treina com a irmã": relatives do not count.
    """
    if cue.text.lower() not in ("his", "her"):
        return ""
    names = _names_apart_from_kin(unit)
    if not names or names[0].start > 25 or cue.start < len(unit.target) // 8:
        return ""
    others = {one.gender for one in source if one.kind not in ("kin", "name")}
    genders = {one.gender for one in names} | others
    return names[0].gender if len(genders) == 1 else ""


def stands_for_a_thing(span: Span, unit: UnitView, document: DocumentView) -> bool:
    """ "Ela" for English "it", by the alignment: words for things have a gender, too."""
    if plain_language(unit.source_language) != "en":
        return False
    answers = [
        one
        for one in document.alignment(unit)
        if one.target_start < span[1] and span[0] < one.target_end
    ]
    if not answers:
        return False
    best = max(answers, key=lambda one: one.p)
    words = cut_words(unit.source[best.source_start : best.source_end])
    return any(word.text.lower() in _OF_THINGS for word in words)


def opens_with_possessive(unit: UnitView) -> bool:
    """ "Suas influências foram Rui e Ana": whose they are was said before, not behind."""
    first = cut_words(unit.source)[:1]
    return bool(first) and first[0].text.lower() in (
        "seu", "sua", "seus", "suas", "su", "sus",
    )  # fmt: skip


def subject_before(unit: UnitView, evidence: Evidence) -> str:
    """The gender of the one person in the sentence before, which opens with her or his office.

    "A ministra visitou a ponte. Sua visita ...": whose visit it was is beyond doubt where nobody
    else is named. Only within a paragraph, where paragraphs are known.
    """
    place = unit.index - 1
    if place < 0 or place >= len(evidence.units):
        return ""
    before = evidence.units[place]
    if _paragraph(before) != _paragraph(unit):
        return ""
    cues = find_cues(before.source, before.source_language)
    first = cues[0] if cues else None
    if first is None or first.kind != "person" or first.is_plural or first.start > 4:
        return ""
    if before.source[: first.start].capitalize() not in _ARTICLES[first.gender]:
        return ""
    others = [
        name
        for name in find_full_names(before.source)
        if len(name.words) > 1 and name.start > first.end and not _is_told(name, cues)
    ]
    return first.gender if not others and len({cue.gender for cue in cues}) == 1 else ""


def _is_told(name: FullName, cues: tuple[GenderCue, ...]) -> bool:
    """A cue stands inside the name: its first name tells a gender."""
    return any(name.start <= cue.start < name.end for cue in cues)


def _paragraph(unit: UnitView) -> str:
    """The paragraph of a sentence by its segment ("p4s2"), "" where that is not known."""
    return unit.segment.partition("s")[0]


def says_who_else(cue: GenderCue, source: tuple[GenderCue, ...]) -> bool:
    """The original's sentence names somebody of the pronoun's gender who is no relative.

    "disse o governador aos moradores que o esperavam": in a text about a woman, too, a sentence
    may be about a man.
    """
    return any(
        other.gender == cue.gender and other.kind not in ("pronoun", "kin") for other in source
    )


def open_alike(cue: GenderCue, unit: UnitView, target: tuple[GenderCue, ...]) -> bool:
    """Both sides open with a pronoun, and nobody of the cue's gender is named before the cue."""
    first = [find_cues(unit.source, unit.source_language)[:1], target[:1]]
    if any(not one or one[0].kind != "pronoun" or one[0].start > 3 for one in first):
        return False
    return not any(
        other.gender == cue.gender and other.kind != "pronoun" and other.end <= cue.start
        for other in target
    )


def comes_first(
    cue: GenderCue, unit: UnitView, evidence: Evidence, target: tuple[GenderCue, ...]
) -> bool:
    """The pronoun stands before all names, in a document whose pronouns are of the other gender.

    A clause that comes before its main clause may have its pronoun first ("When he came, Rui").
    """
    opening = unit.target.split(" ", 1)[0].lower().strip(",")
    if opening in _FORWARD or not evidence.speaks_of_others(cue.gender):
        return False
    return not any(
        other.gender == cue.gender and other.kind != "pronoun" and other.end <= cue.start
        for other in target
    )


def is_royal(cue: GenderCue, unit: UnitView) -> bool:
    """ "Her Majesty", "His Holiness": a title, whoever is spoken of."""
    return unit.target[cue.end : cue.end + 9].strip().startswith(("Maj", "High", "Hol", "Exc"))


def stands_for_another(
    cue: GenderCue, target: tuple[GenderCue, ...], source: tuple[GenderCue, ...]
) -> bool:
    """A man or woman other than the one meant is named in this sentence."""
    return any(
        other.gender == cue.gender and other.kind != "pronoun" for other in (*source, *target)
    )


def somebody_before(
    unit: UnitView, cue: GenderCue, evidence: Evidence, target: tuple[GenderCue, ...]
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
    sure = evidence.speaks_of_others(cue.gender)
    first = max(0, unit.index - (1 if sure else _WINDOW))
    if not sure and any(
        near.source.startswith(_ARTICLES[cue.gender])
        for near in evidence.units[first : unit.index + 1]
    ):
        return True
    return any(
        name.gender == cue.gender and (name.start < 12 or not sure)
        for near in evidence.units[first : unit.index]
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
