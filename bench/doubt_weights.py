"""Makes the weights of the desk's word doubts.

`python -m bench.doubt_weights --data DIR --to pt-en`, and once more with `--to en-pt`. DIR is the
folder with `mt/ntrex/`, `mt/mt-geneval/` and `web/ud-sentences/` in it. Sound pairs are the
documents of NTREX whose hash is even, in both Portugueses, the Portuguese and English news
sentences of the Universal Dependencies, and every second of MT-GenEval's sentences. Slips are put
into them (`bench/slips.py`), both models read all of them, and two forests learn which words of the
translation were put there and which words of the original were left out. A third learns from words
to sentences, by what the first two say of documents that they did not learn from. No other set is
read, so figures on CED, MiTTenS and the seeded errors in odd documents are on unseen data. What is
written has no text in it. Takes some five minutes of CPU a direction.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.boosting import grow
from bench.clean import split
from bench.reading_ahead import local_interpreter
from bench.slips import Slip, SlipMaker
from dragoman.desk.doubt.evidence import COLUMNS, Evidence, read_evidence
from dragoman.desk.doubt.trees import Forest
from dragoman.desk.doubt.units import COLUMNS as UNIT_COLUMNS
from dragoman.desk.doubt.units import unit_row
from dragoman.records import EngineResult, Span

Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]

_SLIPS = 2  # tried for each sound sentence
_LOST, _KEPT = 0.6, 0.25  # share of a source word's attention on what was cut: left out; not
_FAINT = 0.2  # attention below which nothing can be said of a source word
_AT_ONCE = 96


@dataclass(slots=True, kw_only=True)
class Example:
    """One pair as both models read it; `slip` is None for a sound one."""

    pair: tuple[str, str]
    document: str
    slip: Slip | None
    forth: EngineResult
    back: EngineResult
    evidence: Evidence
    sound: Example | None = None
    row: Floats | None = None


def sound_pairs(root: Path, languages: tuple[str, str]) -> list[tuple[str, str, str]]:
    """(source, target, document) of the sound pairs, in either direction."""
    found = []
    for number, text in enumerate(split(root / "mt" / "ntrex" / "ntrex.jsonl")[1]):
        for name in ("por", "por-BR"):
            if name in text:
                pairs = zip(text[name], text["eng"], strict=True)
                found += [(one, two, f"ntrex{number}") for one, two in pairs]
    folder = root / "web" / "ud-sentences"
    sides = [_sentences(folder / f"{name}_pud_news.tsv") for name in ("pt", "en")]
    found += [(sides[0][key], sides[1][key], key[:4]) for key in sides[0] if key in sides[1]]
    spoken = root / "mt" / "mt-geneval" / "sentences" / "dev"
    texts = [
        (spoken / f"geneval-sentences-feminine-dev.en_pt.{name}").read_text("utf-8").splitlines()
        for name in ("pt", "en")
    ]
    for number, (one, two) in enumerate(zip(*texts, strict=True)):
        if number % 2 == 0:
            found.append((one, two, f"geneval{number // 20}"))
    if languages == ("en", "pt"):
        found = [(two, one, document) for one, two, document in found]
    return [one for one in found if one[0].strip() and one[1].strip()]


def _sentences(path: Path) -> dict[str, str]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {row[1]: row[2] for row in rows if len(row) == 3}


def examples(
    pairs: Sequence[tuple[str, str, str]], languages: tuple[str, str]
) -> Iterator[Example]:
    """Sound pairs and what slips made of them, read both ways; the sound one comes first."""
    maker = SlipMaker([target for _, target, _ in pairs], languages[1])
    interpreter = local_interpreter()
    wanted: list[tuple[str, str, str, Slip | None]] = []
    for source, target, document in pairs:
        wanted.append((source, target, document, None))
        slips = [maker.make(target) for _ in range(_SLIPS)]
        wanted += [(source, slip.text, document, slip) for slip in slips if slip is not None]
    sound: dict[str, Example] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        forth = interpreter.read([(one[0], one[1]) for one in part], *languages)
        back = interpreter.read([(one[1], one[0]) for one in part], *languages[::-1])
        for (source, target, document, slip), one, two in zip(part, forth, back, strict=True):
            evidence = read_evidence(source, target, one, two, languages)
            if evidence is None:
                continue
            example = Example(
                pair=(source, target), document=document, slip=slip, forth=one, back=two,
                evidence=evidence, sound=sound.get(source),
            )  # fmt: skip
            if slip is None:
                sound[source] = example
            yield example
        sys.stderr.write(f"\r{min(start + _AT_ONCE, len(wanted))} of {len(wanted)} pairs read")
    sys.stderr.write("\n")


def put_words(example: Example) -> Flags:
    """Which target words stand where a slip put them."""
    spans, slip = example.evidence.target.spans, example.slip
    wrong = np.zeros(len(spans), bool)
    if slip is not None:
        put = example.pair[1]
        for place, (start, end) in enumerate(spans):
            shared = put[max(start, slip.start) : min(end, slip.end)]
            wrong[place] = any(map(str.isalnum, shared))
    return wrong


def lost_words(example: Example) -> tuple[Flags, Flags]:
    """Which source words the slip left untranslated, and of which that can be said."""
    spans = example.evidence.source.spans
    lost, told = np.zeros(len(spans), bool), np.ones(len(spans), bool)
    slip, sound = example.slip, example.sound
    if slip is None or not slip.before:
        return lost, told
    if sound is None:
        return lost, ~told
    whole, on_cut = _masses(spans, sound.forth, slip.cut)
    lost = on_cut > _LOST * np.maximum(whole, _FAINT)
    return lost, (whole > _FAINT) & (lost | (on_cut <= _KEPT * whole))


def _masses(spans: Sequence[Span], reading: EngineResult, cut: Span) -> tuple[Floats, Floats]:
    """By source word, the attention that it gets in all, and from the words of `cut`."""
    places = {at: place for place, span in enumerate(spans) for at in range(*span)}
    whole, on_cut = np.zeros(len(spans), np.float32), np.zeros(len(spans), np.float32)
    for link in reading.alignment:
        place = places.get(link.source_start)
        if place is not None:
            whole[place] += link.p
            if link.target_start < cut[1] and link.target_end > cut[0]:
                on_cut[place] += link.p
    return whole, on_cut


def learn_words(part: Sequence[Example]) -> tuple[Forest, Forest]:
    """The forests for target words and for source words."""
    rows = np.concatenate([one.evidence.target.rows for one in part])
    target = grow(rows, np.concatenate([put_words(one) for one in part]), COLUMNS)
    lost = [lost_words(one) for one in part]
    rows = np.concatenate(
        [one.evidence.source.rows[told] for one, (_, told) in zip(part, lost, strict=True)]
    )
    source = grow(rows, np.concatenate([wrong[told] for wrong, told in lost]), COLUMNS)
    return target, source


def set_rows(part: Sequence[Example], forests: tuple[Forest, Forest]) -> None:
    """Give examples their sentence's row, by forests that did not learn from them."""
    for one in part:
        odds = (
            forests[0].log_odds(one.evidence.target.rows),
            forests[1].log_odds(one.evidence.source.rows),
        )
        letters = len(one.pair[0]), len(one.pair[1])
        one.row = unit_row(*odds, one.forth, one.back, letters)


def learn(everything: Sequence[Example]) -> dict[str, object]:
    """The three forests as one table."""
    halves: tuple[list[Example], list[Example]] = ([], [])
    for one in everything:
        halves[zlib.crc32(one.document.encode()) % 2].append(one)
    for own, other in (halves, halves[::-1]):
        set_rows(other, learn_words(own))
    rows = np.stack([one.row for one in everything if one.row is not None])
    wrong = [one.slip is not None for one in everything]
    units = grow(rows, wrong, UNIT_COLUMNS, trees=80, depth=3, rate=0.1)
    target, source = learn_words(everything)
    return {
        "target": target.as_table(), "source": source.as_table(), "unit": units.as_table(),
    }  # fmt: skip


def main() -> int:
    """Make the weights of one direction; 3 when the data is not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.doubt_weights", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--to", choices=("pt-en", "en-pt"), required=True)
    parser.add_argument("--sound", type=int, default=2000, help="sound pairs that are used")
    parser.add_argument("--out", type=Path, help="a file; without it the desk's own is written")
    arguments = parser.parse_args()
    if not (arguments.data / "mt" / "ntrex").is_dir():
        sys.stderr.write(f"{arguments.data} has no mt/ntrex in it: name the folder of the data\n")
        return 3
    source, target = arguments.to.split("-")
    pairs = sound_pairs(arguments.data, (source, target))
    random.Random(3).shuffle(pairs)
    table = learn(list(examples(pairs[: arguments.sound], (source, target))))
    own = Path(__file__).parent.parent / "src" / "dragoman" / "desk" / "doubt"
    out = arguments.out or own / f"weights.{arguments.to}.json"
    out.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.stdout.write(f"{out.name}: {out.stat().st_size / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
