"""The sample wire: two invented publishers that a newsroom can follow without leaving the machine.

In: nothing but the files beside this one.
Out: `SampleWire`, two small websites on loopback with feeds, in a first and a second state, and
`LoopbackServer`, the server under them, for whoever needs a website made of a function.
"""

from dragoman.sample.manuscript import (
    Manuscript,
    ManuscriptError,
    Passage,
    PassageKind,
    read_manuscript,
    read_manuscripts,
)
from dragoman.sample.server import Answer, LoopbackServer, Request
from dragoman.sample.site import SampleSite
from dragoman.sample.wire import SamplePublisher, SampleWire

__all__ = [
    "Answer",
    "LoopbackServer",
    "Manuscript",
    "ManuscriptError",
    "Passage",
    "PassageKind",
    "Request",
    "SamplePublisher",
    "SampleSite",
    "SampleWire",
    "read_manuscript",
    "read_manuscripts",
]
