"""What a publisher lets us do with its copy. Unstated is not granted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Grant(StrEnum):
    """An answer to "may we?". Only `GRANTED` is a yes."""

    GRANTED = "granted"
    UNSTATED = "unstated"
    DENIED = "denied"


class Extent(StrEnum):
    """How much of an article may be republished."""

    FULL = "full"
    EXTRACT = "extract"
    LINK_ONLY = "link-only"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """The admission record of one publisher: who holds the rights and what was granted.

    `licence` is a short name ("CC-BY-4.0", "own", "terms") or empty, `confirmed_by` says who
    confirmed the record ("operator"); an unconfirmed record grants nothing.
    """

    holder: str = ""
    licence: str = ""
    licence_url: str = ""
    terms_url: str = ""
    translate: Grant = Grant.UNSTATED
    republish: Extent = Extent.LINK_ONLY
    show_original: Grant = Grant.UNSTATED
    index: Grant = Grant.UNSTATED
    images: Grant = Grant.UNSTATED
    share_alike: bool = False
    noncommercial: bool = False
    excluded_credits: tuple[str, ...] = ()
    credit_line: str = ""
    expires_on: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What one dispatch may show, and why; every dispatch carries one.

    `reason` is a sentence for people. `translation_licence` is the licence under which the
    translation itself is offered ("" when none can be offered).
    """

    extent: Extent
    translate: bool
    show_original: bool
    index: bool
    reason: str
    licence: str = ""
    licence_url: str = ""
    translation_licence: str = ""
    credit_line: str = ""
