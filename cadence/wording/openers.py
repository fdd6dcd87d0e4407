"""Words that a sentence may open with though no fact has them. No one of them is anybody's name; numbers are looked at by themselves."""

from typing import Final

OPENERS: Final = frozenset(
    """
    a about above after again all almost also although always am an and another any anything are as ask at away
    because been before behind being below best better between both but by can can't could counting curious dear did
    do does doing don't each earlier eight either eleven else enough even every everybody everyone everything feel few
    first five for four from further give glad gladly gone good goodbye had half happy has have having he he'll he's
    hearing hello here hi how however i i'd i'll i'm i've if in indeed instead into is isn't it it's its just keep
    kind last lately later least leave less let let's like look looking many maybe me mine more most much must my
    neither never next nine no nobody none nor not noted nothing now of often on once one only or other our ours out
    over perhaps please quite rather read reading regards reply same say see seeing send seven shall she she'll she's
    should since six so some somebody someone something sometimes soon sorry still such sure take tell ten thank
    thanks that that's the their them then there there's these they this those though three through thus to today
    together tomorrow too twelve twenty twice two under understood unless until up us usually very was we we'd we'll
    we're we've well were what what's when whenever where whether which while who who's whoever whole whose why
    wishing with within without won't wondering working worth would write wrong yes yesterday yet you you'd you'll
    you're you've your yours
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
