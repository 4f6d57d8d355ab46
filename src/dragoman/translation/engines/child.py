"""One spawned child process that answers frames, with a deadline for each answer."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import time
from collections.abc import Sequence
from typing import Any

import msgspec

_LONGEST_FRAME = 64 << 20  # bytes; a longer length means that the stream is out of step


class ChildFailedError(Exception):
    """The child died, hung or spoke nonsense; the message says which."""


class Child:
    """A child that is started with `command` and greeted with one frame.

    Not thread-safe: one thread owns it. Its standard error is thrown away, since panics print
    there; what it has to say it says in frames.
    """

    def __init__(self, command: Sequence[str], greeting: object) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own script and interpreter
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._received = bytearray()
        self.send(greeting)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    def send(self, frame: object) -> None:
        """Send one frame; raises ChildFailedError when the child is gone."""
        packed = msgspec.msgpack.encode(frame)
        packed = struct.pack("<I", len(packed)) + packed
        stream = self._process.stdin
        try:
            while packed and stream is not None:
                packed = packed[stream.write(packed) or 0 :]
        except (OSError, ValueError) as error:
            raise ChildFailedError(self._epitaph()) from error

    def receive(self, seconds: float) -> Any:
        """The next frame; raises ChildFailedError when it does not come within `seconds`."""
        deadline = time.monotonic() + seconds
        head = self._take(4, deadline, seconds)
        (length,) = struct.unpack("<I", head)
        if length > _LONGEST_FRAME:
            raise ChildFailedError("the engine's process spoke nonsense")
        try:
            return msgspec.msgpack.decode(self._take(length, deadline, seconds))
        except msgspec.DecodeError as error:
            raise ChildFailedError("the engine's process spoke nonsense") from error

    def _take(self, count: int, deadline: float, seconds: float) -> bytes:
        """Exactly `count` bytes of the child's answer."""
        stream = self._process.stdout
        if stream is None or stream.closed:
            raise ChildFailedError("the engine's process was closed")
        while len(self._received) < count:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([stream], [], [], left)[0]:
                raise ChildFailedError(f"no answer within {seconds:.0f} seconds")
            chunk = os.read(stream.fileno(), 1 << 16)
            if not chunk:
                raise ChildFailedError(self._epitaph())
            self._received += chunk
        taken = bytes(self._received[:count])
        del self._received[:count]
        return taken

    def _epitaph(self) -> str:
        """How the child ended, in words."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            return "the engine's process closed its pipe"
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        return f"the engine's process died ({how})"

    def end(self) -> None:
        """End the child at once and give back its pipes."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
