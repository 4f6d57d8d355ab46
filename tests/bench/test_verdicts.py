"""Verdicts are counted by document, with what led to them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fakes_desk import make_article, make_translation

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import verdicts
from dragoman.desk import edit
from dragoman.errors import WorldError
from dragoman.records import Article

ARTICLE = make_article("Ponte reabre em Coimbra", ["Passaram 1.200 carros."], ["Durou dois anos."])
HEADLINE, FIRST, LAST = "Bridge reopens in Coimbra", "1,200 cars crossed.", "It lasted two years."


def counted(article: Article, targets: list[str]) -> dict[str, int]:
    copy = edit(article, make_translation(article, targets))
    return {name: count for name, count in verdicts.count(article, copy).items() if count}


def test_a_clean_document_runs() -> None:
    assert counted(ARTICLE, [HEADLINE, FIRST, LAST]) == {"documents": 1, "sentences": 3, "run": 1}


def test_the_originals_words_are_counted_and_hold_where_they_stand_first() -> None:
    assert counted(ARTICLE, [HEADLINE, FIRST, ""]) == {
        "documents": 1, "sentences": 3, "flagged": 1, "originals": 1,
    }  # fmt: skip
    assert counted(ARTICLE, ["", FIRST, LAST])["held"] == 1


def test_without_a_model_the_bench_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdicts, "find_models", list)
    with pytest.raises(WorldError, match="no model here"):
        verdicts.measure([tmp_path])
