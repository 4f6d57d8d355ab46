"""A person who is "she" in one place and "he" in another."""

from __future__ import annotations

from collections.abc import Iterable

from dragoman.desk.people import Person, find_people
from dragoman.desk.text import TextView, remark
from dragoman.language.gender import GenderCue, find_cues, other_gender
from dragoman.language.names import find_full_names
from dragoman.language.words import cut_words, fold
from dragoman.records import Finding

_WORDS = {"f": "she", "m": "he"}
_SWAPPED = {
    "he": "she",
    "him": "her",
    "his": "her",
    "himself": "herself",
    "she": "he",
    "her": "his",
    "hers": "his",
    "herself": "himself",
}
# What the one who travels or speaks does: a noun after a possessive, and its verbs.
_ERRANDS = {
    "visit": ("visit", "visits", "visited", "visiting"),
    "trip": ("visit", "visits", "visited", "visiting", "trip", "travels", "traveled", "travelled"),
    "tour": ("tour", "tours", "toured", "visits", "visit"),
    "journey": ("travels", "traveled", "travelled", "journey"),
    "arrival": ("arrives", "arrived", "arriving", "visits"),
}  # fmt: skip


class GenderAudit:
    """Finds pronouns that contradict the gender of the person a text is about.

    Two plain cases: a paragraph that goes on about the person of the sentence before with a pronoun
    of the other gender, and "his visit" where the headline says that a woman visits. Quiet where
    somebody of the pronoun's gender was the last to be named.
    """

    name = "gender"
    category = "accuracy/mistranslation/gender"
    languages = frozenset(("en",))

    def run(self, text: TextView) -> Iterable[Finding]:
        """Findings of every sentence."""
        people = find_people(text.texts)
        main = _main_person(people, text)
        if main is None:
            return
        for place, segment in enumerate(text.segments):
            for cue in find_cues(segment.text, text.language):
                if cue.kind != "pronoun" or cue.gender == main.gender:
                    continue
                if self._is_errand(text, place, cue, main, people) or self._goes_on(
                    text, place, cue, main, people
                ):
                    yield self._report(text, place, cue, main)

    def _report(self, text: TextView, place: int, cue: GenderCue, main: Person) -> Finding:
        return remark(
            self,
            f"{cue.text!r} seems to mean {main.full}, who is {_WORDS[main.gender]!r} elsewhere.",
            text=text,
            place=place,
            start=cue.start,
            end=cue.end,
            expected=_SWAPPED.get(cue.text.lower(), ""),
            confidence=0.7,
        )

    def _is_errand(
        self, text: TextView, place: int, cue: GenderCue, main: Person, people: tuple[Person, ...]
    ) -> bool:
        """ "His visit": the headline or first sentence says that the main person visits."""
        after = text.segments[place].text[cue.end :].split()
        verbs = _ERRANDS.get(after[0].strip(".,;:").lower(), ()) if after else ()
        if not verbs or cue.text.lower() not in ("his", "her"):
            return False
        if _subject(text.segments[place].text[: cue.start], people) not in ("", main.surname):
            return False
        opening = " ".join(text.texts[:2])
        words = [word.text.lower() for word in cut_words(opening)]
        return any(fold(word) == main.surname for word in words) and bool(set(verbs) & set(words))

    def _goes_on(
        self, text: TextView, place: int, cue: GenderCue, main: Person, people: tuple[Person, ...]
    ) -> bool:
        """The pronoun opens a sentence, and the sentence before is about the main person."""
        segment = text.segments[place].text
        if place == 0 or cue.start > 4 or "“" in segment or '"' in segment:
            return False
        before = text.segments[place - 1].text
        cues = find_cues(before, text.language)
        others = [c for c in cues if c.gender == cue.gender]
        if others or _names_other_people(before, main, people):
            return False
        return _subject(before, people) == main.surname


def _main_person(people: tuple[Person, ...], text: TextView) -> Person | None:
    """The person most spoken of, if the text itself says of which gender they are."""
    if not people:
        return None
    main = people[0]
    if main.mentions < 3 or not main.gender:
        return None
    others = [p for p in people[1:] if p.gender == other_gender(main.gender)]
    if others and others[0].mentions * 1.5 > main.mentions:
        return None
    supported = sum(
        cue.kind == "pronoun" and cue.gender == main.gender
        for line in text.texts
        for cue in find_cues(line, text.language)
    )
    return main if supported >= 2 else None


def _subject(sentence: str, people: tuple[Person, ...]) -> str:
    """The surname of the first person named in a sentence, "" if none."""
    surnames = {person.surname for person in people}
    for name in find_full_names(sentence):
        for word in name.words:
            if fold(word) in surnames:
                return fold(word)
    return ""


def _names_other_people(sentence: str, main: Person, people: tuple[Person, ...]) -> bool:
    surnames = {person.surname for person in people if person.surname != main.surname}
    return any(fold(word) in surnames for name in find_full_names(sentence) for word in name.words)
