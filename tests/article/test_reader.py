"""Reading in children that may die."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.article import ArticleReader, read_page
from dragoman.errors import UsageError
from dragoman.records import Article, Unreadable
from fakes_article import HEADLINE, page, request

PLANTED = """
import os, sys, time
import dragoman.article.page as page

_read = page.read_page

def _planted(request):
    words = request.body
    if b"PLANTED-DEATH" in words:
        os.kill(os.getpid(), 9)
    if b"PLANTED-HANG" in words:
        time.sleep(600)
    if b"PLANTED-SPIN" in words:
        while True:
            pass
    if b"PLANTED-HUNGER" in words:
        hoard = [bytearray(64 << 20) for _ in range(1000)]
    if b"PLANTED-NOISE" in words:
        print("noise among the answers")
        os.write(1, b"more noise")
    if b"PLANTED-ERROR" in words:
        raise RuntimeError("planted")
    return _read(request)

page.read_page = _planted
"""
"""A start-up file that plants faults in the child, and in the child alone."""


@pytest.fixture
def planted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text(PLANTED, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.fixture
def reader() -> Iterator[ArticleReader]:
    with ArticleReader(memory_mb=512, cpu_s=2, wall_s=4) as opened:
        yield opened


def test_a_child_reads_what_this_process_would_read(reader: ArticleReader) -> None:
    asked = request(page())
    assert reader.read(asked) == read_page(asked)
    assert isinstance(reader.read(request(b"%PDF-1.4")), Unreadable)


@pytest.mark.usefixtures("planted")
@pytest.mark.parametrize(
    ("fault", "words"),
    [("DEATH", "was killed"), ("SPIN", "processor time"), ("HUNGER", "memory")],
)
def test_a_page_that_kills_its_child_costs_that_page_alone(
    reader: ArticleReader, fault: str, words: str
) -> None:
    found = reader.read(request(page(f"<p>PLANTED-{fault}</p>")))
    assert isinstance(found, Unreadable)
    assert words in found.reason
    assert isinstance(reader.read(request(page())), Article)


@pytest.mark.usefixtures("planted")
def test_noise_and_errors_in_the_child_do_not_spoil_the_answers(reader: ArticleReader) -> None:
    assert isinstance(reader.read(request(page() + "<!--PLANTED-NOISE-->")), Article)
    found = reader.read(request(page() + "<!--PLANTED-ERROR-->"))
    assert isinstance(found, Unreadable)
    assert "planted" in found.reason


@pytest.mark.usefixtures("planted")
def test_a_hanging_page_ends_at_the_wall_clock() -> None:
    with ArticleReader(wall_s=1.0) as reader:
        assert isinstance(reader.read(request(page())), Article)
        child = reader._seats.queue[0]
        assert child is not None
        answer = child.ask(request(page("<p>PLANTED-HANG</p>")), 1.0)
        assert answer == "took too long"
        child.end()
        assert isinstance(reader.read(request(page())), Article)


def test_a_child_killed_between_pages_is_replaced(reader: ArticleReader) -> None:
    assert isinstance(reader.read(request(page())), Article)
    child = reader._seats.queue[0]
    assert child is not None
    os.kill(child.process.pid, signal.SIGKILL)
    found = reader.read(request(page()))
    assert isinstance(found, Article)
    assert found.headline == HEADLINE


def test_threads_share_a_reader() -> None:
    with ArticleReader(processes=2) as reader:
        found: list[object] = []
        threads = [
            threading.Thread(target=lambda: found.append(reader.read(request(page()))))
            for _ in range(6)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [type(result) for result in found] == [Article] * 6


def test_a_reader_is_lazy_closes_twice_and_then_refuses() -> None:
    reader = ArticleReader()
    assert reader._seats.queue[0] is None
    reader.close()
    reader.close()
    with pytest.raises(UsageError, match="closed"):
        reader.read(request(page()))
    with pytest.raises(UsageError, match="at least one process"):
        ArticleReader(processes=0)
