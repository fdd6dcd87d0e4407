import pytest

from cadence.drafting import (
    CATALOGUE,
    DraftError,
    FieldUse,
    FindingFacts,
    LetterTemplate,
    MissingFieldError,
    NothingToSay,
    StoryFacts,
    build_fields,
    draft,
    fields_of,
    missing_fields,
    render,
)

from .known import AOIFE, knowing

SUBJECT = "Reading about {{ person.company }}"
BODY = "Hi {{ person.greeting }},\n\n{{ fact.claim }} ({{ fact.source }}, {{ fact.date }})."


def letter(body, subject=SUBJECT):
    return LetterTemplate(subject, body)


def test_a_template_and_the_facts_become_a_letter():
    written = draft(SUBJECT, BODY, AOIFE, value_kind="finding")

    assert written.subject == "Reading about Corrib Cold Chain"
    assert written.body == (
        "Hi Aoife,\n\nOranmore moves to 24-hour loading in January (Transport Ireland, 12 November)."
    )


def test_every_field_of_the_catalogue_can_be_written():
    everything = " ".join(f"{{{{ {path} }}}}" for path in CATALOGUE)

    assert "{{" not in render(letter(everything), build_fields(AOIFE)).body


def test_without_its_value_item_a_try_has_nothing_to_say():
    for kind, group in [("finding", "finding"), ("story", "story"), ("resource", "resource")]:
        with pytest.raises(NothingToSay) as said:
            draft(SUBJECT, "Hi {{ person.greeting }},", knowing(**{group: None}), value_kind=kind)
        assert said.value.sentence == "We found nothing solid to say yet."


def test_a_missing_field_is_listed_with_its_place():
    undated = knowing(finding=FindingFacts("A claim", "A source"), story=None)
    body = BODY + "\n{{ story.title }} {{ story.title }}"

    with pytest.raises(NothingToSay) as said:
        draft(SUBJECT, body, undated)

    assert said.value.missing == (FieldUse("fact.date", 3, 41), FieldUse("story.title", 4, 4))
    assert said.value.sentence == (
        "We found nothing solid to say yet. Not known yet: Of when the fact is (line 3, column 41),"
        " Title of the story (line 4, column 4)."
    )


def test_render_names_the_first_missing_field():
    with pytest.raises(MissingFieldError) as error:
        render(letter("Hi,\n  {{ story.customer }}"), {"person": {"company": "Corrib"}})

    assert error.value.sentence == "Nothing is known for “story.customer”."
    assert (error.value.line, error.value.column) == (2, 6)


def test_a_field_behind_a_condition_or_a_default_may_be_missing():
    body = (
        "{% if story.customer %}{{ story.customer }}{% else %}A team{% endif %}, "
        "{{ fact.date | default: 'of late' }}"
    )
    fields = build_fields(knowing(story=None, finding=None))

    assert render(letter(body), fields).body == "A team, of late"
    assert missing_fields(letter(body), fields) == []


def test_fields_are_listed_with_line_and_column():
    source = "Hi {{ person.greeting }},\n{% if story.customer %}x{% endif %}"

    assert fields_of(source) == [
        FieldUse("person.greeting", 1, 7),
        FieldUse("story.customer", 2, 7),
    ]


def test_empty_facts_are_absent_and_full_stops_are_the_templates():
    fields = build_fields(knowing(finding=FindingFacts(" A  claim.\n", "A source")))

    assert fields["fact"] == {"claim": "A claim", "source": "A source"}
    assert "date" not in fields["fact"]
    assert fields["sender"]["first_name"] == "Maya"
    assert "story" not in build_fields(knowing(story=None))


def test_a_customer_is_called_by_name_or_as_a_stranger_may_hear_of_them():
    named = build_fields(AOIFE)["story"]
    nameless = StoryFacts("A title", "A change", called="a dairy in the north")
    described = build_fields(knowing(story=nameless))["story"]

    assert (named["customer"], named["called"]) == ("Shannon Chilled", "Shannon Chilled")
    assert described["called"] == "a dairy in the north"
    assert "customer" not in described


def test_a_fact_that_looks_like_a_field_stays_words():
    trap = knowing(finding=FindingFacts("{{ sender.name }} {% if x %}", "A source"))

    assert draft("", "{{ fact.claim }}", trap).body == "{{ sender.name }} {% if x %}"


def test_conditions_leave_no_hole_in_the_letter():
    body = "Hi,\n\n{% if story.number %}\n{{ story.number }}\n{% endif %}\n\n\nMaya  \n\n"

    assert render(letter(body), build_fields(knowing(story=None))).body == "Hi,\n\nMaya"


def test_a_subject_stays_one_line():
    assert render(letter("x", "A\n  subject"), build_fields(AOIFE)).subject == "A subject"


HOSTILE = [
    ("{% for a in (1..1000000000) %}x{% endfor %}", "“for” is not for letters."),
    ("{% include 'settings' %}", "“include” is not for letters."),
    ("{% render 'settings' %}", "“render” is not for letters."),
    ("{% assign a = 'x' %}", "“assign” is not for letters."),
    ("{% capture a %}x{% endcapture %}", "“capture” is not for letters."),
    ("{% raw %}{{{% endraw %}", "“raw” is not for letters."),
    ("{% comment %}x{% endcomment %}", "“comment” is not for letters."),
    ("{% liquid\nassign a = 1 %}", "“liquid” is not for letters."),
    ("{% tablerow a in b %}{% endtablerow %}", "“tablerow” is not for letters."),
    ("{% %}", "“%” is not for letters."),
    ("{{ person.password }}", "There is no field “person.password”."),
    ("{{ person.__class__.__mro__ }}", "There is no field"),
    ("{{ settings.SECRET_KEY }}", "There is no field “settings.SECRET_KEY”."),
    ("{{ person.name.size }}", "There is no field “person.name.size”."),
    ("{{ person[person.name] }}", "There is no field"),
    ("{{ person }}", "Say which part of “person” to write"),
    ("{{ }}", "This field names nothing."),
    ("{{ person.name", "“{{” is never closed."),
    ("{% if person.name %}x", "This part cannot be read."),
    ("{% if %}x{% endif %}", "This part cannot be read."),
    ("{{ person.name | evil }}", "No such change to a field"),
    ("{{ person.name | append: person.name }}", "No such change to a field"),
    ("{{ person.name ~ 3 }}", "This part cannot be read."),
    ("{{ " + "a" * 300 + " }}", "This field is too long"),
    ("{{" + " " * 7000 + "}}", "This field is too long"),
    ("{{ person.name }}" * 201, "A template has at most 200 fields."),
    ("x" * 8001, "A template has at most 8000 characters."),
    ("{% if person.name %}" * 40 + "{% endif %}" * 40, "Too many ifs inside one another."),
    ("{{" * 3000, "“{{” is never closed."),
    ("{%" * 3000, "“{%” is never closed."),
]


@pytest.mark.parametrize(("source", "sentence"), HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_template_is_refused_with_a_sentence(source, sentence):
    with pytest.raises(DraftError) as error:
        render(letter(source), build_fields(AOIFE))

    assert error.value.sentence.startswith(sentence)
    assert not isinstance(error.value, MissingFieldError)


def test_a_fault_is_told_with_its_line_and_column():
    with pytest.raises(DraftError) as error:
        fields_of("Hi,\n\n   {% for a in b %}")

    assert (error.value.line, error.value.column) == (3, 4)


def test_a_letter_that_would_run_over_is_refused():
    long = knowing(finding=FindingFacts("word " * 2000, "A source"))

    with pytest.raises(DraftError, match="far longer than a letter"):
        draft("", "{{ fact.claim }}" * 20, long)
