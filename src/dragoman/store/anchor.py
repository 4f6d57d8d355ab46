"""The ledger's newest entry, noted in a file outside of the database.

A chain alone cannot show that its end was cut off; a note of its end, kept elsewhere, can.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

_NOTE = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64})\n")


class Anchor:
    """The file `path`: number and digest of an entry that was committed, in one line."""

    def __init__(self, path: Path) -> None:
        """Nothing is read or written yet."""
        self.path = path

    def note(self, number: int, digest: str) -> None:
        """Note an entry that is committed already.

        When the disk refuses, the older note stays: it is still true, and the next one replaces
        it; the entry itself is safe in the database.
        """
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            try:
                with beside.open("w", encoding="ascii") as file:
                    file.write(f"{number} {digest}\n")
                    file.flush()
                    os.fsync(file.fileno())
                beside.replace(self.path)
            finally:
                beside.unlink(missing_ok=True)

    def noted(self) -> tuple[int, str] | None:
        """Number and digest that were noted, None when there is no note that can be read."""
        found = _NOTE.fullmatch(self._text() or "")
        return (int(found[1]), found[2]) if found else None

    def trouble(self, *, has_entries: bool) -> tuple[str, ...]:
        """What is wrong with the note itself."""
        written = self._text()
        if written is None:
            if not has_entries:
                return ()
            return (f"{self.path} is missing: it was deleted; the end of the ledger is unproved",)
        if _NOTE.fullmatch(written) is None:
            return (f"{self.path} is damaged: the end of the ledger is unproved",)
        return ()

    def _text(self) -> str | None:
        """What the file says, None when it is not there."""
        try:
            return self.path.read_text(encoding="ascii", errors="replace")
        except OSError:
            return None
