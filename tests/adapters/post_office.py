"""A post office of the test's own on loopback: Dovecot and Postfix as Debian packages them, with real people's mailboxes."""

import base64
import hashlib
import hmac
import json
import os
import shutil
import signal
import smtplib
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from imapclient import IMAPClient

from config.embedded import processes
from tests.adapters.certificates import make_certificate

CONFIGURATION = Path(__file__).parent / "mail_servers"
ISSUER = "https://idp.example/"
READING, SENDING = "mail.imap", "mail.smtp"
DOMAINS = ("fernhill.example", "corrib.example")
_HEADER = {"alg": "HS256", "typ": "JWT"}
_KEY = b"a-key-that-only-this-post-office-knows"
_PORTS = ("IMAP", "IMAPS", "LMTP", "SMTP", "SASL")
_PATIENCE = 20.0
_ENVIRONMENT = {"PATH": f"{os.environ['PATH']}:/usr/sbin", "LANG": "C"}


class PostOffice:
    """`people` maps addresses to passwords; who is in nobody's list is unknown and bounces."""

    def __init__(self, people: dict[str, str], slow: tuple[str, ...] = ()) -> None:
        self.people = people
        self.slow = slow
        self.folder = Path(tempfile.mkdtemp(prefix="earnest-post-", dir="/tmp"))
        ports = _free_ports(len(_PORTS))
        self.ports = dict(zip(_PORTS, ports, strict=True))
        self._running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self._write()
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        for process in reversed(self._running):
            processes.stop(process, signal.SIGTERM, patience=10)
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_away(self, address: str, words: str) -> None:
        """From now on this person's mailbox answers by itself.

        Dovecot gives no notice of absence to mail that can be unsubscribed from, which our letters can.
        """
        script = (
            'require ["vacation-seconds", "editheader"];\n'
            'deleteheader "List-Unsubscribe";\ndeleteheader "List-Unsubscribe-Post";\n'
            f'vacation :seconds 1 :addresses ["{address}"] "{words}";\n'
        )
        (self.folder / "sieve" / f"{address}.sieve").write_text(script)

    def token(self, address: str, scope: str, *, lasts: float = 600) -> str:
        """An access token as an identity provider signs it, and as both servers here can check it by themselves."""
        now = time.time()
        claims: dict[str, str | int] = {
            "iss": ISSUER,
            "sub": address,
            "email": address,
            "scope": scope,
        }
        claims |= {"iat": int(now) - 60, "nbf": int(now) - 60, "exp": int(now + lasts)}
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (_HEADER, claims))
        return f"{signed}.{_encoded(hmac.new(_KEY, signed.encode(), hashlib.sha256).digest())}"

    def inbox_of(self, address: str) -> IMAPClient:
        """This person's own mail program, signed in."""
        client = IMAPClient("127.0.0.1", self.ports["IMAP"], ssl=False)
        client.login(address, self.people[address])
        client.select_folder("INBOX")
        return client

    def post(self, sender: str, recipient: str, raw: bytes) -> None:
        """A person's own mail program sends."""
        with smtplib.SMTP("127.0.0.1", self.ports["SMTP"], timeout=10) as line:
            line.sendmail(sender, [recipient], raw)

    def log(self) -> str:
        found = [self.folder / name for name in ("dovecot.log", "sasl.log", "postfix.log")]
        return "".join(path.read_text() for path in found if path.exists())

    def _write(self) -> None:
        self.folder.chmod(0o755)
        make_certificate(self.folder)
        for name in ("mail", "sieve", "imap", "sasl", "postfix/spool", "postfix/data"):
            (self.folder / name).mkdir(parents=True)
        shutil.chown(self.folder / "mail", "mail", "mail")
        shutil.chown(self.folder / "sieve", "mail", "mail")
        shutil.chown(self.folder / "postfix" / "data", "postfix")
        key = self.folder / "keys" / "default" / "HS256"
        key.mkdir(parents=True)
        (key / "default").write_text(base64.b64encode(_KEY).decode())
        users = [f"{address}:{{PLAIN}}{password}\n" for address, password in self.people.items()]
        (self.folder / "users").write_text("".join(users))
        waiting = [f"{address} smtp:[127.0.0.1]:1\n" for address in self.slow]
        (self.folder / "transport").write_text("".join(waiting))
        for name in ("dovecot.conf", "sasl.conf"):
            self._fill(name, self.folder / name)
        for name in ("main.cf", "master.cf"):
            self._fill(name, self.folder / "postfix" / name)
        self._fill("oauth2.conf.ext", self.folder / "reading.conf.ext", SCOPE=READING)
        self._fill("oauth2.conf.ext", self.folder / "sending.conf.ext", SCOPE=SENDING)

    def _fill(self, name: str, target: Path, **more: str) -> None:
        text = (CONFIGURATION / name).read_text()
        for word, value in {"DIR": self.folder, **self.ports, **more}.items():
            text = text.replace(f"@{word}@", str(value))
        target.write_text(text)

    def _start(self) -> None:
        self._spawn("dovecot", "-F", "-c", self.folder / "dovecot.conf")
        self._spawn("dovecot", "-F", "-c", self.folder / "sasl.conf")
        self._start_postfix()
        until = time.monotonic() + _PATIENCE
        while not all(map(_answers, self.ports.values())):
            dead = [process.args for process in self._running if process.poll() is not None]
            if dead or time.monotonic() > until:
                raise RuntimeError(f"no post office: {dead}\n{self.log()}{self._said()}")
            time.sleep(0.05)

    def _start_postfix(self) -> None:
        """By its master alone: `postfix start` would leave one behind that nobody is the parent of."""
        here = ["-c", str(self.folder / "postfix")]
        subprocess.run(["postfix", *here, "check"], check=True, env=_ENVIRONMENT)
        asked = ["postconf", *here, "-h", "daemon_directory"]
        found = subprocess.run(asked, check=True, env=_ENVIRONMENT, capture_output=True, text=True)
        self._spawn(Path(found.stdout.strip()) / "master", *here, "-d")

    def _said(self) -> str:
        return (self.folder / "said").read_text()

    def _spawn(self, *command: str | Path) -> None:
        said = self.folder / "said"
        self._running.append(processes.spawn(command, log=said, env=_ENVIRONMENT))


def _encoded(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def _free_ports(count: int) -> list[int]:
    probes = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    found = [int(probe.getsockname()[1]) for probe in probes]
    for probe in probes:
        probe.close()
    return found


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
