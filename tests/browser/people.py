"""Who opens the pages, signed in through the sign-in form."""

from django.test import Client
from django.urls import reverse

from team.models import User
from tests.factories.team import PASSWORD, UserFactory


def cookies_of(who: User | str) -> dict[str, str]:
    """The cookies of a browser in which this person has signed in; a first name makes a rep."""
    user = who if isinstance(who, User) else rep(who)
    client = Client()
    answer = client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert answer.status_code == 302, "the sign-in form refused"
    return {name: morsel.value for name, morsel in client.cookies.items()}


def rep(first_name: str) -> User:
    address = f"{first_name.lower()}@fernhill.example"
    found = User.objects.filter(email=address).first()
    return found or UserFactory.create(name=f"{first_name.title()} Okafor", email=address)
