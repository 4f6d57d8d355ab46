"""Whoever carries the articles never waits for what will not come."""

from __future__ import annotations

import io
import logging
import sys

import pytest
import structlog

from dragoman.newsroom import runner
from dragoman.newsroom.logs import set_up_logs
from dragoman.newsroom.runner import Hands


class DeadLog:
    """A log that cannot be written."""

    def error(self, *_: object, **__: object) -> None:
        raise ValueError("I/O operation on closed file")


def test_an_article_that_fails_without_a_log_leaves_nobody_waiting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def drop(article_id: str) -> None:
        raise RuntimeError(f"{article_id} is dropped")

    monkeypatch.setattr(runner, "log", DeadLog())
    hands = Hands(drop, workers=1)
    hands.start("a1")
    hands.wait()
    assert hands.in_work() == 0
    hands.close()


def test_the_log_goes_to_the_standard_error_of_the_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = io.StringIO(), io.StringIO()
    kept = structlog.get_config()
    try:
        monkeypatch.setattr(sys, "stderr", first)
        set_up_logs(logging.WARNING)
        first.close()
        monkeypatch.setattr(sys, "stderr", second)
        structlog.get_logger("dragoman").error("a line")
    finally:
        structlog.configure(**kept)
    assert "a line" in second.getvalue()
