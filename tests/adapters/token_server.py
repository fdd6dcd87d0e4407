"""A provider's token endpoint over TLS on loopback, whose tokens a post office honors."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qsl

from tests.adapters.post_office import READING, SENDING, PostOffice

Answer = Callable[[dict[str, str]], tuple[int, object]]


class TokenServer:
    """Answers each form with what `answer` makes of it, and keeps what it was asked.

    Text goes out as it is, an iterator of bytes piece by piece, and all else as JSON.
    """

    def __init__(self, context: ssl.SSLContext, answer: Answer) -> None:
        self.asked: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                asked = dict(parse_qsl(form))
                outer.asked.append(asked)
                status, body = answer(asked)
                self.send_response(status)
                self.end_headers()
                with suppress(OSError):
                    for piece in _pieces(body):
                        self.wfile.write(piece)

            def log_message(self, *_: object) -> None:
                """Nothing on the test's output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.url = f"https://localhost:{self._server.server_address[1]}/token"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _pieces(body: object) -> Iterator[bytes]:
    if isinstance(body, Iterator):
        yield from body
    else:
        yield (body if isinstance(body, str) else json.dumps(body)).encode()


class TokensOf:
    """As Microsoft's: an access token has the scope that was asked for, and each renewal turns the refresh token over."""

    def __init__(self, office: PostOffice, address: str) -> None:
        self._office, self._address = office, address
        self.is_over = False
        self.count = 0

    def __call__(self, asked: dict[str, str]) -> tuple[int, object]:
        if self.is_over:
            return 400, {"error": "invalid_grant", "error_description": "consent revoked"}
        self.count += 1
        scope = SENDING if "SMTP" in asked.get("scope", "") else READING
        return 200, {
            "access_token": self._office.token(self._address, scope),
            "refresh_token": f"refresh-{self.count}",
            "id_token": self._office.token(self._address, "openid"),
            "expires_in": 3600,
        }
