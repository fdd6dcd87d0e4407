"""What belongs to the house: days and rules, plans, colleagues, views, countries; where each has an address."""

from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from cadence.checks.names import LOOKS
from cadence.enums import HouseRuleKind
from cadence.selectors.consequences import BY_CODE
from cadence.services import designing, house_holidays, ruling, uniting_companies
from prospects.enums import SuppressionKind
from prospects.models import CompanyLikeness, CountryRule, Likeness
from prospects.services import keeping_views, suppressing, uniting
from team.enums import Role
from team.models import User
from team.services import absences, inviting
from tests.factories.cadence import published_version
from tests.factories.prospects import CompanyFactory, ProspectFactory
from tests.factories.team import TeamFactory
from tests.team import doors
from tests.times import NOW

Args = dict[str, list[Any]]


def addressed(rep: User, admin: User, colleague: User) -> Args:
    return {
        **_days(rep, admin),
        **_rules(rep, admin),
        **_plans(admin),
        **_colleagues(rep, admin, colleague),
        **_views(rep),
        **_twice(rep),
    }


def _days(rep: User, admin: User) -> Args:
    soon = (NOW + timedelta(days=20)).date()
    later = soon + timedelta(days=9)
    off = absences.add_time_off(rep, first_day=soon, last_day=soon, by=rep, at=NOW)
    closed = absences.close_company(
        first_day=later, last_day=later, name="Inventory", by=admin, at=NOW
    )
    kept = house_holidays.add(
        country="IE", region="", day=later, name="Founders’ Day", by=admin, at=NOW
    )
    return {
        "team:time-off-of": [rep.pk],
        "team:week-of": [rep.pk],
        "cadence:closure-removal": [closed.pk],
        "cadence:holiday-removal": [kept.pk],
        "cadence:absence-new": [rep.pk],
        "cadence:absence": [off.pk],
        "cadence:absence-end": [off.pk],
        "cadence:handover": [rep.pk],
        "adherence:rep_method": [rep.pk],
        "adherence:rows": [rep.pk, "tries"],
        "adherence:rows-file": [rep.pk, "tries"],
    }


def _rules(rep: User, admin: User) -> Args:
    line = ruling.add_line(HouseRuleKind.WORN, "touch base again", by=admin, at=NOW)
    stop = suppressing.suppress_value(
        (SuppressionKind.EMAIL, "stop@harbor.example"), by=rep, at=NOW, reason="Not again."
    )
    look = next(iter(LOOKS))
    return {
        "cadence:rules-touched": [next(iter(BY_CODE))],
        "cadence:check-stop": [look],
        "cadence:check-reasons": [look],
        "cadence:line-new": ["worn"],
        "cadence:line-removal": [line.pk],
        "cadence:stop-lifting": [stop.pk],
        "prospects:country-rule": [CountryRule.objects.values_list("pk", flat=True)[0]],
        "team:help-page": ["guarantees"],
    }


def _plans(admin: User) -> Args:
    version = published_version()
    draft = designing.open_draft(version.cadence, by=admin, at=NOW)
    step = draft.steps.order_by("number").first()
    assert step is not None
    by_what: Args = {
        "cadence plan-archive plan-draft": [version.cadence_id],
        "editor plan-steps plan-drop publication": [version.cadence_id, draft.number],
        "plan-calendar plan-people plan-copy plan-file": [version.cadence_id, version.number],
        "plan-step plan-place plan-removal": [version.cadence_id, draft.number, step.pk],
        "plan-shipped": ["ten-conversations"],
    }
    return {f"cadence:{name}": args for names, args in by_what.items() for name in names.split()}


def _colleagues(rep: User, admin: User, colleague: User) -> Args:
    """Somebody was invited and has a passkey; a colleague has what can be taken from one; Maya has codes."""
    invited, token = inviting.invite(
        "nuala@fernhill.example", name="Nuala Kerr", role=Role.REP, team=rep.team, time_zone="Europe/Dublin",
        language="", by=admin, at=timezone.now(),
    )  # fmt: skip
    doors.with_an_app(rep)
    passkey = Authenticator.objects.create(
        user=invited, type=Authenticator.Type.WEBAUTHN, data={"name": "Her key", "credential": {}}
    )
    of_colleague = "colleague colleague-deactivation colleague-reactivation"
    of_colleague += " colleague-second-factor colleague-sessions"
    return {
        **{f"team:{name}": [colleague.pk] for name in of_colleague.split()},
        "team:colleague-link": [invited.pk],
        "team:colleague-link-removal": [invited.pk],
        "team:team-name": [rep.team_id],
        "team:team-removal": [TeamFactory.create().pk],
        "account_welcome": [token],
        "mfa_edit_webauthn": [passkey.pk],
        "mfa_remove_webauthn": [passkey.pk],
        "openid_connect_login": ["company"],
        "openid_connect_callback": ["company"],
    }


def _views(rep: User) -> Args:
    view = keeping_views.keep_view("Galway", "q=corrib", shared=False, by=rep, at=NOW)
    return {"prospects:view": [view.pk], "prospects:view-removal": [view.pk]}


def _twice(rep: User) -> Args:
    """Two who look like one, and one who stood in the list twice; and so of companies."""
    one, other, kept, twin = ProspectFactory.create_batch(4, owner=rep)
    alike = Likeness.objects.create(one=one, other=other, why=["phone"], found_at=NOW)
    merge = uniting.merge(kept, twin, take=(), by=rep, at=NOW)
    companies = CompanyFactory.create_batch(4, owner=rep)
    same = CompanyLikeness.objects.create(
        one=companies[0], other=companies[1], why=["name"], found_at=NOW
    )
    made = uniting_companies.merge(*companies[2:], take=(), by=rep, at=NOW)
    return {
        "cadence:company-duplicate": [same.pk],
        "cadence:company-duplicate-parting": [same.pk],
        "cadence:company-unmerging": [companies[2].pk, made.pk],
        "prospects:duplicate": [alike.pk],
        "prospects:duplicate-parting": [alike.pk],
        "prospects:unmerging": [kept.pk, merge.pk],
    }
