"""Make the Python environment and run a command in it: `python3 tools/environment.py run -m config.embedded`.

The first word names a file of requirements/; its packages are installed, with their hashes checked,
whenever that file has changed. Runs on any Python 3.9 or newer with nothing installed.
"""

import fcntl
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator, List, NamedTuple, Optional

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ROOT / ".local"
VENV = LOCAL / "venv"
PYTHON = VENV / "bin" / "python"
SUPPORTED = ((3, 12), (3, 13), (3, 14))
STARTED = time.monotonic()
PROBE = "import sys; print('%d %d %s' % (sys.version_info[0], sys.version_info[1], sys.executable))"


class Interpreter(NamedTuple):
    version: "tuple[int, int]"
    path: str


def main() -> None:
    requirements, *command = sys.argv[1:]
    os.environ.setdefault("UV_SYSTEM_CERTS", "1")
    LOCAL.mkdir(exist_ok=True)
    with (LOCAL / "environment.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure(ROOT / "requirements" / (requirements + ".txt"))
    os.environ.setdefault("EARNEST_STARTED", str(time.time() - (time.monotonic() - STARTED)))
    os.chdir(ROOT)
    os.execv(str(PYTHON), [str(PYTHON), *command])


def ensure(requirements: Path) -> None:
    """Leave VENV with these requirements; does nothing when they are installed already."""
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / ("installed-" + requirements.stem)
    if stamp.exists() and stamp.read_text() == wanted and probe(str(PYTHON)):
        return
    uv = find_uv()
    if not probe(str(PYTHON)):
        make_venv(uv)
    say("installing the packages of requirements/" + requirements.name)
    install(uv, requirements)
    stamp.write_text(wanted)


def make_venv(uv: Optional[str]) -> None:
    python = find_python() or (download_python(uv) if uv else None)
    if not python:
        raise SystemExit(missing_python())
    shutil.rmtree(VENV, ignore_errors=True)
    say("making .local/venv with " + python)
    made = uv and quiet([uv, "venv", "--no-project", "--python", python, str(VENV)])
    if not made and not quiet([python, "-m", "venv", str(VENV)]):
        raise SystemExit(
            "Python at " + python + " cannot make a virtual environment."
            " On Debian or Ubuntu: apt-get install python3-venv, then try again."
        )


def install(uv: Optional[str], requirements: Path) -> None:
    hashed = ["--require-hashes", "-r", str(requirements)]
    if uv and quiet([uv, "pip", "install", "--python", str(PYTHON), *hashed]):
        return
    if uv:
        say("uv could not install them; trying pip, which is slower")
    quiet([str(PYTHON), "-m", "ensurepip", "--upgrade"])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, *hashed]).returncode != 0:
        raise SystemExit(
            "The packages could not be installed (see above). Is the package index reachable,"
            " and is it set for uv (UV_DEFAULT_INDEX) or pip (pip config) if you use a mirror?"
        )


def find_uv() -> Optional[str]:
    """A uv that answers when asked; installed into .local/tools when there is none."""
    ours = LOCAL / "tools" / "bin" / "uv"
    homes = glob.glob(str(Path.home() / ".pyenv/versions/*/bin/uv"))
    known = [shutil.which("uv"), str(Path.home() / ".local/bin/uv"), *homes, str(ours)]
    for candidate in known:
        if candidate and quiet([candidate, "--version"]):
            return candidate
    say("no uv here; installing it into .local/tools")
    tools = LOCAL / "tools"
    python = find_python() or sys.executable
    pip = [str(tools / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"]
    if quiet([python, "-m", "venv", str(tools)]) and quiet(pip) and quiet([str(ours), "--version"]):
        return str(ours)
    say("uv cannot be installed here; going on with venv and pip")
    return None


def find_python() -> Optional[str]:
    """The Python that .python-version names, else the newest supported one that answers."""
    named = (ROOT / ".python-version").read_text().strip()
    found = {one.version: one for one in map(probe, candidates()) if one}
    usable = sorted(version for version in found if version in SUPPORTED)
    usable.sort(key=lambda version: ("%d.%d" % version == named, version <= (3, 13)))
    return found[usable[-1]].path if usable else None


def candidates() -> Iterator[str]:
    """Not only PATH: version managers keep Pythons whose shims answer 127 until selected."""
    names = ["python%d.%d" % version for version in reversed(SUPPORTED)]
    for name in [*names, "python3", "python"]:
        yield from filter(None, [shutil.which(name)])
    home = str(Path.home())
    for pattern in (
        home + "/.pyenv/versions/*/bin/python",
        home + "/.local/share/uv/python/*/bin/python3",
        home + "/.asdf/installs/python/*/bin/python",
        str(LOCAL / "python/*/bin/python3"),
        "/usr/local/bin/python3.1[0-9]",
        "/usr/bin/python3.1[0-9]",
        "/opt/*/bin/python3",
    ):
        yield from sorted(glob.glob(pattern))
    yield sys.executable


def probe(path: str) -> Optional[Interpreter]:
    try:
        asked = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    words = asked.stdout.strip().split(" ", 2)
    if asked.returncode != 0 or len(words) != 3:
        return None
    return Interpreter((int(words[0]), int(words[1])), words[2])


def download_python(uv: str) -> Optional[str]:
    named = (ROOT / ".python-version").read_text().strip()
    say("no supported Python here; asking uv to download " + named)
    place = LOCAL / "python"
    quiet([uv, "python", "install", "--no-bin", "--install-dir", str(place), named], seconds=180)
    return find_python()


def missing_python() -> str:
    seen = {one.path: "%d.%d" % one.version for one in map(probe, candidates()) if one}
    wanted = " or ".join("%d.%d" % version for version in SUPPORTED)
    listed = ", ".join(version + " at " + path for path, version in sorted(seen.items()))
    return (
        "Earnest needs Python "
        + wanted
        + ". Found: "
        + (listed or "none")
        + ". Downloading one did"
        " not work either. Install one (for example: apt-get install python3.13 python3.13-venv,"
        " or pyenv install 3.13) and start again."
    )


def quiet(command: List[str], seconds: int = 600) -> bool:
    """Run; show what it said only when it is asked for with VERBOSE=1."""
    shown = None if os.environ.get("VERBOSE") else subprocess.DEVNULL
    try:
        return subprocess.run(command, stdout=shown, stderr=shown, timeout=seconds).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def say(text: str) -> None:
    print("[%5.1f s] %s" % (time.monotonic() - STARTED, text), flush=True)


if __name__ == "__main__":
    main()
