"""Words that letters to anybody are made of: what is left of a letter without them is about somebody."""

from functools import lru_cache

from prospects.company_names import folded

STEM = 5  # letters that tell one word from another
ENDINGS = ("s", "es", "d", "ed", "ing", "er", "ers", "ly", "y", "n", "en", "'s")
# Names that stand in letters to everybody.
EVERYBODY = frozenset(
    "i i'm i'd i'll i've ps ok monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december christmas easter new year linkedin zoom teams google microsoft google meet"
    " netflix amazon spotify uber youtube instagram facebook whatsapp twitter tiktok slack apple chatgpt royal santa"
    " ceo cto cfo coo hr it ai roi b2b saas crm erp kpi api ui ux smb sme q1 q2 q3 q4 europe european english asap fyi dm hi hello"
    " hey dear best kind regards thanks thank happy mr mrs ms dr prof".split()
)
NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
    " twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half third".split()
)
# What is counted in letters to everybody.
UNITS = frozenset(
    "minute minutes min mins hour hours second seconds time times day days week weeks month months year years word words line"
    " lines sentence sentences question questions thing things email emails mail mails message messages letter letters call calls"
    " note notes attempt attempts try tries voicemail voicemails reminder reminders way ways good quick short simple more or an a the"
    " and o".split()
)
# Words by which German is known, where every noun is written large.
GERMAN = frozenset(
    "der die das und ist nicht sie ich ein eine einen wir zu den mit auf fur von im bei ob wenn habe haben hat es dass ihnen ihre"
    " mich mir sich nur keine kein meine mein uns wann wie guten".split()
)
# Words that carry nothing by themselves.
LITTLE = frozenset(
    folded(
        "the and for are but not you your yours our ours they them their this that these those with from into onto over under"
        " than then there here have has had was were been being will would shall should can could may might must does did done"
        " doing its it's who whom whose which what when where how why all any each every some such both either neither nor yet"
        " very much more most less least few lot lots own same just only also too even still ever never again once because since"
        " until while though although after before between among through during without within against toward towards per via"
        " out off upon about like let hello dear thanks thank please kind regards best hope well yes one ones thing things"
        " something anything nothing someone anyone somebody anybody everybody nobody him her his hers she himself herself"
        " itself themselves ourselves myself yourself me my mine us we he i am is be do if or as at by in of on to up so no"
        " whether rather quite perhaps maybe really actually already now today know think guess wonder glad happy"
        " der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen mit von vom bei beim aus"
        " nach seit zum zur fur uber unter vor auf ist sind war waren wird werden wurde wurden hat haben hatte hatten kann konnen"
        " soll sollen will wollen muss mussen sich sie ihr ihre ihren ihrem ihrer ihnen uns unser unsere wir ich mich mir mein"
        " meine dass wenn weil als wie was wer wann denn doch noch nur auch schon sehr mehr hier dort jetzt dann diese dieser"
        " dieses diesem diesen jede jeder jedes man ihm ihn hallo guten tag liebe lieber"
        " les des une dans par pour sur avec sans sous est sont etait etaient sera seront ont avez avons nous vous ils elles leur"
        " leurs son ses notre nos votre vos mon mes que qui quoi dont mais donc car pas plus moins tres bien aussi cette ces ce"
        " bonjour merci los las del una unos unas con por para sin sobre entre son fue era han hay que quien como cuando pero"
        " muy mas menos este esta estos estas ese esa esos esas nos nuestro su sus usted hola het een van met voor door naar zijn"
        " was waren wordt worden heeft hebben had niet geen maar dat die deze dit wie wat waar hoe ook nog wel als dan u uw jij"
        " jullie wij onze che chi per con del della dei delle nel nella sono era hanno non una uno gli come quando piu anche"
    ).split()
)
# Each stands for all that begin with its first letters.
ANYBODYS = frozenset(
    word[:5]
    for word in """
    geht zuruck zuruckrufen vielen dank anrufen anruf rufnummer hier
    ablauf ablaufe abstimmung aktuell alternativ angebot angebote anfrage angelegenheit anliegen ansprechpartner ansatz ansehen ansprechen antwort antworten anschauen arbeit arbeiten aufgabe aufgaben aufwand
    austausch bedarf beeindruckt beitrag beispiel bekommen bereich bereits besprechen besten besser bestimmt betreff betrieb betriebe bezug bieten bislang bisher bitte brief bringen daher damit danke dankbar
    daruber dabei dafur davon dazu denken dienst dienstleistung digital einfach einmal einsparen eindruck einsatz email energie entscheiden entscheidung entwickeln erfahren erfahrung erfolg erhalten erinnern
    erinnerung erfreut ergebnis erneut erreichen erste erwarten eventuell experten fachlich fehlen finden firma folgen frage fragen freitag freuen freundlich fruher fuhren funktionieren ganz geben gehen gehort
    gelegenheit gemeinsam genau gerade gerne geschaft gesprach gestern gewinnen gross grosse grussen gunstig gute haben halten handeln helfen herr herrn herzlich hilfe hinweis hoffen horen idee ideen immer
    information informationen innovativ interesse interessant internet investition jahr jahre januar februar marz april juni juli august september oktober november dezember jederzeit kalender kennen kennenlernen klaren kollegen kommen konkret
    konkurrenz kontakt konnte kosten kunden kunde kurz kurze kurzlich kummern lange lassen leider leisten leistung leistungen lernen lesen letzte letzten liegen losung losungen machen manchmal mehrfach meinung melden
    minuten minute mitarbeiter mitteilen mochte moglich moglichkeit moglichkeiten monat monate montag morgen mussen muhe nachfragen nachhaken nachhoren nachricht nachrichten nachste nachsten nehmen neue neuen noch nochmal nochmals notig
    nutzen offen optimieren passen passiert passt person personlich plan planen platz potenzial potenziale preis preise problem probleme produkt produkte profil projekt projekte prozess prozesse prufen punkt qualitat raten
    reaktion reden regelmassig richtig richtige ruckfrage ruckmeldung rufen sache sagen schade schaffen schauen schicken schnell schon schreiben schweigen sehen sehr seite senden senken service sicher sicherheit sinnvoll situation software
    sparen spater sprechen stehen stelle stellen steigern system tage tagen teilen telefon telefonat telefonieren termin termine thema themen team teuer treffen uberlegen uberzeugen umsatz umsetzen unterlagen unternehmen unterstutzen unterstutzung
    verbessern verbindung verbleibe verfugung verlieren verstehen versuch versuche versuchen viele vielen vielleicht voll vorab vorstellen vorstellung vorschlag vorteil vorteile warten wunsch website weiter weitere weiteres wenig wert wichtig wieder wissen
    woche wochen wochenende wunschen wurde zahlen zeigen zeit zeitnah zukunft zuletzt zusammen zusammenarbeit zustandig zuverlassig zwischen
    brilliant cheers drop dropped goodbye grand lovely ta sec tick pop thanks wee bye hooray wow yeah yep nope
    above admit app below beneath brain bye came diary down else example gave given giving gone got half head held https inbox jump loop made newsletter numbers ring ringing running said sat saw seat sent software taking told tried walk webinar went won www one two three four five six seven eight nine ten twice third fourth fifth
    able about access account achieve across action active actually add address advance advantage advise affordable afford after again agency agree ago ahead alert align
    allow alone already also always amazing amount analysis analytics announce another answer any anyway apologies apology appear apparently apply appointment appreciate approach appropriate area around arrange ask asking
    assist assume attach attempt attend attention audience automate available average avoid award aware away awesome back background bad base basic become been begin behalf behind belief believe benefit best better between beyond big bill bit
    boost boss both bother bottom brand brief bring brochure budget build bump business busy buy calendar call campaign can capability capacity care career case catch cause center centre certain challenge chance change channel chat cheap check
    choice choose circle clear click client close coach coffee colleague combine come comfortable commercial commit common communicate community company compare compete competitive complete comprehensive concern confident confirm connect consider consult
    contact content continue contract control conversation convince cool cooperate copy core correct cost could couple courtesy cover create curious current customer cut cutting daily data date day days deal dear decade decide decision dedicate deep definitely
    delay deliver demand demo department depend deserve design desk detail determine develop did different difficult digital direct director disappear disappoint discount discover discuss done door doubt drive drop due during each eager early earlier easy effective
    efficient effort either elevate email employ empower enable encourage end engage enhance enjoy enough ensure enterprise entire environment especially establish even event ever every everybody everyone everything excellent except excite executive existing expand expect
    expense experience expert explain explore extend extra extremely eye face facilitate fact fail fair fall familiar family famous fantastic far fast favour feature feedback feel fellow few field figure file fill final finance find fine finish firm first fit fix flexible
    focus follow forget forward foster found founder free fresh friday friend friendly front full fully function fund further future gain general generate gentle genuine get give glad global goal going good grab grateful great grow growth guarantee guess guide hand handle hang happen happy
    hard hate have hear heard help hesitate high hire hit hold holiday holistic home honest hope hour huge idea identify ignore imagine impact implement important impress improve include increase indeed individual industry inform information initial initiative innovate inquiry insight instead
    integrate intend interest introduce intuitive invest invite involve issue job join journey just keen keep key kind know knowledge lack land large last late lately latest launch lead leader lead learn least leave left less let letter level leverage life like likely limit line link list listen little live
    local long look lose lot love low luck mail main maintain major make manage manager manner many mark market matter maximize maybe mean measure meet member mention mess message method middle might mind minimum minute miss mission modern moment monday money month more most move much must mutual name near need network never new news next nice nobody none normal
    note nothing notice number obvious offer office often once online only open operate operation opinion opportunity optimize option order organise organize other otherwise outcome outreach over overall own package pain part particular partner pass passionate past patient pay people perfect perform perhaps period person personal phone pick pile pipeline place plan plate platform
    please pleasure plenty plus point policy portfolio position positive possible post potential power practice prefer prepare present president pretty previous price pride prior priority private probably problem process procure produce product professional proficient profile profit program progress project promise promote prompt propose prospect proud prove provide public purchase purpose push put
    quality question quick quiet quite range rate reach read ready real really reason receive recent recommend record reduce refer regard region relation relationship relevant reliable remain remember remind reminder reply represent request require research resilient resource respect respond response responsible rest result return revenue revenues review right rise risk role round rude run safe sale sales same satisfy save saving say scale schedule search
    second sector secure see seek seem sell send senior sense serious serve service session set several share short should show side sign significant similar simple simply since sincere situation size skill slot small smart solution solve some somebody someone something soon sorry sort sound source space speak special specific speed spend spot staff stage stakeholder stand standard start startup state status stay step still stop story straight strategy
    streamline strength strong struggle stuff subject success such suggest suit supplier support supply suppose sure surprise swamp system tailor take talent talk target task team tech technology tell term test thank thing think third this thought thread thrill through thursday time title today together tomorrow tonight tool top topic total touch toward track traction transform transparency trial true trust try tuesday turn type understand unfortunately unique unread until update urgent use useful user usual valuable value
    various vendor version very view visible vision visit voice voicemail wait want waste watch way wealth website wednesday week weekend welcome well what while whole wide will willing win wish with without wonder word work workflow world worry worth would write wrong year yes yesterday yet young yourself
    """.split()
)


@lru_cache(maxsize=4096)
def is_everyday(word: str) -> bool:
    """In the list, or a short word of it with an ending: `asked`, `means`."""
    return word[:STEM] in ANYBODYS or any(
        word[:size] in ANYBODYS and word[size:] in ENDINGS for size in range(2, STEM)
    )
