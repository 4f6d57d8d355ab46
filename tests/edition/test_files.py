"""Writing the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.edition import remove_strays, write_files
from dragoman.errors import UsageError, WorldError


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    files = {"en/a/index.html": b"one", "style.css": b"two"}
    assert write_files(tmp_path, files) == 2
    before = (tmp_path / "style.css").stat().st_ino
    assert write_files(tmp_path, files | {"en/a/index.html": b"new"}) == 1
    assert (tmp_path / "style.css").stat().st_ino == before
    assert (tmp_path / "en/a/index.html").read_bytes() == b"new"
    assert [one.name for one in tmp_path.rglob(".*")] == []


@pytest.mark.parametrize(
    "name", ["../x", "/etc/x", "en/../../x", "en/.hidden", "", "a\\b", "a\x00b", ".~dragoman-1.tmp"]
)
def test_no_file_is_written_outside_the_site(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    with pytest.raises(UsageError, match="no path inside the site"):
        write_files(site, {"good.html": b"x", name: b"x"})
    assert not site.exists()


def test_a_reader_sees_the_old_file_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {"a.html": b"old"})

    def broken(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(WorldError, match=r"a\.html cannot be written: No space left"):
        write_files(tmp_path, {"a.html": b"new"})
    assert (tmp_path / "a.html").read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.html"]


def test_strays_of_a_killed_writer_are_swept(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / ".~dragoman-0011.tmp").write_bytes(b"half a pa")
    (tmp_path / "en" / "index.html").write_bytes(b"whole")
    assert remove_strays(tmp_path) == 1
    assert [one.name for one in (tmp_path / "en").iterdir()] == ["index.html"]
    assert remove_strays(tmp_path / "absent") == 0
