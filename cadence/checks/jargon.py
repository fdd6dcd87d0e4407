"""Look: no word of a brochure, which nobody says across a table (R14)."""

from itertools import chain

from django.utils.translation import gettext as _

from prospects.company_names import folded
from prospects.enums import Channel

from .everyday import LITTLE
from .particulars import About, has_particulars
from .phrases import Phrases, own_phrases, tokens
from .results import CheckResult, Kind, Mend, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Found

CODE = "jargon"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# One of these is enough, whatever stands beside it.
BROCHURE = Phrases(
    """
    leverag*; synerg*; cutting|bleeding|leading edge; state of the art; world class|leading; best in class|breed; industry|market leading; leading|trusted|premier|top|preferred|global|largest provider|supplier|partner|platform|vendor|manufacturer|agency|specialist|expert|experts; market|industry|global|thought leader|leaders|leadership; number one ... supplier|provider|platform|partner|choice
    game chang*; paradigm; disruptive; revolutioni*; revolutionary; groundbreaking; ground breaking; unparalleled; unprecedented; unrivalled|unrivaled; unmatched; second to none; next level; next generation; next gen; future proof*; future ready; reimagin*; elevate* your|the|our|their; thrilled to; excited to announce|share|introduce; best practice|practices and
    value proposition; value add; value added; pain point|points; low hanging; move|moving|moves the needle; win win; one stop shop; single source|pane of truth|glass; turnkey; turn key; bespoke solution|solutions; tailor made; tailored|customi* to|solution|solutions|approach|services; holistic*; end to end ... solution|solutions|experience|service|services|platform|visibility|management; hassle free; effortless*; peace of mind
    seamless*; frictionless; supercharg*; turbocharg*; skyrocket*; empower*; unlock ... value|potential|growth|efficien*|savings|power|revenue|insights|opportunit*|new; unleash*; full|true your potential; transformative; digital transformation; data driven; results driven; ai powered|driven|enabled|based; cloud based|native; all in one platform|solution|tool|app|suite|software|system|package; omnichannel; mission critical; forward thinking; customer|client|student|patient centric|centred|centered
    actionable insight*; deep dive; deep dives; boil the ocean; core competenc*; fast paced; ever changing|evolving; competitive edge|advantage; ahead of the curve|competition|game; boost|boosting|boosts your|their; maximi* ... efficien*|roi|value|revenue|returns|profit*|potential|productivity|your; optimi* ... your|operation*|process*|workflow*|spend|cost*; streamlin*; bottom line; proven roi|track; roi; return on investment; at scale; scalable; robust ... solution|platform|tool*|system|suite|framework
    innovative; comprehensive suite|solution|solutions|platform|range|portfolio; suite of; award winning; passionate about; committed to excellence|delivering|helping; trusted by ... companies|brands|teams|leaders|businesses|clients|customers|hundreds|thousands|over|more; exceed* ... expectations; companies|businesses|organisations|organizations|firms|teams|clinics|schools|hotels like you|yours; save|saves|saving time and money; no brainer; limited time; special offer; risk free; act now; exclusive offer|access|deal; pride ourselves|itself
    fuhrend* ... anbieter|partner|hersteller|losung*|unternehmen; ganzheitlich*; massgeschneidert*; aus einer hand; innovativ*; zukunftssicher*; mehrwert*; synergie*; effizienz ... steiger*|nachhaltig|erhoh*; steiger* ... effizienz|umsatz|produktivitat; optimier* ihr*; losungsanbieter; marktfuhrer; prozessoptimier*; digitale transformation; win win
    leader du|sur|dans|mondial|francais; solution* innovant*|globale*|cle; innovant*; sur mesure ... solution*|accompagn*; cle en main; optimis* vos|votre; boost* vos|votre; valeur ajoutee; lider en|del|mundial; solucion* innovador*|integral*|a medida; innovador*; llave en mano; optimizar sus|su|tus; potenci* su|sus|tu; valor anadido; toonaangevend*; op maat gemaakt*; totaaloplossing*; ontzorg*; meerwaarde; innovatieve; leader nel|di|mondiale; soluzion* innovativ*|su|integrat*; innovativ*; valore aggiunto; chiavi in mano; wiodac*; innowacyj*; kompleksow*; ledande leverantor|aktor; helhetslosning*; skraddarsydd*
    """,
    unless="""
    your|his|her|their own words
    """,
)
# One of these may be the plain word for the thing; two in one letter are a brochure.
LEANING = Phrases(
    """
    solution; solutions; platform; ecosystem; optimi*; robust; scalable; flexible; efficien*; productivity; workflow*; stakeholder*; engagement; insights; capabilit*; expertise; portfolio; experts; excellence; sustainability; integrat*; empower*; enable*; deliver* ... value|results|outcomes; proven; dedicated; leading; experience; value; trusted; friction; unlock*; boost*; drive growth; growth; revenue; competitive; toolset; suite; landscape; best practice*; proactive*; agile; smart; modern; cost saving*; cut costs; savings; loyalty; churn; benefit from; benefits; features; functionalit*; user friendly; easy to use; intuitive; resilien*; lean|leaner; smarter; advanced; transparency; control; future of; on the market; number one; no 1; commitment; flexibility; quality; partnership; wealth of; consultants; dashboard*; the future; gain; automat*; digitali*; transparen*; unique
    losung*; effizienz; konzept*; experten; kompeten*; nachhaltig*; digitalisier*; automatisier*; solution*; accompagnement; expertise; soluciones; oplossing*; soluzion*; rozwiaza*
    """
)
LEANING_MANY = 3
# What words end in that name no thing and nobody: many of them together are a brochure in any trade.
ABSTRACT = (
    "tion", "tions", "ity", "ities", "ence", "ance", "ment", "ments", "ness", "ency", "ancy", "ology", "ware", "able", "ible", "ive", "less", "ful", "ability",
    "ise", "ize", "ising", "izing", "ised", "ized",
)  # fmt: skip
SHORTEST = 7  # letters of an abstract word
LONGER = 4  # letters of a word that counts beside them
FEW_ABSTRACT = 3
MUCH_ABSTRACT = 0.16
# What the same is called across a table, where one word stands for the other as it is.
PLAIN = {
    "leverage": "use",
    "leverages": "uses",
    "leveraged": "used",
    "leveraging": "using",
    "seamless": "smooth",
    "seamlessly": "smoothly",
    "frictionless": "smooth",
    "effortless": "easy",
    "effortlessly": "easily",
    "hassle free": "easy",
    "streamline": "simplify",
    "streamlines": "simplifies",
    "streamlined": "simplified",
    "streamlining": "simplifying",
    "optimise": "improve",
    "optimize": "improve",
    "optimised": "improved",
    "optimized": "improved",
    "empower": "help",
    "empowers": "helps",
    "empowering": "helping",
    "innovative": "new",
    "cutting edge": "new",
    "bleeding edge": "new",
    "state of the art": "new",
    "groundbreaking": "new",
    "ground breaking": "new",
    "revolutionary": "new",
    "next generation": "new",
    "next gen": "new",
    "world class": "very good",
    "best in class": "very good",
    "second to none": "very good",
    "unparalleled": "rare",
    "unmatched": "rare",
    "unprecedented": "new",
    "holistic": "whole",
    "holistically": "as a whole",
    "pain point": "trouble",
    "pain points": "troubles",
    "bottom line": "profit",
    "game changer": "big change",
    "win win": "good for both",
    "deep dive": "close look",
    "best practice": "what works",
    "low hanging": "easy",
    "mission critical": "vital",
    "thrilled to": "glad to",
    "excited to share": "glad to tell",
    "unlock value": "find more",
    "tailor made": "made to measure",
    "turnkey": "ready to use",
    "at scale": "in large numbers",
    "peace of mind": "a quiet night",
    "bespoke solution": "one of your own",
}


def check(letter: LetterUnderReview, context: ReviewContext) -> CheckResult | None:
    if letter.answers_them or letter.is_comment:
        return None
    for part, text in ((Part.SUBJECT, letter.subject), (Part.BODY, letter.body)):
        own = own_phrases(context.own.jargon).finds(text) if context.own.jargon else ()
        finds = chain(() if _can_bear_one(letter) else BROCHURE.finds(text), own)
        found = next((find for find in finds if not _is_theirs(find.phrase, letter)), None)
        if found is None:
            found = _many(text, letter) or _abstract(letter, part)
        if found:
            title = _("“%(phrase)s” is what brochures say") % {"phrase": found.phrase}
            detail = _("Say it as you would to %(name)s across a table.") % {
                "name": letter.first_name
            }
            span = Span(found.start, found.end, part)
            mend = _plain(text[span.start : span.end], span)
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span, mend)
    return None


def _can_bear_one(letter: LetterUnderReview) -> bool:
    """One such word alone, beside things of theirs, makes no brochure."""
    if not has_particulars(letter, without=(About.US, About.WRITING)):
        return False
    text = f"{letter.subject}\n{letter.body}"
    finds = chain(BROCHURE.finds(text), LEANING.finds(text))
    return len({folded(find.phrase) for find in finds}) <= 1


def _plain(said: str, span: Span) -> Mend | None:
    """The plain word for it, where there is one for exactly these."""
    word = PLAIN.get(" ".join(token.word for token in tokens(said.replace("-", " "))))
    if word is None:
        return None
    written = word[0].upper() + word[1:] if said[:1].isupper() else word
    return Mend(_("Write “%(word)s”") % {"word": written}, written, span)


def _is_theirs(phrase: str, letter: LetterUnderReview) -> bool:
    """A word that stands in a fact about them is their own."""
    said = folded(phrase)
    return any(said in folded(fact.claim) for fact in letter.facts)


def _many(text: str, letter: LetterUnderReview) -> Found | None:
    """The first of so many leaning words that together they make a brochure."""
    found = [find for find in LEANING.finds(text) if not _is_theirs(find.phrase, letter)]
    different = {folded(find.phrase) for find in found}
    many = LEANING_MANY if has_particulars(letter, without=(About.US,)) else 1
    return found[0] if len(different) >= many else None


def _abstract(letter: LetterUnderReview, part: Part) -> Found | None:
    """The first of its abstract words, where they are many among the longer ones and nothing of theirs stands beside them."""
    if part is not Part.BODY or has_particulars(letter, without=(About.US, About.WRITING)):
        return None
    text = letter.body
    longer = [
        token for token in tokens(text) if len(token.word) >= LONGER and token.word not in LITTLE
    ]
    abstract = [
        token for token in longer if len(token.word) >= SHORTEST and token.word.endswith(ABSTRACT)
    ]
    if len(abstract) < max(FEW_ABSTRACT, MUCH_ABSTRACT * len(longer)):
        return None
    first = abstract[0]
    return Found(text[first.start : first.end], first.start, first.end)
