"""The last gate: names are resolved here, and every socket is judged before it is opened."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import ip_address

from aiohttp.abc import AbstractResolver, ResolveResult

from dragoman.capture.addresses import IPNetwork, is_opened, why_refused
from dragoman.capture.destination import WEB_PORTS

# Takes a host name, gives its addresses as text; raises OSError when there are none.
Resolver = Callable[[str], Sequence[str]]


class AddressRefusedError(OSError):
    """An address that may not be dialled; the message is the reason."""


class Gate:
    """Decides by the address that is dialled. `opened` are networks that the operator opened."""

    def __init__(self, opened: Sequence[IPNetwork]) -> None:
        self.opened = tuple(opened)

    def judge(self, address: str, port: int) -> None:
        """Raise `AddressRefusedError` unless `address` and `port` may be dialled."""
        reason = why_refused(address, self.opened)
        if reason:
            raise AddressRefusedError(reason)
        if port not in WEB_PORTS and not is_opened(ip_address(address), self.opened):
            raise AddressRefusedError(f"port {port} is no port that publishers serve pages on")

    def open_socket(
        self,
        addr_info: tuple[
            int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]
        ],
    ) -> socket.socket:
        """The client's socket factory: no socket is made before the address was judged."""
        family, kind, protocol, _, where = addr_info
        self.judge(str(where[0]), int(str(where[1])))
        return socket.socket(family, kind, protocol)


class GuardedResolver(AbstractResolver):
    """Resolves a name and refuses the whole name when one of its addresses is refused.

    One public and one private address under the same name is how a rebinding attack looks, and no
    publisher needs it.
    """

    def __init__(self, gate: Gate, lookup: Resolver | None = None) -> None:
        self._gate = gate
        self._lookup = lookup or system_lookup

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Addresses of `host`. Raises `AddressRefusedError`, or OSError when there are none.

        `family` is the client's wish, and ignored: every address of the name has to be judged.
        """
        del family
        addresses = await _in_thread(self._lookup, host)
        if not addresses:
            raise OSError(f"{host} has no address")
        for address in addresses:
            self._gate.judge(address, port)
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        """Nothing is held open."""


def system_lookup(host: str) -> list[str]:
    """Addresses of `host` by the machine's resolver, each once, in its order."""
    rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in rows))


async def _in_thread(lookup: Resolver, host: str) -> Sequence[str]:
    """Run a look-up in a thread of its own, so that one that never answers blocks nobody."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Sequence[str]] = loop.create_future()

    def settle(result: Sequence[str] | BaseException) -> None:
        if answer.done():
            return
        if isinstance(result, BaseException):
            answer.set_exception(result)
        else:
            answer.set_result(result)

    def run() -> None:
        result: Sequence[str] | BaseException
        try:
            result = lookup(host)
        except UnicodeError as error:
            result = OSError(f"{host} is not a host name: {error}")
        except OSError as error:
            result = error
        if not loop.is_closed():
            loop.call_soon_threadsafe(settle, result)

    threading.Thread(target=run, name="dragoman-lookup", daemon=True).start()
    return await answer
