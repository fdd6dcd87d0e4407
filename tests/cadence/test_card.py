"""The words of a call in the parts that a rep reads, and which of them are for a machine."""

from cadence.card import Part, parts_of


def test_a_call_is_read_in_its_parts() -> None:
    words = "Opening line:\nHello.\n\nOne question:\nWho checks: you?\n"

    assert parts_of(words) == [
        Part("Opening line", "Hello."),
        Part("One question", "Who checks: you?"),
    ]


def test_words_without_headings_are_one_part() -> None:
    assert parts_of("Just say hello.") == [Part("What to say", "Just say hello.")]
    assert parts_of("") == []


def test_what_is_for_a_machine_is_known_by_a_word_or_by_a_mark_that_is_not_shown() -> None:
    words = (
        "Hallo.\n\nVoicemail, 20 Sekunden:\nGuten Tag.\n\n[voicemail] Auf das Band:\nNoch einmal."
    )

    assert parts_of(words) == [
        Part("What to say", "Hallo."),
        Part("Voicemail, 20 Sekunden", "Guten Tag.", is_voicemail=True),
        Part("Auf das Band", "Noch einmal.", is_voicemail=True),
    ]
