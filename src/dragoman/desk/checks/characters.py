"""Characters that deceive: invisible ones, reversed text, letters of another script in a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dragoman.desk.check import DocumentView, UnitView, note
from dragoman.language.scripts import script_of_letter
from dragoman.language.words import cut_words
from dragoman.records import Finding

# Marks of direction, zero-width characters, tags, and the sign for a character that was lost.
_UNSAFE = re.compile("[\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff\ufffd\U000e0000-\U000e007f]")
_ALIKE = frozenset(("Latin", "Cyrillic", "Greek"))  # scripts whose letters pass for one another


class CharactersCheck:
    """Finds characters in the translation that its original does not have and no reader sees.

    These are marks that turn the direction of text, zero-width characters, the sign for a lost
    character, and words that mix Latin, Cyrillic and Greek letters. Confidence is 0.95, by hand:
    sound text has none. Not good for look-alike letters within one script.
    """

    name = "characters"
    category = "linguistic-conventions/character-encoding"
    languages: frozenset[str] = frozenset()

    def run(self, document: DocumentView) -> Iterable[Finding]:
        """Findings of every open unit."""
        for unit in document.open_units():
            yield from self._run_unit(unit)

    def _run_unit(self, unit: UnitView) -> Iterator[Finding]:
        if unit.target.isascii():
            return
        known = set(_UNSAFE.findall(unit.source))
        for match in _UNSAFE.finditer(unit.target):
            if match.group() not in known:
                yield note(
                    self, unit,
                    f"An unseen character stands here (U+{ord(match.group()):04X}) that the "
                    "original does not have.",
                    target_span=match.span(), found=match.group(), confidence=0.95,
                )  # fmt: skip
                return
        for word in cut_words(unit.target):
            scripts = {script_of_letter(letter) for letter in word.text if letter.isalpha()}
            if len(scripts & _ALIKE) > 1 and word.text not in unit.source:
                yield note(
                    self, unit, f"The word {word.text!r} mixes letters of two scripts.",
                    target_span=(word.start, word.end), found=word.text, confidence=0.95,
                )  # fmt: skip
