"""A model to ask: the fake, and a server on this machine with the fake behind it."""

from collections.abc import Iterator

import pytest

from tests.cadence.wording.fake import FakeModel
from tests.cadence.wording.server import ModelServer


@pytest.fixture
def fake() -> FakeModel:
    return FakeModel()


@pytest.fixture
def server(fake: FakeModel) -> Iterator[ModelServer]:
    with ModelServer(fake) as server:
        yield server
