"""A server on loopback that speaks chat completions, with a fake behind it."""

import json
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

from cadence.wording import HelpError
from tests.cadence.wording.fake import FakeModel


class ModelServer:
    """Answers as the fake does. `raw` answers in its place: a status, and the bytes or pieces of a body."""

    def __init__(self, fake: FakeModel, context: ssl.SSLContext | None = None) -> None:
        self.raw: Callable[[], tuple[int, Any]] | None = None
        self.heard: list[tuple[str, dict[str, str], Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.heard.append((self.path, dict(self.headers.items()), asked))
                status, body = outer.raw() if outer.raw else outer.completion(fake, asked)
                self.send_response(status)
                if status in (301, 302, 307):
                    self.send_header("Location", outer.url + "/elsewhere")
                self.end_headers()
                with suppress(OSError):
                    for piece in [body] if isinstance(body, bytes) else body:
                        self.wfile.write(piece)

            def log_message(self, *_: object) -> None:
                """Nothing on the test's output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        scheme = "https" if context else "http"
        self.url = f"{scheme}://localhost:{self._server.server_address[1]}/v1"

    @staticmethod
    def completion(fake: FakeModel, asked: Any) -> tuple[int, bytes]:
        instructions, material = (each["content"] for each in asked["messages"])
        try:
            content = fake.answer(instructions, material)
        except HelpError:
            content = ""
        message = {"role": "assistant", "content": content}
        return 200, json.dumps({"choices": [{"index": 0, "message": message}]}).encode()

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
