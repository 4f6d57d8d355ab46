"""Names across spellings: "Џонсон" and "Johnson", by the consonants that both are heard with.

The rules are those by which Serbian, Croatian and Macedonian orthography writes foreign names down
as they are spoken; each letter group below stands for a family of sounds that are written for one
another. Compiled by hand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.language.names import bare_name, country, distance, latin, same_name
from dragoman.language.words import cut_words, fold

_FEWEST = 2  # consonants that are compared with a slip allowed
PLAIN_SPELLING = frozenset(("en", "pt", "es", "de", "fr", "it", "nl", "ro", "pl", "ca", "tr"))
"""Languages that keep the letters of foreign names; the others here write them by their sound."""

_INFLECTED = 4  # letters that two cases of one name share

# In order: groups of letters to one letter for the family of their sounds.
_FAMILIES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^(?:wr|rh)", "r"), (r"^(?:kn|gn|pn)", "n"), (r"^wh", "v"), (r"^x", "s"),
        (r"augh|ough", "o"), (r"igh", "i"), (r"ght", "t"), (r"gh$", ""), (r"gh", "g"),
        (r"dge?|dj|dz|gi(?=[aou])|g(?=[ei])|j", "s"), (r"tch|cz|ch", "s"),
        (r"sch|sh|sz|zh|sc(?=[ei])|ti(?=on)|ts|tz|c(?=[eiy])", "s"), (r"ph", "f"), (r"th", "t"),
        (r"ck|qu|q|kh|c", "k"), (r"x", "ks"), (r"z", "s"), (r"(?<=[aeo])w", ""), (r"w", "v"),
        (r"(?<!^)h", ""), (r"^h", "k"),
    )
)  # fmt: skip
_VOWELS = re.compile(r"[aeiouy]+")
_GLIDE = re.compile(r"(?<!d)j")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def consonants(word: str, *, gliding: bool = False) -> str:
    """The consonants a name is heard with, one letter a family; "" for a word of vowels.

    `gliding` reads the letter j as Slavic languages do, as half a vowel ("Jork" for "York").
    """
    letters = "".join(letter for letter in latin(bare_name(word)) if letter.isalpha())
    if gliding:
        letters = _GLIDE.sub("", letters)
    for pattern, sound in _FAMILIES:
        letters = pattern.sub(sound, letters)
    return _TWICE.sub(r"\1", _VOWELS.sub("", letters))


@lru_cache(maxsize=65536)
def sound_alike(one: str, two: str) -> bool:
    """The two may be one name: equal but for a third of the consonants, or of all letters."""
    first, second = latin(bare_name(one)), latin(bare_name(two))
    longest = max(len(first), len(second))
    if distance(first, second, longest // 3 + 1) <= longest // 3:
        return True
    return any(
        _heard_alike(consonants(one, gliding=glides), consonants(two, gliding=not glides))
        for glides in (True, False)
    )


def _heard_alike(one: str, two: str) -> bool:
    if one[:1] != two[:1]:
        return False
    longer, shorter = (one, two) if len(one) >= len(two) else (two, one)
    if len(shorter) < _FEWEST:
        return shorter != "" and longer in (shorter, shorter + "m")  # "Bauom" is with "Bough"
    # An ending of a case adds a consonant or two to the longer word.
    allowed = len(shorter) // 3
    return any(
        distance(longer[: len(shorter) + extra], shorter, allowed + 1) <= allowed
        for extra in range(min(2, len(longer) - len(shorter)) + 1)
    )


@lru_cache(maxsize=65536)
def is_sounded(one: str, two: str) -> bool:
    """The two may be one name: by their sound, in another language's form, or one country."""
    if sound_alike(one, two) or same_name(one, two):
        return True
    code = country(two)
    return bool(code) and any(country(form) == code for form in _in_cases(one))


def _in_cases(word: str) -> tuple[str, ...]:
    """The word, and what it may be in the nominative: without its ending, or with another."""
    bare = [word[:-cut] for cut in (1, 2) if len(word) - cut >= _INFLECTED - 1]
    return (word, *bare, *(part + ending for part in bare for ending in "aаeеoо"))


def stands_among(name: str, text: str, *, in_cases: bool) -> bool:
    """The name is a word of a text of its own language, with `in_cases` perhaps with an ending."""
    folded = fold(bare_name(name))
    for word in cut_words(text):
        other = fold(bare_name(word.text))
        length = max(_INFLECTED, min(len(folded), len(other)) - 2)
        if folded == other or (in_cases and folded[:length] == other[:length]):
            return True
    return False
