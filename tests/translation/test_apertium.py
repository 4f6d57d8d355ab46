"""Apertium through a recorded APy, and through a real one where it is installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.records import EngineResult, EngineUnit, Finish, Tier
from dragoman.translation.engines.apertium import ApertiumAccess, ApertiumEngine, pairs_of
from fakes_apy import real_apy
from fakes_engines import RecordedApy, Reply, served


@pytest.fixture
def apy() -> Iterator[RecordedApy]:
    with served(RecordedApy()) as server:
        yield server


def ask(apy: RecordedApy, text: str, source: str = "en", target: str = "es") -> EngineResult:
    engine = ApertiumEngine(ApertiumAccess(address=apy.address))
    try:
        return engine.translate([EngineUnit(id="1", text=text)], source, target)[0]
    finally:
        engine.close()


def test_modes_become_pairs_with_what_really_comes_out(apy: RecordedApy) -> None:
    engine = ApertiumEngine(ApertiumAccess(address=apy.address, publishable=("es-pt",)))
    pairs = {(pair.source, pair.target): pair for pair in engine.info().pairs}
    assert set(pairs) == {
        ("en", "es"), ("es", "en"), ("es", "pt"), ("es", "pt-PT"), ("es", "en-US"),
        ("sr", "en"), ("hr", "en"), ("bs", "en"),
    }  # fmt: skip
    assert pairs["es", "pt"].variant == "pt-BR"
    assert pairs["es", "pt"].tier is Tier.PUBLISHABLE
    assert pairs["es", "pt-PT"].tier is Tier.GIST
    assert engine.signature("es", "pt") == "apertium:spa-por_BR"
    engine.close()


def test_european_portuguese_alone_has_the_plain_name() -> None:
    (pair,) = pairs_of([("spa", "por")], frozenset())
    assert (pair.target, pair.variant) == ("pt", "pt-PT")


@pytest.mark.parametrize(
    ("text", "translated", "doubt"),
    [
        ("A zorgle came.", "[spa] A zorgle came.", "not in Apertium's dictionary"),
        ("The price* rose.", "[spa] The price* rose.", ""),
        ("Write *now*.", "[spa] Write *now*.", ""),
        ("See #tag @who.", "[spa] See #tag @who.", ""),
    ],
)
def test_marks_of_unknown_words_become_a_doubt_and_the_texts_own_stay(
    text: str, translated: str, doubt: str, apy: RecordedApy
) -> None:
    result = ask(apy, text)
    assert (result.text, result.finish) == (translated, Finish.OK)
    assert result.error.startswith(doubt)
    assert bool(result.error) is bool(doubt)


SAID = [
    ("El *Smith habló.", "El Smith habló.", ""),  # a name is rightly left as it is
    ("El *zorgle y *blarg.", "El zorgle y blarg.", "zorgle, blarg"),
    ("Dijo #estar aquí @not.", "Dijo estar aquí not.", "estar, not"),
    (" Notó  que sí .", "Notó que sí.", ""),
    ("*XQ7 vino.", "XQ7 vino.", ""),
]


@pytest.mark.parametrize(("said", "text", "doubt"), SAID)
def test_what_apertium_leaves_in_its_output_is_cleaned(
    said: str, text: str, doubt: str, apy: RecordedApy
) -> None:
    apy.script.append(Reply(value={"responseData": {"translatedText": said}}))
    result = ask(apy, "He spoke here.")
    assert result.text == text
    assert result.error.endswith(doubt)


def test_serbian_is_asked_in_latin_letters(apy: RecordedApy) -> None:
    ask(apy, "Његова Љубав, ЏЕП", "sr", "en")
    assert apy.asked[-1][1]["q"] == "Njegova Ljubav, DŽEP"
    assert apy.asked[-1][1]["langpair"] == "hbs|eng"


WRONG = {
    "empty": Reply(value={"responseData": {"translatedText": " "}}),
    "other shape": Reply(value={"responseData": ["x"]}),
    "no object": Reply(value=[1]),
    "stuck pipe": Reply(status=500, value={"status": "error", "explanation": "internal error"}),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_fails_its_unit_alone(fault: str, apy: RecordedApy) -> None:
    engine = ApertiumEngine(ApertiumAccess(address=apy.address))
    engine.info()
    apy.script.append(WRONG[fault])
    units = [EngineUnit(id=str(place), text=f"Sentence {place}.") for place in range(3)]
    results = engine.translate(units, "en", "es")
    assert sum(one.finish is Finish.ERROR for one in results) == 1
    assert all(one.error.startswith("apertium") for one in results if one.error)
    engine.close()


def test_a_server_that_is_away_is_a_trouble_and_no_pairs() -> None:
    server = RecordedApy()
    server.close()
    engine = ApertiumEngine(ApertiumAccess(address=server.address))
    assert engine.info().pairs == ()
    assert "cannot be reached" in engine.trouble()
    assert engine.translate([EngineUnit(id="1", text="x")], "en", "es")[0].finish is Finish.ERROR


def test_text_leaves_the_machine_when_apy_runs_elsewhere() -> None:
    assert ApertiumEngine(ApertiumAccess(address="http://127.0.0.1:9")).info().offline
    engine = ApertiumEngine(ApertiumAccess(address="http://apy.example.org"))
    assert engine._server.is_here is False


def test_a_real_apertium_translates_and_doubts() -> None:
    with real_apy() as address:
        engine = ApertiumEngine(ApertiumAccess(address=address))
        texts = ["The cat sleeps in the house.", "The zorgle sleeps."]
        units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
        known, unknown = engine.translate(units, "en", "es")
        engine.close()
    assert "gato" in known.text
    assert known.error == ""
    assert "zorgle" in unknown.text
    assert "zorgle" in unknown.error
    assert "*" not in unknown.text
