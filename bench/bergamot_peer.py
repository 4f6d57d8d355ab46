"""The C++ engine `bergamot` 0.4.5 as a peer, in an environment of its own, where that can be had.

Its wheels end with Python 3.10. Where such a Python is on the machine an environment is made once,
in the user's cache folder; where it is not, or the wheel cannot be had, there is no peer.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from dragoman.translation.models import Model

RELEASE = "0.4.5"
_CHILD = Path(__file__).with_name("bergamot_child.py")
# One line a sentence, batches of about 64 news sentences, soft alignments on.
_CONFIG = """\
models: [{model}]
vocabs: [{source_vocab}, {target_vocab}]
shortlist: [{shortlist}, false]
beam-size: 1
normalize: 1.0
word-penalty: 0
max-length-break: 256
mini-batch-words: 2048
mini-batch: 64
maxi-batch: 1000
maxi-batch-sort: src
workspace: 128
max-length-factor: 2.5
skip-cost: true
cpu-threads: 0
quiet: true
quiet-translation: true
gemm-precision: int8shiftAlphaAll
alignment: soft
ssplit-mode: sentence
ssplit-prefix-file: ""
"""


class Bergamot:
    """One model in a process of its own, one worker thread."""

    def __init__(self, python: Path, package: Path, model: Model) -> None:
        self._folder = TemporaryDirectory()
        config = Path(self._folder.name) / "config.yml"
        config.write_text(
            _CONFIG.format(
                model=model.model_path,
                source_vocab=model.source_vocab,
                target_vocab=model.target_vocab,
                shortlist=model.shortlist,
            ),
            encoding="utf-8",
        )
        self._child = subprocess.Popen(
            [python, _CHILD, package, config],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def translate(self, texts: Sequence[str]) -> tuple[list[str], float]:
        """The translations, and the CPU-seconds they took in the child."""
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(json.dumps(list(texts)) + "\n")
        self._child.stdin.flush()
        answer = json.loads(self._child.stdout.readline())
        return answer["texts"], answer["cpu_s"]

    def close(self) -> None:
        """End the child."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait(30)
        self._folder.cleanup()


def bergamot_peer(model: Model) -> Bergamot | None:
    """The peer for a model; None, with a word to the error stream, where it cannot be had."""
    python = _python310()
    if python is None or model.shortlist is None:
        sys.stderr.write("bergamot is left out: no Python 3.10 on this machine\n")
        return None
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    home = cache / "dragoman" / f"bergamot-{RELEASE}"
    package = home / "lib" / "python3.10" / "site-packages" / "bergamot"
    try:
        if not package.exists():
            subprocess.run([python, "-m", "venv", home], check=True, capture_output=True)
            pip = [home / "bin" / "pip", "install", "--no-deps", f"bergamot=={RELEASE}"]
            subprocess.run(pip, check=True, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stderr.write(f"bergamot is left out: it cannot be installed ({error})\n")
        return None
    return Bergamot(home / "bin" / "python", package, model)


def _python310() -> Path | None:
    """A Python 3.10 that runs, on the path or among pyenv's."""
    places = [shutil.which("python3.10")]
    places += sorted(map(str, (Path.home() / ".pyenv/versions").glob("3.10*/bin/python3.10")))
    for place in places:
        if place and subprocess.run([place, "--version"], capture_output=True).returncode == 0:
            return Path(place)
    return None
