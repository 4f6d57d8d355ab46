"""The desk's benchmarks count what they say they count, on a folder of three sentences."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from fakes_interpreter import DictionaryInterpreter

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import clean, demetr, seeded
from bench.reading_ahead import ReadAhead
from bench.seeded_rows import Row, changed_span, is_restored, overlap, plain
from dragoman.records import Finding, Severity

SOUND = ("Morreram 12 pessoas em Faro.", "A total of 12 people died in Faro.")
QUIET = ("O rio subiu durante a noite.", "The river rose during the night.")


class NoInterpreter(DictionaryInterpreter):
    """An interpreter without any model."""

    def reads(self, source: str, target: str) -> bool:
        """No pair."""
        return False


@pytest.fixture(autouse=True)
def without_models(monkeypatch: pytest.MonkeyPatch) -> None:
    for bench in (clean, demetr, seeded):
        monkeypatch.setattr(bench, "local_interpreter", lambda: NoInterpreter({}))


def make_row(good: str, bad: str, **more: object) -> Row:
    span = changed_span(good, bad)
    before = good[span[0] : len(good) - (len(bad) - span[1])]
    facts = {
        "source": "", "good": good, "bad": bad, "kind": "number", "sub": "", "span": span,
        "before": before, "after": bad[slice(*span)], "document": "", "sentence": -1,
        "needs_document": False,
    }  # fmt: skip
    return Row(**(facts | more))  # type: ignore[arg-type]


def a_finding(span: tuple[int, int]) -> Finding:
    return Finding(
        check="numbers", category="accuracy", severity=Severity.MAJOR, message="", unit=0,
        target_span=span,
    )  # fmt: skip


def write(path: Path, *rows: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")


def seeded_row(pair: tuple[str, str], bad: str, **more: object) -> dict[str, object]:
    row = make_row(pair[1], bad)
    return {
        "id": "1", "doc": "d1", "sent": 0, "cls": "number", "sub": "digit", "src": pair[0],
        "good": pair[1], "bad": bad, "span": list(row.span), "before": row.before,
        "after": row.after,
    } | more  # fmt: skip


def test_seeded_counts_recall_place_repair_and_harm(tmp_path: Path) -> None:
    write(
        tmp_path / "seeded" / "por-eng.jsonl",
        seeded_row(SOUND, "A total of 17 people died in Faro.", span=[11, 13]),
        seeded_row(QUIET, "The river rose during the long night."),
    )
    n, figures = seeded.measure([tmp_path / "seeded"])
    assert n == 2
    assert figures["por-eng.number.recall"] == 0.5
    assert figures["por-eng.number.digit.repair"] == 0.5
    assert figures["por-eng.number.locate"] == 1.0
    assert figures["por-eng.harm"] == 0
    assert figures["por-eng.false_alarms_per_100"] == 0


def test_rows_that_need_their_document_are_judged_in_it_or_named_as_left_out(
    tmp_path: Path,
) -> None:
    twice = {"cls": "doc-duplicate", "sub": "sentence", "sent": 1, "doclevel": True}
    write(
        tmp_path / "seeded" / "por-eng.jsonl",
        seeded_row(QUIET, SOUND[1], **twice),
        seeded_row(QUIET, SOUND[1], **(twice | {"doc": "d2"})),
    )
    text = {"por": [SOUND[0], QUIET[0]], "eng": [SOUND[1], QUIET[1]]}
    write(tmp_path / "ntrex" / "ntrex.jsonl", {"doc": "d1", "n": 2, "text": text})
    n, figures = seeded.measure([tmp_path / "seeded"])
    assert n == 1
    assert figures["por-eng.doc-duplicate.recall"] == 1.0
    assert figures["por-eng.left_out"] == 1


def test_clean_splits_documents_by_their_hash_and_counts_every_finding(tmp_path: Path) -> None:
    wrong = {"por": [SOUND[0]], "eng": ["A total of 17 people died in Faro."]}
    right = {"por": [SOUND[0]], "eng": [SOUND[1]]}
    rows = [{"doc": f"d{i}", "n": 1, "text": wrong if i % 2 else right} for i in range(8)]
    write(tmp_path / "ntrex.jsonl", *rows)
    odd, even = clean.split(tmp_path / "ntrex.jsonl")
    assert len(odd) + len(even) == 8
    assert odd
    assert even
    n, figures = clean.measure([tmp_path])
    assert n == 16  # both directions
    assert figures["false_alarms"] + figures["even.false_alarms"] == 8
    assert figures["por-eng.false_alarms_per_100"] == 100 * odd.count(wrong) / len(odd)


def test_a_tie_is_wrong_in_demetr(tmp_path: Path) -> None:
    row = {"lang_tag": "spanish", "src_sent": "Murieron 12 personas.", "mt_sent": "12 people died."}
    write(
        tmp_path / "critical_id10_numbers_replaced.jsonl",
        row | {"pert_sent": "17 people died."},
        row | {"pert_sent": "12 people died."},
    )
    n, figures = demetr.measure([tmp_path])
    assert n == 2
    assert figures["id10_numbers_replaced"] == 0.5
    assert figures["id10_numbers_replaced.es"] == 0.5


@pytest.mark.parametrize(
    ("published", "restored"),
    [
        ("A total of 1,200 people left.", True),
        ("A total of 1200 people left.", True),
        ("A total of 1,200 persons left.", True),
        ("A total of 1,300 people left.", False),
        ("People left, 1,200 in total.", False),
    ],
)
def test_a_sentence_is_restored_when_the_clean_words_stand_in_their_place(
    published: str, restored: bool
) -> None:
    row = make_row("A total of 1,200 people left.", "A total of 1,300 people left.")
    row = make_row(row.good, row.bad, before="1,200", span=(11, 16), after="1,300")
    assert is_restored(row, published) is restored


def test_the_place_of_words_taken_away_is_the_words_on_both_sides() -> None:
    row = make_row("It did not rain.", "It did rain.")
    assert overlap(row, [a_finding((3, 11))]) == 1.0
    assert overlap(row, [a_finding((0, 2))]) == 0.0
    assert overlap(row, []) == 0.0


def test_plain_texts_differ_only_in_words() -> None:
    assert plain("“Yes”,\u00a01,000") == plain('"yes", 1000')
    assert plain("Yes.") != plain("No.")


def test_what_was_read_ahead_is_not_read_again() -> None:
    reader = DictionaryInterpreter({"rio": "river"})
    ahead = ReadAhead(reader)
    ahead.prime([("O rio.", "The river.")] * 3, "pt", "en")
    asked = reader.asked
    assert asked == 2
    ahead.read([("O rio.", "The river.")], "pt", "en")
    assert reader.asked == asked
