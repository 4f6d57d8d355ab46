"""Keys of the names under which publishers name their articles."""

from __future__ import annotations

from dragoman.store.columns import key_of


def url_key(publisher: str, url: str) -> str:
    """The key of an address; the same address at another publisher is another article."""
    return key_of("url", publisher, url)


def guid_key(publisher: str, guid: str) -> str:
    """The key of a GUID; the same GUID at another publisher is another article."""
    return key_of("guid", publisher, guid)
