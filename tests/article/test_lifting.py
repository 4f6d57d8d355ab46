"""What is lifted out of a body, and what must stay in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.article import read_plain_text
from dragoman.article.lifting import lift
from dragoman.article.opening_lines import dateline_of
from dragoman.records import Article, Block, BlockKind, NoticeKind
from fakes_article import NOW, PARAGRAPHS

TABLE = Path(__file__).parents[1] / "cases" / "article" / "lifted.tsv"
CASES = [
    line.split("\t")
    for line in TABLE.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _read(*extra: str) -> Article:
    return read_plain_text("\n\n".join([*PARAGRAPHS, *extra]), name="a.txt", now=NOW)


@pytest.mark.parametrize(("where", "expected", "block"), CASES)
def test_each_line_goes_where_it_belongs(where: str, expected: str, block: str) -> None:
    article = _read(block)
    in_body = any(held.text == block for held in article.blocks)
    assert in_body == (where == "body")
    if where.startswith("notice:"):
        assert [(notice.kind.value, notice.text) for notice in article.notices] == [
            (where.removeprefix("notice:"), block)
        ]
    elif where in ("furniture", "disclaimer"):
        assert getattr(article, where) == (block,)
    elif where == "original":
        assert article.original is not None
        assert (article.original.text, article.original.publisher) == (block, expected)
    elif where == "byline":
        assert article.bylines == (expected,)


def test_a_label_alone_takes_the_next_block_with_it() -> None:
    article = _read("CORRECTION", "The mayor is called Maria Alves, not Marta Alves.")
    assert [notice.text for notice in article.notices] == [
        "CORRECTION The mayor is called Maria Alves, not Marta Alves."
    ]


def test_lines_known_from_the_publisher_are_furniture() -> None:
    blocks = [Block(kind=BlockKind.PARAGRAPH, text=text) for text in (*PARAGRAPHS, "Gazette  Plus")]
    lifted = lift(blocks, furniture=("gazette plus",))
    assert lifted.furniture == ["Gazette  Plus"]
    assert len(lifted.blocks) == len(PARAGRAPHS)


@pytest.mark.parametrize(
    ("start", "dateline", "agency"),
    [
        ("LISBON, 3 May (Lusa) - ", "LISBON, 3 May (Lusa)", "Lusa"),
        ("BERLIN, May 3 (Reuters) - ", "BERLIN, May 3 (Reuters)", "Reuters"),
        ("Berlin (dpa) - ", "Berlin (dpa)", "dpa"),
        ("Lisboa, 03 mai 2026 (Lusa) – ", "Lisboa, 03 mai 2026 (Lusa)", "Lusa"),
        ("PARIS — ", "PARIS", ""),
        ("Madrid, 3 may (EFE).- ", "Madrid, 3 may (EFE)", "EFE"),
    ],
)
def test_datelines_are_taken_off_the_first_paragraph(
    start: str, dateline: str, agency: str
) -> None:
    article = read_plain_text(start + "\n\n".join(PARAGRAPHS), name="a.txt", now=NOW)
    assert (article.dateline, article.credit_line) == (dateline, agency)
    assert article.blocks[0].text == PARAGRAPHS[0]


@pytest.mark.parametrize(
    "text",
    [
        "NATO is more united than ever, the minister said in Bucharest on Tuesday evening.",
        "Maria Alves (43) – the engineer who leads the repairs – thanked all of the crews.",
        "The UN said on 3 May that ships may leave the harbour again without inspection.",
    ],
)
def test_plain_openings_are_no_datelines(text: str) -> None:
    assert dateline_of(text) is None


@pytest.mark.shared
def test_the_seeds_give_what_a_careful_desk_lifts_out(shared_data: Path) -> None:
    rows = (shared_data / "seeds/expected.tsv").read_text("utf-8").splitlines()[1:]
    checked = 0
    for row in rows:
        file, kind, text, _ = row.split("\t")
        if not kind.startswith("article:"):
            continue
        raw = (shared_data / "seeds" / file).read_text("utf-8")
        article = read_plain_text(raw, name=file, now=NOW)
        checked += 1
        assert article.headline == ""
        assert not any(text in block.text for block in article.blocks)
        if kind == "article:furniture":
            assert text in article.furniture
        elif kind == "article:disclaimer":
            assert any(text in line for line in article.disclaimer)
        elif kind == "article:notice":
            assert [n.text for n in article.notices if n.kind is NoticeKind.CLARIFICATION] == [text]
        elif kind == "article:byline":
            assert (article.bylines, article.dateline) == (("Bernd Riegert",), "Bucharest")
        elif kind == "article:original":
            assert article.original is not None
            assert article.original.text == text
            assert article.original.publisher == "Deutsche Welle"
            assert article.original.title.startswith("US thinking about")
    assert checked >= 5
