"""What can go wrong between us and a mail server, in words a rep understands."""

from django.utils.translation import gettext as _

from mailbox.enums import Stage
from mailbox.fitness import OutboundRefused

__all__ = ["Ambiguous", "OutboundError", "OutboundRefused"]

# the first digit of an SMTP answer says how it is meant
_SUCCESS, _TRANSIENT, _PERMANENT = 2, 4, 5
_STORAGE_EXCEEDED = 552


class OutboundError(Exception):
    """The letter was certainly not accepted.

    `permanent` says that trying the same thing again will not help. `code` and `reply` are the server's own answer.
    """

    def __init__(
        self,
        sentence: str,
        *,
        permanent: bool,
        stage: Stage,
        code: int | None = None,
        reply: str = "",
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        self.stage = stage
        self.code = code
        self.reply = reply


class Ambiguous(OutboundError):
    """Bytes left and no clear answer came back: the letter may have been accepted. Only a person may resolve it."""


def refused_by_server(stage: Stage, code: int, reply: str) -> OutboundError:
    """The server answered with a refusal at `stage`: certain, whatever the stage."""
    return OutboundError(
        _sentence(stage, code, reply),
        permanent=_is_permanent(code),
        stage=stage,
        code=code,
        reply=reply,
    )


def broken_off(stage: Stage, reply: str = "") -> OutboundError:
    """The conversation ended before the letter itself began: certain."""
    if stage == Stage.CONNECT:
        sentence = _("The mail server did not answer. Nothing was sent.")
    else:
        sentence = _("The mail server broke off before the letter began. Nothing was sent.")
    return OutboundError(sentence, permanent=False, stage=stage, reply=reply)


def given_up() -> OutboundError:
    """Too much time passed before the letter itself began: certain."""
    return OutboundError(
        _("It took too long to reach the letter, so it was given up. Nothing was sent."),
        permanent=False,
        stage=Stage.LETTER,
    )


def uncertain(reply: str = "", code: int | None = None) -> Ambiguous:
    """The letter left and the answer was lost."""
    return Ambiguous(
        _("The mail server did not confirm that it took the letter."),
        permanent=False,
        stage=Stage.LETTER,
        code=code,
        reply=reply,
    )


def is_success(code: int) -> bool:
    return code // 100 == _SUCCESS


def is_refusal(code: int) -> bool:
    return code // 100 in {_TRANSIENT, _PERMANENT}


def _is_permanent(code: int) -> bool:
    return code // 100 == _PERMANENT


def _sentence(stage: Stage, code: int, reply: str) -> str:
    if stage == Stage.CONNECT:
        return _("The mail server turned us away. Nothing was sent.")
    if stage == Stage.SIGN_IN:
        return _sign_in_sentence(code)
    if stage == Stage.SENDER:
        return _("Your mail server does not let you send from this address. Nothing was sent.")
    if stage == Stage.RECIPIENT:
        return _recipient_sentence(code, reply)
    return _letter_sentence(code)


def _sign_in_sentence(code: int) -> str:
    if _is_permanent(code):
        return _("The mailbox refused the sign-in. Check the user name and the password.")
    return _(
        "The mailbox cannot sign us in right now. Nothing was sent; try again in a few minutes."
    )


def _recipient_sentence(code: int, reply: str) -> str:
    if not _is_permanent(code):
        return _("The mail server asks to try this address later. Nothing was sent.")
    if "5.7." in reply:
        return _(
            "The mail server does not accept letters from you to this address. Nothing was sent."
        )
    if "5.2.2" in reply or code == _STORAGE_EXCEEDED:
        return _("Their mailbox is full. Nothing was sent.")
    return _("Their mail server doesn't know this address. Nothing was sent.")


def _letter_sentence(code: int) -> str:
    if _is_permanent(code):
        return _("The mail server read the letter and refused it. It was not sent.")
    return _(
        "The mail server could not take the letter right now. It was not sent; try again in a few minutes."
    )
