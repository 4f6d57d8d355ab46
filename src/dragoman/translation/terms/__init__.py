"""The termbase: which words the house wants, where, and how an engine is held to them."""

from dragoman.translation.terms.enforcing import (
    demands_of,
    held_terms,
    missed_note,
    translate_with_terms,
)
from dragoman.translation.terms.entry import Rule, Term, TermFileError
from dragoman.translation.terms.files import house_terms, load_termbase
from dragoman.translation.terms.matching import PairTerms, TermUse
from dragoman.translation.terms.termbase import NO_TERMS, Termbase

__all__ = [
    "NO_TERMS",
    "PairTerms",
    "Rule",
    "Term",
    "TermFileError",
    "TermUse",
    "Termbase",
    "demands_of",
    "held_terms",
    "house_terms",
    "load_termbase",
    "missed_note",
    "translate_with_terms",
]
