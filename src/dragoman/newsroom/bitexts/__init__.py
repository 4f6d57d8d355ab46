"""Translations in the files that people keep them in, read as pairs that know their places."""

from dragoman.newsroom.bitexts.formats import known_endings, read_one_file
from dragoman.newsroom.bitexts.likeness import language_notes
from dragoman.newsroom.bitexts.lines import read_two_files
from dragoman.newsroom.bitexts.mutes import Mutes, read_mutes
from dragoman.newsroom.bitexts.placed import Bitext, Pair, PlacedText, Region, Run, read_text

__all__ = [
    "Bitext",
    "Mutes",
    "Pair",
    "PlacedText",
    "Region",
    "Run",
    "known_endings",
    "language_notes",
    "read_mutes",
    "read_one_file",
    "read_text",
    "read_two_files",
]
