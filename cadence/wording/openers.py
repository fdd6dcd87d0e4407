"""Words that a sentence may open with though no fact has them. No one of them is anybody's name."""

from typing import Final

OPENERS: Final = frozenset(
    """
    a about above after again all almost also although always an and another any anything are as ask at away
    because been before behind being below best better between both but by can could dear did do does doing don't each
    earlier either else enough even every everybody everyone everything few first for from further give glad good had
    half has have having hello here hi how however i i'd i'll i'm i've if in indeed instead into is isn't it it's its just
    keep kind last later least less let let's like lately less many maybe me mine more most much my neither never next no nobody none nor
    not nothing now of often on once one only or other our ours out over perhaps please quite rather read reading regards same
    say see should since so some somebody someone something sometimes soon still such sure take tell thank thanks
    that that's the their them then there there's these they this those though through thus to today together tomorrow too
    under unless until up us usually very was we we'd we'll we're we've well were what what's when whenever where whether which
    while who whoever whole whose why wishing with within without would yes yesterday yet you you'd you'll you're you've your yours
    """.split()
)
# Names and months otherwise: only before a word like these does one of them open a question.
ASKING: Final = frozenset({"may", "will", "might"})
ASKED: Final = frozenset("i we you it they he she this that these those there".split())


def may_open(word: str, following: str) -> bool:
    opener = word.replace("’", "'").casefold()
    if word.isupper() and len(word) > 1:
        return False
    return opener in OPENERS or (opener in ASKING and following.casefold() in ASKED)
