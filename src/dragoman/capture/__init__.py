"""Polite, guarded fetching: one client, and a stated value for whatever the world answers."""

from dragoman.capture.addresses import why_refused
from dragoman.capture.answers import retry_time
from dragoman.capture.dial import Resolver
from dragoman.capture.fetcher import Fetcher
from dragoman.capture.media import Accept, sniff, split_content_type
from dragoman.capture.tdm import TdmRule, TdmWord, parse_tdmrep, word_of_file, word_of_headers
from dragoman.capture.terms import Fetched, FetchRequest, HostFacts

__all__ = [
    "Accept",
    "FetchRequest",
    "Fetched",
    "Fetcher",
    "HostFacts",
    "Resolver",
    "TdmRule",
    "TdmWord",
    "parse_tdmrep",
    "retry_time",
    "sniff",
    "split_content_type",
    "why_refused",
    "word_of_file",
    "word_of_headers",
]
