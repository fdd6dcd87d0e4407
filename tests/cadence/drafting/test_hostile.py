import time
from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from cadence.drafting import DraftError, LetterTemplate, build_fields, render
from cadence.drafting.rendering import compiled

from .known import AOIFE

PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", " ", "-", "person.name", "fact", "|", "default:", "'", "x", "\n", "if",
     "endif", "else", "for", "raw", "endraw", "==", "and", "(1..9)", "[", "]", ".", "{#", "#}"]
)  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_template_becomes_a_letter_or_one_sentence(source):
    refused = refusal(source)

    assert refused is None or (refused.sentence and refused.line >= 1 and refused.column >= 1)


def refusal(source):
    try:
        render(LetterTemplate("", source), build_fields(AOIFE))
    except DraftError as error:
        return error
    return None


def test_refusing_takes_no_time():
    worst = ["{{ a" + " " * 190 + "}}", "{{ '" * 1900, "{% if " + "(" * 190 + " %}", "{{-" * 2600]
    for piece in worst:
        source = (piece * (8000 // len(piece) + 1))[:8000]
        started = time.process_time()
        with suppress(DraftError):
            compiled(source)
        assert time.process_time() - started < 1
