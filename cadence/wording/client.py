"""A language model behind an address that speaks chat completions: one POST, no redirect followed."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from mailbox.hosts import cut_off_after

from .model import HelpError

CONNECT_SECONDS: Final = 5.0
LONGEST_ANSWER: Final = 256_000
PATH: Final = "/chat/completions"
REFUSED: Final = frozenset({401, 403, 404})


@dataclass(frozen=True)
class HttpModel:
    """`url` is the address that the paths are added to, such as https://models.example/v1."""

    url: str
    name: str
    key: str = field(repr=False, default="")
    seconds: float = 20.0

    def answer(self, instructions: str, material: str) -> str:
        asked = {
            "model": self.name,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": material},
            ],
            "stream": False,
        }
        return _content(self._posted(json.dumps(asked).encode()))

    def _posted(self, body: bytes) -> bytes:
        line, where = self._line(), urlsplit(self.url)
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        try:
            line.connect()
            assert line.sock is not None
            line.sock.settimeout(self.seconds)
            with cut_off_after(line.sock, self.seconds):
                line.request("POST", where.path.rstrip("/") + PATH, body, headers)
                response = line.getresponse()
                answer = response.read(LONGEST_ANSWER + 1)
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise _silent(type(error).__name__) from error
        finally:
            line.close()
        if response.status != http.HTTPStatus.OK:
            raise _refused(response.status)
        if len(answer) > LONGEST_ANSWER:
            raise _silent("an answer without an end")
        return answer

    def _line(self) -> http.client.HTTPConnection:
        where = urlsplit(self.url)
        kind = (
            http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
        )
        return kind(where.hostname or "", where.port, timeout=min(CONNECT_SECONDS, self.seconds))


def _content(answer: bytes) -> str:
    try:
        content = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise _silent("not a chat completion") from error
    if not isinstance(content, str) or not content.strip():
        raise _silent("an empty answer")
    return content


def _silent(reason: str) -> HelpError:
    sentence = _("The help did not answer. Your words are as they were.")
    return HelpError(sentence, reason=reason)


def _refused(status: int) -> HelpError:
    if status in REFUSED:
        sentence = _("The help does not let us in. Ask an admin to look at its address and key.")
        return HelpError(sentence, reason=f"status {status}")
    if status == http.HTTPStatus.TOO_MANY_REQUESTS:
        sentence = _("The help is busy. Your words are as they were; ask again in a minute.")
        return HelpError(sentence, reason="status 429")
    return _silent(f"status {status}")
