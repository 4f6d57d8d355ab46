"""The path: how a link on a publisher's listing becomes a checked page in another language.

    Publisher -> Sighting -> Capture -> Article -> Translation -> Findings -> Repairs -> Verdict
    -> Dispatch -> Edition

Each function takes one article one step further and writes down where it stands. A step looks at
what is written before it does anything, so running it twice is running it once, and whatever
dies in between, the next run goes on from the last step that was written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from dragoman.capture import FetchRequest
from dragoman.desk import DeskPolicy, edit
from dragoman.newsroom import intake, press
from dragoman.newsroom.dispatching import make_dispatch, permission_for
from dragoman.newsroom.opening import Newsroom
from dragoman.newsroom.setbacks import may_go_on, note_edition_setback, note_setback
from dragoman.newsroom.sightings import keep_missed_poll, keep_sightings, listing_standing
from dragoman.records import (
    ArticleStage,
    EditionStage,
    Extent,
    Listing,
    Miss,
    Publisher,
    Untranslated,
    Verdict,
)
from dragoman.translation import realigned, translate_article, with_markup

# Sitemaps of an index that are asked in one poll: news stands in the newest.
INNER_LISTINGS = 5


class Step(Protocol):
    """Runs one step of the path, now or, when its result is remembered, not again."""

    def __call__(self, function: Callable[..., Any], room: Newsroom, *words: str) -> Any:
        """The step's result: something that JSON can hold."""
        ...


def directly(function: Callable[..., Any], room: Newsroom, *words: str) -> Any:
    """A step that is simply run."""
    return function(room, *words)


def poll(
    room: Newsroom, publisher: Publisher, listing: Listing, *, inner: bool = False
) -> tuple[str, ...]:
    """Ask a listing what is new. Gives the ids of articles that wait for `carry`.

    Listings that the listing names (`inner`) are asked too, the newest few, one level deep.
    """
    standing = listing_standing(room, publisher, listing)
    answer = room.fetcher.fetch(
        FetchRequest(
            url=listing.url,
            etag=standing.etag,
            last_modified=standing.last_modified,
            accept="listing",
        )
    )
    if isinstance(answer, Miss):
        keep_missed_poll(room, standing, answer)
        return ()
    articles, further = keep_sightings(room, publisher, listing, standing, answer)
    for named in () if inner else further[:INNER_LISTINGS]:
        articles += poll(room, publisher, named, inner=True)
    return articles


def take_in(room: Newsroom, article_id: str) -> None:
    """Fetch an article's page, keep the bytes, read it, and keep a new version if it is one."""
    standing = room.store.articles.standing(article_id)
    publisher = room.store.publishers.get(standing.publisher) if standing else None
    if standing is None or publisher is None or publisher.is_paused:
        return
    if not intake.is_due(standing, room.clock.now()):
        return
    if standing.sighting.withdrawn:
        intake.take_back(room, standing, "the publisher's listing says that it was withdrawn")
        return
    answer = room.fetcher.fetch(
        FetchRequest(
            url=standing.url,
            etag=standing.etag,
            last_modified=standing.last_modified,
            accept="page",
        )
    )
    if isinstance(answer, Miss):
        intake.keep_miss(room, standing, answer)
        return
    reading = intake.read(room, publisher, standing, answer)
    intake.keep_reading(room, publisher, standing, answer, reading)


def translate(room: Newsroom, article_id: str, language: str) -> None:
    """Translate the version that waits, reusing every sentence that did not change."""
    edition = room.store.articles.edition(article_id, language)
    if edition is None or edition.stage is not EditionStage.WAITING:
        return
    article = room.store.articles.version(article_id, edition.version)
    assert article is not None  # noqa: S101  a waiting edition is written with its version
    permission = permission_for(room, article)
    now = room.clock.now()
    is_barred = not permission.translate or permission.extent is Extent.LINK_ONLY
    way = room.engines.pair(article.language, language, publisher=article.publisher)
    if is_barred and way is not None:
        room.store.articles.keep_edition(
            replace(edition, stage=EditionStage.CHECKED, reason=permission.reason, changed_at=now)
        )
        return
    translation = translate_article(
        article,
        language,
        engines=room.engines,
        now=now,
        previous=room.store.translations.newest_before(article_id, edition.version + 1, language),
        fixes=room.store.translations.fixes(article_id, language),
        terms=room.wording.of(article.publisher),
        memory=room.store.memory if room.settings.memory.use else None,
    )
    with room.store.begin():
        if isinstance(translation, Untranslated):
            stage, reason = EditionStage.CHECKED, f"not translated: {translation.reason}"
        else:
            stage, reason = EditionStage.TRANSLATED, ""
            room.store.translations.keep_translation(translation)
        room.store.articles.keep_edition(
            replace(edition, stage=stage, reason=reason, changed_at=now)
        )


def check(room: Newsroom, article_id: str, language: str) -> None:
    """Compare the translation with its original, mend what can be proved, and decide."""
    edition = room.store.articles.edition(article_id, language)
    if edition is None or edition.stage is not EditionStage.TRANSLATED:
        return
    article = room.store.articles.version(article_id, edition.version)
    translation = room.store.translations.translation(article_id, edition.version, language)
    assert article is not None  # noqa: S101  written before the stage
    assert translation is not None  # noqa: S101  written before the stage
    policy = DeskPolicy(publish_gist=room.settings.engines.publish_gist)
    desk_copy = edit(
        article,
        translation,
        policy=policy,
        interpreter=room.interpreter,
        second=room.second_opinion(article.publisher),
    )
    aligned = realigned(desk_copy.translation, room.interpreter)
    desk_copy = replace(desk_copy, translation=with_markup(article, aligned))
    verdict = desk_copy.judgement.verdict
    stage = {Verdict.HOLD: EditionStage.HELD, Verdict.SPIKE: EditionStage.SPIKED}.get(
        verdict, EditionStage.CHECKED
    )
    now = room.clock.now()
    edition = replace(
        edition, stage=stage, reason="; ".join(desk_copy.judgement.reasons), changed_at=now
    )
    with room.store.begin():
        room.store.translations.keep_desk_copy(desk_copy)
        room.store.articles.keep_edition(edition)
    if stage is not EditionStage.CHECKED:
        press.warn_readers_of_held_version(room, edition)


def publish(room: Newsroom, article_id: str, language: str) -> None:
    """Make the dispatch, write it down once, and bring it to the site."""
    edition = room.store.articles.edition(article_id, language)
    if edition is None or edition.stage is not EditionStage.CHECKED:
        return
    dispatch, stage = make_dispatch(room, edition)
    press.send(room, dispatch, replace(edition, stage=stage, changed_at=room.clock.now()))


def carry(room: Newsroom, article_id: str, step: Step = directly) -> None:
    """Carry one article as far as it goes now. What fails is written down, never raised.

    `step` runs one step of the path; the durable runner gives one that remembers which steps of
    this work are done. Languages do not wait for each other's failures.
    """
    with room.in_hand(article_id):
        for language in step(bring_in, room, article_id):
            step(carry_edition, room, article_id, language)


def bring_in(room: Newsroom, article_id: str) -> list[str]:
    """Take the article in; the languages in which it has not reached the site or a person yet."""
    try:
        take_in(room, article_id)
    except Exception as error:  # noqa: BLE001  an article fails alone, into a stated state
        note_setback(room, article_id, error)
    return languages_in_work(room, article_id)


def carry_edition(room: Newsroom, article_id: str, language: str) -> None:
    """Carry one edition of an article to the site, or to the desk that holds it."""
    try:
        translate(room, article_id, language)
        check(room, article_id, language)
        publish(room, article_id, language)
    except Exception as error:  # noqa: BLE001  an edition fails alone, into a stated state
        note_edition_setback(room, article_id, language, error)


def languages_in_work(room: Newsroom, article_id: str) -> list[str]:
    """The languages whose edition waits for the next step, and not for a pause or a person."""
    standing = room.store.articles.standing(article_id)
    publisher = room.store.publishers.get(standing.publisher) if standing else None
    if standing is None or publisher is None or publisher.is_paused:
        return []
    if standing.stage is not ArticleStage.TAKEN_IN:
        return []
    now = room.clock.now()
    return [
        edition.language
        for edition in room.store.articles.editions(article_id)
        if may_go_on(edition, now)
    ]
