"""The thresholds by which the desk judges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPolicy:
    """When a translation runs, is flagged, held or spiked.

    `spike_share` is the share of sentences (0-1) without a usable translation from which the whole
    is not worth a person's time. `hold_penalty` is the MQM penalty for each 100 source words from
    which a translation waits for a person. `keep_confidence` is the confidence from which an
    unmended critical finding puts the original's words in place of a machine's sentence;
    `hold_confidence`, lower, that from which one in the headline or first paragraph holds the
    article. `publish_gist` lets pairs of gist
    quality through.
    """

    spike_share: float = 0.5
    hold_penalty: float = 60.0
    keep_confidence: float = 0.8
    hold_confidence: float = 0.6
    publish_gist: bool = False
