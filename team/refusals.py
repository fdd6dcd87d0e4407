"""The one way the app says no: a sentence for the person and a code for the program."""


class Sentence(str):
    """What the person reads, and which rule it speaks for: whatever view hands it on, the page can lead to the reason."""

    code: str

    def __new__(cls, words: str, code: str = "") -> "Sentence":
        sentence = super().__new__(cls, words)
        sentence.code = code
        return sentence


def code_of(said: object) -> str:
    """Of which rule this speaks; "" for any sentence that is no refusal."""
    return getattr(said, "code", "")


class Refused(Exception):
    """A rule does not allow this now.

    `sentence` is what the person reads, already translated; `code` names the rule, in snake_case.
    """

    def __init__(self, sentence: str, *, code: str) -> None:
        super().__init__(sentence)
        self.sentence = Sentence(sentence, code)
        self.code = code
