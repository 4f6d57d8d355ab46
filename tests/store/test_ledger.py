from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.store import LedgerEntry, Store
from fakes_store import NOON, later, open_in

ENTRIES = 12


def filled(store: Store) -> tuple[LedgerEntry, ...]:
    return tuple(
        store.ledger.append("capture", f"gazette/{n % 3}", f"content {n}", later(n))
        for n in range(ENTRIES)
    )


def test_entries_are_chained_from_the_first_to_the_last(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        entries = filled(store)
        assert [entry.number for entry in entries] == list(range(1, ENTRIES + 1))
        for before, after in pairwise(entries):
            assert after.previous == before.digest
        assert entries[0].content_sha256 == hashlib.sha256(b"content 0").hexdigest()
        assert store.ledger.entries() == entries
        assert store.ledger.entries("gazette/1", after=2, limit=2) == (entries[4], entries[7])
        assert store.ledger.head() == entries[-1]
        assert store.ledger.verify() == ()


def test_equal_content_as_bytes_and_as_text_has_one_digest(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        one = store.ledger.append("a", "s\x00\ud800", "é", NOON)
        two = store.ledger.append("a", "s", "é".encode(), NOON)
        assert one.content_sha256 == two.content_sha256
        assert store.ledger.entries()[0] == one
        assert store.ledger.verify() == ()


TAMPERINGS = {
    "kind changed": ("UPDATE ledger SET kind = 'Capture' WHERE number = 5", "entry 5"),
    "subject changed": ("UPDATE ledger SET subject = 'x' WHERE number = 5", "entry 5"),
    "time moved by a microsecond": ("UPDATE ledger SET at = at + 1 WHERE number = 5", "entry 5"),
    "content changed": (
        "UPDATE ledger SET content_sha256 = replace(content_sha256, 'a', 'b') WHERE number = 5",
        "entry 5",
    ),
    "first entry changed": ("UPDATE ledger SET kind = 'x' WHERE number = 1", "entry 1"),
    "last entry changed": ("UPDATE ledger SET kind = 'x' WHERE number = 12", "entry 12"),
    "entry deleted": ("DELETE FROM ledger WHERE number = 5", "entry 5 is missing"),
    "first deleted": ("DELETE FROM ledger WHERE number = 1", "entry 1 is missing"),
    "last deleted": ("DELETE FROM ledger WHERE number = 12", "end was cut off"),
    "many last deleted": ("DELETE FROM ledger WHERE number > 3", "end was cut off"),
    "all deleted": ("DELETE FROM ledger", "end was cut off"),
    "two exchanged": (
        (
            "UPDATE ledger SET number = CASE number WHEN 5 THEN -6 ELSE -5 END"
            " WHERE number IN (5, 6);"
            "UPDATE ledger SET number = -number WHERE number < 0"
        ),
        "entry 5",
    ),
    "deleted and closed up": (
        (
            "DELETE FROM ledger WHERE number = 5;"
            "UPDATE ledger SET number = number - 1 WHERE number > 5"
        ),
        "entry 5",
    ),
    "entry put in front": (
        (
            "INSERT INTO ledger SELECT 0, kind, subject, at, content_sha256, previous, digest, ''"
            " FROM ledger WHERE number = 1"
        ),
        "entry 1",
    ),
}


@pytest.mark.parametrize("case", TAMPERINGS)
def test_tampering_is_found_and_located(tmp_path: Path, case: str) -> None:
    statements, words = TAMPERINGS[case]
    with open_in(tmp_path) as store:
        filled(store)
        with closing(sqlite3.connect(tmp_path / "newsroom.db")) as connection:
            connection.executescript(statements)
        problems = store.ledger.verify()
        assert problems
        assert any(words in problem for problem in problems), problems


def test_an_end_that_was_rewritten_with_right_digests_is_found_by_the_note_outside(
    tmp_path: Path,
) -> None:
    with open_in(tmp_path) as store:
        filled(store)
        note = (tmp_path / "blobs" / "ledger.head").read_text()
        with closing(sqlite3.connect(tmp_path / "newsroom.db")) as connection:
            connection.execute("DELETE FROM ledger WHERE number = ?", (ENTRIES,))
            connection.commit()
        store.ledger.append("capture", "gazette/1", "another content", NOON)
        (tmp_path / "blobs" / "ledger.head").write_text(note)
        assert "cut off or rewritten" in store.ledger.verify()[0]


def test_every_bit_of_the_note_counts(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        filled(store)
        head = tmp_path / "blobs" / "ledger.head"
        note = head.read_bytes()
        for bit in range(0, len(note) * 8, 7):
            changed = bytearray(note)
            changed[bit // 8] ^= 1 << bit % 8
            head.write_bytes(changed)
            assert store.ledger.verify(), bytes(changed)
        head.unlink()
        assert "missing" in store.ledger.verify()[0]
        head.write_bytes(note)
        assert store.ledger.verify() == ()


def test_an_older_note_is_no_alarm(tmp_path: Path) -> None:
    """A kill between commit and note leaves the note one behind."""
    with open_in(tmp_path) as store:
        filled(store)
        head = tmp_path / "blobs" / "ledger.head"
        note = head.read_bytes()
        store.ledger.append("capture", "gazette/1", "", NOON)
        assert head.read_bytes() != note
        head.write_bytes(note)
        assert store.ledger.verify() == ()


def test_a_long_ledger_is_walked_page_by_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.ledger.PAGE", 5)
    with open_in(tmp_path) as store:
        filled(store)
        assert store.ledger.verify() == ()
        with closing(sqlite3.connect(tmp_path / "newsroom.db")) as connection:
            connection.execute("UPDATE ledger SET kind = 'x' WHERE number = 11")
            connection.commit()
        assert len(store.ledger.verify()) == 1
