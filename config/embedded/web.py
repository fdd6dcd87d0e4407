"""The web process of `make run`: the company's, tied to the life of its server process."""

from config.embedded.processes import tie_to_parent

tie_to_parent()

from config.wsgi import application  # noqa: E402

__all__ = ["application"]
