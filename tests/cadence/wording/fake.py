"""A model that answers by rule: what it was scripted to say, or the words it was given, one sentence shorter."""

import json
from dataclasses import dataclass, field

from cadence.wording import HelpError


@dataclass
class FakeModel:
    """`says`: the next answer, or the error instead of one; None makes one out of the material."""

    says: str | HelpError | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    def answer(self, instructions: str, material: str) -> str:
        self.asked.append((instructions, material))
        if isinstance(self.says, HelpError):
            raise self.says
        answer = shorter(material) if self.says is None else self.says
        if not answer.strip():
            raise HelpError(SILENT, reason="an empty answer")
        return answer


SILENT = "The help did not answer. Your words are as they were."


def shorter(material: str) -> str:
    """The same words without the paragraph after the greeting."""
    words = json.loads(material)["words"]
    greeting, *rest = words["body"].split("\n\n")
    return json.dumps({"subject": words["subject"], "body": "\n\n".join([greeting, *rest[1:]])})
