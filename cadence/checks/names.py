"""What each look asks, in words an admin reads. Only these can be made a stop; every other check is one already."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from . import (
    attached,
    bare_link,
    fact_source,
    false_reply,
    good_ending,
    invitation,
    jargon,
    letter_hours,
    novelty,
    one_ask,
    quoted_mail,
    sentence_length,
    subject,
    value_item,
    way_out,
    we_you,
    words,
    worn_phrases,
)

LOOKS: Final = {
    worn_phrases.CODE: _("No bump, no guilt, no worn opening"),
    novelty.CODE: _("Not the same call again"),
    words.CODE: _("Short enough to be read"),
    subject.CODE: _("A subject about them, short and not used before"),
    jargon.CODE: _("No words of a brochure"),
    one_ask.CODE: _("One thing asked"),
    way_out.CODE: _("An easy way to say no"),
    we_you.CODE: _("More about them than about us"),
    value_item.CODE: _("One new thing of value"),
    good_ending.CODE: _("A last letter that thanks, and wants nothing"),
    sentence_length.CODE: _("Sentences that can be said in one breath"),
    fact_source.CODE: _("Shares, large sums and counts from a source"),
    bare_link.CODE: _("No link without a word on what it is"),
    attached.CODE: _("What is “attached” is attached"),
    false_reply.CODE: _("No “Re:” of a talk that never was"),
    invitation.CODE: _("No pitch in an invitation"),
    quoted_mail.CODE: _("No old mail underneath"),
    letter_hours.CODE: _("In their working day"),
}
