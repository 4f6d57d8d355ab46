"""Chooses the arithmetic for a model on this machine.

"auto" takes int8 where the model stores its multipliers and int8 products are exact here (CPUs with
VNNI or dot-product instructions), else ONNX Runtime in float32, else NumPy where ONNX Runtime is
not installed. The choice depends on model and machine only, and an engine's signature names it.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from pathlib import Path

from dragoman.translation.engines.student.kernel import Kernel
from dragoman.translation.engines.student.marian_file import read_marian_file
from dragoman.translation.engines.student.numpy_kernel import NumpyKernel
from dragoman.translation.engines.student.shape import read_shape
from dragoman.translation.engines.student.weights import Weights

CHOICES = ("auto", "numpy", "f32", "int8")


def choose_kernel(weights: Weights, wanted: str = "auto") -> Kernel:
    """The kernel for a model; raises ValueError with a reason when it cannot be had."""
    if wanted not in CHOICES:
        raise ValueError(f"has no kernel {wanted!r}; there are {', '.join(CHOICES)}")
    installed = importlib.util.find_spec("onnxruntime") is not None
    if wanted == "numpy" or (wanted == "auto" and not installed):
        return NumpyKernel(weights)
    if not installed:
        raise ValueError(f"asks for the kernel {wanted!r}, which needs onnxruntime")
    from dragoman.translation.engines.student import onnx_kernel

    int8 = onnx_kernel.can_be_int8(weights)
    if wanted == "int8" and not int8:
        raise ValueError("stores no int8 matrices with multipliers, so it cannot run in int8")
    if wanted == "auto":
        int8 = int8 and onnx_kernel.int8_is_exact()
    return onnx_kernel.OnnxKernel(weights, int8=int8 and wanted != "f32")


@cache
def planned_kernel(path: Path, wanted: str = "auto") -> str:
    """The name of the kernel that a model file would get here; raises BrokenModelError.

    The file is read only where its contents decide.
    """
    installed = importlib.util.find_spec("onnxruntime") is not None
    if wanted == "numpy" or not installed:
        return NumpyKernel.name
    if wanted == "auto":
        from dragoman.translation.engines.student import onnx_kernel

        if not onnx_kernel.int8_is_exact():
            return "ort-f32"
        marian = read_marian_file(path)
        int8 = onnx_kernel.can_be_int8(Weights(marian, read_shape(path, marian.config)))
        return "ort-int8" if int8 else "ort-f32"
    return f"ort-{wanted}"
