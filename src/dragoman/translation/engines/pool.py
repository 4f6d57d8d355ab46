"""A pool of engine children that many articles share without waiting for one another.

Work comes in as calls (the sentences of one article); each free child takes the next few sentences
of the call whose turn it is, so a long article does not keep a short one waiting.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Sequence

from dragoman.translation.engines.child import Child, ChildFailedError

Answer = tuple[str, str]
"""A translation and "", or "" and the reason why there is none."""

CHUNK = 6  # sentences a child takes in one turn: about 0.15 s of work for a tiny student
FIRST_ANSWER_S = 60.0  # a child that starts on a busy machine also loads its model
ANSWER_S = 20.0  # for one sentence; a tiny student needs 0.02 to 0.4 s
ANSWER_S_PER_WORD = 0.2  # fxtranslate falls to 228 words a second on the longest sentences


def cores() -> int:
    """How many cores this process may use."""
    return max(1, len(os.sched_getaffinity(0)))


class Call:
    """The sentences of one call and the answers that have come in so far."""

    def __init__(self, key: str, texts: Sequence[str]) -> None:
        self.key = key
        self.texts = texts
        self.answers: list[Answer | None] = [None] * len(texts)
        self.next = 0
        self.open = len(texts)
        self.done = threading.Event()
        self._lock = threading.Lock()
        if not texts:
            self.done.set()

    def take(self) -> list[int]:
        """The indices of the next few sentences."""
        first, self.next = self.next, min(self.next + CHUNK, len(self.texts))
        return list(range(first, self.next))

    def settle(self, index: int, answer: Answer) -> None:
        """Keep one answer; the last one wakes who waits."""
        with self._lock:
            if self.answers[index] is None:
                self.answers[index] = answer
                self.open -= 1
            if not self.open:
                self.done.set()


class ChildPool:
    """`count` children, each with the thread that owns it; started when first asked.

    `start` makes a new child. `answer_s` and `first_answer_s` are the deadlines of one sentence, in
    seconds. Thread-safe.
    """

    def __init__(
        self,
        start: Callable[[], Child],
        count: int,
        *,
        answer_s: float = ANSWER_S,
        first_answer_s: float = FIRST_ANSWER_S,
    ) -> None:
        self._start = start
        self._count = max(1, count)
        self._answer_s = answer_s
        self._first_answer_s = first_answer_s
        self._line: deque[Call] = deque()
        self._turn = threading.Condition()
        self._threads: list[threading.Thread] = []
        self._idle = 0
        self._closed = False

    def translate(self, key: str, texts: Sequence[str]) -> list[Answer]:
        """The answers to `texts`, in order. Waits for them and for nothing else."""
        call = Call(key, texts)
        with self._turn:
            if self._closed:
                return [("", "the engine is closed")] * len(texts)
            if texts:
                self._line.append(call)
                self._hire(-(-len(texts) // CHUNK))
                self._turn.notify_all()
        try:
            call.done.wait()
        except BaseException:
            self._forget(call)
            raise
        return [answer or ("", "the engine gave no answer") for answer in call.answers]

    def close(self) -> None:
        """End the children; calls that still wait get a reason."""
        with self._turn:
            self._closed = True
            waiting, self._line = list(self._line), deque()
            self._turn.notify_all()
        for call in waiting:
            for index in range(call.next, len(call.texts)):
                call.settle(index, ("", "the engine was closed"))
        for thread in self._threads:
            thread.join(timeout=self._first_answer_s)

    def _hire(self, chunks: int) -> None:
        """Start threads for the work at hand, up to `count` (the lock is held)."""
        wanted = min(chunks - self._idle, self._count - len(self._threads))
        for _ in range(max(0, wanted)):
            thread = threading.Thread(target=self._serve, name="engine-child", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _forget(self, call: Call) -> None:
        """Take an abandoned call out of the line."""
        with self._turn:
            if call in self._line:
                self._line.remove(call)

    def _next(self) -> tuple[Call, list[int]] | None:
        """The next few sentences of the call whose turn it is; None when the pool closes."""
        with self._turn:
            self._idle += 1
            while not self._line and not self._closed:
                self._turn.wait()
            self._idle -= 1
            if self._closed:
                return None
            call = self._line.popleft()
            indices = call.take()
            if call.next < len(call.texts):
                self._line.append(call)
            return call, indices

    def _serve(self) -> None:
        """The life of one thread: take turns, answer, end the child."""
        child: Child | None = None
        try:
            while (turn := self._next()) is not None:
                child = self._answer(child, *turn)
        finally:
            if child is not None:
                child.end()

    def _answer(self, child: Child | None, call: Call, indices: list[int]) -> Child | None:
        """Answer a few sentences; the one at which a child fails is tried once more, anew."""
        tried: set[int] = set()
        while indices:
            fresh = child is None
            reason = ""
            try:
                child = child or self._start()
                child.send([call.key, [call.texts[index] for index in indices]])
                while indices:
                    text, error = child.receive(self._patience(call.texts[indices[0]], fresh=fresh))
                    call.settle(indices.pop(0), (text, error))
                    fresh = False
                return child
            except (ChildFailedError, OSError, ValueError, TypeError) as error:
                reason = str(error) or type(error).__name__
            if child is not None:
                child.end()
                child = None
            if indices and indices[0] in tried:
                call.settle(indices.pop(0), ("", f"{reason}; tried twice"))
            elif indices:
                tried.add(indices[0])
        return child

    def _patience(self, text: str, *, fresh: bool) -> float:
        """Seconds to wait for the answer to one sentence."""
        words = text.count(" ") + 1
        start = self._first_answer_s if fresh else self._answer_s
        return start + ANSWER_S_PER_WORD * words
