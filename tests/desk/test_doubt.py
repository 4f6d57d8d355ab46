"""Doubts about words and sentences: what they rest on, and where nothing is said."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dragoman.desk import check_pairs
from dragoman.desk.alignments import Alignments
from dragoman.desk.check import DocumentView, UnitView
from dragoman.desk.doubt.combining import combined_doubt, doubts_by_class
from dragoman.desk.doubt.doubts import PairDoubt, WordDoubt, doubts_pair, pair_doubt
from dragoman.desk.doubt.evidence import COLUMNS, read_evidence
from dragoman.desk.doubt.trees import Forest
from dragoman.desk.doubt.units import heaviest_stretch
from dragoman.desk.reading import read_pairs
from dragoman.records import AlignedSpan, Finding, Severity
from fakes_interpreter import DoubtingInterpreter

WORDS = {
    "a": "the", "o": "the", "ponte": "bridge", "reabriu": "reopened", "ontem": "yesterday",
    "depois": "after", "das": "the", "obras": "works", "que": "that", "disse": "said",
    "presidente": "mayor", "da": "of the", "câmara": "council",
}  # fmt: skip
SOUND = ("O presidente disse que a ponte reabriu.", "The mayor said that the bridge reopened.")
WRONG = ("O presidente disse que a ponte reabriu.", "The mayor said that the oyster reopened.")
SHORT = ("O presidente disse que a ponte reabriu.", "The mayor said that.")


def view_of(source: str, target: str, pair: tuple[str, str] = ("pt", "en")) -> DocumentView:
    reader = DoubtingInterpreter(WORDS)
    return read_pairs([(source, target)], *pair, document=False, interpreter=reader)


def doubt_of(source: str, target: str, pair: tuple[str, str] = ("pt", "en")) -> PairDoubt | None:
    view = view_of(source, target, pair)
    return pair_doubt(view, view.units[0])


def scored(source: str, target: str) -> PairDoubt:
    doubt = doubt_of(source, target)
    assert doubt is not None
    return doubt


def test_a_word_that_nothing_explains_is_doubted_more_than_all_others() -> None:
    doubt = scored(*WRONG)
    worst = max(doubt.target, key=lambda word: word.odds)
    assert WRONG[1][worst.start : worst.end] == "oyster"
    right = next(word for word in scored(*SOUND).target if word.start == worst.start)
    assert worst.odds > right.odds + 1
    assert doubt.odds > scored(*SOUND).odds


def test_words_of_the_original_that_nothing_answers_to_are_doubted() -> None:
    doubt = scored(*SHORT)
    odds = {SHORT[0][word.start : word.end].strip("."): word.odds for word in doubt.source}
    assert min(odds["ponte"], odds["reabriu"]) > max(odds["presidente"], odds["disse"])
    assert doubt.odds > scored(*SOUND).odds


LONG = ("ponte " * 130, "bridge " * 130)


@pytest.mark.parametrize(
    ("source", "target", "pair"),
    [
        ("", "The bridge reopened.", ("pt", "en")),
        ("A ponte reabriu.", "", ("pt", "en")),
        ("Ponte", "Bridge", ("pt", "en")),
        ("— … !", "— … !", ("pt", "en")),
        (*LONG, ("pt", "en")),
        ("A ponte reabriu.", "El puente reabrió.", ("pt", "es")),
        ("Die Brücke ist offen.", "The bridge is open.", ("de", "en")),
    ],
)
def test_what_cannot_be_judged_is_unscored(source: str, target: str, pair: tuple[str, str]) -> None:
    assert doubt_of(source, target, pair) is None


def test_a_sentence_that_was_not_translated_is_unscored() -> None:
    text = "O presidente disse ontem que a ponte da câmara reabriu depois das obras."
    report = check_pairs(
        [(text, text)], "pt", "en", document=False, interpreter=DoubtingInterpreter(WORDS)
    )
    assert not report.units[0].is_scored
    assert {finding.check for finding in report.findings} == {"untranslated"}


def test_the_engines_own_text_is_unscored_however_surprising_it_is() -> None:
    source, target = WRONG
    span = AlignedSpan(source_start=0, source_end=1, target_start=0, target_end=3, p=1.0)
    unit = UnitView(
        index=0, segment="p1s1", source=source, target=target, source_language="pt",
        target_language="en",
    )  # fmt: skip
    view = DocumentView(
        units=(unit,), source_language="pt", target_language="en",
        alignments=Alignments(
            [(source, target)], "pt", "en", known={0: (span,)},
            interpreter=DoubtingInterpreter(WORDS),
        ),
    )  # fmt: skip
    assert pair_doubt(view, unit) is None


def test_without_a_model_nothing_is_scored_and_the_rules_speak() -> None:
    report = check_pairs([SOUND], "pt", "en", document=False).units[0]
    assert (report.is_scored, report.by_class) == (False, {})
    assert report.doubt < 0.25


def test_every_word_has_all_columns_and_its_own_place() -> None:
    reader = DoubtingInterpreter(WORDS)
    forth, back = reader.read([WRONG], "pt", "en")[0], reader.read([WRONG[::-1]], "en", "pt")[0]
    evidence = read_evidence(*WRONG, forth, back, ("pt", "en"))
    assert evidence is not None
    assert evidence.target.rows.shape == (len(WRONG[1].split()), len(COLUMNS))
    row = dict(zip(COLUMNS, evidence.target.rows[5].tolist(), strict=True))
    assert WRONG[1][slice(*evidence.target.spans[5])] == "oyster"
    assert (row["seen"], row["looks"], row["surprise"]) == (0.0, 0.0, 20.0)
    assert row["lost-1"] == evidence.target.rows[6][COLUMNS.index("lost")]
    assert row["lost+1"] == evidence.target.rows[4][COLUMNS.index("lost")]


def test_weights_for_other_columns_are_refused_and_kept_ones_come_back_as_they_were() -> None:
    forest = Forest(
        columns=("one", "two"), bias=-1.0, asked=np.array([[0, 1]], np.int32),
        cuts=np.array([[0.5, 2.0]], np.float32), leaves=np.array([[0, 1, 2, 3]], np.float32),
    )  # fmt: skip
    rows = np.array([[0, 0], [0, 2], [1, 0], [0.5, 3]], np.float32)
    assert forest.log_odds(rows).tolist() == [-1.0, 0.0, 1.0, 2.0]
    table = json.loads(json.dumps(forest.as_table()))
    again = Forest.from_table(table, ("one", "two"))
    assert again.log_odds(rows).tolist() == forest.log_odds(rows).tolist()
    with pytest.raises(ValueError, match="other columns"):
        Forest.from_table(table, ("two", "one"))


@pytest.mark.parametrize(("odds", "sum_"), [([-9, -9], 0.0), ([1, -9, 2, 3], 8.0), ([2], 3.5)])
def test_the_heaviest_stretch_is_the_highest_sum_of_neighbours(
    odds: list[float], sum_: float
) -> None:
    assert heaviest_stretch(np.array(odds, np.float32)) == pytest.approx(sum_)


def made(odds: float) -> PairDoubt:
    word = WordDoubt(start=0, end=1, odds=odds)
    return PairDoubt(odds=odds, numbers=(), target=(word,), source=(word,))


def test_rules_and_models_both_raise_the_doubt() -> None:
    assert combined_doubt(0.3, None) == 0.3
    assert combined_doubt(0.05, made(-2)) < combined_doubt(0.6, made(-2)) < 1
    assert combined_doubt(0.05, made(-2)) < combined_doubt(0.05, made(1))
    assert combined_doubt(0.05, made(-2)) == pytest.approx(made(-2).doubt)


def test_doubts_by_class_are_the_findings_and_the_worst_words() -> None:
    found = [
        Finding(check="names", category="", severity=Severity.MAJOR, message="", confidence=0.5),
        Finding(check="names", category="", severity=Severity.MINOR, message="", confidence=0.5),
    ]
    assert doubts_by_class(found, None) == {"names": 0.75}
    doubts = doubts_by_class(found, made(9.0))
    assert list(doubts) == ["meaning", "names", "omission"]
    assert doubts["meaning"] > 0.9


def test_weights_are_there_for_the_pair_that_is_shipped() -> None:
    assert doubts_pair("pt-BR", "en")
    assert doubts_pair("en", "pt")
    assert not doubts_pair("pt", "es")
