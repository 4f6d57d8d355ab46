"""How a word sounds, roughly: for seeing that a name or loan is the same in another language.

"Џастин", "Džastin" and "Justin" are heard alike, as are "universitet" and "university". Vowels
after the first letter say little and are left out. The tables are by hand, after the alphabets.
"""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.language.words import fold

_ONE_FOR_ONE = dict(
    zip("абвгдежзијклмнопрстуфхцчшѓђћйыэіґ", "abvgdežzijklmnoprstufhcčšđđćjieig", strict=True)
)
_FROM_CYRILLIC = _ONE_FOR_ONE | {
    "ќ": "ć", "ѕ": "dz", "щ": "š", "ъ": "", "ь": "", "ю": "ju", "я": "ja", "є": "je", "ї": "ji",
    "љ": "lj", "њ": "nj", "џ": "dž",
}  # fmt: skip
_ALIKE = (
    ("dž", "j"), ("đ", "j"), ("sch", "s"), ("tch", "c"), ("ch", "h"), ("sh", "s"), ("ph", "f"),
    ("th", "t"), ("ck", "k"), ("qu", "k"), ("gh", "g"), ("kh", "h"), ("wh", "v"), ("w", "v"),
    ("x", "ks"), ("q", "k"), ("č", "h"), ("ć", "h"), ("š", "s"), ("ž", "j"), ("ç", "s"),
    ("z", "s"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_SOFT_C = re.compile(r"c(?=[eiy])")
_SILENT = re.compile(r"[aeiouh'’\-]")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = "aeiou"


@lru_cache(maxsize=65536)
def in_latin(word: str) -> str:
    """A word in small letters, Cyrillic ones in Latin; other scripts stay as they are."""
    return "".join(_FROM_CYRILLIC.get(letter, letter) for letter in word.lower())


@lru_cache(maxsize=65536)
def sounds(word: str) -> str:
    """A word's first sound and its consonants, made alike across European spellings."""
    form = _SOFT_C.sub("s", in_latin(word).removesuffix("'s").removesuffix("’s"))
    for spelling, sound in _ALIKE:
        form = form.replace(spelling, sound)
    form = fold(form).replace("c", "k")
    begins = form[:1]
    rest = _DOUBLED.sub(r"\1", _SILENT.sub("", form))
    if begins and begins in _VOWELS:
        return "a" + rest
    return begins + (rest[1:] if rest[:1] == begins else rest)


def sound_alike(one: str, two: str) -> bool:
    """True for words whose beginnings sound alike as far as the same name's do."""
    first, second = sounds(one), sounds(two)
    shortest = min(len(first), len(second))
    if shortest < 2:
        same = fold(in_latin(one))[:3] == fold(in_latin(two))[:3]
        return same and first == second and min(len(one), len(two)) > 2
    if shortest == 2:
        as_long = abs(len(first) - len(second)) <= 1 and abs(len(one) - len(two)) <= 3
        return as_long and first[:2] == second[:2]
    reach = 3 if shortest < 5 else 4
    return first[:reach] == second[:reach]
