"""Who must show a second factor when they sign in."""

from django.db import models

from team.enums import Role

from .user import User


class SecondFactorDemand(models.Model):
    """Whoever has this role signs in with a second factor. A role without a row is free to."""

    role = models.CharField(max_length=10, choices=Role, unique=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values),
                name="a_second_factor_is_asked_of_a_known_role",
            )
        ]

    def __str__(self) -> str:
        return self.role
