"""An answer to an invitation, or an invitation, as calendars send them: in words that a person can read."""

LONGEST_CALENDAR = 32_000
ACCEPTED, DECLINED, TENTATIVE, INVITED = "Accepted", "Declined", "Tentative", "Invitation"
_ANSWERS = {"ACCEPTED": ACCEPTED, "DECLINED": DECLINED, "TENTATIVE": TENTATIVE}
_LONGEST_LINE = 500


def meeting_answer(calendar: str) -> str:
    """`Accepted: Ten minutes about the depot`. Nothing for a calendar that neither answers nor invites."""
    lines = _unfolded(calendar)
    method = _value(lines, "METHOD").upper()
    if method == "REQUEST":
        word = INVITED
    elif method == "REPLY":
        attendee = next((line for line in lines if _name(line) == "ATTENDEE"), "")
        status = attendee.upper().partition("PARTSTAT=")[2]
        word = _ANSWERS.get(status.replace(":", ";").partition(";")[0], "")
    else:
        word = ""
    return f"{word}: {_value(lines, 'SUMMARY')}" if word else ""


def answers_an_invitation(text: str) -> bool:
    """Whether a text begins as `meeting_answer` begins it for a reply."""
    return text.startswith((f"{ACCEPTED}: ", f"{DECLINED}: ", f"{TENTATIVE}: "))


def _unfolded(calendar: str) -> list[str]:
    """A long line goes on behind a blank on the next."""
    lines: list[str] = []
    for line in calendar.split("\n"):
        if line[:1] in {" ", "\t"} and lines:
            if len(lines[-1]) < _LONGEST_LINE:
                lines[-1] += line[1:]
        else:
            lines.append(line[:_LONGEST_LINE])
    return lines


def _name(line: str) -> str:
    return line.replace(":", ";").partition(";")[0].upper()


def _value(lines: list[str], name: str) -> str:
    line = next((line for line in lines if _name(line) == name), "")
    return line.partition(":")[2].replace("\\", "").strip()
