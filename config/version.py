"""Which Earnest this is, as pyproject.toml says."""

import tomllib
from functools import cache
from pathlib import Path


@cache
def version() -> str:
    project = Path(__file__).resolve().parent.parent / "pyproject.toml"
    told: str = tomllib.loads(project.read_text())["project"]["version"]
    return told
