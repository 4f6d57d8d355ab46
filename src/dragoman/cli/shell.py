"""The application that commands are added to, and how every error reaches the terminal."""

from __future__ import annotations

import getpass
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from dragoman import __version__
from dragoman.errors import DragomanError, UsageError, WorldError
from dragoman.newsroom.documents import as_json
from dragoman.newsroom.logs import set_up_logs
from dragoman.newsroom.opening import Newsroom, open_newsroom, open_store
from dragoman.newsroom.settings import load_settings
from dragoman.store import Store

app = typer.Typer(
    name="dragoman",
    help="A newswire that runs itself and checks every translation against its original.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

FolderOption = Annotated[
    Path,
    typer.Option(
        "--newsroom",
        "-n",
        help="The newsroom's folder.",
        envvar="DRAGOMAN_NEWSROOM",
        show_default=True,
    ),
]
HERE = Path()


@app.callback(invoke_without_command=True)
def _about(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Log every decision.")] = False,
) -> None:
    """A newswire that runs itself and checks every translation against its original."""
    if version:
        out.print(f"dragoman {__version__}")
        raise typer.Exit
    set_up_logs(logging.DEBUG if verbose else logging.WARNING)


def main() -> None:
    """Run the command line; an error is one or two lines on standard error and an exit code."""
    try:
        app()
    except DragomanError as error:
        err.print(f"dragoman: {error}", markup=False)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output (head, less) is gone: that is no error of ours.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        err.print(f"dragoman: {where}{error.strerror or error}", markup=False)
        sys.exit(WorldError.exit_code)


@contextmanager
def newsroom(folder: Path) -> Iterator[Newsroom]:
    """An open newsroom, closed whatever happens."""
    room = open_newsroom(folder)
    try:
        yield room
    finally:
        room.close()


@contextmanager
def store_of(folder: Path) -> Iterator[Store]:
    """The newsroom's store alone."""
    store = open_store(folder, load_settings(folder))
    try:
        yield store
    finally:
        store.close()


def print_json(value: Any) -> None:
    """JSON on standard output."""
    write(as_json(value) + "\n")


def write(text: str) -> None:
    """`text` on standard output as it is, for programs; in UTF-8 whatever the terminal speaks."""
    sys.stdout.flush()
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        sys.stdout.write(text)
    else:
        stream.write(text.encode("utf-8", "replace"))


def plain(text: str) -> None:
    """A line on standard output, nothing in it taken for markup."""
    out.print(text, markup=False)


def one_of(value: str, known: tuple[str, ...], option: str) -> str:
    """`value` if it is one of the known words. Raises `UsageError` naming them."""
    if value not in known:
        raise UsageError(f"{option} {value}: unknown; one of {', '.join(known)}")
    return value


def operator() -> str:
    """The person at the keyboard, for the record."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "operator"
