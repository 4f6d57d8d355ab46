"""TMX 1.4: translation memories of other programs in, ours out. Nothing outside a file is read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from dragoman import __version__
from dragoman.errors import UsageError, WorldError
from dragoman.language.cleaning import clean_text
from dragoman.language.codes import base_language, normalise_tag
from dragoman.records import KeptPair

LONGEST = 20_000
"""Characters of a segment; longer ones are no sentences and are counted as skipped."""

MOST_BYTES = 2_000_000_000

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Inline elements that hold another program's codes, which are no words."""


@dataclass(slots=True)
class PairCount:
    """How many pairs a file gave, and why others were passed over, by reason."""

    taken: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True, kw_only=True)
class TmxUnit:
    """A sentence and its translation on their way out; `properties` become `prop` elements."""

    id: str
    source_language: str
    target_language: str
    source: str
    target: str
    changed_at: datetime
    by: str
    properties: tuple[tuple[str, str], ...] = ()


def read_tmx(path: Path, count: PairCount) -> Iterator[KeptPair]:
    """The pairs of a TMX file, one at a time; `count` says what was taken and what not.

    A unit answers from its `srclang` (the header's where it has none, every language where that is
    `*all*`) into each of its other languages. Raises `UsageError` naming file, line and remedy for
    what is no TMX, `WorldError` for a file that cannot be read.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WorldError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: split it")
        with path.open("rb") as stream:
            yield from _pairs(path, stream, count)
    except FileNotFoundError as error:
        raise WorldError(f"{path} is not there: check the name") from error
    except IsADirectoryError as error:
        raise UsageError(f"{path} is a folder: name a file in it") from error
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror}") from error
    except etree.XMLSyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        what = f"broken XML ({error.msg}): mend this line; pairs before it were taken"
        raise UsageError(f"{where}: {what}") from error


def _pairs(path: Path, stream: Any, count: PairCount) -> Iterator[KeptPair]:
    """Pairs from an open file; elements are forgotten once they are read."""
    general, root = "", ""
    for event, element in etree.iterparse(
        stream,
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    ):
        if not root:
            root = str(element.tag)
            if root != "tmx":
                raise UsageError(f"{path}: begins with <{root[:40]}>, not <tmx>: is it a TMX file?")
        if event == "start":
            continue
        if element.tag == "header":
            general = element.get("srclang", "")
        elif element.tag == "tu":
            yield from _of_unit(path, element, element.get("srclang", general), count)
            element.clear()
            _forget_before(element)


def _forget_before(element: etree._Element) -> None:
    """Take what was read before an element out of the tree, so that memory does not grow."""
    above = element.getparent()
    while above is not None and element.getprevious() is not None:
        del above[0]


def _of_unit(
    path: Path, unit: etree._Element, source_tag: str, count: PairCount
) -> Iterator[KeptPair]:
    """The pairs of one unit, from its source language into its others."""
    variants = [(element, _language(element)) for element in unit.iterchildren("tuv")]
    texts = {}
    for element, language in variants:
        text = _text(element.find("seg"))
        reason = _fault(language, text)
        if text is None or reason:
            count.skipped[reason] += 1
        else:
            texts[language] = (text, element)
    everything = source_tag.casefold() == "*all*"
    wanted = base_language(source_tag)
    sources = [one for one in texts if everything or (wanted and base_language(one) == wanted)]
    if texts and not sources:
        count.skipped["no segment in the unit's source language"] += 1
    for source in sources:
        for target, (text, element) in texts.items():
            if base_language(target) == base_language(source):
                continue
            count.taken += 1
            yield KeptPair(
                source_language=source,
                target_language=target,
                source=texts[source][0],
                target=text,
                creator=_said(element, unit, "changeid") or _said(element, unit, "creationid"),
                changed_on=_said(element, unit, "changedate")
                or _said(element, unit, "creationdate"),
                memory=path.name,
            )


def _language(variant: etree._Element) -> str:
    return normalise_tag(variant.get(_LANGUAGE) or variant.get("lang") or "")


def _said(variant: etree._Element, unit: etree._Element, name: str) -> str:
    """An attribute of a variant, or else of its unit."""
    return " ".join((variant.get(name) or unit.get(name) or "").split())[:200]


def _fault(language: str, text: str | None) -> str:
    """Why a variant cannot be used, "" where it can."""
    if not language:
        return "no language, or none that is known"
    if text is None:
        return "an entity that is not built into XML"
    if not text:
        return "no text"
    return f"longer than {LONGEST} characters" if len(text) > LONGEST else ""


def _text(segment: etree._Element | None) -> str | None:
    """The words of a segment without other programs' codes; None where an entity is in it."""
    if segment is None:
        return ""
    parts: list[str] = [segment.text or ""]
    for child in segment.iterchildren():
        if child.tag is etree.Entity:
            return None
        if child.tag not in _CODES and child.tag != "sub":
            inner = _text(child)
            if inner is None:
                return None
            parts.append(inner)
        parts.append(child.tail or "")
    return " ".join(clean_text("".join(parts)).split())


def write_tmx(stream: Any, units: Iterable[TmxUnit], *, made_at: datetime) -> int:
    """Write units as TMX 1.4 to a binary stream; gives their number.

    The header says that any language may be the source, and every unit states its own.
    """
    written = 0
    with etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
        with xml.element("tmx", version="1.4"):
            xml.write("\n")
            xml.write(_header(made_at), pretty_print=True)
            with xml.element("body"):
                xml.write("\n")
                for unit in units:
                    xml.write(_element(unit), pretty_print=True)
                    written += 1
    return written


def _header(made_at: datetime) -> etree._Element:
    return etree.Element(
        "header",
        {
            "creationtool": "dragoman",
            "creationtoolversion": __version__,
            "segtype": "sentence",
            "o-tmf": "dragoman",
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
            "creationdate": f"{made_at:%Y%m%dT%H%M%SZ}",
        },
    )


def _element(unit: TmxUnit) -> etree._Element:
    """A unit as a `tu` element."""
    changed = f"{unit.changed_at:%Y%m%dT%H%M%SZ}"
    made = etree.Element("tu", {"tuid": _printable(unit.id), "srclang": unit.source_language})
    for name, value in unit.properties:
        etree.SubElement(made, "prop", {"type": name}).text = _printable(value)
    for language, text in (
        (unit.source_language, unit.source),
        (unit.target_language, unit.target),
    ):
        variant = etree.SubElement(made, "tuv", {_LANGUAGE: language})
        if language == unit.target_language:
            variant.set("creationid", _printable(unit.by))
            variant.set("creationdate", changed)
        etree.SubElement(variant, "seg").text = _printable(text)
    return made


def _printable(text: str) -> str:
    """A text without what XML 1.0 has no place for."""
    return "".join(char if _allowed(ord(char)) else "\ufffd" for char in text)


def _allowed(code: int) -> bool:
    if code < 0x20:
        return code in (0x9, 0xA, 0xD)
    return not (0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))
