"""Blind reading sheets hide the side, and what a reader wrote comes back as what it means."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from bench import blind_reading, house_terms
from bench.blind_reading import Change, after_is_first, interval
from dragoman.errors import UsageError

CHANGES = [
    Change(
        id=f"en-pt:own:{number}",
        source=f"s {number}",
        before=f"old {number}",
        after=f"new\t{number}",
    )
    for number in range(40)
]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def fill(path: Path, marks: dict[str, str]) -> None:
    """As a reader does: a label for each id."""
    rows = rows_of(path)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], delimiter="\t")
        writer.writeheader()
        writer.writerows({**row, "label": marks.get(row["id"], "")} for row in rows)


def test_a_sheet_names_no_side_and_mixes_them(tmp_path: Path) -> None:
    assert blind_reading.write_sheet(tmp_path / "s.tsv", CHANGES, 30) == 30
    rows = rows_of(tmp_path / "s.tsv")
    first = [row["A"].startswith("new") for row in rows]
    assert 5 < sum(first) < 25
    assert first == [after_is_first(row["hash"]) for row in rows]
    assert all({row["A"][:3], row["B"][:3]} == {"new", "old"} for row in rows)


def test_what_a_reader_chose_comes_back_and_no_text_is_kept(tmp_path: Path) -> None:
    sheet, kept = tmp_path / "s.tsv", tmp_path / "labels.jsonl"
    blind_reading.write_sheet(sheet, CHANGES, 40)
    marks = {row["id"]: "A" if row["A"].startswith("new") else "b" for row in rows_of(sheet)}
    marks |= {"en-pt:own:0": "=", "en-pt:own:1": ""}
    marks["en-pt:own:2"] = "AB".replace(marks["en-pt:own:2"].upper(), "")
    fill(sheet, marks)
    blind_reading.write_labels(kept, blind_reading.read_sheet(sheet))
    labels = blind_reading.read_labels(kept)
    figures = blind_reading.tally(CHANGES, labels)
    assert [figures[one] for one in ("better", "worse", "equal", "unread")] == [37, 1, 1, 1]
    assert figures["times"] == 37
    assert {key for line in kept.read_text().splitlines() for key in json.loads(line)} == {
        "id", "hash", "label",
    }  # fmt: skip


def test_a_translation_that_changed_again_is_unread() -> None:
    labels = {CHANGES[0].hash: (CHANGES[0].id, "better")}
    again = Change(id=CHANGES[0].id, source=CHANGES[0].source, before="old 0", after="other")
    assert blind_reading.tally([CHANGES[0]], labels)["unread"] == 0
    assert blind_reading.tally([again], labels)["unread"] == 1


def test_a_label_that_is_none_is_refused(tmp_path: Path) -> None:
    blind_reading.write_sheet(tmp_path / "s.tsv", CHANGES, 1)
    fill(tmp_path / "s.tsv", {row["id"]: "maybe" for row in rows_of(tmp_path / "s.tsv")})
    with pytest.raises(UsageError, match=r"s\.tsv:2: label 'MAYBE': write A, B or ="):
        blind_reading.read_sheet(tmp_path / "s.tsv")


@pytest.mark.parametrize(
    ("hits", "count", "low", "high"), [(0, 0, 0, 1), (8, 10, 0.490, 0.943), (72, 87, 0.735, 0.893)]
)
def test_intervals_are_wilsons(hits: int, count: int, low: float, high: float) -> None:
    assert interval(hits, count) == pytest.approx((low, high), abs=0.001)


def test_effects_come_from_texts_and_are_counted_a_direction(tmp_path: Path) -> None:
    text = "He won the shot put on Sunday.\nThe door is red.\n\nHe won the shot put on Sunday.\n"
    (tmp_path / "own.en.txt").write_text(text, encoding="utf-8")
    count, figures = house_terms.measure([tmp_path])
    assert count == 3
    assert figures["en-pt.fired"] == 1
    assert figures["en-pt.changed"] == figures["en-pt.unread"] <= 1
    assert figures["pt-en.fired"] == 0
