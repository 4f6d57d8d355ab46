"""Scripts: which letters a text is written in, and which languages use them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

_RANGES = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0750, 0x077F, "Arabic"),
    (0x0780, 0x07BF, "Thaana"),
    (0x08A0, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "Hangul"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x1C90, 0x1CBF, "Georgian"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x3040, 0x30FF, "Kana"),
    (0x3130, 0x318F, "Hangul"),
    (0x31F0, 0x31FF, "Kana"),
    (0x3400, 0x4DBF, "Han"),
    (0x4E00, 0x9FFF, "Han"),
    (0xAC00, 0xD7AF, "Hangul"),
    (0xF900, 0xFAFF, "Han"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFEFC, "Arabic"),
    (0xFF66, 0xFF9F, "Kana"),
    (0x20000, 0x3134F, "Han"),
)
"""Blocks of The Unicode Standard by script, as far as news is written in them."""

_STARTS = tuple(start for start, _, _ in _RANGES)

SCRIPT_LANGUAGES: dict[str, tuple[str, ...]] = {
    "Greek": ("el",),
    "Armenian": ("hy",),
    "Hebrew": ("he", "yi"),
    "Arabic": ("ar", "fa", "ur", "ps", "ug", "ckb", "sd", "ks", "ku", "ary", "arz", "sdh"),
    "Cyrillic": (
        "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg", "tt", "ba", "cv", "os", "uz",
        "az", "ce", "sah",
    ),
    "Thaana": ("dv",),
    "Devanagari": ("hi", "mr", "ne", "sa", "gom"),
    "Bengali": ("bn", "as"),
    "Gurmukhi": ("pa",),
    "Gujarati": ("gu",),
    "Oriya": ("or",),
    "Tamil": ("ta",),
    "Telugu": ("te",),
    "Kannada": ("kn",),
    "Malayalam": ("ml",),
    "Sinhala": ("si",),
    "Thai": ("th",),
    "Lao": ("lo",),
    "Tibetan": ("bo", "dz"),
    "Myanmar": ("my",),
    "Georgian": ("ka",),
    "Hangul": ("ko",),
    "Ethiopic": ("am", "ti"),
    "Khmer": ("km",),
    "Kana": ("ja",),
    "Han": ("zh", "yue", "wuu"),
}  # fmt: skip
"""Languages of news by script; Latin is left out, for too many use it."""

_NEVER_LATIN = frozenset(
    {"ru", "uk", "be", "bg", "mk", "ar", "fa", "ur", "ps", "he", "el", "zh", "ja", "ko", "hy", "ka"}
)


def script_of_letter(char: str) -> str:
    """The script of one letter, or "" for what is no letter or stands outside the table."""
    code = ord(char)
    index = bisect_right(_STARTS, code) - 1
    if index < 0 or code > _RANGES[index][1] or not char.isalpha():
        return ""
    return _RANGES[index][2]


def count_scripts(text: str) -> Counter[str]:
    """Letters of `text` by script; Kana takes the Han of the same text with it (Japanese)."""
    counts: Counter[str] = Counter()
    for char, number in Counter(text).items():
        script = script_of_letter(char)
        if script:
            counts[script] += number
    if counts["Kana"] and counts["Kana"] * 6 >= counts["Han"]:
        counts["Kana"] += counts.pop("Han", 0)
    return +counts


def is_written_in(language: str, script: str) -> bool:
    """False when `language` is never written in `script` (a name of this module's table)."""
    if script == "Latin":
        return language not in _NEVER_LATIN
    return script not in SCRIPT_LANGUAGES or language in SCRIPT_LANGUAGES[script]
