"""Notes on marked sentences: what the original says, what was expected, what the engine wrote."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from dragoman.edition.rewording import Rewording, reworded
from dragoman.edition.tongue import direction
from dragoman.edition.words import Words
from dragoman.records import (
    DeskCopy,
    Finding,
    Origin,
    Repair,
    SeenOn,
    Severity,
    Span,
    TranslationUnit,
)

# A sentence with more doubts than this is shown with the gravest ones; the rest stand in the JSON.
MOST_NOTES = 4
# So many words of the original in a row count as showing it.
QUOTED_WORDS = 4
LONGEST_QUOTE = 240
OTHER_ENGINE = "second-opinion"  # the check that has no right word to offer, only another reading
# Steps of MQM paths that say less than the name of the check.
TOO_GENERAL = frozenset({
    "mistranslation", "grammar", "punctuation", "entity", "number", "mt-hallucination",
})  # fmt: skip
_TWO_STOPS = re.compile(r"([.!?…。])</q>\.")


@dataclass(frozen=True, slots=True)
class Note:
    """One note. `span` is where it belongs in the published sentence (None: all of it).

    `kind` is "changed", "doubt", "kept" or "left_out"; `lines` are finished sentences.
    """

    kind: str
    span: Span | None
    lines: tuple[Markup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWriter:
    """Writes the notes of one dispatch in the words of its edition.

    `open_by_segment` and `repairs_by_segment` come from the desk copy; with `show_original` False
    no note quotes the original.
    """

    words: Words
    source_language: str
    target_language: str
    show_original: bool
    open_by_segment: dict[str, list[Finding]]
    repairs_by_segment: dict[str, list[Repair]]
    answered_by_segment: dict[str, list[Finding]]

    def notes(self, unit: TranslationUnit, marks: frozenset[str]) -> list[Note]:
        """The notes of one sentence, in the order in which they stand in it."""
        if "kept" in marks or unit.origin is Origin.SOURCE:
            return [self._kept(unit)]
        found: list[Note] = []
        if "changed" in marks:
            found.extend(self._changes(unit))
        if "doubt" in marks:
            found.extend(self._doubts(unit))
        return sorted(found, key=lambda note: note.span or (0, 0))

    def _changes(self, unit: TranslationUnit) -> list[Note]:
        """One note for each repair; one for the whole change when no repair was recorded."""
        repairs = self.repairs_by_segment.get(unit.segment, [])
        if not repairs:
            return [self._change(unit, unit.engine_target, unit.target, None)]
        return [self._change(unit, one.before, one.after, one.finding) for one in repairs]

    def _change(
        self, unit: TranslationUnit, before: str, after: str, finding: Finding | None
    ) -> Note:
        """What the engine wrote and what stands there now."""
        stretch = _outer(reworded(before, after))
        old = before[stretch.before_start : stretch.before_end] if stretch else ""
        new = after[stretch.after_start : stretch.after_end] if stretch else ""
        say = self.words.html
        lines = [self._category(finding)] if finding else []
        if old:
            lines.append(say("note.engine_wrote", text=self._quote(old)))
        elif new:
            lines.append(say("note.engine_nothing"))
        lines.append(say("note.now_reads", text=self._quote(new)) if new else say("note.removed"))
        if finding and self._may_quote(finding.message, unit):
            lines.append(self._message(finding, told=True))
        lines.append(self._original(unit, finding))
        return Note("changed", _place(unit.target, after, stretch), _filled(lines))

    def _doubts(self, unit: TranslationUnit) -> list[Note]:
        """One note for each open finding, gravest first, no message twice."""
        findings = sorted(
            (
                finding
                for finding in self.open_by_segment.get(unit.segment, [])
                if finding.severity is not Severity.NEUTRAL
            ),
            key=lambda finding: (-finding.severity.weight, -finding.confidence),
        )
        found: list[Note] = []
        for finding in findings:
            note = self._doubt(unit, finding)
            if note not in found:
                found.append(note)
        if not found:
            lines = [self.words.html("note.unsure"), self._original(unit, None)]
            return [Note("doubt", None, _filled(lines))]
        return found[:MOST_NOTES]

    def _doubt(self, unit: TranslationUnit, finding: Finding) -> Note:
        """What an open finding says, in the edition's words as far as its parts allow."""
        say = self.words.html
        span = _published_span(unit, finding)
        words = self._original(unit, finding) if finding.source_span else Markup("")
        lines = [self._category(finding), words]
        said = finding.found or (unit.target[slice(*span)] if span else "")
        if said and said != unit.target and self._may_quote(said, unit):
            key = "translation_says" if said in unit.target else "engine_wrote"
            lines.append(say(f"note.{key}", text=self._quote(said)))
        if finding.expected and self._may_quote(finding.expected, unit):
            key = "other_engine" if finding.check == OTHER_ENGINE else "expected"
            lines.append(say(f"note.{key}", text=self._quote(finding.expected)))
        if self._may_quote(finding.message, unit):
            lines.append(self._message(finding, told=len(_filled(lines)) > 1))
        if not _filled(lines):
            lines.append(say("note.unsure"))
        if not words:
            lines.append(self._original(unit, None))
        return Note("doubt", span, _filled(lines))

    def _kept(self, unit: TranslationUnit) -> Note:
        """Why the original's words stand here, and what the engine had made of them."""
        say = self.words.html
        grave = [
            *self.answered_by_segment.get(unit.segment, []),
            *self.open_by_segment.get(unit.segment, []),
        ]
        grave.sort(key=lambda finding: -finding.severity.weight)
        lines = [say("note.kept_why")] if self.show_original else []
        if grave:
            lines.append(self._category(grave[0]))
            if self._may_quote(grave[0].message, unit):
                lines.append(self._message(grave[0], told=False))
        wrote = unit.engine_target
        if wrote and wrote != unit.source and self._may_quote(wrote, unit):
            lines.append(say("note.engine_wrote", text=self._quote(wrote)))
        return Note("kept" if self.show_original else "left_out", None, _filled(lines))

    def _original(self, unit: TranslationUnit, finding: Finding | None) -> Markup:
        """The words of the original that a finding points to, or else the sentence, if allowed."""
        if not self.show_original:
            return Markup("")
        span = finding.source_span if finding else None
        words = unit.source[slice(*_clamped(span, unit.source))].strip() if span else ""
        words = words or unit.source.strip()
        if not words:
            return Markup("")
        quote = Markup('<q lang="{}" dir="{}" translate="no">{}</q>').format(
            self.source_language, direction(self.source_language), _short(words)
        )
        return self.words.html("note.original_says", text=quote)

    def _message(self, finding: Finding, *, told: bool) -> Markup:
        """The desk's own sentence. It is English: elsewhere it fills in for missing parts."""
        message = finding.message.strip()
        if not message or (told and self.words.locale.language != "en"):
            return Markup("")
        message = message if message[-1] in ".!?…”\"'" else f"{message}."
        message = message[:1].upper() + message[1:]
        if self.words.locale.language == "en":
            return Markup("{}").format(_short(message, 400))
        return Markup('<span lang="en" dir="ltr">{}</span>').format(_short(message, 400))

    def _category(self, finding: Finding) -> Markup:
        """The kind of mistake in a word, "" when there is no word for it."""
        word = category_word(finding, self.words)
        return Markup("{}.").format(word) if word else Markup("")

    def _may_quote(self, text: str, unit: TranslationUnit) -> bool:
        """False for a text that would show the original where it may not be shown."""
        return self.show_original or not shares_words(text, unit.source)

    def _quote(self, text: str) -> Markup:
        """Words of the translation as a quotation."""
        return Markup('<q lang="{}" dir="{}">{}</q>').format(
            self.target_language, direction(self.target_language), _short(text)
        )


def note_writer(copy: DeskCopy, words: Words, *, show_original: bool) -> NoteWriter:
    """The writer of one desk copy's notes."""
    return NoteWriter(
        words=words,
        source_language=copy.translation.source_language,
        target_language=copy.translation.target_language,
        show_original=show_original,
        open_by_segment=_by_segment(copy.findings, copy),
        answered_by_segment=_by_segment(copy.answered, copy),
        repairs_by_segment=_repairs_by_segment(copy),
    )


def category_word(finding: Finding, words: Words) -> str:
    """The kind of mistake: the most telling step of its MQM path, the check, or ""."""
    path = [part.strip().lower().replace("_", "-") for part in finding.category.split("/")]
    telling = [part for part in reversed(path) if part not in TOO_GENERAL]
    for part in (*telling, finding.check.strip().lower().replace("_", "-"), *reversed(path)):
        if words.has(f"category.{part}"):
            return words.text(f"category.{part}")
    return ""


def shares_words(text: str, source: str) -> bool:
    """True when `text` holds `QUOTED_WORDS` words of `source` in a row, or all of a short one."""
    said = re.findall(r"\w+", text.casefold())
    original = re.findall(r"\w+", source.casefold())
    length = min(QUOTED_WORDS, len(original))
    if length == 0 or len(said) < length:
        return False
    runs = {tuple(original[i : i + length]) for i in range(len(original) - length + 1)}
    return any(tuple(said[i : i + length]) in runs for i in range(len(said) - length + 1))


def _by_segment(findings: tuple[Finding, ...], copy: DeskCopy) -> dict[str, list[Finding]]:
    """Findings by their segment; those that name only a unit's index are looked up."""
    units = copy.translation.units
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        segment = finding.segment
        if not segment and finding.unit is not None and 0 <= finding.unit < len(units):
            segment = units[finding.unit].segment
        found.setdefault(segment, []).append(finding)
    return found


def _repairs_by_segment(copy: DeskCopy) -> dict[str, list[Repair]]:
    """Repairs by their segment, in the order in which they were made."""
    found: dict[str, list[Repair]] = {}
    for repair in copy.repairs:
        found.setdefault(repair.segment, []).append(repair)
    return found


def _outer(stretches: tuple[Rewording, ...]) -> Rewording | None:
    """One stretch from the first change to the last."""
    if not stretches:
        return None
    first, last = stretches[0], stretches[-1]
    return Rewording(first.before_start, last.before_end, first.after_start, last.after_end)


def _place(target: str, after: str, stretch: Rewording | None) -> Span | None:
    """Where a repair's words stand in the published sentence; None when not one clear place."""
    if stretch is None:
        return None
    start, end = stretch.after_start, stretch.after_end
    if after == target:
        return (start, end) if end > start else None
    words = after[start:end]
    if words and target.count(words) == 1:
        place = target.index(words)
        return (place, place + len(words))
    return None


def _published_span(unit: TranslationUnit, finding: Finding) -> Span | None:
    """A finding's span when it refers to the text that is published."""
    if finding.target_span is None:
        return None
    if finding.on is SeenOn.ENGINE and unit.engine_target != unit.target:
        return None
    start, end = _clamped(finding.target_span, unit.target)
    return (start, end) if end > start else None


def _clamped(span: Span, text: str) -> Span:
    """A span that lies inside its text."""
    start = max(0, min(span[0], len(text)))
    return (start, max(start, min(span[1], len(text))))


def _filled(lines: list[Markup]) -> tuple[Markup, ...]:
    """The lines that say something; a quotation that ends a sentence needs no second full stop."""
    return tuple(Markup(_TWO_STOPS.sub(r"\1</q>", str(line))) for line in lines if line)  # noqa: S704


def _short(text: str, longest: int = LONGEST_QUOTE) -> str:
    """A text cut at a word when it is too long for a note."""
    text = text.strip()
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
