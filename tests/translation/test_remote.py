"""Asking a server: bounded in time and size, and only at the named host."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from dragoman.errors import UsageError
from dragoman.records import EngineResult, EngineUnit, Finish
from dragoman.translation.engines import remote
from dragoman.translation.engines.callers import Callers
from dragoman.translation.engines.catalogue import Catalogue
from dragoman.translation.engines.remote import RemoteError, RemoteServer, is_loopback
from fakes_engines import RecordedServer, Reply, served
from fakes_translation import EN_PT


@pytest.fixture
def recorded() -> Iterator[RecordedServer]:
    with served(RecordedServer()) as server:
        yield server


def test_json_and_forms_arrive_as_they_were_sent(recorded: RecordedServer) -> None:
    asked = RemoteServer(recorded.address, "mill")
    assert asked.post_json("/a", {"q": ["São \ud83d", 1]}) == {"echo": {"q": ["São ?", 1]}}
    assert asked.post_form("/b", {"q": "a&b=ç +"}) == {"echo": {"q": "a&b=ç +"}}
    assert asked.get("/c") == {"echo": None}
    assert recorded.headers[0]["User-Agent"].startswith("dragoman/")


BAD = {
    "redirect": (Reply(status=302, headers={"Location": "http://127.0.0.1:9/"}), "redirect"),
    "no JSON": (Reply(raw=b"<html>hello</html>"), "no JSON"),
    "cut JSON": (Reply(raw=b'{"a": '), "no JSON"),
    "deep JSON": (Reply(raw=b"[" * 200_000), "no JSON"),
    "refusal": (Reply(status=403, value={"error": "Bad key"}), "403: Bad key"),
    "nested refusal": (Reply(status=401, value={"error": {"message": "No\nkey"}}), "401: No key"),
    "empty refusal": (Reply(status=500, raw=b""), "answers 500"),
    "HTML refusal": (Reply(status=500, raw=b"<html>secret</html>"), "answers 500"),
    "flood": (Reply(raw=b" " * (9 << 20)), "more than 8 MB"),
}


@pytest.mark.parametrize("fault", BAD)
def test_a_bad_answer_is_one_line_with_the_engines_name(
    fault: str, recorded: RecordedServer
) -> None:
    reply, words = BAD[fault]
    recorded.script.append(reply)
    with pytest.raises(RemoteError, match=rf"^mill .*{words}") as caught:
        RemoteServer(recorded.address, "mill").post_json("/", {})
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(recorded.asked) == 1


def test_a_busy_server_is_asked_again_after_the_time_it_names(recorded: RecordedServer) -> None:
    recorded.script += [Reply(status=429, headers={"Retry-After": "7"}), Reply(status=503)]
    slept: list[float] = []
    asked = RemoteServer(recorded.address, "mill", wait=slept.append)
    assert asked.post_json("/", {"a": 1}) == {"echo": {"a": 1}}
    assert slept == [7.0, 4.0]


@pytest.mark.parametrize("wait", ["3600", "Wed, 21 Oct 2026 07:28:00 GMT"])
def test_a_server_that_asks_for_more_patience_than_there_is_fails_at_once(
    wait: str, recorded: RecordedServer
) -> None:
    recorded.script.append(Reply(status=429, headers={"Retry-After": wait}))
    with pytest.raises(RemoteError, match="asks to wait") as caught:
        RemoteServer(recorded.address, "mill", wait=pytest.fail).post_json("/", {})
    assert caught.value.status == 429


def test_a_server_that_stays_busy_is_given_up(recorded: RecordedServer) -> None:
    recorded.script += [Reply(status=503)] * 5
    with pytest.raises(RemoteError, match="answers 503"):
        RemoteServer(recorded.address, "mill", wait=lambda _: None).post_json("/", {})
    assert len(recorded.asked) == remote.TRIES


def test_a_server_that_dawdles_is_given_up_at_the_deadline(recorded: RecordedServer) -> None:
    recorded.script.append(Reply(dawdle_s=3))
    started = time.monotonic()
    with pytest.raises(RemoteError, match="no answer within"):
        RemoteServer(recorded.address, "mill", timeout_s=0.3).post_json("/", {})
    assert time.monotonic() - started < 2


def test_nobody_at_the_address_is_said_with_the_host() -> None:
    server = RecordedServer()
    server.close()
    with pytest.raises(RemoteError, match=r"mill cannot be reached at 127\.0\.0\.1: "):
        RemoteServer(server.address, "mill").get("/")


@pytest.mark.parametrize(
    "address", ["", "ftp://a.example", "http://", "http://u:p@a.example", "http://a:port"]
)
def test_an_address_that_is_none_is_wrong_use(address: str) -> None:
    with pytest.raises(UsageError, match="engine mill"):
        RemoteServer(address, "mill")


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("http://127.0.0.1:1", True),
        ("http://localhost:1/v1", True),
        ("https://api.example.org/v1", True),
        ("http://api.example.org/v1", False),
        ("http://192.168.1.2:1", False),
    ],
)
def test_a_key_never_travels_in_the_open(address: str, allowed: bool) -> None:
    headers = {"Authorization": "Bearer x"}
    if allowed:
        RemoteServer(address, "mill", headers=headers)
        return
    with pytest.raises(UsageError, match="needs https"):
        RemoteServer(address, "mill", headers=headers)


@pytest.mark.parametrize(
    ("host", "here"),
    [("127.9.9.9", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("a.b", False)],
)
def test_what_runs_on_this_machine_is_known_by_its_address(host: str, here: bool) -> None:
    assert is_loopback(host) is here


def units(*texts: str) -> list[EngineUnit]:
    return [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]


def test_of_a_portion_that_fails_each_unit_is_asked_alone() -> None:
    asked: list[list[str]] = []

    def asking(portion: list[EngineUnit]) -> list[EngineResult]:
        asked.append([unit.text for unit in portion])
        if any("bad" in unit.text for unit in portion):
            raise RemoteError("mill answers 400", 400)
        return [EngineResult(id=unit.id, text=unit.text.upper()) for unit in portion]

    callers = Callers("mill", 1)
    results = callers.ask(asking, units("a", "bad", "c", "...", "d"), together=3)
    assert [one.text for one in results] == ["A", "", "C", "...", "D"]
    assert [one.finish is Finish.ERROR for one in results] == [False, True, False, False, False]
    assert asked == [["a", "bad", "c"], ["a"], ["bad"], ["c"], ["d"]]
    callers.close()
    assert callers.ask(asking, units("a"))[0].error == "the engine mill is closed"


def test_a_refused_key_is_not_tried_once_more_for_every_sentence() -> None:
    asked: list[int] = []

    def asking(portion: list[EngineUnit]) -> list[EngineResult]:
        asked.append(len(portion))
        raise RemoteError("mill answers 403", 403)

    results = Callers("mill", 2).ask(asking, units("a", "b", "c"), together=9)
    assert asked == [3]
    assert [one.error for one in results] == ["mill answers 403"] * 3


def test_portions_are_bounded_by_number_and_by_letters() -> None:
    sizes: list[list[int]] = []

    def asking(portion: list[EngineUnit]) -> list[EngineResult]:
        sizes.append([len(unit.text) for unit in portion])
        return [EngineResult(id=unit.id, text="x") for unit in portion]

    texts = ["a" * 40, "a" * 40, "a" * 40, "a" * 500, "a", "a", "a"]
    Callers("mill", 1).ask(asking, units(*texts), together=3, letters=100)
    assert sizes == [[40, 40], [40], [500], [1, 1, 1]]


def test_a_catalogue_is_asked_again_once_the_server_is_back() -> None:
    answers = [RemoteError("mill is away"), [EN_PT]]

    def ask() -> list[object]:
        answer = answers.pop(0)
        if isinstance(answer, RemoteError):
            raise answer
        return answer

    patient = Catalogue(ask, again_s=60)
    assert (patient.pairs(), patient.trouble()) == ((), "mill is away")
    assert len(answers) == 1  # within a minute nobody is asked twice
    eager = Catalogue(ask, again_s=0)
    assert eager.find("en", "pt") == EN_PT
    assert eager.trouble() == ""


def test_a_catalogue_remembers_what_a_lost_server_has() -> None:
    answers = [[EN_PT], [EN_PT]]
    catalogue = Catalogue(lambda: answers.pop(), again_s=60)
    assert catalogue.trouble() == ""
    catalogue.lose(RemoteError("mill cannot be reached"))
    assert (catalogue.pairs(), catalogue.trouble()) == ((EN_PT,), "mill cannot be reached")
    assert len(answers) == 1


def test_a_lost_server_is_told_and_its_portion_not_asked_sentence_by_sentence() -> None:
    asked: list[int] = []
    lost: list[str] = []

    def asking(portion: list[EngineUnit]) -> list[EngineResult]:
        asked.append(len(portion))
        raise RemoteError("mill cannot be reached")

    callers = Callers("mill", 1, lambda error: lost.append(str(error)))
    results = callers.ask(asking, units("a", "b"), together=9)
    assert (asked, lost) == ([2], ["mill cannot be reached"])
    assert [one.finish for one in results] == [Finish.ERROR] * 2
