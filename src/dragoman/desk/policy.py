"""The thresholds by which the desk judges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPolicy:
    """When a translation runs, is flagged, held or spiked.

    `spike_share` is the share of sentences (0-1) without a usable translation from which the whole
    is not worth a person's time. `hold_penalty` is the MQM penalty for each 100 source words from
    which a translation waits for a person. Confidences are probabilities, counted on data:
    `keep_confidence` is that from which an unmended critical finding puts the original's words in
    place of a machine's sentence (four of five such findings are right), `hold_confidence` that
    from which one in the headline or first paragraph holds the article (as likely right as wrong).
    `hold_unchecked` is the share of the desk's checks (0-1) that a pair of languages may lack at
    most: from there on its translations wait for a person. `publish_gist` lets such pairs through,
    and those of gist quality.
    """

    spike_share: float = 0.5
    hold_penalty: float = 60.0
    keep_confidence: float = 0.8
    hold_confidence: float = 0.5
    hold_unchecked: float = 0.4
    publish_gist: bool = False
