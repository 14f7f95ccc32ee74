"""A chat-completions server for benchmarks: asyncio, with a latency, and failures at given rates.

    python -m benchmarks.chat_server --latency 0.2 --limit429 0.1 --error500 0.05

It prints its port, answers every figure of a section as no metric, and tells what it has seen at
`GET /stats`. Failures are drawn from a seeded generator, or (`--by_body 1`) from the request itself, so that
the same request always meets the same.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import random
import re
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["serving", "stats"]

_FIGURE = re.compile(rb"\\nF(\d+) \(S\d+\): ")
_EMPTY = '"figures":[],"movements":[],"misread":[],"missed":[],"drivers":[]'


class Server:
    """Answers requests, and counts them."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Take latency and rates."""
        self.options, self.random = options, random.Random(options.seed)
        self.counts: Counter[str] = Counter()
        self.bodies: Counter[str] = Counter()
        self.first: float | None = None

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
                body = await reader.readexactly(int(length[1])) if length else b""
                if head.startswith(b"GET"):
                    told = {"counts": self.counts, "bodies": self.bodies, "first": self.first}
                    writer.write(_response(200, json.dumps(told)))
                elif not await self._answer(writer, body):
                    return
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, writer: asyncio.StreamWriter, body: bytes) -> bool:
        self.first = self.first or time.time()
        self.counts["requests"] += 1
        self.bodies[hashlib.sha256(body).hexdigest()] += 1
        kind = self._kind(body)
        self.counts[kind] += 1
        await asyncio.sleep(self.options.latency)
        if kind == "reset":
            writer.transport.abort()
            return False
        if kind == "429":
            writer.write(_response(429, '{"error": {"message": "slow down"}}', "retry-after: 0.2\r\n"))
        elif kind == "500":
            writer.write(_response(500, '{"error": {"message": "broken"}}'))
        else:
            writer.write(_response(200, json.dumps(_completion(body, kind == "malformed"))))
        return True

    def _kind(self, body: bytes) -> str:
        options = self.options
        drawn = (random.Random(body) if options.by_body else self.random).random()
        for kind, rate in (
            ("429", options.limit429), ("500", options.error500),
            ("malformed", options.malformed), ("reset", options.reset),
        ):  # fmt: skip
            if drawn < rate:
                return kind
            drawn -= rate
        return "ok"


def _completion(body: bytes, malformed: bool) -> dict[str, Any]:
    numbers = sorted({int(number) for number in _FIGURE.findall(body)})
    rejected = ",".join(f'{{"figure":{n},"reason":"not_a_metric"}}' for n in numbers)
    content = f'{{"rejected":[{rejected}],{_EMPTY}}}'
    message = {"role": "assistant", "content": content[:20] if malformed else content}
    return {
        "id": "c", "object": "chat.completion", "created": 1, "model": "fake",
        "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
        "usage": {"prompt_tokens": 5000, "completion_tokens": 200, "total_tokens": 5200},
    }  # fmt: skip


def _response(status: int, body: str, more: str = "") -> bytes:
    content = body.encode()
    more += f"content-length: {len(content)}\r\n"
    return f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\n{more}\r\n".encode() + content


@contextmanager
def serving(**options: float) -> Iterator[str]:
    """Run a server in a process of its own, and give its address."""
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "benchmarks.chat_server", *given]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
        finally:
            process.terminate()


def stats(url: str) -> dict[str, Any]:
    """Return what a server has seen: counts by kind, times each body came, time of the first."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(f"{url}/stats") as reply:
        told: dict[str, Any] = json.load(reply)
    return told


async def _main(options: argparse.Namespace) -> None:
    server = await asyncio.start_server(Server(options).serve, "127.0.0.1", 0, limit=2**22, backlog=256)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("latency", "limit429", "error500", "malformed", "reset"):
        parser.add_argument(f"--{name}", type=float, default=0.0)
    parser.add_argument("--by_body", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asyncio.run(_main(parser.parse_args()))
