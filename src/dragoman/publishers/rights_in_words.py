"""`dragoman rights PUBLISHER`: what is allowed and why, in sentences."""

from __future__ import annotations

from datetime import date

from dragoman.publishers.licences import licence_named
from dragoman.publishers.permission import agencies, is_confirmed
from dragoman.records import Extent, Grant, Publisher


def explain_rights(publisher: Publisher, *, on: date, noncommercial: bool) -> tuple[str, ...]:
    """Sentences about what may be done with a publisher's copy on the day `on`."""
    name = publisher.name
    if publisher.own:
        return (f"{name} is this newsroom's own: its texts may be translated and shown in full.",)
    rights = publisher.rights
    sentences = [_holder(publisher), _standing(publisher, on)]
    if not is_confirmed(rights, on):
        sentences.append("Until then its articles are headline and link only, untranslated.")
        return tuple(sentences)
    sentences += [_translating(publisher, noncommercial=noncommercial), _original(publisher)]
    licence = licence_named(rights.licence)
    if _translates(publisher, noncommercial=noncommercial):
        if licence and licence.translation:
            because = ", as share-alike asks" if rights.share_alike else ""
            sentences.append(f"A translation is offered under {licence.translation}{because}.")
        else:
            sentences.append("A translation is offered under no licence of its own.")
        sentences.append(
            "Search engines may index the translations."
            if rights.index is Grant.GRANTED
            else "Translations are kept out of search engines: indexing was not granted."
        )
        sentences.append(
            "Pictures may be shown."
            if rights.images is Grant.GRANTED
            else "Pictures are not shown: no right to them was granted."
        )
        if rights.credit_line:
            sentences.append(f'Every page prints "{rights.credit_line}".')
    sentences.append(_agency_sentence(publisher))
    return tuple(sentences)


def _holder(publisher: Publisher) -> str:
    rights = publisher.rights
    holder = f"The rights of {publisher.name} are held by {rights.holder or 'nobody named'}"
    if rights.licence in ("", "own"):
        return f"{holder}; no public licence is named."
    if rights.licence == "terms":
        where = f" ({rights.terms_url})" if rights.terms_url else ""
        return f"{holder}; its own terms apply{where}."
    return f"{holder}; the licence is {rights.licence} ({rights.licence_url})."


def _standing(publisher: Publisher, on: date) -> str:
    """Who confirmed the record, and until when it holds."""
    rights = publisher.rights
    if not rights.confirmed_by:
        return "Nobody has confirmed this record, and unstated is not granted."
    if rights.expires_on and rights.expires_on < on:
        return f"The record ended on {rights.expires_on.isoformat()} and has to be confirmed anew."
    until = f" and holds until {rights.expires_on.isoformat()}" if rights.expires_on else ""
    return f"The record was confirmed by {rights.confirmed_by}{until}."


def _translates(publisher: Publisher, *, noncommercial: bool) -> bool:
    rights = publisher.rights
    return (
        rights.translate is Grant.GRANTED
        and rights.republish is not Extent.LINK_ONLY
        and (noncommercial or not rights.noncommercial)
    )


def _translating(publisher: Publisher, *, noncommercial: bool) -> str:
    rights = publisher.rights
    if _translates(publisher, noncommercial=noncommercial):
        much = "in full" if rights.republish is Extent.FULL else "as an extract"
        only = ", since this newsroom is non-commercial" if rights.noncommercial else ""
        return f"Articles may be translated and the translation published {much}{only}."
    if rights.translate is Grant.DENIED:
        return "Articles may not be translated, so they are headline and link only."
    if rights.translate is not Grant.GRANTED:
        return "Translating was not granted, so articles are headline and link only."
    if rights.republish is Extent.LINK_ONLY:
        return "Republishing was not granted, so articles are headline and link only."
    return (
        "Only non-commercial use was granted and this newsroom is not declared non-commercial "
        "(house.noncommercial), so articles are headline and link only."
    )


def _original(publisher: Publisher) -> str:
    if publisher.rights.show_original is Grant.GRANTED:
        return "The original text may be shown beside a translation."
    return "The original text may not be shown; pages link to it instead."


def _agency_sentence(publisher: Publisher) -> str:
    """Whose items stay links whatever the publisher grants."""
    names = [name for name, _ in agencies()]
    more = "".join(f", {mark}" for mark in publisher.rights.excluded_credits)
    shown = ", ".join(names[:8])
    return f"Items credited to an agency ({shown} and {len(names) - 8} more{more}) are link only."
