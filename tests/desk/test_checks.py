from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.desk import BUILT_IN_CHECKS, check_pairs, unchecked
from dragoman.desk.check import Check
from dragoman.desk.reading import read_translation, run_checks
from dragoman.records import Finding, SeenOn
from fakes_desk import NOW, make_article, make_translation

BREAK = " ¶ "  # between the headline and the sentences of a case that is an article
CASES = Path(__file__).parent.parent / "cases" / "desk"


def read_cases() -> list[tuple[str, str, str, str, str, str]]:
    rows: list[tuple[str, str, str, str, str, str]] = []
    for path in sorted(CASES.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            table = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            rows += [
                (path.stem, row[0], row[1], row[2], row[3], row[4])
                for row in table
                if row and row[0] != "pair"
            ]
    return rows


@pytest.mark.parametrize(
    ("name", "pair", "source", "target", "expected", "note"),
    read_cases(),
    ids=lambda value: value[:32] if isinstance(value, str) else None,
)
def test_a_case_raises_the_expected_checks_and_no_others(
    name: str, pair: str, source: str, target: str, expected: str, note: str
) -> None:
    one, two = pair.split("-")
    findings = (
        check_article(source, target, one, two)
        if BREAK in source
        else check_pairs([(source, target)], one, two, document=False).findings
    )
    wanted = set() if expected == "-" else set(expected.split(","))
    assert {finding.check for finding in findings} == wanted, note


def check_article(
    source: str, target: str, one: str, two: str, **facts: object
) -> tuple[Finding, ...]:
    """All findings on an article of one paragraph; its page gives no date unless `facts` do."""
    headline, *sentences = source.split(BREAK)
    article = make_article(headline, sentences, language=one)
    article = replace(article, **({"published_at": None} | facts))  # type: ignore[arg-type]
    translation = make_translation(article, target.split(BREAK), target=two)
    return run_checks(read_translation(translation, article, on=SeenOn.ENGINE), BUILT_IN_CHECKS)


@pytest.mark.parametrize("check", BUILT_IN_CHECKS, ids=lambda check: check.name)
def test_every_check_has_cases_that_it_catches_and_cases_on_which_it_is_silent(
    check: Check,
) -> None:
    if check.name == "finish":
        pytest.skip("needs an engine's word, see test_edit")
    rows = [row for row in read_cases() if row[0] == check.name]
    assert any(check.name in row[4].split(",") for row in rows)
    assert any(row[4] == "-" for row in rows)


@pytest.mark.parametrize("check", BUILT_IN_CHECKS, ids=lambda check: check.name)
def test_every_check_is_documented_and_carries_an_mqm_category(check: Check) -> None:
    assert isinstance(check, Check)
    words = " ".join((type(check).__doc__ or "").lower().split())
    assert "finds" in words or "compares" in words
    assert any(limit in words for limit in ("not good for", "sees only", "not looked at"))
    assert check.category.split("/")[0] in (
        "accuracy", "linguistic-conventions", "custom", "terminology", "locale-conventions",
    )  # fmt: skip


def test_findings_point_at_the_words_in_both_texts() -> None:
    source, target = "Morreram 12 pessoas em Faro.", "A total of 17 people died in Faro."
    (finding,) = check_pairs([(source, target)], "pt", "en", document=False).findings
    assert finding.source_span is not None
    assert finding.target_span is not None
    assert source[slice(*finding.source_span)] == "12"
    assert target[slice(*finding.target_span)] == "17"
    assert (finding.expected, finding.found) == ("12", "17")


def test_doubt_is_small_without_findings_and_grows_with_them() -> None:
    pairs = [
        ("A casa é azul.", "The house is blue."),
        ("Morreram 12 pessoas.", "A total of 17 people died."),
    ]
    clean, wrong = check_pairs(pairs, "pt", "en", document=False).units
    assert clean.doubt < 0.05
    assert 0.5 < wrong.doubt <= 1.0


def test_an_untranslated_sentence_silences_the_other_checks() -> None:
    text = "O ministro disse que não há 12 casas na rua."
    findings = check_pairs([(text, text)], "pt", "en", document=False).findings
    assert [finding.check for finding in findings] == ["untranslated"]


def test_a_sentence_printed_twice_is_seen_only_in_a_document() -> None:
    pairs = [
        ("O rio subiu durante a noite toda.", "The river rose throughout the night."),
        ("A escola abriu as portas cedo.", "The river rose throughout the night."),
    ]
    assert [f.check for f in check_pairs(pairs, "pt", "en", document=True).findings] == [
        "duplication"
    ]
    assert check_pairs(pairs, "pt", "en", document=False).findings == ()


def test_a_document_about_one_woman_tells_what_a_null_subject_means() -> None:
    pairs = [
        ("Joana Prates é uma escritora de Évora.", "Joana Prates is a writer from Évora."),
        ("Ela nasceu em 1950.", "She was born in 1950."),
        ("Publicou o seu primeiro livro em 1971.", "He published his first book in 1971."),
    ]
    findings = check_pairs(pairs, "pt", "en", document=True).findings
    assert [(f.check, f.unit, f.expected) for f in findings] == [
        ("gender", 2, "She"),
        ("gender", 2, "her"),
    ]


def test_a_name_kept_elsewhere_in_the_document_is_missed_where_another_stands() -> None:
    pairs = [
        ("Kavic chegou na sexta-feira.", "Kavic arrived on Friday."),
        ("Mais tarde Kavic falou aos alunos.", "Later Ferdinand spoke to the pupils."),
    ]
    findings = check_pairs(pairs, "pt", "en", document=True).findings
    assert [(f.check, f.unit, f.expected) for f in findings] == [("names", 1, "Kavic")]


def test_a_day_without_a_date_is_told_once_and_never_where_the_page_gives_one() -> None:
    source = "A ponte fechou ¶ As obras começaram ontem. ¶ Hoje não choveu."
    target = "The bridge closed ¶ Work began yesterday. ¶ It did not rain today."
    (finding,) = check_article(source, target, "pt", "en")
    assert (finding.check, finding.unit, finding.found) == ("relative-dates", 1, "yesterday")
    assert check_article(source, target, "pt", "en", published_at=NOW) == ()
    assert check_article(source, target, "pt", "en", updated_at=NOW) == ()
    assert check_article(source, target, "pt", "en", url="file", canonical_url="") == ()
    dated = "Faro, 4 de maio de 2021"
    assert check_article(source, target, "pt", "en", dateline=dated) == ()


def test_a_headline_finding_points_at_both_places_and_names_the_articles_word() -> None:
    source = "Presidente inaugura ponte ¶ O presidente cortou a fita."
    target = "Speaker of the House opens bridge ¶ The president cut the ribbon."
    (finding,) = check_article(source, target, "pt", "en")
    assert (finding.segment, finding.expected, finding.found) == (
        "h1", "president", "Speaker of the House",
    )  # fmt: skip
    assert finding.source_span == (0, 10)
    assert finding.target_span == (0, 20)


def test_unchecked_names_what_a_pair_lacks() -> None:
    assert unchecked("pt", "en") == ()
    assert "names" in unchecked("mk", "en")
    assert "numbers" not in unchecked("mk", "en")
