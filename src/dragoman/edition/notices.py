"""Notices for readers: whose change it was, when, and the words before and after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from dragoman.edition.rewording import reworded
from dragoman.edition.tongue import direction
from dragoman.edition.words import Words
from dragoman.records import Dispatch, Notice, NoticeBy, NoticeKind, TextChange

# Kinds that a corrections page lists; an update is news, not a correction.
CORRECTING = frozenset(
    {
        NoticeKind.CORRECTION,
        NoticeKind.CLARIFICATION,
        NoticeKind.ADVISORY,
        NoticeKind.HOLD,
        NoticeKind.KILL,
    }
)
# Notices whose note is the newsroom's sentence even where the publisher acted.
TAKING_DOWN = frozenset({NoticeKind.HOLD, NoticeKind.KILL})
LONGEST_SENTENCE = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedChange:
    """One changed sentence: in one line of words, and whole, before and after."""

    line: Markup
    text: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedNotice:
    """One notice in the edition's words. `hidden` changes lie in text that is not shown.

    `note` is verbatim, in `note_language` ("" when it is the edition's own).
    """

    kind: str
    title: str
    issued_at: datetime
    version: int
    note: str
    note_language: str
    changes: tuple[PrintedChange, ...]
    hidden: int = 0
    corrects: bool = False


def all_notices(dispatch: Dispatch, versions: Iterable[Dispatch]) -> tuple[Notice, ...]:
    """The notices of all versions, oldest first, each once."""
    found: dict[tuple[str, str, int, datetime, str], Notice] = {}
    for one in (*versions, dispatch):
        for notice in one.notices:
            key = (notice.kind, notice.by, notice.version, notice.issued_at, notice.note)
            found.setdefault(key, notice)
    return tuple(sorted(found.values(), key=lambda notice: (notice.version, notice.issued_at)))


def notice_title(notice: Notice, words: Words) -> str:
    """ "Correction by the publisher", "Correction to this translation" and their kin."""
    return words.text(f"notice.{notice.by.value}.{notice.kind.value}")


def print_notice(
    notice: Notice,
    words: Words,
    *,
    language: str,
    source_language: str,
    shown: frozenset[str] | None,
    show_note: bool,
) -> PrintedNotice:
    """A notice as readers see it. `shown` are the segments on the page (None: all of them).

    A publisher's note is in its own language and shown only where its text may be shown.
    """
    told = [one for one in notice.changes if one.before != one.after]
    changes = [one for one in told if may_show(one, shown)]
    publishers = is_publishers_word(notice)
    return PrintedNotice(
        kind=notice.kind.value,
        title=notice_title(notice, words),
        issued_at=notice.issued_at,
        version=notice.version,
        note=notice.note if show_note or not publishers else "",
        note_language=source_language if publishers and source_language != language else "",
        changes=tuple(
            PrintedChange(
                line=change_line(one, words, language),
                text=change_text(one, words),
                before=one.before,
                after=one.after,
            )
            for one in changes
        ),
        hidden=len(told) - len(changes),
        corrects=notice.kind in CORRECTING,
    )


def is_publishers_word(notice: Notice) -> bool:
    """True when a notice's note was lifted from the publisher's page, in its language."""
    return notice.by is NoticeBy.PUBLISHER and notice.kind not in TAKING_DOWN


def may_show(change: TextChange, shown: frozenset[str] | None) -> bool:
    """True when a change lies in text that a reader may see."""
    return shown is None or (bool(change.segment) and change.segment in shown)


def change_line(change: TextChange, words: Words, language: str) -> Markup:
    """A change said in words: "In “The works ...”: was “19”, now “21”."."""
    key, parts = _told(change)
    return words.html(key, **{name: _quote(text, language) for name, text in parts.items()})


def change_text(change: TextChange, words: Words) -> str:
    """The same in plain text, for feeds."""
    key, parts = _told(change)
    return words.text(
        key,
        **{name: words.text("credit.quoted", text=text.strip()) for name, text in parts.items()},
    )


def _told(change: TextChange) -> tuple[str, dict[str, str]]:
    """Which sentence tells a change, and the words that go into it."""
    if not change.before:
        return "change.added", {"after": change.after}
    if not change.after:
        return "change.removed", {"before": change.before}
    stretches = reworded(change.before, change.after)
    whole = {"before": change.before, "after": change.after}
    if len(stretches) != 1:
        return "change.whole", whole
    one = stretches[0]
    before = change.before[one.before_start : one.before_end]
    after = change.after[one.after_start : one.after_end]
    if len(after) == len(change.after):
        return "change.whole", whole
    sentence = {"sentence": _opening(change.after)}
    if before and after:
        return "change.words", {**sentence, "before": before, "after": after}
    if before:
        return "change.dropped", {**sentence, "before": before}
    return "change.inserted", {**sentence, "after": after}


def _quote(text: str, language: str) -> Markup:
    """Words of the edition as a quotation."""
    return Markup('<q lang="{}" dir="{}">{}</q>').format(
        language, direction(language), text.strip()
    )


def _opening(text: str) -> str:
    """The first words of a sentence, enough to know it by."""
    text = text.strip()
    if len(text) <= LONGEST_SENTENCE:
        return text
    return text[:LONGEST_SENTENCE].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
