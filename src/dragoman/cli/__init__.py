"""The command line: every command says what it does, what went wrong and what to do about it."""

from __future__ import annotations

from dragoman.cli import desk, engines, hand, house, linter, models, wire, wording
from dragoman.cli.shell import app, main

# Importing the modules is what adds their commands to `app`.
COMMANDS = (wire, desk, linter, hand, house, engines, models, wording)

__all__ = ["COMMANDS", "app", "main"]
