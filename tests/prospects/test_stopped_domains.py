"""A stop of a domain reaches everybody there and below it, and nobody whose domain only ends alike."""

import pytest
from django.db import connection
from django.utils import timezone

from prospects.addresses import clean_email, domains_over, reach_of
from prospects.enums import SuppressionKind
from prospects.models import Prospect
from prospects.selectors.suppressions import channels_stopped, reached_by, suppression_for
from prospects.services import suppressing
from prospects.services.adding import check_nobody_stopped
from team.refusals import Refused
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import UserFactory

pytestmark = pytest.mark.django_db

DOMAINS = (
    "corrib.example",
    "mail.corrib.example",
    "a.b.c.corrib.example",
    "notcorrib.example",
    "corrib.example.test",
    "corrib",
    "corrib.co.uk",
    "xn--gre-6ka8i.example",
    "MAIL.Corrib.Example",
    "",
)
STOPPED = (
    "corrib.example",
    "mail.corrib.example",
    "c.corrib.example",
    "co.example",
    "example.test",
)
AT_OR_BELOW = [
    (place, stopped)
    for place in DOMAINS
    for stopped in STOPPED
    if place.lower() == stopped or place.lower().endswith(f".{stopped}")
]


@pytest.mark.parametrize("domain", [*DOMAINS, "a..b.example", ".corrib.example", "corrib.example."])
def test_the_database_names_the_same_domains_above_one_as_the_code(domain: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT domain FROM earnest_domains(%s)", [domain])
        named = [row[0] for row in cursor.fetchall()]

    assert named == domains_over(domain)


def test_the_domains_above_one_are_named_nearest_first_and_never_a_whole_country() -> None:
    assert domains_over("a.Mail.corrib.example") == [
        "a.mail.corrib.example",
        "mail.corrib.example",
        "corrib.example",
    ]


@pytest.mark.parametrize("stopped", STOPPED)
def test_a_stop_of_a_domain_keeps_us_from_the_same_people_however_it_is_asked(stopped: str) -> None:
    people = people_everywhere()
    suppressing.suppress_value(
        (SuppressionKind.DOMAIN, stopped), by=UserFactory.create(), at=timezone.now(), reason="No."
    )
    ours = {each.pk for each in people}
    wanted = {
        each.pk
        for each in people
        if (domain_of(each.email), stopped) in AT_OR_BELOW
        or (each.company.domain, stopped) in AT_OR_BELOW
    }

    asked = {each.pk for each in people if suppression_for(each, "", timezone.now())}
    reached = set(reached_by((SuppressionKind.DOMAIN, stopped)).values_list("pk", flat=True))
    assert asked == wanted
    assert set(channels_stopped(list(ours))) == wanted
    assert reached & ours == wanted
    assert {each.pk for each in people if not may_be_added(each)} == wanted


def people_everywhere() -> list[Prospect]:
    """Somebody with an address at each domain and a company at each, and both at once."""
    companies = [CompanyFactory.create(domain=domain) for domain in once(DOMAINS)]
    elsewhere = CompanyFactory.create(domain="elsewhere.example")
    people = [
        ProspectFactory.create(company=company, email=f"person{place}@elsewhere.example")
        for place, company in enumerate(companies)
    ]
    people += [
        ProspectFactory.create(company=elsewhere, email=f"ann@{domain}")
        for domain in once(DOMAINS)
        if domain
    ]
    return people


def once(domains: tuple[str, ...]) -> list[str]:
    """A domain belongs to one company, whatever its letters: the last way of writing it."""
    return list({domain.lower(): domain for domain in domains}.values())


def domain_of(address: str) -> str:
    return address.rpartition("@")[2]


def may_be_added(like: Prospect) -> bool:
    local, _, domain = like.email.partition("@")
    try:
        check_nobody_stopped(
            email=f"{local}-new@{domain}", domains=like.company.domains, at=timezone.now()
        )
    except Refused as refused:
        return refused.code != "stopped_domain"
    return True


@pytest.mark.parametrize("shared", ["gmail.com", "co.uk", "com.br", "com.au", "or.jp", "onet.pl"])
def test_a_domain_below_which_strangers_have_addresses_is_no_company(shared: str) -> None:
    with pytest.raises(Refused) as refusal:
        suppressing.suppress_value(
            (SuppressionKind.DOMAIN, shared),
            by=UserFactory.create(),
            at=timezone.now(),
            reason="No.",
        )

    assert refusal.value.code == "free_mail"


@pytest.mark.parametrize("own", ["corrib.ie", "co.example", "com.corrib.example", "bt.com"])
def test_a_company_below_which_are_its_own_people_may_be_stopped(own: str) -> None:
    stop = suppressing.suppress_value(
        (SuppressionKind.DOMAIN, own), by=UserFactory.create(), at=timezone.now(), reason="No."
    )

    assert stop.value == own


@pytest.mark.parametrize("typed", ["größe.example", "www.GRÖSSE.example", "kühlhaus.example"])
def test_a_domain_in_other_letters_reaches_whoever_has_an_address_there(typed: str) -> None:
    host = typed.removeprefix("www.")
    reach = reach_of(typed)
    assert reach is not None
    there = ProspectFactory.create(email=clean_email(f"anna@mail.{host}"))
    ProspectFactory.create(email=clean_email("anna@kuhlhaus.example"))

    suppressing.suppress_value(reach, by=UserFactory.create(), at=timezone.now(), reason="No.")

    assert list(reached_by(reach)) == [there]
    assert set(channels_stopped([there.pk])) == {there.pk}
