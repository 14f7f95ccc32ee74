"""A server on loopback that speaks OpenAI's files and batches endpoints, and can be told to fail.

A batch ends after `polls` looks at it. What becomes of a request is its `fate`, a function of the id, the
body and how often it was asked: a reply (a `Step` of chat.py), "expire" or "lose". Chat completions are
answered, too, by the same function, so that one address serves both ways.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["BatchServer", "answers"]

Fate = Callable[[str, dict[str, Any], int], Any]
_EXPIRED = {"code": "batch_expired", "message": "not executed before the window ended"}


def answers(lines: bytes, fate: Fate, asked: Counter[str]) -> tuple[bytes, bytes, bool]:
    """Return the output and the error file of a request file, and whether anything expired."""
    output, errors, expired = [], [], False
    for line in lines.splitlines():
        request = json.loads(line)
        custom_id = request["custom_id"]
        asked[custom_id] += 1
        step = fate(custom_id, request["body"], asked[custom_id])
        if step == "lose":
            continue
        if step == "expire":
            expired = True
            errors.append({"id": "r", "custom_id": custom_id, "response": None, "error": _EXPIRED})
            continue
        response = {"status_code": step.status, "request_id": "q", "body": json.loads(step.body)}
        told = {"id": "r", "custom_id": custom_id, "response": response, "error": None}
        (output if step.status == 200 else errors).append(told)
    output.reverse()  # lines come back in any order
    return *(b"".join(json.dumps(t).encode() + b"\n" for t in part) for part in (output, errors)), expired


class BatchServer:
    """The server, running in a thread of its own between `with` and its end."""

    def __init__(self, fate: Fate, *, polls: int = 0) -> None:
        self.fate, self.polls = fate, polls
        self.files: dict[str, bytes] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.asked: Counter[str] = Counter()
        self.refuse: str | None = None  # the reason why batches fail whole
        self.break_next_create = False  # the batch is made, but its reply does not come
        self.keys: set[str] = set()
        self._looks: Counter[str] = Counter()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                server.keys.add(self.headers.get("authorization", ""))
                with server._lock:
                    if self.path == "/v1/files":
                        return self._send(server._upload(self.headers["content-type"], body))
                    if self.path == "/v1/batches":
                        made = server._create(json.loads(body))
                        if server.break_next_create:
                            server.break_next_create = False
                            self.close_connection = True
                            self.connection.close()
                            return None
                        return self._send(made)
                    asked = json.loads(body)
                    step = server.fate("", asked, 1)
                self._send(json.loads(step.body), step.status)
                return None

            def do_GET(self) -> None:
                path, _, _ = self.path.partition("?")
                with server._lock:
                    if path == "/v1/batches":
                        newest = sorted(server.batches.values(), key=lambda b: -b["made"])
                        return self._send({"object": "list", "data": newest, "has_more": False})
                    if path.startswith("/v1/batches/"):
                        return self._send(server._look(path.rpartition("/")[2]))
                    content = server.files.get(path.split("/")[3])
                self._raw(content or b"", 200 if content is not None else 404, "application/octet-stream")
                return None

            def _send(self, told: dict[str, Any], status: int = 200) -> None:
                self._raw(json.dumps(told).encode(), status, "application/json")

            def _raw(self, body: bytes, status: int, kind: str) -> None:
                try:
                    self.send_response(status)
                    self.send_header("content-type", kind)
                    self.send_header("content-length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, format: str, *args: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None:
                pass

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/v1"
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def _upload(self, kind: str, body: bytes) -> dict[str, Any]:
        form = message_from_bytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
        parts = {part.get_param("name", header="content-disposition"): part for part in form.get_payload()}
        assert parts["purpose"].get_payload() == "batch"
        return self._file(parts["file"].get_payload(decode=True))

    def _file(self, content: bytes) -> dict[str, Any]:
        name = f"file-{len(self.files) + 1}"
        self.files[name] = content
        return {
            "id": name, "object": "file", "bytes": len(content), "created_at": int(time.time()),
            "filename": "f.jsonl", "purpose": "batch", "status": "processed",
        }  # fmt: skip

    def _create(self, told: dict[str, Any]) -> dict[str, Any]:
        name = f"batch-{len(self.batches) + 1}"
        self.batches[name] = {
            "id": name, "object": "batch", "status": "validating", "created_at": int(time.time()),
            "made": len(self.batches), "output_file_id": None, "error_file_id": None, "errors": None,
            "request_counts": None, **told,
        }  # fmt: skip
        return self.batches[name]

    def _look(self, name: str) -> dict[str, Any]:
        batch = self.batches[name]
        self._looks[name] += 1
        if self._looks[name] <= self.polls:
            lines = len(self.files[batch["input_file_id"]].splitlines())
            return {
                **batch, "status": "in_progress",
                "request_counts": {"total": lines, "completed": 0, "failed": 0},
            }  # fmt: skip
        if batch["status"] == "validating":
            if self.refuse:
                fault = {"code": "invalid", "message": self.refuse, "line": None, "param": None}
                batch |= {"status": "failed", "errors": {"object": "list", "data": [fault]}}
                return batch
            output, errors, expired = answers(self.files[batch["input_file_id"]], self.fate, self.asked)
            batch["status"] = "expired" if expired else "completed"
            batch["output_file_id"] = self._file(output)["id"] if output else None
            batch["error_file_id"] = self._file(errors)["id"] if errors else None
        return batch

    def __enter__(self) -> BatchServer:
        self._thread.start()
        return self

    def __exit__(self, *ended: object) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()
