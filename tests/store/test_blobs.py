from __future__ import annotations

import hashlib
import os
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dragoman.errors import WorldError
from dragoman.store import Blobs


def file_of(folder: Path, digest: str) -> Path:
    return folder / digest[:2] / digest[2:4] / f"{digest}.zst"


@pytest.mark.parametrize("content", [b"", b"x", b"page " * 50_000, bytes(range(256)) * 9])
def test_bytes_come_back_by_their_digest(tmp_path: Path, content: bytes) -> None:
    blobs = Blobs(tmp_path)
    digest = blobs.put(content)
    assert digest == hashlib.sha256(content).hexdigest()
    assert blobs.get(digest) == content
    assert blobs.has(digest)
    assert blobs.trouble(digest) == ""
    assert file_of(tmp_path, digest).is_file()
    assert list((tmp_path / "unfinished").iterdir()) == []


def test_what_was_never_kept_is_not_there(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    for name in ("0" * 64, "", "../../../secret", "0" * 63, "G" * 64, "0" * 64 + "\n"):
        assert blobs.get(name) is None
        assert not blobs.has(name)
        assert blobs.trouble(name)
        assert not blobs.remove(name)


def test_a_flipped_bit_is_found_and_mended_by_keeping_the_bytes_again(tmp_path: Path) -> None:
    blobs, dice = Blobs(tmp_path), random.Random(7)  # noqa: S311
    content = dice.randbytes(300) + b"text " * 200
    digest = blobs.put(content)
    path = file_of(tmp_path, digest)
    sound = path.read_bytes()
    for _ in range(200):
        changed = bytearray(sound)
        bit = dice.randrange(len(changed) * 8)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(changed)
        got = blobs.get(digest)
        # zstandard has bits that mean nothing (window size, reserved); bytes are never wrong.
        assert got is None or got == content
        assert (got is None) == bool(blobs.trouble(digest))
    path.write_bytes(sound[:-3])
    assert blobs.get(digest) is None
    assert "damaged" in blobs.trouble(digest)
    assert blobs.put(content) == digest
    assert blobs.get(digest) == content


def test_a_file_under_another_digest_is_not_given_out(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    one, two = blobs.put(b"one"), blobs.put(b"two")
    file_of(tmp_path, one).write_bytes(file_of(tmp_path, two).read_bytes())
    assert blobs.get(one) is None
    assert "other bytes than its name says" in blobs.trouble(one)


def test_removed_bytes_are_gone_from_the_disk(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    kept, removed = blobs.put(b"kept"), blobs.put(b"removed")
    assert blobs.remove(removed)
    assert not blobs.remove(removed)
    assert list(blobs.digests()) == [kept]
    assert [path.name for path in tmp_path.rglob("*.zst")] == [f"{kept}.zst"]


def test_many_threads_keep_the_same_bytes_at_once(tmp_path: Path) -> None:
    blobs, start = Blobs(tmp_path), threading.Barrier(8)

    def put(_: int) -> str:
        start.wait()
        return blobs.put(b"the same " * 1000)

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(put, range(8)))) == 1
    assert len(list(blobs.digests())) == 1


def test_only_what_killed_processes_left_long_ago_is_swept(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.put(b"kept")
    old, new = tmp_path / "unfinished" / "old", tmp_path / "unfinished" / "new"
    for path in (old, new):
        path.write_bytes(b"half")
    past = new.stat().st_mtime - 4000
    os.utime(old, (past, past))
    assert blobs.sweep() == 1
    assert [path.name for path in (tmp_path / "unfinished").iterdir()] == ["new"]


def test_a_disk_that_refuses_is_a_sentence_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = Blobs(tmp_path)

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(WorldError, match="No space left on device"):
        blobs.put(b"content")
    monkeypatch.undo()
    assert list(blobs.digests()) == []
    assert list((tmp_path / "unfinished").iterdir()) == []
    assert blobs.get(blobs.put(b"content")) == b"content"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WorldError, match="blobs"):
        Blobs(tmp_path / "file" / "blobs")
