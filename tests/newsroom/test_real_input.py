"""Real pages and real documents, replayed by a publisher on loopback, through the whole path."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from dragoman.newsroom.following import follow, look_at
from dragoman.newsroom.opening import make_newsroom_folder, open_newsroom
from dragoman.newsroom.schedule import run_once
from dragoman.newsroom.status import status_of
from dragoman.records import ArticleStage, DispatchKind

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.replay import ReplayPublisher

SETTINGS = """\
[house]
name = "Replay Wire"
languages = ["en", "pt"]
contact = "mailto:desk@test.invalid"
[capture]
delay_s = 0.0
allow_private = ["127.0.0.0/8"]
[work]
runner = "inline"
"""

pytestmark = [pytest.mark.shared, pytest.mark.slow]


@contextmanager
def newsroom_following(folder, publisher, *, licence, to):
    make_newsroom_folder(folder, settings_text=SETTINGS)
    room = open_newsroom(folder)
    try:
        prospect = look_at(room, publisher.feed_url)[0]
        follow(room, prospect, by="tester", slug="replay", licence=licence, to=to)
        run_once(room)
        yield room
    finally:
        room.close()


def latest(room):
    return [room.store.dispatches.latest(name) for name in room.store.dispatches.all_ids()]


def test_73_portuguese_documents_become_73_english_dispatches(shared_data, tmp_path):
    folder = shared_data / "mt" / "ntrex"
    with (
        ReplayPublisher.from_ntrex(folder, language="por") as publisher,
        newsroom_following(tmp_path / "wire", publisher, licence="CC-BY-4.0", to=("en",)) as room,
    ):
        counts = status_of(room.store)["editions"]["en"]
        held = room.store.articles.counts()["editions"]["en"]
        assert sum(counts.values()) == 73
        for reason in status_of(room.store)["reasons"]:
            assert reason["reason"]
        dispatches = latest(room)
        assert len(dispatches) == counts.get("published", 0)
        assert len(dispatches) == 73, held
        for dispatch in dispatches:
            assert dispatch.kind is DispatchKind.TRANSLATION
            copy = room.store.translations.published_copy(dispatch.id, dispatch.version)
            article = room.store.articles.version(dispatch.article, dispatch.article_version)
            assert [unit.source for unit in copy.translation.units] == [
                segment.text for segment in article.segments
            ]
            assert all(unit.alignment for unit in copy.translation.units)
            name = dispatch.id.removesuffix("/en")
            assert (room.site / "en" / name / "beside.html").exists()


def test_granted_english_pages_are_translated_and_german_ones_linked(shared_data, tmp_path):
    folder = shared_data / "web" / "fundus"
    with (
        ReplayPublisher.from_fundus(folder, languages=("en", "de"), limit=30) as publisher,
        newsroom_following(tmp_path / "wire", publisher, licence="CC-BY-4.0", to=("pt",)) as room,
    ):
        counts = room.store.articles.counts()
        assert sum(counts["articles"].values()) == 30
        languages = set()
        for dispatch in latest(room):
            article = room.store.articles.version(dispatch.article, dispatch.article_version)
            languages.add(article.language)
            if article.language == "de":
                assert dispatch.kind is DispatchKind.LINK
                assert dispatch.link_reason == "not translated: no engine for de->pt"
        assert {"en", "de"} <= languages
        for reason in status_of(room.store)["reasons"]:
            assert reason["reason"]


def test_without_a_grant_the_same_pages_are_links_and_reserved_ones_refused(shared_data, tmp_path):
    folder = shared_data / "web" / "fundus"
    with (
        ReplayPublisher.from_fundus(folder, languages=("en", "de"), limit=30) as publisher,
        newsroom_following(tmp_path / "wire", publisher, licence="", to=("pt",)) as room,
    ):
        assert {dispatch.kind for dispatch in latest(room)} == {DispatchKind.LINK}
        refused = room.store.articles.by_stage(ArticleStage.REFUSED, 50)
        assert all("text and data mining" in standing.reason for standing in refused)


def test_the_audit_of_the_seed_articles_finds_what_a_careful_desk_finds(shared_data, capsys):
    from typer.testing import CliRunner

    from dragoman.cli import app

    rows = [
        line.split("\t")
        for line in (shared_data / "seeds" / "expected.tsv").read_text("utf-8").splitlines()[1:]
    ]
    for name in ("harris-romania.txt", "blinken-bucharest.txt"):
        path = shared_data / "seeds" / name
        ran = CliRunner().invoke(app, ["audit", str(path), "--language", "en", "--format", "json"])
        assert ran.exit_code == 1
        report = json.loads(ran.stdout)
        text = path.read_text(encoding="utf-8")
        for file, kind, words, _ in rows:
            if file != name or kind.endswith("?"):
                continue
            if kind.startswith("article:"):
                lifted = json.dumps(report["article"], ensure_ascii=False)
                assert words.split(" (")[0].removeprefix("Author: ")[:40] in lifted, words
                continue
            at = text.find(words) if words else -1
            assert any(
                finding["check"] == kind
                and (
                    at < 0
                    or (
                        finding["target_span"]
                        and finding["target_span"][0] < at + len(words)
                        and finding["target_span"][1] > at
                    )
                )
                for finding in report["findings"]
            ), (kind, words)
