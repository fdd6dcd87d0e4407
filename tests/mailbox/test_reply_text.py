"""Their own words, apart from what they quote and how they sign."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailbox.inbound.reply_text import own_words

CASES = {
    "gmail, english": (
        "Yes, Thursday works.\n\n"
        "On Mon, 16 Nov 2026 at 09:30, Maya Lindqvist <maya@fernhill.example> wrote:\n\n"
        "> Dear Aoife,\n>\n> your depot\n",
        "Yes, Thursday works.",
    ),
    "gmail, english, wrapped": (
        "Yes.\n\nOn Mon, 16 Nov 2026 at 09:30, Maya Lindqvist from Fernhill Cold Chain <\n"
        "maya@fernhill.example> wrote:\n\n> Dear Aoife\n",
        "Yes.",
    ),
    "gmail, german": (
        "Nein danke.\n\nAm Mo., 16. Nov. 2026 um 09:30 Uhr schrieb Maya Lindqvist <\n"
        "maya@fernhill.example>:\n\n> Guten Tag\n",
        "Nein danke.",
    ),
    "gmail, french": (
        "Oui, volontiers.\n\nLe lun. 16 nov. 2026 à 09:30, Maya Lindqvist <maya@fernhill.example>\n"
        "a écrit :\n\n> Bonjour\n",
        "Oui, volontiers.",
    ),
    "apple mail": (
        "Call me.\n\n> On 16 Nov 2026, at 09:30, Maya Lindqvist <maya@fernhill.example> wrote:\n> \n"
        "> Dear Aoife,\n",
        "Call me.",
    ),
    "iphone": (
        "Not for us.\n\nSent from my iPhone\n\n"
        "On 16 Nov 2026, at 09:30, Maya Lindqvist <maya@fernhill.example> wrote:\n\n> Dear Aoife,\n",
        "Not for us.",
    ),
    "iphone, german": (
        "Kein Bedarf.\n\nVon meinem iPhone gesendet\n\n"
        "> Am 16.11.2026 um 09:30 schrieb Maya Lindqvist <maya@fernhill.example>:\n>\n> Guten Tag\n",
        "Kein Bedarf.",
    ),
    "hotmail, date first": (
        "Not before spring.\n\nDate: Mon, 16 Nov 2026 09:30:00 +0000\nSubject: Your depot\n"
        "From: maya@fernhill.example\nTo: aoife@corrib.example\n\nDear Aoife,\n",
        "Not before spring.",
    ),
    "a list of their own with dates": (
        "Two dates for you.\n\nDate: 3 March\nSubject: the depot in Galway\n",
        "Two dates for you.\n\nDate: 3 March\nSubject: the depot in Galway",
    ),
    "android, between rules": (
        "Call me after four.\n\n---- Maya Lindqvist wrote ----\n\nDear Aoife,\n",
        "Call me after four.",
    ),
    "on the line of their last words": (
        "Fine by me.\nThursday then. On Mon, 16 Nov 2026 at 09:30, maya@fernhill.example wrote:\n> Dear Aoife\n",
        "Fine by me.\nThursday then.",
    ),
    "apple mail, dutch": (
        "Prima.\n\nOp 16 nov. 2026, om 09:30 heeft Maya Lindqvist <maya@fernhill.example> het volgende geschreven:\n\n"
        "> Beste Sanne\n",
        "Prima.",
    ),
    "outlook, english": (
        "Interested, send me two times.\n\n________________________________\n"
        "From: Maya Lindqvist <maya@fernhill.example>\nSent: Monday, November 16, 2026 9:30 AM\n"
        "To: Aoife Ní Bhriain\nSubject: Your depot\n\nDear Aoife,\n\nyour depot\n",
        "Interested, send me two times.",
    ),
    "outlook, german": (
        "Im März wieder.\n\nVon: Maya Lindqvist <maya@fernhill.example>\n"
        "Gesendet: Montag, 16. November 2026 09:30\nAn: Jörg Weiß\nBetreff: Ihr Lager\n\nGuten Tag,\n",
        "Im März wieder.",
    ),
    "outlook, french": (
        "Merci, non.\n\nDe : Maya Lindqvist <maya@fernhill.example>\n"
        "Envoyé : lundi 16 novembre 2026 09:30\nÀ : Chloé\nObjet : Votre dépôt\n\nBonjour,\n",
        "Merci, non.",
    ),
    "outlook, bold headers": (
        "No.\n\n*From:* Maya Lindqvist <maya@fernhill.example>\n*Sent:* Monday\n*To:* Aoife\n"
        "*Subject:* Your depot\n\nDear Aoife\n",
        "No.",
    ),
    "old outlook": (
        "Fine.\n\n-----Original Message-----\nFrom: Maya\nDear Aoife\n",
        "Fine.",
    ),
    "old outlook, german": (
        "Gut.\n\n-----Ursprüngliche Nachricht-----\nVon: Maya\nGuten Tag\n",
        "Gut.",
    ),
    "old outlook, french": (
        "Bien.\n\n-----Message d'origine-----\nDe : Maya\nBonjour\n",
        "Bien.",
    ),
    "outlook for mac, not marked": (
        'Sure.\n\nOn 16/11/2026, 09:30, "Maya Lindqvist" <maya@fernhill.example> wrote:\n\n'
        "    Dear Aoife,\n    your depot\n",
        "Sure.",
    ),
    "answers between the lines": (
        "On 16 Nov 2026, at 09:30, Maya <maya@fernhill.example> wrote:\n\n> How many doors?\n\n"
        "Eleven.\n\n> And who decides?\n\nI do.\n",
        "Eleven.\n\nI do.",
    ),
    "answer below": (
        "> Dear Aoife,\n> your depot\n\nWe are moving in March.\n",
        "We are moving in March.",
    ),
    "signature with a delimiter": (
        "Thanks, no.\n\n-- \nAoife Ní Bhriain\nHead of Operations\n",
        "Thanks, no.",
    ),
    "signature with a closing": (
        "Please call Robin.\n\nKind regards,\n\nAoife Ní Bhriain\nHead of Operations\n+353 91 000 000\n",
        "Please call Robin.",
    ),
    "signature, german": (
        "Bitte im Frühjahr.\n\nMit freundlichen Grüßen\nJörg Weiß\nLeiter Logistik\n",
        "Bitte im Frühjahr.",
    ),
    "signature, french": (
        "Pas maintenant.\n\nBien cordialement,\nChloé Martin\n",
        "Pas maintenant.",
    ),
    "only thanks": ("Thanks\n", "Thanks"),
    "thanks in a sentence": (
        "Thanks for the note. We are fine.\nThanks again for asking\n",
        "Thanks for the note. We are fine.\nThanks again for asking",
    ),
    "a sentence that begins with on": (
        "On Thursday I can talk:\nat ten or at two.\n\nOn 3 December we close.\n",
        "On Thursday I can talk:\nat ten or at two.\n\nOn 3 December we close.",
    ),
    "a line that begins with from": (
        "From: my point of view this is fine.\nLet us talk.\n",
        "From: my point of view this is fine.\nLet us talk.",
    ),
    "a forward": (
        "Robin, for you.\n\nBegin forwarded message:\n\nFrom: Maya\nDear Aoife\n",
        "Robin, for you.",
    ),
    "gmail's forward": (
        "FYI\n\n---------- Forwarded message ---------\nFrom: Maya\nDear Aoife\n",
        "FYI",
    ),
    "nothing but a quote": ("> Dear Aoife,\n> your depot\n", ""),
    "nothing at all": ("", ""),
    "blank runs": ("One.\n\n\n\n\nTwo.   \n\n\n", "One.\n\nTwo."),
}


@pytest.mark.parametrize("name", CASES)
def test_own_words_are_separated(name: str) -> None:
    full_text, expected = CASES[name]
    assert own_words(full_text) == expected


HOSTILE = {
    "newlines": "\n" * 64_000,
    "blanks": " " * 64_000,
    "blank lines": " \n" * 32_000,
    "on": "\nOn " * 16_000,
    "on with dates": "On 1 <\n" * 9_000,
    "on and on": "On 2026 " * 8_000,
    "quotes": ">" * 64_000,
    "quoted lines": ">\n" * 32_000,
    "from": "From:\n" * 10_000,
    "header blocks": "From:\nSent:\nX\n" * 4_000,
    "rules": "-" * 64_000,
    "dividers": "-----\n" * 10_000,
    "stars": "*" * 64_000,
    "closings": "Regards\n" * 8_000,
    "one long line": "a@b 1 wrote " * 5_000,
    "angle brackets": "<" * 64_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_time(name: str) -> None:
    started = time.process_time()
    own_words(HOSTILE[name])
    assert time.process_time() - started < 1


@given(st.text(max_size=500))
def test_any_text_is_taken_and_nothing_is_invented(text: str) -> None:
    words = own_words(text)
    assert set(words.split()) <= set(text.replace("\u00a0", " ").split())


@given(
    st.lists(
        st.sampled_from(
            ["Yes.", "> quoted", "On 1 May 2026, M <m@x.example> wrote:", "", "-- ", "From: M"]
        ),
        max_size=12,
    )
)
def test_text_above_the_first_quote_is_kept(lines: list[str]) -> None:
    assert own_words("\n".join(["These words are mine.", *lines])).startswith(
        "These words are mine."
    )
