"""The newsroom: the path of an article through all rooms, and the only room that has a clock.

Handed on here is what costs nothing to load: the settings, the clock and the lock. The path itself
(`opening`, `schedule`, `following`, `decisions`, ...) is imported module by module, because it
loads every room and a command that needs none of them should start at once.
"""

from __future__ import annotations

from dragoman.newsroom.clock import Clock, SystemClock
from dragoman.newsroom.lock import NewsroomLock
from dragoman.newsroom.settings import (
    FILE_NAME,
    Settings,
    load_settings,
    parse_settings,
    settings_template,
    zone_of,
)

__all__ = [
    "FILE_NAME",
    "Clock",
    "NewsroomLock",
    "Settings",
    "SystemClock",
    "load_settings",
    "parse_settings",
    "settings_template",
    "zone_of",
]
