"""Every form and every question that the pages themselves offer: by the address that takes it, its fields and what stands in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from tests.access.doors import addresses
from tests.access.world import World

TYPED = {"input", "textarea", "select", "button"}
# Who looks around: between them they reach every form.
LOOKING = ("the rep", "their manager", "an admin")


@dataclass(frozen=True, slots=True)
class Asked:
    """`who` was offered this at `path`; `fields` holds what each one offered."""

    who: str
    method: str
    path: str
    fields: dict[str, list[str]]


@dataclass
class _Form:
    method: str
    actions: list[str]
    fields: dict[str, list[str]] = field(default_factory=dict)


class _Page(HTMLParser):
    """What a page posts and asks, with and without htmx. A field outside its form names it."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.open: list[_Form] = []
        self.forms: list[_Form] = []
        self.named: dict[str, _Form] = {}
        self.away: list[tuple[str, dict[str, str]]] = []
        self.chosen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._begin(said)
        elif tag == "a" and "?" in said.get("href", ""):
            self._question(said["href"])
        elif tag in TYPED:
            self._field(tag, said)
        elif tag == "option" and self.open:
            self.open[-1].fields.setdefault(self.chosen, []).append(said.get("value", ""))
        if "hx-post" in said:
            posts = self.open[-1] if self.open else self._loose()
            posts.actions.append(said["hx-post"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.open:
            self.open.pop()

    def close(self) -> None:
        super().close()
        for form, said in self.away:
            if form in self.named:
                self.named[form].fields.setdefault(said["name"], []).append(said.get("value", ""))

    def _begin(self, said: dict[str, str]) -> None:
        form = _Form(said.get("method", "get").lower(), [said.get("action", "")])
        self.named[said.get("id", "")] = form
        self.open.append(form)
        self.forms.append(form)

    def _loose(self) -> _Form:
        form = _Form("post", [])
        self.forms.append(form)
        return form

    def _question(self, href: str) -> None:
        parts = urlsplit(urljoin(self.path, href))
        if not parts.netloc:
            self.forms.append(_Form("get", [parts.path], parse_qs(parts.query)))

    def _field(self, tag: str, said: dict[str, str]) -> None:
        self.chosen = said.get("name", "")
        if not self.chosen or self.chosen == "csrfmiddlewaretoken":
            return
        if "form" in said:
            self.away.append((said["form"], said))
        elif self.open:
            self.open[-1].fields.setdefault(self.chosen, []).append(said.get("value", ""))
            if "formaction" in said:
                self.open[-1].actions.append(said["formaction"])


def offered(stage: World) -> dict[tuple[str, str], Asked]:
    """By method and name of the address."""
    found: dict[tuple[str, str], Asked] = {}
    for who in LOOKING:
        for asked in _seen_by(stage, who, stage.browser(who)):
            key = asked.method, resolve(asked.path).view_name
            known = found.setdefault(key, asked)
            for name, values in asked.fields.items():
                known.fields.setdefault(name, []).extend(values[:5])
    return found


def _seen_by(stage: World, who: str, browser: Client) -> Iterator[Asked]:
    for name in addresses().values():
        path = stage.path(name)
        answer = browser.get(path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            page = _Page(path)
            page.feed(answer.content.decode())
            page.close()
            for form in (each for each in page.forms if each.method in {"get", "post"}):
                for action in form.actions:
                    yield from _asked(who, form, urlsplit(urljoin(path, action)).path)


def _asked(who: str, form: _Form, path: str) -> Iterator[Asked]:
    try:
        resolve(path)
    except Resolver404:
        return
    yield Asked(who, form.method, path, {name: list(each) for name, each in form.fields.items()})
