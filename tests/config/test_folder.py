import socket
import stat
from pathlib import Path

import pytest

from config.embedded import folder
from config.embedded.accounts import Account
from config.embedded.faults import Fault


def test_a_second_run_is_refused_and_told_who_holds_the_folder(tmp_path: Path) -> None:
    held = folder.take(tmp_path, "http://localhost:8000")
    with pytest.raises(Fault, match=r"Another run holds .* at http://localhost:8000"):
        folder.take(tmp_path, "http://localhost:9000")
    held.release()
    folder.take(tmp_path, "http://localhost:9000").release()


def test_a_run_that_was_killed_is_noticed_and_one_that_ended_is_not(tmp_path: Path) -> None:
    killed = folder.take(tmp_path, "http://localhost:8000")
    killed.lock.close()
    after = folder.take(tmp_path, "http://localhost:8000")
    assert after.last_run_was_killed
    after.release()
    assert not folder.take(tmp_path, "http://localhost:8000").last_run_was_killed


def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Fault, match=rf"Port {port} is taken .* PORT={port + 1} make run"):
            folder.check_port("127.0.0.1", port, patience=0)


def test_a_free_port_passes() -> None:
    folder.check_port("127.0.0.1", folder.free_port(), patience=0)


def test_servers_live_in_the_folder_when_their_account_may_go_there(tmp_path: Path) -> None:
    assert folder.for_servers(tmp_path, Account.ours()) == tmp_path


def test_a_log_that_has_grown_large_is_set_aside(tmp_path: Path) -> None:
    log = folder.log_for("web", tmp_path)
    log.write_bytes(b"x" * (folder.LONGEST_LOG + 1))
    assert not folder.log_for("web", tmp_path).exists()
    assert stat.S_ISREG((tmp_path / "logs" / "web.log.1").stat().st_mode)
