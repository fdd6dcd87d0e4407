import pytest
from django.core.management import get_commands
from django.urls import URLPattern, URLResolver, get_resolver

from tools import source


def test_nothing_in_the_product_sends_later_by_itself_or_to_many() -> None:
    assert [str(found) for found in source.of_product()] == []


@pytest.mark.parametrize(
    "text",
    [
        "task.apply_async(countdown=3)",
        "task.apply_async(eta=soon)",
        "schedule = crontab(minute=0)",
        "with transaction.atomic():\n    task.delay()",
        "@transaction.atomic\ndef f():\n    task.delay(1)",
        "import smtplib",
        "from smtplib import SMTP",
        "from django.core.mail import EmailMessage",
        "from django.core import mail",
        "send_mail('s', 'b', 'f', ['t'])",
        "def send_all(people): ...",
        "class AutoSend: ...",
    ],
)
def test_such_a_line_would_be_found(text: str) -> None:
    assert len(source.in_text(text, "cadence/tasks.py")) == 1


def test_a_hint_after_commit_is_fine() -> None:
    text = "with transaction.atomic():\n    task.delay_on_commit()\ntask.delay()"
    assert source.in_text(text, "cadence/services/enrolling.py") == []


def every_url(resolver: URLResolver) -> list[str]:
    names = []
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            names += [str(entry.pattern), *every_url(entry)]
        elif isinstance(entry, URLPattern):
            names += [str(entry.pattern), entry.name or ""]
    return names


def test_no_address_and_no_command_sends_by_itself_or_to_many() -> None:
    names = [*every_url(get_resolver()), *get_commands()]
    assert source.forbidden(iter(names)) == []
