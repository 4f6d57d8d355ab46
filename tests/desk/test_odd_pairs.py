"""Pairs that are odd without being wrong, and pairs that are wrong as a whole."""

from __future__ import annotations

import pytest

from dragoman.desk import check_pairs

MARCH = [
    '"Saímos de manhã com duas malas e um saco de pão.',
    '"Na primeira aldeia não havia ninguém nas ruas.',
    '"Dormimos na escola, que tinha as janelas partidas.',
    '"De manhã veio um rapaz com leite e não quis dinheiro.',
    '"Nunca soubemos o nome dele", contou a professora.',
]
ENGLISH_MARCH = [
    "“We left in the morning with two suitcases and a bag of bread.",
    "“In the first village there was nobody in the streets.",
    "“We slept at the school, which had broken windows.",
    "“In the morning a boy came with milk and did not want money.",
    "“We never learned his name,” the teacher said.",
]


def found(
    pairs: list[tuple[str, str]], source: str, target: str, *, document: bool = False
) -> list[tuple[str, str]]:
    findings = check_pairs(pairs, source, target, document=document).findings
    return [(finding.check, finding.severity.value) for finding in findings]


def test_a_quotation_over_five_paragraphs_opens_five_times_and_closes_once() -> None:
    pairs = list(zip(MARCH, ENGLISH_MARCH, strict=True))
    assert found(pairs, "pt", "en", document=True) == []


def test_swapped_languages_are_seen_in_every_sentence() -> None:
    pairs = [
        (english, portuguese) for english, portuguese in zip(ENGLISH_MARCH, MARCH, strict=True)
    ]
    report = check_pairs(pairs, "pt", "en", document=False)
    assert {finding.check for finding in report.findings} == {"untranslated"}
    assert len(report.findings) >= 4
    assert all(unit.doubt > 0.8 for unit in report.units[:2])


def test_words_without_an_original_are_an_addition() -> None:
    assert found([("", "The river rose.")], "pt", "en") == [("addition", "major")]


def test_two_empty_sides_are_nothing() -> None:
    assert found([("", ""), (" ", "\n")], "pt", "en") == []


ODD_AND_RIGHT = {
    "poem": ("Sobe o sol,\ncai a noite.", "The sun climbs,\nnight falls."),
    "headline": ("Ponte cortada, escola fechada", "Bridge cut, school closed"),
    "tweet": (
        "@junta Que vista! #serra 😀 https://exemplo.org/f",
        "@junta What a view! #serra 😀 https://exemplo.org/f",
    ),
    "chess": ("e4 e5 2. Cf3 Cc6", "e4 e5 2. Nf3 Nc6"),
    "telephone": ("Tel.: +351 210 000 000", "Tel.: +351 210 000 000"),
    "scores": ("1-0, 2-1, 3-2", "1-0, 2-1, 3-2"),
    "code": ("if (x > 0) { return x; }", "if (x > 0) { return x; }"),
    "names": ("Rosa e May encontraram Bush em Hope.", "Rosa and May met Bush in Hope."),
}


@pytest.mark.parametrize("kind", ODD_AND_RIGHT)
def test_what_is_odd_and_right_is_left_alone(kind: str) -> None:
    assert found([ODD_AND_RIGHT[kind]], "pt", "en") == []
