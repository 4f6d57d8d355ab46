"""Child processes: results in order, one caller never waits for another, crashes cost one retry."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.records import Engine, EngineUnit, Finish, Scorer
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.engines.student.crew import Crew
from dragoman.translation.engines.student.orders import Order
from dragoman.translation.models import Model
from fakes_student import SENTENCES, FakeShape, write_student


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return write_student(tmp_path_factory.mktemp("crew"), FakeShape())


@pytest.fixture(scope="module")
def engine(model: Model) -> Iterator[StudentEngine]:
    made = StudentEngine([model], processes=2)
    yield made
    made.close()


def _units(count: int) -> list[EngineUnit]:
    return [
        EngineUnit(id=f"u{i}", text=f"{SENTENCES[i % len(SENTENCES)]} {i}") for i in range(count)
    ]


def test_children_answer_as_this_process_does(engine: StudentEngine, model: Model) -> None:
    here = StudentEngine([model], here=True)
    units = _units(90)
    there = engine.translate(units, "xx", "yy")
    assert [one.id for one in there] == [one.id for one in units]
    assert [one.text for one in there] == [one.text for one in here.translate(units, "xx", "yy")]
    assert there[3].alignment == here.translate(units[3:4], "xx", "yy")[0].alignment
    pairs = [(SENTENCES[0], one) for one in SENTENCES]
    assert engine.score(pairs, "xx", "yy") == pytest.approx(here.score(pairs, "xx", "yy"), abs=1e-3)
    assert engine.best(units[0], 2, "xx", "yy") == here.best(units[0], 2, "xx", "yy")


def test_it_is_an_engine_and_a_scorer(engine: StudentEngine) -> None:
    assert isinstance(engine, Engine)
    assert isinstance(engine, Scorer)
    info = engine.info()
    assert info.offline
    assert info.pairs[0].model_sha256 == "0" * 64
    assert {"align", "score", "forced", "nbest", "prefix", "glossary"} <= info.capabilities
    assert engine.signature("xx", "yy").startswith("student-")
    assert engine.translate([], "xx", "yy") == []


def test_an_unknown_pair_fails_with_a_reason(engine: StudentEngine) -> None:
    failed = engine.translate(_units(1), "en", "fi")[0]
    assert failed.finish is Finish.ERROR
    assert "no model en->fi; it has xx->yy" in failed.error
    assert engine.score([("a", "b")], "en", "fi") == [float("-inf")]


def test_many_callers_each_get_their_own(engine: StudentEngine) -> None:
    units = _units(24)
    expected = {one.id: one.text for one in engine.translate(units, "xx", "yy")}
    wrong: list[str] = []

    def call(start: int) -> None:
        mine = units[start : start + 4]
        results = engine.translate(mine, "xx", "yy")
        wrong.extend(one.id for one in results if expected[one.id] != one.text)

    threads = [threading.Thread(target=call, args=(start,)) for start in range(0, 20, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert wrong == []


def test_a_killed_child_costs_a_retry_and_nothing_else(engine: StudentEngine) -> None:
    units = _units(60)
    expected = [one.text for one in engine.translate(units, "xx", "yy")]
    before = engine.pids
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    results = engine.translate(units, "xx", "yy")
    assert [one.text for one in results] == expected
    assert not set(before) & set(engine.pids)


def test_callers_who_want_several_translations_at_once_all_get_theirs(
    engine: StudentEngine,
) -> None:
    unit = _units(1)[0]
    expected = engine.best(unit, 2, "xx", "yy")
    answers: list[list[object]] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append([*engine.best(unit, 2, "xx", "yy")]), daemon=True
        )
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert answers == [expected] * 12


def test_a_hanging_child_is_replaced_at_its_deadline(model: Model) -> None:
    crew = Crew([model], 1, unit_s=1.0)
    try:
        order = Order(kind="translate", units=tuple(_units(1)))
        first = crew.ask(("xx", "yy"), order)
        os.kill(crew.pids[0], signal.SIGSTOP)
        began = time.monotonic()
        again = crew.ask(("xx", "yy"), order)
        assert again == first
        assert 0.9 < time.monotonic() - began < 40
    finally:
        crew.close()


def test_a_closed_engine_says_so(model: Model) -> None:
    engine = StudentEngine([model], processes=1)
    engine.translate(_units(1), "xx", "yy")
    (pid,) = engine.pids
    engine.close()
    result = engine.translate(_units(1), "xx", "yy")[0]
    assert result.finish is Finish.ERROR
    assert "closed" in result.error
    assert not Path(f"/proc/{pid}").exists()


def test_a_broken_model_is_named_by_a_child_too(model: Model, tmp_path: Path) -> None:
    broken = write_student(tmp_path, FakeShape())
    broken.model_path.write_bytes(b"\1" * 64)
    engine = StudentEngine([broken], processes=1)
    try:
        result = engine.translate(_units(1), "xx", "yy")[0]
        assert result.finish is Finish.ERROR
        assert broken.model_path.name in result.error
    finally:
        engine.close()


def test_a_child_loads_little(engine: StudentEngine) -> None:
    engine.translate(_units(2), "xx", "yy")
    mapped = Path(f"/proc/{engine.pids[0]}/maps").read_text(encoding="utf-8")
    assert "sqlalchemy" not in mapped
    assert "lxml" not in mapped


def test_half_a_character_travels_as_the_replacement_character(engine: StudentEngine) -> None:
    units = [EngineUnit(id="a", text="the \ud800 council"), *_units(2)]
    results = engine.translate(units, "xx", "yy")
    assert [one.id for one in results] == ["a", "u0", "u1"]
    assert all(one.finish is not Finish.ERROR for one in results)
    score = engine.score([("the \udfff council", "a \ud800 river")], "xx", "yy")
    assert float("-inf") < score[0] < 0
