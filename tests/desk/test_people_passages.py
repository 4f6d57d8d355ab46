"""The labelled passages with two and three people: what is right must stay as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.desk import edit
from fakes_desk import make_article, make_translation

LABELS = Path(__file__).parents[2] / "bench" / "labels" / "people.jsonl"
PASSAGES = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
HIS = {"his": "her", "he": "she", "him": "her", "her": "his", "she": "he"}


def published(passage: dict[str, Any], targets: list[str]) -> list[str]:
    source, _, target = passage["pair"].partition("-")
    article = make_article("", passage["source"], language=source)
    translation = make_translation(article, ["", *targets], target=target)
    return [unit.target for unit in edit(article, translation).translation.units][1:]


def test_there_are_enough_passages_in_every_direction() -> None:
    pairs = {passage["pair"] for passage in PASSAGES}
    assert pairs == {"pt-en", "es-en", "en-pt", "en-es"}
    assert len(PASSAGES) >= 60


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_a_right_translation_is_not_changed(passage: dict[str, Any]) -> None:
    assert published(passage, passage["target"]) == passage["target"]


@pytest.mark.parametrize(
    ("source", "wrong", "right"),
    [
        (
            ["A ministra Helena Prado falou ontem.", "Ela chegou tarde.", "Ela saiu cedo."],
            ["Minister Helena Prado spoke yesterday.", "He arrived late.", "She left early."],
            ["Minister Helena Prado spoke yesterday.", "She arrived late.", "She left early."],
        ),
        (
            ["Pedro Antunes treina com a irmã, Beatriz Antunes."],
            ["Pedro Antunes trains with her sister, Beatriz Antunes."],
            ["Pedro Antunes trains with his sister, Beatriz Antunes."],
        ),
        (
            ["A ministra das Estradas visitou a ponte.", "Sua visita durou uma hora."],
            ["The roads minister visited the bridge.", "His visit lasted an hour."],
            ["The roads minister visited the bridge.", "Her visit lasted an hour."],
        ),
        (
            ["Svetla Rand foi uma atleta.", "Ela foi treinada por Rui Vaz.", "Ela nasceu em Faro."],
            ["Svetla Rand was an athlete.", "He was coached by Rui Vaz.", "She was born in Faro."],
            ["Svetla Rand was an athlete.", "She was coached by Rui Vaz.", "She was born in Faro."],
        ),
    ],
)
def test_a_wrong_pronoun_is_put_right(
    source: list[str], wrong: list[str], right: list[str]
) -> None:
    assert published({"pair": "pt-en", "source": source}, wrong) == right
