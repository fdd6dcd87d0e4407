"""The one way the app says no: a sentence for the person and a code for the program."""


class Refused(Exception):
    """A rule does not allow this now.

    `sentence` is what the person reads, already translated; `code` names the rule, in snake_case.
    """

    def __init__(self, sentence: str, *, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
