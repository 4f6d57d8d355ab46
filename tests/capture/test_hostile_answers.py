"""Raw answers out of the parser tests of an HTTP server project: each ends in a stated value."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from dragoman.capture import Fetched, FetchRequest
from dragoman.records import Miss
from fakes_capture import FakeResolver, RawServer, answer, local_fetcher

_BLOCK = re.compile(r"```http\n(.*?)```", re.DOTALL)
_ESCAPES = {"\\n": "\n", "\\r": "\r", "\\t": "\t", "\\f": "\f", "\\0": "\0"}
MARK = b"the next answer's own body"


def raw_answers(folder: Path) -> list[bytes]:
    """The fenced blocks as bytes: line ends are CRLF, written escapes are what they stand for."""
    found = []
    for path in sorted(folder.rglob("*.md")):
        for block in _BLOCK.finditer(path.read_text(encoding="utf-8")):
            text = re.sub(r"\\\n", "", block[1])
            text = text.replace("\n", "\r\n")
            for written, meant in _ESCAPES.items():
                text = text.replace(written, meant)
            found.append(text.encode("utf-8"))
    return found


@pytest.mark.shared
def test_raw_answers_are_parsed_or_refused_and_never_mixed_up(shared_data: Path) -> None:
    answers = raw_answers(shared_data / "hostile" / "http-hostile-responses" / "test")
    assert len(answers) >= 50
    nobody = FakeResolver({})
    settings: dict[str, object] = {"timeout_s": 2.0, "max_bytes": 100_000, "resolver": nobody}
    with RawServer() as server, local_fetcher(**settings) as fetcher:
        server.replies["/next"] = answer(b"<html>" + MARK)
        for raw in answers:
            server.replies["/raw"] = raw
            started = time.monotonic()
            outcome = fetcher.fetch(FetchRequest(url=f"{server.origin}/raw", accept="any"))
            assert time.monotonic() - started < 5
            if isinstance(outcome, Miss):
                assert outcome.reason.isprintable()
            else:
                assert outcome.body in raw or b"chunked" in raw.lower(), raw
                assert not any("\r" in v or "\n" in v for _, v in outcome.capture.headers)
            following = fetcher.fetch(FetchRequest(url=f"{server.origin}/next"))
            if isinstance(following, Fetched):
                assert MARK in following.body, raw
            else:
                assert following.retry_at is not None, (raw, following)
