"""Words of a Portuguese or Spanish sentence that disagree with the gender of the person meant.

The original's words about a person (`described`) lead through the alignment to the words that must
agree; their articles and adjectives follow. Only forms change, never words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.desk.described import Described
from dragoman.desk.disagreement import Change
from dragoman.language.inflection import (
    has_common_form,
    has_fixed_gender,
    in_gender,
    is_determiner,
    may_be_adjective,
    shows_gender,
    stands_before,
    turns_plainly,
)
from dragoman.language.words import Word, cut_words
from dragoman.records import AlignedSpan

# Weights from which an alignment is believed; nouns show by themselves whether they name people.
_LEAST, _LEAST_NOUN = 0.4, 0.2
_HAVE = frozenset(
    [
        "ter",
        "tem",
        "têm",
        "tinha",
        "tinham",
        "tido",
        "teve",
        "teria",
        "tendo",
        "havia",
        "haviam",
        "haver",
        "há",
        "houve",
        "haviam",
        "haber",
        "ha",
        "han",
        "había",
        "habían",
        "hubo",
        "habría",
        "habiendo",
        "he",
    ]
)
_ADVERBS = frozenset(
    [
        "mais",
        "muito",
        "bem",
        "tão",
        "menos",
        "más",
        "muy",
        "tan",
        "menos",
        "igualmente",
        "também",
        "también",
    ]
)
_PREPOSITIONS = frozenset(
    ["em", "de", "por", "com", "para", "sem", "sob", "entre", "en", "con", "sin", "bajo"]
)
_NEW_SUBJECT = frozenset(
    [
        "um",
        "uma",
        "o",
        "os",
        "as",
        "seu",
        "sua",
        "seus",
        "suas",
        "un",
        "una",
        "el",
        "los",
        "las",
        "su",
        "sus",
    ]
)


def disagreements(
    texts: tuple[str, str],
    language: str,
    described: Iterable[Described],
    alignment: Sequence[AlignedSpan],
) -> tuple[Change, ...]:
    """The changes that make the second of two texts agree, in order, none overlapping another."""
    reading = _Target(*texts, language, alignment)
    for one in described:
        reading.compare(one)
    return tuple(sorted(reading.changes.values(), key=lambda change: change.start))


class _Target:
    """One target sentence and the changes found in it so far."""

    def __init__(
        self, source: str, text: str, language: str, alignment: Sequence[AlignedSpan]
    ) -> None:
        self.source, self.text, self.language, self.alignment = source, text, language, alignment
        self.words: tuple[Word, ...] = cut_words(text)
        self.changes: dict[int, Change] = {}

    def compare(self, one: Described) -> None:
        """Follow one word of the original into the target."""
        at = self._answer(one)
        if at is None:
            return
        if one.kind == "pronoun":
            self._pronoun(at, one)
        elif one.kind == "noun":
            self._noun(at, one)
        else:
            self._state(at, one)

    def _answer(self, one: Described) -> int | None:
        """The target word that answers most to a word of the original."""
        best, weight = None, _LEAST_NOUN if one.kind == "noun" else _LEAST
        for span in self.alignment:
            if span.source_start < one.end and one.start < span.source_end and span.p >= weight:
                place = next(
                    (
                        i
                        for i, word in enumerate(self.words)
                        if word.start < span.target_end and span.target_start < word.end
                    ),
                    None,
                )
                if place is not None:
                    best, weight = place, span.p
        return best

    def _change(self, at: int, one: Described) -> bool:
        """Put a word into the person's gender; False where it has no other form."""
        word = self.words[at]
        after = in_gender(word.text, one.gender, self.language)
        if not after or (one.gender == "m" and not turns_plainly(word.text, self.language)):
            return False
        self.changes[at] = Change(start=word.start, end=word.end, after=after, about=one)
        return True

    def _gap(self, at: int) -> str:
        if not 0 < at < len(self.words):
            return ""
        return self.text[self.words[at - 1].end : self.words[at].start]

    def _pronoun(self, at: int, one: Described) -> None:
        lowered = self.words[at].text.lower()
        if lowered in ("ele", "ela", "dele", "dela", "nele", "nela", "él", "ella"):
            self._change(at, one)

    def _noun(self, at: int, one: Described) -> None:
        """A noun, the articles and adjectives before it and the adjectives behind it."""
        word = self.words[at]
        if has_fixed_gender(word.text, self.language) or not self._may_be_person(at, one):
            return
        turned = self._change(at, one)
        agrees = turned or shows_gender(word.text, self.language) == one.gender
        one_form = has_common_form(word.text, self.language) or word.text.lower() == one.text
        if not agrees and not one_form:
            return
        self._before(at, one, turned)
        self._behind(at, one)

    def _may_be_person(self, at: int, one: Described) -> bool:
        """The answer is a noun, not a function word or a name copied as it stands."""
        word = self.words[at].text
        if is_determiner(word, self.language) or len(word) < 3 or _is_plural(word):
            return False
        return word.islower() or word.lower() == one.text.lower() or not one.text[:1].islower()

    def _before(self, at: int, one: Described, turned: bool) -> None:
        """Articles and adjectives to the left, as far as they belong to the noun."""
        place = at - 1
        while place >= 0 and self._gap(place + 1) == " ":
            text = self.words[place].text
            if is_determiner(text, self.language):
                if (
                    text != "a"
                    or self._in_place_of_subject(place)
                    or (turned and not self._is_preposition(place))
                ):
                    self._change(place, one)
                if text.lower() not in ("mesmo", "outro", "próprio", "primer", "otro", "mismo"):
                    return
            elif stands_before(text, self.language) or (
                place
                and may_be_adjective(text, self.language)
                and self._leads_to_article(place - 1)
            ):
                self._change(place, one)
            elif text not in ("e", "y"):
                return
            place -= 1

    def _is_preposition(self, place: int) -> bool:
        """An "a" that answers to "to" more than to anything else ("promovida a enfermeira")."""
        word = self.words[place]
        spans = [
            span
            for span in self.alignment
            if span.target_start < word.end and word.start < span.target_end
        ]
        best = max(spans, key=lambda span: span.p, default=None)
        if best is None:
            return False
        return self.source[best.source_start : best.source_end].strip().lower() in ("to", "at")

    def _in_place_of_subject(self, place: int) -> bool:
        """An "a" at the start of a sentence or clause is an article, elsewhere perhaps "to"."""
        return place == 0 or self._gap(place) != " "

    def _leads_to_article(self, place: int) -> bool:
        """An article, or an adjective and "e" behind one, stands there."""
        text = self.words[place].text
        return is_determiner(text, self.language) or stands_before(text, self.language)

    def _behind(self, at: int, one: Described) -> None:
        """Adjectives to the right: "sério e comprometido"."""
        place, seen = at + 1, False
        while place < len(self.words) and self._gap(place) == " ":
            text = self.words[place].text
            if may_be_adjective(text, self.language):
                if shows_gender(text, self.language) == one.gender:
                    return
                seen = self._change(place, one)
            elif text.lower() in _ADVERBS or (seen and text in ("e", "y")):
                pass
            elif not text.endswith(("al", "ar", "ense", "ente", "ante", "ista", "ível", "ável")):
                return
            place += 1

    def _state(self, at: int, one: Described) -> None:
        """An adjective or participle that is said of the person."""
        word = self.words[at]
        if not may_be_adjective(word.text, self.language) and not (
            at == 0 and may_be_adjective(word.text.lower(), self.language)
        ):
            return
        before = self.words[at - 1].text.lower() if at and self._gap(at) == " " else ""
        after = self.words[at + 1].text.lower() if at + 1 < len(self.words) else ""
        if before in _HAVE | _PREPOSITIONS or is_determiner(before, self.language):
            return
        if any(has_fixed_gender(other.text, self.language) for other in self.words[:at]):
            return  # "a vítima foi atingida" agrees with its own subject
        if after in _NEW_SUBJECT and self._gap(at + 1) == " ":
            return
        if _is_plural(word.text):
            return
        self._change(at, one)


def _is_plural(word: str) -> bool:
    """Words about one person are singular."""
    return word.endswith("s") and not word.endswith(("ês", "és"))
