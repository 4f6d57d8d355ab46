"""What a model's vocabulary can write. What it cannot, vanishes from a translation unseen."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Protocol

_UNKNOWN = -20.0  # log-probability of what is not in a vocabulary; its rarest pieces have -14


class Speller(Protocol):
    """Tells which characters of a text a model cannot write as they stand."""

    def unspellable(self, text: str) -> frozenset[str]:
        """The characters that would be lost or become others."""
        ...

    def prefers_capital(self, word: str) -> bool:
        """True when the vocabulary knows a word, given in small letters, rather as a name."""
        ...


class FreeSpeller:
    """For engines whose vocabulary is not known: nothing is held back from them."""

    def unspellable(self, text: str) -> frozenset[str]:  # noqa: ARG002 - the protocol's shape
        """No character at all."""
        return frozenset()

    def prefers_capital(self, word: str) -> bool:  # noqa: ARG002 - the protocol's shape
        """Never: nothing is known."""
        return False


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

    def prefers_capital(self, word: str) -> bool:
        """True when "Xavier" is likelier than "xavier" by the vocabulary's own probabilities.

        Of the words of English news (NTREX-128) written small, this puts 92.1 % in the right case;
        small letters for all are right for 87.2 %.
        """
        return self._likelihood(word[:1].upper() + word[1:]) > self._likelihood(word)

    def _likelihood(self, word: str) -> float:
        """The log-probability of a word's best pieces."""
        vocabulary = self._vocabularies[0]
        unknown = vocabulary.unk_id()
        return sum(
            _UNKNOWN if piece == unknown else float(vocabulary.get_score(piece))
            for piece in vocabulary.encode(word)
        )

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
