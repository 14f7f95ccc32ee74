"""A chat-completions server on loopback that can be told to fail.

    python tests/servers/chat.py --port 8000

What it answers is a queue: each request takes the next step, and where the queue is empty, `default`.
A step is a `Step` (status, headers, body, and how the connection ends), or a function from the
request's body to one. The functions below make the usual ones.
"""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["ChatServer", "Step", "claim_all", "claims", "completion", "error", "figures_of", "reset", "said"]

_FIGURE = re.compile(r"^F(\d+) \(S(\d+)\): (\S+) (.+), \w+$", re.MULTILINE)


@dataclass(frozen=True)
class Step:
    """One answer; `cut` sends only so many bytes of the body, `reset` breaks the connection.

    `delay` is the seconds before it, `pace` those before each byte.
    """

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: int | None = None
    reset: bool = False
    delay: float = 0.0
    pace: float = 0.0


Answering = Step | Callable[[dict[str, Any]], Step]


def completion(
    content: str | None,
    body: Mapping[str, Any] | None = None,
    *,
    finish: str = "stop",
    refusal: str | None = None,
    tokens: tuple[int, int, int] = (100, 40, 20),
) -> Step:
    """Return a reply with a text, as the arguments of a call where the request holds tools."""
    message: dict[str, Any] = {"role": "assistant", "content": content, "refusal": refusal}
    if body is not None and body.get("tools") and content is not None:
        call = {"name": body["tools"][0]["function"]["name"], "arguments": content}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "call_1", "type": "function", "function": call}],
        }
    choice = {"index": 0, "finish_reason": finish, "message": message}
    return said({"choices": [choice], "usage": _usage(*tokens)})


def said(parts: Mapping[str, Any]) -> Step:
    """Return a reply with the given parts of a completion object."""
    whole = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "fake", **parts}
    return Step(body=json.dumps(whole).encode())


def _usage(prompt: int, cached: int, output: int) -> dict[str, Any]:
    return {
        "prompt_tokens": prompt,
        "completion_tokens": output,
        "total_tokens": prompt + output,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def error(
    status: int, message: str = "no", *, headers: Mapping[str, str] | None = None, **parts: Any
) -> Step:
    """Return an error as OpenAI words them."""
    body = {"error": {"message": message, "type": "error", "param": None, "code": None, **parts}}
    return Step(status, json.dumps(body).encode(), headers or {})


def reset() -> Step:
    """Return a broken connection."""
    return Step(reset=True)


def figures_of(body: Mapping[str, Any]) -> dict[int, int]:
    """Return the figures that a request lists, by number, each with its sentence."""
    texts = [m["content"] for m in body["messages"] if m["role"] == "user" and m["content"]]
    last = next(text for text in reversed(texts) if "REPORT TEXT" in text)  # examples stand before it
    return {int(number): int(sentence) for number, sentence, *_ in _FIGURE.findall(last)}


def claims(body: Mapping[str, Any]) -> str:
    """Return a valid answer to any section: every figure rejected as not a metric."""
    answer = {
        "figures": [], "movements": [], "misread": [], "missed": [], "drivers": [],
        "rejected": [{"figure": n, "reason": "not_a_metric"} for n in figures_of(body)],
    }  # fmt: skip
    return json.dumps(answer)


def claim_all(body: dict[str, Any]) -> Step:
    """Answer so."""
    return completion(claims(body), body)


class ChatServer:
    """The server, running in a thread of its own between `with` and its end."""

    def __init__(self, default: Answering = claim_all, port: int = 0) -> None:
        self.steps: deque[Answering] = deque()
        self.default = default
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.in_flight = self.most_in_flight = 0
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                length = int(self.headers.get("content-length", 0))
                body = json.loads(self.rfile.read(length))
                self._send(server._step(self.path, body, dict(self.headers)))
                with server._lock:
                    server.in_flight -= 1

            def _send(self, step: Step) -> None:
                if step.delay:
                    time.sleep(step.delay)
                if step.reset:
                    linger = struct.pack("ii", 1, 0)
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
                    self.close_connection = True
                    self.connection.close()
                    return
                try:
                    self.send_response(step.status)
                    self.send_header("content-type", "application/json")
                    self.send_header("content-length", str(len(step.body)))
                    for name, value in step.headers.items():
                        self.send_header(name, value)
                    self.end_headers()
                    body = step.body if step.cut is None else step.body[: step.cut]
                    parts = (body[at : at + 1] for at in range(len(body))) if step.pace else (body,)
                    for part in parts:
                        time.sleep(step.pace)
                        self.wfile.write(part)
                        self.wfile.flush()
                except OSError:
                    self.close_connection = True
                if step.cut is not None:
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self._http = Quiet(("127.0.0.1", port), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def _step(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Step:
        with self._lock:
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            self.asked.append(body)
            self.headers.append({name.lower(): value for name, value in headers.items()})
            step = self.steps.popleft() if self.steps else self.default
        if not path.endswith("/chat/completions"):
            return error(404, f"no such path: {path}")
        return step(body) if callable(step) else step

    def then(self, *steps: Answering) -> None:
        """Add steps to the queue."""
        with self._lock:
            self.steps.extend(steps)

    def __enter__(self) -> ChatServer:
        self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


if __name__ == "__main__":
    import argparse

    parser = argparse.ArgumentParser(description="Answer chat completions on loopback.")
    parser.add_argument("--port", type=int, default=8000)
    with ChatServer(port=parser.parse_args().port) as running:
        print(running.url, flush=True)
        threading.Event().wait()
