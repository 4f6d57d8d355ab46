"""Commands that run the wire: demo, init, follow, run, serve."""

from __future__ import annotations

import ipaddress
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dragoman.cli.shell import HERE, FolderOption, app, err, newsroom, one_of, operator, plain
from dragoman.errors import UsageError
from dragoman.newsroom.demo import demo_newsroom
from dragoman.newsroom.following import Prospect, follow, look_at
from dragoman.newsroom.opening import Newsroom, make_newsroom_folder
from dragoman.newsroom.schedule import Progress as Round
from dragoman.newsroom.schedule import round_of_work, run_for_ever, run_once, working
from dragoman.newsroom.settings import load_settings
from dragoman.newsroom.status import counts_line
from dragoman.publishers import explain_rights
from dragoman.records import Release
from dragoman.web import serve_site

Watch = Callable[[Round], None]


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="End when all is published.")] = False,
    site: Annotated[Path | None, typer.Option(help="Write the site here and keep it.")] = None,
    port: Annotated[int, typer.Option(help="Port of the reading site.")] = 8642,
) -> None:
    """The sample wire through the whole path, then the reading site.

    Example: dragoman demo --once --site ./site
    """
    started = time.monotonic()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dragoman-demo-")))
        room, wire = stack.enter_context(
            demo_newsroom(folder / "newsroom", site=site.resolve() if site else None)
        )
        with working(room) as runner:
            _watched(
                room, "first state of the sample wire", lambda w: round_of_work(room, runner, w)
            )
            wire.advance()
            _watched(
                room,
                "second state: a correction, a withdrawal, news",
                lambda w: round_of_work(room, runner, w),
            )
        plain(f"{counts_line(room)}; in {time.monotonic() - started:.1f} s")
        plain(f"site: {room.site}")
        if once:
            return
        served = serve_site(room.site, host="127.0.0.1", port=port, address=room.house.address)
        plain(f"Read it at {served.url} (stop with Ctrl-C)")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            plain("stopped")
        finally:
            served.stop()


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Where the newsroom is to be.")]) -> None:
    """Make a newsroom folder: commented settings and an empty store.

    Example: dragoman init my-wire
    """
    make_newsroom_folder(folder)
    plain(f"{folder}/dragoman.toml: the settings; read them once, then:")
    plain(f"  dragoman follow https://example.org/ -n {folder}")
    plain(f"  dragoman serve -n {folder}")


@app.command("follow")
def follow_command(
    url: Annotated[str, typer.Argument(help="A site, feed, sitemap or OPML file.")],
    folder: FolderOption = HERE,
    slug: Annotated[str, typer.Option(help="Short name, such as correio.")] = "",
    licence: Annotated[
        str, typer.Option(help="What you confirm: CC-BY-4.0, CC-BY-SA-4.0, CC0, link-only ...")
    ] = "",
    to: Annotated[
        list[str] | None, typer.Option(help="Languages to translate into (default: all editions).")
    ] = None,
    own: Annotated[bool, typer.Option("--own", help="Our own texts, all rights.")] = False,
    release: Annotated[str, typer.Option(help="auto, or held until a person releases it.")] = "",
) -> None:
    """Follow a publisher; shows robots.txt, TDM and licence before asking what may be published.

    Example: dragoman follow https://example.org/feed --licence CC-BY-4.0 --to en
    """
    if release:
        one_of(release, ("auto", "held"), "--release")
    with newsroom(folder) as room:
        for prospect in look_at(room, url):
            _show(prospect)
            confirmed = licence if licence or own else _ask_licence()
            when = release or _ask_release()
            publisher = follow(
                room,
                prospect,
                by=operator(),
                slug=slug,
                licence=confirmed,
                to=tuple(to or ()),
                own=own,
                release=Release(when),
            )
            plain(f"following {publisher.slug}: {publisher.name}")
            for line in explain_rights(
                publisher, on=room.clock.now().date(), noncommercial=room.house.noncommercial
            ):
                plain(f"  {line}")


@app.command()
def run(
    folder: FolderOption = HERE,
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
) -> None:
    """Poll, take in, translate, check, publish.

    Example: dragoman run --once -n my-wire
    """
    with newsroom(folder) as room:
        if once:
            _watched(room, "one round", lambda watch: run_once(room, watch))
            plain(counts_line(room))
            return
        with working(room) as runner:
            plain("running (stop with Ctrl-C)")
            _until_stopped(lambda stop: run_for_ever(room, runner, stop))
        plain(counts_line(room))


@app.command()
def serve(folder: FolderOption = HERE) -> None:
    """Run, and serve the reading site.

    Example: dragoman serve -n my-wire
    """
    settings = load_settings(folder)
    host = settings.serve.host
    if not _is_loopback(host) and not (settings.house.imprint and settings.house.contact):
        raise UsageError(
            f"{folder}/dragoman.toml: serve.host: {host} is open to others, and a public site "
            "needs house.imprint and house.contact: set both, or serve on 127.0.0.1"
        )
    with newsroom(folder) as room, working(room) as runner:
        served = serve_site(
            room.site, host=host, port=settings.serve.port, address=room.house.address
        )
        plain(f"Read it at {served.url} (stop with Ctrl-C)")
        try:
            _until_stopped(lambda stop: run_for_ever(room, runner, stop))
        finally:
            served.stop()


def _until_stopped(work: Callable[[threading.Event], None]) -> None:
    """Run `work(stop)` until Ctrl-C or a polite kill."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    work(stop)


def _watched(room: Newsroom, what: str, work: Callable[[Watch | None], None]) -> None:
    """Run `work(watch)` with a line of progress on a terminal, silently elsewhere."""
    if not err.is_terminal:
        work(None)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        task = bar.add_task(what)

        def watch(now: Round) -> None:
            bar.update(
                task,
                description=f"{what}: {now.polled} of {now.listings} listings polled, "
                f"{now.in_work} articles in work; {counts_line(room)}",
            )

        work(watch)


def _show(prospect: Prospect) -> None:
    """What the site says about itself, before anything is asked."""
    facts = prospect.facts
    plain(f"{prospect.name} ({prospect.url})")
    for listing in prospect.listings:
        plain(f"  {listing.kind.value}: {listing.url}")
    plain(f"  language: {prospect.language or 'not stated'}")
    plain(f"  robots.txt: {facts.robots_note or ('allows' if facts.robots_allowed else 'refuses')}")
    tdm = {True: "reserved", False: "not reserved", None: "nothing said"}[facts.tdm_reserved]
    plain(f"  text and data mining: {tdm}{f' ({facts.tdm_policy})' if facts.tdm_policy else ''}")
    plain(f"  licence: {prospect.licence or prospect.licence_url or 'none stated'}")


def _ask_licence() -> str:
    """What the operator confirms; nobody at a terminal means link-only."""
    if not sys.stdin.isatty():
        plain("  nobody to ask: headline and link only (grant more with --licence)")
        return "link-only"
    answer = typer.prompt(
        "What may be published? A licence you can vouch for, or link-only",
        default="link-only",
    )
    return str(answer).strip()


def _ask_release() -> str:
    """Automatically, or after a person's release."""
    if not sys.stdin.isatty():
        return "auto"
    return "auto" if typer.confirm("Publish automatically?", default=True) else "held"


def _is_loopback(host: str) -> bool:
    """True for localhost and loopback addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
