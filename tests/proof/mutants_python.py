"""The sender's own care in Python, taken away text by text, in the processes of the crash matrix alone."""

import importlib
import inspect
import os
from dataclasses import dataclass

VARIABLE = "PROOF_MUTANT"
SENDING = "cadence.services.sending"
BEGIN = """            if not _begin_sending(delivery, approval, raw):
                return Outcome(DeliveryState.FAILED, _("It was given up while it got ready."))
"""
TRANSMIT = "            accepted = envelope.transmit(raw)\n"
ONCE = """    if delivery.message_id != raw_id:
        return delivery
"""


@dataclass(frozen=True, slots=True)
class PythonMutant:
    """In `module`, each `old` text becomes the new one."""

    name: str
    module: str
    texts: tuple[tuple[str, str], ...]
    why: str = ""


ALL = [
    PythonMutant("sending is written down after the letter went", SENDING, (
        (BEGIN + TRANSMIT, f"{TRANSMIT}            _begin_sending(delivery, approval, raw)\n"),
    )),
    PythonMutant("the start is committed with the letter, not before it", SENDING, (
        ("with transport.connect(account", "with transaction.atomic(), transport.connect(account"),
        ("with transaction.atomic(durable=True), guarded()", "with transaction.atomic(), guarded()"),
    )),
    PythonMutant("a lost answer counts as not sent", SENDING, (
        ("Outcome(DeliveryState.UNKNOWN", "Outcome(DeliveryState.FAILED"),
    )),
    PythonMutant("the transport takes silence for a refusal", "mailbox.outbound.transport", (
        ("raise uncertain(_named(error)) from error", "raise broken_off(Stage.LETTER, _named(error)) from error"),
    )),
    PythonMutant("a refusal counts as sent", SENDING, (
        ("Outcome(DeliveryState.FAILED, error.sentence, error.code, error.reply)", "Outcome(DeliveryState.SENT)"),
    )),
    PythonMutant("a letter is handed over a second time", SENDING, ((TRANSMIT, TRANSMIT * 2),)),
    PythonMutant("the same review posted again sends again", SENDING, (
        (ONCE, ""), ("return moved == 1", "return True"),
    ), why="the answer of the first click and the claim of the start hold this promise, each enough alone when clicks come one by one"),
    PythonMutant("what came of it is not written down", SENDING, (
        ("    _settle(delivery, approval, outcome, by=by, at=at)\n", ""),
    )),
    PythonMutant("a copy that cannot be kept breaks the answer", "mailbox.outbound.sent_folder", (
        ("    if mailbox.kind == MailboxKind.SANDBOX:\n        return False\n", "    raise RuntimeError\n"),
    )),
    PythonMutant("the rep's answer is turned round", SENDING, (
        ("DeliveryState.SENT if left else DeliveryState.FAILED", "DeliveryState.FAILED if left else DeliveryState.SENT"),
    )),
    PythonMutant("other bytes leave than were written down", SENDING, (
        (TRANSMIT, TRANSMIT.replace("raw", 'raw + b"P.S. One more thing.\\r\\n"')),
    )),
    PythonMutant("other words leave than were reviewed", "mailbox.outbound.compose", (
        ('text = check_body(_("the letter"), letter.body)', 'text = "By the way: " + check_body(_("the letter"), letter.body)'),
    )),
    PythonMutant("a second click goes on with the first one's letter", SENDING, ((ONCE, ""),)),
]  # fmt: skip


def apply_python(name: str = "") -> None:
    """Make this process the mutant of that name, or the one that its environment names; none is the product as it is."""
    name = name or os.environ.get(VARIABLE, "")
    for mutant in ALL:
        if mutant.name == name:
            _rewrite(mutant)
            return
    if name:
        raise LookupError(f"there is no mutant {name}")


def _rewrite(mutant: PythonMutant) -> None:
    module = importlib.import_module(mutant.module)
    source = inspect.getsource(module)
    for old, new in mutant.texts:
        if old not in source:
            raise LookupError(f"{mutant.module} does not have: {old}")
        source = source.replace(old, new)
    exec(compile(source, module.__file__ or mutant.module, "exec"), vars(module))
