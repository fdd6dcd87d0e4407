"""How dates and absences are written, one table a language. A new language is a new row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CalendarWords:
    """All lower case; words are parted by blanks, other ways to write the same by strokes, phrases by commas.

    After a word of `returning` the date of the return stands, `at_the_desk` may come between; `back` may also follow
    that date. `away` are the phrases by which people say that they are not there.
    """

    month_words: str
    weekday_words: str
    returning: str
    back: str
    at_the_desk: str
    away: str

    @property
    def months(self) -> tuple[tuple[str, ...], ...]:
        return _ways(self.month_words)

    @property
    def weekdays(self) -> tuple[tuple[str, ...], ...]:
        return _ways(self.weekday_words)


def _ways(words: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(each.split("|")) for each in words.split())


ENGLISH = CalendarWords(
    month_words="""
        january|jan february|feb march|mar april|apr may june|jun july|jul august|aug
        september|sep|sept october|oct november|nov december|dec
    """,
    weekday_words="monday|mon tuesday|tue wednesday|wed thursday|thu friday|fri saturday|sat sunday|sun",
    returning="until till through to back return returns returning resume",
    back="back return returning available reachable",
    at_the_desk="in at my the your desk office work to again from of on next and including approximately",
    away="""
        out of office, out of the office, away from the office, away from my desk, not in the
        office, on annual leave, on leave, on vacation, on holiday, parental leave, maternity
        leave, sick leave, i am away, i m away, i will be away, i ll be away, currently away, am
        travelling, limited access to, little access to, not in today
    """,
)

GERMAN = CalendarWords(
    month_words="""
        januar|jänner|jan februar|feber|feb märz|maerz|mär|mrz april|apr mai juni|jun juli|jul
        august|aug september|sept|sep oktober|okt november|nov dezember|dez
    """,
    weekday_words="""
        montag|mo dienstag|di mittwoch|mi donnerstag|do freitag|fr samstag|sonnabend|sa
        sonntag|so
    """,
    returning="bis ab zurück wieder zurueck",
    back="wieder zurück zurueck erreichbar",
    at_the_desk="""
        zum dem den der am ab im büro einschließlich inkl nächsten kommenden voraussichtlich
        einschl und mit
    """,
    away="""
        nicht im büro, nicht im buero, nicht im haus, außer haus, ausser haus, im urlaub, in
        urlaub, in elternzeit, bin abwesend, nicht erreichbar, abwesenheitsnotiz, auf
        dienstreise, auf geschäftsreise, bin unterwegs, nicht am platz, derzeit nicht da
    """,
)

FRENCH = CalendarWords(
    month_words="""
        janvier février|fevrier mars avril mai juin juillet août|aout septembre octobre novembre
        décembre|decembre
    """,
    weekday_words="lundi mardi mercredi jeudi vendredi samedi dimanche",
    returning="jusqu'au jusqu'à au retour reviens reviendrai rentre rentrerai reprends disponible le",
    back="retour reviens disponible joignable",
    at_the_desk="le la au bureau dès à partir du de prochain inclus",
    away="""
        absent du bureau, absente du bureau, suis absent, suis absente, actuellement absent,
        actuellement absente, absence du bureau, en congé, en congés, en vacances, en
        déplacement, hors du bureau, pas au bureau, absent aujourd hui, absente aujourd hui
    """,
)

SPANISH = CalendarWords(
    month_words="""
        enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre
        diciembre
    """,
    weekday_words="lunes martes miércoles|miercoles jueves viernes sábado|sabado domingo",
    returning="hasta al vuelvo volveré regreso regresaré vuelta reincorporo incorporaré disponible",
    back="vuelvo vuelta regreso disponible",
    at_the_desk="el la a oficina día próximo de del partir inclusive",
    away="""
        fuera de la oficina, fuera de oficina, no estoy en la oficina, de vacaciones, estoy
        ausente, estaré ausente, de viaje, de baja, hoy no estoy
    """,
)

ITALIAN = CalendarWords(
    month_words="""
        gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre
        dicembre
    """,
    weekday_words="""
        lunedì|lunedi martedì|martedi mercoledì|mercoledi giovedì|giovedi venerdì|venerdi sabato
        domenica
    """,
    returning="fino sino al rientro rientrerò rientrero torno tornerò ritorno dal disponibile",
    back="rientro torno ritorno disponibile",
    at_the_desk="al il in ufficio giorno prossimo a di compreso dal",
    away="""
        fuori ufficio, fuori sede, in ferie, in vacanza, in trasferta, sono assente, sarò
        assente, non sono in ufficio, in maternità, oggi non ci sono
    """,
)

DUTCH = CalendarWords(
    month_words="januari februari maart april mei juni juli augustus september oktober november december",
    weekday_words="maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    returning="tot t/m t.e.m terug vanaf weer aanwezig bereikbaar",
    back="terug weer aanwezig bereikbaar",
    at_the_desk="en met op kantoor vanaf aanstaande volgende a.s het",
    away="""
        niet op kantoor, ben afwezig, ik ben er niet, met vakantie, op vakantie, met verlof, op
        zakenreis, buiten kantoor, niet aanwezig, niet bereikbaar, vandaag ben ik er niet
    """,
)

PORTUGUESE = CalendarWords(
    month_words="""
        janeiro fevereiro março|marco abril maio junho julho agosto setembro outubro novembro
        dezembro
    """,
    weekday_words="""
        segunda|segunda-feira terça|terça-feira quarta|quarta-feira quinta|quinta-feira
        sexta|sexta-feira sábado domingo
    """,
    returning="até a ao volto voltarei regresso regressarei retorno retornarei volta disponível",
    back="volto volta regresso retorno disponível",
    at_the_desk="no na ao à o a dia em escritório próxima partir",
    away="""
        fora do escritório, estou ausente, estarei ausente, de férias, em férias, em viagem, de
        baixa, de licença, hoje não estou, não estou no escritório
    """,
)

POLISH = CalendarWords(
    month_words="""
        stycznia|styczeń|styczniu lutego|luty|lutym marca|marzec|marcu
        kwietnia|kwiecień|kwietniu maja|maj|maju czerwca|czerwiec|czerwcu lipca|lipiec|lipcu
        sierpnia|sierpień|sierpniu września|wrzesień|wrześniu
        października|październik|październiku listopada|listopad|listopadzie
        grudnia|grudzień|grudniu
    """,
    weekday_words="""
        poniedziałek|poniedziałku wtorek|wtorku środa|środę|środy czwartek|czwartku
        piątek|piątku sobota|sobotę|soboty niedziela|niedzielę|niedzieli
    """,
    returning="do wracam wrócę powrót powrócę powracam dostępny dostępna ponownie",
    back="wracam wrócę powrót dostępny dostępna",
    at_the_desk="w we dnia dniu do biura pracy od na najbliższy",
    away="""
        poza biurem, na urlopie, jestem nieobecny, jestem nieobecna, będę nieobecny, będę
        nieobecna, w delegacji, na zwolnieniu, nie ma mnie w biurze, mnie nie ma
    """,
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, POLISH)

MONTHS: dict[str, int] = {
    name: number
    for words in LANGUAGES
    for number, names in enumerate(words.months, start=1)
    for name in names
}
WEEKDAYS: dict[str, int] = {
    name: number
    for words in LANGUAGES
    for number, names in enumerate(words.weekdays)
    for name in names
}
RETURNING_IN_ENGLISH = frozenset(ENGLISH.returning.split())
RETURNING = frozenset(word for words in LANGUAGES for word in words.returning.split())
BACK = frozenset(word for words in LANGUAGES for word in words.back.split())
AT_THE_DESK = frozenset(word for words in LANGUAGES for word in words.at_the_desk.split())
AWAY = tuple(" ".join(each.split()) for words in LANGUAGES for each in words.away.split(","))
