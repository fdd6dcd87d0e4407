"""The figures in words, each with what to do where it is not well."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cadence.enums import DeliveryState
from config.operations.bells import Bell
from config.operations.figures import MOST_COUNTED, Figures, Polled, Queue
from mailbox.enums import MailboxState
from prospects.enums import ImportState

# A queue is emptied every half minute; one that stands longer grows.
LONG_DUE = timedelta(minutes=5)
# Read twice a minute; one that fails is tried every five minutes.
LONG_UNREAD = timedelta(minutes=3)


@dataclass(frozen=True, slots=True)
class Sentence:
    """`what_to_do` is said where it is not well, and only there."""

    text: str
    what_to_do: str = ""

    @property
    def is_well(self) -> bool:
        return not self.what_to_do


@dataclass(frozen=True, slots=True)
class Group:
    key: str
    title: str
    sentences: list[Sentence]


def of(told: Figures, *, broker: bool) -> list[Group]:
    """All that there is to say, what is not well first in its group."""
    groups = [
        Group("clock", _("The clock"), [*_broker(broker), *map(_bell, told.bells.all)]),
        Group("waiting", _("What waits for the worker"), [_queue(each) for each in told.queues]),
        Group("mailboxes", _("Mailboxes"), [_mailbox(each) for each in told.mailboxes]),
        Group("letters", _("Letters"), list(_letters(told))),
        Group("imports", _("Imports"), list(_imports(told))),
    ]
    for group in groups:
        group.sentences.sort(key=lambda each: each.is_well)
    return groups


def span(age: timedelta) -> str:
    """In the largest unit that says enough."""
    seconds = int(age.total_seconds())
    if seconds < 120:
        return ngettext("%(n)s second", "%(n)s seconds", seconds) % {"n": seconds}
    minutes = seconds // 60
    if minutes < 120:
        return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}
    return ngettext("%(n)s day", "%(n)s days", hours // 24) % {"n": hours // 24}


def _broker(answers: bool) -> Iterator[Sentence]:
    if answers:
        yield Sentence(_("The broker answers."))
        return
    yield Sentence(
        _("The broker does not answer: nothing rings the clock's bells."),
        _(
            "Start Valkey or Redis, or mend REDIS_URL. Reviewing and sending go on meanwhile, and nothing is lost."
        ),
    )


def _bell(bell: Bell) -> Sentence:
    acts = {
        "plan_due": _("planned"),
        "replan_changed": _("planned anew what was changed"),
        "wait_for_introductions": _("looked after introductions"),
        "keep_covers": _("looked after who covers for whom"),
        "draft_due": _("drafted"),
        "poll_mailboxes": _("read mailboxes"),
        "count_gaps": _("counted gaps"),
        "reap": _("looked for letters that broke off"),
        "roll_up": _("counted what changed"),
        "draw": _("picked tries for coaching"),
        "recount": _("counted everything again"),
        "sweep": _("swept away what was kept long enough"),
        "verify_account": _("read the whole account"),
        "monday": _("looked for Monday letters to write"),
    }
    act = acts.get(bell.name, bell.name)
    if bell.heard_at is None:
        text = _("So far, the clock never %(act)s.") % {"act": act}
    else:
        text = _("The clock %(act)s %(age)s ago.") % {"act": act, "age": span(bell.age)}
    if not bell.is_late:
        return Sentence(text)
    every = {"every": span(bell.every)}
    return Sentence(
        text,
        _(
            "It should every %(every)s. Look whether worker and beat run and what their logs say; start them again."
        )
        % every,
    )


def _queue(queue: Queue) -> Sentence:
    more = _("%(n)s or more") % {"n": MOST_COUNTED}
    count = more if queue.depth >= MOST_COUNTED else queue.depth
    texts = {
        "plan": ngettext(
            "%(n)s person waits for the next try to be planned.",
            "%(n)s people wait for the next try to be planned.",
            queue.depth,
        ),
        "draft": ngettext(
            "%(n)s try waits for its first draft.",
            "%(n)s tries wait for their first draft.",
            queue.depth,
        ),
        "settle": ngettext(
            "%(n)s mail was read and waits to be understood.",
            "%(n)s mails were read and wait to be understood.",
            queue.depth,
        ),
    }
    text = texts[queue.name] % {"n": count}
    if queue.oldest <= LONG_DUE:
        return Sentence(text)
    return Sentence(
        text,
        _(
            "The first has waited for %(age)s. Where the clock is well, start one more worker; what fails again and again stands in the worker's log."
        )
        % {"age": span(queue.oldest)},
    )


def _mailbox(each: Polled) -> Sentence:
    owner = each.mailbox.owner.first_name
    if each.age is None:
        text = _("%(name)s's mailbox was never read.") % {"name": owner}
    else:
        text = _("%(name)s's mailbox was read %(age)s ago.") % {
            "name": owner,
            "age": span(each.age),
        }
    if each.mailbox.state == MailboxState.FAILING:
        return Sentence(
            text,
            _("%(why)s Ask %(name)s to look at Settings, Mailbox.")
            % {"why": each.mailbox.state_note, "name": owner},
        )
    if each.age is not None and each.age <= LONG_UNREAD:
        return Sentence(text)
    return Sentence(
        text, _("It is read twice a minute. Where the clock is well, look into the worker's log.")
    )


def _letters(told: Figures) -> Iterator[Sentence]:
    day = told.recent_outcomes
    sent = day[DeliveryState.SENT]
    yield Sentence(
        ngettext(
            "%(n)s letter left in the last 24 hours.",
            "%(n)s letters left in the last 24 hours.",
            sent,
        )
        % {"n": sent}
    )
    failed = day[DeliveryState.FAILED]
    yield Sentence(
        ngettext(
            "%(n)s letter did not leave in the last 24 hours; its sender knows.",
            "%(n)s letters did not leave in the last 24 hours; their senders know.",
            failed,
        )
        % {"n": failed}
    )
    unknown = told.under_way[DeliveryState.UNKNOWN]
    yield Sentence(
        ngettext(
            "%(n)s letter waits for its sender to say what became of it.",
            "%(n)s letters wait for their sender to say what became of them.",
            unknown,
        )
        % {"n": unknown},
        _(
            "Each stands at the top of its sender's queue. Nobody else can know, and nothing is sent again by itself."
        )
        if unknown
        else "",
    )
    drafts = told.drafts_waiting
    yield Sentence(
        ngettext(
            "%(n)s draft is due and waits for its rep.",
            "%(n)s drafts are due and wait for their reps.",
            drafts,
        )
        % {"n": drafts}
    )


def _imports(told: Figures) -> Iterator[Sentence]:
    """By the names that the import itself gives its states."""
    for state, count in sorted(told.imports.items()):
        label = ImportState(state).label
        yield Sentence(_("%(state)s: %(n)s in the last 14 days.") % {"state": label, "n": count})
    if not told.imports:
        yield Sentence(_("Nobody brought people in during the last 14 days."))
