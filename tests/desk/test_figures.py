from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from dragoman.desk.alignments import Alignments
from dragoman.desk.check import DocumentView
from dragoman.desk.checks.dates import DatesCheck
from dragoman.desk.checks.money import MoneyCheck
from dragoman.desk.checks.numbers import NumbersCheck
from dragoman.desk.checks.units import UnitsCheck
from dragoman.desk.differences import find_differences
from dragoman.desk.figures import read_figures
from dragoman.desk.matching import match_figures
from dragoman.desk.reading import read_pairs
from dragoman.desk.repairs.dates import DateRepair
from dragoman.desk.repairs.money import MoneyRepair
from dragoman.desk.repairs.numbers import NumberRepair
from dragoman.desk.repairs.units import UnitRepair
from dragoman.records import AlignedSpan

CASES = Path(__file__).parent.parent / "cases" / "desk_repairs.tsv"
DESKS = (
    (NumbersCheck(), NumberRepair()),
    (DatesCheck(), DateRepair()),
    (MoneyCheck(), MoneyRepair()),
    (UnitsCheck(), UnitRepair()),
)


def read_cases() -> list[list[str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def mended(view: DocumentView) -> list[str]:
    """What the repairs make of every finding of a document of one sentence."""
    (unit,) = view.units
    texts = [
        repair.mend(unit, finding, view) for check, repair in DESKS for finding in check.run(view)
    ]
    return list(dict.fromkeys(text for text in texts if text is not None))


@pytest.mark.parametrize(
    ("pair", "source", "target", "wanted", "note"),
    read_cases(),
    ids=lambda value: value[:32],
)
def test_a_figure_is_mended_only_where_the_whole_sentence_comes_out_right(
    pair: str, source: str, target: str, wanted: str, note: str
) -> None:
    view = read_pairs([(source, target)], *pair.split("-"), document=False)
    assert any(list(check.run(view)) for check, _ in DESKS), "nothing was found"
    assert mended(view) == ([wanted] if wanted else []), note


@pytest.mark.parametrize(
    ("pair", "source", "target", "wrong"),
    [
        ("pt-en", "Gastou 20 milhões.", "It spent 20 billion.", "billion"),
        ("pt-en", "Gastou 20 milhões.", "It spent 30 million.", "30"),
        ("pt-en", "Ganhou por 5-3 em casa.", "It won 5-8 at home.", "8"),
        ("pt-en", "Subiu de 63% para 69%.", "It rose from 69% to 69%.", "69"),
        ("pt-en", "Foram 15 meses.", "It was a 15-year wait.", "year"),
        ("pt-en", "A derrota de domingo.", "Friday's defeat.", "Friday"),
    ],
)
def test_a_finding_points_at_the_wrong_part_alone(
    pair: str, source: str, target: str, wrong: str
) -> None:
    view = read_pairs([(source, target)], *pair.split("-"), document=False)
    (finding,) = [finding for check, _ in DESKS for finding in check.run(view)]
    assert finding.target_span is not None
    assert target[slice(*finding.target_span)] == wrong
    assert finding.target_span[0] == target.index(wrong)


@dataclass(frozen=True)
class ByWords:
    """Aligns words that the test names: each pair of words answers one another."""

    pairs: tuple[tuple[str, str], ...]

    def links(self, source: str, target: str) -> tuple[AlignedSpan, ...]:
        return tuple(
            AlignedSpan(
                source_start=source.index(one), source_end=source.index(one) + len(one),
                target_start=target.index(two), target_end=target.index(two) + len(two), p=0.9,
            )
            for one, two in self.pairs
        )  # fmt: skip

    def view(self, source: str, target: str) -> DocumentView:
        view = read_pairs([(source, target)], "pt", "en", document=False)
        links = {0: self.links(source, target)}
        view.alignments = Alignments([(source, target)], "pt", "en", known=links)
        return view


def test_two_wrong_figures_are_mended_where_the_alignment_tells_them_apart() -> None:
    source = "Vieram 120 homens e 340 mulheres."
    target = "A total of 780 women and 560 men came."
    alone = read_pairs([(source, target)], "pt", "en", document=False)
    assert mended(alone) == []
    view = ByWords((("120", "560"), ("340", "780"))).view(source, target)
    assert set(mended(view)) == {
        "A total of 780 women and 120 men came.",
        "A total of 340 women and 560 men came.",
    }


def test_of_two_wrong_days_the_alignment_tells_which_is_which() -> None:
    source, target = "Abre no sábado, fecha na terça-feira.", "Open Monday till Friday it is."
    view = ByWords((("sábado", "Friday"), ("terça-feira", "Monday"))).view(source, target)
    assert set(mended(view)) == {
        "Open Tuesday till Friday it is.",
        "Open Monday till Saturday it is.",
    }


def test_a_figure_knows_what_it_counts() -> None:
    text = "It rose 10% to $3 million over 5 miles, aged 33 and 34, from 2 to 4 inches."
    assert [(one.number.value, one.label) for one in read_figures(text, "en")] == [
        (10, "%"), (3e6, "USD"), (5, "mile"), (33, "year"), (34, "year"), (2, "inch"), (4, "inch"),
    ]  # fmt: skip


def test_equal_figures_are_paired_by_what_they_count() -> None:
    matching = match_figures("dois anos e dois meses", "two months and two years", "pt", "en")
    assert {(one.label, two.label) for one, two in matching.pairs} == {
        ("year", "year"), ("month", "month"),
    }  # fmt: skip


def test_long_lists_of_figures_are_compared_in_linear_time() -> None:
    source = " ".join(str(number) for number in range(100, 5000))
    target = source.replace(" 4321 ", " 9876 ")
    matching = match_figures(source, target, "pt", "en")
    assert [one.number.value for one in matching.left] == [4321]
    assert [one.number.value for one in matching.right] == [9876]


def test_no_difference_without_figures() -> None:
    view = read_pairs([("A casa é azul.", "The house is blue.")], "pt", "en", document=False)
    assert find_differences(view.units[0], ()) == ()
