"""People who sign in, and the teams they belong to."""

from typing import Any, ClassVar, Final
from zoneinfo import ZoneInfo

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from team.enums import Role
from team.places import UTC, zone_named

# What only signing in reads. The process of Monday letters may not (config/grants.py), so what it asks for leaves these out.
OF_SIGN_IN: Final = ("password", "last_login")


class Team(models.Model):
    """A manager and the reps whose work they see."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None, **fields: Any) -> "User":
        """Add someone who may sign in. Without a password they cannot, until one is set."""
        user = User(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(force_insert=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who signs in: a rep, a manager, an admin or an auditor."""

    email = models.EmailField(_("email"))
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.REP)
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="members"
    )
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=10, blank=True, default="", db_default="")
    country = models.CharField(_("country"), max_length=2, blank=True, default="")
    subdivision = models.CharField(_("region"), max_length=30, blank=True, default="")
    undo_seconds = models.PositiveSmallIntegerField(_("seconds to undo"), default=10)
    shortcuts_on = models.BooleanField(_("keyboard shortcuts"), default=True)
    monday_letter = models.BooleanField(
        _("a letter on Monday morning"), default=False, db_default=False
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_demo = models.BooleanField(_("demo sign-in"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_is_unique"),
            models.CheckConstraint(
                condition=Q(undo_seconds__lte=60), name="user_undo_is_at_most_a_minute"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def zone(self) -> ZoneInfo:
        """The clock on their wall; UTC where the zone that is kept is none."""
        return zone_named(self.time_zone) or UTC

    @property
    def is_rep(self) -> bool:
        return self.role == Role.REP

    @property
    def is_manager(self) -> bool:
        return self.role == Role.MANAGER

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN

    @property
    def is_auditor(self) -> bool:
        """Reads all and changes nothing: `team.middleware.AuditorsChangeNothing` refuses the rest."""
        return self.role == Role.AUDITOR

    @property
    def sees_all(self) -> bool:
        """Reads of every team, not only of their own."""
        return self.is_admin or self.is_auditor
