"""How a channel is called inside a sentence."""

from django.utils.translation import gettext as _

from prospects.enums import Channel


def channel_word(channel: str) -> str:
    return {
        Channel.EMAIL: _("email"),
        Channel.CALL: _("call"),
        Channel.LINKEDIN: _("LinkedIn"),
        Channel.POST: _("post"),
    }[Channel(channel)]
