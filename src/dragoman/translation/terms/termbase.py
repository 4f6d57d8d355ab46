"""A termbase: entries of many files, for every pair, with a signature of what applies to each."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from dragoman.language.codes import base_language, normalise_tag
from dragoman.translation.terms.entry import Rule, Term
from dragoman.translation.terms.matching import PairTerms


class Termbase:
    """Entries in order of precedence, and the words by which subject fields are known.

    `fields` maps (language, field) to words. Immutable and thread-safe.
    """

    def __init__(
        self,
        terms: Sequence[Term] = (),
        fields: Mapping[tuple[str, str], Sequence[str]] | None = None,
    ) -> None:
        self.terms = tuple(terms)
        self.fields = dict(fields or {})
        self._pairs: dict[tuple[str, str], PairTerms | None] = {}
        self._lock = threading.Lock()

    def __add__(self, other: Termbase) -> Termbase:
        """Both; the entries of the first go before those of the second."""
        if not self.terms and not self.fields:
            return other
        fields = {
            key: (*self.fields.get(key, ()), *other.fields.get(key, ()))
            for key in {**self.fields, **other.fields}
        }
        return Termbase((*self.terms, *other.terms), fields)

    def for_pair(self, source: str, target: str) -> PairTerms | None:
        """The entries for one direction, `target` being the variant that comes out; None if none.

        An entry for `pt` holds for every Portuguese, one for `pt-PT` only where that comes out.
        """
        key = (normalise_tag(source), normalise_tag(target))
        with self._lock:
            if key not in self._pairs:
                self._pairs[key] = self._for_pair(*key)
            return self._pairs[key]

    def faults(self) -> list[str]:
        """Sentences about entries whose own examples say otherwise than they do."""
        found = []
        for term in self.terms:
            target = term.target_language or "und"
            only = PairTerms([term], {}, term.source_language, target, "")
            evident = term.when.fields
            if term.shows and not only.read(term.shows, evident) and term.rule is not Rule.LEAVE:
                found.append(f"{term.where}: does not apply in its own example: {term.shows}")
            if term.spares and only.read(term.spares, evident):
                found.append(f"{term.where}: applies where it must not: {term.spares}")
        return found

    def _for_pair(self, source: str, target: str) -> PairTerms | None:
        terms = [term for term in self.terms if _applies(term, source, target)]
        if not terms:
            return None
        base = base_language(source)
        fields = {
            field: words
            for (language, field), words in sorted(self.fields.items())
            if language == base
        }
        known = {name for term in terms for name in term.when.fields}
        fields = {name: words for name, words in fields.items() if name in known}
        return PairTerms(terms, fields, source, target, _signature(terms, fields))


def _applies(term: Term, source: str, target: str) -> bool:
    """Whether an entry is one for this pair."""
    if base_language(term.source_language) not in ("", base_language(source)):
        return False
    wanted = normalise_tag(term.target_language)
    if not wanted:
        return term.rule is not Rule.TERM
    return wanted in (target, base_language(target))


def _signature(terms: Iterable[Term], fields: Mapping[str, Sequence[str]]) -> str:
    """Eight hexadecimal digits that change with anything that the entries ask for."""
    digest = hashlib.sha256()
    for term in terms:
        asked = [getattr(term, name) for name in _ASKED]
        digest.update(repr(asked).encode("utf-8", "backslashreplace"))
    digest.update(repr(sorted(fields.items())).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()[:8]


_ASKED = tuple(one.name for one in fields(Term) if one.name not in ("where", "shows", "spares"))

NO_TERMS = Termbase()
"""A termbase without entries."""
