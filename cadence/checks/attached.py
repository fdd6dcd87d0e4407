"""Look: what the letter calls attached is attached."""

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .phrases import Phrases
from .results import CheckResult, Kind, Span, State
from .review import LetterUnderReview, ReviewContext

CODE = "attached"
CHANNELS = (Channel.EMAIL,)
ATTACHED = Phrases(
    """
    is|are|have|has|found|see|am attached; i|we ... attached; i|we ... attaching|enclosing; attached is|are|you|a|the|file|page|note|sheet|document|find|please; see|find|open|the|my|our|please attached; please ... attached|enclosed; attachment|attachments; enclosed is|are|please|find|you|a|the|file|page|note|sheet|document|find|please; is|are|find enclosed; enclosing
    i|we ... enclose|enclosed; i|we attach; pfa; find|see ... pdf|document|file|deck|slides|spreadsheet|brochure|presentation below; put|added|included ... pdf|document|file|deck|slides|spreadsheet|brochure|presentation|page|pages|sheet|drawing|drawings|photo|photos in|into|to|with this|the email|mail|message
    in der anlage ... finden|findest|erhalten|erhaltst|sende|senden|schicke|schicken|liegt|blatt|pdf|datei|dokument|unterlagen|angebot; finden|findest|erhalten|sende|senden|schicke|schicken ... in der anlage; blatt|pdf|datei|dokument|unterlagen|angebot ... in der anlage; als anlage
    attached; im anhang; anbei; angehangt; beigefugt; ci joint|jointe; en piece jointe; adjunto; adjunta; bijgevoegd; in bijlage; in de bijlage; in allegato; allegato; w zalaczeniu; bifogat; vedlagt
    """,
    unless="""
    attached to; attachment to; no attachment|attachments; enclosed by|in|garden|yard|space|area|dock; nothing is? attached; no strings attached
    attach importance|value|weight|great|much|little; attach|enclose|attaching|enclosing nothing|no; enclose|enclosed ... garden|yard|space|area|dock|bay|ramp|site; the pfa
    """,
)


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    found = None if letter.has_attachment else ATTACHED.find(letter.body)
    if found is None:
        return None
    title = _("Nothing is attached")
    detail = _("You wrote “%(phrase)s”.") % {"phrase": found.phrase}
    span = Span(found.start, found.end)
    return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span)
