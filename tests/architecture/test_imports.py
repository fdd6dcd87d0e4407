import logging
from collections.abc import Iterator

import pytest
from importlinter.cli import lint_imports


@pytest.fixture(autouse=True)
def _loggers_keep_their_voice() -> Iterator[None]:
    """import-linter sets logging up for itself, which silences every logger that stood before."""
    yield
    for logger in logging.Logger.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


def test_every_import_follows_the_contracts_of_the_house() -> None:
    assert lint_imports(cache_dir=None) == 0
