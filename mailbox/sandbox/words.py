"""The words of demo correspondents. `{rep}` is the rep's first name, `{name}` and `{first}` their own."""

from mailbox.sandbox.cast import Part

TEXTS: dict[Part, tuple[str, ...]] = {
    Part.INTERESTED: (
        "Hi {rep},\n\nfunny timing, we talked about exactly this on Tuesday. The doors at our second depot "
        "are the\nproblem. Could you tell me how long it took the others to see a difference?\n\n"
        "Thursday after two works for me.\n\nBest regards,\n{name}",
        "Hello {rep},\n\nyes, that would help us. What would you need from our side to look at it?\n\n{first}",
        "Hi {rep}, thanks for the note about the new site. I would like to hear more. Call me on Wednesday "
        "morning?\n\nKind regards\n{name}",
    ),
    Part.NOT_NOW: (
        "Hi {rep},\n\nthank you, this is interesting, but we are in the middle of moving two warehouses. "
        "Please write to\nme again in March.\n\nBest,\n{name}",
        "Hello {rep},\n\nour budget for this year is spent. Next quarter is a better time.\n\n{first}",
    ),
    Part.NO: (
        "Hi {rep},\n\nthank you for writing, but this is nothing for us: we gave the whole fleet to a "
        "partner last year.\n\nRegards,\n{name}",
        "Hello {rep},\n\nno, thanks. We built our own.\n\n{first}",
        "Hi {rep},\n\nI read it, and it is well meant, but we are happy with what we have.\n\nBest wishes,\n{name}",
    ),
    Part.ANGRY_NO: (
        "No. I have had four of these this week and I do not want another one from anybody. "
        "We are not interested.\n\n{name}",
    ),
    Part.REFERRAL: (
        "Hi {rep},\n\nthat is not mine, but it matters to Robin Hale, who runs our depots. I have told Robin "
        "about you;\nwrite to robin.hale and mention me.\n\nBest regards,\n{name}",
        "Hello {rep},\n\nplease speak with our operations lead, Robin Hale. Robin decides on this.\n\n{first}",
    ),
    Part.WRONG_PERSON: (
        "Hi {rep},\n\nI moved to the finance team in spring, so I am the wrong one for this.\n\nRegards\n{name}",
        "Hello, you have the wrong {first}: I work in payroll and have nothing to do with cold rooms.\n\n{name}",
    ),
    Part.STOP: (
        "Please take me off your list and do not contact me again.\n\n{name}",
        "Stop writing to me, please. Remove my address.\n\n{name}",
    ),
    Part.COLLEAGUE: (
        "Hi {rep},\n\n{name} passed your letter on to me. I look after this here now. What is it about, in two "
        "sentences?\n\nThanks,\nRobin Hale",
    ),
}

AWAY_TEXT = (
    "Thank you for your message.\n\nI am out of the office and will be back on {day}. Your message is not "
    "forwarded.\n\nKind regards,\n{name}\n"
)
AWAY_GERMAN_TEXT = (
    "Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ich bin bis zum {day} nicht im Büro. Ihre E-Mail wird nicht "
    "weitergeleitet.\n\nMit freundlichen Grüßen\n{name}\n"
)
