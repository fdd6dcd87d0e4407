"""The database and the broker of a run: ours from wheels, or servers of your own."""

import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

from config.embedded import folder, keys
from config.embedded.accounts import Account, postgres_account
from config.embedded.binaries import postgres_programs, valkey_program
from config.embedded.postgres import LONGEST_SOCKET_PATH, Cluster, short_folder
from config.embedded.roles import drop_database, make_roles
from config.embedded.server import Server
from config.embedded.services import Databases, World
from config.embedded.supervisor import Supervisor, Watched
from config.embedded.valkey import Valkey
from config.embedded.wishes import Wishes

DATABASE = "earnest"


@dataclass(frozen=True)
class People:
    """Whether the installation has users at all, and those of the demo."""

    anybody: bool
    demo: bool


def who_is_there(owner_url: str) -> People:
    with psycopg.connect(owner_url) as connection:
        row = connection.execute("SELECT count(*) > 0, bool_or(is_demo) FROM team_user").fetchone()
    return People(anybody=bool(row and row[0]), demo=bool(row and row[1]))


class Stores:
    def __init__(self, wishes: Wishes, supervisor: Supervisor, say: Callable[[str], None]) -> None:
        self.wishes = wishes
        self.supervisor = supervisor
        self.say = say
        self.keys = keys.load_or_make(wishes.local / "secrets")
        self.account: Account = postgres_account()

    @cached_property
    def place(self) -> Path:
        return folder.for_servers(self.wishes.local, self.account)

    def open(self) -> World:
        """Start what is ours to start and answer where everything is."""
        broker = self.wishes.broker_url or self._start_valkey()
        databases = self._databases()
        return World(self.wishes, self.keys, databases, broker, folder.free_port())

    def owner_of_the_run(self) -> str:
        """Where the owner signs in, of a run that is going on: nothing is started."""
        if self.wishes.role_urls:
            return self.wishes.role_urls[0]
        if self.wishes.superuser_url:
            server = Server.of_url(self.wishes.superuser_url)
        else:
            cluster = Cluster(self.place / "postgres", self._programs(), self.account)
            server = cluster.server(self.keys.superuser_password)
        return server.url("earnest_owner", self.keys.owner_password, DATABASE)

    def _databases(self) -> Databases:
        if self.wishes.role_urls:
            owner, web, worker = self.wishes.role_urls
            return Databases(owner, web, worker, self.wishes.monday_url)
        if not self.wishes.superuser_url:
            return self._with_roles(self._start_postgres())
        server = Server.of_url(self.wishes.superuser_url)
        self.say(f"using the PostgreSQL at {server.host}, as DATABASE_URL says")
        return self._with_roles(server)

    def _with_roles(self, server: Server) -> Databases:
        passwords = self.keys.of_roles
        psql = self._programs() / "psql"
        make_roles(psql, server, database=DATABASE, passwords=passwords)
        return Databases(
            owner=server.url("earnest_owner", passwords.owner, DATABASE),
            web=server.url("earnest_web", passwords.web, DATABASE),
            worker=server.url("earnest_worker", passwords.worker, DATABASE),
            monday=server.url("earnest_monday", passwords.monday, DATABASE),
        )

    def _start_postgres(self) -> Server:
        cluster = Cluster(self.place / "postgres", self._programs(), self.account)
        if not (cluster.data / "PG_VERSION").exists():
            self.say(f"making a database in {cluster.folder}")
        cluster.create(self.keys.superuser_password)
        self.supervisor.start(Watched("postgres", cluster.start, signal.SIGINT, 30, is_store=True))
        cluster.wait_ready()
        self.say("PostgreSQL is up")
        server = cluster.server(self.keys.superuser_password)
        self._forget_half_a_demo(server)
        return server

    def _forget_half_a_demo(self, server: Server) -> None:
        """A first load that was cut short: nobody has signed in yet, so we begin anew."""
        marker = folder.demo_marker(self.wishes.local)
        if marker.exists():
            self.say("the demo team was cut short while it loaded; beginning anew")
            drop_database(self._programs() / "psql", server, DATABASE)
            shutil.rmtree(self.wishes.local / "sandbox", ignore_errors=True)
            marker.unlink()

    def _start_valkey(self) -> str:
        home = self.wishes.local / "valkey"
        valkey = Valkey(home, valkey_program(), _sockets(home))
        self.supervisor.start(Watched("valkey", valkey.start, signal.SIGTERM, 10, is_store=True))
        valkey.wait_ready()
        return valkey.broker_url

    def _programs(self) -> Path:
        return postgres_programs(self.account, copies=self.place)


def _sockets(home: Path) -> Path:
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    fits = len(bytes(home / "valkey.sock")) <= LONGEST_SOCKET_PATH
    return home if fits else short_folder(home)
