"""What a site says before it is asked for anything: robots.txt and tdmrep.json, kept for a day."""

from __future__ import annotations

from dragoman.capture.answers import retry_time
from dragoman.capture.asker import Asker
from dragoman.capture.destination import Destination, join_location
from dragoman.capture.exchange import Answer, Budget, Failure, Limits
from dragoman.capture.pace import Lane
from dragoman.capture.robots import (
    MAX_ROBOTS,
    ROBOTS_PATH,
    RobotsRules,
    closed_rules,
    open_rules,
    parse_robots,
)
from dragoman.capture.tdm import MAX_TDMREP, TDMREP_PATH, TdmRule, parse_tdmrep
from dragoman.records import MissKind

# Seconds. RFC 9309, 2.4: robots.txt should not be used from a cache for more than 24 hours.
_KEEP_S = 24 * 3600.0
_KEEP_FAILURE_S = 60.0  # a dead host costs one deadline a minute, not one for each article
_MOST_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_TDM_SECONDS = 5.0  # a slow tdmrep.json must not eat the time of the page

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


async def learn_site(asker: Asker, lane: Lane, destination: Destination, budget: Budget) -> None:
    """Bring a lane's robots rules and TDM rules up to date; the caller holds the lane."""
    now = asker.terms.monotonic()
    if lane.robots is not None and now < lane.good_until:
        return
    answer = await _file(asker, destination, ROBOTS_PATH, MAX_ROBOTS, budget)
    lane.robots, lane.failure = _robots_of(asker, answer)
    if lane.failure is not None:
        lane.good_until = now + _KEEP_FAILURE_S
        if isinstance(answer, Answer) and answer.status in (429, 503):
            lane.rests_until = retry_time(answer.header("retry-after"), asker.terms.clock())
        return
    lane.tdm_rules = await _tdm_of(asker, destination, budget)
    lane.good_until = now + _KEEP_S


def _robots_of(asker: Asker, answer: Answer | Failure) -> tuple[RobotsRules, Failure | None]:
    """The rules that an answer to robots.txt stands for, and the failure if there is none.

    RFC 9309: 4xx means no rules, 5xx and no answer mean that nothing may be fetched. 429 is taken
    for what it says, a plea to stay away.
    """
    token = asker.terms.token
    if isinstance(answer, Failure):
        why = f"robots.txt could not be read: {answer.reason}"
        return closed_rules(token, why), Failure(kind=answer.kind, reason=why)
    if answer.status == 200:
        return parse_robots(answer.body, token), None
    if answer.status == 429 or answer.status >= 500 or answer.status < 400:
        why = f"robots.txt answers {answer.status}, so nothing may be fetched (RFC 9309)"
        return closed_rules(token, why), Failure(
            kind=MissKind.SERVER_ERROR, reason=why, status=answer.status
        )
    return open_rules(token, answer.status), None


async def _tdm_of(asker: Asker, destination: Destination, budget: Budget) -> tuple[TdmRule, ...]:
    """The rules of tdmrep.json; none when there is no such file or it cannot be had."""
    answer = await _file(
        asker,
        destination,
        TDMREP_PATH,
        MAX_TDMREP,
        budget,
        at_most=min(_TDM_SECONDS, budget.left / 2),
    )
    if isinstance(answer, Answer) and answer.status == 200:
        return parse_tdmrep(answer.body)
    return ()


async def _file(
    asker: Asker,
    destination: Destination,
    path: str,
    cap: int,
    budget: Budget,
    *,
    at_most: float = float("inf"),
) -> Answer | Failure:
    """A small file of a site, over a few redirects, cut at `cap` bytes."""
    url = destination.origin + path
    limits = Limits(max_wire=cap, max_bytes=cap, cut=True)
    for _ in range(_MOST_REDIRECTS + 1):
        target = asker.destination(url)
        if isinstance(target, Failure):
            return target
        answer = await asker.ask(target, {}, limits, budget, at_most=at_most)
        if isinstance(answer, Failure) or answer.status not in _REDIRECTS:
            return answer
        url = join_location(target, answer.header("location"))
    # RFC 9309, 2.3.1.2: after five redirects the file may be taken for absent.
    return Answer(status=404, headers=())
