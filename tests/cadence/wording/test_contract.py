"""The fake and the real client keep one contract; then what only a server on the other side can do."""

import json
import ssl
import time
from collections.abc import Iterator
from typing import Any

import pytest

from cadence.wording import Asked, HelpError, HttpModel, LanguageModel, Proposal, proposal_in
from tests.adapters.certificates import make_certificate, server_context
from tests.cadence.wording.fake import SILENT, FakeModel
from tests.cadence.wording.server import ModelServer

ASKED = Asked(
    subject="Night loading",
    body="Hi Aoife,\n\nToo long.\n\nMaya",
    facts={"fact.claim": "Oranmore loads at night"},
    purpose="The news",
    guidance="One question.",
    channel="email",
    most_words=120,
)


def client(server: ModelServer, **changed: Any) -> HttpModel:
    return HttpModel(**{"url": server.url, "name": "small", "key": "k-1", "seconds": 5.0} | changed)


@pytest.fixture(params=["fake", "http"])
def model(request: pytest.FixtureRequest, fake: FakeModel, server: ModelServer) -> LanguageModel:
    return fake if request.param == "fake" else client(server)


# The contract


def test_it_answers_with_text_about_what_it_was_given(
    model: LanguageModel, fake: FakeModel
) -> None:
    answer = model.answer("Be brief.", ASKED.material)

    assert proposal_in(answer) == Proposal("Night loading", "Hi Aoife,\n\nMaya")
    assert fake.asked == [("Be brief.", ASKED.material)]


def test_the_same_question_has_the_same_answer(model: LanguageModel) -> None:
    answers = {model.answer("Be brief.", ASKED.material) for _time in range(3)}

    assert len(answers) == 1


@pytest.mark.parametrize("says", ["", " \n "])
def test_an_empty_answer_is_none(model: LanguageModel, fake: FakeModel, says: str) -> None:
    fake.says = says

    with pytest.raises(HelpError) as error:
        model.answer("Be brief.", ASKED.material)
    assert error.value.sentence == SILENT


def test_every_script_comes_through_whole(model: LanguageModel, fake: FakeModel) -> None:
    fake.says = "Ní Bhriain, 田中, ½ and “so”\n\tlast line"

    assert model.answer("", "") == fake.says


# The client alone


def test_it_asks_for_a_chat_completion_with_its_key(server: ModelServer) -> None:
    client(server, url=server.url + "/").answer("Be brief.", ASKED.material)

    [(path, headers, asked)] = server.heard
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == "Bearer k-1"
    assert asked == {
        "model": "small",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": ASKED.material},
        ],
        "stream": False,
    }
    assert "k-1" not in repr(client(server))


def test_without_a_key_it_shows_none(server: ModelServer) -> None:
    client(server, key="").answer("Be brief.", ASKED.material)

    assert "Authorization" not in server.heard[0][1]


LET_IN = "The help does not let us in. Ask an admin to look at its address and key."
BUSY = "The help is busy. Your words are as they were; ask again in a minute."
ANSWERS = {
    "key refused": (401, b"{}", LET_IN),
    "no such address": (404, b"{}", LET_IN),
    "busy": (429, b"{}", BUSY),
    "broken": (500, b"{}", SILENT),
    "sent elsewhere": (302, b"{}", SILENT),
    "no JSON": (200, b"<html>", SILENT),
    "no choices": (200, b'{"choices": []}', SILENT),
    "no text": (200, b'{"choices": [{"message": {"content": null}}]}', SILENT),
    "a list": (200, b"[1]", SILENT),
    "deep": (200, b"[" * 100_000, SILENT),
    "no text in UTF-8": (200, b"\xff\xfe\xfa", SILENT),
    "without an end": (200, b" " * 300_000, SILENT),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_else_comes_is_one_sentence(server: ModelServer, name: str) -> None:
    status, body, sentence = ANSWERS[name]
    server.raw = lambda: (status, body)

    with pytest.raises(HelpError) as error:
        client(server).answer("Be brief.", ASKED.material)
    assert error.value.sentence == sentence
    assert len(server.heard) == 1


def test_a_server_that_drips_is_cut_off_in_time(server: ModelServer) -> None:
    def drops() -> Iterator[bytes]:
        for _drop in range(100):
            time.sleep(0.05)
            yield b" "

    server.raw = lambda: (200, drops())
    began = time.monotonic()

    with pytest.raises(HelpError):
        client(server, seconds=0.3).answer("Be brief.", ASKED.material)
    assert time.monotonic() - began < 3


def test_nobody_at_the_address_is_one_sentence(server: ModelServer) -> None:
    gone = ModelServer(FakeModel())
    gone._server.server_close()

    with pytest.raises(HelpError) as error:
        client(server, url=gone.url).answer("Be brief.", ASKED.material)
    assert error.value.sentence == SILENT


def test_over_tls_only_a_server_we_trust_is_told_anything(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, fake: FakeModel
) -> None:
    certificate, key = make_certificate(tmp_path_factory.mktemp("certificate"))
    context: ssl.SSLContext = server_context(certificate, key)
    with ModelServer(fake, context) as server:
        with pytest.raises(HelpError):
            client(server).answer("Be brief.", ASKED.material)
        assert fake.asked == []
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        client(server).answer("Be brief.", ASKED.material)
    assert len(fake.asked) == 1


# Reading the answer


def test_words_in_a_fence_are_read() -> None:
    fenced = '```json\n{"subject": " A \\n b", "body": "Hi,\\r\\nyou\\n"}\n```'

    assert proposal_in(fenced) == Proposal("A b", "Hi,\nyou")


@pytest.mark.parametrize(
    "answer",
    [
        "Hi Aoife,",
        "[]",
        '"Hi"',
        "{}",
        '{"body": ""}',
        '{"body": 3}',
        '{"subject": 3, "body": "Hi"}',
        json.dumps({"body": "a" * 8_001}),
        json.dumps({"subject": "a" * 301, "body": "Hi"}),
        "[" * 100_000,
    ],
    ids=range(10),
)
def test_what_is_no_letter_is_not_read(answer: str) -> None:
    with pytest.raises(HelpError) as error:
        proposal_in(answer)
    assert error.value.sentence == (
        "The help answered with something that is no letter. Your words are as they were."
    )
