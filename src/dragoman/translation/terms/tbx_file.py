"""Termbases in TBX: TBX 2008 ("martif") and ISO 30042:2019, categories as attributes or elements.

Each concept's terms answer to each other in every direction. `preferredTerm` goes first, deprecated
and superseded terms are understood and never written. What TBX has no category for may stand in a
`descrip` or `termNote` whose type is `x-` and a column of the CSV form, such as `x-near`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from dragoman.translation.terms.csv_file import MAY, Gathered, one_of, tag, term_of
from dragoman.translation.terms.entry import Rule, TermFileError

ENTRIES = frozenset({"termEntry", "conceptEntry"})
SECTIONS = frozenset({"langSet", "langSec"})
TERM_SECTIONS = frozenset({"tig", "ntig", "termSec"})
CATEGORIES = frozenset({"descrip", "termNote", "admin", "note", "ref", "xref"})
STRUCTURE = (
    ENTRIES | SECTIONS | TERM_SECTIONS | {"termGrp", "descripGrp", "adminGrp", "termNoteGrp"}
)
STRUCTURE |= {"martif", "tbx", "text", "body", "term", "termCompList", "transacGrp"}

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NEVER = ("deprecatedTerm", "supersededTerm", "obsoleteTerm")
_PARTS = {"noun": "noun", "verb": "verb", "adjective": "adjective", "adj": "adjective"}
_EXTRA = tuple(f"x-{name.replace('_', '-')}" for name in MAY)
MOST_DEEP = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """One term of a concept, with the categories that hold for it."""

    words: str
    language: str
    categories: dict[str, str]
    line: int

    @property
    def never_written(self) -> bool:
        """True for a term that is understood and not used."""
        status = self.categories.get("administrativeStatus", "")
        status += self.categories.get("normativeAuthorization", "")
        return any(word in status for word in _NEVER)

    @property
    def order(self) -> int:
        """Preferred terms first."""
        return 0 if "preferred" in self.categories.get("administrativeStatus", "") else 1

    @property
    def marked(self) -> str:
        """The words with the head's forms asked for, where they are a common word or two."""
        part = _PARTS.get(self.categories.get("partOfSpeech", "").casefold(), "")
        plain = self.words.replace("|", " ").replace("*", " ")
        if not part or not plain[:1].islower() or plain.isupper():
            return plain
        words = plain.split()
        head = 0 if part == "verb" or self.language.startswith("pt") else len(words) - 1
        words[head] += "*"
        return " ".join(words)


def read_tbx(path: Path, raw: bytes) -> Gathered:
    """The entries of a TBX file. Raises `TermFileError` naming file, line and remedy.

    Nothing outside the file is read: entities and external definitions are refused or ignored.
    """
    gathered = Gathered()
    seen = False
    for entry in _entries(path, raw):
        seen = True
        names = list(_names(path, entry))
        for name in names:
            for others in _by_language(names, name.language).values():
                _add(path, gathered, name, others)
    if not seen:
        raise TermFileError(str(path), 0, "has no termEntry or conceptEntry: is it a TBX file?")
    return gathered


def _entries(path: Path, raw: bytes) -> Iterator[etree._Element]:
    """The concepts of a file, one at a time, each forgotten when the next is asked for."""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(raw),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if _local(element) in ENTRIES:
                yield element
                element.clear()
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise TermFileError(str(path), line, f"broken XML ({error.msg}): mend this line") from error


def _local(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _line(element: etree._Element) -> int:
    """Where an element stands in its file; 0 where that is not known."""
    line = element.sourceline
    return line if isinstance(line, int) else 0


def _words(element: etree._Element) -> str:
    """The words in an element and below."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _names(path: Path, entry: etree._Element) -> Iterator[_Name]:
    """The terms of a concept."""
    above = _categories(entry)
    for section in entry:
        if _local(section) not in SECTIONS:
            continue
        line = _line(section)
        written = section.get(_LANGUAGE) or section.get("lang") or ""
        try:
            language = tag(written, "xml:lang")
        except ValueError as error:
            raise TermFileError(str(path), line, str(error)) from error
        here = above | _categories(section)
        for below in section:
            if _local(below) not in TERM_SECTIONS:
                continue
            term = next((one for one in below.iter() if _local(one) == "term"), None)
            words = _words(term) if term is not None else ""
            if any(one.tag is etree.Entity for one in below.iter()):
                what = "uses an entity that is not built into XML: write its characters"
                raise TermFileError(str(path), _line(below), what)
            if words:
                categories = here | _categories(below)
                yield _Name(words=words, language=language, categories=categories, line=line)


def _categories(element: etree._Element) -> dict[str, str]:
    """Categories right inside an element or in its groups: by attribute (DCA) or by name (DCT)."""
    found: dict[str, str] = {}
    waiting = [(child, 0) for child in element]
    while waiting:
        child, depth = waiting.pop(0)
        name = _local(child)
        if name.endswith("Grp") and depth < MOST_DEEP:
            waiting += [(below, depth + 1) for below in child]
        elif name in CATEGORIES and child.get("type"):
            found[str(child.get("type"))] = _words(child)
        elif name and name not in STRUCTURE | CATEGORIES:
            found[name] = _words(child)
    return found


def _by_language(names: list[_Name], but: str) -> dict[str, list[_Name]]:
    """Terms that may be written, by language, in order of preference."""
    grouped: dict[str, list[_Name]] = {}
    for name in sorted(names, key=lambda one: one.order):
        if name.language.split("-")[0] != but.split("-")[0] and not name.never_written:
            grouped.setdefault(name.language, []).append(name)
    return grouped


def _add(path: Path, gathered: Gathered, name: _Name, others: list[_Name]) -> None:
    """The entry that makes one term of a concept ask for those of another language."""
    asked = {
        key.removeprefix("x-").replace("-", "_"): value
        for key, value in name.categories.items()
        if key in _EXTRA
    }
    row = {
        "field": name.categories.get("subjectField", ""),
        "pos": _PARTS.get(name.categories.get("partOfSpeech", "").casefold(), ""),
        **asked,
        "source": name.marked,
        "to": others[0].language,
        "target": "|".join(other.marked for other in others),
    }
    try:
        row["rule"] = one_of(row.get("rule", ""), "x-rule", [one.value for one in Rule]) or "term"
        term = term_of(row, name.language, f"{path.name}:{name.line}")
    except ValueError as error:
        raise TermFileError(str(path), name.line, str(error)) from error
    if term.rule is Rule.KEEP:
        term = replace(term, target=())
    gathered.terms.append(term)
