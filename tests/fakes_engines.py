"""Servers on loopback that speak the protocols of engines, as they were recorded or are documented.

Each is a real HTTP server in a thread of its own, so that the engines' own exchange is what is
tested. `asked` remembers every question, and a script says what goes wrong.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server answers: status, JSON value or raw bytes, headers, and seconds to dawdle."""

    value: Any = None
    status: int = 200
    raw: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    dawdle_s: float = 0.0


class RecordedServer:
    """Answers by `reply`; the replies in `script` go first, one for each question."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.script: list[Reply] = []
        self._lock = threading.Lock()
        recorded = self

        class Desk(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._serve(None)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if "json" in self.headers.get("Content-Type", ""):
                    self._serve(json.loads(body))
                else:
                    fields = parse_qs(body.decode("ascii"), keep_blank_values=True)
                    self._serve({key: values[0] for key, values in fields.items()})

            def _serve(self, question: Any) -> None:
                reply = recorded.answer(self.path, question, dict(self.headers))
                time.sleep(reply.dawdle_s)
                body = json.dumps(reply.value).encode() if reply.raw is None else reply.raw
                self.send_response(reply.status)
                self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    self.wfile.write(body)
                except OSError:
                    return  # whoever asked has hung up

            def log_message(self, *args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        poll = {"poll_interval": 0.01}
        threading.Thread(target=self._server.serve_forever, kwargs=poll, daemon=True).start()

    def answer(self, path: str, question: Any, headers: dict[str, str]) -> Reply:
        with self._lock:
            self.asked.append((path, question))
            self.headers.append(headers)
            scripted = self.script.pop(0) if self.script and question is not None else None
        return scripted or self.reply(path, question)

    def reply(self, path: str, question: Any) -> Reply:
        return Reply(value={"echo": question})

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def served(server: RecordedServer) -> Iterator[RecordedServer]:
    """The server until the end of the block."""
    try:
        yield server
    finally:
        server.close()


class RecordedApy(RecordedServer):
    """APy 0.11.7 as it answered with Debian's packages: marked echoes, unknown words starred."""

    MODES = (("eng", "spa"), ("spa", "eng"), ("spa", "por"), ("spa", "por_BR"), ("hbs", "eng"))
    MODES += (("eng", "hbs_SR"), ("spa", "eng_US"), ("x!", "eng"))
    UNKNOWN = frozenset({"zorgle"})

    def reply(self, path: str, question: Any) -> Reply:
        if path == "/listPairs":
            rows = [{"sourceLanguage": one, "targetLanguage": other} for one, other in self.MODES]
            return Reply(value=_apy(rows))
        pair = tuple(question["langpair"].split("|"))
        if pair not in self.MODES:
            said = {"status": "error", "code": 400, "message": "Bad Request"}
            return Reply(status=400, value=said | {"explanation": "That pair is not installed"})
        starred = re.sub(
            r"\w+",
            lambda word: f"*{word[0]}" if word[0] in self.UNKNOWN else word[0],
            question["q"],
        )
        return Reply(value=_apy({"translatedText": f"[{pair[1]}] {starred}" if starred else ""}))


def _apy(value: Any) -> dict[str, Any]:
    return {"responseData": value, "responseDetails": None, "responseStatus": 200}


class RecordedLibreTranslate(RecordedServer):
    """LibreTranslate as its documentation has it, with a key and a limit of characters."""

    def __init__(self, *, key: str = "", most_letters: int = 2000) -> None:
        self._key, self._most = key, most_letters
        super().__init__()

    def reply(self, path: str, question: Any) -> Reply:
        if path == "/languages":
            return Reply(
                value=[
                    {"code": "en", "name": "English", "targets": ["en", "es", "pb"]},
                    {"code": "es", "name": "Spanish", "targets": ["en"]},
                ]
            )
        if self._key and question.get("api_key") != self._key:
            return Reply(status=403, value={"error": "Invalid API key"})
        length = sum(len(text) for text in question["q"])
        if length > self._most:
            said = f"Invalid request: request ({length}) exceeds text limit ({self._most})"
            return Reply(status=400, value={"error": said})
        texts = [f"[{question['target']}] {text}" for text in question["q"]]
        return Reply(value={"translatedText": texts})


class RecordedChat(RecordedServer):
    """A chat server whose model does as it is told: marked echoes, in the form asked for.

    `says` makes the message's content of the sentence; tokens are counted by spaces.
    """

    def __init__(self, says: Any = None) -> None:
        self.says = says or (lambda text: json.dumps({"translation": f"[es] {text}"}))
        self.finish = "stop"
        super().__init__()

    def reply(self, path: str, question: Any) -> Reply:
        told, asked = (message["content"] for message in question["messages"])
        content = self.says(json.loads(asked)["text"])
        return Reply(
            value={
                "choices": [
                    {
                        "index": 0,
                        "message": {"role": "assistant", "content": content},
                        "finish_reason": self.finish,
                    }
                ],
                "usage": {
                    "prompt_tokens": len(f"{told} {asked}".split()),
                    "completion_tokens": len(content.split()),
                },
            }
        )
