"""Segments: one list, nothing lost, found again in the file."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.article import locate_segments, read_page, read_plain_text
from dragoman.records import Article, BlockKind
from fakes_article import NOW, PARAGRAPHS, page, request


def _assert_whole(article: Article) -> None:
    for index, block in enumerate(article.blocks):
        own = [segment for segment in article.segments if segment.block == index]
        assert all(block.text[s.start : s.end] == s.text for s in own)
        held = "".join("".join(segment.text.split()) for segment in own)
        assert held == "".join(block.text.split())
    order = [(segment.block, segment.start) for segment in article.segments]
    assert order == sorted(order)
    assert len({segment.id for segment in article.segments}) == len(article.segments)


def test_ids_name_headline_block_and_sentence() -> None:
    article = read_page(request(page()))
    assert isinstance(article, Article)
    _assert_whole(article)
    assert article.blocks[0].kind is BlockKind.HEADLINE
    assert [s.id for s in article.segments[:4]] == ["h1", "p1s1", "p1s2", "p2s1"]


def test_a_headline_of_two_sentences_gives_h1_and_h2() -> None:
    article = read_page(request(page(title="The harbour opens again. Forty ships have waited")))
    assert isinstance(article, Article)
    assert [s.id for s in article.segments if s.block == 0] == ["h1", "h2"]


def test_segments_are_found_in_a_file_with_other_spaces_and_unseen_characters() -> None:
    raw = "\ufeff" + "\r\n\r\n".join(
        text.replace(" ", "  ", 3).replace("harbour", "har\u200bbour") for text in PARAGRAPHS
    )
    article = read_plain_text(raw, name="a.txt", now=NOW)
    spans = locate_segments(raw, article)
    for segment, (start, end) in zip(article.segments, spans, strict=True):
        assert raw[start:end].replace("\u200b", "").split() == segment.text.split()


def test_a_sentence_of_two_thousand_words_stays_one_segment() -> None:
    article = read_plain_text(" ".join(["harbour"] * 2000) + ".", name="a.txt", now=NOW)
    assert len(article.segments) == 1
    assert article.word_count == 2000


def test_a_text_of_emoji_is_an_article_in_no_language() -> None:
    article = read_plain_text("🎉🎉🎉\n\n🚢", name="a.txt", now=NOW)
    assert article.language == "und"
    assert len(article.segments) == 2
    assert article.warnings


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_an_article_whose_segments_hold_it_all(text: str) -> None:
    article = read_plain_text(text, name="a.txt", now=NOW)
    _assert_whole(article)
    spans = locate_segments(text, article)
    assert len(spans) == len(article.segments)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
