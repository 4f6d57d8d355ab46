"""The one error of the student engine: a model file that cannot be used."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import WorldError


class BrokenModelError(WorldError):
    """A model folder that cannot be read; the message is one line naming file and reason."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path}: {reason}; check it with `dragoman models verify` or install the model again"
        )
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[BrokenModelError], tuple[Path, str]]:
        """Pickle by parts: the message is longer than the arguments it was made from."""
        return BrokenModelError, (self.path, self.reason)
