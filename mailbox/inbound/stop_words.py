"""How people ask to be left alone, one table a language. A new language is a new row."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StopWords:
    """Written as phrases.py says. `alone` counts where little else is said: longer answers use it for other things."""

    stops: str
    alone: str


ENGLISH = StopWords(
    stops="""
        take me off, take us off, remove me, remove us, remove my, unsubscribe me, please unsubscribe,
        stop emailing, stop e mailing, stop mailing, stop writing, stop contacting, stop sending,
        stop spamming, stop bothering, do not contact, don t contact, dont contact, do not email,
        don t email, do not e mail, do not write me, do not write us, do not write to me, do not write to us,
        do not write again, do not write any, don t write me, don t write us, don t write to me,
        don t write to us, don t write again, don t write any, never write, never contact, never email,
        don t send me any, do not send me any, no more emails, no more mails, no more e mails,
        no further emails, no further contact, delete my data, delete my details, delete my address,
        erase my data, erase it under gdpr, under gdpr, opt me out, opt out of, opt out from,
        leave me alone, leave us alone, lose my address, lose my number, off your list, off this list,
        off your mailing list, cease and desist, no consent, object to the processing
    """,
    alone="stop, unsubscribe, remove, opt out, optout",
)

GERMAN = StopWords(
    stops="""
        streichen sie mich, streichen sie uns, nehmen sie mich aus, nehmen sie uns aus, nehmen sie mich von,
        entfernen sie mich, entfernen sie uns, entfernen sie meine, löschen sie meine, löschen sie diese,
        löschen sie mich, daten löschen, adresse löschen, aus ihrem verteiler, aus dem verteiler,
        von ihrer liste, aus ihrer liste, keine weiteren mails, keine weiteren e mails, keine mails mehr,
        keine e mails mehr, keine werbung, nicht mehr schreiben, nicht mehr kontaktieren, nicht mehr anschreiben,
        schreiben sie mir nicht, schreiben sie mir bitte nicht, schreiben sie uns nicht, schreiben sie uns bitte nicht,
        kontaktieren sie mich nicht, kontaktieren sie mich bitte nicht, kontaktieren sie uns nicht,
        ich widerspreche, wir widersprechen, lassen sie mich in ruhe, lassen sie uns in ruhe, melden sie mich ab,
        unterlassen sie
    """,
    alone="stopp, stop, abmelden, abbestellen, austragen, abmeldung",
)

FRENCH = StopWords(
    stops="""
        retirer de votre, retirez moi, retirez nous, me retirer, nous retirer, me désinscrire, désinscrivez, désabonnez,
        supprimer mes données, supprimez mes, supprimer mon adresse, effacez mes, ne m écrivez plus, ne nous écrivez plus,
        ne me contactez plus, ne nous contactez plus, ne plus m écrire, ne plus me contacter, ne plus nous contacter,
        ne plus recevoir, arrêtez de m, arrêtez de nous, cessez de m, cessez de nous, laissez moi tranquille,
        de votre liste, je m oppose, plus de mails, plus d emails, stop aux
    """,
    alone="stop, désinscription, désinscrire, désabonner, désabonnement",
)

SPANISH = StopWords(
    stops="""
        deme de baja, dame de baja, denos de baja, darme de baja, quítenme, quíteme, quítame, elimíneme, elimínenme,
        eliminar mis datos, elimine mis datos, borre mis datos, borren mis datos, de su lista, no me escriba más,
        no me escriban más, no nos escriba más, no me envíe más, no me envíen más, no me contacte, no me contacten,
        no vuelva a escribir*, no vuelvan a escribir*, no quiero recibir, dejen de escribir*, deje de escribir*,
        dejen de enviar*, deje de enviar*, déjenme en paz, déjeme en paz, no más correos, me opongo
    """,
    alone="stop, baja, darse de baja, cancelar suscripción",
)

ITALIAN = StopWords(
    stops="""
        cancellarmi, cancellatemi, mi cancelli, toglietemi, mi tolga, rimuovetemi, mi rimuova, rimuovermi,
        dalla vostra lista, dalla lista, cancellare i miei dati, cancelli i miei dati, cancellate i miei dati,
        non scrivetemi più, non mi scriva più, non mi scrivete più, non contattatemi, non mi contatti più,
        non mi contattate più, non inviatemi più, non mi invii più, non desidero ricevere, non voglio ricevere,
        smettete di, smetta di, lasciatemi in pace, mi lasci in pace, mi oppongo, niente più mail, basta mail
    """,
    alone="stop, disiscrizione, disiscrivimi, cancellazione",
)

DUTCH = StopWords(
    stops="""
        haal mij, haal me, haal ons, verwijder mij, verwijder me, verwijder ons, verwijder mijn, schrijf mij uit,
        schrijf me uit, meld mij af, meld me af, van uw lijst, van je lijst, van jullie lijst, uit uw bestand,
        uit jullie bestand, geen mails meer, geen e mails meer, geen mail meer, niet meer mailen, niet meer schrijven,
        niet meer benaderen, niet meer contacteren, geen contact meer, stop met mailen, stop met schrijven,
        stop met het sturen, stuur mij niets, stuur me niets, laat mij met rust, laat me met rust, laat ons met rust,
        mijn gegevens verwijderen, wis mijn gegevens, ik maak bezwaar
    """,
    alone="stop, uitschrijven, afmelden, afmelding",
)

PORTUGUESE = StopWords(
    stops="""
        retire me, retirem me, retirar me, remova me, removam me, remover me, me remova, me retire, me descadastre,
        cancele a minha, cancelar a minha, da sua lista, da vossa lista, apague os meus dados, apaguem os meus dados,
        eliminar os meus dados, elimine os meus dados, não me escreva mais, não me escrevam mais, não nos escreva mais,
        não me contacte, não me contactem, não me contate, não me envie mais, não me enviem mais, não quero receber,
        não desejo receber, parem de, pare de, deixem me em paz, deixe me em paz, oponho me, chega de e mails
    """,
    alone="stop, remover, descadastrar, cancelar subscrição, sair",
)

POLISH = StopWords(
    stops="""
        usunąć mnie, usunięcie mnie, usuńcie mnie, usunąć moje, usunięcie moich, usuńcie moje, wypisać mnie, wypiszcie mnie,
        wypisanie mnie, wykreślić mnie, z listy, z waszej bazy, z bazy, więcej nie pisać, nie pisać więcej, nie pisać do,
        do mnie więcej, nie kontaktować się, nie wysyłać, nie przysyłać, przestańcie, proszę przestać, nie życzę sobie,
        nie wyrażam zgody, wycofuję zgodę, sprzeciw wobec, wnoszę sprzeciw, dajcie mi spokój, proszę dać mi spokój
    """,
    alone="stop, wypisz, wypisz mnie, rezygnuję",
)

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, DUTCH, PORTUGUESE, POLISH)
