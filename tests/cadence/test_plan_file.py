"""A cadence as a file: read strictly, with line numbers, and written so that nothing changes."""

from dataclasses import replace
from datetime import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cadence.plan import Plan, StepPlan
from cadence.plan_file import LARGEST, Fault, UnreadableError, read, write
from cadence.shipped import TEN_CONVERSATIONS, shipped
from prospects.enums import Channel

PLAN = shipped(TEN_CONVERSATIONS)
WRITTEN = write(PLAN)
STEP = "steps:\n  - {day: 1, channel: email, purpose: one, title: One}\n"

# Whatever a form or a database column may hold.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
words = st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True)
step_plans = st.builds(
    StepPlan,
    day=st.just(1),
    channel=st.sampled_from(Channel),
    purpose=words,
    title=texts.filter(bool),
    guidance=texts,
    value_kind=st.one_of(st.just(""), words),
    body_template=texts,
    subject_template=texts,
    call_hour=st.one_of(
        st.none(), st.builds(time, hour=st.integers(0, 23), minute=st.integers(0, 59))
    ),
    allowed_kinds=st.lists(words, unique=True, max_size=3).map(tuple),
    must_pass=st.lists(words, unique=True, max_size=3).map(tuple),
)
plans = st.builds(
    lambda name, steps, description: Plan(
        name=name,
        steps=tuple(replace(step, day=day) for day, step in enumerate(steps, start=1)),
        description=description,
    ),
    texts.filter(str.strip),
    st.lists(step_plans, max_size=4),
    texts,
)


@given(plan=plans)
def test_a_plan_comes_back_from_its_file_exactly(plan: Plan) -> None:
    assert read(write(plan).encode()).plan == plan


@given(plan=plans)
def test_any_other_reader_of_yaml_reads_the_same_words(plan: Plan) -> None:
    loaded = yaml.safe_load(write(plan))

    assert loaded["name"] == plan.name
    assert [step.get("text", "") for step in loaded["steps"]] == [
        step.body_template for step in plan.steps
    ]


def test_what_ships_is_written_as_we_would_write_it() -> None:
    assert read(WRITTEN.encode()).plan == PLAN


def faults(text: str | bytes) -> list[Fault]:
    with pytest.raises(UnreadableError) as error:
        read(text.encode() if isinstance(text, str) else text)
    return error.value.faults


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 0, "The file is empty."),
        ("just a sentence", 1, "Here stand lines such as"),
        ("name: [a\nsteps: []", 2, "This is not YAML"),
        ("name: a\n\tsteps: []", 2, "This is not YAML"),
        ('name: "a\x07"', 1, "There is a character that no text has."),
        ('name: "a\\0b"\n' + STEP, 1, "There is a character that no text has."),
        (b"name: Ren\xe9\n", 1, "This is not text in UTF-8."),
        (b"x" * (LARGEST + 1), 0, "The file is larger than 64 kB."),
        ("name: a\nsteps: []\nauthor: me", 3, "“author” is no key here. These are: name,"),
        ("name: a\nname: b\nsteps: []", 2, "“name” stands here twice."),
        ("name: a", 1, "“steps” is missing."),
        ("name: ' '\n" + STEP, 1, "Give the cadence a name."),
        ("name: a\nsteps: none", 2, "“steps” is a list."),
        ("name: &a a\nsteps: *a", 1, "Anchors and aliases"),
        ("name: a\nsteps: &s\n  - *s\n", 2, "Anchors and aliases"),
        ("name: a\nsteps:\n  - <<: {day: 1}\n", 3, "“<<” is no key here."),
        ("name: !!python/object/apply:os.system [ls]\n", 1, "Tags (!)"),
        ("name: a\nsteps: []\n---\nname: b", 3, "A second document begins here."),
        ("name: a\nsteps: " + "[" * 5_000, 2, "Lists inside lists go too deep here."),
        ("name: a\nsteps:\n" + "- {}\n" * 10_000, 43, "A cadence has at most 40 steps."),
        ("name: a\nsteps:\n- day: soon\n", 3, "“day” is a number from 1 to 400."),
        ("name: a\nsteps:\n- day: 0\n", 3, "“day” is a number from 1 to 400."),
        ("name: a\nsteps:\n- channel: fax\n", 3, "“channel” is one of these: email,"),
        ("name: a\nsteps:\n- hour: 25:00\n", 3, "“hour” is a time of day such as 09:00."),
        ("name: a\nsteps:\n- purpose: two words\n", 3, "“purpose” is made of letters"),
        ("name: a\nsteps:\n- must_pass: words\n", 3, "“must_pass” is a list."),
        ("name: a\nsteps:\n- may_bring: [a, a]\n", 3, "“may_bring” is a list of words, each once."),
        ("name: a\nsteps:\n- title: [a]\n", 3, "“title” is text."),
        ("name: a\nsteps:\n- title: " + "t" * 201, 3, "“title” has at most 200 characters."),
        ("name: a\nsteps:\n- text: " + "t" * 8_001, 3, "“text” has at most 8000 characters."),
        ("name: a\n" + STEP + STEP[7:], 4, "“day” is later than that of the step before."),
    ],
)
def test_each_fault_of_a_file_is_told_with_its_line(
    text: str | bytes, line: int, sentence: str
) -> None:
    found = faults(text)

    assert any(each.line == line and each.sentence.startswith(sentence) for each in found), found


def test_all_faults_are_told_at_once_but_no_more_than_one_can_read() -> None:
    assert len(faults("name: a\nsteps:\n" + "- {x: 1}\n" * 40)) == 30


def test_a_mark_at_the_beginning_of_the_file_is_no_character_of_it() -> None:
    assert read(b"\xef\xbb\xbf" + WRITTEN.encode()).plan == PLAN
