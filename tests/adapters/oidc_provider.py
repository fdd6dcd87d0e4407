"""A company's directory on loopback that speaks OpenID Connect: it hands out a code, a token for it, and who that is."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT = "earnest"
SECRET = "a-secret-of-the-tests-that-is-long-enough"


class Directory:
    """Knows one person, `claims`; `is_broken` lets every answer be nonsense."""

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {}
        self.is_broken = False
        self._codes: dict[str, dict[str, str]] = {}
        self._tokens: set[str] = set()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer._answer(self, "")

            def do_POST(self) -> None:
                outer._answer(self, self.rfile.read(int(self.headers["Content-Length"])).decode())

            def log_message(self, *_: object) -> None:
                """Nothing on the test's output."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=[0.02], daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler, form: str) -> None:
        address = urlsplit(handler.path)
        given = {name: values[0] for name, values in parse_qs(address.query or form).items()}
        answer = {
            "/.well-known/openid-configuration": self._configuration,
            "/authorize": self._authorize,
            "/token": self._token,
            "/userinfo": self._userinfo,
        }[address.path]
        status, body = answer(given, handler.headers.get("Authorization", ""))
        if self.is_broken:
            status, body = 200, "<p>Maintenance</p>"
        handler.send_response(status)
        if status == 302:
            handler.send_header("Location", str(body))
        handler.send_header("Content-Type", "text/html" if self.is_broken else "application/json")
        handler.end_headers()
        handler.wfile.write((body if isinstance(body, str) else json.dumps(body)).encode())

    def _configuration(self, _given: dict[str, str], _by: str) -> tuple[int, object]:
        return 200, {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _authorize(self, given: dict[str, str], _by: str) -> tuple[int, object]:
        """As if somebody had just signed in there."""
        code = secrets.token_urlsafe()
        self._codes[code] = given
        back = urlencode({"code": code, "state": given["state"]})
        return 302, f"{given['redirect_uri']}?{back}"

    def _token(self, given: dict[str, str], _by: str) -> tuple[int, object]:
        """A code is good once, for the client that asked, with the proof that it was the same browser."""
        asked = self._codes.pop(given.get("code", ""), None)
        proof = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        shown = base64.urlsafe_b64encode(proof).rstrip(b"=").decode()
        if (
            asked is None
            or (given.get("client_id"), given.get("client_secret")) != (CLIENT, SECRET)
            or asked["code_challenge"] != shown
            or asked["redirect_uri"] != given["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        token = secrets.token_urlsafe()
        self._tokens.add(token)
        told = self.claims | {"iss": self.issuer, "aud": CLIENT, "exp": int(time.time()) + 60}
        return 200, {
            "access_token": token,
            "token_type": "Bearer",
            "id_token": jwt.encode(told | {"iat": int(time.time())}, SECRET, "HS256"),
        }

    def _userinfo(self, _given: dict[str, str], by: str) -> tuple[int, object]:
        if by.removeprefix("Bearer ") not in self._tokens:
            return 401, {"error": "invalid_token"}
        return 200, self.claims
