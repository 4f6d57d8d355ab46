"""The whole path beside the engine alone: words a second, CPU of all the rest, memory, first page.

Data: a folder like `mt/ntrex` (its Portuguese documents are served as a publisher's pages on
loopback, by another process) or like `web/fundus`. The newsroom is a fresh one, with the durable
runner. The engine alone then translates the very sentences that the path translated, in the same
run, with the same processes; so the ratio holds on a noisy machine where the figures do not.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Self

from dragoman.newsroom import intake, pipeline, press, schedule
from dragoman.newsroom.following import follow, look_at
from dragoman.newsroom.opening import Newsroom, make_newsroom_folder, open_newsroom
from dragoman.records import EngineUnit, Origin

SETTINGS = """\
[house]
name = "Bench Wire"
languages = ["en", "pt"]
contact = "mailto:bench@bench.invalid"
[capture]
delay_s = 0.0
allow_private = ["127.0.0.0/8"]
"""
WORDS_OF_AN_ARTICLE = 500
TICK_S = 0.25


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Articles published, and the figures."""
    with tempfile.TemporaryDirectory() as scratch, replayed(data[0]) as feed:
        folder = Path(scratch) / "wire"
        make_newsroom_folder(folder, settings_text=SETTINGS)
        room = open_newsroom(folder)
        try:
            follow(room, look_at(room, feed)[0], by="bench", slug="replay", licence="CC-BY-4.0")
            return run_and_compare(room)
        finally:
            room.close()


def run_and_compare(room: Newsroom) -> tuple[int, dict[str, float]]:
    """One round of the newsroom, then the engine alone on the same sentences."""
    watch = Watch(room.site)
    cpu_before = time.process_time()
    with timed_rooms() as shares, watch:
        began = time.monotonic()
        schedule.run_once(room)
        wall = time.monotonic() - began
    own_cpu = time.process_time() - cpu_before
    directions, articles, words = sentences_of(room)
    engine_wall, engine_cpu = engine_alone(room, directions)
    # Children other than the engine's are the reader's; the desk works in this process.
    reader_cpu = max(0.0, watch.children_cpu - watch.engine_cpu(room))
    other = own_cpu - shares["desk"] - watch.own_cpu + reader_cpu
    figures = {
        "words_per_s": words / wall,
        "engine_words_per_s": words / engine_wall,
        "ratio": engine_wall / wall,
        "other_cpu_ms_per_article": other * 1000 * WORDS_OF_AN_ARTICLE / words,
        "desk_cpu_share_of_engine": shares["desk"] / engine_cpu if engine_cpu else 0.0,
        "engine_cpu_s": engine_cpu,
        "peak_mb": watch.peak_mb,
        "first_page_s": watch.first_page_s,
        "articles": articles,
        "words": words,
        "wall_s": wall,
    }
    total = sum(shares.values()) + engine_cpu + reader_cpu
    figures |= {f"cpu_share.{name}": value / total for name, value in shares.items()}
    figures["cpu_share.engine"] = engine_cpu / total
    figures["cpu_share.reading"] = reader_cpu / total
    return articles, figures


def sentences_of(room: Newsroom) -> tuple[dict[tuple[str, str], list[str]], int, int]:
    """What the engine was asked, by direction; how many articles; how many words."""
    asked: dict[tuple[str, str], list[str]] = defaultdict(list)
    articles = 0
    for name in room.store.dispatches.all_ids():
        dispatch = room.store.dispatches.latest(name)
        copy = room.store.translations.published_copy(name, dispatch.version if dispatch else 0)
        if copy is None:
            continue
        articles += 1
        translation = copy.translation
        direction = (translation.source_language, translation.target_language)
        asked[direction] += [
            unit.source for unit in translation.units if unit.origin is not Origin.PERSON
        ]
    words = sum(len(text.split()) for texts in asked.values() for text in texts)
    return asked, articles, words


def engine_alone(
    room: Newsroom, directions: dict[tuple[str, str], list[str]]
) -> tuple[float, float]:
    """Wall and CPU seconds of the engine's processes for the same sentences."""
    before = _cpu_of(_children(os.getpid()))
    began = time.monotonic()
    for (source, target), texts in directions.items():
        found = room.engines.pair(source, target)
        assert found is not None
        units = [EngineUnit(id=str(number), text=text) for number, text in enumerate(texts)]
        found[0].translate(units, source, target)
    return time.monotonic() - began, _cpu_of(_children(os.getpid())) - before


@contextmanager
def timed_rooms() -> Iterator[dict[str, float]]:
    """CPU seconds of this process's threads inside some rooms, while the block runs."""
    shares: dict[str, float] = defaultdict(float)
    places: list[tuple[Any, str, str]] = [
        (pipeline, "edit", "desk"),
        (press, "render_dispatch", "edition"),
        (press, "render_indexes", "edition"),
        (press, "write_files", "edition"),
        (intake, "read", "article"),
        (pipeline, "translate_article", "translation"),
    ]
    kept = [(place, name, getattr(place, name)) for place, name, _ in places]
    for place, name, room_name in places:
        setattr(place, name, _timed(getattr(place, name), shares, room_name))
    try:
        yield shares
    finally:
        for place, name, function in kept:
            setattr(place, name, function)


def _timed(function: Callable[..., Any], shares: dict[str, float], name: str) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> Any:
        began = time.thread_time()
        try:
            return function(*arguments, **named)
        finally:
            shares[name] += time.thread_time() - began

    return timed


class Watch:
    """Looks at this process and its children ten times a second: memory, CPU, the first page."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._cpu: dict[int, float] = {}
        self._commands: dict[int, str] = {}
        self._strangers: set[int] = set()
        self.peak_mb = 0.0
        self.first_page_s = -1.0
        self.own_cpu = 0.0

    def __enter__(self) -> Self:
        self._strangers = set(_children(os.getpid()))  # the replay publisher is not ours
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def children_cpu(self) -> float:
        """CPU seconds of all children, as last seen."""
        return sum(self._cpu.values())

    def engine_cpu(self, room: Newsroom) -> float:
        """CPU seconds of the engine's children, told by their command."""
        names = [info.name for info in room.engines.infos()]
        words = [*names, "firefox_child", "engines"]
        return sum(
            seconds
            for pid, seconds in self._cpu.items()
            if any(word in self._commands.get(pid, "") for word in words)
        )

    def _look(self) -> None:
        while not self._stop.wait(TICK_S):
            pids = [pid for pid in _children(os.getpid()) if pid not in self._strangers]
            memory = sum(map(_resident_mb, [os.getpid(), *pids]))
            self.peak_mb = max(self.peak_mb, memory)
            for pid in pids:
                self._cpu[pid] = max(self._cpu.get(pid, 0.0), _cpu_of([pid]))
                self._commands.setdefault(pid, _command(pid))
            if self.first_page_s < 0 and any(self._site.glob("??/*/*/*/index.html")):
                self.first_page_s = time.monotonic() - self._began
            self.own_cpu = time.thread_time()


def _children(pid: int) -> list[int]:
    """All descendants of a process."""
    parents: dict[int, list[int]] = defaultdict(list)
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(fields[1])].append(int(entry.name))
    found, todo = [], [pid]
    while todo:
        children = parents.get(todo.pop(), [])
        found += children
        todo += children
    return found


def _cpu_of(pids: Sequence[int]) -> float:
    """User and system seconds of processes that are alive."""
    total = 0.0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _resident_mb(pid: int) -> float:
    """Resident memory of one process, in MB (shared pages are counted in each)."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _command(pid: int) -> str:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


@contextmanager
def replayed(folder: Path) -> Iterator[str]:
    """The address of a feed of the folder's pages, served by another process."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    server = context.Process(target=_serve, args=(folder, there), daemon=True)
    server.start()
    there.close()  # so that a server that dies ends the wait below
    try:
        yield here.recv()
    finally:
        here.send("stop")
        server.join(10)


def _serve(folder: Path, pipe: Connection) -> None:
    """Serve until told to stop."""
    from bench.replay import ReplayPublisher

    made = (
        ReplayPublisher.from_ntrex(folder)
        if (folder / "ntrex.jsonl").exists()
        else ReplayPublisher.from_fundus(folder)
    )
    with made as publisher:
        pipe.send(publisher.feed_url)
        pipe.recv()
