from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from dragoman.records import (
    Article,
    EngineResult,
    EngineUnit,
    Finish,
    KeptPair,
    Origin,
    Translation,
)
from dragoman.translation import Engines, translate_article
from dragoman.translation.memory import RememberingEngine, memory_key
from dragoman.translation.terms import Term, Termbase
from fakes_memory import DictionaryMemory, ObedientEngine, article_of
from fakes_translation import ScriptedEngine

DAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def translated(
    source: Article,
    engine: ScriptedEngine,
    memory: DictionaryMemory,
    *,
    previous: Translation | None = None,
    **more: object,
) -> Translation:
    made = translate_article(
        source,
        "pt",
        engines=Engines([engine]),
        now=NOW,
        previous=previous,
        memory=memory,
        **more,  # type: ignore[arg-type]
    )
    assert isinstance(made, Translation)
    return made


def test_a_sentence_of_another_article_is_not_translated_again() -> None:
    memory, engine = DictionaryMemory(), ScriptedEngine({"It rained.": "Choveu."})
    first = translated(article_of("It rained.", "One."), engine, memory)
    again = translated(article_of("Two.", "It rained."), engine, memory)
    assert engine.asked == ["It rained.", "One.", "Two."]
    assert [unit.origin for unit in first.units] == [Origin.MT, Origin.MT]
    assert [unit.origin for unit in again.units] == [Origin.MT, Origin.TM]
    assert (again.units[1].target, again.units[1].memory) == ("Choveu.", "engine")
    assert again.made_by == first.made_by


def test_apart_from_its_origin_a_remembered_unit_is_what_the_engine_wrote() -> None:
    memory, engine = DictionaryMemory(), ScriptedEngine({"“Yes”, he said.": '"Sim", disse.'})
    first = translated(article_of("“Yes”, he said."), engine, memory).units[0]
    again = translated(article_of("“Yes”, he said."), engine, memory).units[0]
    assert again == replace(first, origin=Origin.TM, memory="engine")


def test_a_later_version_goes_on_knowing_what_came_from_the_memory() -> None:
    memory, engine = DictionaryMemory(), ScriptedEngine()
    translated(article_of("One."), engine, memory)
    second = translated(article_of("One."), engine, memory)
    third = translated(article_of("One.", version=2), engine, memory, previous=second)
    assert third.units[0] == second.units[0]
    assert engine.asked == ["One."]


@pytest.mark.parametrize("failure", [RuntimeError("gone"), Finish.LOOP, Finish.LENGTH])
def test_what_went_wrong_is_not_remembered(failure: Exception | Finish) -> None:
    memory = DictionaryMemory()
    translated(article_of("One."), ScriptedEngine({"One.": failure}), memory)
    assert memory.kept == {}


def test_day_by_day_it_is_noted_what_served() -> None:
    memory, engine = DictionaryMemory(), ScriptedEngine()
    translated(article_of("One."), engine, memory)
    key = next(iter(memory.kept))
    memory.served[key] = date(2025, 1, 1)
    translated(article_of("One."), engine, memory)
    assert memory.served == {key: DAY}


UNIT = EngineUnit(id="1", text="a", required_any=(("b", "c"), ("d",)), required_at=((0, 1),))


@pytest.mark.parametrize(
    "other",
    [
        (replace(UNIT, text="A"), "en", "pt", "s"),
        (replace(UNIT, context_before="x"), "en", "pt", "s"),
        (replace(UNIT, required=("x",)), "en", "pt", "s"),
        (replace(UNIT, forbidden=("x",)), "en", "pt", "s"),
        (replace(UNIT, required_any=(("b",), ("c", "d"))), "en", "pt", "s"),
        (replace(UNIT, required_at=((0, 2),)), "en", "pt", "s"),
        (UNIT, "es", "pt", "s"),
        (UNIT, "en", "de", "s"),
        (UNIT, "en", "pt", "other engine"),
    ],
)
def test_a_key_changes_with_all_that_an_answer_depends_on(
    other: tuple[EngineUnit, str, str, str],
) -> None:
    key = memory_key(UNIT, "en", "pt", "s")
    assert memory_key(*other) != key
    assert memory_key(replace(UNIT, id="2"), "en", "pt", "s") == key
    assert len(key) == 32


def test_lone_surrogates_have_keys_too() -> None:
    assert memory_key(EngineUnit(id="1", text="\ud800"), "en", "pt", "s")


def test_another_model_and_another_termbase_are_asked_anew() -> None:
    memory = DictionaryMemory()
    engine, other = ObedientEngine({}), ObedientEngine({}, name="other")
    term = Term(source_language="en", target_language="pt", source=("bill",), target=("lei",))
    translated(article_of("A bill."), engine, memory)
    translated(article_of("A bill."), other, memory)
    assert other.asked == ["A bill."]
    held = translated(article_of("A bill."), engine, memory, terms=Termbase([term]))
    assert held.units[0].target == "lei"
    assert held.units[0].origin is Origin.MT
    again = translated(article_of("A bill."), engine, memory, terms=Termbase([term]))
    assert (again.units[0].target, again.units[0].origin) == ("lei", Origin.TM)
    assert len(engine.held) == 1


def test_units_alike_are_asked_once_and_answered_each() -> None:
    engine = ScriptedEngine()
    remembering = RememberingEngine(engine, DictionaryMemory())
    units = [EngineUnit(id=str(n), text="a b"[: 1 + 2 * (n % 2)]) for n in range(4)]
    results = remembering.translate(units, "en", "pt")
    assert engine.asked == ["a", "a b"]
    assert [one.id for one in results] == ["0", "1", "2", "3"]
    assert [one.text for one in results] == ["[pt] a", "[pt] a b"] * 2
    assert not any(one.remembered for one in results)


class ForgetfulEngine(ScriptedEngine):
    """Gives one result too few."""

    def translate(
        self, units: Sequence[EngineUnit], source: str, target: str
    ) -> list[EngineResult]:
        return super().translate(units, source, target)[:-1]


def test_an_engine_that_miscounts_is_remembered_for_nothing() -> None:
    memory = DictionaryMemory()
    made = translated(article_of("One.", "Two."), ForgetfulEngine(), memory)
    assert [unit.finish for unit in made.units] == [Finish.ERROR, Finish.ERROR]
    assert memory.kept == {}


PAIR = KeptPair(
    source_language="en",
    target_language="pt-BR",
    source="One.",
    target="Um só.",
    creator="Ana",
    memory="house.tmx",
)


def test_what_people_wrote_goes_before_the_engine_and_names_them() -> None:
    memory, engine = DictionaryMemory([PAIR]), ScriptedEngine()
    made = translated(article_of("One.", "Two."), engine, memory)
    unit = made.units[0]
    assert (unit.target, unit.origin, unit.memory) == ("Um só.", Origin.TM, "Ana, house.tmx")
    assert engine.asked == ["Two."]


def test_a_fix_goes_before_what_people_wrote_in_a_memory() -> None:
    made = translated(
        article_of("One."), ScriptedEngine(), DictionaryMemory([PAIR]), fixes={"One.": "Um!"}
    )
    assert (made.units[0].target, made.units[0].origin) == ("Um!", Origin.PERSON)


def test_what_people_wrote_is_looked_up_again_for_a_later_version() -> None:
    first = translated(article_of("One."), ScriptedEngine(), DictionaryMemory([PAIR]))
    engine = ScriptedEngine()
    later = translated(article_of("One."), engine, DictionaryMemory(), previous=first)
    assert engine.asked == ["One."]
    assert later.units[0].origin is Origin.MT
    changed = DictionaryMemory([replace(PAIR, target="Um.")])
    assert translated(article_of("One."), engine, changed, previous=later).units[0].target == "Um."
