"""What a question costs must not depend on how much is kept."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from dragoman.records import (
    ArticleStage,
    Decision,
    DecisionKind,
    EditionStage,
    EngineResult,
    KeptPair,
    ListingStanding,
    Publisher,
)
from dragoman.store import Store
from fakes_store import (
    NOON,
    article,
    capture,
    desk_copy,
    dispatch,
    edition,
    later,
    open_in,
    seen,
    sighting,
    translation,
)

# Tables that grow with the number of publishers only, or hold a bounded number of rows; and what
# is asked for whole on purpose.
MAY_SCAN = ("publishers", "listings", "tallies", "alembic_version")
ASKED_WHOLE = ("SELECT dispatch_heads.id \nFROM dispatch_heads ORDER BY dispatch_heads.id",)


def fill(store: Store, numbers: range) -> None:
    """A wire's day: every article captured, read, translated, published."""
    for start in range(numbers.start, numbers.stop, 500):
        with store.begin():
            for n in range(start, min(start + 500, numbers.stop)):
                fill_one(store, n)


def fill_one(store: Store, n: int) -> None:
    standing = seen(store, n, seen_at=later(n))
    name = standing.article
    store.articles.keep_capture(name, capture(b"%d" % n, n))
    store.articles.keep_version(article(name, text=f"Text {n}."))
    store.articles.keep_copy_keys(name, 1, [f"{n}-{band}" for band in range(8)] + ["common"])
    stage = ArticleStage.MISSED if n % 10 == 0 else ArticleStage.TAKEN_IN
    store.articles.keep_standing(
        replace(
            standing,
            stage=stage,
            reason="DNS failed" if n % 10 == 0 else "",
            changed_at=later(n),
            next_try_at=later(n),
        )
    )
    store.translations.keep_translation(translation(article=name))
    store.translations.keep_desk_copy(desk_copy(translation=translation(article=name)))
    held = n % 7 == 0
    at = EditionStage.HELD if held else EditionStage.PUBLISHED
    store.articles.keep_edition(
        edition(at, article=name, changed_at=later(n), reason="held" if held else "")
    )
    if not held:
        made = dispatch(name, first_published_at=later(n), published_at=later(n))
        store.dispatches.keep(made, b"row")
        if n % 50:
            store.dispatches.written(made.id, 1)
    store.ledger.append("article", name, "", later(n))
    store.memory.remember({f"{n:032x}": EngineResult(id="", text="Texto.")}, (), NOON.date())
    store.memory.keep_pairs(
        [
            KeptPair(
                source_language="en",
                target_language="pt",
                source=f"Council {n}.",
                target="Conselho.",
            )
        ]
    )
    store.decisions.add(
        Decision(
            kind=DecisionKind.PAUSE,
            target=name,
            by="a",
            decided_at=NOON,
            done_at=None if n % 500 == 0 else NOON,
        )
    )


def questions(store: Store, n: int) -> dict[str, Callable[[], Any]]:
    """Everything that can be asked of the shelves."""
    name, id_ = f"gazette/{n}", f"gazette/{n}/pt"
    articles, dispatches, translations = store.articles, store.dispatches, store.translations
    return {
        "publishers.get": lambda: store.publishers.get("gazette"),
        "publishers.all": lambda: store.publishers.all(),
        "listings.standing": lambda: store.listings.standing("l"),
        "listings.due": lambda: store.listings.due(NOON),
        "listings.all": lambda: store.listings.all(),
        "see known": lambda: articles.see(sighting(n, seen_at=later(n + 1)), name),
        "known": lambda: articles.known("gazette", f"https://gazette.example/{n}", "g"),
        "alias": lambda: articles.alias(name, f"https://gazette.example/{n}/amp"),
        "addresses": lambda: articles.addresses(name),
        "standing": lambda: articles.standing(name),
        "by_stage": lambda: articles.by_stage(ArticleStage.MISSED, 20),
        "refused_of": lambda: articles.refused_of("gazette", 20),
        "due": lambda: articles.due(later(20), 20),
        "captures": lambda: articles.captures(name),
        "capture": lambda: articles.capture(capture(b"%d" % n).body_sha256),
        "version": lambda: articles.version(name, 1),
        "latest": lambda: articles.latest(name),
        "versions": lambda: articles.versions(name),
        "with_text": lambda: articles.with_text("gazette", "0" * 64),
        "with_text anywhere": lambda: articles.with_text(None, "0" * 64),
        "with_copy_keys": lambda: articles.with_copy_keys([f"{n}-1", f"{n}-2", "common"]),
        "edition": lambda: articles.edition(name, "pt"),
        "editions": lambda: articles.editions(name),
        "editions_by_stage": lambda: articles.editions_by_stage(EditionStage.HELD, 20),
        "unfinished_editions": lambda: articles.unfinished_editions(20),
        "counts": lambda: articles.counts(),
        "reasons": lambda: articles.reasons(20),
        "translation": lambda: translations.translation(name, 1, "pt"),
        "newest_before": lambda: translations.newest_before(name, 9, "pt"),
        "desk_copy": lambda: translations.desk_copy(name, 1, "pt"),
        "published_copy": lambda: translations.published_copy(id_, 1),
        "fixes": lambda: translations.fixes(name, "pt"),
        "dispatch latest": lambda: dispatches.latest(id_),
        "dispatch version": lambda: dispatches.version(id_, 1),
        "dispatch versions": lambda: dispatches.versions(id_),
        "newest": lambda: dispatches.newest("pt", 20),
        "of_day": lambda: dispatches.of_day("pt", "2026-02-01"),
        "days": lambda: dispatches.days("pt"),
        "corrected": lambda: dispatches.corrected("pt", 20),
        "of_article": lambda: dispatches.of_article(name),
        "of_publisher": lambda: dispatches.of_publisher("gazette", after=name, limit=20),
        "count": lambda: dispatches.count("pt"),
        "to_write": lambda: dispatches.to_write(5),
        "written": lambda: dispatches.written(id_, 1),
        "write_again": lambda: dispatches.write_again("nothing"),
        "memory.recall": lambda: store.memory.recall([f"{n:032x}", f"{n + 1:032x}"]),
        "memory.by_people": lambda: store.memory.by_people(["Council."], "en", "pt"),
        "memory.prune": lambda: store.memory.prune(NOON.date(), 10**9),
        "memory.size": lambda: store.memory.size(),
        "decisions.get": lambda: store.decisions.get(1),
        "decisions.of": lambda: store.decisions.of(name),
        "ledger.entries": lambda: store.ledger.entries(after=n - 5, limit=5),
        "ledger.entries of": lambda: store.ledger.entries(name),
        "ledger.head": lambda: store.ledger.head(),
    }


@contextmanager
def statements_of(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """What is asked of the database meanwhile."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(store._engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(store._engine, "before_cursor_execute", note)


def plan_of(store: Store, statement: str, parameters: Any) -> list[str]:
    raw = store._engine.raw_connection()
    try:
        one = parameters[0] if parameters and isinstance(parameters[0], tuple) else parameters
        rows = raw.cursor().execute(f"EXPLAIN QUERY PLAN {statement}", one).fetchall()
        return [str(row[3]) for row in rows]
    finally:
        raw.close()


def test_every_question_is_answered_from_an_index_without_sorting(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        store.publishers.add(Publisher(slug="gazette", name="G", homepage="h"))
        store.listings.keep(ListingStanding(url="l", publisher="gazette"))
        with statements_of(store) as asked:
            fill(store, range(3))
            store.decisions.open()
            store.dispatches.all_ids()
            store.decisions.done(1, NOON, "")
            for ask in questions(store, 1).values():
                ask()
        plans = {
            statement: plan_of(store, statement, parameters)
            for statement, parameters in asked
            if statement.startswith(("SELECT", "UPDATE", "DELETE")) and statement not in ASKED_WHOLE
        }
    assert len(plans) > 45
    for statement, plan in plans.items():
        for step in plan:
            scans = step.startswith("SCAN") and not any(table in step for table in MAY_SCAN)
            # "ORDER BY number LIMIT 1" walks the key and stops at the first row.
            walked = ("ledger", "memory", "kept_pairs")
            walks_key = "LIMIT" in statement and any(table in step for table in walked)
            assert not scans or walks_key, (statement, plan)
            # Tallies are a bounded table; fixes are sorted within one article.
            sorts = "TEMP B-TREE" in step and "tallies" not in statement
            assert not sorts or "FROM fixes" in statement, (statement, plan)


def test_the_check_of_plans_notices_a_missing_index(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        with store._engine.begin() as connection:
            connection.exec_driver_sql("DROP INDEX ix_articles_next_try")
        with statements_of(store) as asked:
            store.articles.due(NOON, 5)
        plan = plan_of(store, *asked[-1])
    assert any("SCAN" in step or "TEMP B-TREE" in step for step in plan)


def seconds_for(ask: Callable[[], Any]) -> float:
    """CPU seconds of this thread, the median of eleven: other programs must not count."""
    taken = []
    for _ in range(11):
        start = time.thread_time()
        ask()
        taken.append(time.thread_time() - start)
    return statistics.median(taken)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_six_thousand_articles_cost_no_more_than_one_thousand(tmp_path: Path) -> None:
    """Pages of a deeper tree and a colder cache cost a little; a scan would cost six times."""
    with open_in(tmp_path) as store:
        store.publishers.add(Publisher(slug="gazette", name="G", homepage="h"))
        fill(store, range(1, 1001))
        few = {name: seconds_for(ask) for name, ask in questions(store, 501).items()}
        fill(store, range(1001, 6_001))
        many = {name: seconds_for(ask) for name, ask in questions(store, 3_003).items()}
        grown = {name: (few[name], many[name]) for name in few if many[name] > 4 * few[name] + 2e-3}
        assert grown == {}
        ratio = sum(many.values()) / sum(few.values())
        assert ratio < 2.5, ratio
        start = time.process_time()
        fill(store, range(6_001, 6_201))
        assert (time.process_time() - start) / 200 < 0.08  # seconds of CPU for one article
