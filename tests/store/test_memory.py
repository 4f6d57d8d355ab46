from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dragoman.errors import WorldError
from dragoman.records import AlignedSpan, EngineResult, KeptPair
from dragoman.store.schema import memory
from dragoman.store.upsert import put_row
from fakes_store import open_in, seen

DAY = date(2026, 3, 1)
SPAN = AlignedSpan(source_start=0, source_end=3, target_start=4, target_end=9, p=0.1234)


def answer(text: str = "Choveu.", **changes: object) -> EngineResult:
    result = EngineResult(
        id="", text=text, alignment=(SPAN, SPAN), log_probabilities=(-0.1, -1 / 3), remembered=True
    )
    return replace(result, **changes)  # type: ignore[arg-type]


def key(number: int) -> str:
    return f"{number:032x}"


def pair(source: str = "It rained.", target: str = "Choveu.", **changes: str) -> KeptPair:
    fields = {"source_language": "en", "target_language": "pt", "creator": "Ana"}
    return KeptPair(source=source, target=target, **fields | changes)


@pytest.mark.parametrize(
    "kept",
    [
        answer(),
        answer(""),
        answer("“Não” 🙂\x00", error="a note"),
        answer("x", alignment=(), log_probabilities=()),
    ],
)
def test_an_answer_comes_back_exactly_as_the_engine_gave_it(
    tmp_path: Path, kept: EngineResult
) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(1): replace(kept, remembered=False)}, (), DAY)
        assert store.memory.recall([key(1), key(2)]) == {key(1): kept}
        assert store.memory.recall([]) == {}
    with open_in(tmp_path) as store:
        assert store.memory.recall([key(1)]) == {key(1): kept}


def test_lone_surrogates_are_kept_as_replacement_characters(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(1): answer("a\ud800b")}, (), DAY)
        assert store.memory.recall([key(1)])[key(1)].text == "a\ufffdb"


def test_more_keys_than_fit_one_statement_are_found(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(n): answer(str(n)) for n in range(1200)}, (), DAY)
        found = store.memory.recall([key(n) for n in range(1300)])
        assert [one.text for one in found.values()] == [str(n) for n in range(1200)]
        assert store.memory.size() == 1200


def test_the_first_answer_stands_and_is_counted_once(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(1): answer("one")}, (), DAY)
        store.memory.remember({key(1): answer("two"), key(2): answer("two")}, (), DAY)
        assert store.memory.recall([key(1)])[key(1)].text == "one"
        assert store.memory.size() == 2


def test_what_has_not_served_for_long_is_forgotten(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(n): answer() for n in range(3)}, (), DAY)
        store.memory.remember({}, [key(1)], DAY + timedelta(days=10))
        assert store.memory.prune(DAY, 100) == 0
        assert store.memory.prune(DAY + timedelta(days=1), 100) == 2
        assert list(store.memory.recall([key(n) for n in range(3)])) == [key(1)]
        assert store.memory.size() == 1


def test_beyond_the_most_the_longest_unused_go_first(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        for n in range(6):
            store.memory.remember({key(n): answer()}, (), DAY + timedelta(days=n))
        assert store.memory.prune(DAY, 4) == 2
        assert set(store.memory.recall([key(n) for n in range(6)])) == {key(n) for n in range(2, 6)}
        assert store.memory.prune(DAY, 4) == 0


def test_serving_twice_on_a_day_writes_once(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(1): answer()}, (), DAY)
        changes = []
        with store._engine.connect() as connection:
            for _ in range(2):
                store.memory.remember({}, [key(1)], DAY)
                changes.append(connection.exec_driver_sql("PRAGMA data_version").scalar_one())
        assert changes[0] == changes[1]


def test_a_damaged_answer_is_a_sentence(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        with store._transactions.writing() as connection:
            put_row(connection, memory, {"key": key(1), "served_on": 1, "record": b"\x00broken"})
        with pytest.raises(WorldError, match=r"memory is damaged.*memory forget"):
            store.memory.recall([key(1)])
        assert store.memory.forget() == 1
        assert store.memory.recall([key(1)]) == {}


def test_a_store_from_before_the_memory_gets_one_and_keeps_what_it_has(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        with store._engine.begin() as connection:
            connection.exec_driver_sql("DROP TABLE memory")
            connection.exec_driver_sql("DROP TABLE kept_pairs")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    with open_in(tmp_path) as store:
        store.memory.remember({key(1): answer()}, (), DAY)
        assert store.memory.recall([key(1)]) == {key(1): answer()}
        assert store.articles.counts()["articles"] == {"sighted": 1}


def test_what_people_wrote_is_found_by_its_normal_form(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.memory.keep_pairs([pair("“It   rained,” he said.", "“Choveu”.")])
        asked = ['"It rained," he said.', "“It rained,” he said.", "It rained."]
        found = store.memory.by_people(asked, "en-GB", "pt")
        assert list(found) == asked[:2]
        assert found[asked[0]].creator == "Ana"
        assert store.memory.by_people(asked, "es", "pt") == {}
        assert store.memory.by_people(asked, "en", "es") == {}


@pytest.mark.parametrize(
    ("wanted", "kept", "given"),
    [
        ("pt", ["pt-PT"], "pt-PT"),
        ("pt", ["pt-PT", "pt"], "pt"),
        ("pt-BR", ["pt-PT", "pt"], "pt"),
        ("pt-BR", ["pt-BR", "pt"], "pt-BR"),
        ("pt-BR", ["pt-PT"], None),
    ],
)
def test_a_region_is_answered_by_that_region(
    tmp_path: Path, wanted: str, kept: list[str], given: str | None
) -> None:
    with open_in(tmp_path) as store:
        assert store.memory.keep_pairs([pair(target_language=one) for one in kept]) == len(kept)
        found = store.memory.by_people(["It rained."], "en", wanted)
        languages = [one.target_language for one in found.values()]
        assert languages == ([given] if given else [])


def test_the_last_pair_for_a_sentence_stands_and_forgetting_takes_one_sort_only(
    tmp_path: Path,
) -> None:
    with open_in(tmp_path) as store:
        store.memory.remember({key(1): answer()}, (), DAY)
        store.memory.keep_pairs([pair(target="a"), pair(target="b")])
        assert store.memory.by_people(["It rained."], "en", "pt")["It rained."].target == "b"
        assert store.memory.pairs() == 1
        assert store.memory.forget(people=True) == 1
        assert (store.memory.pairs(), store.memory.size()) == (0, 1)


def test_an_articles_sentences_cost_three_milliseconds_however_many_are_kept(
    tmp_path: Path,
) -> None:
    """CPU of this thread for 30 sentences, recalled and kept; the bound is for a busy machine."""
    spans = tuple(replace(SPAN, source_start=n) for n in range(30))
    one = answer("x" * 150, alignment=spans, log_probabilities=(-0.25,) * 35)
    with open_in(tmp_path) as store:

        def article(first: int) -> float:
            keys = [key(n) for n in range(first, first + 30)]
            start = time.thread_time()
            store.memory.recall(keys)
            store.memory.by_people([f"Sentence {n}." for n in range(30)], "en", "pt")
            store.memory.remember(dict.fromkeys(keys, one), (), DAY)
            return time.thread_time() - start

        article(0)
        few = min(article(30 * n) for n in range(1, 6))
        for start in range(1000, 21_000, 1000):
            store.memory.remember({key(n): one for n in range(start, start + 1000)}, (), DAY)
        many = min(article(50_000 + 30 * n) for n in range(5))
    assert many < 0.012
    assert many < 2.5 * few
