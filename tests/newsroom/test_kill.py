"""A newsroom that is killed anywhere and started again ends with the same published set."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.newsroom.following import follow, look_at
from dragoman.newsroom.opening import make_newsroom_folder, open_newsroom
from dragoman.sample import SampleWire

SETTINGS = """\
[house]
languages = ["en", "pt"]
contact = "mailto:desk@test.invalid"
[capture]
delay_s = 0.0
allow_private = ["127.0.0.0/8"]
[terms]
house = false
[work]
runner = "durable"
"""


def newsroom_on(wire: SampleWire, folder: Path) -> Path:
    make_newsroom_folder(folder, settings_text=SETTINGS)
    room = open_newsroom(folder)
    for sample in wire.publishers:
        follow(
            room,
            look_at(room, sample.feed_url)[0],
            by="tester",
            slug=sample.slug,
            name=sample.name,
            licence=sample.licence,
            languages=sample.languages,
            to=sample.to,
            excluded_credits=sample.excluded_credits,
        )
    room.close()
    return folder


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "dragoman", "run", "--once", "-n", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def published(folder: Path) -> tuple[dict[str, str], list[Path]]:
    room = open_newsroom(folder)
    try:
        found = {}
        for name in room.store.dispatches.all_ids():
            versions = room.store.dispatches.versions(name)
            assert [dispatch.version for dispatch in versions] == [1], name
            found[name] = versions[0].kind.value
        assert room.store.dispatches.to_write(10) == ()
        assert room.store.articles.unfinished_editions(10) == ()
        assert room.store.ledger.verify() == ()
        return found, sorted(path.relative_to(room.site) for path in room.site.rglob("*.html"))
    finally:
        room.close()


@pytest.mark.slow
def test_killed_anywhere_and_started_again_the_published_set_is_the_same(tmp_path):
    with SampleWire() as wire:
        whole = newsroom_on(wire, tmp_path / "whole")
        started = time.monotonic()
        assert start(whole).wait(120) == 0
        takes = time.monotonic() - started
        expected, pages = published(whole)
        assert len(expected) > 8

        killed = newsroom_on(wire, tmp_path / "killed")
        for share in (0.3, 0.5, 0.65, 0.8, 0.9):
            run = start(killed)
            time.sleep(takes * share)
            if run.poll() is None:
                os.killpg(run.pid, signal.SIGKILL)
            run.wait(30)
        assert start(killed).wait(120) == 0
        assert published(killed) == (expected, pages)
