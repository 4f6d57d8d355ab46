"""How a language is named, which way it runs, and how it writes a time: CLDR through Babel."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime

from dragoman.edition.words import Words, locale_of

# Scripts that run from right to left (Unicode's list of those in use for news today), for tags
# such as "az-Arab", and languages that CLDR in Babel gives no direction for.
RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Mand", "Samr"})
RTL_LANGUAGES = frozenset({"dv", "arc", "syr", "azb", "pnb", "prs", "aii"})
# Languages that put no space between sentences.
UNSPACED = frozenset({"zh", "ja", "yue", "th", "lo", "km", "my", "bo", "dz", "wuu"})


@lru_cache(maxsize=256)
def direction(language: str) -> str:
    """ "rtl" or "ltr" for a BCP 47 tag; "ltr" when nothing is known of it."""
    parts = language.split("-")
    if any(part.title() in RTL_SCRIPTS for part in parts[1:]):
        return "rtl"
    if parts[0].lower() in RTL_LANGUAGES:
        return "rtl"
    locale = locale_of(language)
    return str(locale.text_direction) if locale else "ltr"


def language_name(language: str, words: Words | None = None) -> str:
    """A language's name in the words' language, or in itself; its tag when it has no name."""
    return _name_in(language, str(words.locale) if words else "")


@lru_cache(maxsize=1024)
def _name_in(language: str, locale: str) -> str:
    """The name in a locale ("" is the language itself, then with a capital as menus have it)."""
    own = locale_of(language)
    if own is None:
        return language
    if not locale:
        name = own.get_display_name(own)
        return name[:1].upper() + name[1:] if name else language
    return own.get_display_name(locale) or language


def sentence_gap(language: str) -> str:
    """What stands between two sentences of one paragraph."""
    return "" if language.split("-")[0].lower() in UNSPACED else " "


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """A time zone by its IANA name; UTC when the machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def time_text(moment: datetime, words: Words, timezone: str) -> str:
    """A moment in the reader's form, always with its zone: "22 November 2026, 10:14 (UTC−3)"."""
    return _time_in(moment, _date_locale(str(words.locale)), timezone)


@lru_cache(maxsize=4096)
def _time_in(moment: datetime, locale: str, timezone: str) -> str:
    """A moment in a locale; the same few moments stand on many pages."""
    local = moment.astimezone(zone(timezone))
    day = format_date(local.date(), "long", locale=locale)
    clock = format_datetime(local, "HH:mm", locale=locale)
    return f"{day}, {clock} ({offset_text(local.utcoffset())})"


def day_text(day: date, words: Words) -> str:
    """A day in the reader's form."""
    return format_date(day, "long", locale=_date_locale(str(words.locale)))


def _date_locale(locale: str) -> str:
    """The locale for dates. Plain English is read all over the world: day, month, year."""
    return "en_001" if locale == "en" else locale


def offset_text(offset: timedelta | None) -> str:
    """ "UTC", "UTC−3", "UTC+5:30"."""
    minutes = round((offset or timedelta()).total_seconds() / 60)
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"
