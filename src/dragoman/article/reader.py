"""Pages read in children that may die: a bad page costs its own child, never the newsroom."""

from __future__ import annotations

import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from types import TracebackType
from typing import BinaryIO, Self

import msgspec

from dragoman.article.request import ReadRequest
from dragoman.article.wire import decode_answer, write_request
from dragoman.errors import UsageError, WorldError
from dragoman.records import Article, Unreadable

_PAGES_PER_CHILD = 500
"""A child is replaced after so many pages, which returns what its libraries did not give back."""

_START_S = 30.0
"""Extra wall-clock seconds for a child's first page, which pays for its imports."""

_HEADER = 8
_DIED = "died"
_HUNG = "took too long"


class _Child:
    """One child process and its pipes."""

    def __init__(self, memory_mb: int, cpu_s: int) -> None:
        """Start a child with its limits in MB and seconds."""
        command = [
            sys.executable, "-m", "dragoman.article.reading_child", str(memory_mb), str(cpu_s),
        ]  # fmt: skip
        self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=True,
            start_new_session=True,
        )
        self.pages = 0

    def ask(self, request: ReadRequest, wall_s: float) -> bytes | str:
        """The answer's bytes, or a word for what became of the child."""
        assert self.process.stdin is not None  # noqa: S101 - both are pipes
        assert self.process.stdout is not None  # noqa: S101
        deadline = time.monotonic() + wall_s + (0.0 if self.pages else _START_S)
        self.pages += 1
        sender = threading.Thread(target=_send, args=(self.process.stdin, request), daemon=True)
        sender.start()
        try:
            return _receive(self.process.stdout.fileno(), deadline)
        finally:
            if sender.is_alive():
                sender.join(timeout=0.2)

    def end(self) -> None:
        """Kill the child and close its pipes."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue

    @property
    def cause(self) -> str:
        """Why the child is gone, in words."""
        code = self.process.wait()
        if code == -signal.SIGXCPU:
            return "it used more processor time than it may"
        if code == -signal.SIGKILL:
            return "its process was killed, perhaps by a machine out of memory"
        if code == 3:
            return "it needed more memory than it may"
        return f"its process ended with {code}"


def _send(stream: BinaryIO, request: ReadRequest) -> None:
    try:
        write_request(stream, request)
    except (OSError, ValueError):
        return


def _receive(descriptor: int, deadline: float) -> bytes | str:
    """Read one frame before the monotonic moment `deadline`."""
    buffer = bytearray()
    wanted = _HEADER
    while len(buffer) < wanted:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            return _HUNG
        chunk = os.read(descriptor, 1 << 20)
        if not chunk:
            return _DIED
        buffer += chunk
        if wanted == _HEADER and len(buffer) >= _HEADER:
            wanted += int.from_bytes(buffer[:4], "big")
    return bytes(buffer[_HEADER:wanted])


class ArticleReader:
    """Reads captures in `processes` children with limits; may be shared by threads.

    Children start when first needed and serve many pages. Each page may use `memory_mb` of memory,
    `cpu_s` seconds of processor time and `wall_s` seconds of wall clock. A page whose child dies
    or hangs is tried once more in a new child, then it is Unreadable with the reason.
    """

    def __init__(
        self, processes: int = 1, memory_mb: int = 768, cpu_s: int = 20, wall_s: float = 30
    ) -> None:
        """Raises `UsageError` for limits that leave nothing to read with."""
        if processes < 1 or memory_mb < 64 or cpu_s < 1 or wall_s <= 0:
            raise UsageError(
                f"reading needs at least one process, 64 MB and one second; got {processes}, "
                f"{memory_mb} MB, {cpu_s} s, {wall_s} s"
            )
        self._limits = (memory_mb, cpu_s)
        self._wall_s = float(wall_s)
        self._seats: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(processes):
            self._seats.put(None)
        self._processes = processes
        self._closed = False

    def read(self, request: ReadRequest) -> Article | Unreadable:
        """Read one capture. Raises `WorldError` when no child can be started at all."""
        child = self._seats.get()
        try:
            if self._closed:
                raise UsageError("the article reader is closed; open a new one")
            reason = ""
            for _ in range(2):
                child = self._fresh(child)
                answer = child.ask(request, self._wall_s)
                if isinstance(answer, bytes):
                    try:
                        return decode_answer(answer)
                    except msgspec.MsgspecError as error:
                        reason = f"its answer could not be read ({error})"
                else:
                    reason = self._end(child, answer)
                child.end()
                child = None
            url = request.capture.final_url or request.capture.url
            return Unreadable(
                url=url, reason=f"{url}: reading the page failed twice: {reason}; look at the page"
            )
        finally:
            self._seats.put(child)

    def _end(self, child: _Child, answer: str) -> str:
        if answer == _HUNG:
            return f"it took more than {self._wall_s:g} seconds"
        return child.cause

    def _fresh(self, child: _Child | None) -> _Child:
        """The child itself, or a new one when it is gone or has served long enough."""
        if child is not None:
            if child.process.poll() is None and child.pages < _PAGES_PER_CHILD:
                return child
            child.end()
        try:
            return _Child(*self._limits)
        except OSError as error:
            raise WorldError(f"no process for reading pages can be started: {error}") from error

    def close(self) -> None:
        """End all children; waits for pages that are being read. May be called twice."""
        if self._closed:
            return
        self._closed = True
        for _ in range(self._processes):
            child = self._seats.get()
            if child is not None:
                child.end()
        for _ in range(self._processes):
            self._seats.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
