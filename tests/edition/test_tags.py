"""Mark-up on the pages: tags that nest, around the marks of findings, with safe addresses."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import escape

from dragoman.edition import DispatchView, render_dispatch, tagged
from dragoman.records import DeskCopy, Inline, InlineKind, Translation
from fakes_edition import HOUSE, bridge_view, with_permission
from fakes_markup import untagged

LINK = "https://other.example/a"


def shown(text: str) -> str:
    """Text with its mark-up written in, as HTML; a numbered link leads to LINK."""
    plain, inlines = untagged(text)
    return str(tagged(plain, [replace(one, href=LINK if one.href else "") for one in inlines]))


A = f'<a href="{LINK}" rel="external nofollow">'
CASES = [
    ("plain", "plain"),
    ("a <i>b <b>c</b></i> d", "a <em>b <strong>c</strong></em> d"),
    ("<a 1><i>b</i></a>c", f"{A}<em>b</em></a>c"),
    ("m<sup>2</sup> H<sub>2</sub>O", "m<sup>2</sup> H<sub>2</sub>O"),
    ("one<br> two<br>", "one<br> two<br>"),
    ("<b>one<br> two</b>", "<strong>one<br> two</strong>"),
    ("a < b & <b>“c”</b>", "a &lt; b &amp; <strong>“c”</strong>"),
    ("<a>nowhere</a>", "nowhere"),
    ("<a 1>one <a 2>two</a></a>", f"{A}one two</a>"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_tags_are_printed_around_escaped_text(text: str, wanted: str) -> None:
    assert shown(text) == wanted


BAD = [
    "javascript:alert(1)", "JaVaScRiPt:x", "data:text/html,x", "//other.example", "/relative",
    "https://user:pw@other.example/", 'https://other.example/" onclick="x', "mailto:", "mailto:a b",
    "https://other.example/\nx",
]  # fmt: skip


@pytest.mark.parametrize("href", BAD)
def test_a_bad_address_leaves_its_words(href: str) -> None:
    link = Inline(kind=InlineKind.LINK, start=0, end=4, href=href)
    assert "<a" not in tagged("here", [link]).replace(str(escape(href)), "")


def test_mail_addresses_are_links() -> None:
    link = Inline(kind=InlineKind.LINK, start=0, end=4, href="mailto:desk@other.example")
    assert 'href="mailto:desk@other.example"' in tagged("here", [link])


inlines = st.builds(
    Inline,
    kind=st.sampled_from(list(InlineKind)),
    start=st.integers(-2, 14),
    end=st.integers(-2, 14),
    href=st.sampled_from(["", LINK, "javascript:x"]),
)


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet='ab <&">', max_size=12), st.lists(inlines, max_size=6))
def test_whatever_the_markup_the_html_is_whole_and_the_text_is_kept(
    text: str, marks: list[Inline]
) -> None:
    printed = str(tagged(text, marks))
    tree = html.fromstring(f"<div>{printed}</div>")
    assert tree.text_content() == text
    assert html.tostring(tree, encoding="unicode") == f"<div>{printed}</div>".replace("&#34;", '"')


def marked_view(**fields: object) -> DispatchView:
    """The bridge, with a link over the words around its first mark and a link in its original."""
    view = bridge_view()
    assert view.desk_copy is not None
    article = view.article
    segment = next(one for one in article.segments if one.id == SEGMENT)
    link = Inline(kind=InlineKind.LINK, start=segment.start, end=segment.start + 9, href=LINK)
    blocks = list(article.blocks)
    blocks[segment.block] = replace(blocks[segment.block], inlines=(link,))
    units = tuple(
        replace(one, inlines=inlines_for(one.target)) if one.segment == SEGMENT else one
        for one in view.desk_copy.translation.units
    )
    translation: Translation = replace(view.desk_copy.translation, units=units)
    copy: DeskCopy = replace(view.desk_copy, translation=translation)
    return with_permission(
        replace(view, article=replace(article, blocks=tuple(blocks)), desk_copy=copy), **fields
    )


SEGMENT = "p2s2"


def inlines_for(target: str) -> tuple[Inline, ...]:
    """A link that ends within the sentence's mark, and emphasis after it."""
    return (
        Inline(kind=InlineKind.LINK, start=0, end=2, href=LINK),
        Inline(kind=InlineKind.STRONG, start=4, end=len(target)),
    )


def unit_of(view: DispatchView, name: str) -> html.HtmlElement:
    body = render_dispatch(view, HOUSE)[f"en/a1b2c3/{name}"].decode()
    return html.document_fromstring(body).get_element_by_id(SEGMENT)


def test_marks_and_links_never_cross_and_no_word_is_lost() -> None:
    view = marked_view()
    assert view.desk_copy is not None
    target = next(one.target for one in view.desk_copy.translation.units if one.segment == SEGMENT)
    unit = unit_of(view, "index.html")
    words = unit.find_class("t")[0]
    assert words.text_content() == target
    assert [a.text_content() for a in words.iter("a")] == [target[:2]]
    assert [one.text_content() for one in words.iter("strong")] == [target[4:]]
    marks = words.xpath(".//mark")
    assert "".join(one.text_content() for one in marks) == "Her"
    assert [one.get("data-note") for one in marks] == [None, "1"]


def test_the_original_beside_it_has_its_own_links() -> None:
    for name in ("beside.html", "under.html"):
        original = unit_of(marked_view(), name).find_class("s")[0]
        assert [a.get("href") for a in original.iter("a")] == [LINK]
    assert not list(unit_of(marked_view(show_original=False), "index.html").find_class("s"))


def test_data_has_the_markup_and_lists_have_text() -> None:
    files = render_dispatch(marked_view(), HOUSE)
    card = json.loads(files["en/a1b2c3/article.json"])
    unit = next(one for one in card["units"] if one["segment"] == SEGMENT)
    assert unit["inlines"][0] == ["link", 0, 2, LINK]
    tree = html.document_fromstring(files["en/a1b2c3/index.html"].decode())
    assert LINK not in tree.xpath("string(//script[@type='application/ld+json'])")
