"""Our room has the name of a standard library module, and ours is the one that is found."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_image_finds_our_room_before_the_standard_librarys(tmp_path: Path) -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    [folder] = [line.removeprefix("WORKDIR ") for line in lines if line.startswith("WORKDIR ")]
    assert f"ENV PYTHONPATH={folder}" in lines
    found = subprocess.run(
        [sys.executable, "-c", "import mailbox; print(mailbox.__file__)"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(found.stdout.strip()) == ROOT / "mailbox" / "__init__.py"
