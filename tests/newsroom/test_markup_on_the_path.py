"""Links and emphasis of a followed paper, from its page to ours."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from dragoman.newsroom.schedule import run_once
from fakes_newsroom import BRIDGE, SmallPaper, WordingEngine, small_newsroom

MARKED = (
    'A <a href="/obras#plano">ponte</a> fechou. A obra custou <strong>19 milhões</strong> de euros.'
)

CARRIED = ".//a[@rel='external nofollow']"


def mark_up(paper: SmallPaper, first: str) -> None:
    headline, paragraphs = BRIDGE
    paper.pages["ponte"] = (headline, [first, *paragraphs[1:]])


def words_of(site: Path, name: str = "index.html") -> html.HtmlElement:
    [folder] = [one.parent for one in site.glob("en/**/beside.html")]
    page = folder / name
    return html.document_fromstring(page.read_text(encoding="utf-8")).get_element_by_id("text")


def test_links_and_emphasis_reach_the_page(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, _clock):
        mark_up(paper, MARKED)
        run_once(room)
        [link] = words_of(room.site).xpath(CARRIED)
        assert (link.text_content(), link.get("href")) == ("bridge", f"{paper.url}/obras#plano")
        assert [one.text_content() for one in words_of(room.site).iter("strong")] == ["19 million"]
        beside = words_of(room.site, "beside.html")
        assert [one.text_content() for one in beside.xpath(CARRIED)] == ["bridge", "ponte"]


def test_another_link_is_no_new_version(tmp_path):
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine) as (room, paper, clock):
        mark_up(paper, MARKED)
        run_once(room)
        asked = len(engine.asked)
        mark_up(paper, MARKED.replace("/obras#plano", "/outra"))
        paper.updated["ponte"] = "2026-05-04T15:00:00Z"
        clock.move(hours=6)
        run_once(room)
        [name] = room.store.dispatches.all_ids()
        assert room.store.dispatches.latest(name).version == 1
        assert len(engine.asked) == asked


def test_a_changed_sentence_has_the_markup_of_the_new_page_alone(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        mark_up(paper, MARKED)
        run_once(room)
        changed = "A ponte fechou. A obra custou <em>21 milhões</em> de euros."
        mark_up(paper, changed)
        paper.updated["ponte"] = "2026-05-04T15:00:00Z"
        clock.move(hours=6)
        run_once(room)
        text = words_of(room.site)
        assert not list(text.iter("strong"))
        assert [one.text_content() for one in text.iter("em")] == ["21 million"]
        assert not text.xpath(CARRIED)
