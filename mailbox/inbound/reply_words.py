"""What people answer, short of asking to be left alone: one table a language. A new language is a new row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReplyWords:
    """Written as phrases.py says."""

    noes: str
    later: str
    elsewhere: str
    yes: str


ENGLISH = ReplyWords(
    noes="""
        no thanks, no thank you, not interested, no interest, not for us, not for me, no need,
        not a fit, not a good fit, we ll pass, i ll pass, we will pass, i will pass, have to pass,
        going to pass, not relevant, absolutely not, no budget, don t need, do not need, not ever,
        this is spam, is spam, waste of my, waste of time, look elsewhere, already have a supplier,
        happy with our current, not looking for, we do this ourselves, tell you no, tell you people no,
        please no, the answer is no, kidding me no, not something we, decline your
    """,
    later="""
        not now, not right now, not at the moment, not at this time, maybe later, later this year,
        next quarter, next year, this quarter is full, bad time, not a good time, too early,
        come back to me, come back in, get back to me in, get back to me after, try me again, try again,
        reach out again, check back, circle back, touch base in, write again in, write to me again,
        revisit, in a few months, after the summer, busy until, swamped until, not before, not until,
        write to me on, write to me in, write to me after, ask me again
    """,
    elsewhere="""
        not the right person, not the right contact, wrong person, wrong contact, wrong department, wrong desk,
        wrong office, not my area, not my desk, not my department, not responsible for, no longer responsible, don t handle,
        do not handle, you want to talk to, you should talk to, you should speak, better to speak,
        please contact, please write to, please speak, best person, right person is, right contact is,
        you want our, reach out to my colleague, copying in, i ve copied, i have copied, looping in,
        forwarded this to, forwarded your, passed this on to, passed your mail, he decides that,
        she decides that, takes care of that, who handles this, get in touch with my
    """,
    yes="""
        let s talk, lets talk, let us talk, let s speak, let s have a call, let s set up, let s use,
        happy to talk, happy to chat, happy to have a call, happy to meet, glad to talk, sounds good,
        sounds great, sounds interesting, sounds useful, works for me, works for us, at ten works,
        would work for me, that works, i m interested, i am interested, be interested, we are interested,
        we re interested, very interested, interested to hear, interested in hearing, interested in learning,
        tell me more, hear more, know more, learn more about, send me more, send more information, send me two times,
        send me some times, send over some times, call me, give me a call, ring me, can you call, please call,
        what does it cost, how much is it, how much does it, what would it cost, yes please, stop by, drop by,
        come by, free on, book a call, schedule a call, set up a call, set up a meeting, good timing
    """,
)

GERMAN = ReplyWords(
    noes="""
        nein danke, kein interesse, keinen bedarf, kein bedarf, nicht interessiert, nicht interessant für uns,
        interessiert uns nicht, interessiert mich nicht, brauchen wir nicht, brauche ich nicht, machen wir selbst,
        für uns nicht relevant, passt nicht zu uns, kein budget, wir verzichten, lehnen wir ab, muss ich ablehnen,
        müssen wir absagen, leider absagen, das ist spam, bereits versorgt
    """,
    later="""
        im moment nicht, im moment passt es nicht, momentan nicht, momentan kein, derzeit nicht, derzeit kein thema,
        derzeit kein, zurzeit nicht, aktuell nicht, aktuell kein, gerade nicht, jetzt nicht, noch nicht,
        später noch einmal, später nochmal, melden sie sich im, melden sie sich nach, melden sie sich in,
        melden sie sich wieder, noch einmal, nochmals, nächstes jahr, nächstes quartal, kommen sie im, zu früh,
        erst im, nach dem urlaub
    """,
    elsewhere="""
        nicht zuständig, nicht der richtige ansprechpartner, nicht die richtige ansprechpartner*, falscher ansprechpartner,
        falsche abteilung, wenden sie sich an, bei mir falsch, falsch bei mir, zuständig ist, verantwortlich ist,
        mein kollege, meine kollegin kümmert, kümmert sich, weitergeleitet an, leite ich weiter, sprechen sie mit,
        schreiben sie an, schreiben sie herrn, schreiben sie frau, ihr ansprechpartner
    """,
    yes="""
        ja gern, ja gerne, sehr gern, sehr gerne, gerne telefonieren, lassen sie uns, klingt gut, klingt interessant,
        klingt spannend, interessiert mich sehr, interessiert uns sehr, bin interessiert, sind interessiert,
        habe interesse, haben interesse, rufen sie mich, rufen sie mich bitte, rufen sie uns, schicken sie mir mehr,
        mehr erfahren, mehr informationen, was kostet, was würde, was kosten, passt mir, um zehn passt, wäre mir recht,
        können wir telefonieren, vereinbaren wir, terminvorschlag, terminvorschläge
    """,
)

FRENCH = ReplyWords(
    noes="""
        non merci, pas intéressé*, ne m intéresse pas, ne nous intéresse pas, pas d intérêt, aucun intérêt, pas besoin,
        aucun besoin, n avons pas besoin, n ai pas besoin, le faisons nous mêmes, pas de budget, nous déclinons,
        je décline, pas concerné*, sans suite
    """,
    later="""
        pas maintenant, pas pour le moment, pas pour l instant, pas le moment, pas le bon moment, plus tard,
        recontactez moi, recontactez nous, revenez vers, relancez moi, rappelez moi en, rappelez moi après,
        l année prochaine, l an prochain, le trimestre prochain, trop tôt, pas avant, à la rentrée, plutôt à partir, plutôt en
    """,
    elsewhere="""
        pas la bonne personne, pas le bon interlocuteur, pas la bonne interlocutrice, mauvaise personne,
        mauvais interlocuteur, pas de mon ressort, ne suis pas en charge, n est pas mon domaine, ne m occupe pas,
        adressez vous à, adressez vous au, contactez plutôt, contactez mon, contactez ma, veuillez contacter,
        merci de contacter, voyez avec, s en occupe, je transmets à, transmis à mon, transmis à ma, la personne en charge,
        contactez paul, contactez m, contactez mme
    """,
    yes="""
        oui volontiers, volontiers, avec plaisir, cela m intéresse, ça m intéresse, cela nous intéresse,
        ça nous intéresse, je suis intéressé*, nous sommes intéressés, appelez moi, rappelez moi, pouvez vous m appeler,
        parlons en, discutons en, me convient, nous convient, ça me va, en savoir plus, quel est le prix,
        combien coûte, combien ça coûte, quels sont vos tarifs, échangeons, prenons rendez vous
    """,
)

SPANISH = ReplyWords(
    noes="""
        no gracias, no nos interesa, no me interesa, no estoy interesad*, no estamos interesad*, no tenemos interés,
        no tengo interés, sin interés, no lo necesitamos, no lo necesito, no necesitamos, no es para nosotros,
        lo hacemos nosotros, no hay presupuesto
    """,
    later="""
        ahora no, ahora mismo no, por ahora no, de momento no, por el momento no, no es el momento, no es buen momento,
        más adelante, más tarde, escríbame de nuevo, escríbame en, contácteme en, contácteme de nuevo, vuelva a contactar*,
        vuelva a escribirme en, el próximo año, el año que viene, próximo trimestre, demasiado pronto, hablamos en,
        llámeme en, no antes de
    """,
    elsewhere="""
        no soy la persona, no soy el responsable, no soy la responsable, persona equivocada, no es mi departamento,
        no me encargo, no llevo ese, diríjase a, diríjanse a, póngase en contacto con, contacte con, contacte a,
        escriba a, hable con, la persona indicada es, el responsable es, la responsable es, se encarga de, le paso con,
        reenvío a, lo reenvío
    """,
    yes="""
        sí hablemos, hablemos, me interesa, nos interesa, estoy interesad*, estamos interesad*, me parece bien,
        me parece interesante, suena bien, suena interesante, llámeme, llámame, me puede llamar, puede llamarme,
        con mucho gusto, encantad* de hablar, me va bien, nos va bien, cuánto cuesta, qué precio, más información,
        me gustaría saber más, cuénteme más
    """,
)

ITALIAN = ReplyWords(
    noes="""
        no grazie, non ci interessa, non mi interessa, non sono interessat*, non siamo interessat*, nessun interesse,
        non abbiamo bisogno, non ne abbiamo bisogno, non ho bisogno, non ci serve, non mi serve, lo facciamo da soli,
        lo facciamo internamente, non fa per noi, non abbiamo budget
    """,
    later="""
        non adesso, non ora, per ora no, adesso no, al momento no, non è il momento, non al momento, più avanti, più tardi,
        mi ricontatti a, mi ricontatti in, mi ricontatti tra, mi ricontatti dopo, ricontattatemi a, ricontattatemi dopo,
        mi riscriva, riscrivetemi, risentiamoci a, sentiamoci a, l anno prossimo, il prossimo anno, prossimo trimestre,
        troppo presto, non prima di
    """,
    elsewhere="""
        non sono la persona, non sono il referente, non sono io il, persona sbagliata, non è di mia competenza,
        non mi occupo, non me ne occupo, si rivolga a, rivolgetevi a, rivolgersi a, contatti il, contatti la,
        contatti il mio, contattate il, contattare il, scriva a, scrivete a, parli con, se ne occupa, il responsabile è,
        la responsabile è, la persona giusta è, inoltro a, ho inoltrato
    """,
    yes="""
        sì volentieri, volentieri, mi interessa, ci interessa, sono interessat*, siamo interessat*, parliamone,
        mi chiami, chiamatemi, può chiamarmi, va bene per me, alle dieci va bene, mi va bene, sembra interessante,
        con piacere, quanto costa, vorrei saperne di più, maggiori informazioni, mi dica di più, sentiamoci presto
    """,
)

DUTCH = ReplyWords(
    noes="""
        nee bedankt, nee dank, nee dank je, nee dank u, geen interesse, geen belangstelling, niet geïnteresseerd,
        geen behoefte, niet nodig, hebben wij niet nodig, hebben we niet nodig, dat doen we zelf, dat doen wij zelf,
        niets voor ons, geen budget, wij passen
    """,
    later="""
        nu niet, nu even niet, op dit moment niet, momenteel niet, niet op dit moment, komt nu niet uit, nog niet,
        later nog eens, nog eens, later dit jaar, volgend jaar, volgend kwartaal, neem contact op in, neem in, kom terug in,
        kom er in, te vroeg, na de zomer, probeer het in
    """,
    elsewhere="""
        niet de juiste persoon, verkeerde persoon, verkeerde afdeling, ga ik niet over, ga daar niet over,
        niet verantwoordelijk, niet mijn afdeling, neem contact op met, u kunt contact opnemen met, u moet bij,
        je moet bij, beter terecht bij, mijn collega gaat, mail naar, mailt u naar, spreek met, gaat hierover, gaat daarover,
        doorgestuurd naar, stuur ik door, de juiste persoon is
    """,
    yes="""
        ja graag, heel graag, graag zelfs, klinkt goed, klinkt interessant, ben geïnteresseerd, zijn geïnteresseerd,
        heb interesse, hebben interesse, bel me, bel mij, bel mij even, kunt u bellen, kunt u mij bellen, laten we,
        uur past, past mij, past me, komt mij uit, komt goed uit, wat kost, wat zijn de kosten, meer weten,
        meer informatie, stuur me meer, stuur mij meer
    """,
)

PORTUGUESE = ReplyWords(
    noes="""
        não obrigad*, não tenho interesse, não temos interesse, não estou interessad*, não estamos interessad*,
        não nos interessa, não me interessa, sem interesse, não precisamos, não preciso, não necessitamos,
        não é para nós, tratamos disso internamente, fazemos internamente, não temos orçamento
    """,
    later="""
        agora não, neste momento não, de momento não, por agora não, por enquanto não, não é o momento,
        não é boa altura, não é o melhor momento, mais tarde, mais para a frente, volte a contactar, volte a contatar,
        contacte me em, contacte me depois, contacte me novamente, fale comigo em, escreva me em, próximo ano,
        no ano que vem, próximo trimestre, demasiado cedo, não antes de
    """,
    elsewhere="""
        não sou a pessoa, não sou o responsável, não sou a responsável, pessoa errada, não é a minha área,
        não é comigo, não trato disso, fale com, contacte o, contacte a, contate o, contate a, escreva para, dirija se a,
        entre em contacto com, entre em contato com, quem trata, é o responsável, é a responsável, reencaminhei,
        encaminhei para, a pessoa certa é
    """,
    yes="""
        sim vamos, vamos falar, vamos conversar, tenho interesse, temos interesse, estou interessad*,
        estamos interessad*, interessa me, interessa nos, ligue me, me ligue, pode ligar, pode ligar me, com todo o gosto,
        com muito gosto, às dez está bem, para mim está bem, por mim está bem, parece interessante, parece bem,
        quanto custa, qual é o preço, saber mais, mais informações
    """,
)

POLISH = ReplyWords(
    noes="""
        nie dziękuję, nie dziękujemy, nie jestem zainteresowan*, nie jesteśmy zainteresowan*, brak zainteresowania,
        nie interesuje, nie potrzebujemy, nie potrzebuję, nie mamy potrzeby, nie skorzystamy, nie skorzystam,
        robimy to sami, nie dla nas, brak budżetu
    """,
    later="""
        nie teraz, teraz nie, na razie nie, w tej chwili nie, obecnie nie, nie w tej chwili, później, w przyszłym roku,
        w przyszłym kwartale, odezwać się w, odezwać się po, odezwać się za, proszę wrócić, wróćmy do, wrócić do tematu,
        napisać ponownie, jeszcze raz, za wcześnie, po wakacjach, po urlopie, za kilka miesięcy
    """,
    elsewhere="""
        to nie ja, nie ja się tym, nie zajmuję się, nie jestem odpowiedni*, nie jestem właściw*, niewłaściwa osoba,
        zła osoba, proszę pisać do, proszę napisać do, proszę zwrócić się do, proszę skontaktować się z,
        proszę o kontakt z, zajmuje się tym, odpowiada za to, odpowiedzialny jest, odpowiedzialna jest,
        przekazuję do, przekazałem, przekazałam, osobą odpowiedzialną, właściwą osobą
    """,
    yes="""
        tak chętnie, chętnie porozmawiam*, chętnie się, z przyjemnością, jestem zainteresowan*, jesteśmy zainteresowan*,
        brzmi dobrze, brzmi ciekawie, brzmi interesująco, proszę o telefon, proszę zadzwonić, proszę dzwonić, porozmawiajmy,
        dziesiątej pasuje, mi pasuje, nam pasuje, odpowiada mi, ile kosztuje, ile to kosztuje, jaki jest koszt,
        więcej informacji, dowiedzieć się więcej
    """,
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, POLISH)
