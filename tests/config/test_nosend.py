"""Each attempt runs in a process of its own: the hook cannot be taken out again."""

import subprocess
import sys
from pathlib import Path

import pytest

from config.nosend import broker_ports

ROOT = Path(__file__).resolve().parents[2]
ARMED = "from config import nosend; nosend.arm(broker_url='redis://127.0.0.1:{port}/0')\n"

ATTEMPTS = {
    "smtplib": "import smtplib; smtplib.SMTP('127.0.0.1', 25, timeout=1)",
    "smtplib_over_an_allowed_port": "import smtplib; smtplib.SMTP('127.0.0.1', 993, timeout=1)",
    "a_socket": "import socket; socket.create_connection(('127.0.0.1', 587), timeout=1)",
    "a_socket_of_ipv6": "import socket; socket.create_connection(('::1', 465), timeout=1)",
    "a_datagram": "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 25))",
    "asyncio": "import asyncio; asyncio.run(asyncio.open_connection('127.0.0.1', 25))",
    "a_program": "import subprocess; subprocess.run(['true'])",
    "a_shell": "import os; os.system('true')",
    "spawning": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "spawning_by_path": "import os; os.posix_spawnp('true', ['true'], {})",
    "spawning_and_waiting": "import os; os.spawnv(os.P_WAIT, '/bin/true', ['true'])",
    "spawning_by_path_and_waiting": "import os; os.spawnlp(os.P_WAIT, 'true', 'true')",
    "becoming_a_program": "import os; os.execv('/bin/true', ['true'])",
    "a_pipe_to_a_shell": "import os; os.popen('true').read()",
    "a_program_of_asyncio": "import asyncio; asyncio.run(asyncio.create_subprocess_exec('true'))",
    "a_program_on_a_terminal": "import pty; pty.spawn(['true'])",
    "a_fork_on_a_terminal": "import os; os.forkpty()",
    "a_fresh_python": "import multiprocessing; multiprocessing.get_context('spawn').Process(target=print).start()",
    "a_server_of_fresh_pythons": "import multiprocessing; multiprocessing.get_context('forkserver').Process(target=print).start()",
    "a_pool_of_fresh_pythons": (
        "import multiprocessing as m; from concurrent.futures import ProcessPoolExecutor as P\n"
        "P(1, mp_context=m.get_context('spawn')).submit(print).result()"
    ),
    "fork_exec_itself": "import _posixsubprocess; _posixsubprocess.fork_exec()",
    "a_library_of_c": "import ctypes; ctypes.CDLL('libc.so.6')",
    "a_function_of_c": "import ctypes; ctypes.CDLL(None).system",
    "a_function_of_python_in_c": "import ctypes; ctypes.pythonapi.PyRun_SimpleString",
}


def python(code: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_an_armed_process_cannot_send_by(attempt: str) -> None:
    done = python(ARMED.format(port=1) + attempt)
    assert done.returncode != 0
    assert "AutonomousSendBlocked" in done.stderr


def test_an_armed_process_still_reaches_its_broker_and_unix_sockets() -> None:
    reaching = (
        "import os, socket, tempfile\n"
        "broker = socket.create_server(('127.0.0.1', 0))\n"
        "from config import nosend\n"
        "nosend.arm(broker_url=f'redis://127.0.0.1:{broker.getsockname()[1]}/0')\n"
        "socket.create_connection(broker.getsockname()).close()\n"
        "path = os.path.join(tempfile.mkdtemp(), 's')\n"
        "local = socket.socket(socket.AF_UNIX); local.bind(path); local.listen()\n"
        "socket.socket(socket.AF_UNIX).connect(path)\n"
        "print('reached')\n"
    )
    assert python(reaching).stdout == "reached\n"


@pytest.mark.parametrize(
    ("url", "ports"),
    [
        ("redis://broker:6380/0", {6380}),
        ("rediss://broker/0", {6379}),
        ("redis+socket:///run/valkey.sock", set()),
    ],
)
def test_only_a_broker_on_a_port_opens_that_port(url: str, ports: set[int]) -> None:
    assert broker_ports(url) == ports
