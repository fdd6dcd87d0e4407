"""What a letter is made of tells lazy from good in German, too, where every noun is written large."""

import pytest

from cadence.checks import LetterUnderReview, State, run
from prospects.enums import Channel

from .letters import CONTEXT

REMINDS = {
    "asks whether it came": "ich wollte nur kurz nachfragen, ob Sie meine letzte Nachricht erhalten haben.",
    "asks whether it was read": "hatten Sie schon Gelegenheit, sich mein Angebot anzusehen? Ich freue mich auf Ihre Rückmeldung.",
    "reminds": "nur eine kurze Erinnerung an meine E-Mail von letzter Woche. Wann passt es Ihnen?",
    "comes back": "darf ich noch einmal auf mein Schreiben zurückkommen? Über eine kurze Antwort würde ich mich sehr freuen.",
    "reproaches": "leider habe ich auf meine drei E-Mails keine Antwort bekommen. Schade, denn ich habe mir viel Mühe gegeben.",
    "takes silence for a no": "da ich nichts von Ihnen gehört habe, gehe ich davon aus, dass Sie kein Interesse haben.",
}
FOR_ANYBODY = {
    "offers": "wir unterstützen Unternehmen dabei, Kosten zu senken und Abläufe zu verbessern. Hätten Sie nächste Woche Zeit für ein kurzes Gespräch?",
    "admires": "ich bin auf Ihre Internetseite gestoßen und war beeindruckt. Gerne würde ich Ihnen zeigen, wie wir helfen können. Wann passt es Ihnen?",
    "boasts": "wir sind ein führender Anbieter innovativer Lösungen. Unsere Experten steigern die Effizienz. Wollen wir reden?",
}
GOOD = {
    "a yard that closes": """im Gemeindeblatt steht, dass der Bauhof ab März samstags schließt. Nach Ihrer Zählung kommen samstags 40 Anhänger mit Schnitt vom Rosengrund.

In Soest steht dafür ein Container am Friedhof. Wäre so einer bei Ihnen denkbar?

Wenn nicht, genügt ein Wort.""",
    "an early shift": """in Ihrer Stellenanzeige suchen Sie eine Bäckerin, die um zwei Uhr anfängt. Die Mühle in Ansbach lässt den Teig seit Mai über Nacht gehen, dort beginnt die Schicht um fünf.

Soll ich Ihnen das Blatt mit den Gehzeiten schicken?

Falls das nichts für Sie ist, schreiben Sie einfach nein.""",
    "a gauge": """auf der Messe sagten Sie, dass der Grat an den Pumpengehäusen jede Schicht eine Stunde kostet. Ich baue Lehren und habe drei Gehäuse nachgemessen: Der Grat sitzt immer auf der Seite des Angusses.

Darf ich Ihnen die drei Bilder schicken?

Wenn es längst gelöst ist, freut mich das auch.""",
    "a later letter": """Lünen hat geantwortet: Die Rampe wird dort freitags um 15 Uhr gesperrt, und seither wartet kein Fahrer länger als zehn Minuten.

Den Aushang dazu habe ich abgetippt. Möchten Sie ihn?

Ein kurzes Nein ist auch recht.""",
    "thanks for a talk": """Ihr Vortrag über die Kühlkette hat mir eine Frage mitgegeben: Wer liest bei Ihnen nachts um drei den Fühler an Tor 7 ab?

In Kaiserslautern war es am Ende die Pforte.

Wenn Sie das lieber nicht schreiben wollen, verstehe ich das.""",
}


def troubles(body: str) -> set[str]:
    letter = LetterUnderReview(
        channel=Channel.EMAIL,
        subject="Das Tor am Freitag",
        body=f"Guten Tag Frau Weber,\n\n{body}\n\nPeter Lang",
        first_name="Ute",
        full_name="Ute Weber",
        sender_name="Peter Lang",
        is_first_letter=True,
        read_aloud=True,
    )
    results = run(letter, CONTEXT)
    return {each.code for each in results if each.state in (State.STOP, State.WARN)}


@pytest.mark.parametrize("name", REMINDS)
def test_a_reminder_is_looked_at(name: str) -> None:
    assert "worn_phrases" in troubles(REMINDS[name])


@pytest.mark.parametrize("name", FOR_ANYBODY)
def test_a_letter_to_anybody_is_looked_at(name: str) -> None:
    assert "value_item" in troubles(FOR_ANYBODY[name])


@pytest.mark.parametrize("name", GOOD)
def test_a_good_letter_is_left_in_peace(name: str) -> None:
    assert troubles(GOOD[name]) == set()
