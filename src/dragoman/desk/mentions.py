"""The people that the sentences of a Portuguese or Spanish text speak of, and where.

A person is known by the full name anywhere in the document ("Ana Reis"), by a title or an office
before the surname ("a senadora Reis", "Dra. Reis"), or by being well known; the surname alone is
then theirs in every sentence. Nouns for one person count with the gender that they or their
articles show.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.desk.spoken import spoken_spans
from dragoman.language.gender import find_cues, gender_of_first_name, known_surnames
from dragoman.language.inflection import MASCULINE, has_common_form, has_fixed_gender, in_gender
from dragoman.language.names import FullName, bare_name, find_full_names, is_known_form
from dragoman.language.words import Word, cut_words, fold, plain_language, read_table

UNKNOWN = "?"
# Endings of nouns for people. A thing that ends so makes the text less certain, not more.
_ROLE = {
    "m": re.compile(r"(?:[dts]or|[óo]logo|[óo]grafo|eiro|ista|icano|ense|[^m]ente)$"),
    "f": re.compile(r"(?:[dts]ora|[óo]loga|[óo]grafa|ista|icana|ense|[^m]ente)$"),
}
_ACTS_ON = re.compile(r"\w{2}(?:[aei]r|ndo)$")  # "enfrentar Reis": what follows is an object
_FEMININE_SIGN = re.compile(r"\b[SD]r\.?(?:ª\.?|a\.) $")
_FEMININE_END = re.compile(r"\.?(?:ª|a\.)")
_LONGEST = 4  # words of a person's name


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A person spoken of at [start, end). `gender`: f, m, or "?" where it is not known.

    `leads` is true where the person may be the subject: no preposition and no infinitive stands
    before. `is_quoted`: inside quotation marks.
    """

    start: int
    end: int
    gender: str
    leads: bool
    is_quoted: bool


@lru_cache(maxsize=16)
def anaphors(language: str) -> dict[str, frozenset[str]]:
    """The word lists of `anaphors.toml` for a language; empty for languages without."""
    entry = read_table("anaphors.toml").get(plain_language(language), {})
    return {kind: frozenset(str(words).split()) for kind, words in entry.items()}


def has_anaphors(language: str) -> bool:
    """True where verbs without a subject and possessives can be followed."""
    return bool(anaphors(language))


@lru_cache(maxsize=16)
def _gendered(language: str, *kinds: str) -> dict[str, str]:
    """Words of pairs such as "o=a" to their gender."""
    found: dict[str, str] = {}
    for pair in (pair for kind in kinds for pair in anaphors(language).get(kind, ())):
        masculine, feminine = pair.split("=")
        found |= {masculine: "m", feminine: "f"}
    return found


class Mentions:
    """All people of a document's sentences, sentence by sentence."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self.texts, self.language = tuple(texts), language
        self.spoken = spoken_spans(self.texts)
        self._lists = anaphors(language)
        self._articles = _gendered(language, "article", "into")
        self._known: dict[str, set[str]] = {}
        for text in self.texts:
            self._learn(text)
        self._of = [self._read(place) for place in range(len(self.texts))]

    def of(self, place: int) -> tuple[Mention, ...]:
        """The people of one sentence in order."""
        return self._of[place]

    def is_quoted(self, place: int, at: int) -> bool:
        """A letter of a sentence stands inside quotation marks."""
        return any(start <= at < end for start, end in self.spoken[place])

    def _learn(self, text: str) -> None:
        """The genders of the surnames that a sentence introduces."""
        for name in _single_names(text):
            words, title = self._person_words(text, name)
            if not words:
                continue
            told = title or (gender_of_first_name(words[0]) if len(words) > 1 else "")
            if told or self._may_be_person(text, name, words):
                self._known.setdefault(fold(words[-1]), set()).update({told} - {""})

    def _person_words(self, text: str, name: FullName) -> tuple[tuple[str, ...], str]:
        """A name without what stands in front of it under the same capitals, and its title's
        gender: "Mas Reis", "Senadora Ana Reis"."""
        words, title = name.words, self._title_before(text, name.start)
        while words and words[0].lower() in self._lists["nobody"]:
            words, title = words[1:], ""
        for place, word in enumerate(words[:-1]):
            if gender_of_first_name(word):
                return words[place:], title if not place else self._title(words[place - 1])
            if (inside := self._title(word)) and words[place + 1][:1].isupper():
                return words[place + 1 :], inside
        return words, title

    def _title(self, word: str) -> str:
        """The gender of "Senadora", "Dr"; "" for other words."""
        low = word.lower()
        cue = next(iter(find_cues(low, self.language)), None)
        told = cue.gender if cue is not None and cue.kind == "person" else ""
        return _gendered(self.language, "title").get(low, told)

    def _may_be_person(self, text: str, name: FullName, words: tuple[str, ...]) -> bool:
        """Two or three capitalised words without an article before, none of them a place's name."""
        if self._stands_with_article(text, name.start):
            return False
        odd = any(word.islower() or word.isupper() for word in words)
        return 1 < len(words) < _LONGEST and not odd and not any(map(is_known_form, words))

    def _title_before(self, text: str, start: int) -> str:
        """The gender of "a senadora", "Dra." or "o presidente" right before a name."""
        words = cut_words(text[:start])
        if _FEMININE_SIGN.search(text[:start]):
            return "f"
        if not words or text[words[-1].end : start] not in (" ", ". "):
            return ""
        last = words[-1].text.lower()
        if title := self._title(last):
            return title
        if len(words) > 1 and len(last) > 4 and has_common_form(last, self.language):
            return self._articles.get(words[-2].text.lower(), "")
        return ""

    def _read(self, place: int) -> tuple[Mention, ...]:
        text = self.texts[place]
        found: list[Mention] = []
        for start, end, gender in sorted((*self._named(text), *self._nouns(text))):
            if found and start < found[-1].end:
                continue
            found.append(
                Mention(
                    start=start,
                    end=end,
                    gender=gender,
                    leads=self._leads(text, start),
                    is_quoted=self.is_quoted(place, start),
                )
            )
        return tuple(found)

    def _named(self, text: str) -> list[tuple[int, int, str]]:
        """People called by their names."""
        found = []
        for name in _single_names(text):
            words, title = self._person_words(text, name)
            if not words:
                continue
            first = gender_of_first_name(words[0])
            told = self._known.get(fold(words[-1]))
            if len(words) > 1 or title:
                gender = title or first
            else:
                gender = (
                    "" if told is not None else known_surnames().get(words[0].lower(), "") or first
                )
            if not gender and told is None:
                continue
            if not title and self._stands_with_article(text, name.start):
                gender = UNKNOWN  # "a Victoria Cross": people go without
            sole = next(iter(told)) if told and len(told) == 1 else UNKNOWN
            found.append((name.start, name.end, gender or sole))
        return found

    def _stands_with_article(self, text: str, start: int) -> bool:
        before = cut_words(text[:start])[-1:]
        return bool(before) and before[0].text.lower() in self._articles and before[0].text != "a"

    def _nouns(self, text: str) -> list[tuple[int, int, str]]:
        """ "a ministra", "o pai", "um jornalista", "o presidente"; plurals are nobody."""
        cues = {cue.start: cue for cue in find_cues(text, self.language) if not cue.is_plural}
        words = cut_words(text)
        found = []
        for place, word in enumerate(words):
            low, cue = word.text.lower(), cues.get(word.start)
            if cue is not None and cue.kind in ("person", "kin", "pronoun"):
                is_feminine = low in ("sr", "dr") and _FEMININE_END.match(text, word.end)
                found.append((word.start, word.end, "f" if is_feminine else cue.gender))
            elif low in self._lists["either"]:
                found.append((word.start, word.end, UNKNOWN))
            elif place and self._is_role(word, gender := self._article_of(words[place - 1])):
                found.append((word.start, word.end, gender))
        return found

    def _article_of(self, word: Word) -> str:
        return self._articles.get(word.text.lower(), "")

    def _is_role(self, word: Word, gender: str) -> bool:
        """A noun for one person by the tables or its ending; `gender` is that of its article."""
        if not gender:
            return False
        low = word.text.lower()
        masculine = in_gender(low, MASCULINE, self.language) or low
        if masculine in self._lists["role"]:
            return True
        if word.is_capitalised or low.endswith("s") or low in self._lists["thing"]:
            return False
        if has_fixed_gender(low, self.language):
            return False
        return bool(_ROLE[gender].search(low))

    def _leads(self, text: str, start: int) -> bool:
        """No preposition stands before the person, or before the article that belongs to it."""
        words = cut_words(text[:start])
        if not words or text[words[-1].end : start].strip():
            return True
        last = words[-1].text.lower()
        if last in _gendered(self.language, "article") and len(words) > 1:
            if text[words[-2].end : words[-1].start].strip():
                return True
            last = words[-2].text.lower()
        elif last in _gendered(self.language, "article"):
            return True
        return last not in self._lists["before"] and not _ACTS_ON.search(last)


@lru_cache(maxsize=4096)
def _single_names(text: str) -> tuple[FullName, ...]:
    """The names of a text, "Ana Reis e Rui Leal" as two."""
    found = []
    for name in find_full_names(text):
        words = [w for w in cut_words(text) if name.start <= w.start < name.end]
        run: list[Word] = []
        for word in [*words, None]:
            if word is not None and word.text not in ("e", "y"):
                run.append(word)
            elif run:
                texts = tuple(bare_name(one.text) for one in run)
                end = run[-1].start + len(texts[-1])
                found.append(FullName(start=run[0].start, end=end, words=texts))
                run = []
    return tuple(found)


@lru_cache(maxsize=32)
def mentions_of(texts: tuple[str, ...], language: str) -> Mentions:
    """The people of a document, read once however often it is checked."""
    return Mentions(texts, language)
