"""A signed-in browser, with and without htmx."""

from typing import Any

from django.test import Client
from django.urls import reverse

from team.models import User
from team.services import sessions
from tests.journeys import NOW


class Browser:
    """Posts and reads as one person. `part` asks as htmx does, from a page of the queue."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.client = Client()
        self.client.force_login(user)
        key = self.client.session.session_key or ""
        self.session = sessions.find(key=key) or sessions.begin(user, key=key, at=NOW)

    def get(self, name: str, *args: object, **query: str) -> Any:
        return self.client.get(reverse(f"cadence:{name}", args=args), query)

    def post(self, name: str, /, *args: object, **data: Any) -> Any:
        return self.client.post(reverse(f"cadence:{name}", args=args), data)

    def get_part(self, name: str, *args: object, **query: str) -> Any:
        return self.client.get(reverse(f"cadence:{name}", args=args), query, headers=HTMX)

    def post_part(self, name: str, *args: object, **data: Any) -> Any:
        return self.client.post(reverse(f"cadence:{name}", args=args), data, headers=HTMX)


HTMX = {
    "HX-Request": "true",
    "HX-Request-Type": "partial",
    "HX-Current-URL": "http://testserver/queue/",
}


def text_of(response: Any) -> str:
    """The page's words as a reader meets them, without the escapes of HTML."""
    words: str = response.content.decode()
    for escaped, plain in (("&#x27;", "'"), ("&quot;", '"'), ("&amp;", "&")):
        words = words.replace(escaped, plain)
    return words
