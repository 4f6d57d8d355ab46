"""Dispatches become pages, lists, feeds and data. Knows no database and reads no clock."""

from dragoman.edition.addresses import folder_of
from dragoman.edition.dispatch_pages import render_dispatch
from dragoman.edition.error_rates import ErrorRate, Rate
from dragoman.edition.files import remove_strays, write_files
from dragoman.edition.front import archive_day, render_day, render_indexes
from dragoman.edition.house import DispatchView, FrontRow, House
from dragoman.edition.house_pages import render_house
from dragoman.edition.labels import machine_label
from dragoman.edition.row import front_row
from dragoman.edition.tags import tagged
from dragoman.edition.words import words_of

__all__ = [
    "DispatchView",
    "ErrorRate",
    "FrontRow",
    "House",
    "Rate",
    "archive_day",
    "folder_of",
    "front_row",
    "machine_label",
    "remove_strays",
    "render_day",
    "render_dispatch",
    "render_house",
    "render_indexes",
    "tagged",
    "words_of",
    "write_files",
]
