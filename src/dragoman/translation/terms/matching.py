"""Finding a termbase's entries in sentences: one look at every word, however many entries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product

from dragoman.translation.terms.entry import Rule, Term, TermFileError
from dragoman.translation.terms.inflection import ANY, forms_of
from dragoman.translation.terms.neighbourhood import Neighbourhood, Phrase, Words, phrase_of

GAP = 4
"""Words that `...` in a source may stand for at most: "turned the offer down"."""

EVIDENCE = 2
"""Different words of a field that make it evident in an article."""

MOST_FORMS = 200
"""Phrases that may stand for one term at most: three verbs in all their forms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TermUse:
    """An entry met in a sentence at the code points [start, end); `phrases` may stand for it.

    For a `KEEP` they are the sentence's words, and then the entry's where they differ in case.
    """

    term: Term
    start: int
    end: int
    phrases: tuple[str, ...]

    @property
    def is_kept(self) -> bool:
        """True when the source's own words must stand in the translation."""
        return self.term.rule is Rule.KEEP


@dataclass(frozen=True, slots=True)
class _Ready:
    """A phrase of an entry: the words behind its first, its size and its place in the termbase."""

    rest: Phrase
    size: int
    place: int
    term: Term
    around: Neighbourhood
    phrases: tuple[str, ...]
    exact: frozenset[str]


class PairTerms:
    """The entries of a termbase for one pair, indexed by their first word. Immutable.

    `target` is the variant that comes out. Raises `TermFileError` for an entry that makes no sense.
    """

    def __init__(
        self,
        terms: Iterable[Term],
        fields: Mapping[str, Sequence[str]],
        source: str,
        target: str,
        signature: str,
    ) -> None:
        self.signature = signature
        self._source, self._target = source, target
        self._first: dict[str, list[_Ready]] = {}
        self._count = 0
        for place, term in enumerate(terms):
            self._count += 1
            for ready, firsts in self._prepared(term, place):
                for word in firsts:
                    self._first.setdefault(word, []).append(ready)
        for entries in self._first.values():
            entries.sort(key=lambda one: (-one.size, one.place))
        self._evidence: dict[str, list[str]] = {}
        for field, words in fields.items():
            for phrase in words:
                forms = forms_of(phrase[:-1], source, ANY) if phrase.endswith("*") else (phrase,)
                for form in forms:
                    self._evidence.setdefault(form.casefold(), []).append(field)

    def __len__(self) -> int:
        return self._count

    def evident(self, texts: Iterable[str]) -> frozenset[str]:
        """The subject fields that these sentences of one article are evidently about."""
        if not self._evidence:
            return frozenset()
        seen: dict[str, set[str]] = {}
        for text in texts:
            for key in Words.of(text, self._source).keys:
                for field in self._evidence.get(key, ()):
                    seen.setdefault(field, set()).add(key)
        return frozenset(field for field, words in seen.items() if len(words) >= EVIDENCE)

    def read(self, text: str, evident: Collection[str] = ()) -> tuple[TermUse, ...]:
        """The entries that apply in a sentence, from left to right; the longest one counts."""
        words = Words.of(text, self._source)
        uses: list[TermUse] = []
        at = 0
        while at < len(words.keys):
            found = self._at(words, at, evident)
            if found is None:
                at += 1
                continue
            ready, last = found
            if ready.term.rule is not Rule.LEAVE:
                start, end = words.spans[at][0], words.spans[last - 1][1]
                phrases = ready.phrases
                if ready.term.rule is Rule.KEEP:
                    phrases = _spellings(ready.term, text[start:end])
                uses.append(TermUse(term=ready.term, start=start, end=end, phrases=phrases))
            at = last
        return tuple(uses)

    def _at(self, words: Words, at: int, evident: Collection[str]) -> tuple[_Ready, int] | None:
        """The entry that begins at a word and where it ends, or None."""
        for ready in self._first.get(words.keys[at], ()):
            for last in _ends(ready.rest, words.keys, at + 1):
                exact = not ready.exact or " ".join(words.shown[at:last]) in ready.exact
                if exact and ready.around.holds(words, at, last, evident):
                    return ready, last
        return None

    def _prepared(self, term: Term, place: int) -> Iterator[tuple[_Ready, frozenset[str]]]:
        """An entry's phrases with the words that they can begin with."""
        try:
            around = Neighbourhood(term.when, self._source)
        except ValueError as error:
            raise TermFileError(term.where, 0, f"{error}") from error
        phrases = target_phrases(term, self._target)
        for source in term.source:
            parts = phrase_of(source, self._source, term.part_of_speech)
            if not parts or not parts[0] or not parts[-1]:
                raise TermFileError(term.where, 0, f"source {source!r} begins or ends with no word")
            exact = _exact(source, self._source, term) if term.exact_case else frozenset()
            size = sum(1 for part in parts if part)
            yield _Ready(parts[1:], size, place, term, around, phrases, exact), parts[0]


def _spellings(term: Term, words: str) -> tuple[str, ...]:
    """How words that are kept may be written."""
    alike = [one for one in term.source if one.casefold() == words.casefold()]
    return tuple(dict.fromkeys([words, *alike]))


def _ends(rest: Phrase, keys: Sequence[str], at: int) -> Iterator[int]:
    """Where a phrase of which all words but `rest` stand before `at` can end."""
    for step, part in enumerate(rest):
        if not part:
            for skipped in range(GAP + 1):
                yield from _ends(rest[step + 1 :], keys, at + step + skipped)
            return
        if at + step >= len(keys) or keys[at + step] not in part:
            return
    yield at + len(rest)


def target_phrases(term: Term, language: str) -> tuple[str, ...]:
    """Every phrase that may stand for a term, those without `*` first."""
    plain = [phrase for phrase in term.target if "*" not in phrase]
    made = list(plain)
    for phrase in term.target:
        if "*" in phrase:
            made += _inflected(phrase, language, term.part_of_speech)
    return tuple(dict.fromkeys(made))[:MOST_FORMS]


def _inflected(phrase: str, language: str, part_of_speech: str) -> list[str]:
    """A phrase with its marked words in all forms; which agree is for the decoder to know."""
    words = phrase.split()
    forms = [
        forms_of(word.rstrip("*"), language, part_of_speech) if word.endswith("*") else (word,)
        for word in words
    ]
    return [" ".join(row) for row in islice(product(*forms), MOST_FORMS)]


def _exact(source: str, language: str, term: Term) -> frozenset[str]:
    """A source's words, in every form, as they must be written where case counts."""
    return frozenset(
        " ".join(Words.of(one, language).shown)
        for one in _inflected(source, language, term.part_of_speech)
    )
