"""Why a mailbox could not be read, in words."""


class ReadError(Exception):
    """Reading stopped. `sentence` is for the mailbox's owner; `permanent` says that waiting will not help."""

    def __init__(self, sentence: str, *, permanent: bool, code: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.permanent = permanent
        self.code = code
