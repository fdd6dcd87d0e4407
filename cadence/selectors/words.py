"""How a channel is called inside a sentence, and what was told without words."""

from datetime import datetime, tzinfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from prospects.enums import Channel


def channel_word(channel: str) -> str:
    return {
        Channel.EMAIL: _("email"),
        Channel.CALL: _("call"),
        Channel.LINKEDIN: _("LinkedIn"),
        Channel.POST: _("post"),
    }[Channel(channel)]


def pressed_on(at: datetime, zone: tzinfo | None) -> str:
    return _("Pressed the unsubscribe link on %(day)s.") % {
        "day": date_format(at.astimezone(zone), "j F")
    }
