"""One entry of a termbase: words of the source, what may stand for them, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from dragoman.errors import UsageError


class Rule(StrEnum):
    """What an entry asks for."""

    TERM = "term"  # one of the target's phrases must stand in the translation
    KEEP = "keep"  # the source's words must stand in the translation as they are
    LEAVE = "leave"  # nothing; shorter entries inside these words do not apply either


class TermFileError(UsageError):
    """A termbase file that cannot be used: file, line and remedy in one sentence."""

    def __init__(self, where: str, line: int, what: str) -> None:
        super().__init__(f"{where}:{line}: {what}" if line else f"{where}: {what}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Where an entry applies; every part that is not empty must hold.

    `near` and `not_near` are phrases somewhere in the sentence, or within `within` words of the
    term (0: anywhere in it). `fields` are subject fields of the article, one of which must be
    evident. `after` and `before` are words or classes (`@determiner`) of which one must stand
    right before and right behind the term; `not_after`, `not_before` none. `role` is "noun" or
    "verb" where the words around must show the term to be one. `small`: the term's own words must
    begin with small letters, but for the first one of a sentence.
    """

    near: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    within: int = 0
    fields: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    role: str = ""
    small: bool = False


ALWAYS = Condition()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An entry for one direction.

    `source` and `target` are phrases; a word with `*` behind it stands for all its forms as
    `part_of_speech` ("noun", "person", "adjective", "verb", "any") has them, `...` in a source for
    up to four words. `forbid` are phrases that must not stand in the translation. Languages are
    BCP 47 tags; `target_language` is "" for a `KEEP` in every direction. `where` names file and
    line, `shows` is a sentence that has the term, `spares` one in which it must not apply.
    """

    source_language: str
    target_language: str
    source: tuple[str, ...]
    target: tuple[str, ...] = ()
    rule: Rule = Rule.TERM
    part_of_speech: str = "noun"
    when: Condition = field(default=ALWAYS)
    exact_case: bool = False
    forbid: tuple[str, ...] = ()
    where: str = ""
    shows: str = ""
    spares: str = ""
