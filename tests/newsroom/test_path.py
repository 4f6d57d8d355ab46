from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.newsroom.schedule import run_once
from dragoman.newsroom.status import status_of
from dragoman.records import (
    ArticleStage,
    DispatchKind,
    DispatchStatus,
    EditionStage,
    NoticeBy,
    NoticeKind,
    Release,
)
from dragoman.sample import Answer
from fakes_newsroom import BRIDGE, WordingEngine, follow_paper, small_newsroom


def the_dispatch(room):
    [name] = room.store.dispatches.all_ids()
    return room.store.dispatches.latest(name)


def page_of(room, dispatch):
    name = dispatch.id.removesuffix(f"/{dispatch.language}")
    return (room.site / dispatch.language / name / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("runner", ["inline", "durable"])
def test_an_article_of_a_granting_publisher_becomes_a_page(tmp_path, runner):
    with small_newsroom(tmp_path / "wire", runner=runner) as (room, _, _clock):
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.kind is DispatchKind.TRANSLATION
        page = page_of(room, dispatch)
        assert "The bridge over the river" in page
        assert "19 million euros" in page
        assert "Machine translation" in page
        assert "No person has read this translation" in page
        index = (room.site / "en" / "index.html").read_text(encoding="utf-8")
        assert "The bridge over the river" in index
        assert "The bridge over the river" in (room.site / "en" / "feed.atom").read_text("utf-8")


def test_a_second_round_changes_nothing(tmp_path):
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine) as (room, _, clock):
        run_once(room)
        asked = len(engine.asked)
        clock.move(hours=2)
        run_once(room)
        assert the_dispatch(room).version == 1
        assert len(engine.asked) == asked


def test_without_a_grant_only_headline_and_link_are_published(tmp_path):
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine, licence="") as (room, paper, _):
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.kind is DispatchKind.LINK
        assert engine.asked == []
        page = page_of(room, dispatch)
        assert "A ponte sobre o rio" in page
        assert f"{paper.url}/ponte" in page
        assert "custou" not in page


def test_a_grant_that_comes_later_turns_links_into_translations(tmp_path):
    with small_newsroom(tmp_path / "wire", licence="") as (room, paper, _):
        run_once(room)
        follow_paper(room, paper, licence="CC-BY-4.0")
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.kind is DispatchKind.TRANSLATION
        assert dispatch.version == 2


def test_a_changed_article_translates_only_what_changed_and_says_so(tmp_path):
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine) as (room, paper, clock):
        run_once(room)
        engine.asked.clear()
        headline, paragraphs = BRIDGE
        changed = [paragraphs[0].replace("19", "21"), *paragraphs[1:]]
        paper.pages["ponte"] = (headline, changed)
        paper.updated["ponte"] = "2026-05-04T11:00:00Z"
        clock.move(minutes=20)
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.version == 2
        assert dispatch.article_version == 2
        assert [notice.kind for notice in dispatch.notices] == [NoticeKind.UPDATE]
        [change] = dispatch.notices[0].changes
        assert "19 million" in change.before
        assert "21 million" in change.after
        assert len(engine.asked) == 1
        assert "21 million" in page_of(room, dispatch)


def test_a_correction_notice_of_the_publisher_is_passed_on_in_its_words(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        run_once(room)
        headline, paragraphs = BRIDGE
        note = "Correção: uma versão anterior deste texto trazia um custo errado da obra."
        changed = [paragraphs[0].replace("19", "21"), *paragraphs[1:], note]
        paper.pages["ponte"] = (headline, changed)
        paper.updated["ponte"] = "2026-05-04T11:00:00Z"
        clock.move(minutes=20)
        run_once(room)
        [notice] = the_dispatch(room).notices
        assert notice.kind is NoticeKind.CORRECTION
        assert notice.by is NoticeBy.PUBLISHER
        assert "custo errado" in notice.note


def test_another_layout_is_no_new_version(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        run_once(room)
        page = paper.page("ponte").replace("<article>", "<div class=x><article>")
        paper.answers["/ponte"] = Answer(
            body=page.replace("</article>", "</article></div>").encode()
        )
        paper.updated["ponte"] = "2026-05-04T11:00:00Z"
        clock.move(minutes=20)
        run_once(room)
        assert the_dispatch(room).version == 1


def test_a_tombstone_in_the_feed_cancels_everywhere(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        run_once(room)
        paper.withdrawn.add("ponte")
        del paper.pages["ponte"]
        clock.move(minutes=20)
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.status is DispatchStatus.CANCELED
        page = page_of(room, dispatch)
        assert "bridge" not in page
        index = (room.site / "en" / "index.html").read_text(encoding="utf-8")
        assert "The bridge over the river" not in index
        assert "deleted-entry" in (room.site / "en" / "feed.atom").read_text(encoding="utf-8")


def test_gone_twice_is_withheld_and_comes_back_when_the_page_does(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, clock):
        run_once(room)
        paper.answers["/ponte"] = Answer(status=404, body=b"gone")
        paper.updated["ponte"] = "2026-05-04T11:00:00Z"
        clock.move(minutes=20)
        run_once(room)
        assert the_dispatch(room).status is DispatchStatus.USABLE
        clock.move(minutes=20)
        run_once(room)
        assert the_dispatch(room).status is DispatchStatus.WITHHELD
        del paper.answers["/ponte"]
        clock.move(hours=30)
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.status is DispatchStatus.USABLE
        assert dispatch.notices[-1].kind is NoticeKind.ADVISORY


def test_an_article_without_an_engine_is_a_link_that_says_so(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, _, _clock):
        publisher = room.store.publishers.get("jornal")
        room.store.publishers.replace(replace(publisher, to=("de",)))
        run_once(room)
        dispatch = the_dispatch(room)
        assert dispatch.kind is DispatchKind.LINK
        assert dispatch.link_reason == "not translated: no engine for pt->de"


def test_an_engine_that_fails_is_tried_three_times_and_then_set_aside(tmp_path):
    engine = WordingEngine()
    with small_newsroom(tmp_path / "wire", engine=engine) as (room, _, clock):
        engine.translate = None  # worse than an error: not even callable
        for _ in range(4):
            run_once(room)
            clock.move(hours=5)
        [edition] = room.store.articles.editions(
            room.store.articles.by_stage(ArticleStage.TAKEN_IN, 1)[0].article
        )
        assert edition.stage in (EditionStage.FAILED, EditionStage.HELD, EditionStage.SPIKED)
        assert edition.reason


def test_held_publishers_wait_for_a_person(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, _, _clock):
        publisher = room.store.publishers.get("jornal")
        room.store.publishers.replace(replace(publisher, release=Release.HELD))
        run_once(room)
        assert the_dispatch(room).hidden_until_release
        assert not list((room.site / "en").glob("jornal/**/index.html"))
        assert "bridge" not in (room.site / "en" / "index.html").read_text(encoding="utf-8")


def test_status_gives_a_reason_for_everything_that_is_not_published(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, _):
        paper.pages["vazia"] = ("Vazia", [])
        paper.answers["/vazia"] = Answer(body=b"")
        run_once(room)
        report = status_of(room.store)
        unread = [row for row in report["reasons"] if "vazia" in row["article"]]
        assert unread
        assert all(row["reason"] for row in unread)
