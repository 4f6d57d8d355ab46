"""The child that reads pages: `python -m dragoman.article.reading_child MEMORY_MB CPU_S`.

It takes requests from standard input and gives results on standard output until its input ends.
It may be killed at any moment; it holds nothing.
"""

from __future__ import annotations

import os
import resource
import sys

from dragoman.article.page import read_page
from dragoman.article.wire import read_request, write_answer
from dragoman.records import Article, Unreadable

_NO_CORE = (0, 0)


def limit_memory(memory_mb: int) -> None:
    """Cap the address space at `memory_mb` above what is mapped already, and forbid core files."""
    resource.setrlimit(resource.RLIMIT_CORE, _NO_CORE)
    with open("/proc/self/statm", encoding="ascii") as statm:  # noqa: PTH123 - no path of ours
        pages = int(statm.read().split()[0])
    cap = pages * resource.getpagesize() + memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (cap, cap))


def limit_cpu(cpu_s: int) -> None:
    """Let the next page use at most `cpu_s` seconds; the kernel ends the process after that."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    spent = int(used.ru_utime + used.ru_stime) + 1
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (spent + cpu_s, hard))


def main(arguments: list[str]) -> int:
    """Serve requests. The limits are set after the imports, which need memory of their own."""
    memory_mb, cpu_s = int(arguments[0]), int(arguments[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not land among the answers
    if sys.platform == "linux":
        limit_memory(memory_mb)
    while True:
        request = read_request(sys.stdin.buffer)
        if request is None:
            return 0
        limit_cpu(cpu_s)
        result: Article | Unreadable
        try:
            result = read_page(request)
        except MemoryError:
            return 3
        except Exception as error:  # noqa: BLE001 - a page must end in a stated reason
            result = Unreadable(
                url=request.capture.final_url,
                reason=f"{request.capture.final_url}: reading failed with {error!r}; report this",
            )
        write_answer(answers, result)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
