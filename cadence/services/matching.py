"""Whom a mail is about: by our letter that it answers, by its address, by its writer's name, by their company."""

import unicodedata
from collections.abc import Iterator

from django.db.models import F, Q

from cadence.models import Delivery, SentCopy, UndecidedMail
from mailbox.models import InboundMessage
from prospects.free_mail import company_domains
from prospects.models import Company, Prospect
from prospects.selectors.finding import KEPT

MOST_NAMESAKES = 500
MOST_RECIPIENTS = 20
# More companies than these at one domain have their mail from a provider that is on no list of ours.
MOST_SHARING = 5
_UNJOINED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def whom_it_is_from(message: InboundMessage) -> Prospect | None:
    """The person that wrote, or with whom we talk at the company from which somebody wrote."""
    return (
        by_thread(message)
        or _by_address(message.from_address)
        or _by_what_was_said_before(message.from_address)
        or _by_name(message)
        or _by_colleague(message)
    )


def companies_it_may_be_from(message: InboundMessage) -> list[int]:
    """Companies that share the writer's domain, where we talk with one of them: which it is, a person says."""
    sharing, talk = _where_we_talk(message)
    return sharing if talk and len(sharing) > 1 else []


def who_was_not_reached(message: InboundMessage) -> Prospect | None:
    """Only somebody to whom this mailbox has sent a letter: anybody can write a report about anybody."""
    written = Delivery.objects.filter(approval__mailbox=message.mailbox_id)
    return by_thread(message) or (
        Prospect.objects.with_address(message.bounced_address)
        .filter(pk__in=written.values("touch__prospect"))
        .select_related("company")
        .first()
    )


def whom_it_was_written_to(message: InboundMessage) -> list[Prospect]:
    """Everybody we know among its recipients, and the person whose thread it goes on with."""
    found = [_by_address(address) for address in message.to[:MOST_RECIPIENTS]]
    known = dict.fromkeys(prospect for prospect in found if prospect is not None)
    threaded = None if known else by_thread(message)
    return [threaded] if threaded else list(known)


def by_thread(message: InboundMessage) -> Prospect | None:
    """The person to whom we sent the letter that this one answers, under our name for it or the provider's."""
    ids = [each for each in (message.in_reply_to, *message.references) if each]
    if not ids:
        return None
    renamed = list(SentCopy.objects.filter(message_id__in=ids).values_list("delivery", flat=True))
    delivery = (
        Delivery.objects.filter(
            Q(message_id__in=ids) | Q(pk__in=renamed),
            approval__mailbox__owner=message.mailbox.owner_id,
        )
        .select_related("touch__prospect__company")
        .order_by("-reserved_at")
        .first()
    )
    return delivery.touch.prospect if delivery else None


def _by_address(address: str) -> Prospect | None:
    return Prospect.objects.with_address(address).select_related("company").first()


def _by_what_was_said_before(address: str) -> Prospect | None:
    """Whose mail from this address was, as a person said it last."""
    said = UndecidedMail.objects.filter(
        prospect__isnull=False, message__from_address__iexact=address
    )
    mail = said.select_related("prospect__company").order_by("-decided_at").first()
    return mail.prospect if mail else None


def _by_name(message: InboundMessage) -> Prospect | None:
    """The same person from another of their company's addresses; a single name may be anybody's."""
    name = _name(message.from_name)
    companies = [each for sharing in _companies(message) for each in sharing]
    if len(name) < 2 or not companies:
        return None
    people = Prospect.objects.select_related("company").filter(company__in=companies)
    namesakes = people.order_by("pk")[:MOST_NAMESAKES]
    return next((person for person in namesakes if _name(person.name) == name), None)


def _by_colleague(message: InboundMessage) -> Prospect | None:
    """Somebody else at a company we are writing to: the reply is about our newest conversation there."""
    sharing, talk = _where_we_talk(message)
    return talk if len(sharing) == 1 else None


def _where_we_talk(message: InboundMessage) -> tuple[list[int], Prospect | None]:
    """The companies at the nearest domain at which this mailbox's owner has tried somebody, and whom they tried last.

    Somebody whom they tried may be a colleague's by now; whoever was tried before them may be theirs.
    """
    letters = Delivery.objects.filter(approval__mailbox__owner=message.mailbox.owner_id)
    tried = (
        Q(owner=message.mailbox.owner_id, attempts__isnull=False)
        | Q(attempts__by=message.mailbox.owner_id)
        | Q(pk__in=letters.values("touch__prospect"))
    )
    newest = (
        Prospect.objects.filter(tried)
        .select_related("company")
        .order_by(F("attempts__at").desc(nulls_last=True), "-pk")
    )
    for sharing in _companies(message):
        person = newest.filter(company__in=sharing).first()
        if person is not None:
            return sharing, person
    return [], None


def _companies(message: InboundMessage) -> Iterator[list[int]]:
    """For each domain of the writer's address, nearest first: whose it is, and whose people without one are there."""
    for domain in company_domains(message.from_address):
        there = Prospect.objects.at_domain(domain).filter(company__domain="").order_by()
        without = there.values_list("company", flat=True).distinct()[: MOST_SHARING + 1]
        known = Company.objects.with_domain(domain).values_list(KEPT, flat=True)
        sharing = sorted({*known, *without})
        if 0 < len(sharing) <= MOST_SHARING:
            yield sharing


def _name(written: str) -> frozenset[str]:
    """The words of a name in any order, without accents: `Weiß, Jonas` is `Jonas Weiss`."""
    plain = unicodedata.normalize("NFKD", written.casefold().translate(_UNJOINED))
    letters = "".join(
        each if each.isalpha() else " " for each in plain if not unicodedata.combining(each)
    )
    return frozenset(letters.split())
