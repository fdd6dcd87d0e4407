"""People who sign in."""

import factory
from django.contrib.auth.hashers import make_password

from team.enums import Role
from team.models import Team, User

PASSWORD = "a-password-of-the-tests"


class TeamFactory(factory.django.DjangoModelFactory[Team]):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"Team {n}")


class UserFactory(factory.django.DjangoModelFactory[User]):
    """A rep with a team, who signs in with PASSWORD."""

    class Meta:
        model = User

    name = factory.Sequence(lambda n: f"Maya Okafor {n}")
    email = factory.Sequence(lambda n: f"maya{n}@fernhill.example")
    password = factory.LazyFunction(lambda: make_password(PASSWORD))
    role = Role.REP
    team = factory.SubFactory(TeamFactory)
    time_zone = "Europe/Dublin"
    country = "IE"
