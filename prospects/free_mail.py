"""Domains at which anybody may have an address, so that two people there are no colleagues."""

from prospects.addresses import domains_over

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

# What registries sell names below, where they do not sell them at once: co.uk, com.au, or.jp.
_FOR_SALE = frozenset("ac co com edu gob gouv gov gv ltd mil ne net nom or org plc sch".split())
_ABOVE_FREE_MAIL = frozenset(above for each in FREE_MAIL for above in domains_over(each))


def is_for_anybody(domain: str) -> bool:
    """Whether strangers have addresses at this domain, or below it: free mail, and what a registry sells."""
    name, _, country = domain.partition(".")
    return domain in _ABOVE_FREE_MAIL or (name in _FOR_SALE and len(country) == 2)


def company_domains(address: str) -> list[str]:
    """The domain of an address and those above it, nearest first; none where anybody may have an address."""
    labels = address.rpartition("@")[2].lower().strip(".").split(".")
    domains = [".".join(labels[start:]) for start in range(len(labels) - 1)][:6]
    return [] if FREE_MAIL.intersection(domains) else domains
