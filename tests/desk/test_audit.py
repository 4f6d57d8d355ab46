from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.desk import AuditSegment, audit
from dragoman.records import Article, Finding, OriginalCredit
from fakes_desk import NOW, make_article


def run(headline: str, *paragraphs: list[str], **fields: object) -> tuple[Finding, ...]:
    article = make_article(headline, *paragraphs, language="en")
    article = replace(article, **({"published_at": None} | fields))  # type: ignore[arg-type]
    return audit(segments_of(article), "en", article)


def segments_of(article: Article) -> list[AuditSegment]:
    segments, start = [], 0
    for segment in article.segments:
        segments.append(AuditSegment(text=segment.text, start=start, end=start + len(segment.text)))
        start += len(segment.text) + 1
    return segments


DATED = {"published_at": NOW, "bylines": ("Ana Reis",)}


def names_of(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.check for finding in findings]


def test_his_visit_is_found_where_the_headline_says_that_a_woman_visits() -> None:
    findings = run(
        "Laura Prates visits the flooded valley",
        ["Prates met the mayor in the morning.", "She said that she would come back."],
        ["Prates thanked the helpers.", "An official said his visit was short."],
        **DATED,
    )
    assert names_of(findings) == ["gender"]
    assert (findings[0].found, findings[0].expected) == ("his", "her")


def test_a_paragraph_that_goes_on_about_a_woman_may_not_open_with_he() -> None:
    findings = run(
        "Laura Prates opens the bridge",
        ["Prates spoke for an hour.", "She thanked the workers and her family."],
        ["Prates then left for the north.", "His speech was printed in full."],
        **DATED,
    )
    assert names_of(findings) == ["gender"]


def test_a_man_named_in_between_keeps_the_audit_quiet() -> None:
    findings = run(
        "Laura Prates opens the bridge",
        ["Prates spoke for an hour.", "She thanked the workers and her family."],
        ["Prates then met Peter Lund.", "His speech was printed in full."],
        **DATED,
    )
    assert findings == ()


def test_a_misspelt_public_name_is_found_with_the_right_spelling() -> None:
    (finding,) = run("News", ["Minister Anthony Blinken spoke."], **DATED)
    assert (finding.check, finding.found, finding.expected) == (
        "names", "Anthony Blinken", "Antony Blinken",
    )  # fmt: skip


def test_two_spellings_of_one_name_are_found_at_the_rare_one() -> None:
    findings = run(
        "Fair opens",
        ["Peter Lindqvist came first.", "Peter Lindqvist spoke.", "Peter Lindqvest left."],
        **DATED,
    )
    assert [(f.check, f.found) for f in findings] == [("names", "Peter Lindqvest")]


def test_contradicting_offices_of_one_person_are_found() -> None:
    findings = run(
        "Talks",
        ["Secretary of State Ronda Marsh arrived.", "Secretary of State Ronda Marsh spoke."],
        ["Secretary of Defense Ronda Marsh left."],
        **DATED,
    )
    assert [(f.check, f.found) for f in findings] == [("offices", "Secretary of Defense")]


def test_a_former_office_contradicts_nothing() -> None:
    findings = run(
        "Talks",
        ["Foreign Minister Ronda Marsh arrived.", "Foreign Minister Ronda Marsh spoke."],
        ["The former Defense Minister Ronda Marsh left."],
        **DATED,
    )
    assert findings == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was invaded again and again. .", True),
        ("We are ready to pay the price. to the end of the war.", True),
        ("The U.S. army came. It left.", False),
        ("He waited... and left.", False),
        ("Mr. Lund spoke at 5 p.m. on Monday.", False),
    ],
)
def test_stray_stops_are_found(text: str, found: bool) -> None:
    assert (names_of(run("News", [text], **DATED)) == ["punctuation"]) is found


def test_one_stray_stop_is_one_finding_whatever_stands_before_it() -> None:
    lines = ["The talks ended on Monday.", "The price. to Russia was high."]
    assert names_of(run("News", lines, **DATED)) == ["punctuation"]
    cut = ["The talks ended on Monday.", "The price.", "to Russia was high."]
    assert names_of(run("News", cut, **DATED)) == ["punctuation"]


def test_a_relative_day_needs_a_date() -> None:
    lines = ["The council met on Friday."]
    assert names_of(run("News", lines, bylines=("Ana Reis",))) == ["dates"]
    assert run("News", lines, **DATED) == ()
    assert run("News", [*lines, "It was 3 March 2021."], bylines=("Ana Reis",)) == ()


def test_a_page_that_names_no_origin_is_found_and_one_that_does_is_not() -> None:
    lines = ["The council met."]
    assert names_of(run("News", lines)) == ["attribution"]
    credit = OriginalCredit(text="The original comes from Rio.", publisher="Rio")
    assert run("News", lines, original=credit) == ()


def test_a_bare_text_is_not_blamed_for_what_its_page_may_say() -> None:
    text = "The council met on Friday."
    assert audit([AuditSegment(text=text, start=0, end=len(text))], "en", None) == ()


def test_spans_are_offsets_into_the_file() -> None:
    text = "Then Anthony Blinken spoke."
    (finding,) = audit([AuditSegment(text=text, start=100, end=100 + len(text))], "en", None)
    assert finding.target_span == (105, 120)
