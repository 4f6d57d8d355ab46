"""What the engine asks of the machine's libraries: one BLAS thread, and unused memory given back.

Both are requests: where a library is another one, nothing happens and the engine works on.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np

M_MMAP_THRESHOLD = -3  # from malloc.h


def one_blas_thread() -> None:
    """Let NumPy's products run on one thread.

    The engine's products are too small to gain from more: with two threads they took twice the CPU
    time. NumPy's wheels carry OpenBLAS beside the package and read OMP_NUM_THREADS only when first
    imported, so a running process is told through OpenBLAS's own function.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    folder = Path(np.__file__).resolve().parent.parent / "numpy.libs"
    for path in folder.glob("libscipy_openblas*"):
        library = ctypes.CDLL(str(path))
        for name in ("scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads"):
            function = getattr(library, name, None)
            if function is not None:
                function(ctypes.c_int(1))
                return


@contextmanager
def lean_memory() -> Iterator[None]:
    """Return memory to the system while a model is loaded (glibc only).

    Meanwhile every block of a megabyte is mapped on its own and goes back when it is freed; then
    the heap's free end is returned too. It saves 20-50 MB of a process with two models.
    """
    library = ctypes.CDLL(None) if sys.platform.startswith("linux") else None
    mallopt, trim = getattr(library, "mallopt", None), getattr(library, "malloc_trim", None)
    if mallopt is None or trim is None:
        yield
        return
    mallopt(M_MMAP_THRESHOLD, 1 << 20)
    try:
        yield
    finally:
        mallopt(M_MMAP_THRESHOLD, 1 << 25)  # the most that glibc takes
        trim(0)
