"""The words around a term, and whether they are what its entry asks for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dragoman.language.codes import base_language
from dragoman.translation.terms.entry import Condition
from dragoman.translation.terms.inflection import ANY, forms_of

WORD = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")

CLASSES = ("determiner", "preposition", "pronoun", "auxiliary", "be")
"""Classes that stand in `neighbours.toml`."""

SHAPES = ("number", "capital", "small", "start", "end", "mark")
"""Classes that a word's looks tell in any language."""

_NOUN_AFTER = ("determiner", "preposition")
_VERB_AFTER = ("pronoun", "auxiliary")

Phrase = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in words: as they stand, in small letters, and where each begins and ends."""

    shown: tuple[str, ...]
    keys: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: str, language: str) -> Words:
        """The words and marks of a text; English possessives are matched without their ending."""
        english = base_language(language) == "en"
        shown, keys, spans = [], [], []
        for found in WORD.finditer(text):
            word, (start, end) = found.group(), found.span()
            if english and word[-2:] in ("'s", "’s") and len(word) > 2:
                word, end = word[:-2], end - 2
            shown.append(word)
            keys.append(word.casefold().replace("’", "'"))
            spans.append((start, end))
        return cls(tuple(shown), tuple(keys), tuple(spans))


def phrase_of(text: str, language: str, part_of_speech: str) -> Phrase:
    """A phrase as sets of forms, one a word; `*` behind a word asks for all its forms.

    `...` is an empty set: up to four words between.
    """
    parts: list[frozenset[str]] = []
    for chunk in text.replace("…", " ... ").split():
        if chunk == "...":
            parts.append(frozenset())
            continue
        words = WORD.findall(chunk.rstrip("*") if len(chunk) > 1 else chunk)
        parts += [frozenset([_key(word)]) for word in words[:-1]]
        if words:
            forms = (
                forms_of(words[-1], language, part_of_speech) if chunk[-1] == "*" else words[-1:]
            )
            parts.append(frozenset(map(_key, forms)))
    return tuple(parts)


def _key(word: str) -> str:
    return word.casefold().replace("’", "'")


class Neighbourhood:
    """A condition made ready for one language. Raises ValueError for a class it does not know."""

    def __init__(self, when: Condition, language: str) -> None:
        self._when = when
        self._classes = _classes(base_language(language))
        for name in (*when.after, *when.before, *when.not_after, *when.not_before):
            if name.startswith("@") and name[1:] not in (*SHAPES, *self._classes):
                known = ", ".join(f"@{one}" for one in (*SHAPES, *self._classes))
                raise ValueError(f"{name} is not known for {language}; known: {known}")
        if when.role and not self._classes:
            raise ValueError(f"what stands around a {when.role} is not known for {language}")
        self._near = [phrase_of(one, language, ANY) for one in when.near]
        self._not_near = [phrase_of(one, language, ANY) for one in when.not_near]

    def holds(self, words: Words, first: int, last: int, evident: Collection[str]) -> bool:
        """Whether words [first, last) stand where the condition wants; `evident` are fields."""
        when = self._when
        if when.fields and not any(field in evident for field in when.fields):
            return False
        if when.after and not self._is(words, first - 1, when.after):
            return False
        if when.before and not self._is(words, last, when.before):
            return False
        if when.not_after and self._is(words, first - 1, when.not_after):
            return False
        if when.not_before and self._is(words, last, when.not_before):
            return False
        if when.role and not self._role(words, first):
            return False
        if when.small and _is_name(words, first, last):
            return False
        if self._near and not self._stands(self._near, words, first, last):
            return False
        return not (self._not_near and self._stands(self._not_near, words, first, last))

    def _stands(self, phrases: Sequence[Phrase], words: Words, first: int, last: int) -> bool:
        """Whether one of the phrases stands in reach, outside of the term itself."""
        reach = self._when.within or len(words.keys)
        sides = ((max(0, first - reach), first), (last, min(len(words.keys), last + reach)))
        return any(
            all(words.keys[at + step] in part for step, part in enumerate(phrase))
            for low, high in sides
            for phrase in phrases
            for at in range(low, high - len(phrase) + 1)
        )

    def _role(self, words: Words, first: int) -> bool:
        """Whether the word before shows a noun, or a verb."""
        wanted, other = _NOUN_AFTER, _VERB_AFTER
        if self._when.role == "verb":
            wanted, other = other, wanted
        before = [f"@{name}" for name in wanted]
        if self._when.role == "noun":
            before.append("@number")
        return self._is(words, first - 1, before) and not self._is(
            words, first - 1, [f"@{name}" for name in other]
        )

    def _is(self, words: Words, place: int, wanted: Sequence[str]) -> bool:
        """Whether the word at a place is one of these words or classes."""
        outside = not 0 <= place < len(words.keys)
        key = "" if outside else words.keys[place]
        return any(
            self._of_class(one[1:], words, place, outside=outside)
            if one.startswith("@")
            else _key(one) == key
            for one in wanted
        )

    def _of_class(self, name: str, words: Words, place: int, *, outside: bool) -> bool:
        if name in ("start", "end"):
            return outside and (place < 0) == (name == "start")
        if outside:
            return False
        shown = words.shown[place]
        if name == "number":
            return shown[0].isdigit()
        if name == "capital":
            return shown[0].isupper()
        if name == "small":
            return shown[0].islower()
        if name == "mark":
            return not shown[0].isalnum()
        return words.keys[place] in self._classes.get(name, frozenset())


def _is_name(words: Words, first: int, last: int) -> bool:
    """Whether words [first, last) have a capital that no beginning of a sentence gives them."""
    begins = first == 0 or (first == 1 and not words.shown[0][0].isalnum())
    return any(word[0].isupper() for word in words.shown[first + begins : last])


@cache
def _classes(language: str) -> Mapping[str, frozenset[str]]:
    """The closed classes of a language; empty where they are not known."""
    text = files("dragoman.translation.terms").joinpath("neighbours.toml").read_text("utf-8")
    table = tomllib.loads(text).get(language, {})
    return {name: frozenset(words.split()) for name, words in table.items()}
