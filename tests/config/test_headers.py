"""What every answer carries, also one that no page of ours gave."""

import pytest
from django.test import Client
from pytest_django import Settings

CARRIED = (
    "Content-Security-Policy",
    "X-Frame-Options",
    "Permissions-Policy",
    "Cache-Control",
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)


def test_a_redirect_to_tls_and_a_refused_host_carry_what_every_page_carries(
    settings: Settings,
) -> None:
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["earnest.example"]
    to_tls = Client().get("/queue/", headers={"Host": "earnest.example"})
    refused = Client(raise_request_exception=False).get("/", headers={"Host": "evil.example"})

    assert (to_tls.status_code, refused.status_code) == (301, 400)
    for answer in (to_tls, refused):
        assert [name for name in CARRIED if name not in answer.headers] == []


@pytest.mark.django_db
def test_a_page_that_is_not_there_carries_it_too() -> None:
    answer = Client().get("/nowhere/")
    assert [name for name in CARRIED if name not in answer.headers] == []
