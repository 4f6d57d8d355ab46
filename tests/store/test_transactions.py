from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.errors import WorldError
from dragoman.store import Store
from fakes_store import NOON, article, dispatch, edition, open_in, seen, sighting

TESTS = str(Path(__file__).parents[1])

# Sees articles, ten in each transaction, until it is killed or has made `count`.
WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from fakes_store import NOON, dispatch, edition, open_in, sighting
store = open_in(Path(sys.argv[2]), fresh=True)
name, count = sys.argv[3], int(sys.argv[4])
for start in range(0, count, 10):
    with store.begin():
        for n in range(start, start + 10):
            standing, _ = store.articles.see(
                sighting(n, publisher=name), f"{name}/{n}"
            )
            store.articles.keep_edition(edition(article=standing.article))
            store.dispatches.keep(dispatch(standing.article), b"row")
        store.ledger.append("batch", name, str(start), NOON)
    print(start, flush=True)
store.close()
"""


def start_writer(folder: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, TESTS, str(folder), name, str(count)],
        stdout=subprocess.PIPE,
        text=True,
    )


def fail_half_way(store: Store, number: int) -> None:
    """Write on several shelves, then fail."""
    with store.begin():
        standing = seen(store, number)
        store.articles.keep_version(article(standing.article))
        store.ledger.append("article", standing.article, "", NOON)
        raise RuntimeError("half-way")


def test_a_transaction_that_fails_leaves_nothing_on_any_shelf(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        with pytest.raises(RuntimeError, match="half-way"):
            fail_half_way(store, 1)
        assert store.articles.standing("gazette/1") is None
        assert store.articles.latest("gazette/1") is None
        assert store.ledger.head() is None
        assert store.articles.counts() == {"articles": {}, "editions": {}}
        assert store.damage() == ()


def test_an_inner_part_can_fail_alone(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        with store.begin():
            seen(store, 1)
            with pytest.raises(RuntimeError, match="half-way"):
                fail_half_way(store, 2)
            seen(store, 3)
        assert store.articles.counts()["articles"] == {"sighted": 2}
        assert store.articles.standing("gazette/2") is None
        assert store.damage() == ()


def test_a_thread_sees_its_own_transaction_and_others_see_the_state_before(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, ThreadPoolExecutor(1) as other:
        with store.begin():
            seen(store)
            assert store.articles.standing("gazette/1") is not None
            assert other.submit(store.articles.standing, "gazette/1").result() is None
        assert other.submit(store.articles.standing, "gazette/1").result() is not None


def test_threads_that_write_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    def write(store_and_thread: int) -> int:
        new = 0
        for n in range(25):
            standing, is_new = store.articles.see(sighting(n), f"gazette/{n}")
            store.articles.keep_edition(edition(article=standing.article))
            new += is_new
            new += store.dispatches.keep(dispatch(standing.article), b"%d" % store_and_thread)
            store.ledger.append("seen", standing.article, "", NOON)
        return new

    with open_in(tmp_path) as store, ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(write, range(6))) == 50
        assert store.articles.counts() == {
            "articles": {"sighted": 25},
            "editions": {"pt": {"waiting": 25}},
        }
        assert len(store.ledger.entries()) == 150
        assert store.damage() == ()


def test_two_processes_write_beside_each_other(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        writers = [start_writer(tmp_path, name, 60) for name in ("courier", "herald")]
        for n in range(30):
            seen(store, n)
        for writer in writers:
            assert writer.communicate(timeout=120)[0].split()[-1] == "50"
            assert writer.returncode == 0
        assert store.articles.counts()["articles"] == {"sighted": 150}
        assert len(store.dispatches.all_ids()) == 120
        assert len(store.ledger.entries()) == 12
        assert store.damage() == ()


def test_processes_that_open_a_new_store_at_once_make_it_once(tmp_path: Path) -> None:
    writers = [start_writer(tmp_path, f"paper-{n}", 10) for n in range(3)]
    for writer in writers:
        writer.communicate(timeout=120)
        assert writer.returncode == 0
    with open_in(tmp_path) as store:
        assert store.articles.counts()["articles"] == {"sighted": 30}
        assert store.damage() == ()


@pytest.mark.parametrize("batches", [1, 2, 4])
def test_a_kill_in_mid_transaction_leaves_whole_transactions_only(
    tmp_path: Path, batches: int
) -> None:
    writer = start_writer(tmp_path, "courier", 100_000)
    assert writer.stdout is not None
    for _ in range(batches):
        writer.stdout.readline()
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate(timeout=60)
    with open_in(tmp_path) as store:
        kept = store.articles.counts()["articles"]["sighted"]
        assert kept >= 10 * batches
        assert kept % 10 == 0
        assert store.articles.counts()["editions"]["pt"]["waiting"] == kept
        assert len(store.dispatches.all_ids()) == kept
        assert len(store.dispatches.to_write(1_000_000)) == kept
        assert len(store.ledger.entries(limit=1_000_000)) == kept // 10
        assert store.damage() == ()
        assert seen(store).article == "gazette/1"


def test_a_kill_before_the_commit_leaves_nothing(tmp_path: Path) -> None:
    code = WRITER.replace(
        'store.ledger.append("batch", name, str(start), NOON)',
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    )
    done = subprocess.run(
        [sys.executable, "-c", code, TESTS, str(tmp_path), "courier", "10"], check=False
    )
    assert done.returncode == -signal.SIGKILL
    with open_in(tmp_path) as store:
        assert store.articles.counts() == {"articles": {}, "editions": {}}
        assert store.damage() == ()


def test_a_lock_held_by_another_process_is_waited_for(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        holder = sqlite3.connect(
            tmp_path / "newsroom.db", isolation_level=None, check_same_thread=False
        )
        holder.execute("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.3, holder.rollback)
        letting_go.start()
        assert seen(store).article == "gazette/1"
        letting_go.join()
        holder.close()


def test_a_lock_held_too_long_is_named_and_nothing_is_lost_by_trying_again(tmp_path: Path) -> None:
    with open_in(tmp_path, patience_s=0.1) as store:
        holder = sqlite3.connect(tmp_path / "newsroom.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorldError, match=r"newsroom\.db is locked by another process"):
            seen(store)
        assert store.articles.standing("gazette/1") is None  # reading goes on
        holder.close()
        assert seen(store).article == "gazette/1"


def test_a_thread_that_holds_a_transaction_too_long_is_named(tmp_path: Path) -> None:
    with open_in(tmp_path, patience_s=0.1) as store, ThreadPoolExecutor(1) as other:
        with store.begin():
            waiting = other.submit(seen, store)
            with pytest.raises(WorldError, match="written by another thread"):
                waiting.result(timeout=30)
        assert other.submit(seen, store).result().article == "gazette/1"
