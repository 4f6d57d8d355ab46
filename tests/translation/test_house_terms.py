"""Every entry of the house's termbase applies where it says and holds back where it says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

import pytest

from dragoman.translation import Engines, Guard, Model, Rendered, find_models, render_sentences
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.terms import PairTerms, Rule, Term, TermUse, house_terms
from dragoman.translation.terms.neighbourhood import Words

DIRECTIONS = (("en", "pt"), ("pt", "en"))
VARIANTS = {"pt": "pt-BR", "en": "en"}
TERMS = house_terms().terms
FILES = {
    file: tuple(terms) for file, terms in groupby(TERMS, key=lambda term: term.where.split(":")[0])
}
STEM = 3
"""Letters by which words look alike."""
SAMPLE = 40
"""Entries a direction that are tried with the real engine."""

HELD = 0.9
"""Share of the sample that must come out with its term."""


def pair_terms(source: str, target: str) -> PairTerms | None:
    return house_terms().for_pair(source, VARIANTS[target])


def of_direction(source: str, target: str) -> list[Term]:
    return [t for t in TERMS if (t.source_language, t.target_language[:2]) == (source, target)]


def uses_of(term: Term, text: str) -> list[TermUse]:
    """What the whole termbase does in a sentence, where this entry's field is evident."""
    terms = pair_terms(term.source_language, term.target_language)
    assert terms is not None
    return list(terms.read(text, term.when.fields))


@pytest.mark.parametrize("file", FILES)
def test_an_entry_applies_in_its_own_sentence_and_not_in_the_other(file: str) -> None:
    wrong = []
    for term in FILES[file]:
        applies = term in [use.term for use in uses_of(term, term.shows)]
        if not term.shows or applies is (term.rule is Rule.LEAVE):
            wrong.append(f"{term.where}: does not apply in: {term.shows}")
        if not term.spares or term in [use.term for use in uses_of(term, term.spares)]:
            wrong.append(f"{term.where}: applies in: {term.spares}")
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_a_sentence_that_is_spared_looks_like_one_that_is_not(file: str) -> None:
    """Else it would prove nothing: it has the entry's words, or such as begin like them."""
    unlike = [
        f"{term.where}: {term.spares}"
        for term in FILES[file]
        if not stems(" ".join(term.source), term) & stems(term.spares, term)
    ]
    assert unlike == []


def stems(text: str, term: Term) -> set[str]:
    return {key[:STEM] for key in Words.of(text, term.source_language).keys if key[0].isalpha()}


def test_no_two_entries_ask_for_the_same_words_under_the_same_conditions() -> None:
    asked = Counter(
        (term.source_language, source.casefold(), term.when)
        for term in TERMS
        for source in term.source
    )
    assert [(source, when) for (_, source, when), times in asked.items() if times > 1] == []


def test_no_entry_forbids_what_it_asks_for() -> None:
    bad = [term.where for term in TERMS if lower(term.forbid) & lower(term.target)]
    assert bad == []


def lower(phrases: Sequence[str]) -> set[str]:
    return {phrase.casefold() for phrase in phrases}


@pytest.mark.slow
@pytest.mark.parametrize(("source", "target"), DIRECTIONS)
def test_the_engine_keeps_to_a_sample(source: str, target: str) -> None:
    terms, entries = pair_terms(source, target), of_direction(source, target)
    if terms is None:
        pytest.skip(f"the house has no entries from {source} to {target}")
    sample = [term for term in entries if term.rule is Rule.TERM][:: max(1, len(entries) // SAMPLE)]
    models = [model for model in find_models() if isinstance(model, Model)]
    engines = Engines([StudentEngine(models, here=True)], models=models)

    held = rendered(engines, source, target, [t.shows for t in sample], terms)
    missed = [t.where for t, one in zip(sample, held, strict=True) if not one.terms]
    assert len(missed) <= (1 - HELD) * len(sample), missed

    spared = [t.spares for t in sample if not terms.read(t.spares, t.when.fields)]
    plain = rendered(engines, source, target, spared, None)
    under_terms = rendered(engines, source, target, spared, terms)
    assert [one.text for one in under_terms] == [one.text for one in plain]


def rendered(
    engines: Engines, source: str, target: str, texts: Sequence[str], terms: PairTerms | None
) -> list[Rendered]:
    found = engines.pair(source, target)
    assert found is not None, "the wheel has both directions"
    engine, pair = found
    uses = {text: terms.read(text, terms.evident([text])) for text in texts} if terms else {}
    guard = Guard(engines.speller(pair), source, pair.variant)
    return render_sentences(texts, engine, guard, source, target, terms=uses)
