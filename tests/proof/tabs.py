"""One tab of a signed-in browser, over real HTTP."""

import http.client
import re
import select
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.conf import settings

CSRF = "a" * 32
OUTBOX = re.compile(r"data-outbox.*?/approvals/([0-9a-f-]{36})/delivery/", re.DOTALL)
SENTENCE = re.compile(
    r'class="toast"[^>]*><span>(.+?)</span>|role="alert"[^>]*>.*?<b>(.+?)</b>', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    body: str

    @property
    def sentence(self) -> str:
        """What the page says of the act, in a toast or a notice; "" when it says nothing."""
        found = SENTENCE.search(self.body)
        return next(filter(None, found.groups()), "") if found else ""


@dataclass
class Tab:
    """Tabs of one browser share its session cookie; every tab has a connection of its own.

    With `htmx` it asks for parts of pages, as a browser with JavaScript: refusals then have their status.
    `page` is where such a browser stands: on the queue, a review is answered with the next person's desk.
    """

    port: int
    session: str = ""
    timeout: float = 60
    htmx: bool = False
    page: str = ""
    _connection: http.client.HTTPConnection | None = field(default=None, init=False)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, **data: str) -> Answer:
        return self._ask("POST", path, urlencode({"csrfmiddlewaretoken": CSRF} | data))

    def review(self, touch: int, **words: str) -> Answer:
        """Press Send: answers a redirect to the approval's page when it was written."""
        return self.post(f"/touches/{touch}/approval/", **words)

    def deliver(self, approval: str) -> Answer:
        """What the browser posts when the time to undo is over."""
        return self.post(f"/approvals/{approval}/delivery/")

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """One request; a connection that broke is not tried again, so that no click is ever doubled by us."""
        if self._connection is not None and _was_left(self._connection):
            self.close()
        if self._connection is None:
            self._connection = http.client.HTTPConnection(
                "127.0.0.1", self.port, timeout=self.timeout
            )
        headers = {
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        }
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.htmx:
            headers["HX-Request"] = "true"
        if self.page:
            headers["HX-Current-URL"] = f"http://127.0.0.1:{self.port}{self.page}"
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException):
            self.close()
            raise
        return Answer(response.status, response.getheader("Location") or "", text)


def _was_left(connection: http.client.HTTPConnection) -> bool:
    """Whether the server closed a connection that nothing was asked on for a while."""
    return bool(connection.sock and select.select([connection.sock], [], [], 0)[0])


def approval_of(answer: Answer) -> str:
    """The approval that a review's answer leads to; "" when it was refused."""
    if answer.status == 200:
        waiting = OUTBOX.findall(answer.body)
        return waiting[-1] if waiting else ""
    parts = answer.location.strip("/").split("/")
    return parts[1] if answer.status == 302 and parts[0] == "approvals" else ""
