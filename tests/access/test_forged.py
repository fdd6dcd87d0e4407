"""What another site's form would post: no address takes it, but the one that mail programs press."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from config.operations.middleware import PROBES
from tests.access.doors import addresses
from tests.factories.research import QuestionFactory

pytestmark = pytest.mark.django_db

BY_MAIL_PROGRAMS = {"/u/<token>/"}


def test_nothing_is_taken_without_the_token_of_our_own_form() -> None:
    browser = Client(enforce_csrf_checks=True)
    question = QuestionFactory.create()
    browser.force_login(question.owner)
    asked = [each for each in addresses() if each.strip("/") not in PROBES]
    taken = set()

    for address in asked:
        if browser.post(path_of(address, question.pk)).status_code != 403:
            taken.add(address)

    assert len(asked) > 100
    assert taken == BY_MAIL_PROGRAMS


def path_of(address: str, pk: int) -> str:
    """One that leads there. The token is asked for before any row is, but in the library, which has this one."""
    for key in (str(pk), str(UUID(int=pk))):
        path = re.sub(r"<\w+>", key, address.replace("<kind>", "questions"))
        try:
            resolve(path)
        except Resolver404:
            continue
        return path
    raise AssertionError(address)
