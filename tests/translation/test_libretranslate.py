"""LibreTranslate through a recorded server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.errors import UsageError
from dragoman.records import EngineResult, EngineUnit, Finish, Tier
from dragoman.translation.engines.libretranslate import (
    LETTERS,
    TOGETHER,
    LibreTranslateAccess,
    LibreTranslateEngine,
)
from fakes_engines import RecordedLibreTranslate, Reply, served


@pytest.fixture
def libre() -> Iterator[RecordedLibreTranslate]:
    with served(RecordedLibreTranslate()) as server:
        yield server


def ask(server: RecordedLibreTranslate, *texts: str, key: str = "") -> list[EngineResult]:
    engine = LibreTranslateEngine(LibreTranslateAccess(address=server.address, key_variable=key))
    units = [EngineUnit(id=str(place), text=text) for place, text in enumerate(texts)]
    try:
        return engine.translate(units, "en", "es")
    finally:
        engine.close()


def questions(server: RecordedLibreTranslate) -> list[dict[str, object]]:
    return [asked for path, asked in server.asked if path == "/translate"]


def test_the_servers_languages_become_pairs(libre: RecordedLibreTranslate) -> None:
    access = LibreTranslateAccess(address=libre.address, publishable=("en-pt-BR",))
    info = LibreTranslateEngine(access).info()
    assert {(pair.source, pair.target, pair.tier) for pair in info.pairs} == {
        ("en", "es", Tier.GIST),
        ("en", "pt-BR", Tier.PUBLISHABLE),
        ("es", "en", Tier.GIST),
    }


def test_many_sentences_go_in_one_question(libre: RecordedLibreTranslate) -> None:
    texts = [f"Sentence {place} & <b>more</b>." for place in range(TOGETHER + 3)]
    results = ask(libre, *texts)
    assert [one.text for one in results] == [f"[es] {text}" for text in texts]
    assert sorted(len(one["q"]) for one in questions(libre)) == [3, TOGETHER]
    assert {one["format"] for one in questions(libre)} == {"text"}


def test_what_is_too_much_at_once_is_asked_one_by_one() -> None:
    with served(RecordedLibreTranslate(most_letters=100)) as server:
        results = ask(server, "a" * 60, "b" * 60, "c" * 101)
        assert [one.finish is Finish.ERROR for one in results] == [False, False, True]
        assert "exceeds text limit" in results[2].error
    assert LETTERS < 2000


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with served(RecordedLibreTranslate(key="s3cret")) as server:
        assert "403: Invalid API key" in ask(server, "A river.")[0].error
        with pytest.raises(UsageError, match="variable MILL_KEY, named in key_variable, is not"):
            ask(server, "A river.", key="MILL_KEY")
        monkeypatch.setenv("MILL_KEY", "s3cret")
        assert ask(server, "A river.", key="MILL_KEY")[0].text == "[es] A river."
        assert questions(server)[-1]["api_key"] == "s3cret"


def test_a_key_is_not_sent_in_the_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILL_KEY", "s3cret")
    access = LibreTranslateAccess(address="http://libre.example", key_variable="MILL_KEY")
    with pytest.raises(UsageError, match="a key needs https") as caught:
        LibreTranslateEngine(access)
    assert "s3cret" not in str(caught.value)


WRONG = {
    "one short": (Reply(value={"translatedText": ["uno"]}), 0),
    "a plain text": (Reply(value={"translatedText": "uno"}), 0),
    "numbers": (Reply(value={"translatedText": [1, 2]}), 0),
    "another object": (Reply(value={"text": []}), 0),
    "bad request": (Reply(status=400, value={"error": "es is not supported"}), 0),
    "an empty one": (Reply(value={"translatedText": ["uno", " "]}), 1),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_answer_never_shifts_sentences(fault: str, libre: RecordedLibreTranslate) -> None:
    reply, failing = WRONG[fault]
    libre.script.append(reply)
    results = ask(libre, "One.", "Two.")
    assert [one.id for one in results] == ["0", "1"]
    assert sum(one.finish is Finish.ERROR for one in results) == failing
    assert results[0].text in ("uno", "[es] One.")


def test_a_server_without_languages_is_a_trouble(libre: RecordedLibreTranslate) -> None:
    libre.reply = lambda path, question: Reply(value={"error": "Slow down"})  # type: ignore[method-assign]
    engine = LibreTranslateEngine(LibreTranslateAccess(address=libre.address))
    assert "lists no languages" in engine.trouble()
    assert engine.info().pairs == ()
