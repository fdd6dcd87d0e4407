"""The cadence that ships: twelve attempts in eight weeks, each with something new to say.

The days and channels are PRODUCT's table; the words are first drafts, to be made one's own. A line
that ends with a colon and stands alone begins a part of a call.
"""

from dataclasses import dataclass
from datetime import time
from typing import Final

from cadence.validator import GOOD_ENDING, Problem, validate
from prospects.enums import Channel

__all__ = ["DESCRIPTION", "NAME", "STEPS", "Problem", "StepPlan", "validate"]

NAME: Final = "Ten conversations"
DESCRIPTION: Final = "Twelve tries in eight weeks on four channels, and something new in each."


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One planned attempt, in the words of the Step model."""

    day: int
    channel: Channel
    purpose: str
    title: str
    guidance: str
    value_kind: str
    body_template: str
    subject_template: str = ""
    call_hour: time | None = None


STEPS: Final[tuple[StepPlan, ...]] = (
    StepPlan(
        day=1,
        channel=Channel.EMAIL,
        purpose="trigger",
        title="The news about them, and why it matters to them",
        guidance="One fact, one guess, one question. Leave out who we are: the signature says it.",
        value_kind="finding",
        subject_template="Reading about {{ person.company }}",
        body_template="""Hi {{ person.greeting }},

I came across this in {{ fact.source }}{% if fact.date %} of {{ fact.date }}{% endif %}: {{ fact.claim }}.

My guess is that it brings one thing closer: {{ brief.problem }}. And the timing made me write today rather than later: {{ brief.why_now }}.

I may well be wrong, so I would rather ask than assume. Is this on your desk at the moment?

If it isn't, tell me and I'll stop.

{{ sender.first_name }}""",
    ),
    StepPlan(
        day=3,
        channel=Channel.CALL,
        purpose="first-question",
        title="One good question",
        guidance=(
            "Ask whether it is a good moment, and believe the answer. Then one question, and listen."
            " Write down the answer in their own words."
        ),
        value_kind="question",
        call_hour=time(9),
        body_template="""Opening line:
Hello {{ person.greeting }}, this is {{ sender.name }}{% if sender.company %} from {{ sender.company }}{% endif %}. I am interrupting you. Is half a minute all right, or shall I ring another day?

One question:
{{ question.text }}

Voicemail, 20 seconds:
Hello {{ person.greeting }}, {{ sender.name }} here. I wrote to you{% if previous.date %} on {{ previous.date }}{% endif %}, one page with one question in it. No need to ring back: a line to that letter is plenty, and so is a plain no. Have a good day.""",
    ),
    StepPlan(
        day=8,
        channel=Channel.LINKEDIN,
        purpose="comment",
        title="A useful comment on something they wrote",
        guidance=(
            "Read what they wrote to the end. Answer it as a reader: no product, no link. Add what"
            " you know about it from your own work, or do not comment at all."
        ),
        value_kind="finding",
        body_template="""The part that stays with me: {{ fact.claim }}. What made you look at it from that side, {{ person.greeting }}?""",
    ),
    StepPlan(
        day=11,
        channel=Channel.EMAIL,
        purpose="story-in-writing",
        title="What changed for a customer their size",
        guidance="Their words before ours. Name the customer only where we may.",
        value_kind="story",
        subject_template=(
            "{% if story.customer %}What changed at {{ story.customer }}"
            "{% else %}What changed for another team{% endif %}"
        ),
        body_template="""Hi {{ person.greeting }},

A short story today, because {{ story.called | default: "another team" }} stood where I imagine you standing.

{{ story.change }}.{% if story.number %} They measured it, too. {{ story.number }}.{% endif %}

Does any of it sound like {{ person.company }}?

And if it sounds like somebody else entirely, say so and I will leave it there.

{{ sender.first_name }}""",
    ),
    StepPlan(
        day=16,
        channel=Channel.CALL,
        purpose="story-told",
        title="Another story, told in thirty seconds, at another hour",
        guidance="Practise the story aloud once. Tell it, stop, and wait for what comes back.",
        value_kind="story",
        call_hour=time(16),
        body_template="""Opening line:
Hello {{ person.greeting }}, {{ sender.name }} speaking. I have one story of thirty seconds; after that you tell me to go on or to stop. Is now all right?

The story:
{{ story.thirty_seconds }}

One question:
Which part of that would be different at {{ person.company }}?

If nobody answers:
Leave no message today. A second voicemail is kept for the end.""",
    ),
    StepPlan(
        day=21,
        channel=Channel.LINKEDIN,
        purpose="invitation",
        title="An invitation with a reason about them",
        guidance="The reason is something they did or said. No pitch, no link, no second sentence of ours.",
        value_kind="finding",
        body_template="""Hi {{ person.greeting }}, I noticed this and would like to know how it goes: {{ fact.claim }}{% if fact.source %} ({{ fact.source }}){% endif %}. May I follow it here? {{ sender.first_name }}""",
    ),
    StepPlan(
        day=24,
        channel=Channel.EMAIL,
        purpose="resource",
        title="Something they can keep",
        guidance="Send what helps without us. Say which page to open first.",
        value_kind="resource",
        subject_template="Yours to keep, {{ person.greeting }}",
        body_template="""Hi {{ person.greeting }},

Today no question about you, only a thing for your shelf: {{ resource.title }}.{% if resource.summary %} {{ resource.summary }}.{% endif %}
{% if resource.url %}
{{ resource.url }}
{% endif %}
You can use it without us. Pass it to whoever at {{ person.company }} gets the most out of it.

Should you rather have no more of these, a one-word no is a good answer.

{{ sender.first_name }}""",
    ),
    StepPlan(
        day=29,
        channel=Channel.CALL,
        purpose="industry-question",
        title="A question from their industry",
        guidance="You are collecting answers, not selling one. Offer to share what others said.",
        value_kind="question",
        call_hour=time(11, 30),
        body_template="""Opening line:
Hello {{ person.greeting }}, it's {{ sender.name }}{% if sender.company %} at {{ sender.company }}{% endif %}. I have a question about {{ person.industry | default: "your trade" }} that I cannot answer from my chair. May I ask it?

One question:
{{ question.text }}

Why it is worth asking:
{{ question.why | default: "You see it every day, and I do not." }}

If nobody answers:
Leave no message. Ring off before the beep, and note the hour.""",
    ),
    StepPlan(
        day=35,
        channel=Channel.EMAIL,
        purpose="question-in-writing",
        title="A question in writing, with what others answered",
        guidance="Add two answers you have heard, in the words of those who gave them, without names.",
        value_kind="question",
        subject_template="One question, {{ person.greeting }}",
        body_template="""Hi {{ person.greeting }},

Some questions are easier to answer in writing, so here is one with nothing around it:

{{ question.text }}
{% if question.why %}
Why I ask: {{ question.why }}.
{% endif %}
Half a sentence is plenty. If it is the wrong question, or you are the wrong person for it, say so and that is fine.

{{ sender.first_name }}""",
    ),
    StepPlan(
        day=38,
        channel=Channel.CALL,
        purpose="what-changed",
        title="What changed for them since day one",
        guidance="The last call. Thank them whatever happens, and do not ask for a meeting twice.",
        value_kind="finding",
        call_hour=time(14),
        body_template="""Opening line:
Hello {{ person.greeting }}, {{ sender.name }} once more. Since I first wrote, something has moved at your end. May I ask about it for a minute?

What has changed:
{{ fact.claim }}{% if fact.source %} ({{ fact.source }}{% if fact.date %}, {{ fact.date }}{% endif %}){% endif %}.

One question:
What has that changed in your week?

Voicemail, 20 seconds:
Hello {{ person.greeting }}, this is {{ sender.name }}. I saw what is new at {{ person.company }} and thought of you. I will not ring again after today. My letters carry my address, should any of it be useful. Thank you for your patience, and good luck with it.""",
    ),
    StepPlan(
        day=44,
        channel=Channel.POST,
        purpose="page-by-post",
        title="A printed page, with a line by hand",
        guidance="Print the page, write this by hand, use a real stamp. Check the spelling of the name.",
        value_kind="resource",
        body_template="""Dear {{ person.greeting }},

Paper still gets read over coffee, so I printed this for you: {{ resource.title }}.{% if resource.summary %} {{ resource.summary }}.{% endif %}

There is nothing to sign up for. Pin it up, hand it on, or let it line a drawer.

If post from me is one letter too many, tell me and I'll stop.

With kind regards,
{{ sender.name }}""",
    ),
    StepPlan(
        day=49,
        channel=Channel.EMAIL,
        purpose=GOOD_ENDING,
        title="The good ending",
        guidance="Thank them, leave one useful thing, say that we come back only with a new reason.",
        value_kind="resource",
        subject_template="Thank you, {{ person.greeting }}",
        body_template="""Hi {{ person.greeting }},

This closes my side of our correspondence. Thank you for the room you gave it.

One useful thing to leave with you: {{ resource.title }}.{% if resource.summary %} {{ resource.summary }}.{% endif %}
{% if resource.url %}
{{ resource.url }}
{% endif %}
You will not hear from me for half a year, and then only with a new reason. If never is better, a line is enough.

I wish you and {{ person.company }} well.

{{ sender.first_name }}""",
    ),
)
