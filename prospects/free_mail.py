"""Domains at which anybody may have an address, so that two people there are no colleagues."""

FREE_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es outlook.it hotmail.com hotmail.co.uk"
    " hotmail.fr hotmail.de hotmail.it hotmail.es live.com live.co.uk live.fr live.nl live.it msn.com yahoo.com"
    " yahoo.co.uk yahoo.de yahoo.fr yahoo.es yahoo.it ymail.com rocketmail.com icloud.com me.com mac.com aol.com"
    " proton.me protonmail.com pm.me tutanota.com tuta.io fastmail.com zoho.com mail.com gmx.de gmx.net gmx.at"
    " gmx.ch gmx.com web.de t-online.de freenet.de posteo.de mailbox.org arcor.de orange.fr wanadoo.fr free.fr"
    " sfr.fr laposte.net bbox.fr libero.it virgilio.it alice.it tiscali.it tin.it telefonica.net terra.es"
    " ziggo.nl kpnmail.nl planet.nl xs4all.nl hetnet.nl telenet.be skynet.be sapo.pt iol.pt wp.pl o2.pl onet.pl"
    " interia.pl poczta.onet.pl op.pl gazeta.pl seznam.cz centrum.cz bluewin.ch eircom.net btinternet.com"
    " sky.com virginmedia.com ntlworld.com mail.ru yandex.ru yandex.com bk.ru qq.com 163.com 126.com naver.com"
    " comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net uol.com.br bol.com.br"
    " hey.com duck.com privaterelay.appleid.com".split()
)


def company_domains(address: str) -> list[str]:
    """The domain of an address and those above it, nearest first; none where anybody may have an address."""
    labels = address.rpartition("@")[2].lower().strip(".").split(".")
    domains = [".".join(labels[start:]) for start in range(len(labels) - 1)][:6]
    return [] if FREE_MAIL.intersection(domains) else domains
