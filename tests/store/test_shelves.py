from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from dragoman.errors import UsageError
from dragoman.records import (
    ArticleStage,
    Decision,
    DecisionKind,
    EditionStage,
    ListingStanding,
    Publisher,
)
from fakes_store import (
    NOON,
    STAGES,
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


def test_publishers_are_added_once_and_replaced_where_they_stand(tmp_path: Path) -> None:
    gazette = Publisher(slug="gazette", name="Gazette", homepage="https://gazette.example")
    with open_in(tmp_path) as store:
        store.publishers.add(gazette)
        with pytest.raises(UsageError, match="gazette is followed already"):
            store.publishers.add(gazette)
        paused = replace(gazette, paused_because="holiday")
        store.publishers.replace(paused)
        assert store.publishers.get("gazette") == paused
        assert store.publishers.get("nobody") is None
        with pytest.raises(UsageError, match="nobody is not followed"):
            store.publishers.replace(replace(gazette, slug="nobody"))
        store.publishers.add(replace(gazette, slug="courier"))
        assert [publisher.slug for publisher in store.publishers.all()] == ["courier", "gazette"]


def test_listings_are_due_when_never_polled_or_overdue(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        for n, next_poll in enumerate((later(5), None, later(-5), later(0))):
            store.listings.keep(
                ListingStanding(url=f"l{n}", publisher="gazette", next_poll_at=next_poll)
            )
        assert [standing.url for standing in store.listings.due(NOON)] == ["l1", "l2", "l3"]
        assert [standing.url for standing in store.listings.due(NOON, 1)] == ["l1"]
        store.listings.keep(ListingStanding(url="l1", publisher="gazette", next_poll_at=later(9)))
        assert [standing.url for standing in store.listings.due(NOON)] == ["l2", "l3"]
        assert len(store.listings.all()) == 4
        assert store.listings.standing("l9") is None


def test_stages_are_counted_exactly_through_every_change(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        standings = [seen(store, n) for n in range(30)]
        for n, standing in enumerate(standings):
            for stage in (STAGES[n % len(STAGES)], STAGES[(n + 1) % len(STAGES)]):
                store.articles.keep_standing(replace(standing, stage=stage))
            store.articles.keep_edition(edition(article=standing.article))
            store.articles.keep_edition(
                edition(EditionStage.HELD, article=standing.article, language="pt")
            )
        counts = store.articles.counts()
        for stage in STAGES:
            listed = store.articles.by_stage(stage, 100)
            assert counts["articles"].get(stage.value, 0) == len(listed)
        assert counts["editions"] == {"pt": {"held": 30}}


def test_articles_are_due_in_the_order_in_which_they_became_due(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        for n, minutes in enumerate((3, -1, -2, 0)):
            standing = seen(store, n)
            store.articles.keep_standing(replace(standing, next_try_at=later(minutes)))
        seen(store, 9)
        assert [s.article for s in store.articles.due(NOON, 9)] == [
            "gazette/2",
            "gazette/1",
            "gazette/3",
        ]
        assert [s.article for s in store.articles.due(NOON, 1)] == ["gazette/2"]


def test_refused_articles_are_found_by_their_publisher(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        for n in range(3):
            standing = seen(store, n)
            if n:
                store.articles.keep_standing(
                    replace(standing, stage=ArticleStage.REFUSED, reason="robots.txt")
                )
        store.articles.see(sighting(publisher="courier"), "courier/1")
        refused = store.articles.refused_of("gazette")
        assert [standing.article for standing in refused] == ["gazette/1", "gazette/2"]
        assert store.articles.refused_of("courier") == ()


def test_reasons_name_articles_and_editions_newest_first(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        standing = seen(store)
        store.articles.keep_standing(
            replace(standing, stage=ArticleStage.MISSED, reason="DNS failed", changed_at=later(1))
        )
        store.articles.keep_edition(edition(EditionStage.HELD, reason="two", changed_at=later(2)))
        store.articles.keep_edition(edition(language="de", changed_at=later(3)))
        assert store.articles.reasons(9) == [
            ("gazette/1", "pt", "held", "two"),
            ("gazette/1", "", "missed", "DNS failed"),
        ]
        assert len(store.articles.reasons(1)) == 1


def test_the_same_answer_is_kept_once_and_found_by_its_body(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        early, late = capture(minutes=0), capture(minutes=5)
        for given in (late, early, early):
            store.articles.keep_capture("gazette/1", given)
        assert store.articles.captures("gazette/1") == (early, late)
        assert store.articles.capture(early.body_sha256) == late
        assert store.articles.capture("f" * 64) is None


def test_a_version_never_changes_its_text(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        seen(store, 2)
        for version in (1, 2):
            store.articles.keep_version(article(version=version))
        store.articles.keep_version(article(version=2, bylines=("A. Writer",)))
        with pytest.raises(UsageError, match="version 2 of gazette/1 stands with another text"):
            store.articles.keep_version(article(version=2, text="Something else."))
        latest = store.articles.latest("gazette/1")
        assert latest == article(version=2, bylines=("A. Writer",))
        assert store.articles.versions("gazette/1") == (1, 2)
        assert store.articles.version("gazette/1", 3) is None
        assert store.articles.latest("gazette/2") is None


def test_equal_texts_are_found_within_a_publisher_and_everywhere(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        seen(store, 2)
        store.articles.see(sighting(publisher="courier"), "courier/1")
        for name, publisher in (
            ("gazette/1", "gazette"),
            ("gazette/2", "gazette"),
            ("courier/1", "courier"),
        ):
            store.articles.keep_version(article(name, text="Same.", publisher=publisher))
        digest = article(text="Same.").text_sha256
        assert store.articles.with_text("gazette", digest) == ("gazette/1", "gazette/2")
        assert store.articles.with_text(None, digest) == ("courier/1", "gazette/1", "gazette/2")
        assert store.articles.with_text(None, "0" * 64) == ()


def test_copies_are_found_by_shared_keys_and_the_closest_comes_first(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        for n in (1, 2, 3):
            seen(store, n)
        store.articles.keep_copy_keys("gazette/1", 1, ["a", "b", "a"])
        store.articles.keep_copy_keys("gazette/2", 1, ["b", "c"])
        store.articles.keep_copy_keys("gazette/3", 2, ["d"])
        store.articles.keep_copy_keys("gazette/3", 2, ["e"])
        assert store.articles.with_copy_keys(["b", "c"]) == (("gazette/2", 1), ("gazette/1", 1))
        assert store.articles.with_copy_keys(["d"]) == ()
        assert store.articles.with_copy_keys([]) == ()


def test_unfinished_editions_are_those_that_stand_nowhere_yet(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        for n, stage in enumerate(EditionStage):
            store.articles.keep_edition(edition(stage, language=f"l{n}", changed_at=later(-n)))
        unfinished = [standing.stage for standing in store.articles.unfinished_editions(99)]
        assert unfinished == [EditionStage.CHECKED, EditionStage.TRANSLATED, EditionStage.WAITING]
        assert len(store.articles.unfinished_editions(2)) == 2
        held = store.articles.editions_by_stage(EditionStage.HELD, 9)
        assert [standing.stage for standing in held] == [EditionStage.HELD]
        assert len(store.articles.editions("gazette/1")) == len(EditionStage)
        assert store.articles.edition("gazette/1", "xx") is None


def test_translations_and_desk_copies_belong_to_one_version_and_language(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        for version in (1, 2, 4):
            store.articles.keep_version(article(version=version))
            store.translations.keep_translation(translation(version))
            store.translations.keep_desk_copy(desk_copy(version))
        shelf = store.translations
        assert shelf.translation("gazette/1", 2, "pt") == translation(2)
        assert shelf.translation("gazette/1", 2, "de") is None
        assert shelf.desk_copy("gazette/1", 4, "pt") == desk_copy(4)
        assert shelf.newest_before("gazette/1", 4, "pt") == translation(2)
        assert shelf.newest_before("gazette/1", 5, "pt") == translation(4)
        assert shelf.newest_before("gazette/1", 1, "pt") is None


def test_a_long_translation_is_kept_compressed_and_comes_back_whole(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        store.articles.keep_version(article())
        long = translation(words=500)
        store.translations.keep_translation(long)
        assert store.translations.translation("gazette/1", 1, "pt") == long
        with store._engine.connect() as connection:
            size = connection.exec_driver_sql(
                "SELECT length(record) FROM translations"
            ).scalar_one()
        assert size < 15_000


def test_a_translation_of_what_was_never_kept_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        with pytest.raises(UsageError, match="keep the article and its version first"):
            store.translations.keep_translation(translation())
        with pytest.raises(UsageError, match="keep the article and its version first"):
            store.dispatches.keep(dispatch(), b"row")
        with pytest.raises(UsageError, match="no article gazette/1"):
            store.articles.alias("gazette/1", "https://gazette.example/x")


def test_fixes_are_tied_to_the_source_sentence_and_the_last_one_holds(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        keep = store.translations.keep_fix
        keep("gazette/1", "pt", "Hello.\x00", "Oi.", "ana", NOON)
        keep("gazette/1", "pt", "Hello.\x00", "Olá.", "ana", later(1))
        keep("gazette/1", "de", "Hello.", "Hallo.", "ana", later(1))
        assert store.translations.fixes("gazette/1", "pt") == {"Hello.\x00": "Olá."}
        assert store.translations.fixes("gazette/1", "fr") == {}


def test_the_words_of_a_published_version_stay_when_the_desk_goes_on(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        store.dispatches.keep(dispatch(), b"")
        store.translations.keep_published_copy("gazette/1/pt", 1, desk_copy())
        changed = desk_copy(unchecked=("names",))
        store.translations.keep_published_copy("gazette/1/pt", 1, changed)
        assert store.translations.published_copy("gazette/1/pt", 1) == desk_copy()
        assert store.translations.published_copy("gazette/1/pt", 2) is None


def test_a_decision_is_open_until_it_is_done_and_its_first_outcome_stands(tmp_path: Path) -> None:
    def decision(target: str) -> Decision:
        return Decision(
            kind=DecisionKind.WITHDRAW, target=target, by="ana", decided_at=NOON, note="wrong\x00"
        )

    with open_in(tmp_path) as store:
        first, second = (store.decisions.add(decision(target)) for target in ("a/pt", "b/pt"))
        assert (first.id, second.id) == (1, 2)
        assert store.decisions.open() == (first, second)
        store.decisions.done(1, later(1), "withdrawn")
        store.decisions.done(1, later(2), "again")
        done = replace(first, done_at=later(1), outcome="withdrawn")
        assert store.decisions.open() == (second,)
        assert store.decisions.of("a/pt") == (done,)
        assert store.decisions.get(1) == done
        assert store.decisions.get(9) is None
        with pytest.raises(UsageError, match="no decision 9"):
            store.decisions.done(9, NOON, "")


def test_a_moment_without_a_zone_is_refused(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, pytest.raises(Exception, match="no time zone"):
        store.listings.due(datetime(2026, 1, 1))  # noqa: DTZ001


def test_moments_are_kept_to_the_microsecond_and_in_any_zone(tmp_path: Path) -> None:
    from datetime import timezone

    odd = datetime(1, 1, 2, 3, 4, 5, 678901, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with open_in(tmp_path) as store:
        entry = store.ledger.append("test", "odd", "", odd)
        (kept,) = store.ledger.entries()
        assert kept.at == odd
        assert kept.digest == entry.digest
        assert store.ledger.verify() == ()
