from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.desk import AuditSegment, audit, check_pairs, edit
from fakes_desk import make_article, make_translation

ODD = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \x00\"'“”«»„.,;:!?-–()[]{}0123456789%$€\n\t\u00a0\u200d\u0301😀ßłИж"),
        st.sampled_from("abcdeinorstuAEIOT"),
        st.characters(),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(ODD, ODD), max_size=3), st.sampled_from(["pt", "en", "de", "mk", "xx"]))
def test_no_pair_of_texts_makes_the_checks_fail(pairs: list[tuple[str, str]], source: str) -> None:
    report = check_pairs(pairs, source, "en", document=True)
    assert len(report.units) == len(pairs)
    assert all(0.0 <= unit.doubt <= 1.0 for unit in report.units)
    for finding in report.findings:
        if finding.unit is None:
            continue
        for span, text in zip(
            (finding.source_span, finding.target_span), pairs[finding.unit], strict=True
        ):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)


@settings(max_examples=60, deadline=None)
@given(ODD, ODD, ODD)
def test_no_text_makes_the_editor_fail(headline: str, source: str, target: str) -> None:
    article = make_article(headline, [source])
    copy = edit(article, make_translation(article, [target, target]))
    assert len(copy.translation.units) == 2
    assert [unit.engine_target for unit in copy.translation.units] == [target, target]


@settings(max_examples=60, deadline=None)
@given(st.lists(ODD, max_size=4))
def test_no_text_makes_the_audit_fail(texts: list[str]) -> None:
    segments, start = [], 0
    for text in texts:
        segments.append(AuditSegment(text=text, start=start, end=start + len(text)))
        start += len(text) + 1
    for finding in audit(segments, "en", None):
        assert finding.target_span is None or 0 <= finding.target_span[0] <= start


@pytest.mark.parametrize(
    "text",
    ["a" * 20_000, "1" * 20_000, "1.000 " * 4_000, "A " * 5_000, '"' * 5_000, "no " * 5_000,
     "one-" * 5_000, "ела" * 6_000, "e\u0301" * 9_000, "." * 20_000, "(" * 20_000,
     "Ab " * 1_300, "1 " * 1_900, "\" " * 1_900],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_a_monstrous_text_is_read_in_linear_time(text: str) -> None:
    began = time.process_time()
    check_pairs([(text, text[::-1]), (text, "Short.")], "pt", "en", document=True)
    audit([AuditSegment(text=text, start=0, end=len(text))], "en", None)
    assert time.process_time() - began < 4.0
