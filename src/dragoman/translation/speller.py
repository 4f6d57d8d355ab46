"""What a model's vocabulary can write. What it cannot, vanishes from a translation unseen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Protocol


class Speller(Protocol):
    """Tells which characters of a text a model cannot write as they stand."""

    def unspellable(self, text: str) -> frozenset[str]:
        """The characters that would be lost or become others."""
        ...


class FreeSpeller:
    """For engines whose vocabulary is not known: nothing is held back from them."""

    def unspellable(self, text: str) -> frozenset[str]:  # noqa: ARG002 - the protocol's shape
        """No character at all."""
        return frozenset()


class PieceSpeller:
    """Asks the SentencePiece vocabularies of a model; each character is asked about once.

    Both sides must be able to write a character for it to come through, so a model with two
    vocabularies is asked twice. Thread-safe: answers are only ever added.
    """

    def __init__(self, source_vocab: Path, target_vocab: Path | None = None) -> None:
        from sentencepiece import SentencePieceProcessor

        paths = dict.fromkeys([source_vocab, target_vocab or source_vocab])
        self._vocabularies = [SentencePieceProcessor(model_file=str(path)) for path in paths]
        self._known: set[str] = set(" ")
        self._unknown: set[str] = set()

    def unspellable(self, text: str) -> frozenset[str]:
        """The characters that become <unk> or another character, such as "ć" or "²"."""
        letters = set(text)
        for char in letters - self._known - self._unknown:
            (self._known if self._writes(char) else self._unknown).add(char)
        return frozenset(letters & self._unknown)

    def _writes(self, char: str) -> bool:
        """True when every vocabulary gives the character back."""
        if char.isspace():
            return True
        for vocabulary in self._vocabularies:
            pieces = vocabulary.encode(char)
            if vocabulary.unk_id() in pieces or vocabulary.decode(pieces).strip() != char:
                return False
        return True


@lru_cache(maxsize=64)
def speller_of(source_vocab: Path, target_vocab: Path) -> PieceSpeller:
    """The speller of a model's vocabulary files, loaded once a process."""
    return PieceSpeller(source_vocab, target_vocab)
