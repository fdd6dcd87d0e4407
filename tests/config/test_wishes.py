import pytest

from config.embedded.faults import Fault
from config.embedded.wishes import ROOT, read


def test_without_a_word_it_is_the_demo_on_port_8000_of_this_machine() -> None:
    wishes = read({})
    assert (wishes.address, wishes.demo) == ("http://localhost:8000", True)
    assert wishes.local == ROOT / ".local"
    assert wishes.embeds_postgres


@pytest.mark.parametrize("port", ["web", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_none_is_refused_in_words(port: str) -> None:
    with pytest.raises(Fault, match="must be a number from 1 to 65535"):
        read({"PORT": port})


@pytest.mark.parametrize("no", ["0", "false", "No", "off"])
def test_the_demo_can_be_left_out(no: str) -> None:
    assert not read({"DEMO": no}).demo


def test_servers_of_ones_own_are_used_when_all_three_roles_are_named() -> None:
    urls = {name: f"postgres://{name}" for name in ("OWNER_DATABASE_URL", "WEB_DATABASE_URL", "WORKER_DATABASE_URL")}  # fmt: skip
    assert read(urls).role_urls == tuple(urls.values())
    with pytest.raises(Fault, match="Set all of"):
        read({"WEB_DATABASE_URL": "postgres://x"})


def test_secrets_in_the_environment_of_the_person_are_not_handed_on() -> None:
    mine = {"SEND_KEY": "s", "AWS_SECRET_ACCESS_KEY": "s", "PATH": "/bin", "LOG_FORMAT": "json"}
    assert read(mine).handed_on == {"PATH": "/bin", "LOG_FORMAT": "json"}
