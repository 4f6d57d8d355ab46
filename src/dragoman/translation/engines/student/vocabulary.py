"""SentencePiece vocabularies: text to pieces with their character offsets, and pieces to text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import sentencepiece

from dragoman.translation.engines.student.problem import BrokenModelError

END = 0  # `</s>` in every Marian student
UNKNOWN = 1  # `<unk>`
SPACE = "\u2581"  # how SentencePiece writes a space

# Half of a character: not text for any encoder, so it is read as the replacement character.
_LONE = re.compile("[\ud800-\udfff]")

Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text as pieces: ids without END, and for each its code points [start, end) in the text.

    Pieces of one word follow each other; `starts_word` tells where the next word begins.
    """

    ids: tuple[int, ...]
    offsets: Offsets
    starts_word: tuple[bool, ...]

    def within(self, span: tuple[int, int]) -> list[int]:
        """The numbers of the pieces that have code points of [start, end)."""
        return [
            place
            for place, (start, end) in enumerate(self.offsets)
            if start < span[1] and end > span[0]
        ]


def scrub(text: str) -> str:
    """The text with each half of a character replaced by U+FFFD; offsets stay as they are."""
    return _LONE.sub("\ufffd", text)


class Vocabulary:
    """One side's pieces. Thread-safe: SentencePiece models are read-only after loading."""

    def __init__(self, path: Path, words: int) -> None:
        self.path = path
        try:
            self._model = sentencepiece.SentencePieceProcessor(model_proto=path.read_bytes())
            size = self._model.get_piece_size()
        except (OSError, RuntimeError, ValueError) as error:
            reason = f"is not a readable SentencePiece model ({type(error).__name__})"
            raise BrokenModelError(path, reason) from error
        if size != words:
            raise BrokenModelError(path, f"has {size} pieces where the model has {words}")
        if (self._model.piece_to_id("</s>"), self._model.unk_id()) != (END, UNKNOWN):
            raise BrokenModelError(path, "does not number </s> 0 and <unk> 1")

    def ids(self, text: str) -> list[int]:
        """The text's piece ids, without END."""
        return list(self._model.encode(scrub(text), out_type=int))

    def ids_inside(self, text: str) -> list[int]:
        """The text's piece ids right behind a hyphen; none where these cannot be told apart."""
        ids = self.ids(f"-{text}")
        glued = len(ids) > 1 and self.spell(ids[0]) == f"{SPACE}-" and UNKNOWN not in ids
        return ids[1:] if glued else []

    def pieces(self, text: str) -> Pieces:
        """The text's pieces with their offsets into exactly this text.

        A span covers the piece's visible letters only, not the space before it.
        """
        mapped = self._model.encode(scrub(text), return_type="offset_mapping")
        spans: list[tuple[int, int]] = []
        starts: list[bool] = []
        for piece, (start, end) in zip(mapped["pieces"], mapped["offsets"], strict=True):
            begin = min(max(int(start), 0), len(text))
            stop = min(max(int(end), begin), len(text))
            while begin < stop and text[begin].isspace():
                begin += 1
            spans.append((begin, stop))
            starts.append(str(piece).startswith(SPACE) or not starts)
        return Pieces(
            ids=tuple(int(one) for one in mapped["ids"]),
            offsets=tuple(spans),
            starts_word=tuple(starts),
        )

    def text(self, ids: Sequence[int]) -> str:
        """The text of pieces; END and UNKNOWN are left out, since neither has letters."""
        return str(self._model.decode([one for one in ids if one not in (END, UNKNOWN)]))

    def spell(self, one: int) -> str:
        """How one piece is written, with SPACE for a space."""
        return str(self._model.id_to_piece(int(one)))
