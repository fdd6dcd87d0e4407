"""Whether a letter says anything that holds for this person and not for everybody."""

import re
from itertools import islice

from .phrases import Phrases, folded, tokens
from .review import LetterUnderReview
from .text import own_lines

# A figure, a quotation, or a name in the middle of a sentence.
FIGURE = re.compile(r"\d")
QUOTATION = re.compile(r"[“„«»]|\"\w")
NAME = re.compile(r"[^\W\d_]['’\w]*[,;:]? {1,2}([^\W\d_][\w'’]+)")
FROM_THEM = Phrases(
    """
    you|your ... said|wrote|told|asked|mentioned|posted|published|showed|showed|announced|opened|moved|hired|spoke|talked|answered|counted|described
    your ... report|reviews|post|talk|article|minutes|advert|plan|plans|podcast|newsletter|website|page|blog|bulletin|leaflet|paper|interview|survey|tender|permit|changelog|site
    i|we ... saw|read|heard|noticed|counted|visited|found|listened ... your|you; sie ... schrieben|sagten|fragten|erwahnten; vous ... avez|dit|ecrit
    """
)
EVERYBODY = frozenset(
    "i monday tuesday wednesday thursday friday saturday sunday linkedin zoom teams google ceo cto cfo coo hr it ai"
    " roi b2b saas crm erp january february march april may june july august september october november december"
    " europe european english i'm i'd i'll i've".split()
)
COMPLIMENTS = Phrases(
    "your ... profile|background|career|company|business|website|growth|success; impressed by|with; you are|you've doing; your work"
)
MOST_NAMES = 200
SHARED_WORDS = 3
LONG_WORD = 5


def has_particulars(letter: LetterUnderReview) -> bool:
    """A figure, a quotation, a name of a place, or what they said; facts of theirs count too."""
    own = "\n".join(line.text for line in own_lines(letter.body, letter.sender_name))
    if FIGURE.search(own) or QUOTATION.search(own) or FROM_THEM.find(own):
        return True
    return _names_something(own, letter) or _leans_on_a_fact(own, letter)


def _names_something(own: str, letter: LetterUnderReview) -> bool:
    ours = set(folded(f"{letter.full_name} {letter.first_name} {letter.sender_name}").split())
    for match in islice(NAME.finditer(own), MOST_NAMES):
        word = match.group(1)
        if word[0].isupper() and folded(word) not in ours | EVERYBODY:
            return True
    return False


def _leans_on_a_fact(own: str, letter: LetterUnderReview) -> bool:
    said = {token.word for token in tokens(own) if len(token.word) >= LONG_WORD}
    return any(
        len(said & {token.word for token in tokens(fact.claim)}) >= SHARED_WORDS
        for fact in letter.facts
    )
