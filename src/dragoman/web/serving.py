"""Serving the reading site from a thread of this process."""

from __future__ import annotations

import socket
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from dragoman.errors import WorldError
from dragoman.web.site import is_loopback, site_app

# Seconds that a start or a stop may take before it counts as failed.
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Served:
    """A site that is being served. `url` is its root, ending in a slash; `stop` ends it."""

    url: str
    server: uvicorn.Server
    thread: threading.Thread

    def stop(self) -> None:
        """End serving; running answers may finish. Harmless when called twice."""
        self.server.should_exit = True
        self.thread.join(PATIENCE_S)
        if self.thread.is_alive():
            self.server.force_exit = True
            self.thread.join(PATIENCE_S)


def serve_site(site: Path, *, host: str, port: int, address: str) -> Served:
    """Serve `site` on `host`:`port` (0: any free port) until `stop`.

    Raises `WorldError` when the port is taken or the host is not this machine's.
    """
    listener = _listen(host, port)
    bound = int(listener.getsockname()[1])
    config = uvicorn.Config(
        site_app(site, address=address, any_host=not is_loopback(host)),
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        server_header=False,
        date_header=True,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        limit_concurrency=1000,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(
        target=_run, args=(server, listener), name="dragoman-site", daemon=True
    )
    thread.start()
    end = time.monotonic() + PATIENCE_S
    while not server.started and thread.is_alive() and time.monotonic() < end:
        time.sleep(0.01)
    if not server.started:
        server.should_exit = True
        listener.close()
        raise WorldError(
            f"the site could not be served on {host}:{bound}: the server did not start"
        )
    shown = "localhost" if host in ("", "0.0.0.0", "::") else host  # noqa: S104  shown, not bound
    return Served(f"http://{f'[{shown}]' if ':' in shown else shown}:{bound}/", server, thread)


def _run(server: uvicorn.Server, listener: socket.socket) -> None:
    """The thread's work: serve, and give the socket back whatever happens."""
    try:
        server.run(sockets=[listener])
    finally:
        listener.close()


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, or a `WorldError` that names the port and what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle off only where the protocol is named; else each answer waits 40 ms.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(256)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise WorldError(
            f"port {port} on {host} cannot be used: {reason}. End the program that holds it, or "
            "choose another port: --port N, or `port` under [serve] in dragoman.toml"
        ) from error
    return listener
