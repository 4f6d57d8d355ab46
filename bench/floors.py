"""Quality floors: small samples of the desk's benches, and the figures below which none may fall.

`python -m bench.floors --data DIR` measures the samples and rewrites `floors.json`, showing what
moved; DIR is the folder with `mt/` and `seeds/` in it. The suite measures the same samples and
refuses a drop. A floor lies two points of a hundred below what was measured, a ceiling 0.3 above
for false alarms and 0.1 for serious ones: so much a harmless change may cost. Wrong shares and harm
have no slack.

The samples are the first rows of each file, so that they are the same every time. `seeded` and
`clean` are measured twice: by rules alone, and `with models` where the default engine's models read
along, on fewer rows because reading costs time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice
from pathlib import Path

from bench import clean, demetr, gender, seeded, seeds
from bench.reading_ahead import ReadAhead, local_interpreter
from bench.seeded_rows import Row, read_rows

FILE = Path(__file__).with_name("floors.json")
ROWS, ROWS_READ = 20, 6  # of each class of seeded errors: by rules, and with models
DOCUMENTS, DOCUMENTS_READ = 12, 3
ITEMS = 60  # of each DEMETR file
DIRECTIONS = ("por-eng", "eng-por", "spa-eng", "eng-spa")
READ_DIRECTIONS = ("por-eng", "eng-por")
PAIRS = (("por", "eng"), ("eng", "por-BR"), ("spa", "eng"), ("eng", "spa"))
READ_PAIRS = PAIRS[:2]
CLASSES = ("critical_id10_numbers_replaced", "critical_id9_ne_replaced", "critical_id25_ne_removed")
SLACK = 0.02
CEILING_SLACK = {"alarms": 0.3, "serious": 0.1}

Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample of one bench: the files it reads, below the data's folder, and its measurement."""

    files: tuple[str, ...]
    measure: Callable[[Path], Figures]


def seeded_figures(name: str, rows_each: int, with_models: bool, root: Path) -> Figures:
    """The first rows of each class of one direction; rows that need a document are left out.

    For each class `recall` and `repair` as in `seeded`, and `located`: F1 of the place over all
    rows, those not seen counting 0, so that seeing more never looks worse. `harm` is the number of
    clean sentences that the desk changed.
    """
    rows: dict[str, list[Row]] = {}
    for row in read_rows(root / "mt" / "seeded" / f"{name}.jsonl"):
        if not row.needs_document and len(rows.setdefault(row.kind, [])) < rows_each:
            rows[row.kind].append(row)
    interpreter = models() if with_models else ReadAhead()
    direction = seeded.Direction(name, *seeded.sides(name), interpreter)
    direction.take([row for part in rows.values() for row in part])
    counted = direction.figures()
    figures = {"harm": counted[f"{name}.harm"]}
    for kind in sorted(rows):
        recall = counted[f"{name}.{kind}.recall"]
        figures[f"{kind}.recall"] = recall
        figures[f"{kind}.located"] = recall * counted[f"{name}.{kind}.locate"]
        figures[f"{kind}.repair"] = counted[f"{name}.{kind}.repair"]
    return figures


@cache
def models() -> ReadAhead:
    """The models of this machine, loaded once."""
    return ReadAhead(local_interpreter())


def clean_figures(
    pairs: Sequence[tuple[str, str]], documents: int, with_models: bool, root: Path
) -> Figures:
    """False alarms on the first documents of odd hash, by pair."""
    odd, _ = clean.split(root / "mt" / "ntrex" / "ntrex.jsonl")
    figures = {}
    for pair in pairs:
        counted = clean.count(odd[:documents], *pair, models() if with_models else None)
        name = "-".join(pair)
        figures[f"{name}.false_alarms_per_100"] = 100 * counted["alarms"] / counted["sentences"]
        figures[f"{name}.serious_per_document"] = counted["serious"] / counted["documents"]
    return figures


def seeds_figures(root: Path) -> Figures:
    """Required rows of the audits that are found, as a share."""
    _, figures = seeds.measure([root / "seeds"])
    return {"required_found": figures["required_found"] / figures["required"]}


def demetr_figures(root: Path) -> Figures:
    """Pairwise accuracy on the first items of the classes of numbers and names."""
    figures = {}
    for name in CLASSES:
        with (root / "mt" / "demetr" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            items = [json.loads(line) for line in islice(lines, ITEMS)]
        right = [
            demetr.is_right(item, demetr.LANGUAGES.get(item["lang_tag"], demetr.UNKNOWN), None)
            for item in items
        ]
        figures[name.split("_", 1)[1]] = sum(right) / len(right)
    return figures


def people_figures(root: Path) -> Figures:
    """Passages about people through engine and desk: wrong ones, and harm done to right ones."""
    _, figures = gender.measure([root / "mt" / "mittens"])
    wanted = ("wrong_share", "people.harm", "people.wrong_share")
    return {name: figures[name] for name in wanted if name in figures}


def _seeded(name: str, *, with_models: bool) -> Sample:
    rows = ROWS_READ if with_models else ROWS
    measure = partial(seeded_figures, name, rows, with_models)
    return Sample((f"mt/seeded/{name}.jsonl",), measure)


def _clean(*, with_models: bool) -> Sample:
    pairs, documents = (READ_PAIRS, DOCUMENTS_READ) if with_models else (PAIRS, DOCUMENTS)
    measure = partial(clean_figures, pairs, documents, with_models)
    return Sample(("mt/ntrex/ntrex.jsonl",), measure)


SAMPLES: dict[str, Sample] = {
    **{f"seeded {name}": _seeded(name, with_models=False) for name in DIRECTIONS},
    **{f"seeded {name} with models": _seeded(name, with_models=True) for name in READ_DIRECTIONS},
    "clean": _clean(with_models=False),
    "clean with models": _clean(with_models=True),
    "seeds": Sample(
        ("seeds/expected.tsv", "seeds/blinken-bucharest.txt", "seeds/harris-romania.txt"),
        seeds_figures,
    ),
    "demetr": Sample(tuple(f"mt/demetr/{name}.jsonl" for name in CLASSES), demetr_figures),
    "gender": Sample(("mt/mittens/mittens.jsonl",), people_figures),
}
"""The samples by name, those of the desk's table of measures."""


def digests(sample: Sample, root: Path) -> dict[str, str]:
    """SHA-256 of a sample's files; those that are absent are left out."""
    return {
        name: hashlib.sha256((root / name).read_bytes()).hexdigest()
        for name in sample.files
        if (root / name).is_file()
    }


def limit_of(name: str, value: float) -> float:
    """The floor or ceiling that a measured figure sets."""
    if not is_ceiling(name):
        return round(max(0.0, value - SLACK), 4)
    slack = max((size for word, size in CEILING_SLACK.items() if word in name), default=0.0)
    return round(value + slack, 4)


def is_ceiling(name: str) -> bool:
    """True for figures that should be small."""
    return any(word in name for word in ("alarms", "serious", "harm", "wrong"))


def fallen(limits: Mapping[str, float], figures: Mapping[str, float]) -> list[str]:
    """One line for each figure that is worse than its limit, or gone."""
    lines = []
    for name, limit in limits.items():
        if name not in figures:
            lines.append(f"{name}: not measured any more")
            continue
        value = round(figures[name], 4)  # as the limits were set
        if (value > limit) if is_ceiling(name) else (value < limit):
            side = "above its ceiling" if is_ceiling(name) else "below its floor"
            lines.append(f"{name}: {value:.4f} is {side} of {limit:.4f}")
    return lines


def read_floors(path: Path | None = None) -> dict[str, dict[str, dict[str, object]]]:
    """What `floors.json` holds: by sample its files' digests, figures and limits."""
    held: dict[str, dict[str, dict[str, object]]] = json.loads((path or FILE).read_text("utf-8"))
    return held


def measure_all(root: Path) -> Iterator[tuple[str, dict[str, dict[str, object]]]]:
    """Measure the samples whose files are all there."""
    for name, sample in SAMPLES.items():
        data = digests(sample, root)
        if len(data) < len(sample.files):
            sys.stdout.write(f"{name}: left as it was, its data is absent\n")
            continue
        figures = {key: round(value, 4) for key, value in sample.measure(root).items()}
        limits = {key: limit_of(key, value) for key, value in figures.items()}
        yield name, {"data": {**data}, "measured": {**figures}, "limits": {**limits}}


def main() -> int:
    """Measure, show what moved, and rewrite the file; 3 when there is no such folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.floors", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    root: Path = parser.parse_args().data
    if not root.is_dir():
        sys.stderr.write(f"{root} is not a folder: name the one that has mt/ and seeds/ in it\n")
        return 3
    held = read_floors() if FILE.exists() else {}
    for name, fresh in measure_all(root):
        before = held.get(name, {}).get("measured", {})
        for key, value in fresh["measured"].items():
            if before.get(key) != value:
                sys.stdout.write(f"{name}  {key}: {before.get(key, 'new')} -> {value}\n")
        held[name] = fresh
    FILE.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
