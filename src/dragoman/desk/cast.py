"""Of which gender the people of an English text are, as far as the text itself tells.

Precision goes before reach: a gender is given where a first name, a title or a pronoun tells it and
nobody else can be meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dragoman.desk.clauses import Clauses
from dragoman.desk.people import find_people
from dragoman.desk.roles import find_roles
from dragoman.language.gender import GenderCue, find_cues, gender_of_first_name, other_gender
from dragoman.language.names import FullName, find_full_names, is_known_form
from dragoman.language.words import Word, clause_words, cut_words, fold, word_list

_SHORT = 7  # words of an opening that may be anything
_BACK = 2  # sentences before that a pronoun's person may have been named in
_PLACE_BEFORE = clause_words("place_before")
_PLACE_AFTER = clause_words("place_after")
_OPENERS = clause_words("openers")
_RUNS_ON = clause_words("runs_on")
_OF = clause_words("of")
_NO_NAMES = clause_words("no_names")
_TITLES = {
    "mr": "m", "mister": "m", "sir": "m", "lord": "m", "mrs": "f", "ms": "f", "miss": "f",
    "lady": "f", "dame": "f", "madam": "f", "baroness": "f", "countess": "f", "princess": "f",
    "queen": "f", "king": "m", "prince": "m", "baron": "m", "duchess": "f", "duke": "m",
}  # fmt: skip


class Cast:
    """The people of a document's sentences (English), asked for by name and place."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        self._known: dict[str, set[str]] = {}
        for person in find_people(self.texts):
            self._known.setdefault(person.surname, set()).add(person.gender)
        self._roles: dict[str, set[str]] = {}
        for text in self.texts:
            self._learn_full_names(text)
            self._learn(text)
        for place, text in enumerate(self.texts):
            self._learn_roles(text, place)

    def gender_of_role(self, noun: str) -> str:
        """The gender of "the judge", where one judge is named in the document; "" if not."""
        genders = self._roles.get(noun.lower(), set())
        return next(iter(genders)) if len(genders) == 1 else ""

    def _learn_roles(self, text: str, place: int) -> None:
        """ "Judge Ellen Marsh" tells who the judge is; "another judge" that there are two."""
        people = {
            name: self.gender_of_name(name, place)
            for name in likely_people(text)
            if len(name.words) > 1 or place
        }
        for role, gender in find_roles(Clauses(text), people):
            self._roles.setdefault(role, set()).add(gender)

    def gender_of_name(self, name: FullName, place: int) -> str:
        """The gender of the person named in a sentence; "" where it is not certain."""
        text = self.texts[place]
        before = text[: name.start].split()[-1:]
        title = _TITLES.get((before[0] if before else "").strip(".").lower(), "")
        title = title or _TITLES.get(name.words[0].lower(), "")
        title = title or self._kin_before(text, name)
        if title:
            return title
        if len(name.words) > 1 and (first := gender_of_first_name(name.words[0])):
            return first
        told = self._known.get(fold(name.words[-1]), set())
        if told in ({"f"}, {"m"}):
            return next(iter(told))
        return self._gender_by_pronoun(name, place) if name.start in subject_starts(text) else ""

    @staticmethod
    def _kin_before(text: str, name: FullName) -> str:
        """ "his wife Ashley": the one named right behind a word for a relative."""
        return next(
            (
                cue.gender
                for cue in find_cues(text, "en")
                if cue.kind == "kin" and not cue.is_plural and cue.end + 1 == name.start
            ),
            "",
        )

    def _gender_by_pronoun(self, name: FullName, place: int) -> str:
        """The gender of the pronouns near, where they can mean nobody but the one named."""
        near = [cue for text in self._near(place) for cue in find_cues(text, "en")]
        said = {cue.gender for cue in near if cue.kind == "pronoun"}
        if len(said) != 1:
            return ""
        gender = next(iter(said))
        if any(
            cue.gender == gender and cue.kind in ("person", "kin") and not cue.is_plural
            for cue in near
        ):
            return ""
        if self._speaks_before(name, self.texts[place]):
            return ""
        return "" if self._rivals(name, place, gender) else gender

    def sole_gender(self, place: int) -> str:
        """The one gender that all pronouns near a sentence have, nobody of the other being near."""
        near = [cue for text in self._near(place) for cue in find_cues(text, "en")]
        said = {cue.gender for cue in near if cue.kind == "pronoun"}
        if len(said) != 1:
            return ""
        gender = next(iter(said))
        return "" if any(_is_other(cue, gender) and not cue.is_plural for cue in near) else gender

    def is_first_heard_of(self, gender: str, place: int) -> bool:
        """True when the sentences before speak of nobody of this gender."""
        earlier = self._near(place)[:-1]
        return not any(cue.gender == gender for text in earlier for cue in find_cues(text, "en"))

    def _near(self, place: int) -> tuple[str, ...]:
        return self.texts[max(0, place - _BACK) : place + 1]

    def _rivals(self, name: FullName, place: int, gender: str) -> bool:
        """Somebody else who may have the gender is named near, or in full in the document."""
        own = {fold(word) for word in name.words}
        for surname, genders in self._known.items():
            if surname not in own and genders != {other_gender(gender)}:
                return True
        for text in self._near(place):
            for other in likely_people(text):
                if own & {fold(word) for word in other.words}:
                    continue
                first = gender_of_first_name(other.words[0])
                if first != other_gender(gender) and (first or other.start in subject_starts(text)):
                    return True
        return False

    @staticmethod
    def _speaks_before(name: FullName, text: str) -> bool:
        """A pronoun of this sentence stands before the name, so that it means somebody else."""
        head = text[: name.start].rstrip()
        before = [cue for cue in find_cues(text, "en") if cue.end <= name.start]
        return not head.endswith(",") and any(cue.kind == "pronoun" for cue in before)

    def _learn_full_names(self, text: str) -> None:
        """ "Ana Wren", "Bob Wren": a surname that two people share tells no gender."""
        for name in find_full_names(text):
            gender = next(filter(None, map(gender_of_first_name, name.words[:-1])), "")
            if gender:
                self._known.setdefault(fold(name.words[-1]), set()).add(gender)

    def _learn(self, text: str) -> None:
        """ "Ana Reis is a businesswoman" tells the gender of Reis."""
        words = cut_words(text)
        cues = {cue.start: cue.gender for cue in find_cues(text, "en") if cue.kind == "person"}
        for name in likely_people(text):
            after = [word for word in words if word.start >= name.end][:9]
            if not after or text[name.end : after[0].start] not in (" ", ", "):
                continue
            if after[0].text not in ("is", "was", "became", "a", "an", "who"):
                continue
            for word in after:
                if word.text.lower() in _OF:
                    break
                if word.start in cues:
                    self._known.setdefault(fold(name.words[-1]), set()).discard("")
                    self._known[fold(name.words[-1])].add(cues[word.start])


@lru_cache(maxsize=32)
def cast_of(texts: tuple[str, ...]) -> Cast:
    """The cast of a document, read once however often it is checked."""
    return Cast(texts)


def _is_other(cue: GenderCue, gender: str) -> bool:
    """Speaks of somebody of the other gender."""
    return cue.gender == other_gender(gender)


@lru_cache(maxsize=4096)
def likely_people(text: str) -> tuple[FullName, ...]:
    """The names of an English sentence that may be people: not places, bodies, titles of works."""
    words = {word.start: place for place, word in enumerate(cut_words(text))}
    cut = cut_words(text)
    small = word_list("en", "function")
    found = []
    for name in find_full_names(text):
        place = words.get(name.start)
        if place is None:
            continue
        before = cut[place - 1].text.lower() if place else ""
        last = name.words[-1].lower()
        owner = (
            place and cut[place - 1].text.endswith(("'s", "’s")) and cut[place - 1].is_capitalised
        )
        if (
            owner
            or before in _PLACE_BEFORE
            or last in _PLACE_AFTER
            or any(map(str.isupper, name.words))
        ):
            continue
        if is_known_form(name.words[-1]) or (len(name.words) == 1 and last in small):
            continue
        if len(name.words) == 1 and not place and _is_common_opening(name.words[0], text):
            continue
        found.append(name)
    return tuple(found)


def _is_common_opening(word: str, text: str) -> bool:
    """A sentence's first word that is hardly a name: an adverb, a participle, a plural."""
    lowered = word.lower()
    if lowered in _NO_NAMES | _OPENERS or lowered.endswith(("ly", "ing", "ed")):
        return True
    return any(other.text == lowered for other in cut_words(text))


@lru_cache(maxsize=4096)
def subject_starts(text: str) -> frozenset[int]:
    """Where names stand that may be subjects: at the start, or behind an opening and its comma."""
    words = cut_words(text)
    places = {word.start: place for place, word in enumerate(words)}
    found = set()
    for name in likely_people(text):
        place = places[name.start]
        behind = place + len(name.words)
        follows = words[behind].text if behind < len(words) else ""
        runs_on = text[name.end : name.end + 1] == " " and follows in _RUNS_ON
        set_off = place and text[name.end : name.end + 1] == ","
        if not place or runs_on or (not set_off and _opens_behind_comma(text, words, place)):
            found.add(name.start)
    return frozenset(found)


def _opens_behind_comma(text: str, words: tuple[Word, ...], place: int) -> bool:
    """What stands before is an opening and its comma: "Later, Reis", "Five years later, Reis"."""
    opening = text[: words[place].start].rstrip()
    if opening.count(",") != 1 or not opening.endswith(","):
        return False
    if words[0].text.lower() in _OPENERS or words[0].text.lower().endswith(("ly", "ing", "ed")):
        return True
    return place < _SHORT and not any(word.is_capitalised for word in words[1:place])
