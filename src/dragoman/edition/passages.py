"""A dispatch's text as its pages show it: passages of sentences, each with its original."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup

from dragoman.edition.house import DispatchView
from dragoman.edition.notes import Note, note_writer
from dragoman.edition.tags import Tags, tagged, tags_of
from dragoman.edition.tongue import sentence_gap
from dragoman.edition.words import Words
from dragoman.records import (
    Block,
    BlockKind,
    DeskCopy,
    Extent,
    Origin,
    Segment,
    Translation,
    TranslationUnit,
)

NO_TAGS = Markup("")
# What a mark looks like where two of them meet: the graver one wins.
_GRAVITY = {"": 0, "changed": 1, "doubt": 2, "kept": 3, "left_out": 3}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence under one mark. `numbers` are the notes that end here ("1" or "1, 2").

    `opens` and `closes` are the tags of the mark-up that begins before it and ends after it.
    """

    text: str
    kind: str = ""
    numbers: str = ""
    opens: Markup = NO_TAGS
    closes: Markup = NO_TAGS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence and its original. `anchor` is its id on the page, `gap` what follows it.

    `original` is "" where it may not be shown, `original_html` the same with its mark-up.
    `in_source` is true where the original's words stand in place of a translation.
    """

    anchor: str
    pieces: tuple[Piece, ...]
    original: str
    original_html: Markup = NO_TAGS
    original_gap: str = ""
    gap: str = ""
    in_source: bool = False
    marks: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The published sentence without marks."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class NumberedNote:
    """A note with its number on the page and the sentence it belongs to."""

    number: int
    anchor: str
    note: Note


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of the article with its sentences and their notes."""

    kind: BlockKind
    sentences: tuple[Sentence, ...]
    notes: tuple[NumberedNote, ...] = ()

    @property
    def text(self) -> str:
        """The published block as plain text."""
        return "".join(one.text + one.gap for one in self.sentences).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Everything of a dispatch's text that may be shown."""

    headline: Passage | None
    subhead: Passage | None
    body: tuple[Passage, ...]
    segments: frozenset[str]
    marked: int
    sentences: int
    tally: dict[str, int] = field(default_factory=dict)


def shown_text(view: DispatchView, copy: DeskCopy, words: Words) -> Shown:
    """The passages that the permission lets a reader see, with marks and numbered notes."""
    permission = view.dispatch.permission
    blocks = _shown_blocks(view, extract=permission.extent is Extent.EXTRACT)
    setter = _Setter(view, copy, words, show_original=permission.show_original)
    passages = [
        passage for index, block in blocks if (passage := setter.passage(index, block)) is not None
    ]
    sentences = [one for passage in passages for one in passage.sentences]
    headline = next((p for p in passages if p.kind is BlockKind.HEADLINE), None)
    subhead = next((p for p in passages if p.kind is BlockKind.SUBHEAD), None)
    return Shown(
        headline=headline,
        subhead=subhead,
        body=tuple(p for p in passages if p is not headline and p is not subhead),
        segments=frozenset(one.anchor for one in sentences),
        marked=sum(1 for one in sentences if one.marks),
        sentences=len(sentences),
        tally={
            kind if kind != "kept" or permission.show_original else "left_out": sum(
                1 for one in sentences if kind in one.marks
            )
            for kind in ("changed", "doubt", "kept")
        },
    )


def shown_segments(view: DispatchView) -> frozenset[str]:
    """The ids of the segments that the permission lets a reader see."""
    extract = view.dispatch.permission.extent is Extent.EXTRACT
    shown = {index for index, _ in _shown_blocks(view, extract=extract)}
    return frozenset(one.id for one in view.article.segments if one.block in shown)


def _shown_blocks(view: DispatchView, *, extract: bool) -> list[tuple[int, Block]]:
    """All blocks, or headline and first paragraph of an extract."""
    blocks = list(enumerate(view.article.blocks))
    if not extract:
        return blocks
    first = next((pair for pair in blocks if pair[1].kind is BlockKind.PARAGRAPH), None)
    head = next((pair for pair in blocks if pair[1].kind is BlockKind.HEADLINE), None)
    return [pair for pair in (head, first) if pair is not None]


class _Setter:
    """Sets the passages of one dispatch; counts its notes from 1."""

    def __init__(
        self, view: DispatchView, copy: DeskCopy, words: Words, *, show_original: bool
    ) -> None:
        self._article = view.article
        self._marks = view.marks
        self._words = words
        self._show_original = show_original
        self._writer = note_writer(copy, words, show_original=show_original)
        self._units = {unit.segment: unit for unit in copy.translation.units}
        self._gap = sentence_gap(view.dispatch.language)
        self._segments: dict[int, list[Segment]] = {}
        for segment in view.article.segments:
            self._segments.setdefault(segment.block, []).append(segment)
        self._number = 0

    def passage(self, index: int, block: Block) -> Passage | None:
        """One block as a passage; None when it holds no sentence."""
        segments = self._segments.get(index, [])
        if not segments:
            return None
        sentences: list[Sentence] = []
        notes: list[NumberedNote] = []
        for segment, following in pairwise([*segments, None]):
            if segment is None:  # pairwise never yields it first; told to the type checker
                continue
            gap = "" if following is None else block.text[segment.end : following.start] or " "
            sentences.append(self._sentence(segment, gap, last=following is None, notes=notes))
        return Passage(kind=block.kind, sentences=tuple(sentences), notes=tuple(notes))

    def _sentence(
        self, segment: Segment, gap: str, *, last: bool, notes: list[NumberedNote]
    ) -> Sentence:
        """One sentence; its notes are appended to `notes`."""
        unit = self._units.get(segment.id) or _untold(segment)
        marks = self._marks.get(segment.id, frozenset())
        if unit.origin is Origin.SOURCE or not unit.target.strip():
            marks = marks | {"kept"}
        anchor = anchor_of(segment.id)
        numbered = []
        for note in self._writer.notes(unit, marks) if marks else []:
            self._number += 1
            numbered.append(NumberedNote(self._number, anchor, note))
        notes.extend(numbered)
        in_source = "kept" in marks
        text, shown_source = self._text(unit, in_source=in_source)
        original = self._article.inlines_of(segment) if self._show_original else ()
        inlines = original if shown_source else () if in_source else unit.inlines
        return Sentence(
            anchor=anchor,
            pieces=_pieces(text, numbered, tags_of(text, inlines), in_source=in_source),
            original=unit.source if self._show_original else "",
            original_html=tagged(unit.source, original) if self._show_original else NO_TAGS,
            original_gap=gap,
            gap="" if last else self._gap,
            in_source=shown_source,
            marks=marks,
        )

    def _text(self, unit: TranslationUnit, *, in_source: bool) -> tuple[str, bool]:
        """What stands in the sentence's place, and whether that is the original's words."""
        if not in_source:
            return unit.target, False
        if self._show_original:
            return unit.source, True
        if unit.origin is not Origin.SOURCE and not unit.engine_target.strip():
            return self._words.text("note.missing"), False
        return self._words.text("note.withheld"), False


def _untold(segment: Segment) -> TranslationUnit:
    """Stands in for a unit that a translation should have and has not."""
    return TranslationUnit(
        segment=segment.id,
        source=segment.text,
        target=segment.text,
        engine_target="",
        origin=Origin.SOURCE,
    )


def _pieces(
    text: str, notes: list[NumberedNote], tags: Tags, *, in_source: bool
) -> tuple[Piece, ...]:
    """A sentence cut where marks and mark-up begin and end.

    A note without a place covers the sentence; marks lie inside tags, so that the two never cross.
    """
    spans = [
        (*(note.note.span or (0, len(text))), note.note.kind, note.number)
        if not in_source
        else (0, len(text), "kept", note.number)
        for note in notes
    ]
    if in_source and not notes:
        spans = [(0, len(text), "kept", 0)]
    marks = (cut for start, end, *_ in spans for cut in (start, end))
    cuts = sorted({0, len(text), *marks, *tags.places})
    pieces: list[Piece] = []
    for start, end in pairwise(cuts):
        kinds = [kind for a, b, kind, _ in spans if a <= start and end <= b]
        numbers = ", ".join(str(number) for _, b, _, number in spans if b == end and number)
        kind = max(kinds, key=_GRAVITY.__getitem__, default="")
        closes = tags.after(end, len(text))
        pieces.append(Piece(text[start:end], kind, numbers, tags.before(start), closes))
    return tuple(pieces)


def anchor_of(segment: str) -> str:
    """A segment's id as an HTML id."""
    return re.sub(r"[^A-Za-z0-9_-]", "-", segment) or "s"


def translated_text(translation: Translation, segment_ids: list[str]) -> str:
    """Published targets of some segments in a row, as plain text."""
    units = {unit.segment: unit for unit in translation.units}
    gap = sentence_gap(translation.target_language)
    return gap.join(units[one].target.strip() for one in segment_ids if one in units).strip()
