"""The words that ask somebody we know for an introduction. The rep changes them and sends them by their own means."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from django.utils.translation import gettext as _

from prospects.models import Prospect
from research.models import Brief
from team.languages import for_others


@dataclass(frozen=True, slots=True)
class Ask:
    """A drafted ask; nothing is kept of it until the rep says that they asked."""

    introducer: str
    words: str
    subject: str
    address: str = ""

    @property
    def mailto(self) -> str:
        """For the rep's own mail program: it is theirs to send."""
        return (
            f"mailto:{quote(self.address)}?subject={quote(self.subject)}&body={quote(self.words)}"
        )


def ask_for(
    prospect: Prospect, brief: Brief | None, *, introducer: str, sender: str, address: str = ""
) -> Ask:
    """Whom we would like to talk with, why, why now, and an easy way to say no. Nothing is made up."""
    words = {"name": prospect.name, "company": prospect.company.name}
    with for_others():
        return Ask(
            introducer=introducer,
            words="\n\n".join(_lines(prospect, brief, introducer=introducer, sender=sender)),
            subject=_("Do you know %(name)s at %(company)s?") % words,
            address=address,
        )


def _lines(
    prospect: Prospect, brief: Brief | None, *, introducer: str, sender: str
) -> Iterator[str]:
    who = f"{prospect.name}, {prospect.title}" if prospect.title else prospect.name
    words = {"who": who, "company": prospect.company.name}
    yield _("Hi %(name)s,") % {"name": introducer.split(maxsplit=1)[0]}
    yield _("I would like to talk with %(who)s at %(company)s, and you may know them.") % words
    if brief is not None and brief.problem:
        yield _("What I may help with: %(problem)s") % {"problem": brief.problem}
    if brief is not None and brief.why_now:
        yield _("Why now: %(why)s") % {"why": brief.why_now}
    yield _("Would you introduce us? Two lines from you are enough, and a plain no is fine, too.")
    yield sender.split(maxsplit=1)[0]
