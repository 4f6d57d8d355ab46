"""Whether the desk doubts a damaged translation more than the sound one, by kind of damage.

Data: DEMETR's folder, one `SEVERITY_idN_NAME.jsonl` a class; the sentences are translations into
English from ten languages. An item is right when the damaged sentence has the higher doubt; a tie
is wrong. Classes whose damage is none to a reader of news (spelling, punctuation, order of words)
are reported like the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from bench.reading_ahead import ReadAhead, local_interpreter
from dragoman.desk import check_pairs
from dragoman.records import Interpreter

LANGUAGES = {
    "chinese_simple": "zh", "czech": "cs", "french": "fr", "german": "de", "hindi": "hi",
    "italian": "it", "japanese": "ja", "polish": "pl", "russian": "ru", "spanish": "es",
}  # fmt: skip
UNKNOWN = "und"


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Items looked at, and the share of right ones by class and by class and language."""
    interpreter = ReadAhead(local_interpreter())
    figures: dict[str, float] = {}
    looked_at = 0
    for path in sorted(data[0].glob("*.jsonl")):
        name = re.sub(r"^(?:critical|major|minor|base)_", "", path.stem)
        right: dict[str, list[bool]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            language = LANGUAGES.get(row["lang_tag"], UNKNOWN)
            right.setdefault(language, []).append(is_right(row, language, interpreter))
        everything = [one for part in right.values() for one in part]
        looked_at += len(everything)
        figures[name] = sum(everything) / max(1, len(everything))
        for language, part in sorted(right.items()):
            figures[f"{name}.{language}"] = sum(part) / len(part)
    return looked_at, figures


def is_right(row: dict[str, str], language: str, interpreter: Interpreter | None) -> bool:
    """True when the damaged sentence is doubted more than the sound one."""
    sound, damaged = (
        check_pairs(
            [(row["src_sent"], text)], language, "en", document=False, interpreter=interpreter
        ).units[0].doubt
        for text in (row["mt_sent"], row["pert_sent"])
    )  # fmt: skip
    return damaged > sound
