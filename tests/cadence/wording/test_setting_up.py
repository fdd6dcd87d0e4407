"""Off by default; on by its address, which goes over TLS or stays on this machine."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from cadence.wording import HttpModel, configured, fault, is_on
from config.startup import refuse_unsafe_start

GOOD = {"URL": "https://models.example/v1", "NAME": "small", "KEY": "k-1", "SECONDS": 20.0}


@pytest.fixture
def told(settings: Settings) -> dict[str, object]:
    tell(settings, GOOD)
    return GOOD


def tell(settings: Settings, told: dict[str, object]) -> None:
    for name, value in told.items():
        setattr(settings, f"LANGUAGE_MODEL_{name}", value)


def test_it_is_off_until_an_address_is_told() -> None:
    assert not is_on()
    assert configured() is None
    assert fault() == ""


@pytest.mark.usefixtures("told")
def test_it_is_asked_as_it_was_set_up() -> None:
    assert fault() == ""
    assert configured() == HttpModel("https://models.example/v1", "small", "k-1", 20.0)


@pytest.mark.parametrize(
    "url", ["http://localhost:8080/v1", "http://127.0.0.1/v1", "http://[::1]:11434/v1"]
)
def test_on_this_machine_it_needs_no_tls(
    told: dict[str, object], settings: Settings, url: str
) -> None:
    tell(settings, told | {"URL": url})

    assert fault() == ""


NO_ADDRESS = "LANGUAGE_MODEL_URL is no address. Give it as https://models.example/v1."
MORE = "LANGUAGE_MODEL_URL holds more than an address. The key goes into LANGUAGE_MODEL_KEY."
FAULTS = [
    ({"URL": "models.example"}, NO_ADDRESS),
    ({"URL": "https://"}, NO_ADDRESS),
    ({"URL": "https://a:port/"}, NO_ADDRESS),
    ({"URL": "file:///etc/passwd"}, NO_ADDRESS),
    ({"URL": "http://10.0.0.7/v1"}, "LANGUAGE_MODEL_URL is http, and not on this machine. Use https."),
    ({"URL": "http://localhost.evil.example/v1"}, "LANGUAGE_MODEL_URL is http, and not on this machine. Use https."),
    ({"URL": "https://me:word@models.example/v1"}, MORE),
    ({"URL": "https://models.example/v1?key=1"}, MORE),
    ({"NAME": ""}, "LANGUAGE_MODEL_NAME is missing. Say which model LANGUAGE_MODEL_URL is to use."),
    ({"SECONDS": 0.0}, "LANGUAGE_MODEL_SECONDS is from 1 to 50: a person waits."),
    ({"SECONDS": 51.0}, "LANGUAGE_MODEL_SECONDS is from 1 to 50: a person waits."),
    ({"KEY": "a\nb"}, "LANGUAGE_MODEL_KEY has a sign in it that no key has."),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "sentence"), FAULTS, ids=range(len(FAULTS)))
def test_a_setting_that_cannot_be_meant_is_told(
    told: dict[str, object], settings: Settings, changed: dict[str, object], sentence: str
) -> None:
    tell(settings, told | changed)

    assert fault() == sentence


def reason(process: str) -> str:
    with pytest.raises(ImproperlyConfigured) as refusal:
        refuse_unsafe_start(process)
    return str(refusal.value)


@pytest.mark.django_db
def test_a_language_model_is_for_web_alone_and_set_up_whole(settings: Settings) -> None:
    settings.LANGUAGE_MODEL_URL = "http://models.example/v1"
    assert "LANGUAGE_MODEL_URL is http, and not on this machine." in reason("web")

    settings.LANGUAGE_MODEL_KEY = "k-1"
    for process in ("worker", "monday"):
        settings.PROCESS = process
        assert "Only web asks a language model." in reason(process)
