"""The benches of people and of audits, on own sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench import gender, seeds


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("A médica saiu.", True),
        ("O médico saiu.", False),
        ("Quem cura saiu.", True),
        ("Ela, o MÉDICO, saiu.", False),
    ],
)
def test_a_sentence_is_right_without_words_of_the_other_reference(
    written: str, right: bool
) -> None:
    assert gender.is_right(written, "A médica saiu.", "O médico saiu.") is right


def test_versions_of_sentences_are_read_in_pairs(tmp_path: Path) -> None:
    folder = tmp_path / "sentences" / "part"
    folder.mkdir(parents=True)
    for name, english, reference in (
        ("feminine", "She left.", "Ela saiu."),
        ("masculine", "He left.", "Ele saiu."),
    ):
        stem = f"x-{name}-part.en_pt"
        (folder / f"{stem}.en").write_text(f"{english}\n", encoding="utf-8")
        (folder / f"{stem}.pt").write_text(f"{reference}\n", encoding="utf-8")
    ((feminine, masculine),) = gender.versions(tmp_path, "pt")
    assert feminine == gender.Version(["She left."], ["Ela saiu."], ["Ele saiu."])
    assert masculine == gender.Version(["He left."], ["Ele saiu."], ["Ela saiu."])


@pytest.mark.parametrize(
    ("sentences", "row", "wrong"),
    [
        (["She left.", "He came."], {"genders": ["f", "m"]}, False),
        (["He left.", "He came."], {"genders": ["f", "m"]}, True),
        (["O médico saiu."], {"never": ["médico"]}, True),
        (["A médica saiu."], {"never": ["médico"]}, False),
    ],
)
def test_a_passage_is_wrong_by_its_label(
    sentences: list[str], row: dict[str, list[str]], wrong: bool
) -> None:
    assert gender.is_wrong(sentences, row) is wrong


def test_every_label_fits_its_passage() -> None:
    for line in gender.LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert len(row["source"]) == len(row["target"])
        assert not gender.is_wrong(row["target"], row), row["id"]


def test_audits_are_measured_on_marked_and_on_clean_texts(tmp_path: Path) -> None:
    text = "Kamala Harris spoke.\n\nThe army of Volodomyr Zelensky advanced.\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "expected.tsv").write_text(
        "file\tkind\ttext\texpected\n"
        "one.txt\tnames\tVolodomyr Zelensky\tspelling\n"
        "one.txt\tdates\tKamala\tnothing to be found\n"
        "one.txt\tgender?\tHarris\twanted only\n",
        encoding="utf-8",
    )
    (tmp_path / "ntrex.jsonl").write_text(
        json.dumps({"text": {"eng": ["The river rose.", "Volodomyr Zelensky spoke."]}}) + "\n",
        encoding="utf-8",
    )
    count, figures = seeds.measure([tmp_path])
    assert count == 4
    assert figures == {
        "required": 2, "required_found": 1, "wanted": 1, "wanted_found": 0,
        "false_alarms_per_document": 1.0,
    }  # fmt: skip
