"""Gender of people, after the engine and after the desk.

Data: folders with `mittens.jsonl` (passages, `2en`: the pronouns of the English must have the
`encoded_gender`) and with MT-GenEval's `sentences/` and `context/` (counterfactual references). The
project's own passages with two and three people (`labels/people.jsonl`) are always measured.

- `wrong_share`: synthbio passages with a pronoun of the other gender in them.
- `both_right`: sentences whose feminine and masculine versions are both free of words that only the
  other version's reference has (the upstream rule); `context_right`: the same, one version, where
  only the sentence before tells the gender.
- `detect`, `false_alarms_per_100`: the check alone on references, those of the other version and
  the right ones; the Portuguese ones are a sample of every eighth sentence.
- `people.wrong_share`: own passages with a pronoun or word that the label forbids;
  `people.harm`: right translations that the desk changed.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.desk_copies import Editor
from dragoman.desk import check_pairs
from dragoman.language.sentences import sentences_of

LABELS = Path(__file__).parent / "labels" / "people.jsonl"
PRONOUNS = {"f": {"she", "her", "hers", "herself"}, "m": {"he", "him", "his", "himself"}}
TARGETS = ("pt", "es")
EVERY = 8  # of the references whose alignment has to be read first
BLANKS = str.maketrans(string.punctuation, " " * len(string.punctuation))


def measure(data: Sequence[Path]) -> tuple[int, dict[str, float]]:
    """Passages and sentences looked at, and the figures."""
    figures: dict[str, float] = {}
    looked_at = 0
    with Editor() as editor:
        for folder in data:
            if (folder / "mittens.jsonl").exists():
                looked_at += _mittens(folder / "mittens.jsonl", editor, figures)
            for language in TARGETS:
                looked_at += _geneval(folder, language, editor, figures)
        looked_at += _people(editor, figures)
    return looked_at, figures


def _genders(text: str) -> set[str]:
    """The genders of the English pronouns of a text."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return {gender for gender, pronouns in PRONOUNS.items() if words & pronouns}


def _mittens(path: Path, editor: Editor, figures: dict[str, float]) -> int:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = wrong_engine = passages = 0
    for row in rows:
        language = row["lang"]
        if row["format"] != "2en" or row["eval_set_key"] != "synthbio":
            continue
        if not editor.translates(language, "en"):
            continue
        other = {"f": "m", "m": "f"}[row["encoded_gender"][0]]
        copy = editor.document(sentences_of(row["example"], language), language, "en")
        passages += 1
        wrong += other in _genders(" ".join(copy.published))
        wrong_engine += other in _genders(" ".join(copy.engine))
    if passages:
        figures |= {
            "wrong": wrong,
            "passages": passages,
            "wrong_share": wrong / passages,
            "wrong_share_engine": wrong_engine / passages,
        }
    return passages


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the sentences: English, its reference and the other version's reference."""

    english: list[str]
    right: list[str]
    other: list[str]


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def _words(text: str) -> set[str]:
    return set(text.lower().translate(BLANKS).split())


def is_right(written: str, right: str, other: str) -> bool:
    """Upstream's rule: no word that only the reference of the other gender has."""
    return not _words(written) & (_words(other) - _words(right))


def versions(folder: Path, language: str) -> Iterator[tuple[Version, Version]]:
    """The feminine and the masculine version of each part of `sentences/`."""
    for path in sorted(folder.glob(f"sentences/*/*-feminine-*.en_{language}.en")):
        twin = path.with_name(path.name.replace("-feminine-", "-masculine-"))
        texts = [_lines(one.with_suffix(f".{language}")) for one in (path, twin)]
        yield (
            Version(_lines(path), texts[0], texts[1]),
            Version(_lines(twin), texts[1], texts[0]),
        )


def _geneval(folder: Path, language: str, editor: Editor, figures: dict[str, float]) -> int:
    looked_at = 0
    for feminine, masculine in versions(folder, language):
        looked_at += len(feminine.english)
        if editor.translates("en", language):
            figures |= _both(feminine, masculine, language, editor)
        figures |= _on_references(feminine, masculine, language, editor)
    if editor.translates("en", language):
        looked_at += _context(folder, language, editor, figures)
    return looked_at


def _both(feminine: Version, masculine: Version, language: str, editor: Editor) -> dict[str, float]:
    """Both versions through the engine and the desk, each sentence a text of its own."""
    right: list[list[bool]] = []
    right_engine: list[list[bool]] = []
    for version in (feminine, masculine):
        copies = editor.apart([[one] for one in version.english], "en", language)
        pairs = list(zip(version.right, version.other, strict=True))
        written = [(copy.published[0], copy.engine[0]) for copy in copies]
        right.append([is_right(w[0], *p) for w, p in zip(written, pairs, strict=True)])
        right_engine.append([is_right(w[1], *p) for w, p in zip(written, pairs, strict=True)])
    count = len(feminine.english)
    return {
        "both_right": sum(map(all, zip(*right, strict=True))) / count,
        "both_right_engine": sum(map(all, zip(*right_engine, strict=True))) / count,
        "feminine_right": sum(right[0]) / count,
        "feminine_right_engine": sum(right_engine[0]) / count,
        "masculine_right": sum(right[1]) / count,
        "masculine_right_engine": sum(right_engine[1]) / count,
    }


def _on_references(
    feminine: Version, masculine: Version, language: str, editor: Editor
) -> dict[str, float]:
    """The check on human texts: those of the other version (detect) and the right ones."""
    step = EVERY if editor.reads("en", language) else 1
    seen = alarms = count = 0
    for version in (feminine, masculine):
        english = version.english[::step]
        for texts, is_clean in ((version.right, True), (version.other, False)):
            report = check_pairs(
                list(zip(english, texts[::step], strict=True)),
                "en",
                language,
                document=False,
                interpreter=editor.interpreter,
                checks={"gender"},
            )
            found = {one.unit for one in report.findings if one.check == "gender"}
            alarms += len(found) if is_clean else 0
            seen += 0 if is_clean else len(found)
        count += len(english)
    return {
        f"en{language}.detect": seen / count,
        f"en{language}.false_alarms_per_100": 100 * alarms / count,
    }


def _context(folder: Path, language: str, editor: Editor, figures: dict[str, float]) -> int:
    """Sentences whose gender only the sentence before tells."""
    count = right = right_engine = 0
    for path in sorted(folder.glob(f"context/*-2to1-*.en_{language}.en")):
        texts = [[part.strip() for part in one.split("<sep>")] for one in _lines(path)]
        answers = [
            _lines(path.with_name(path.name.replace("2to1", kind)).with_suffix(f".{language}"))
            for kind in ("original", "flipped")
        ]
        documents = [[one for one in text if one] for text in texts]
        for copy, own, other in zip(editor.apart(documents, "en", language), *answers, strict=True):
            count += 1
            right += is_right(copy.published[-1], own, other)
            right_engine += is_right(copy.engine[-1], own, other)
    if count:
        figures |= {"context_right": right / count, "context_right_engine": right_engine / count}
    return count


def _people(editor: Editor, figures: dict[str, float]) -> int:
    """The own passages with several people: harm on right texts, wrong after the engine."""
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    wrong = wrong_engine = translated = harm = 0
    for row in rows:
        source, _, target = row["pair"].partition("-")
        copy = editor.given(row["source"], row["target"], source, target)
        harm += sum(a != b for a, b in zip(copy.published, row["target"], strict=True))
        if editor.translates(source, target):
            copy = editor.document(row["source"], source, target)
            translated += 1
            wrong += is_wrong(copy.published, row)
            wrong_engine += is_wrong(copy.engine, row)
            harm += is_wrong(copy.published, row) and not is_wrong(copy.engine, row)
    figures |= {
        "people.passages": len(rows),
        "people.translated": translated,
        "people.harm": harm,
        "people.wrong_share": wrong / max(1, translated),
        "people.wrong_share_engine": wrong_engine / max(1, translated),
    }
    return len(rows)


def is_wrong(sentences: Sequence[str], row: dict[str, Any]) -> bool:
    """A pronoun of a gender that the sentence's label does not name, or a forbidden word."""
    if "genders" in row:
        labels = zip(sentences, row["genders"], strict=True)
        return any(_genders(text) - set(allowed) for text, allowed in labels)
    return bool(_words(" ".join(sentences)) & set(row["never"]))
