"""The translation memory: what engines wrote before, and memories that people bring and take."""

from dragoman.translation.memory.remembering import RememberingEngine, memory_key
from dragoman.translation.memory.tmx_file import PairCount, TmxUnit, read_tmx, write_tmx

__all__ = ["PairCount", "RememberingEngine", "TmxUnit", "memory_key", "read_tmx", "write_tmx"]
