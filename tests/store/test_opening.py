from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import dragoman.store
from dragoman.errors import UsageError, WorldError
from dragoman.store import Store
from dragoman.store.schema import REVISION, metadata
from fakes_store import article, open_in, seen

MIGRATIONS = Path(dragoman.store.__file__).parent / "migrations"


def test_migrating_from_empty_gives_exactly_the_tables_that_the_code_uses(tmp_path: Path) -> None:
    with open_in(tmp_path, fresh=True) as store, store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_the_newest_revision_is_the_one_that_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_an_ordinary_start_does_not_load_the_migration_tool(tmp_path: Path) -> None:
    open_in(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from dragoman.store import Store;"
        f"Store.open('sqlite:///{tmp_path}/newsroom.db', Path('{tmp_path}/blobs')).close();"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_opening_again_keeps_everything(tmp_path: Path) -> None:
    with open_in(tmp_path) as store:
        standing = seen(store)
        store.articles.keep_version(article())
    with open_in(tmp_path) as store:
        assert store.articles.standing("gazette/1") == standing
        assert store.articles.latest("gazette/1") == article()


def test_commits_are_durable_checked_and_written_ahead(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, store._engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,  # FULL
        "foreign_keys": 1,
        "busy_timeout": 30_000,
    }


def test_a_store_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    open_in(tmp_path).close()
    path = tmp_path / "newsroom.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(WorldError, match=r"newsroom\.db was made by a newer version.*upgrade"):
        open_in(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM alembic_version").fetchall() == [("9999",)]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "newsroom.db")) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    with pytest.raises(WorldError, match="database of another program"):
        open_in(tmp_path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"This is a text file and no database at all. " * 99, "is not a database of dragoman"),
        (b"SQLite format 3\x00" + b"\xff" * 8192, "newsroom.db is"),
    ],
)
def test_a_file_that_is_no_database_is_a_sentence(
    tmp_path: Path, content: bytes, words: str
) -> None:
    (tmp_path / "newsroom.db").write_bytes(content)
    with pytest.raises(WorldError, match=words):
        open_in(tmp_path)


def test_a_damaged_page_is_found_and_using_it_is_a_sentence(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, store.begin():
        for n in range(200):
            seen(store, n)
    path = tmp_path / "newsroom.db"
    content = bytearray(path.read_bytes())
    start = len(content) // 2 // 4096 * 4096
    content[start : start + 4096 * 8] = random.Random(3).randbytes(4096 * 8)  # noqa: S311
    path.write_bytes(content)
    with open_in(tmp_path) as store:
        try:
            problems = store.damage()
        except WorldError as error:
            problems = (str(error),)
        assert any("newsroom.db" in problem for problem in problems)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_a_sentence(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    with pytest.raises(WorldError, match="right to write"):
        open_in(closed)


def test_a_database_that_may_only_be_read_is_a_sentence_when_written(tmp_path: Path) -> None:
    with open_in(tmp_path) as store, store._engine.connect() as connection:
        store._engine.dispose()
        connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(WorldError, match=r"newsroom\.db cannot be written: give this user"):
            connection.exec_driver_sql("DELETE FROM publishers")


def see_many_with_at_most(store: Store, pages: int) -> None:
    """One transaction that needs more pages than the file may have."""
    with store.begin():
        with store._transactions.writing() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        for n in range(2, 500):
            seen(store, n)


def test_a_full_disk_is_a_sentence_and_the_store_goes_on_when_there_is_space(
    tmp_path: Path,
) -> None:
    with open_in(tmp_path) as store:
        seen(store)
        with store._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        with pytest.raises(WorldError, match="its disk is full"):
            see_many_with_at_most(store, pages + 1)
        store._engine.dispose()
        assert store.articles.counts()["articles"] == {"sighted": 1}
        assert seen(store, 2).article == "gazette/2"
        assert store.damage() == ()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://host/name", "mysql is not a database that dragoman knows"),
        ("nonsense", "cannot be read"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
    ],
)
def test_an_address_of_no_database_is_wrong_use(tmp_path: Path, url: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        Store.open(url, tmp_path / "blobs")


def test_a_password_is_never_in_a_message(tmp_path: Path) -> None:
    with pytest.raises((UsageError, WorldError)) as caught:
        Store.open("postgresql://ana:s3cret@127.0.0.1:1/news", tmp_path / "blobs")
    assert "s3cret" not in str(caught.value)
    assert "127.0.0.1" in str(caught.value)
