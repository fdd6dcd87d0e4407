"""The country rules that ship: what the law says of writing to strangers, as we read it. Not legal advice.

Each says: country, channel, for whom, verdict, which bases count, the reason in words, and where it stands.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from django.utils.translation import gettext_noop as _

CORPORATE, INDIVIDUAL, UNKNOWN = "corporate", "individual", "unknown"
ALLOWED, NEEDS_BASIS = "allowed", "needs_basis"

NONE: Final[tuple[str, ...]] = ()
ANY: Final = ("legitimate_interest", "consent", "contract")
AGREED: Final = ("consent", "contract")
CONSENT: Final = ("consent",)


class Shipped(NamedTuple):
    country: str
    channel: str
    subscriber_type: str
    verdict: str
    bases: tuple[str, ...]
    reason: str
    source: str


class _Law(NamedTuple):
    """What counts at work and in private. Of whom we do not know the kind, the stricter holds unless said otherwise."""

    work: tuple[str, ...]
    private: tuple[str, ...]
    reason: str
    source: str
    is_lenient: bool = False


_LAWS: Final[dict[tuple[str, str], _Law]] = {
    ("US", "email"): _Law(
        NONE,
        NONE,
        _(
            "Allowed with a true sender and subject, a postal address and a way out that is honored."
        ),
        "CAN-SPAM Act, 15 U.S.C. § 7704",
    ),
    ("US", "call"): _Law(
        NONE,
        AGREED,
        _("A business may be rung by hand. A private number may be on the Do Not Call Registry."),
        "Telemarketing Sales Rule, 16 CFR § 310.4(b) and § 310.6(b)(7)",
        is_lenient=True,
    ),
    ("US", "linkedin"): _Law(
        NONE, NONE, _("No law of its own. The platform's terms hold."), "LinkedIn User Agreement"
    ),
    ("US", "post"): _Law(NONE, NONE, _("Letters need no basis there."), "39 U.S.C. § 3001"),
    ("CA", "email"): _Law(
        AGREED,
        AGREED,
        _(
            "A first letter needs consent. It may be implied: a business relationship, or an address they "
            "published themselves for their role. Note which."
        ),
        "CASL, S.C. 2010, c. 23, s. 6 and s. 10(9)–(13)",
    ),
    ("CA", "call"): _Law(
        NONE,
        AGREED,
        _("A business may be rung. A private number may be on the National Do Not Call List."),
        "CRTC Unsolicited Telecommunications Rules, Part II, s. 3(c)",
        is_lenient=True,
    ),
    ("CA", "linkedin"): _Law(
        ANY,
        AGREED,
        _("A message to an account is an electronic message there: note why it is right."),
        "CASL, s. 1(1) and s. 6; SOR/2013-221, s. 3(d)",
    ),
    ("CA", "post"): _Law(
        NONE, NONE, _("Letters by post are not covered there."), "CASL, s. 1(1); PIPEDA, s. 4(1)"
    ),
    ("GB", "email"): _Law(
        ANY,
        AGREED,
        _(
            "A company's people may be written to where a legitimate interest was weighed and noted. "
            "Sole traders and private people have to agree first."
        ),
        "PECR 2003, reg. 22; UK GDPR, art. 6(1)(f)",
    ),
    ("GB", "call"): _Law(
        ANY,
        AGREED,
        _("Look the number up in TPS and CTPS first, and note that you did."),
        "PECR 2003, reg. 21; UK GDPR, art. 6(1)(f)",
    ),
    ("GB", "linkedin"): _Law(
        ANY,
        AGREED,
        _("A direct message counts as electronic mail: the same as for e-mail."),
        "PECR 2003, reg. 2(1) and reg. 22",
    ),
    ("GB", "post"): _Law(
        NONE,
        ANY,
        _("Post is outside the rules of electronic mail; data protection still asks why."),
        "UK GDPR, art. 6(1)(f) and art. 21(2)",
    ),
    ("DE", "email"): _Law(
        AGREED,
        AGREED,
        _(
            "A first letter by e-mail needs their express consent, at work too; customers are excepted."
        ),
        "UWG § 7(2) no. 2 and § 7(3)",
    ),
    ("DE", "call"): _Law(
        ANY,
        CONSENT,
        _(
            "At work a call needs at least presumed consent: a concrete reason why it is of use to them. "
            "Note it. A private person has to agree first."
        ),
        "UWG § 7(2) no. 1 and § 7a",
    ),
    ("DE", "linkedin"): _Law(
        ANY,
        AGREED,
        _(
            "Courts treat a message in a network as electronic mail. Comment in public, or note why."
        ),
        "UWG § 7(1) and § 7(2) no. 2",
    ),
    ("DE", "post"): _Law(
        NONE,
        NONE,
        _("A letter by post is allowed until they object."),
        "UWG § 7(1); GDPR, art. 6(1)(f) and art. 21(2)",
    ),
    ("FR", "email"): _Law(
        ANY,
        AGREED,
        _(
            "At work: about what their job is, with a way out, and noted. A private person has to agree first."
        ),
        "CPCE art. L34-5; GDPR, art. 6(1)(f)",
    ),
    ("FR", "call"): _Law(
        ANY,
        CONSENT,
        _("Private people are rung only when they agreed first; numbers at work about their job."),
        "Code de la consommation, art. L223-1 (Bloctel, and Loi n° 2025-594)",
    ),
    ("FR", "linkedin"): _Law(
        ANY,
        AGREED,
        _("The same as for e-mail: at work about what their job is."),
        "CPCE art. L34-5",
    ),
    ("FR", "post"): _Law(
        NONE,
        NONE,
        _("A letter by post is allowed until they object."),
        "GDPR, art. 6(1)(f) and art. 21(2)",
    ),
    ("", "email"): _Law(
        NONE,
        AGREED,
        _(
            "No rule of this country is kept here. Find out what holds there: Austria, for one, asks for "
            "consent (TKG 2021 § 174)."
        ),
        "Directive 2002/58/EC, art. 13, and the law of the country",
        is_lenient=True,
    ),
    ("", "call"): _Law(
        NONE,
        ANY,
        _(
            "No rule of this country is kept here. Find out whether it has a list of who is not rung."
        ),
        "Directive 2002/58/EC, art. 13(3), and the law of the country",
        is_lenient=True,
    ),
    ("", "linkedin"): _Law(
        NONE,
        NONE,
        _("No rule of this country is kept here. The platform's terms hold."),
        "LinkedIn User Agreement, and the law of the country",
    ),
    ("", "post"): _Law(
        NONE,
        NONE,
        _("No rule of this country is kept here. Letters are rarely restricted."),
        "The law of the country",
    ),
}


def shipped_rules() -> Iterator[Shipped]:
    """Every rule that ships: six countries, four channels, three kinds of people."""
    for (country, channel), law in _LAWS.items():
        counts = {
            CORPORATE: law.work,
            INDIVIDUAL: law.private,
            UNKNOWN: law.work if law.is_lenient else law.private,
        }
        for kind, bases in counts.items():
            verdict = NEEDS_BASIS if bases else ALLOWED
            yield Shipped(country, channel, kind, verdict, bases, law.reason, law.source)
