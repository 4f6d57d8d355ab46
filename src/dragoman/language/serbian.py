"""Serbian in its two alphabets: from Cyrillic into Latin letters, which is one to one."""

from __future__ import annotations

_LETTERS = str.maketrans(
    dict(zip("абвгдђежзијклмнопрстћуфхцчш", "abvgdđežzijklmnoprstćufhcčš", strict=True))
    | dict(zip("АБВГДЂЕЖЗИЈКЛМНОПРСТЋУФХЦЧШ", "ABVGDĐEŽZIJKLMNOPRSTĆUFHCČŠ", strict=True))
    | {"љ": "lj", "њ": "nj", "џ": "dž"}
)
_TWO = {"Љ": "LJ", "Њ": "NJ", "Џ": "DŽ"}
"""Capitals that become two letters: both capital only where a neighbour is capital as well."""


def serbian_in_latin(text: str) -> str:
    """The same text with every letter of the Serbian Cyrillic alphabet (Vuk, 1818) in Gaj's Latin.

    Letters of other Cyrillic alphabets stay as they are.
    """
    pieces = []
    for place, letter in enumerate(text):
        two = _TWO.get(letter)
        if two:
            after, before = text[place + 1 : place + 2], text[place - 1 : place] if place else ""
            shouted = after.isupper() or (not after.isalpha() and before.isupper())
            pieces.append(two if shouted else two.capitalize())
        else:
            pieces.append(letter)
    return "".join(pieces).translate(_LETTERS)
