"""Where sentences end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language.sentences import cut_sentences, sentences_of

TABLE = Path(__file__).parents[1] / "cases" / "language" / "sentences.tsv"
CASES = [
    line.split("\t")
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
LANGUAGES = ["en", "de", "pt", "es", "fr", "hr", "ru", "ja", "zh", "ar", "hi", "th", "xx", ""]


@pytest.mark.parametrize(("language", "marked"), CASES)
def test_news_sentences_are_cut_where_an_editor_would(language: str, marked: str) -> None:
    joiner = "" if language in ("zh", "ja") else " "
    wanted = marked.split("|")
    assert sentences_of(joiner.join(wanted), language) == wanted


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from(" .!?\"'“”‘’«»()„|\n\t…-–,;:5Aa。」「"), st.characters()
        ),
        max_size=80,
    ),
    st.sampled_from(LANGUAGES),
)
def test_spans_are_ordered_trimmed_and_hold_every_seen_character(text: str, language: str) -> None:
    spans = cut_sentences(text, language)
    last = 0
    held = []
    for start, end in spans:
        assert last <= start < end <= len(text)
        assert text[last:start].strip() == ""
        piece = text[start:end]
        assert piece == piece.strip()
        held.append(piece)
        last = end
    assert text[last:].strip() == ""
    assert "".join("".join(held).split()) == "".join(text.split())


def test_a_long_text_without_a_stop_is_one_sentence() -> None:
    text = " ".join(["word"] * 2000)
    assert cut_sentences(text, "en") == [(0, len(text))]


def _f1(path: Path) -> float:
    language = path.name[:2]
    joiner = "" if language == "zh" else " "
    groups: dict[str, list[str]] = {}
    for line in path.read_text("utf-8").splitlines():
        group, _, text = line.split("\t", 2)
        groups.setdefault(group, []).append(text)
    right = cut = gold = 0
    for sentences in groups.values():
        text = joiner.join(sentences)
        wanted = {len("".join("".join(sentences[:n]).split())) for n in range(1, len(sentences))}
        found = {len("".join(text[:end].split())) for _, end in cut_sentences(text, language)[:-1]}
        right, cut, gold = right + len(wanted & found), cut + len(found), gold + len(wanted)
    return 2 * right / (cut + gold)


@pytest.mark.shared
def test_boundaries_of_news_text_reach_the_floor(shared_data: Path) -> None:
    scores = {path.stem: _f1(path) for path in (shared_data / "web/ud-sentences").glob("*.tsv")}
    news = [score for name, score in scores.items() if "pud" in name]
    set_times = [score for name, score in scores.items() if "set" in name]
    assert sum(news) / len(news) >= 0.986, scores
    assert sum(set_times) / len(set_times) >= 0.965, scores
