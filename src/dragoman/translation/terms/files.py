"""Termbase files of any form, read into one termbase."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from dragoman.errors import WorldError
from dragoman.translation.terms.csv_file import MOST_BYTES, read_csv
from dragoman.translation.terms.entry import Term, TermFileError
from dragoman.translation.terms.tbx_file import read_tbx
from dragoman.translation.terms.termbase import Termbase

HOUSE = Path(__file__).with_name("house")
"""The folder of the termbase for news language that comes with the program."""


@cache
def house_terms() -> Termbase:
    """The entries for news language that come with the program, Portuguese and English.

    Written for the project from what small engines get wrong; each entry has a sentence that shows
    it and one in which it must not apply. A newsroom's own entries go before it:
    `own + house_terms()`.
    """
    return load_termbase(sorted(HOUSE.glob("*.csv")))


def load_termbase(paths: Sequence[Path]) -> Termbase:
    """The termbase of these files (`.csv`, `.tsv`, `.tbx`, `.xml`), earlier ones going first.

    Raises `TermFileError` (a `UsageError`) naming file, line and remedy for what cannot be used,
    `WorldError` for a file that cannot be read. A field of a TBX entry is a condition only where
    a line of a CSV file says by which words the field is known.
    """
    terms: list[Term] = []
    fields: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        is_csv = path.suffix.casefold() in (".csv", ".tsv", ".txt")
        gathered = read_csv(path, _bytes(path)) if is_csv else read_tbx(path, _bytes(path))
        terms += gathered.terms
        for key, words in gathered.fields.items():
            fields.setdefault(key, []).extend(words)
    known = {name for _, name in fields}
    made = Termbase([_with_known_fields(term, known) for term in terms], fields)
    for pair in {(term.source_language, term.target_language or "und") for term in terms}:
        made.for_pair(*pair)  # an entry that makes no sense is refused now, not in an article
    return made


def _with_known_fields(term: Term, known: set[str]) -> Term:
    """An entry of CSV must name known fields; one of TBX is asked for those that are."""
    unknown = [name for name in term.when.fields if name not in known]
    if not unknown:
        return term
    if ".tbx:" in term.where or ".xml:" in term.where:
        kept = tuple(name for name in term.when.fields if name in known)
        return replace(term, when=replace(term.when, fields=kept))
    what = (
        f"nothing says by which words the field {unknown[0]!r} is known: add a line of rule field"
    )
    raise TermFileError(term.where, 0, what)


def _bytes(path: Path) -> bytes:
    """A file's contents."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise WorldError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB: split it")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise WorldError(f"{path} is not there: check the settings under [terms]") from error
    except OSError as error:
        raise WorldError(f"{path} cannot be read: {error.strerror}") from error
