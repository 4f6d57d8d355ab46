"""Mark-up inside blocks, found on the page again; the text stays what it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from dragoman.article import is_same_text, read_page
from dragoman.article.inline_marks import MAX_MARKS, web_address, with_inlines
from dragoman.records import Article, Block, BlockKind, Inline, InlineKind
from fakes_article import PARAGRAPHS, URL, page, request
from fakes_markup import tagged

P = BlockKind.PARAGRAPH


def marked(markup: str, *texts: str, kind: BlockKind = P) -> list[str]:
    """The blocks of a body with their mark-up written in; addresses as they came out."""
    tree = html.document_fromstring(f"<html><body>{markup}</body></html>")
    blocks = with_inlines(tree, [Block(kind=kind, text=text) for text in texts], URL)
    assert [block.text for block in blocks] == list(texts)
    return [tagged(block.text, [replace(i, href="") for i in block.inlines]) for block in blocks]


# Page, the text of its one block, the block with its mark-up.
CASES = [
    ("<p>A <b>river</b> <i>rose</i>.</p>", "A river rose.", "A <b>river</b> <i>rose</i>."),
    ("<p>A <a href='/x'>wide <em>river</em></a></p>", "A wide river", "A <a>wide <i>river</i></a>"),
    ("<p>km<sup>2</sup>, H<sub>2</sub>O</p>", "km2, H2O", "km<sup>2</sup>, H<sub>2</sub>O"),
    ("<p>One<br/>two<br><br>three<br></p>", "One two three", "One<br> two<br> three"),
    # white space at the ends and runs of it
    ("<p>A<b> \n river </b>rose</p>", "A river rose", "A <b>river</b> rose"),
    # neighbours of one kind are one; in its own kind it is nothing more
    ("<p><b>A</b> <strong>river</strong> rose</p>", "A river rose", "<b>A river</b> rose"),
    ("<p>A <b>wide <strong>river</strong></b></p>", "A wide river", "A <b>wide river</b>"),
    ("<p>Ask <i>A <b>b</b></i> <b>c</b></p>", "Ask A b c", "Ask <i>A <b>b</b></i> <b>c</b>"),
    # not mark-up that a reader is told anything by
    ("<p><b>T</b>he river</p>", "The river", "The river"),
    ("<p>So<i>.</i> <a href='/'></a></p>", "So.", "So."),
    ("<b><p>All of it</p></b>", "All of it", "All of it"),
    # addresses that lead nowhere: the words stay
    ("<p>A <a href='javascript:go()'>b</a> <a href='#'>c</a></p>", "A b c", "A b c"),
    ("<p>A <a href='data:text/html,x'>b</a> <a>c</a></p>", "A b c", "A b c"),
    # the page composes letters; the text has them composed
    ("<p>A <b>cafe\u0301</b></p>", "A café", "A <b>café</b>"),
    # scripts hold no words
    ("<p>A <script>A <b>river</b></script><i>river</i></p>", "A river", "A <i>river</i>"),
    # what is not there has none
    ("<p>A <b>river</b></p>", "Another river", "Another river"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "text", "wanted"), CASES)
def test_markup_of_a_block_is_found_again(markup: str, text: str, wanted: str) -> None:
    assert marked(markup, text) == [wanted]


def test_blocks_are_looked_for_in_order_around_the_longest() -> None:
    long = "A long paragraph that stands on this page once and nowhere else at all."
    body = f"<p>Read: <i>more</i></p><p>Read: more</p><p>{long}</p><p>Read: <b>more</b></p>"
    assert marked(body, "Read: more", long, "Read: more") == [
        "Read: more",
        long,
        "Read: <b>more</b>",
    ]


def test_short_blocks_far_from_the_others_are_not_believed() -> None:
    long = "A long paragraph that stands on this page once and nowhere else at all."
    body = f"<p>{long}</p><p>{'x ' * 4000}</p><p><b>Yes</b> no</p>"
    assert marked(body, long, "Yes no") == [long, "Yes no"]


def test_cells_of_a_row_and_headings() -> None:
    row = "<table><tr><td><b>Town</b></td><td><a href='/t'>12</a></td></tr></table>"
    assert marked(row, "Town | 12", kind=BlockKind.TABLE_ROW) == ["<b>Town</b> | <a>12</a>"]
    assert marked("<h2><b>All <i>of</i> it</b></h2>", "All of it", kind=BlockKind.HEADING) == [
        "All <i>of</i> it"
    ]
    head = "<h1><a href='/'>The <i>Gazette</i></a></h1>"
    assert marked(head, "The Gazette", kind=BlockKind.HEADLINE) == ["The <i>Gazette</i>"]


ADDRESSES = [
    ("/a?b=1&c=2#d", "https://gazette.example/a?b=1&c=2#d"),
    ("//other.example/x", "https://other.example/x"),
    (" https://other.example/a b\n", "https://other.example/a%20b"),
    ("https://other.example/ção%20", "https://other.example/%C3%A7%C3%A3o%20"),
    ("HTTP://Other.example", "http://Other.example"),
    ("mailto:desk@gazette.example?subject=Hi", "mailto:desk@gazette.example"),
    ("mailto:a@b.example,c@d.example", ""),
    ("mailto:", ""),
    ("jav\tascript:alert(1)", ""),
    ("vbscript:x", ""),
    ("ftp://other.example/", ""),
    ("https://user:pass@other.example/", ""),
    ("https://[::1", ""),
    ("https://", ""),
    ("http://other.example:port/", ""),
    ("https://other.example/" + "x" * 2000, ""),
    ('https://other.example/"onclick="x', "https://other.example/%22onclick=%22x"),
]  # fmt: skip


@pytest.mark.parametrize(("href", "wanted"), ADDRESSES)
def test_addresses_are_absolute_and_of_the_web(href: str, wanted: str) -> None:
    assert web_address(href, "https://gazette.example/2026/a.html") == wanted


def test_a_base_element_counts() -> None:
    tree = html.document_fromstring(
        "<html><head><base href='https://cdn.example/deep/'></head>"
        "<body><p>A <a href='x'>b</a></p></body></html>"
    )
    block = with_inlines(tree, [Block(kind=P, text="A b")], URL)[0]
    assert block.inlines == (
        Inline(kind=InlineKind.LINK, start=2, end=3, href="https://cdn.example/deep/x"),
    )


def test_a_changed_link_is_no_new_text() -> None:
    before, after = (_article(f"<a href='/{name}'>") for name in ("a", "b"))
    plain = _article("<span>", "</span>")
    assert [len(one.blocks[1].inlines) for one in (before, after, plain)] == [1, 1, 0]
    assert before.blocks[1].inlines != after.blocks[1].inlines
    assert is_same_text(before, after)
    assert is_same_text(before, plain)
    assert [one.segments for one in (before, after)] == [plain.segments] * 2


def _article(opening: str, closing: str = "</a>") -> Article:
    words = PARAGRAPHS[0].split(" ", 2)
    first = f"{words[0]} {opening}{words[1]}{closing} {words[2]}"
    read = read_page(request(page("".join(f"<p>{text}</p>" for text in (first, *PARAGRAPHS[1:])))))
    assert isinstance(read, Article)
    return read


def test_thousands_of_marks_cost_no_more_than_their_words() -> None:
    words = " ".join(f"w{number}" for number in range(20_000))
    body = "".join(f"<b>{word}</b> <i>x</i> " for word in words.split())
    text = " ".join(f"{word} x" for word in words.split())
    tree = html.document_fromstring(f"<p>{'<b>' * 200}{body}</p>")
    block = with_inlines(tree, [Block(kind=P, text=text)], URL)[0]
    assert block.text == text
    assert len(block.inlines) <= MAX_MARKS + 1
