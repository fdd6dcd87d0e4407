"""What in a letter is ours: the firm we work for, what we sell, and the sentences that speak of them."""

import re
from collections.abc import Iterator
from functools import lru_cache

from prospects.company_names import folded

from .everyday import EVERYBODY, LITTLE
from .phrases import Phrases
from .text import MOST_READ, own_lines, sentences

# Ours is a sentence whose first pronoun is `we`, and one whose subject is what we sell: `FitServe takes…`.
PRONOUNS = frozenset(
    "i he she they it you your yours this these that those who ich er sie ihr ihre ihrem ihren ihrer ihnen es du dein".split()
)
WE = frozenset("we our ours us wir unser unsere unseren unserem unserer".split())
OUR_FIRM = Phrases(
    "my|our company|firm|business|agency|studio|band|practice|shop|product|products|app|software|platform|solution|services|service"
)
OUR_PRODUCT = re.compile(
    r"[\s\"“]{0,4}(?!Ma?c)[A-Z][a-z]{1,20}[A-Z][a-z]\w{0,20} [a-z]|"
    r"[\s\"“]{0,4}(?:With )?[A-Z][\w&.'-]{1,30}(?: [A-Z&][\w&.'-]{0,30}){0,3}(?:,[^,.!?]{1,60},)? "
    r"(?:helps?|offers?|delivers?|provides?|enables?|empowers?|speciali[sz]es?|combines?|supports?|transforms?|streamlines?|turns|has been|have been|(?:was|is) (?:built|made|designed|developed|trusted)"
    r"|is (?:an?|your|one of)\b|(?:gives|lets|makes|takes|saves|brings|cuts|reduces|boosts) (?:\w+ ){0,3}(?:you|your|businesses|companies|teams|firms|clients|customers|out of)\b)"
)
# `AgentPlus is…`, `With KilnSense you can…`: a name that nobody's town has.
OUR_OWN = re.compile(
    r"[\s\"“]{0,4}(?:With |At )?((?!Ma?c)[A-Z][a-z]{1,20}[A-Z][a-z]\w{0,20}|[A-Z][\w&.'-]{1,30}(?: [A-Z][\w&.'-]{0,30}){0,2}"
    r"(?= (?:helps|offers|delivers|provides|enables|empowers|speciali[sz]es|is (?:an?|the|your) (?:\w+[ -]){0,4}(?:platform|software|app|tool|solution|system|provider|agency|company|firm)\b)))"
)
LED_TO = re.compile(
    r"\b(?:for|from|of|with|bei|von)(?: (?:der|the))?(?: Firma)? ((?:[A-Z&][\w&'’-]{0,40} ?){1,4})"
)
# `We help schools like Oakridge School`: their name, where any other would do.
FILLED_IN = re.compile(r"\b[a-z]{2,20}s (?:like|such as) ((?:[A-Z&][\w&'’-]{0,40} ?){1,4})")
# How we come to know of others.
ACQUAINTED = frozenset(
    "work worked know knew met meet spoke talked visited asked saw see serve supply looked help helped".split()
)
WRITTEN_LARGE = re.compile(r"\b[A-Z][^\W_]{1,40}")
SIGNED = 200  # characters below our own words


def speaks_of_us(sentence: str, words: list[str]) -> bool:
    """Not `two teams we work with did the same`, which speaks of the teams."""
    place = next((at for at, word in enumerate(words) if word in WE or word in PRONOUNS), None)
    ours = place is not None and words[place] in WE
    if ours and place and words[place + 1 : place + 2] and words[place + 1] in ACQUAINTED:
        ours = words[place - 1] in LITTLE or not words[place - 1].endswith("s")
    return ours or bool(OUR_PRODUCT.match(sentence)) or OUR_FIRM.find(sentence) is not None


def names_of_ours(body: str, sender: str) -> Iterator[str]:
    """Whom we work for and what we sell: said after our own name or under it, or what a sentence offers."""
    signed = own_lines(body, sender)
    below = signed[-1].start + len(signed[-1].text) if signed else 0
    said = [found[1] for found in _our_company(sender).finditer(body, 0, MOST_READ)]
    introduced = _introduced(sender).search(body, 0, MOST_READ)
    said += LED_TO.findall(introduced.group()) if introduced else []
    said += FILLED_IN.findall(body[:MOST_READ])
    said.append(body[below : below + SIGNED])
    for sentence in sentences(body):
        product = OUR_OWN.match(sentence.group())
        if product:
            said.append(product[1])
    for name in WRITTEN_LARGE.findall(" ".join(said)):
        if folded(name) not in EVERYBODY and folded(name) not in LITTLE:
            yield folded(name)


@lru_cache(maxsize=16)
def _introduced(sender: str) -> re.Pattern[str]:
    """The sentence in which we say who we are: `I'm Kit Dunn, I look after shops for Rota & Co.`"""
    ours = "|".join(re.escape(name) for name in sender.split()) or "(?!)"
    return re.compile(
        rf"\b(?:[Ii]['’]?\s?a?m|[Tt]his is|[Ii]t['’]s|[Mm]y name is) (?:{ours})\b[^.!?\n]{{0,200}}"
    )


@lru_cache(maxsize=16)
def _our_company(sender: str) -> re.Pattern[str]:
    """The sender's name, and what leads from it to our company's."""
    ours = "|".join(re.escape(name) for name in sender.split()) or "(?!)"
    return re.compile(
        rf"\b(?:{ours})(?: (?:{ours}|here|again|speaking|calling|ringing|hier)\b){{0,3}}(?:,? (?:from|at|of|with|bei|von|de))?(?: (?:der|the))?(?: Firma)? ((?:[A-Z&][\w&'’-]{{0,40}} ?){{1,4}})"
    )
