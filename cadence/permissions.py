"""Who may work a try, and who may only read it."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cadence.models import CompanyRequest, Hold, Touch, UndecidedMail
from mailbox.models import Mailbox
from prospects import permissions as prospect_permissions
from prospects.models import Prospect
from team.models import TimeOff, User
from team.refusals import Refused


def can_work(user: User, touch: Touch) -> bool:
    """A try is made by the rep it belongs to, and by nobody else."""
    return touch.owner_id == user.pk


def check_works(user: User, touch: Touch) -> None:
    if not can_work(user, touch):
        raise Refused(
            _("This try belongs to a colleague. You can read it, and they make it."),
            code="not_your_try",
        )


def can_settle(user: User, touch: Touch) -> bool:
    """Whether its letter left, says its rep; of a rep who may no longer sign in, a manager of their team, or an admin."""
    rep = touch.owner
    if rep.pk == user.pk:
        return True
    manages = user.is_manager and user.team_id is not None and user.team_id == rep.team_id
    return not rep.is_active and (user.is_admin or manages)


def check_settles(user: User, touch: Touch) -> None:
    if not can_settle(user, touch):
        raise Refused(
            _("Whether it left, %(name)s says.") % {"name": touch.owner.first_name},
            code="not_your_letter",
        )


def can_look(user: User, mailbox: Mailbox) -> bool:
    """Why letters came back to a mailbox, says its owner, a manager of their team, or an admin; an auditor reads it."""
    manages = user.is_manager and user.team_id is not None and user.team_id == mailbox.owner.team_id
    return mailbox.owner_id == user.pk or user.sees_all or manages


def check_looks(user: User, mailbox: Mailbox) -> None:
    if not can_look(user, mailbox):
        raise Refused(_("The owner of the mailbox or their manager looks."), code="not_yours")


def check_tells_whose(user: User, mail: UndecidedMail) -> None:
    """Whoever works with somebody at one of the companies says whose mail it is."""
    people = Prospect.objects.workable_by(user)
    if not people.filter(company__in=mail.companies.values("pk")).exists():
        raise Refused(_("Whoever works at one of these companies says that."), code="not_yours")


def takers(user: User, prospect: Prospect) -> QuerySet[User]:
    """To whom this colleague may give a person: admins and the manager of the rep, to the rep's team; a rep takes over their own.

    Somebody's person becomes a colleague's in no other way. Of a rep in no team, an admin chooses among all.
    """
    return takers_of(user, prospect.owner)


def takers_of(user: User, rep: User) -> QuerySet[User]:
    """To whom this colleague may give the people of a rep."""
    others = User.objects.filter(is_active=True)
    manages = user.is_manager and user.team_id is not None and user.team_id == rep.team_id
    if user.is_admin or manages:
        return others.filter(team=rep.team_id) if rep.team_id else others
    return others.filter(pk=user.pk) if rep.pk == user.pk else others.none()


def check_hands_over(user: User, prospect: Prospect, to: User) -> None:
    if not takers(user, prospect).filter(pk=to.pk).exists():
        raise Refused(
            _("You cannot give %(name)s to %(colleague)s. Ask the manager of the team.")
            % {"name": prospect.name, "colleague": to.first_name},
            code="not_yours_to_give",
        )


def can_decide(user: User, prospect: Prospect) -> bool:
    """The person's rep decides about them; so do the rep's manager and an admin."""
    return prospect_permissions.can_work(user, prospect)


def check_decides(user: User, prospect: Prospect) -> None:
    if not can_decide(user, prospect):
        raise Refused(
            _("A colleague is talking with %(name)s. Ask them, or their manager.")
            % {"name": prospect.name},
            code="not_your_person",
        )


def check_decides_about(user: User, hold: Hold) -> None:
    """Whoever works with the person who answered there decides; without one there, whoever works at that company."""
    if hold.reply is not None and hold.reply.company_id == hold.company_id:
        check_decides(user, hold.reply.prospect)
    elif not Prospect.objects.workable_by(user).filter(company_id=hold.company_id).exists():
        raise Refused(_("A colleague decides about this company."), code="not_your_person")


def away_among(users: Iterable[User], at: datetime) -> set[int]:
    """Who of these has the day off where they live, or may no longer sign in. One query."""
    todays = {user.pk: at.astimezone(user.zone).date() for user in users}
    off = TimeOff.objects.filter(
        user__in=list(todays), last_day__gte=min(todays.values(), default=at.date())
    )
    away = {
        user
        for user, first, last in off.values_list("user", "first_day", "last_day")
        if first <= todays[user] <= last
    }
    return away | {user.pk for user in users if not user.is_active}


def covered_now_by(user: User) -> set[int]:
    """For whom this colleague covers on this day."""
    return set(TimeOff.objects.covered_by(user).values_list("user", flat=True))


def can_answer(
    user: User,
    request: CompanyRequest,
    leader: User,
    *,
    away: Collection[int],
    covered: Collection[int],
) -> bool:
    """Whoever has the conversation says who joins it; while they are `away`, their manager or an admin, and whoever covers. Never the asker."""
    if user.pk == request.asker_id:
        return False
    manages = user.is_manager and user.team_id is not None and user.team_id == leader.team_id
    stands_in = (user.is_admin or manages) and leader.pk in away
    return user.pk == leader.pk or leader.pk in covered or stands_in


def check_answers(user: User, request: CompanyRequest, leader: User, at: datetime) -> None:
    away, covered = away_among([leader], at), covered_now_by(user)
    if not can_answer(user, request, leader, away=away, covered=covered):
        raise Refused(
            _("%(colleague)s has this conversation, and answers.")
            % {"colleague": leader.first_name},
            code="not_yours_to_answer",
        )
