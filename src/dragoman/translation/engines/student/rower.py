"""The child process of the student engine: orders in as frames, results out as frames.

Run as a script. It reads a greeting (where the package is, the models, the kernel) and then orders,
from standard input; frames are a little-endian u32 length and MessagePack. The package's own
`__init__` files are passed over, because they would load rooms that a rower does not need.
"""

from __future__ import annotations

import os
import struct
import sys
import types
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

PACKAGES = (
    "dragoman",
    "dragoman.translation",
    "dragoman.translation.engines",
    "dragoman.translation.engines.student",
)


def lighten(folder: Path) -> None:
    """Put bare packages where the full ones would be loaded; `folder` is that of `dragoman`."""
    for name in PACKAGES:
        package = types.ModuleType(name)
        package.__path__ = [str(folder.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next frame's contents; None where the stream ends."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack("<I", head)
    return stream.read(length)


def write_frame(stream: BinaryIO, contents: bytes) -> None:
    """Write one frame at once."""
    stream.write(struct.pack("<I", len(contents)) + contents)
    stream.flush()


def serve(taken: BinaryIO, given: BinaryIO, models: dict[str, Any], kernel: str) -> None:
    """Answer orders until the stream ends. A model is loaded when it is first asked for."""
    import msgspec

    from dragoman.translation.engines.student.orders import Order, answer
    from dragoman.translation.engines.student.student import Student
    from dragoman.translation.models import Model

    students: dict[str, Student] = {}

    def load(key: str) -> Student:
        if key not in students:
            fields = {name: _path(name, value) for name, value in models[key].items()}
            students[key] = Student(Model(**fields), kernel)
        return students[key]

    read_order = msgspec.msgpack.Decoder(tuple[str, Order])
    while (frame := read_frame(taken)) is not None:
        key, order = read_order.decode(frame)
        results = answer(partial(load, key), order)
        write_frame(given, msgspec.msgpack.encode(results))


def _path(name: str, value: str | None) -> Any:
    return Path(value) if value and name not in ("source", "target", "variant", "sha256") else value


def main() -> None:
    """Take the greeting and serve; what libraries print goes to standard error."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    given = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    import msgspec

    greeting = read_frame(sys.stdin.buffer)
    if greeting is None:
        return
    asked = msgspec.msgpack.decode(greeting)
    folder = Path(asked["folder"])
    sys.path.insert(0, str(folder.parent))
    lighten(folder)
    serve(sys.stdin.buffer, given, asked["models"], asked["kernel"])


if __name__ == "__main__":
    main()
