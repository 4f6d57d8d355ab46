"""A fake machine for the set-up scripts: a checkout and a PATH with only what a test puts there."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = [
    "cat",
    "cksum",
    "cp",
    "date",
    "dirname",
    "env",
    "grep",
    "mkdir",
    "rm",
    "sh",
    "sleep",
    "tail",
]

# Answers what the scripts ask a Python, and makes a .venv of copies of itself.
PYTHON = r"""#!/bin/sh
echo "python $*" >>"$CALLS"
case "$*" in
*%d.%d*) echo "$FAKE_VERSION" ;;
*"sys.version_info <"*) [ "$FAKE_VERSION" = 3.11 ] ;;
*ensurepip*) [ -e "$FAKE_VENV_MODULE" ] ;;
"-m venv "*)
    mkdir -p "$3/bin"
    for name in python dragoman pytest ruff mypy lint-imports; do
        cp "$FAKES/$name" "$3/bin/$name"
    done
    ;;
*"pip install"*)
    [ -z "$FAKE_PIP_WAITS" ] || { echo $$ >"$FAKE_PIP_WAITS"; exec sleep 60; }
    [ -z "$FAKE_PIP_SAYS" ] || { echo "$FAKE_PIP_SAYS"; exit 1; }
    ;;
esac
"""
APT = """#!/bin/sh
echo "apt-get $*" >>"$CALLS"
[ -z "$FAKE_APT_FAILS" ] || exit 100
: >"$FAKE_VENV_MODULE"
"""
# Prints each argument on a line of its own, so that spaces show.
TOOL = """#!/bin/sh
echo "${0##*/} $*" >>"$CALLS"
for word in "${0##*/}" "$@"; do printf '%s|' "$word"; done
case " $FAKE_FAILING " in *" ${0##*/} "*) exit 1 ;; esac
"""


@dataclass
class Machine:
    """One fake machine. `python` is the name that its Python goes by ("" for none at all)."""

    folder: Path
    python: str = "python3"
    version: str = "3.11"
    venv_module: bool = True
    apt: bool = False
    apt_fails: bool = False
    root: bool = False
    pip_says: str = ""
    pip_waits: bool = False
    failing: str = ""

    @property
    def checkout(self) -> Path:
        """The checkout, in a path with spaces."""
        return self.folder / "my own wire"

    @property
    def calls(self) -> list[str]:
        """What was called, in order."""
        log = self.folder / "calls"
        return log.read_text(encoding="utf-8").splitlines() if log.exists() else []

    def build(self) -> None:
        """Write the checkout and the PATH."""
        for name in ("run", "test", "script/setup", ".ci/run", "pyproject.toml"):
            copy = self.checkout / name
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, copy)
        path, fakes = self.folder / "bin", self.folder / "fakes"
        shutil.rmtree(path, ignore_errors=True)
        path.mkdir()
        fakes.mkdir(exist_ok=True)
        for tool in TOOLS:
            (path / tool).symlink_to(shutil.which(tool) or "/bin/false")
        _script(path / "id", f"#!/bin/sh\necho {0 if self.root else 1000}\n")
        _script(fakes / "python", PYTHON)
        for name in ("dragoman", "pytest", "ruff", "mypy", "lint-imports"):
            _script(fakes / name, TOOL)
        if self.python:
            _script(path / self.python, PYTHON)
        if self.apt:
            _script(path / "apt-get", APT)
        if self.venv_module:
            (self.folder / "venv-module").touch()

    def environment(self) -> dict[str, str]:
        """All variables that the scripts get to see."""
        return {
            "PATH": str(self.folder / "bin"),
            "CALLS": str(self.folder / "calls"),
            "FAKES": str(self.folder / "fakes"),
            "FAKE_VERSION": self.version,
            "FAKE_VENV_MODULE": str(self.folder / "venv-module"),
            "FAKE_PIP_SAYS": self.pip_says,
            "FAKE_PIP_WAITS": str(self.folder / "pip-waits") if self.pip_waits else "",
            "FAKE_APT_FAILS": "1" if self.apt_fails else "",
            "FAKE_FAILING": self.failing,
        }

    def start(
        self, script: str, *args: str, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run a script of the checkout; no HOME is set."""
        self.build()
        return subprocess.run(
            [str(self.checkout / script), *args],
            cwd=cwd or self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )


def _script(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
