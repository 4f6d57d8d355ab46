from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dragoman.records import ArticleStage
from fakes_store import later, open_in, seen, sighting


def test_an_article_is_minted_once_however_often_it_is_seen(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        first, is_new = store.articles.see(sighting(), "gazette/one")
        again, is_new_again = store.articles.see(sighting(seen_at=later(9)), "gazette/other")
        assert (is_new, is_new_again) == (True, False)
        assert first == again
        assert first.article == "gazette/one"
        assert first.stage is ArticleStage.SIGHTED
        assert store.articles.counts()["articles"] == {"sighted": 1}


def test_a_taken_id_gets_the_next_free_number(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, store.begin():
        ids = [store.articles.see(sighting(n), "gazette/news")[0].article for n in range(1, 41)]
    assert ids[:3] == ["gazette/news", "gazette/news-2", "gazette/news-3"]
    assert len(set(ids)) == 40


def test_a_candidate_that_looks_numbered_never_takes_another_articles_id(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        names = ["a-2", "a", "a", "a-2", "a-2-2", "a", "a"]
        ids = [store.articles.see(sighting(n), name)[0].article for n, name in enumerate(names)]
        assert len(set(ids)) == len(names)


def test_another_publisher_with_the_same_guid_and_address_is_another_article(
    tmp_path: Path,
) -> None:
    with open_in(tmp_path) as store:
        ours = seen(store)
        theirs, is_new = store.articles.see(sighting(publisher="thief"), "thief/1")
        assert is_new
        assert theirs.article != ours.article
        assert store.articles.standing(ours.article) == ours


def test_an_article_that_moves_keeps_its_id_and_is_fetched_afresh(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        old = seen(store)
        store.articles.keep_standing(replace(old, etag='"v1"', last_modified="yesterday"))
        moved, is_new = store.articles.see(
            sighting(url="https://gazette.example/new", seen_at=later(15)), "gazette/new"
        )
        assert not is_new
        assert moved.article == old.article
        assert (moved.url, moved.etag, moved.last_modified) == (
            "https://gazette.example/new",
            "",
            "",
        )
        assert moved.sighting == old.sighting
        assert store.articles.addresses(old.article) == (
            "https://gazette.example/1",
            "https://gazette.example/new",
        )
        assert store.articles.known("gazette", old.url, "") == moved


def test_a_publisher_that_changes_its_guids_at_every_poll_has_one_article(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        ids = {
            store.articles.see(sighting(guid=f"fresh-{n}", seen_at=later(n)), f"gazette/{n}")[
                0
            ].article
            for n in range(100)
        }
        assert len(ids) == 1
        with store._engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT count(*) FROM aliases").scalar_one()
        assert rows < 12


def test_a_guid_that_every_item_of_a_feed_shares_loses_no_article(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        first = [store.articles.see(sighting(n, guid="same"), f"g/{n}") for n in range(5)]
        second = [
            store.articles.see(sighting(n, guid="same", seen_at=later(15)), f"g/{n}")
            for n in range(6)
        ]
        assert len({standing.article for standing, _ in first}) == 5
        assert [is_new for _, is_new in second] == [False] * 5 + [True]


def test_a_guid_found_out_later_to_be_shared_gives_back_what_it_took(tmp_path: Path) -> None:
    """The newest item comes first, and brings the shared GUID to the older one's article."""
    with open_in(tmp_path) as store:
        old = seen(store, 1, guid="same")
        for poll in (15, 30):
            for number in (2, 1):
                store.articles.see(
                    sighting(number, guid="same", seen_at=later(poll)), f"gazette/{number}"
                )
        one = store.articles.known("gazette", "https://gazette.example/1")
        two = store.articles.known("gazette", "https://gazette.example/2")
        assert one is not None
        assert two is not None
        assert (one.article, one.url) == (old.article, old.url)
        assert two.article != old.article


def test_an_address_wins_over_a_guid_that_names_another_article(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        one, two = seen(store, 1), seen(store, 2)
        found, is_new = store.articles.see(
            sighting(2, guid=sighting(1).guid, seen_at=later(1)), "gazette/3"
        )
        assert (found.article, is_new) == (two.article, False)
        assert store.articles.standing(one.article) == one


def test_an_alias_names_the_article_unless_it_is_anothers(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        one, two = seen(store, 1), seen(store, 2)
        canonical = "https://gazette.example/canonical"
        assert store.articles.alias(one.article, canonical) == one.article
        assert store.articles.alias(two.article, canonical) == one.article
        assert store.articles.known("gazette", canonical) == one
        assert store.articles.known("gazette", "https://gazette.example/nobody") is None


def test_addresses_of_any_length_and_content_name_their_article(tmp_path: Path) -> None:
    odd = ["https://g.example/" + "x" * 20_000, "nul\x00inside", "half \ud800 pair", "", "%s {0}"]
    with open_in(tmp_path) as store:
        for n, url in enumerate(odd):
            standing, is_new = store.articles.see(sighting(url=url, guid=f"n{n}\x00"), f"g/{n}")
            assert is_new
            assert store.articles.known("gazette", url) is not None
            assert store.articles.see(sighting(url=url, guid=f"n{n}\x00"), "g/x")[0].article == (
                standing.article
            )
