from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.translation.engines.child import Child
from dragoman.translation.engines.pool import Call, ChildPool

# A child that answers in capitals and, for some texts, dies, hangs, or speaks nonsense.
UNRULY = """
import os, struct, sys, time
import msgspec
from pathlib import Path
inp, out = sys.stdin.buffer, sys.stdout.buffer
def read():
    head = inp.read(4)
    if len(head) < 4: return None
    return msgspec.msgpack.decode(inp.read(struct.unpack("<I", head)[0]))
once = Path(read()["once"])
while (frame := read()) is not None:
    for text in frame[1]:
        if text == "die": os._exit(9)
        if text == "die once" and not once.exists():
            once.touch(); os._exit(9)
        if text == "hang": time.sleep(600)
        if text == "nonsense": out.write(b"\\xff\\xff\\xff\\xff"); out.flush(); continue
        if text.startswith("slow"): time.sleep(0.3)
        packed = msgspec.msgpack.encode([text.upper(), ""])
        out.write(struct.pack("<I", len(packed)) + packed); out.flush()
"""


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[ChildPool]:
    script = tmp_path / "unruly.py"
    script.write_text(UNRULY)

    def start() -> Child:
        return Child([sys.executable, "-P", str(script)], {"once": str(tmp_path / "once")})

    pool = ChildPool(start, 2, answer_s=3.0, first_answer_s=15.0)
    yield pool
    pool.close()


def test_answers_come_in_the_order_of_the_texts(pool: ChildPool) -> None:
    texts = [f"text {number}" for number in range(40)]
    assert pool.translate("en-pt", texts) == [(text.upper(), "") for text in texts]


def test_no_texts_give_no_answers_and_start_nothing(pool: ChildPool) -> None:
    assert pool.translate("en-pt", []) == []
    assert not pool._threads


def test_a_child_that_dies_costs_one_retry(pool: ChildPool) -> None:
    assert pool.translate("en-pt", ["a", "die once", "b"]) == [
        ("A", ""),
        ("DIE ONCE", ""),
        ("B", ""),
    ]


def test_a_text_that_always_kills_fails_alone_with_a_reason(pool: ChildPool) -> None:
    answers = pool.translate("en-pt", ["a", "die", "b"])
    assert [answer[0] for answer in answers] == ["A", "", "B"]
    assert "died" in answers[1][1]
    assert "twice" in answers[1][1]


def test_a_child_that_speaks_nonsense_is_replaced(pool: ChildPool) -> None:
    answers = pool.translate("en-pt", ["nonsense", "b"])
    assert answers[1] == ("B", "")
    assert "nonsense" in answers[0][1]


@pytest.mark.slow
def test_a_hung_child_is_ended_at_its_deadline(tmp_path: Path) -> None:
    script = tmp_path / "unruly.py"
    script.write_text(UNRULY)
    pool = ChildPool(
        lambda: Child([sys.executable, "-P", str(script)], {"once": str(tmp_path / "once")}),
        1,
        answer_s=0.5,
        first_answer_s=10.0,
    )
    assert pool.translate("en-pt", ["warm"]) == [("WARM", "")]
    answers = pool.translate("en-pt", ["hang", "b"])
    pool.close()
    assert "no answer within" in answers[0][1]
    assert answers[1] == ("B", "")


def test_a_short_call_does_not_wait_for_a_long_one(pool: ChildPool) -> None:
    pool.translate("en-pt", [f"warm {number}" for number in range(20)])
    ended: dict[str, float] = {}

    def ask(name: str, texts: list[str]) -> None:
        pool.translate("en-pt", texts)
        ended[name] = time.monotonic()

    long = threading.Thread(target=ask, args=("long", [f"slow {n}" for n in range(36)]))
    long.start()
    time.sleep(0.2)
    ask("short", ["quick"])
    long.join()
    assert ended["short"] < ended["long"] - 1.0


def test_many_threads_share_a_pool(pool: ChildPool) -> None:
    results: dict[int, list[tuple[str, str]]] = {}

    def ask(number: int) -> None:
        results[number] = pool.translate("en-pt", [f"{number} {place}" for place in range(9)])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {
        number: [(f"{number} {place}", "") for place in range(9)] for number in range(12)
    }


def test_a_closed_pool_answers_with_a_reason(pool: ChildPool) -> None:
    pool.translate("en-pt", ["a"])
    pool.close()
    assert pool.translate("en-pt", ["a"]) == [("", "the engine is closed")]


def test_a_child_that_cannot_be_started_fails_its_texts(tmp_path: Path) -> None:
    pool = ChildPool(lambda: Child([str(tmp_path / "missing")], {}), 1)
    answers = pool.translate("en-pt", ["a", "b"])
    pool.close()
    assert all(text == "" and reason for text, reason in answers)


def test_a_text_with_half_a_character_fails_and_the_others_do_not(pool: ChildPool) -> None:
    answers = pool.translate("en-pt", ["\ud800", "b"])
    assert answers[0][0] == ""
    assert answers[1] == ("B", "")


def test_a_call_hands_out_every_sentence_once() -> None:
    call = Call("en-pt", ["x"] * 14)
    taken = [call.take(), call.take(), call.take(), call.take()]
    assert [index for indices in taken for index in indices] == list(range(14))
    assert max(len(indices) for indices in taken) <= 8
