"""A mailbox behind IMAP."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import batched

from imapclient import IMAPClient
from imapclient.imapclient import SENT

from mailbox.inbound.imap_connection import reading_errors
from mailbox.inbound.reader import INBOX, LONGEST_MAIL, Fetched, Folder, FolderStatus

_BODY = f"BODY.PEEK[]<0.{LONGEST_MAIL}>"
_AT_ONCE = 10


class ImapReader:
    """Reads with EXAMINE and BODY.PEEK, so that nothing is ever marked as read."""

    def __init__(self, client: IMAPClient) -> None:
        self._client = client

    def folders(self) -> list[Folder]:
        with reading_errors():
            sent = self._client.find_special_folder(SENT)
        found = [Folder(INBOX, holds_own_mail=False)]
        return [*found, Folder(str(sent), holds_own_mail=True)] if sent else found

    def select(self, folder: str) -> FolderStatus:
        with reading_errors():
            answer = self._client.select_folder(folder, readonly=True)
            next_uid = answer.get(b"UIDNEXT") or self._next_uid_by_search()
            return FolderStatus(int(answer[b"UIDVALIDITY"]), int(next_uid))

    def uids_after(self, uid: int) -> list[int]:
        with reading_errors():
            found = self._client.search(["UID", f"{uid + 1}:*"])
        # "n:*" names the last message even when its number is below n
        return sorted(int(number) for number in found if number > uid)

    def uids_since(self, day: date) -> list[int]:
        with reading_errors():
            return sorted(int(number) for number in self._client.search(["SINCE", day]))

    def fetch(self, uids: Sequence[int]) -> Iterator[Fetched]:
        for few in batched(uids, _AT_ONCE):
            with reading_errors():
                answers = self._client.fetch(list(few), [_BODY, "INTERNALDATE"])
            for uid in few:
                if uid in answers:
                    yield _fetched(uid, answers[uid])

    def close(self) -> None:
        """The connection belongs to `signed_in`, which ends it."""

    def _next_uid_by_search(self) -> int:
        found = self._client.search(["ALL"])
        return int(max(found)) + 1 if found else 1


def _fetched(uid: int, answer: dict[bytes, object]) -> Fetched:
    raw = next(
        (
            value
            for name, value in answer.items()
            if name.startswith(b"BODY[]") and isinstance(value, bytes)
        ),
        b"",
    )
    received = answer.get(b"INTERNALDATE")
    when = received.astimezone(UTC) if isinstance(received, datetime) else datetime.now(UTC)
    return Fetched(uid, raw[:LONGEST_MAIL], when)
