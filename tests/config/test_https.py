"""Behind HTTPS, as the company layout has it: the browser is told to keep to it, and cookies go nowhere else."""

import json
import subprocess
import sys

import pytest

from tests.stand import KEYS, ROOT

ASKED = """
import json, logging
import django
django.setup()
logging.disable()
from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.contrib.sessions.middleware import SessionMiddleware
from django.middleware.security import SecurityMiddleware
from django.test import RequestFactory

# No database: what is asked is the cookie around it.
settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"

def view(request):
    request.session["who"] = "1"
    get_token(request)
    return HttpResponse("")

whole = SecurityMiddleware(SessionMiddleware(CsrfViewMiddleware(view)))
by = lambda **said: whole(RequestFactory().get("/", HTTP_HOST="localhost", **said))
secure, plain = by(HTTP_X_FORWARDED_PROTO="https"), by()
print(json.dumps({
    "cookies": {name: [bool(each["secure"]), bool(each["httponly"]), each["samesite"], each["path"], each["domain"]]
        for name, each in secure.cookies.items()},
    "hsts": secure.get("Strict-Transport-Security", ""),
    "plain": [plain.status_code, plain.get("Location", "")],
}))
"""
YEAR = 365 * 24 * 60 * 60


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    """A process of its own, because settings are read once."""
    environment = KEYS | {
        "DATABASE_URL": "postgres://earnest_web@localhost/earnest",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "EARNEST_PROCESS": "migrate",
        "ALLOWED_HOSTS": "localhost",
        "HTTPS": "true",
    }
    done = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_cookies_belong_to_this_host_alone_and_go_by_https_alone(told: dict[str, object]) -> None:
    locked = [True, True, "Lax", "/", ""]
    assert told["cookies"] == {"__Host-session": locked, "__Host-csrf": locked}


def test_the_browser_keeps_to_https_for_a_year_with_all_names_below(
    told: dict[str, object],
) -> None:
    assert told["hsts"] == f"max-age={YEAR}; includeSubDomains"


def test_what_comes_by_http_is_sent_to_https(told: dict[str, object]) -> None:
    assert told["plain"] == [301, "https://localhost/"]
