from __future__ import annotations

import socket

import pytest

from dragoman.errors import WorldError
from dragoman.newsroom.following import look_at
from dragoman.newsroom.lock import NewsroomLock
from dragoman.newsroom.schedule import run_once
from dragoman.records import ArticleStage
from dragoman.sample import Answer
from fakes_newsroom import BRIDGE, small_newsroom

ARTICLE = (
    "<!doctype html><html lang='{lang}'><head><title>T</title></head><body><article>"
    "<h1>A ponte sobre o rio</h1>{body}</article></body></html>"
)
LONG = " ".join(["palavra"] * 2000) + "."
TWO_LANGUAGES = "".join(
    f"<p>{text}</p>"
    for text in (
        "A câmara municipal aprovou ontem o orçamento para as obras da ponte e do cais velho.",
        "Os moradores dizem que a travessia demora agora o dobro do tempo todas as manhãs.",
        "The town council approved the budget for the bridge and the old quay yesterday evening.",
        "Residents say that the crossing now takes twice as long every single morning of the week.",
    )
)

PAGES = [
    ("not found", Answer(status=404), {ArticleStage.MISSED}, "404"),
    ("server error", Answer(status=500), {ArticleStage.MISSED}, "500"),
    ("forbidden", Answer(status=403), {ArticleStage.REFUSED}, "403"),
    (
        "redirect loop",
        Answer(status=302, headers=(("Location", "/outra"),)),
        {ArticleStage.MISSED},
        "redirect",
    ),
    ("wrong type", Answer(body=b"%PDF-1.7 x", media_type="application/pdf"), None, "pdf"),
    ("pdf that says html", Answer(body=b"%PDF-1.7\n" + b"x" * 500), None, "PDF"),
    ("too large", Answer(body=b"<p>" + b"x" * 5_000_000), {ArticleStage.MISSED}, ""),
    ("empty", Answer(body=b""), {ArticleStage.UNREADABLE}, "empty"),
]


def other(room):
    standings = [
        standing
        for stage in ArticleStage
        for standing in room.store.articles.by_stage(stage, 10)
        if standing.url.endswith("/outra")
    ]
    assert len(standings) == 1
    return standings[0]


@pytest.mark.parametrize(("name", "answer", "stages", "word"), PAGES, ids=[p[0] for p in PAGES])
def test_a_bad_page_ends_in_a_stated_state_and_the_next_article_is_published(
    tmp_path, name, answer, stages, word
):
    with small_newsroom(tmp_path / "wire") as (room, paper, _):
        paper.pages = {"outra": ("Outra", []), "ponte": BRIDGE}
        paper.answers["/outra"] = answer
        run_once(room)
        standing = other(room)
        assert standing.stage in (stages or {ArticleStage.MISSED, ArticleStage.UNREADABLE})
        assert word.lower() in standing.reason.lower()
        assert len(room.store.dispatches.all_ids()) == 1


BODIES = [
    ("sentence of 2,000 words", f"<p>{LONG}</p>"),
    ("only emoji", "<p>🚢🌊🌉 🚢🌊🌉 🚢🌊🌉</p>" * 5),
    ("NUL bytes", "<p>A ponte\x00 fechou. A obra custou 19 milhões de euros.</p>" * 4),
    ("two languages", TWO_LANGUAGES),
    ("unknown language", "<p>blorp zyx qwert plimf garzt wibble snork fnord</p>" * 6),
]


@pytest.mark.parametrize(("name", "body"), BODIES, ids=[b[0] for b in BODIES])
def test_odd_text_is_published_or_says_why_not(tmp_path, name, body):
    with small_newsroom(tmp_path / "wire") as (room, paper, _):
        paper.pages = {"outra": ("Outra", [])}
        paper.answers["/outra"] = Answer(body=ARTICLE.format(lang="pt", body=body).encode())
        run_once(room)
        standing = other(room)
        editions = room.store.articles.editions(standing.article)
        assert editions or standing.reason
        for edition in editions:
            published = edition.stage.value in ("published", "linked")
            assert published or edition.reason


FEEDS = [
    ("truncated", lambda feed: feed[: len(feed) - 40], True),
    ("invalid XML", lambda feed: feed.replace("<title>Jornal", "<title>Jornal & <b>"), None),
    ("empty", lambda _: "", False),
    ("not a feed", lambda _: "just text", False),
]


@pytest.mark.parametrize(("name", "spoil", "reads"), FEEDS, ids=[f[0] for f in FEEDS])
def test_a_bad_feed_gives_what_can_be_read_and_a_stated_outcome(tmp_path, name, spoil, reads):
    with small_newsroom(tmp_path / "wire") as (room, paper, _):
        spoiled = spoil(paper.feed())
        paper.answers["/feed.xml"] = Answer(
            body=spoiled.encode(), media_type="application/atom+xml"
        )
        run_once(room)
        [standing] = room.store.listings.all()
        assert standing.outcome
        if reads is not None:
            assert bool(room.store.dispatches.all_ids()) is reads


def test_an_unreachable_host_is_noted_and_asked_again_later(tmp_path):
    with small_newsroom(tmp_path / "wire") as (room, paper, _):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        feed = paper.feed().replace(paper.url, f"http://127.0.0.1:{port}")
        paper.answers["/feed.xml"] = Answer(body=feed.encode(), media_type="application/atom+xml")
        run_once(room)
        [standing] = room.store.articles.by_stage(ArticleStage.MISSED, 5)
        assert standing.next_try_at is not None
        assert str(port) in standing.reason


def test_following_an_address_that_cannot_be_had_says_what_and_where(tmp_path):
    with (
        small_newsroom(tmp_path / "wire") as (room, paper, _),
        pytest.raises(WorldError, match="404"),
    ):
        look_at(room, f"{paper.url}/nothing-here")


def test_a_second_run_says_who_holds_the_newsroom(tmp_path):
    import os

    with (
        small_newsroom(tmp_path / "wire") as (room, _, _clock),
        NewsroomLock(room.folder),
        pytest.raises(WorldError, match=str(os.getpid())),
    ):
        run_once(room)
