"""Asks one address once: judged before any look-up, in a seat, within the fetch's budget."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

import aiohttp

from dragoman.capture.destination import WEB_PORTS, BadDestination, Destination, parse_destination
from dragoman.capture.dial import AddressRefusedError, Gate
from dragoman.capture.exchange import Answer, Budget, Failure, Limits, exchange
from dragoman.capture.terms import Terms
from dragoman.records import MissKind


class Asker:
    """The client with its gate, its seats (requests at a time over all hosts) and its terms."""

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        gate: Gate,
        seats: asyncio.Semaphore,
        terms: Terms,
    ) -> None:
        self._session = session
        self._gate = gate
        self._seats = seats
        self.terms = terms

    def destination(self, url: str) -> Destination | Failure:
        """Take a URL apart and judge all that can be judged before a name is looked up."""
        destination = parse_destination(url)
        if isinstance(destination, BadDestination):
            kind = MissKind.REFUSED_ADDRESS if destination.private else MissKind.BROKEN
            return Failure(kind=kind, reason=destination.reason)
        reason = ""
        if destination.is_literal:
            try:
                self._gate.judge(destination.host, destination.port)
            except AddressRefusedError as error:
                reason = str(error)
        elif not self._gate.opened and destination.local_name:
            reason = f'"{destination.host}" is a name of a local network'
        elif not self._gate.opened and destination.port not in WEB_PORTS:
            reason = f"port {destination.port} is no port that publishers serve pages on"
        return Failure(kind=MissKind.REFUSED_ADDRESS, reason=reason) if reason else destination

    async def ask(
        self,
        destination: Destination,
        headers: Mapping[str, str],
        limits: Limits,
        budget: Budget,
        *,
        at_most: float = float("inf"),
        refuse_early: Callable[[str], str] = lambda _content_type: "",
    ) -> Answer | Failure:
        """One exchange; its time is taken off `budget` and never passes `at_most` seconds."""
        sent = {
            "User-Agent": self.terms.user_agent,
            "Accept": "*/*",
            "Accept-Encoding": "gzip, deflate",
            **headers,
        }
        async with self._seats:
            seconds = min(budget.start(), at_most)
            answer = await exchange(
                self._session, destination, sent, limits, seconds, refuse_early=refuse_early
            )
            budget.stop()
        return answer
