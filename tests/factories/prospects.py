"""People and companies, as a rep would have them."""

import factory

from prospects.enums import LawfulBasis, SubscriberType
from prospects.models import Company, Prospect
from tests.factories.team import UserFactory
from tests.times import NOW


class CompanyFactory(factory.django.DjangoModelFactory[Company]):
    class Meta:
        model = Company

    name = factory.Sequence(lambda n: f"Corrib Cold Chain {n}")
    domain = factory.Sequence(lambda n: f"corrib{n}.example")
    country = "IE"
    city = "Galway"
    created_at = NOW


class ProspectFactory(factory.django.DjangoModelFactory[Prospect]):
    class Meta:
        model = Prospect

    company = factory.SubFactory(CompanyFactory)
    owner = factory.SubFactory(UserFactory)
    name = factory.Sequence(lambda n: f"Aoife Ní Bhriain {n}")
    email = factory.Sequence(lambda n: f"aoife{n}@corrib.example")
    title = "Head of Operations"
    country = "IE"
    source = "Cold Chain Expo"
    # Reachable wherever they are: what a country's rule asks for is the business of tests/privacy.
    subscriber_type = SubscriberType.CORPORATE
    lawful_basis = LawfulBasis.CONSENT
    created_at = NOW
