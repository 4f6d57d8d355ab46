"""English clauses, read from the verb on: what is said of their subject.

"had been appointed director and head of research": *appointed*, *director*, *head*.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.language.inflection import is_person_noun
from dragoman.language.words import clause_words, cut_words, word_list

Said = tuple[int, str]  # the place of a word, and "noun" or "state"
_BE = clause_words("be")
_LINK = clause_words("link")
_AUXILIARY = clause_words("auxiliary")
_ADVERBS = clause_words("adverbs")
_ARTICLES = clause_words("articles")
_STOPS = clause_words("stops")
_PREPOSITIONS = clause_words("prepositions")
_BREAKS = '.;:—–()"“”?!'
_JUDGED = clause_words("judged")
_VERBS = clause_words("verbs")


class Clauses:
    """One sentence as words; places count from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = cut_words(text)
        self.low = [word.text.lower().removesuffix("'s").removesuffix("’s") for word in self.words]

    def gap(self, at: int) -> str:
        """What stands between the word at a place and the word before it."""
        if at <= 0 or at >= len(self.words):
            return "."
        return self.text[self.words[at - 1].end : self.words[at].start]

    def predicate(self, at: int, *, behind_comma: bool = False) -> Iterator[Said]:
        """What is said of a subject that ends before `at`: "had been appointed director"."""
        while at < len(self.words) and self.gap(at) == " " and self.is_light(at):
            at += 1
        if at >= len(self.words) or (self.gap(at) != " " and not behind_comma):
            return
        if self.low[at] not in _BE | _LINK:
            at = self._becoming(at) or self._second_verb(at)
            if not at:
                return
        at += 1
        while (
            at < len(self.words)
            and self.gap(at) == " "
            and (self.low[at] in _BE | _LINK or self.is_light(at))
        ):
            at += 1
        yield from self.complement(at)

    def _becoming(self, at: int) -> int:
        """Where "be" or "become" stands in "decided to become a lawyer"; 0 if nowhere."""
        for place in range(at, min(at + 6, len(self.words) - 1)):
            if self.gap(place) != " " or self.low[place] in _STOPS | {"him", "her", "them"}:
                return 0
            if self.words[place].is_capitalised:
                return 0
            if self.low[place] == "to" and self.low[place + 1] in ("be", "become", "remain"):
                return place + 1
        return 0

    def _second_verb(self, at: int) -> int:
        """Where "was" stands in "studied law and was a judge"; 0 if another subject comes first."""
        for place in range(at, len(self.words) - 1):
            if self.low[place] in _STOPS or any(mark in self.gap(place) for mark in _BREAKS):
                return 0
            if self.low[place] in ("and", "but") and self.gap(place + 1) == " ":
                place += 1
                while place < len(self.words) - 1 and self.is_light(place):
                    place += 1
                if self.low[place] in _BE | _LINK:
                    return place
        return 0

    def is_light(self, at: int) -> bool:
        """An auxiliary or adverb, which says nothing of the subject by itself."""
        low = self.low[at]
        return low in _AUXILIARY or low in _ADVERBS or low.endswith("ly")

    def complement(self, at: int) -> Iterator[Said]:
        """From the word after the verb to the end of the clause."""
        if at < len(self.words) and self.low[at] in _ARTICLES:
            yield from self.noun_phrase(at)
            return
        fresh, far = True, False  # at the start or behind "and"; behind a preposition
        for place in self._clause_from(at):
            low = self.low[place]
            if self._joins(place) or "," in self.gap(place):
                fresh = self._joins(place) or (fresh and self.is_light(place))
                continue
            fresh = fresh or self._begins_again(at, place)
            if self.is_light(place) or low in _BE:
                continue
            if not fresh or low in _PREPOSITIONS:
                fresh, far = False, far or low in _PREPOSITIONS
                continue
            yield from self._said_at(place, far=far)
            fresh = self._joins(place + 1) or low in _JUDGED or self.heads(place + 1)

    def _said_at(self, place: int, *, far: bool) -> Iterator[Said]:
        """The word where something new is said; `far`: a preposition stood before it."""
        if self.heads(place):
            yield place, "noun"
        elif self.low[place] in _ARTICLES:
            if self.low[place - 1] in _JUDGED | {"and", "or"}:
                yield from self.noun_phrase(place)
        elif not self.words[place].is_capitalised and (not far or self._is_participle(place)):
            yield place, "state"

    def _clause_from(self, at: int) -> Iterator[int]:
        """Places up to the end of the clause, or to where somebody else is spoken of."""
        for place in range(at, min(at + 24, len(self.words))):
            others = self._joins(place) and self._others_follow(place + 1)
            if self._ends(place) or others:
                return
            yield place

    def _begins_again(self, at: int, place: int) -> bool:
        """A second verb of the same subject: "and in 1998 was made professor"."""
        return self.low[place] in _BE and bool(
            {"and", "but"} & set(self.low[max(at, place - 4) : place])
        )

    def _ends(self, at: int) -> bool:
        """A new clause begins with this word."""
        return self.low[at] in _STOPS or any(mark in self.gap(at) for mark in _BREAKS)

    def _is_participle(self, at: int) -> bool:
        """Ends like one, and no noun follows that it would belong to."""
        following = self.low[at + 1] if at + 1 < len(self.low) and self.gap(at + 1) == " " else ""
        alone = not following or following in _PREPOSITIONS | {"and", "or"}
        return alone and (self.low[at].endswith(("ed", "en")) or self.low[at] in ("born", "known"))

    def _joins(self, place: int) -> bool:
        """ "and" or "or" stands there."""
        return place < len(self.words) and self.low[place] in ("and", "or")

    def _others_follow(self, at: int) -> bool:
        """Behind "and" somebody else is spoken of: "and Ana", "and his brother"."""
        if at >= len(self.words) or self.low[at] in ("her", "his", "their", "mr", "mrs", "ms"):
            return True
        named = at + 1 < len(self.words) and self.words[at + 1].is_capitalised
        if is_person_noun(self.low[at]) and named and self.gap(at + 1) == " ":
            return True  # "and chairman Ian Reis"
        return self.words[at].is_capitalised and not self.heads(at)

    def heads(self, at: int) -> bool:
        """A noun for a person that no other noun follows ("editor", not "editor position")."""
        if at >= len(self.words) or not is_person_noun(self.low[at]):
            return False
        if at + 1 >= len(self.words) or self.gap(at + 1) != " ":
            return True
        if self.words[at].text.lower() != self.low[at]:
            return True  # "the author's"
        following = self.words[at + 1]
        small = word_list("en", "function") | _PREPOSITIONS | _STOPS | _BE | _VERBS | _ADVERBS
        low = self.low[at + 1]
        if is_person_noun(low):
            return False
        return (
            low in small
            or low.endswith(("ly", "ed", "ing"))
            or following.is_capitalised
            or (low in ("and", "or") or low in _LINK)
        )

    def noun_phrase(self, at: int) -> Iterator[Said]:
        """From an article on: the nouns for the person, joined by "and" or commas."""
        joined = True
        for place in range(at, min(at + 14, len(self.words))):
            low, gap = self.low[place], self.gap(place)
            if place > at and any(mark in gap for mark in _BREAKS):
                return
            if low in _STOPS or (low in _PREPOSITIONS and low != "as"):
                return
            if gap.strip() == "," and place > at and not (joined or self._goes_on(place)):
                return
            if low in _BE or (self._joins(place) and self._others_follow(place + 1)):
                return
            joined = joined or self._joins(place)
            if self.heads(place):
                yield place, "noun"
                joined = False

    def _goes_on(self, at: int) -> bool:
        """Behind a comma another noun for the same person follows soon ("singer, writer and")."""
        for place in range(at, min(at + 4, len(self.words))):
            if self.heads(place):
                return True
            if self.low[place] in _STOPS | _PREPOSITIONS | _BE or (
                place > at and self.gap(place) != " "
            ):
                return False
        return False
