"""What the engine asks of the machine's libraries: one BLAS thread, and unused memory given back.

Both are requests: where a library is another one, nothing happens and the engine works on.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
from pathlib import Path

import numpy as np


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


def give_back_memory() -> None:
    """Return freed memory to the system; loading a model leaves about 40 MB behind (glibc only)."""
    if not sys.platform.startswith("linux"):
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
