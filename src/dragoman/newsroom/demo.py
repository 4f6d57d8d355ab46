"""The demo: the sample wire, followed like any other publisher, through the whole path."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dragoman.newsroom.following import follow, look_at
from dragoman.newsroom.opening import Newsroom, make_newsroom_folder, open_newsroom
from dragoman.sample import SampleWire

# The sample wire runs on loopback, so this newsroom may ask there, and need not be slow about it.
DEMO_SETTINGS = """\
[house]
name = "The Sample Wire"
languages = ["en", "pt"]
contact = "mailto:nobody@sample.invalid"
imprint = "A demonstration on one machine; every outlet, person and event in it is invented."

[capture]
delay_s = 0.0
allow_private = ["127.0.0.0/8"]

[work]
runner = "{runner}"
"""


@contextmanager
def demo_newsroom(
    folder: Path, *, site: Path | None = None, runner: str = "durable"
) -> Iterator[tuple[Newsroom, SampleWire]]:
    """A newsroom in `folder` that follows the sample wire, and the wire itself, both running."""
    make_newsroom_folder(folder, settings_text=DEMO_SETTINGS.format(runner=runner))
    with SampleWire() as wire:
        room = open_newsroom(folder, site=site)
        try:
            for sample in wire.publishers:
                prospect = look_at(room, sample.feed_url)[0]
                follow(
                    room,
                    prospect,
                    by="the demo",
                    slug=sample.slug,
                    name=sample.name,
                    licence=sample.licence,
                    languages=sample.languages,
                    to=sample.to,
                    credit_line=sample.credit_line,
                    excluded_credits=sample.excluded_credits,
                )
            yield room, wire
        finally:
            room.close()
