from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman import records
from dragoman.errors import WorldError
from dragoman.store.coding import COMPRESS_FROM, decoded, encoded
from dragoman.store.columns import EPOCH, Moment, keepable, key_of
from fakes_store import sighting

KEPT = (
    records.Article,
    records.ArticleStanding,
    records.Capture,
    records.Decision,
    records.DeskCopy,
    records.Dispatch,
    records.EditionStanding,
    records.EngineResult,
    records.KeptPair,
    records.ListingStanding,
    records.Miss,
    records.Publisher,
    records.Sighting,
    records.Story,
    records.Translation,
)

# Offsets of whole minutes, as ISO 8601 writes them; the moment itself to the microsecond.
moments = st.datetimes(min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(tzinfo=UTC)
)


def strategy_of(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Any record of this kind, with every field set."""
    return st.from_type(kind)


@pytest.fixture(autouse=True, scope="module")
def _known_types() -> None:
    st.register_type_strategy(datetime, moments)
    st.register_type_strategy(date, st.dates())
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
def test_every_record_comes_back_as_it_was_kept(kind: type[Any]) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(strategy_of(kind))
    def comes_back(record: Any) -> None:
        assert decoded(kind, encoded(record)) == record

    comes_back()


def test_every_record_with_an_identity_of_its_own_is_among_those_tried() -> None:
    """A new record in `records` must be tried here, unless another record carries it."""
    carried = {
        field.type if isinstance(field.type, str) else field.type.__name__
        for name in records.__all__
        if dataclasses.is_dataclass(getattr(records, name))
        for field in dataclasses.fields(getattr(records, name))
    }
    words = {word for text in carried for word in text.replace("[", " ").replace(",", " ").split()}
    untried = {
        name
        for name in records.__all__
        if dataclasses.is_dataclass(getattr(records, name))
        and getattr(records, name) not in KEPT
        and name not in " ".join(words)
    }
    # What engines and readers hand over and nobody keeps.
    assert untried <= {"EngineInfo", "EngineUnit", "Unreadable", "Untranslated",
                       "SentenceChange"}  # fmt: skip


def test_half_a_surrogate_pair_is_kept_as_a_replacement_character() -> None:
    odd = sighting(headline_hint="a\ud800b\x00c")
    assert decoded(records.Sighting, encoded(odd)).headline_hint == "a\ufffdb\x00c"


def test_long_records_are_compressed_and_short_ones_are_plain_json() -> None:
    assert encoded(sighting()).startswith(b"{")
    long = sighting(headline_hint="word " * COMPRESS_FROM)
    assert len(encoded(long)) < COMPRESS_FROM
    assert decoded(records.Sighting, encoded(long)) == long


def test_a_record_of_an_older_version_gets_the_defaults_and_a_newer_one_loses_nothing_known() -> (
    None
):
    kept = encoded(sighting())
    newer = kept[:-1] + b',"mood":"gloomy"}'
    assert decoded(records.Sighting, newer) == sighting()
    older = kept.replace(b',"withdrawn":false', b"")
    assert older != kept
    assert decoded(records.Sighting, older) == sighting()


@pytest.mark.parametrize(
    "damage",
    [
        lambda kept: kept[:-1],
        lambda kept: b"",
        lambda kept: b"\x28\xb5\x2f\xfd" + kept,
        lambda kept: kept.replace(b'"gazette"', b"17"),
        lambda kept: kept.replace(b"gazette", b"\xff\xfe"),
    ],
)
def test_damaged_bytes_are_a_sentence_and_never_a_wrong_record(
    damage: Callable[[bytes], bytes],
) -> None:
    with pytest.raises(WorldError, match="a kept sighting in the store is damaged"):
        decoded(records.Sighting, damage(encoded(sighting())))


@given(st.text(st.characters(codec=None)))
def test_keepable_text_can_be_kept_by_any_database(text: str) -> None:
    kept = keepable(text)
    assert "\x00" not in kept
    kept.encode("utf-8")
    assert len(kept) == len(text)
    assert keepable(kept) == kept


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_keys_are_equal_only_for_equal_parts(one: list[str], two: list[str]) -> None:
    assert (key_of(*one) == key_of(*two)) == (one == two)


@given(moments, moments)
def test_kept_moments_are_ordered_as_the_moments_are(one: datetime, two: datetime) -> None:
    column, dialect = Moment(), None
    kept = [column.process_bind_param(moment, dialect) for moment in (one, two)]  # type: ignore[arg-type]
    assert kept[0] is not None
    assert kept[1] is not None
    assert (kept[0] < kept[1]) == (one < two)
    assert column.process_result_value(kept[0], dialect) == one  # type: ignore[arg-type]
    assert EPOCH + timedelta(microseconds=kept[1]) == two
