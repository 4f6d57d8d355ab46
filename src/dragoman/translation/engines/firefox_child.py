"""The child process of the fxtranslate engine: sentences in, sentences out.

Run as a script, so that it imports nothing of dragoman. Frames on standard input and output are a
little-endian 32-bit length and MessagePack. The first frame in is {key: [model, source vocabulary,
target vocabulary, shortlist or ""]}; then each frame [key, texts] is answered by one frame
[text, error] for each text, in order. It ends when its standard input does.
"""

from __future__ import annotations

import struct
import sys
from typing import Any, BinaryIO

import msgspec


def read_frame(stream: BinaryIO) -> Any:
    """The next frame, or None at the end of the stream."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    (length,) = struct.unpack("<I", head)
    return msgspec.msgpack.decode(stream.read(length))


def write_frame(stream: BinaryIO, frame: Any) -> None:
    """Write one frame and hand it on at once."""
    packed = msgspec.msgpack.encode(frame)
    stream.write(struct.pack("<I", len(packed)) + packed)
    stream.flush()


def load(paths: list[str]) -> Any:
    """A translator from the files of one pair."""
    from fxtranslate import Translator

    contents = [_bytes(path) for path in paths]
    model, source_vocab, target_vocab, shortlist = contents
    return Translator(model or b"", source_vocab or b"", target_vocab or b"", shortlist)


def _bytes(path: str) -> bytes | None:
    """A file's bytes, or None for no path."""
    if not path:
        return None
    with open(path, "rb") as stream:  # noqa: PTH123 - pathlib would double the child's start
        return stream.read()


def answer(translators: dict[str, Any], paths: list[str], key: str, text: str) -> list[str]:
    """[translation, ""] or ["", reason]; a translator that failed is built anew next time."""
    try:
        if key not in translators:
            translators[key] = load(paths)
        return [translators[key].translate(text), ""]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a Rust panic is a BaseException
        translators.pop(key, None)
        return ["", f"{type(error).__name__}: {error}"]


def main() -> None:
    """Answer frames until there are no more."""
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    models: dict[str, list[str]] = read_frame(stdin) or {}
    translators: dict[str, Any] = {}
    while (frame := read_frame(stdin)) is not None:
        key, texts = frame
        for text in texts:
            write_frame(stdout, answer(translators, models.get(key, []), key, text))


if __name__ == "__main__":
    main()
