"""How mail programs introduce what they quote, and how people sign off. One row a language; all lower case."""

# "On Mon, 3 Nov 2026 at 10:00, Maya <maya@…> wrote:": opening word, and what the line ends with or carries
ATTRIBUTION_OPENINGS = (
    "on ",
    "am ",
    "le ",
    "el ",
    "il ",
    "op ",
    "em ",
    "den ",
    "w dniu ",
    "dnia ",
    "dne ",
)
ATTRIBUTION_ENDINGS = (
    "wrote:",
    "writes:",
    "wrote :",
    "said:",
    "sent:",
    "schrieb:",
    "geschrieben:",
    "a écrit :",
    "a écrit:",
    "escribió:",
    "ha scritto:",
    "schreef:",
    "het volgende geschreven:",
    "escreveu:",
    "napisał:",
    "napisał(a):",
    "napisała:",
    "pisze:",
    "skrev:",
    "kirjoitti:",
    "napsal:",
    "napsal(a):",
    "írta:",
    "написал:",
    "написал(а):",
    "пишет:",
)
ATTRIBUTION_VERBS = (
    " schrieb ",
    " schreef ",
    " a écrit ",
    " wrote ",
    " escreveu ",
    " escribió ",
    " ha scritto ",
    " napisał ",
    " napisał(a) ",
    " skrev ",
)

# "---- Maya Lindqvist wrote ----"
ATTRIBUTION_DIVIDERS = (" wrote", " schrieb", " a écrit", " escribió", " ha scritto", " schreef")

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
    "mensaje reenviado",
    "messaggio inoltrato",
    "doorgestuurd bericht",
    "mensagem encaminhada",
    "mensagem reencaminhada",
    "wiadomość oryginalna",
    "oryginalna wiadomość",
    "przekazana wiadomość",
    "wiadomość przekazana dalej",
)
FORWARD_LINES = (
    "begin forwarded message:",
    "anfang der weitergeleiteten nachricht:",
    "début du message réexpédié :",
    "inicio del mensaje reenviado:",
    "inizio messaggio inoltrato:",
    "begin doorgestuurd bericht:",
    "início da mensagem encaminhada:",
    "początek przekazywanej wiadomości:",
)

# The header block that Outlook puts above quoted mail
QUOTED_FROM = ("from:", "von:", "de :", "de:", "da:", "van:", "od:", "fra:", "från:", "от:")
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
        "enviada:",
        "enviado em:",
        "data:",
        "fecha:",
        "wysłano:",
        "wysłane:",
        "sendt:",
        "skickat:",
        "отправлено:",
        "дата:",
    )
    + ("to:", "an:", "à :", "à:", "para:", "a:", "aan:", "do:", "til:", "till:")
    + ("subject:", "betreff:", "objet :", "objet:", "asunto:", "oggetto:", "onderwerp:", "assunto:")
    + ("temat:", "emne:", "ämne:", "кому:", "тема:")
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
    "sent with proton",
    "enviado desde ",
    "enviado do meu ",
    "enviado a partir do ",
    "inviato da ",
    "verzonden vanaf ",
    "verstuurd vanaf ",
    "wysłano z ",
    "wysłane z ",
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
    | {
        "saludos",
        "un saludo",
        "saludos cordiales",
        "un cordial saludo",
        "atentamente",
        "cordiali saluti",
        "distinti saluti",
        "saluti",
        "un saluto",
    }
    | {
        "met vriendelijke groet",
        "met vriendelijke groeten",
        "vriendelijke groet",
        "groeten",
        "groet",
        "mvg",
        "cumprimentos",
        "melhores cumprimentos",
        "com os melhores cumprimentos",
        "atenciosamente",
    }
    | {
        "pozdrawiam",
        "pozdrawiam serdecznie",
        "serdecznie pozdrawiam",
        "z poważaniem",
        "z pozdrowieniami",
        "pozdrowienia",
    }
)
