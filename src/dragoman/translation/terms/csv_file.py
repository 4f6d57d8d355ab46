"""Termbases in CSV: a line an entry, columns by name in the first line."""

from __future__ import annotations

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.language.codes import normalise_tag
from dragoman.translation.terms.entry import Condition, Rule, Term, TermFileError
from dragoman.translation.terms.inflection import ANY, PARTS_OF_SPEECH

MUST = ("from", "source")
MAY = (
    *("to", "target", "rule", "pos", "as", "case", "forbid"),
    *("near", "not_near", "within", "field", "after", "before", "not_after", "not_before"),
    *("shows", "spares", "note"),
)
FIELD = "field"
"""The rule of a line that gives the words by which a subject field is known."""

MOST_BYTES = 50_000_000
LONGEST_CELL = 20_000


@dataclass(slots=True)
class Gathered:
    """What a file gave: entries in order, and words of subject fields by (language, field)."""

    terms: list[Term] = field(default_factory=list)
    fields: dict[tuple[str, str], list[str]] = field(default_factory=dict)


def read_csv(path: Path, raw: bytes) -> Gathered:
    """The entries of a CSV file, separated by commas, semicolons or tabs; UTF-8.

    Raises `TermFileError` naming file and line for whatever cannot be used.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise TermFileError(str(path), line, "is not UTF-8 text: save the file as UTF-8") from error
    gathered = Gathered()
    for line, row in _rows(path, text):
        where = f"{path.name}:{line}"
        try:
            _gather(row, where, gathered)
        except ValueError as error:
            raise TermFileError(str(path), line, str(error)) from error
    return gathered


def _rows(path: Path, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Line numbers and cells by column; empty lines and those that begin with # are passed over."""
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    columns: list[str] = []
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells) or cells[0].lstrip().startswith("#"):
                continue
            if not columns:
                columns = _columns(path, reader.line_num, cells)
                continue
            if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
                what = f"{len(cells)} cells for {len(columns)} columns"
                what += f": put a cell that has a {separator!r} in it in quotes"
                raise TermFileError(str(path), reader.line_num, what)
            row = {name: cell.strip() for name, cell in zip(columns, cells, strict=False)}
            yield reader.line_num, row
    except csv.Error as error:
        what = f"{error}: check the quotation marks of this line"
        raise TermFileError(str(path), reader.line_num, what) from error
    if not columns:
        raise TermFileError(
            str(path), 1, f"is empty: begin with a line of columns, {','.join(MUST)},..."
        )


def _columns(path: Path, line: int, cells: Sequence[str]) -> list[str]:
    """The names in the first line."""
    names = [cell.strip().casefold() for cell in cells]
    for name in names:
        if name and name not in (*MUST, *MAY):
            near = difflib.get_close_matches(name, (*MUST, *MAY), 1)
            hint = f"did you mean {near[0]!r}?" if near else f"known: {', '.join((*MUST, *MAY))}"
            raise TermFileError(str(path), line, f"unknown column {name!r}; {hint}")
    for name in MUST:
        if name not in names:
            raise TermFileError(
                str(path), line, f"the column {name!r} is missing: add it to this line"
            )
    return names


def _gather(row: Mapping[str, str], where: str, gathered: Gathered) -> None:
    """One line. Raises ValueError saying what is wrong with it."""
    if any(len(cell) > LONGEST_CELL for cell in row.values()):
        raise ValueError(f"a cell has more than {LONGEST_CELL} characters: split the entry")
    source, rule = split(row["source"]), row.get("rule", "").casefold() or Rule.TERM.value
    language = tag(row["from"], "from")
    if not source:
        raise ValueError("the column 'source' is empty: write the words that the entry is about")
    if rule == FIELD:
        words = split(row.get("target", ""))
        if not words:
            raise ValueError("a field needs words in 'target' by which it is known")
        gathered.fields.setdefault((language, source[0]), []).extend(words)
        return
    gathered.terms.append(term_of({**row, "rule": rule}, language, where))


def term_of(row: Mapping[str, str], language: str, where: str) -> Term:
    """An entry from its cells. Raises ValueError saying what is wrong with them."""
    rule = one_of(row.get("rule", ""), "rule", (*(one.value for one in Rule), FIELD))
    to = row.get("to", "")
    target = split(row.get("target", ""))
    if rule == Rule.TERM.value and not target:
        raise ValueError("the column 'target' is empty: write what must stand in the translation")
    if rule == Rule.TERM.value and not to:
        raise ValueError("the column 'to' is empty: write the language of the target")
    within = row.get("within", "")
    if within and not within.isdecimal():
        raise ValueError(f"within {within!r}: write a number of words, such as 5")
    case = one_of(row.get("case", ""), "case", ("yes", "no", "small"))
    return Term(
        source_language=language,
        target_language=tag(to, "to") if to else "",
        source=split(row["source"]),
        target=target,
        rule=Rule(rule),
        part_of_speech=one_of(row.get("pos", ""), "pos", (*PARTS_OF_SPEECH, ANY)) or "noun",
        when=Condition(
            near=split(row.get("near", "")),
            not_near=split(row.get("not_near", "")),
            within=int(within or 0),
            fields=split(row.get("field", "")),
            after=split(row.get("after", "")),
            before=split(row.get("before", "")),
            not_after=split(row.get("not_after", "")),
            not_before=split(row.get("not_before", "")),
            role=one_of(row.get("as", ""), "as", ("noun", "verb")),
            small=case == "small",
        ),
        exact_case=case == "yes",
        forbid=split(row.get("forbid", "")),
        where=where,
        shows=row.get("shows", ""),
        spares=row.get("spares", ""),
    )


def split(cell: str) -> tuple[str, ...]:
    """The alternatives in a cell, written with `|` between them."""
    return tuple(" ".join(part.split()) for part in cell.split("|") if part.strip())


def tag(cell: str, column: str) -> str:
    """A language tag in its normal form."""
    normal = normalise_tag(cell)
    if not normal:
        raise ValueError(f"{column} {cell!r} is no language tag: write for instance en, pt, pt-BR")
    return normal


def one_of(cell: str, column: str, known: Sequence[str]) -> str:
    """A word of a small set, or ""."""
    word = cell.strip().casefold()
    if word and word not in known:
        raise ValueError(f"{column} {cell!r} is unknown: write one of {', '.join(known)}")
    return word
