"""The demo's library: what the team brings to a try, what waits for the manager, and what has run out."""

from datetime import datetime, timedelta
from typing import Any

from config.demo import texts
from research.models import ImpactStory, Question, Resource, Talk
from research.services import library, recording
from team.models import User


def fill(users: dict[str, User], *, manager: User, at: datetime) -> None:
    """Everything a rep would have put there by this day; the manager has read all but what waits."""
    given = texts.library()
    first = next(iter(users.values()))
    talks = {each["customer"]: _talk(each, users, first, at) for each in given.talks}
    for add, items in (
        (_story, given.stories),
        (_question, given.questions),
        (_resource, given.resources),
    ):
        for each in items:
            by = users[each["by"]] if "by" in each else first
            item = add(each, by, at, talks)
            if not each.get("waits"):
                library.approve(item, by=manager, at=at)


def _talk(given: dict[str, Any], users: dict[str, User], first: User, at: datetime) -> Talk:
    return recording.keep_talk(
        by=users[given["by"]] if "by" in given else first,
        at=at,
        customer=given["customer"],
        customer_aliases=given["aliases"],
        industry=given["industry"],
        with_whom=given["with_whom"],
        held_on=at.date() - timedelta(days=given["days_before"]),
        words=given["words"].strip(),
    )


def _story(given: dict[str, Any], by: User, at: datetime, talks: dict[str, Talk]) -> ImpactStory:
    told = ("title", "customer", "problem", "change", "thirty_seconds")
    also = ("described_as", "number", "proof", "quote", "told_by")
    return library.add_story(
        by=by,
        at=at,
        may_name_customer=given["named"],
        customer_aliases=given.get("aliases", []),
        talk=talks[given["talk"]] if "talk" in given else None,
        **{name: given[name] for name in (*told, *also) if name in given},
        **_shared(given, at),
    )


def _question(given: dict[str, Any], by: User, at: datetime, _talks: dict[str, Talk]) -> Question:
    shared = _shared(given, at)
    return library.add_question(by=by, at=at, text=given["text"], why=given["why"], **shared)


def _resource(given: dict[str, Any], by: User, at: datetime, _talks: dict[str, Talk]) -> Resource:
    content = texts.file_of_the_library(given["file"]) if "file" in given else b""
    return library.add_resource(
        by=by,
        at=at,
        title=given["title"],
        summary=given["summary"],
        url=given.get("url", ""),
        content=content,
        **_shared(given, at),
    )


def _shared(given: dict[str, Any], at: datetime) -> dict[str, Any]:
    shared: dict[str, Any] = {name: given[name] for name in ("industry", "tags") if name in given}
    if "good_for" in given:
        shared["expires_on"] = at.date() + timedelta(days=given["good_for"])
    return shared
