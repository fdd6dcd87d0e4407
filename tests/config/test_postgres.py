"""A cluster of the embedded PostgreSQL, started, killed and started again."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.embedded.accounts import postgres_account
from config.embedded.binaries import postgres_programs
from config.embedded.postgres import LONGEST_SOCKET_PATH, SUPERUSER, Cluster
from config.embedded.roles import Passwords, make_roles
from tests.stand import ROOT, cache_for

PASSWORD = "of-the-superuser"
ROLES = Passwords(owner="o'\"1", web="w 2", worker="k%3", monday="m 4")


@pytest.fixture
def cluster(request: pytest.FixtureRequest) -> Iterator[Cluster]:
    account = postgres_account()
    home = cache_for(account) / "runs" / f"cluster-{os.getpid()}-{time.monotonic_ns():x}"
    made = Cluster(home, postgres_programs(account, copies=cache_for(account)), account)
    made.create(PASSWORD)
    yield made
    made.stop()
    subprocess.run(["rm", "-rf", home], check=True)


def url(cluster: Cluster, role: str = SUPERUSER, password: str = PASSWORD) -> str:
    return cluster.server(PASSWORD).url(role, password, "postgres")


@pytest.mark.slow
def test_what_was_committed_survives_kill_9(cluster: Cluster) -> None:
    cluster.start()
    cluster.wait_ready()
    with psycopg.connect(url(cluster)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    assert cluster.process is not None
    cluster.process.send_signal(signal.SIGKILL)
    cluster.process.wait()
    assert (cluster.data / "postmaster.pid").exists()
    cluster.start()
    cluster.wait_ready()
    with psycopg.connect(url(cluster)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchall() == [(42,)]


@pytest.mark.slow
def test_passwords_are_checked_and_may_hold_any_character(cluster: Cluster) -> None:
    cluster.start()
    cluster.wait_ready()
    for _ in range(2):
        psql = cluster.programs / "psql"
        make_roles(psql, cluster.server(PASSWORD), database="earnest", passwords=ROLES)
    for role, password in (("owner", ROLES.owner), ("web", ROLES.web), ("worker", ROLES.worker)):
        address = cluster.server(PASSWORD).url(f"earnest_{role}", password, "earnest")
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT session_user").fetchone() == (f"earnest_{role}",)
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(cluster.server(PASSWORD).url(f"earnest_{role}", "wrong", "earnest"))


def test_a_pid_file_that_names_somebody_else_s_process_is_not_believed(cluster: Cluster) -> None:
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    began = time.monotonic()
    cluster.start()
    cluster.wait_ready()
    assert time.monotonic() - began < 10
    os.kill(os.getpid(), 0)


def test_a_half_made_data_folder_is_made_anew(cluster: Cluster) -> None:
    half = cluster.folder / "data.half"
    subprocess.run(["mv", cluster.data, half], check=True)
    (half / "PG_VERSION").unlink()
    cluster.create(PASSWORD)
    assert (cluster.data / "PG_VERSION").read_text() == "18\n"
    assert not half.exists()


def test_a_path_too_long_for_a_socket_gets_a_short_one() -> None:
    deep = Cluster(Path("/" + "long/" * 30), Path("/"), postgres_account())
    assert len(str(deep.sockets / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH
    near = Cluster(ROOT / ".local" / "postgres", Path("/"), postgres_account())
    assert near.sockets == ROOT / ".local" / "postgres" / "run"


def test_the_socket_is_private(cluster: Cluster) -> None:
    cluster.start()
    assert cluster.sockets.stat().st_mode & 0o077 == 0
