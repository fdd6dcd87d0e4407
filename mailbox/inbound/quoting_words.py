"""How mail programs introduce what they quote, and how people sign off. One row a language; all lower case."""

# "On Mon, 3 Nov 2026 at 10:00, Maya <maya@…> wrote:": opening word, and what the line ends with or carries
ATTRIBUTION_OPENINGS = ("on ", "am ", "le ", "el ", "il ", "op ", "em ", "den ", "w dniu ", "dnia ")
ATTRIBUTION_ENDINGS = (
    "wrote:",
    "writes:",
    "wrote :",
    "said:",
    "schrieb:",
    "geschrieben:",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "ha scritto:",
    "schreef:",
    "escreveu:",
    "napisał:",
    "napisał(a):",
)
ATTRIBUTION_VERBS = (" schrieb ", " schreef ", " a écrit ", " wrote ")

# A line of its own above quoted mail
DIVIDERS = (
    "original message",
    "original appointment",
    "ursprüngliche nachricht",
    "originalnachricht",
    "message d'origine",
    "message d’origine",
    "mensaje original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "mensagem original",
    "forwarded message",
    "weitergeleitete nachricht",
    "message transféré",
)
FORWARD_LINES = (
    "begin forwarded message:",
    "anfang der weitergeleiteten nachricht:",
    "début du message réexpédié :",
)

# The header block that Outlook puts above quoted mail
QUOTED_FROM = ("from:", "von:", "de :", "de:", "da:", "van:")
QUOTED_FIELDS = (
    (
        "sent:",
        "date:",
        "gesendet:",
        "datum:",
        "envoyé :",
        "envoyé:",
        "date :",
        "enviado:",
        "inviato:",
        "verzonden:",
    )
    + ("to:", "an:", "à :", "à:", "para:", "a:", "aan:")
    + ("subject:", "betreff:", "objet :", "objet:", "asunto:", "oggetto:", "onderwerp:", "assunto:")
    + ("cc:", "kopie:", "cc :")
)

# A line that begins so, and all below it, is added by the device
DEVICE_LINES = (
    "sent from my ",
    "sent from outlook",
    "sent from mail for",
    "sent via ",
    "get outlook for ",
    "von meinem iphone gesendet",
    "von meinem ipad gesendet",
    "gesendet von ",
    "gesendet mit ",
    "holen sie sich outlook",
    "envoyé de mon ",
    "envoyé depuis ",
    "télécharger outlook",
    "obtenir outlook",
)

# A line that is nothing but this closes the letter
CLOSINGS = frozenset(
    {
        "regards",
        "best regards",
        "kind regards",
        "warm regards",
        "many thanks and kind regards",
        "kindest regards",
    }
    | {
        "best",
        "all the best",
        "best wishes",
        "cheers",
        "sincerely",
        "yours sincerely",
        "with kind regards",
        "br",
        "kr",
    }
    | {
        "thanks",
        "many thanks",
        "thank you",
        "thanks and regards",
        "thanks again",
        "yours",
        "warmly",
    }
    | {
        "mit freundlichen grüßen",
        "mit freundlichem gruß",
        "freundliche grüße",
        "viele grüße",
        "beste grüße",
        "mfg",
    }
    | {
        "liebe grüße",
        "herzliche grüße",
        "schöne grüße",
        "vg",
        "lg",
        "gruß",
        "grüße",
        "mit besten grüßen",
    }
    | {
        "cordialement",
        "bien cordialement",
        "bien à vous",
        "sincères salutations",
        "meilleures salutations",
        "salutations",
    }
)
