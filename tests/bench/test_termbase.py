"""The termbase benchmark, on two sentences of our own a direction."""

from __future__ import annotations

import json
from pathlib import Path

from bench.termbase import TERMBASE, measure
from dragoman.translation import load_termbase


def test_the_benchmarks_termbase_holds_its_own_examples() -> None:
    base = load_termbase([TERMBASE])
    assert base.faults() == []
    assert all(term.shows for term in base.terms if "spokesmen" not in term.source)


def test_figures_count_what_fires_what_is_barred_and_what_changes(tmp_path: Path) -> None:
    document = {
        "text": {
            "eng": ["The train was late.", "They will train hard."],
            "por": ["O futebol parou por causa da chuva.", "A ponte caiu."],
            "por-BR": ["O trem atrasou.", "Eles vão treinar muito."],
        }
    }
    (tmp_path / "ntrex.jsonl").write_text(json.dumps(document), encoding="utf-8")
    count, figures = measure([tmp_path])
    assert count == 4
    assert (figures["fired"], figures["barred"], figures["missed"]) == (2, 1, 0)
    assert figures["enforced"] == figures["changed"] >= 1
    assert figures["natural"] + figures["enforced"] == 2
