"""What is known of a letter, the clicks of its rep in a healthy web process, and what each of them may do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cadence.models import Delivery
from tests.proof.ground import Ground
from tests.proof.tabs import Answer, Tab, approval_of
from tests.proof.world import Browser, Letter

# What comes of a letter that is let go, by the first word of its recipient's address.
COMES_OF = {
    "ok": ("sent", 1),
    "r550": ("failed", 0),
    "r450": ("failed", 0),
    "d554": ("failed", 0),
    "d451": ("failed", 0),
    "lost": ("unknown", 1),
    "slow": ("sent", 1),
}


@dataclass(frozen=True, slots=True)
class Known:
    """The newest delivery's state, how many there are, and how often the mail server accepted the letter."""

    state: str = "none"
    deliveries: int = 0
    accepted: int = 0

    def __str__(self) -> str:
        return f"{self.state} (deliveries {self.deliveries}, accepted {self.accepted})"

    def after_a_click(self, fate: str, *, fresh: bool) -> "Known":
        """A click lets a letter go where nothing ever began; after a definite failure only a fresh review does."""
        if self.state == "none" or (self.state == "failed" and fresh):
            state, accepted = COMES_OF[fate]
            return Known(state, self.deliveries + 1, self.accepted + accepted)
        return self


def known(ground: Ground, letter: Letter) -> Known:
    deliveries = Delivery.objects.filter(touch=letter.touch).order_by("reserved_at")
    states = list(deliveries.values_list("state", flat=True))
    to = letter.draft.to_address
    accepted = sum(each["to"] == to for each in ground.post.accepted())
    return Known(states[-1] if states else "none", len(states), accepted)


@dataclass
class Rep:
    """A rep's hand on one letter, after whatever happened to it."""

    ground: Ground
    port: int
    browser: Browser
    letter: Letter
    words: Mapping[str, str]
    said: list[str] = field(default_factory=list)

    def click_again(self, approval: str) -> None:
        """The same review, delivered again: a browser that got no answer and is told to try once more."""
        self._judge("the same review again", fresh=False, ask=lambda: self._deliver(approval))

    def click_afresh(self) -> None:
        """A second tab: read once more, reviewed, delivered."""
        self._judge("a fresh review", fresh=True, ask=self._review_and_deliver)

    def resolve(self) -> None:
        """Say of a letter of unknown fate what the rep sees in the sent mail."""
        before = known(self.ground, self.letter)
        unknown = Delivery.objects.filter(touch=self.letter.touch, state="unknown")
        delivery = unknown.latest("reserved_at")
        left = "yes" if before.accepted else "no"
        answer = self._tab().post(f"/deliveries/{delivery.pk}/resolution/", left=left)
        state = "sent" if before.accepted else "failed"
        wanted = Known(state, before.deliveries, before.accepted)
        self._compare(f"the rep's answer {left!r}", answer, before, wanted)

    def sees_it(self) -> bool:
        """The letter is on the rep's queue."""
        return f"/queue/{self.letter.touch}/" in self._tab().get("/queue/").body

    def _judge(self, what: str, *, fresh: bool, ask: Callable[[], Answer]) -> None:
        before = known(self.ground, self.letter)
        fate = self.letter.draft.to_address.partition("-")[0]
        self._compare(what, ask(), before, before.after_a_click(fate, fresh=fresh))

    def _compare(self, what: str, answer: Answer, before: Known, wanted: Known) -> None:
        after = known(self.ground, self.letter)
        if after != wanted:
            self.said.append(f"{what} at {before} made it {after} instead of {wanted}")
        if answer.status not in {200, 302, 409, 422}:
            self.said.append(f"{what} at {before} was answered with {answer.status}")
        elif answer.status != 302 and not answer.sentence:
            self.said.append(f"{what} at {before} was answered without a sentence")

    def _review_and_deliver(self) -> Answer:
        reviewed = self._tab().review(self.letter.touch, **self.words)
        approval = approval_of(reviewed)
        return self._deliver(approval) if approval else reviewed

    def _deliver(self, approval: str) -> Answer:
        return self._tab(htmx=True).deliver(approval)

    def _tab(self, *, htmx: bool = False) -> Tab:
        return Tab(self.port, self.browser.cookie, htmx=htmx)
