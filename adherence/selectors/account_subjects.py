"""What an event of the account is about: kept by a name of its own, and said in words."""

from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from cadence.enums import HouseRuleKind
from prospects.enums import Channel, Kept, SubscriberType
from team.places import countries_in

ALONE: dict[str, Lazy | str] = {
    "audit": _("the audit"),
    "company closures": _("closures of the company"),
    "people": _("people"),
    "second factor": _("the second factor"),
    "stop list": _("the stop list"),
    "team_policy 1": _("the numbers of the rules"),
}
NUMBERED: dict[str, Lazy | str] = {
    "approval": _("review %(number)s"),
    "company": _("company %(number)s"),
    "delivery": _("letter %(number)s"),
    "impactstory": _("story %(number)s"),
    "import": _("import %(number)s"),
    "person": _("person %(number)s"),
    "prospect": _("person %(number)s"),
    "question": _("question %(number)s"),
    "resource": _("resource %(number)s"),
    "stop": _("stop %(number)s"),
    "team_user": _("colleague %(number)s"),
    "time off of user": _("time off of colleague %(number)s"),
    "user": _("colleague %(number)s"),
    "week of user": _("working week of colleague %(number)s"),
}
KINDS: dict[str, dict[str, Lazy | str]] = {
    "kept": dict(Kept.choices),
    "list": dict(HouseRuleKind.choices),
}
OF_A_PLACE = {
    "country rule": _("country rule: %(where)s"),
    "public holidays of": _("public holidays: %(where)s"),
}


def in_words(subject: str) -> str:
    """What is no name of ours, such as an address or what a cadence is called, says itself."""
    if subject in ALONE:
        return str(ALONE[subject])
    what, _space, which = subject.rpartition(" ")
    if which.isdecimal() and what in NUMBERED:
        return NUMBERED[what] % {"number": which}
    if which == "prospects" and what.isdecimal():
        return ngettext("%(count)s person", "%(count)s people", int(what)) % {"count": what}
    if said := KINDS.get(what, {}).get(which):
        return str(said)
    for begins, words in OF_A_PLACE.items():
        codes = subject.removeprefix(begins).split()
        if codes and subject.startswith(f"{begins} "):
            return words % {"where": _place(codes)}
    return subject


def _place(codes: list[str]) -> str:
    """A country, and then a region of it or the channel and whom a rule is for."""
    country, *rest = codes
    named = dict(countries_in(get_language() or "en")) | {"elsewhere": str(_("Everywhere else"))}
    words = {**dict(Channel.choices), **dict(SubscriberType.choices)}
    return ", ".join([named.get(country, country), *(str(words.get(each, each)) for each in rest)])
