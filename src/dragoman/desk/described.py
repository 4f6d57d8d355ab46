"""The words of an English sentence that describe a person whose gender is known.

"As a doctor, she was tired": *doctor* and *tired* must agree with "she" in languages where such
words do. English has its subject before its verb, which is what these rules live on; what they
cannot read they leave alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dragoman.desk.cast import Cast, likely_people
from dragoman.desk.clauses import Clauses, Said
from dragoman.desk.roles import role_of
from dragoman.language.gender import find_cues
from dragoman.language.inflection import is_person_noun
from dragoman.language.names import FullName
from dragoman.language.words import clause_words

_BE = clause_words("be")
_ARTICLES = clause_words("articles")
_STOPS = clause_words("stops")
_PREPOSITIONS = clause_words("prepositions")
_NOMINATIVE = {"she": "f", "he": "m"}
_BACK_TO_SUBJECT = {"she": "f", "herself": "f", "he": "m", "himself": "m"}
_WORKED = clause_words("worked")
_APPOINTED = clause_words("appointed")
_NO_DESCRIPTION = clause_words("no_description")
_NO_SUBJECTS = clause_words("no_subjects")
_SAYING = clause_words("saying")
_ANAPHORS = clause_words("anaphors")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One word about a person. `kind`: noun (names the person), state (adjective, participle),
    pronoun (she, her)."""

    start: int
    end: int
    text: str
    gender: str
    kind: str


def find_described(cast: Cast, place: int) -> tuple[Described, ...]:
    """All words of a sentence that must agree with a person of known gender, in order."""
    return tuple(sorted(_Reading(cast, place).run(), key=lambda one: (one.start, one.kind)))


class _Reading:
    """One sentence, read from left to right."""

    def __init__(self, cast: Cast, place: int) -> None:
        self.cast, self.place = cast, place
        self.text = cast.texts[place]
        self.clauses = Clauses(self.text)
        self.words, self.low = self.clauses.words, self.clauses.low
        self.gap, self.heads = self.clauses.gap, self.clauses.heads
        self.names = {name.start: name for name in likely_people(self.text)}
        self.found: dict[int, Described] = {}

    def run(self) -> list[Described]:
        if not self.words:
            return []
        for at, low in enumerate(self.low):
            if low in _NOMINATIVE:
                self._pronoun(at, _NOMINATIVE[low])
                self._say(self.clauses.predicate(at + 1), _NOMINATIVE[low])
            elif low in ("her", "him", "herself", "himself", "hers"):
                self._pronoun(at, "f" if low.startswith("her") else "m")
            elif low in ("female", "male", "woman") and self.heads(at + 1):
                self._add(at + 1, "m" if low == "male" else "f", "noun")
        self._gendered_nouns()
        self._first_person()
        for name in self.names.values():
            gender = self.cast.gender_of_name(name, self.place)
            if gender:
                self._named(name, gender)
        self._opening()
        self._presented()
        self._held_roles()
        self._as_noun()
        self._sole_person()
        return list(self.found.values())

    def _first_person(self) -> None:
        """ "I am a doctor", said she: the one who speaks is the one who says so."""
        speaking = [at for at, low in enumerate(self.low) if low in ("i", "i'm", "i’m")]
        if not speaking or not any(mark in self.text for mark in '“"'):
            return
        gender = self._speaker()
        for at in speaking if gender else []:
            if self.low[at] == "i":
                self._say(self.clauses.predicate(at + 1), gender)
            else:
                self._say(self.clauses.complement(at + 1), gender)

    def _speaker(self) -> str:
        """The gender of whoever stands beside a verb of saying; "" if nobody or two."""
        genders = set()
        for at, low in enumerate(self.low):
            if low not in _SAYING:
                continue
            for beside in (at - 1, at + 1):
                if 0 <= beside < len(self.low) and self.low[beside] in _NOMINATIVE:
                    genders.add(_NOMINATIVE[self.low[beside]])
            for name in self.names.values():
                close = self.words[at].end + 1 == name.start or name.end + 1 == self.words[at].start
                if close:
                    genders.add(self.cast.gender_of_name(name, self.place))
        return genders.pop() if len(genders) == 1 else ""

    def _gendered_nouns(self) -> None:
        """Nouns such as "mother" and "actress" as subjects of what follows."""
        starts = {word.start: place for place, word in enumerate(self.words)}
        for cue in find_cues(self.text, "en"):
            at = starts[cue.start]
            if (
                cue.kind not in ("person", "kin")
                or cue.is_plural
                or cue.text.lower() in _NO_SUBJECTS
            ):
                continue
            self._is_said_to_be(at, cue.gender)
            owner = self.words[at].text.lower() != self.low[at]  # "the woman's"
            if owner or self._is_inside(at):
                continue
            self._say(self.clauses.predicate(at + 1), cue.gender)

    def _is_said_to_be(self, at: int, gender: str) -> None:
        """ "The secretary was a man"."""
        place = next((i for i in range(at - 1, max(at - 4, 0), -1) if self.low[i] in _BE), 0)
        if place and self.low[place + 1] in ("a", "the") and is_person_noun(self.low[place - 1]):
            self._add(place - 1, gender, "noun")

    def _is_inside(self, at: int) -> bool:
        """The word belongs to a phrase ("the valour of a true hero"), and is no subject."""
        for place in range(at - 1, max(at - 4, -1), -1):
            if self.gap(place + 1) != " ":
                return False
            if self.low[place] in _PREPOSITIONS | {"and", "or"}:
                return place > 0
        return False

    def _add(self, at: int, gender: str, kind: str) -> None:
        word = self.words[at]
        end = word.start + len(self.low[at])
        self.found.setdefault(
            at,
            Described(
                start=word.start,
                end=end,
                text=self.text[word.start : end],
                gender=gender,
                kind=kind,
            ),
        )

    def _say(self, said: Iterable[Said], gender: str) -> None:
        for at, kind in said:
            self._add(at, gender, kind)

    def _pronoun(self, at: int, gender: str) -> None:
        self._add(at, gender, "pronoun")

    def _named(self, name: FullName, gender: str) -> None:
        """What stands around a name: "author Ana Reis", "Ana Reis, a doctor", "Reis was tired"."""
        first = next(i for i, word in enumerate(self.words) if word.start == name.start)
        after = next(
            (i for i, word in enumerate(self.words) if word.start >= name.end), len(self.words)
        )
        owned = self.text[name.end : name.end + 2] in ("'s", "’s")
        if first and self.gap(first) in (" ", ". ") and self._is_title(first - 1):
            self._add(first - 1, gender, "noun")
        for at in range(first, after - 1):
            if is_person_noun(self.low[at]) and at + 1 < len(self.words):
                self._add(at, gender, "noun")  # "Massachusetts Senator Ana Reis"
        if self._is_apposed(first, name):
            self._add(first - 1, gender, "noun")
        if owned or after >= len(self.words):
            return
        if self.gap(after) == " " and self._is_subject(first, after):
            self._say(self.clauses.predicate(after), gender)
        elif self.gap(after).strip() == ",":
            if self.low[after] not in _BE:
                self._apposition(after, gender)
            self._behind_apposition(first, after, gender)

    def _is_title(self, at: int) -> bool:
        """A noun for a person, or a short form of one with its stop: "Sen. Reis"."""
        if self.gap(at + 1) == " ":
            return is_person_noun(self.low[at])
        return self.words[at].is_capitalised and self.low[at] != role_of(self.low[at]) != ""

    def _is_apposed(self, first: int, name: FullName) -> bool:
        """ "accused the surgeon, Clara Voss.": the name behind a comma says who that is."""
        if first < 2 or self.gap(first).strip() != "," or not self.heads(first - 1):
            return False
        rest = self.text[name.end :]
        return rest[:1] in (".", ",", ";") and not rest.startswith((", and", ", or"))

    def _is_subject(self, first: int, after: int) -> bool:
        """Not in a phrase ("of Ana Reis"), nor one of two ("Ana and Rui were")."""
        before = self.low[first - 1] if first else ""
        of_two = before in ("and", "or") and self.low[after] in ("were", "are", "have")
        return before not in _PREPOSITIONS and not of_two

    def _behind_apposition(self, first: int, after: int, gender: str) -> None:
        """ "Ana Reis, a doctor, was ...", "the judge, Ana Reis, was ..."."""
        if self.low[after] in _BE:
            at = after if self.gap(first).strip() == "," else 0
        else:
            places = range(after + 1, min(after + 14, len(self.words)))
            at = next((i for i in places if "," in self.gap(i) and self.low[i] in _BE), 0)
        if at and self._is_subject(first, at):
            self._say(self.clauses.predicate(at, behind_comma=True), gender)

    def _apposition(self, at: int, gender: str) -> None:
        """Behind a name and a comma: "a doctor", "who was tired", "born in 1962"."""
        low = self.low[at]
        if low == "who":
            self._say(self.clauses.predicate(at + 1), gender)
        elif low in ("a", "an") or (low in ("the", "then") and not self.words[at].is_capitalised):
            self._say(self.clauses.noun_phrase(at), gender)
        elif low.endswith("ed") or low in ("born", "known"):
            self._add(at, gender, "state")
        elif self.heads(at) and not self.words[at].is_capitalised:
            self._say(self.clauses.noun_phrase(at), gender)

    def _subject(self) -> tuple[int, str]:
        """Where the sentence's subject pronoun or name stands, and its gender; (-1, "") if none."""
        for at, low in enumerate(self.low):
            if low in _NOMINATIVE:
                return at, _NOMINATIVE[low]
            name = self.names.get(self.words[at].start)
            if name is not None:
                return at, self.cast.gender_of_name(name, self.place)
            if is_person_noun(low) and self.low[0] != "as":
                break
        return -1, ""

    def _opening(self) -> None:
        """A sentence that opens with a participle, or with a noun that a pronoun takes up again."""
        low = self.low[0]
        fronted = low in ("born", "known") or (low.endswith("ed") and low not in _NO_DESCRIPTION)
        if fronted and len(self.words) > 2:
            at, gender = self._subject()
            if gender and "," in self.text[: self.words[at].start]:
                self._add(0, gender, "state")
        if low not in ("a", "an", "the"):
            return
        at = next((i for i in range(1, min(6, len(self.low))) if self.heads(i)), 0)
        if not at or any(self.low[i] in _PREPOSITIONS | _STOPS | _BE for i in range(1, at)):
            return
        gender = self._fronted_noun(at) or self._taken_up(at) or self._already_known(at)
        if gender:
            self._add(at, gender, "noun")
            self._say(self.clauses.predicate(at + 1), gender)

    def _presented(self) -> None:
        """ "The presenter of the show, Ana Reis, has": the name between commas says who that is."""
        if self.low[0] not in ("the", "another"):
            return
        at = next((i for i in range(1, min(6, len(self.low))) if self.heads(i)), 0)
        behind = self.low[at + 1] if at + 1 < len(self.low) else ""
        if not at or behind not in ("of", "at", "for", "in"):
            return
        for place in range(at + 1, min(at + 12, len(self.words))):
            if "," not in self.gap(place):
                if self.gap(place) != " " or self.low[place] in _STOPS | _BE:
                    return
                continue
            name = self.names.get(self.words[place].start)
            gender = self.cast.gender_of_name(name, self.place) if name else ""
            if name is not None and gender and self.text[name.end : name.end + 1] == ",":
                self._add(at, gender, "noun")
            return

    def _held_roles(self) -> None:
        """ "the senator", where only one is named in the document; also in headlines, bare."""
        for at, low in enumerate(self.low):
            gender = self.cast.gender_of_role(low) if is_person_noun(low) else ""
            if not gender or not self.heads(at) or self.words[at].start in self.names:
                continue
            behind = self.low[at + 1] if at + 1 < len(self.low) else ""
            before = self.low[at - 1] if at else ""
            is_bare = not self.place and before not in _ARTICLES
            if behind not in ("of", "from", "for", "in", "at") and (before == "the" or is_bare):
                self._add(at, gender, "noun")

    def _fronted_noun(self, noun: int) -> str:
        """ "A gifted athlete, Reis ...": the gender of the one named behind the comma."""
        for at in range(noun + 1, min(noun + 9, len(self.words))):
            name = self.names.get(self.words[at].start)
            if self.low[0] == "the" and at > noun + 1:
                return ""
            if "," in self.gap(at):
                return self.cast.gender_of_name(name, self.place) if name else ""
        return ""

    def _taken_up(self, noun: int) -> str:
        """The gender of "she" or "herself" behind the opening noun, if nobody else is meant."""
        cues = [cue for cue in find_cues(self.text, "en") if cue.start > self.words[noun].end]
        if not cues or cues[0].kind != "pronoun" or len({cue.gender for cue in cues}) != 1:
            return ""
        first = next(
            (i for i in range(noun + 1, len(self.low)) if self.low[i] in _BACK_TO_SUBJECT), 0
        )
        gender = cues[0].gender
        if not first or _BACK_TO_SUBJECT[self.low[first]] != gender:
            return ""
        between = range(noun + 1, first)
        if any(is_person_noun(self.low[i]) or self.words[i].start in self.names for i in between):
            return ""
        return gender if self.cast.is_first_heard_of(gender, self.place) else ""

    def _already_known(self, noun: int) -> str:
        """ "The author": the one person that the sentences before are about."""
        if self.low[0] != "the":
            return ""
        told = self.cast.gender_of_role(self.low[noun]) if noun == 1 else ""
        if told or self.low[noun] not in _ANAPHORS or noun > 2 or self.names:
            return told
        return self.cast.sole_gender(self.place) if self.place else ""

    def _as_noun(self) -> None:
        """ "As a doctor, she ...", "she worked as a teacher and translator"."""
        at, gender = self._subject()
        if not gender:
            return
        for place, low in enumerate(self.low):
            if low != "as" or place + 1 >= len(self.low):
                continue
            if place and not self._worked(at, place):
                continue
            if self.low[place + 1] not in ("well", "soon", "far", "much", "many", "long"):
                self._say(self.clauses.noun_phrase(place + 1), gender)

    def _sole_person(self) -> None:
        """ "Being a doctor", "of becoming a teacher", "elected mayor, she": nobody else is near."""
        at, gender = self._subject()
        if not gender or self.cast.sole_gender(self.place) != gender:
            return
        for place in range(len(self.low) - 1):
            if self.low[place] in ("being", "becoming") and self.low[place + 1] in _ARTICLES:
                self._say(self.clauses.noun_phrase(place + 1), gender)
            low = self.low[place]
            if place and low.endswith("ed") and low not in _NO_DESCRIPTION and place < at:
                opens = "," in self.gap(place) and "," in self.gap(at)
                if opens and self.gap(place + 1) == " " and self.low[place + 1] in _PREPOSITIONS:
                    self._add(place, gender, "state")
        for place in range(1, len(self.low) - 1):
            if self.low[place] in ("herself", "himself") and self.low[place + 1].endswith("ed"):
                self._add(place + 1, gender, "state")

    def _worked(self, subject: int, place: int) -> bool:
        """Between subject and "as" somebody works or is appointed, and no other clause begins."""
        if place <= subject:
            return False
        between = set(self.low[subject + 1 : place])
        if between & _STOPS:
            return False
        return bool(between & _WORKED) or (bool(between & _BE) and bool(between & _APPOINTED))
