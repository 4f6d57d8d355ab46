from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from dragoman.records import DispatchStatus, Notice, NoticeBy, NoticeKind
from fakes_store import NOON, dispatch, later, open_in, seen


def test_publishing_a_version_twice_changes_nothing(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        assert store.dispatches.keep(dispatch(), b"first")
        store.dispatches.written("gazette/1/pt", 1)
        assert not store.dispatches.keep(dispatch(link_reason="changed"), b"second")
        assert store.dispatches.newest("pt", 9) == ((dispatch(), b"first"),)
        assert store.dispatches.to_write(9) == ()


def test_a_newer_version_waits_to_be_written_even_when_the_older_one_was(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        store.dispatches.keep(dispatch(), b"1")
        store.dispatches.keep(dispatch(version=2), b"2")
        store.dispatches.written("gazette/1/pt", 1)
        assert store.dispatches.to_write(9) == ("gazette/1/pt",)
        store.dispatches.written("gazette/1/pt", 2)
        assert store.dispatches.to_write(9) == ()
        store.dispatches.write_again("gazette/1/pt")
        assert store.dispatches.to_write(9) == ("gazette/1/pt",)
        assert store.dispatches.versions("gazette/1/pt") == (dispatch(), dispatch(version=2))
        assert store.dispatches.latest("gazette/1/pt") == dispatch(version=2)
        assert store.dispatches.version("gazette/1/pt", 1) == dispatch()


def test_an_older_version_that_comes_late_does_not_become_the_newest(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        store.dispatches.keep(dispatch(version=3), b"3")
        assert store.dispatches.keep(dispatch(version=2), b"2")
        assert store.dispatches.latest("gazette/1/pt") == dispatch(version=3)


def test_lists_show_the_newest_version_in_the_order_of_first_publication(tmp_path: Path) -> None:
    kill = Notice(kind=NoticeKind.KILL, by=NoticeBy.PUBLISHER, version=2, issued_at=later(60))
    with open_in(tmp_path) as store:
        for n in range(1, 5):
            seen(store, n)
            store.dispatches.keep(
                dispatch(f"gazette/{n}", first_published_at=later(n), published_at=later(n)),
                b"%d" % n,
            )
        withdrawn = dispatch(
            "gazette/2",
            version=2,
            status=DispatchStatus.CANCELED,
            notices=(kill,),
            first_published_at=later(2),
            published_at=later(60),
        )
        store.dispatches.keep(withdrawn, b"2b")
        rows = [row for _, row in store.dispatches.newest("pt", 3)]
        assert rows == [b"4", b"3", b"2b"]
        assert store.dispatches.corrected("pt", 9) == ((withdrawn, b"2b"),)
        assert store.dispatches.count("pt") == 3
        assert store.dispatches.count("de") == 0
        assert store.dispatches.newest("de", 9) == ()


def test_what_waits_for_release_is_on_no_list_until_it_is_released(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        store.dispatches.keep(dispatch(hidden_until_release=True), b"hidden")
        shelf = store.dispatches
        assert (shelf.newest("pt", 9), shelf.days("pt"), shelf.count("pt")) == ((), (), 0)
        assert shelf.of_day("pt", NOON.date()) == ()
        assert shelf.of_article("gazette/1") == ("gazette/1/pt",)
        shelf.keep(dispatch(version=2), b"shown")
        assert [row for _, row in shelf.newest("pt", 9)] == [b"shown"]
        assert (shelf.days("pt"), shelf.count("pt")) == (("2026-03-01",), 1)


def test_a_plain_update_is_no_correction(tmp_path: Path) -> None:
    kinds = {kind: n for n, kind in enumerate(NoticeKind, start=1)}
    with open_in(tmp_path) as store:
        for kind, n in kinds.items():
            seen(store, n)
            notice = Notice(kind=kind, by=NoticeBy.PUBLISHER, version=1, issued_at=NOON)
            store.dispatches.keep(dispatch(f"gazette/{n}", notices=(notice,)), kind.encode())
        shown = {row.decode() for _, row in store.dispatches.corrected("pt", 99)}
        assert shown == {kind.value for kind in NoticeKind} - {"update"}


def test_the_archive_has_a_page_for_each_day_of_first_publication(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        moments = (
            datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC),
            datetime(2026, 3, 2, 0, 0, tzinfo=UTC),
            datetime(2026, 3, 2, 12, 0, tzinfo=UTC),
        )
        for n, moment in enumerate(moments):
            seen(store, n)
            store.dispatches.keep(
                dispatch(f"gazette/{n}", first_published_at=moment, published_at=moment), b"%d" % n
            )
        shelf = store.dispatches
        assert shelf.days("pt") == ("2026-03-02", "2026-03-01")
        assert [row for _, row in shelf.of_day("pt", date(2026, 3, 2))] == [b"2", b"1"]
        assert [row for _, row in shelf.of_day("pt", "2026-03-01")] == [b"0"]


def test_dispatches_are_found_by_article_and_publisher_page_by_page(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        for n in (1, 2):
            seen(store, n)
            for language in ("pt", "de"):
                store.dispatches.keep(dispatch(f"gazette/{n}", language=language), b"")
        everything = ("gazette/1/de", "gazette/1/pt", "gazette/2/de", "gazette/2/pt")
        shelf = store.dispatches
        assert shelf.all_ids() == everything
        assert shelf.of_publisher("gazette") == everything
        assert shelf.of_publisher("gazette", after="gazette/1/de", limit=2) == everything[1:3]
        assert shelf.of_article("gazette/2") == everything[2:]
