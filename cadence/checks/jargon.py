"""Look: no word of a brochure, which nobody says across a table (R14)."""

from itertools import chain

from django.utils.translation import gettext as _

from prospects.enums import Channel

from .particulars import About, has_particulars
from .phrases import Phrases, folded, own_phrases, tokens
from .results import CheckResult, Kind, Mend, Part, Span, State
from .review import LetterUnderReview, ReviewContext
from .text import Found

CODE = "jargon"
CHANNELS = (Channel.EMAIL, Channel.LINKEDIN, Channel.CALL, Channel.POST)
# One of these is enough.
BROCHURE = Phrases(
    """
    number|no one|1 ... supplier|provider|platform|partner|choice|agency|solution; we are the|a|an ... provider|supplier|vendor|manufacturer|specialist|agency|consultancy|platform|company that|for|of|in|with; our new|latest|full|complete range|collection|line|suite|product|service;
    our|a mission is|to; on a mission; go to partner|provider|platform|solution|choice|expert|experts; status quo; stay|staying|remain|keep competitive|relevant|ahead; in today world|market|fast|digital|competitive|economy|landscape; reimagin*; reinvent*; elevat* your|the|our|their; unprecedented; real time ... analytics|visibility|insights|data|dashboard*; flagship product|solution|platform|service; deep ... expertise|knowledge; domain expertise; operational excellence|efficien*; smarter faster; faster smarter; faster cheaper; better faster; bring* together best; best practice|practices and; companies|businesses|teams|organisations|organizations that want|need|strive|aim|demand; for companies|businesses|teams|leaders who|that; one partner for; everything you need; harness*; spearhead*; redefin*; next big thing; thrilled to; excited to announce|share|introduce; peace of mind; hassle free; effortless*; tangible ... results|value|outcomes|benefits; measurable ... results|value|outcomes|impact; meaningful ... impact|outcomes; deliver* ... excellence|impact; committed to ... quality|success|your; quality you can; state|rise to the next; at the heart of what; tick* all the boxes; circle of trust; thought leadership
    leverag*; synerg*; cutting|bleeding|leading edge; state of the art; world class|leading; best in class|breed; industry|market leading; leading|trusted|premier|top|preferred|global|largest provider|supplier|partner|platform|vendor|manufacturer|agency|specialist|expert|experts; market|industry|global|thought leader|leaders|leadership
    game chang*; paradigm; disruptive; revolutioni*; revolutionary; groundbreaking; ground breaking; unparalleled; unrivalled|unrivaled; unmatched; second to none; next level; next generation; next gen; future proof*; future ready
    value proposition; value add; value added; pain point|points; low hanging; move|moving|moves the needle; win win; one stop shop; single source|pane of truth|glass; from a|one single? source; convince yourself; specialists|experts for|in ... and offer|provide|deliver; takes|take|taking the hassle|stress|pain|guesswork|headache out|of; trust us; get started today|now; turnkey; turn key; bespoke solution|solutions; holistic*; end to end ... solution|solutions|experience|service|services|platform|visibility
    seamless*; frictionless; supercharg*; turbocharg*; skyrocket*; empower*; unlock ... value|potential|growth|efficien*|savings|power|revenue|insights|opportunit*|new; unleash*; full|true|real|their|your potential; transformative; digital transformation; transform ... your|business|businesses|operations|industry|way|companies
    data driven; results driven; outcome driven; ai powered|driven|enabled|based; cloud based|native; all in one platform|solution|tool|app|suite|software|system|package; omnichannel; multichannel; mission critical; forward thinking; customer|client|student|patient centric|centred|centered
    high performing|performance team|teams; stakeholder alignment; align stakeholders; actionable insight*; deep dive; deep dives; double click on; boil the ocean; drill down; bandwidth for|to; circle the wagons; touch points; core competenc*; ecosystem of|for; learning ecosystem; fast paced; ever changing|evolving; competitive landscape|edge|advantage; ahead of the curve|competition|game
    drive|driving|drives ... growth|engagement|revenue|results|efficien*|value|innovation|success|adoption|performance|sales; boost|boosting|boosts your|their|revenue|sales|efficien*|productivity|loyalty|conversion*|engagement|performance; maximi* ... efficien*|roi|value|revenue|returns|profit*|potential|productivity|output|performance|your; accelerat* ... growth|your|success|sales|pipeline
    optimi* ... your|operation*|process*|workflow*|journey|performance|spend|cost*|supply|efficien*|experience; streamlin*; increas* your? efficien*|productivity|roi|revenue|sales|conversion*|turnover|profit*; reduc* churn; improv* ... bottom line|efficien*|roi; bottom line; proven roi|track|results|method*; roi; return on investment; time to value|market; cost effective; at scale; scalable; robust ... solution|platform|tool*|system|suite|framework
    innovative; innovation leader|leaders; comprehensive suite|solution|solutions|platform|range|portfolio; suite of; cutting edge; award winning; tailored to|solution|solutions|approach|services; tailor made; customi* solution*; our|your|a|an|the|of|integrated|complete|proprietary|unique|smart|digital|business|software|simple|powerful|logistics|foundry|scalable|flexible solution|solutions ... for|that|which|to|helps|help|portfolio|reduces|cuts|saves|enables
    passionate about; decades|years of combined? experience; committed to excellence|delivering|helping; trusted by ... companies|brands|teams|leaders|businesses|clients|customers|hundreds|thousands|over|more; trusted advisor|partner; delight customers|guests|users; exceed* ... expectations; customer success; core business; existing workflows; unique needs; competitive rates|prices|pricing
    companies|businesses|organisations|organizations|firms|teams|clinics|schools|hotels|leaders like you|yours; save|saves|saving ... time and money; game plan; quick win|wins; no brainer; take ... to the next; to the next level; limited time; special offer; risk free; money back; act now; best kept secret; exclusive offer|access|deal|opportunity
    comprehensive|complete|full|broad|wide|extensive|tailored offering|package|service|services|set|array; offering spans|covers|includes|combines; full|complete|total|greater|instant|unparalleled|end visibility|transparency|control|oversight; actionable; better|smarter|faster|informed|data decisions; entire|whole|complete ... lifecycle|life cycle|value chain|spectrum; lifecycle; drive*|driving value; pride ourselves|itself on; superior|unrivalled|exceptional|outstanding|first class quality|service|support|results|value; customer satisfaction; work* tirelessly; price|prices that makes|make sense; powerful features; intuitive interface; intelligent workflows; proprietary; unlock the; digital experience; smarter way to; makes it easy|simple|effortless; made easy|simple; designed to help|save|make|give; all the tools; all|everything ... in one place|system
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
        finds = chain(BROCHURE.finds(text), own)
        found = next((find for find in finds if not _is_theirs(find.phrase, letter)), None)
        if found is None:
            found = _many(text, letter)
        if found:
            title = _("“%(phrase)s” is what brochures say") % {"phrase": found.phrase}
            detail = _("Say it as you would to %(name)s across a table.") % {
                "name": letter.first_name
            }
            span = Span(found.start, found.end, part)
            mend = _plain(text[span.start : span.end], span)
            return CheckResult(CODE, Kind.LOOK, State.WARN, title, detail, span, mend)
    return None


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
