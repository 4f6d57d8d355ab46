"""The shelf of the translation memory: what engines wrote before, and what people brought."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import msgspec
import zstandard
from sqlalchemy import Connection, delete, func, select, update

from dragoman.errors import WorldError
from dragoman.language.cleaning import clean_text
from dragoman.language.codes import base_language, normalise_tag
from dragoman.language.typography import to_straight_quotes
from dragoman.records import EngineResult, KeptPair
from dragoman.store.coding import decoded, encoded
from dragoman.store.columns import keepable, key_of
from dragoman.store.schema import kept_pairs, memory
from dragoman.store.tally import change, counted
from dragoman.store.transactions import Transactions
from dragoman.store.upsert import add_rows_once, put_row

AT_ONCE = 500
"""Keys asked for, or rows taken away, in one statement."""

_FIRST_DAY = date(1970, 1, 1).toordinal()
_TALLY = "memory"
_LEVEL = 1  # of zstandard: answers are small, and time counts more than the last tenth of size

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(EngineResult)


class Memory:
    """See `records.TranslationMemory`, which this is. What people wrote is never pruned."""

    def __init__(self, transactions: Transactions) -> None:
        """A shelf of the store that `transactions` belongs to."""
        self._transactions = transactions

    def recall(self, keys: Sequence[str]) -> dict[str, EngineResult]:
        """The answers kept under these keys; keys without one are left out."""
        found: dict[str, EngineResult] = {}
        if not keys:
            return found
        with self._transactions.reading() as connection:
            for part in _parts(list(keys)):
                query = select(memory.c.key, memory.c.record).where(memory.c.key.in_(part))
                found |= {key: _unpacked(record) for key, record in connection.execute(query)}
        return found

    def remember(self, fresh: Mapping[str, EngineResult], used: Collection[str], day: date) -> None:
        """Keep new answers and note that `used` keys served on `day`, in one transaction.

        Nothing is written for what has served on that day already.
        """
        today = day.toordinal() - _FIRST_DAY
        stale = self._last_served_before(today, used) if used else []
        if not fresh and not stale:
            return
        with self._transactions.writing() as connection:
            for part in _parts(stale):
                connection.execute(
                    update(memory).where(memory.c.key.in_(part)).values(served_on=today)
                )
            rows = [
                {"key": key, "served_on": today, "record": _packed(result)}
                for key, result in fresh.items()
            ]
            change(connection, _TALLY, add_rows_once(connection, memory, rows))

    def by_people(
        self, sources: Sequence[str], source_language: str, target_language: str
    ) -> dict[str, KeptPair]:
        """What people wrote for exactly these sentences, by sentence.

        Spaces and the shape of quotation marks do not count. A tag with a region is answered by
        that region, or by a pair that names none; a tag without one by any, one that names none
        first.
        """
        base = base_language(target_language)
        wanted = normalise_tag(target_language)
        found: dict[str, KeptPair] = {}
        with self._transactions.reading() as connection:
            if connection.execute(select(kept_pairs.c.key).limit(1)).scalar() is None:
                return found  # most newsrooms have no such memory: their sentences need no keys
        by_key: dict[str, list[str]] = {}
        for one in dict.fromkeys(sources):
            by_key.setdefault(_sentence_key(one, source_language, base), []).append(one)
        with self._transactions.reading() as connection:
            for part in _parts(list(by_key)):
                query = select(kept_pairs.c.key, kept_pairs.c.language, kept_pairs.c.record)
                rows = connection.execute(query.where(kept_pairs.c.key.in_(part))).all()
                for key, language, record in sorted(rows, key=lambda row: _rank(row[1], wanted)):
                    if wanted == base or language in (wanted, base):
                        for one in by_key[key]:
                            found.setdefault(one, decoded(KeptPair, record))
        return found

    def keep_pairs(self, pairs: Iterable[KeptPair]) -> int:
        """Keep what people wrote, the last one for a sentence; gives how many were written."""
        written = 0
        with self._transactions.writing() as connection:
            for pair in pairs:
                base = base_language(pair.target_language)
                row = {
                    "key": _sentence_key(pair.source, pair.source_language, base),
                    "language": normalise_tag(pair.target_language),
                    "record": encoded(pair),
                }
                put_row(connection, kept_pairs, row)
                written += 1
        return written

    def size(self) -> int:
        """How many answers of engines are kept."""
        with self._transactions.reading() as connection:
            return _size(connection)

    def pairs(self) -> int:
        """How many pairs of people are kept; looks at all of them."""
        with self._transactions.reading() as connection:
            return connection.execute(select(func.count()).select_from(kept_pairs)).scalar_one()

    def prune(self, before: date, most: int) -> int:
        """Take away what served last before a day, and the oldest beyond `most`; how many went.

        At most `AT_ONCE` at a call, so that it can be called often and never takes long.
        """
        limit = before.toordinal() - _FIRST_DAY
        oldest = select(memory.c.key).order_by(memory.c.served_on)
        with self._transactions.writing() as connection:
            over = max(0, _size(connection) - most)
            keys = connection.execute(
                oldest.where(memory.c.served_on < limit).limit(AT_ONCE)
            ).scalars()
            gone = list(keys)
            if len(gone) < min(over, AT_ONCE):
                gone = list(connection.execute(oldest.limit(min(over, AT_ONCE))).scalars())
            if gone:
                connection.execute(delete(memory).where(memory.c.key.in_(gone)))
                change(connection, _TALLY, -len(gone))
        return len(gone)

    def forget(self, *, people: bool = False) -> int:
        """Empty the memory of what engines wrote, or of what people wrote; how many went."""
        with self._transactions.writing() as connection:
            table = kept_pairs if people else memory
            gone = connection.execute(delete(table)).rowcount
            if not people:
                change(connection, _TALLY, -_size(connection))
        return gone

    def _last_served_before(self, today: int, keys: Collection[str]) -> list[str]:
        """Those of the keys whose row says an earlier day."""
        found: list[str] = []
        with self._transactions.reading() as connection:
            for part in _parts(sorted(keys)):
                query = select(memory.c.key).where(
                    memory.c.key.in_(part), memory.c.served_on < today
                )
                found += connection.execute(query).scalars()
        return found


def _size(connection: Connection) -> int:
    return sum(counted(connection, _TALLY).get("", {}).values())


def _rank(language: str, wanted: str) -> tuple[bool, bool, str]:
    """The wanted tag first, then one without a region, then the others by name."""
    return language != wanted, "-" in language, language


def _parts(keys: Sequence[str]) -> Iterable[Sequence[str]]:
    """The keys, so many at once."""
    return (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))


def _sentence_key(text: str, source_language: str, target_base: str) -> str:
    """The key of a sentence in its normal form, which spaces and marks' shapes do not change."""
    normal = to_straight_quotes(" ".join(clean_text(text).split()))
    return key_of(base_language(source_language), target_base, normal)


def _packed(result: EngineResult) -> bytes:
    """An answer in about half a kilobyte, exactly as it is, lone surrogates apart."""
    kept = replace(result, id="", remembered=True)
    try:
        raw = _ENCODER.encode(kept)
    except UnicodeEncodeError:
        raw = _ENCODER.encode(replace(kept, text=keepable(kept.text), error=keepable(kept.error)))
    return zstandard.compress(raw, _LEVEL)


def _unpacked(kept: bytes) -> EngineResult:
    """The answer in `kept`; raises `WorldError` when the bytes are damaged."""
    try:
        return _DECODER.decode(zstandard.decompress(kept))
    except (zstandard.ZstdError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise WorldError(
            "an answer kept in the translation memory is damaged: run `dragoman verify`; the "
            "memory alone may be emptied with `dragoman memory forget`"
        ) from error
