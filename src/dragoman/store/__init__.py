"""The store room: records to a database and back, bytes to blobs and back, and the ledger."""

from dragoman.store.articles import Articles, Reason
from dragoman.store.blobs import Blobs
from dragoman.store.decisions import Decisions
from dragoman.store.dispatches import Dispatches, Listed
from dragoman.store.ledger import Ledger, LedgerEntry
from dragoman.store.listings import Listings
from dragoman.store.memory import Memory
from dragoman.store.publishers import Publishers
from dragoman.store.store import Store
from dragoman.store.translations import Translations

__all__ = [
    "Articles",
    "Blobs",
    "Decisions",
    "Dispatches",
    "Ledger",
    "LedgerEntry",
    "Listed",
    "Listings",
    "Memory",
    "Publishers",
    "Reason",
    "Store",
    "Translations",
]
