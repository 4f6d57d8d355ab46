"""A second engine's translation beside the published one: where they part, where they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from dragoman.desk import edit
from dragoman.desk.check import UnitView
from dragoman.desk.partings import hard_partings
from dragoman.desk.second_opinion import NAME, is_backed, with_second_opinion
from dragoman.desk.unsure_words import UNSURE, same_word, word_partings
from dragoman.language.words import cut_words
from dragoman.records import (
    AlignedSpan,
    EngineResult,
    Finding,
    Origin,
    Severity,
    Translation,
    WordReading,
)
from fakes_desk import SilentTranslator, make_article, make_translation
from fakes_opinion import ScriptedOpinion

SIGNED, DENIED = "The minister signed the agreement.", "The minister did not sign the agreement."

# (pair, original, published, second, kind or "", words published, words of the second)
PARTINGS = [
    ("pt-en", "A obra custou 19 milhões.", "It cost 91 million.", "It cost 19 million.",
     "number", "91 million", "19 million"),
    ("pt-en", "A obra custou 19 milhões.", "It cost 19 million.", "It cost 91 million.",
     "", "", ""),
    ("pt-en", "A obra custou muito.", "It cost 19 million.", "It cost much.",
     "number", "19 million", ""),
    ("pt-en", "Andou 32 quilómetros.", "He walked 20 miles.", "It walked 32 kilometres.",
     "", "", ""),
    ("pt-en", "Fica a 72 quilómetros.", "It is 45 miles (72 kilometres) away.",
     "It is to 72 kilometres.", "", "", ""),
    ("pt-en", "O voto é na terça-feira.", "The vote is on Thursday.", "The vote is on Tuesday.",
     "date", "Thursday", "Tuesday"),
    ("pt-en", "O voto é na terça-feira.", "The vote is on Tuesday.", "The vote is on Monday.",
     "", "", ""),
    ("pt-en", "O voto é amanhã.", "The vote is on Thursday.", "The vote is tomorrow.", "", "", ""),
    ("eu-en", "Bozketa asteartean da.", "The vote is on Thursday.", "The vote is on Tuesday.",
     "date", "Thursday", "Tuesday"),
    ("pt-en", "O ministro não assinou o acordo.", SIGNED, DENIED, "negation", "", "not"),
    ("pt-en", "O ministro assinou o acordo.", DENIED, SIGNED, "negation", "not", ""),
    ("pt-en", "O ministro não assinou o acordo.", DENIED, SIGNED, "", "", ""),
    ("pt-en", "O ministro não assinou o acordo.", "The minister refused to sign it.", DENIED,
     "", "", ""),
    ("en-pt", "Again they failed to pay.", "De novo não pagaram.", "De novo falharam a pagar.",
     "", "", ""),
    ("pt-en", "Segundo Ana Lindqvist, caiu.", "Says Ana Bergström: it fell.",
     "Says Ana Lindqvist: it fell.", "", "", ""),
    ("eu-en", "Ministroak ez du akordioa sinatu.", SIGNED, DENIED, "negation", "", "not"),
    ("sv-en", "Enligt Karin Lindqvist är bron stängd.", "Says Karin Bergström: it is closed.",
     "Says Karin Lindqvist: it is closed.", "name", "Bergström", "Lindqvist"),
    ("sv-en", "Bron i Göteborg är stängd.", "The bridge in Gothenburg is closed.",
     "The bridge in Göteborg is closed.", "", "", ""),
    ("sv-en", "Bron i Lund är stängd.", "The bridge in Lund is closed.", "Bron in Lund is shut.",
     "", "", ""),
]  # fmt: skip


@pytest.mark.parametrize("row", PARTINGS, ids=lambda row: f"{row[0]} {row[2]} {row[3]}")
def test_engines_part_where_the_original_does_not_side_with_what_is_published(
    row: tuple[str, ...],
) -> None:
    pair, source, target, other, kind, published, second = row
    one, two = pair.split("-")
    unit = UnitView(
        index=0, segment="p1s1", source=source, target=target, source_language=one,
        target_language=two,
    )  # fmt: skip
    found = list(hard_partings(unit, other))
    assert [one.kind for one in found] == ([kind] if kind else [])
    for parting in found:
        assert (parting.published, parting.other) == (published, second)
        for span, text, words in (
            (parting.target_span, target, published),
            (parting.source_span, source, None),
        ):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
            assert words is None or span is None or text[slice(*span)] == words


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("meeting", "meetings", True), ("reunião", "reuniões", True), ("bank", "bench", False),
        ("signed", "signing", True), ("counts", "charges", False), ("Não", "nao", True),
    ],
)  # fmt: skip
def test_forms_of_one_word_are_known_by_their_beginning(one: str, two: str, same: bool) -> None:
    assert same_word(one, two) is same


SOURCE, OWN, OTHER = "O banco caiu.", "The bench fell.", "The bank fell."


class UnsureInterpreter(SilentTranslator):
    """Aligns word by word in order, and tells how surprising each word is (0.1 by default)."""

    def __init__(self, surprises: Mapping[str, float]) -> None:
        self._surprises = surprises

    def reads(self, source: str, target: str) -> bool:
        return (source, target) == ("pt", "en")

    def read(
        self, pairs: Sequence[tuple[str, str]], source: str, target: str
    ) -> list[EngineResult]:
        return [self._read(one, two) for one, two in pairs]

    def _read(self, source: str, target: str) -> EngineResult:
        words = tuple(
            WordReading(
                start=word.start, end=word.end, surprise=self._surprises.get(word.text, 0.1),
                lost=0.0, excess=0.0, spread=1.0,
            )
            for word in cut_words(target)
        )  # fmt: skip
        return EngineResult(id="0", text=target, alignment=in_order(source, target), words=words)


def in_order(source: str, target: str) -> tuple[AlignedSpan, ...]:
    """Word by word."""
    return tuple(
        AlignedSpan(
            source_start=one.start, source_end=one.end, target_start=two.start,
            target_end=two.end, p=0.9,
        )
        for one, two in zip(cut_words(source), cut_words(target), strict=False)
    )  # fmt: skip


def words_of(own: str, other: str, surprises: Mapping[str, float]) -> list[tuple[str, str]]:
    """The partings in words of two translations of the sentence about the bank."""
    reader = UnsureInterpreter(surprises)
    unit = UnitView(
        index=0, segment="p1s1", source=SOURCE, target=own, source_language="pt",
        target_language="en",
    )  # fmt: skip
    readings = reader.read([(SOURCE, own), (SOURCE, other)], "pt", "en")
    found = word_partings(unit, in_order(SOURCE, own), readings[0], readings[1])
    return [(one.published, one.other) for one in found]


def test_a_word_that_the_engine_is_not_sure_of_is_told_with_the_other_reading() -> None:
    assert words_of(OWN, OTHER, {"bench": UNSURE + 0.1}) == [("bench", "bank")]


@pytest.mark.parametrize(
    ("own", "other", "surprises"),
    [
        (OWN, OTHER, {"bench": UNSURE - 0.1}),  # the engine is sure
        (OWN, "The benches fell.", {"bench": 3.0}),  # a form of the same word
        (OWN, "The banco fell.", {"bench": 3.0}),  # the other one copied what it did not know
        ("The Bench fell.", OTHER, {"Bench": 3.0}),  # a name, which the other one may translate
        (OWN, OTHER, {"The": 3.0}),  # a word without meaning of its own
        (OWN, "", {"bench": 3.0}),
    ],
)
def test_other_words_are_not_told(own: str, other: str, surprises: Mapping[str, float]) -> None:
    assert words_of(own, other, surprises) == []


ARTICLE = make_article("Banco reabre", [SOURCE, "O ministro não assinou o acordo."])
TARGETS = ["Bank reopens", OWN, "The minister signed the agreement."]


def translation() -> Translation:
    """The article as an engine wrote it that aligns its words."""
    made = make_translation(ARTICLE, TARGETS)
    units = tuple(
        replace(unit, alignment=in_order(unit.source, unit.target)) for unit in made.units
    )
    return replace(made, units=units)


def opinion(name: str = "other") -> ScriptedOpinion:
    """A second engine that is right."""
    texts = ["Bank reopens", OTHER, "The minister did not sign the agreement."]
    return ScriptedOpinion(
        {segment.text: text for segment, text in zip(ARTICLE.segments, texts, strict=True)}, name
    )


def test_readers_are_told_both_readings_and_nothing_is_changed() -> None:
    reader = UnsureInterpreter({"bench": 2.0})
    copy = edit(ARTICLE, translation(), interpreter=reader, second=opinion())
    found = {(one.segment, one.category.rpartition("/")[2]) for one in copy.findings}
    assert ("p1s1", "word") in found
    [told] = [one for one in copy.findings if one.check == NAME and one.segment == "p1s1"]
    assert (told.found, told.expected) == ("bench", "bank")
    assert told.severity is Severity.MINOR
    assert "other" in told.message
    assert [unit.target for unit in copy.translation.units] == TARGETS
    assert copy.made_by.endswith("|second:other")
    assert NAME not in copy.unchecked


def test_what_another_check_has_told_is_not_told_again() -> None:
    copy = edit(ARTICLE, translation(), second=opinion())
    kinds = [(one.check, one.category) for one in copy.findings if one.segment == "p1s2"]
    assert kinds == [("negation", "accuracy/mistranslation")]


def test_without_a_second_engine_everything_is_as_before() -> None:
    with_none, plain = (
        edit(ARTICLE, translation(), **more)  # type: ignore[arg-type]
        for more in ({"second": None}, {})
    )
    assert with_none == plain
    assert NAME not in plain.unchecked


def test_an_engine_that_is_away_changes_nothing_and_the_copy_says_so() -> None:
    plain = edit(ARTICLE, translation())
    copy = edit(ARTICLE, translation(), second=ScriptedOpinion({}))
    assert copy.findings == plain.findings
    assert (copy.made_by, copy.unchecked) == (plain.made_by, (*plain.unchecked, NAME))


def test_the_engine_that_translated_is_not_asked_about_its_own_words() -> None:
    second = opinion("fake")  # the engine that the translation names
    edit(ARTICLE, translation(), second=second)
    assert second.asked == []


def test_a_persons_words_and_the_originals_are_not_asked_about() -> None:
    made = translation()
    units = [replace(made.units[0], origin=Origin.PERSON), *made.units[1:]]
    units[1] = replace(units[1], target=SOURCE, engine_target=SOURCE, origin=Origin.SOURCE)
    second = opinion()
    edit(ARTICLE, replace(made, units=tuple(units)), second=second)
    assert second.asked == ["O ministro não assinou o acordo."]


def finding(check: str, span: tuple[int, int] | None, unit: int | None = 1) -> Finding:
    """A finding on the sentence about the bank."""
    return Finding(
        check=check, category="x", severity=Severity.MAJOR, message="m", unit=unit, target_span=span
    )


@pytest.mark.parametrize(
    ("doubted", "answer", "backed"),
    [
        (finding("meaning", (4, 9)), "A bench fell.", True),
        (finding("meaning", (4, 9)), "A bank fell.", False),
        (finding("meaning", (4, 9)), "", False),
        (finding("gender", (4, 9)), "A bench fell.", False),  # engines share their habits there
        (finding("meaning", None), "A bench fell.", False),
        (finding("meaning", (4, 9), None), "A bench fell.", False),
    ],
)
def test_a_finding_is_backed_by_words_that_both_engines_chose(
    doubted: Finding, answer: str, backed: bool
) -> None:
    assert is_backed(doubted, translation(), {1: answer}) is backed


@pytest.mark.parametrize(
    ("answer", "backed"), [(SIGNED, True), (DENIED, False), ("He never signed.", False)]
)
def test_a_denial_is_backed_by_an_engine_that_denies_as_often(answer: str, backed: bool) -> None:
    doubted = finding("negation", (13, 19), 2)
    assert is_backed(doubted, translation(), {2: answer}) is backed


def test_words_of_the_original_back_nothing() -> None:
    made = translation()
    units = (made.units[0], replace(made.units[1], target="The banco fell."), made.units[2])
    doubted = finding("meaning", (4, 9))
    assert not is_backed(doubted, replace(made, units=units), {1: "The banco fell."})


@pytest.mark.parametrize(("answer", "confidence"), [(OWN, 0.4), (OTHER, 0.8)])
def test_a_backed_finding_keeps_half_of_its_confidence(answer: str, confidence: float) -> None:
    doubted = replace(finding("meaning", (4, 9)), confidence=0.8)
    second = ScriptedOpinion({SOURCE: answer})
    found, has_answered = with_second_opinion(ARTICLE, translation(), [doubted], second)
    assert has_answered
    assert found == (replace(doubted, confidence=confidence),)
