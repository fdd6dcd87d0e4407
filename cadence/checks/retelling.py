"""How much of a letter was said before in other words, or in another order (R7).

What is compared are the words that carry something: without little words, endings, names of the
two people and the line that lets them say no; numbers as figures, and words that stand for one
another as one. A letter that goes on from an earlier one shares its subject; one that says it again
shares nearly all it has.
"""

from functools import lru_cache
from typing import NamedTuple

from .everyday import ANYBODYS, LITTLE, STEM
from .phrases import tokens
from .text import own_lines, sentences
from .way_out import is_way_out

EVERYDAY = 0.4
FEWEST = 6  # fewer words than this carry too little to compare

Carried = frozenset[str]


class Passage(NamedTuple):
    """One sentence and what it carries."""

    text: str
    carried: Carried


def retold(own: Carried, earlier: Carried) -> float:
    """The share of what this letter carries that the earlier one carried already."""
    return _weight(own & earlier) / _weight(own) if len(own) >= FEWEST else 0.0


def _weight(carried: Carried) -> float:
    """What every letter may say weighs less than what few do."""
    return sum(EVERYDAY if word in ANYBODYS else 1 for word in carried)


@lru_cache(maxsize=256)
def passages(text: str, names: str) -> tuple[Passage, ...]:
    """The sentences of our own that carry something. `names` are those of the two people."""
    own = "\n".join(line.text for line in own_lines(text, names.partition("\n")[0]))
    skipped = frozenset(token.word for token in tokens(names))
    return tuple(
        Passage(" ".join(match.group().split()), carried)
        for match in sentences(own)
        if not is_way_out(match.group()) and (carried := _carried(match.group(), skipped))
    )


def all_of(said: tuple[Passage, ...]) -> Carried:
    return frozenset().union(*(passage.carried for passage in said))


def anchors(text: str, names: str) -> Carried:
    """What ties a text to one case: its figures, and names that stand in it."""
    own = "\n".join(line.text for line in own_lines(text, names.partition("\n")[0]))
    skipped = frozenset(token.word for token in tokens(names))
    return frozenset(
        stem(token.word)
        for match in sentences(own)
        if not is_way_out(match.group())
        for place, token in enumerate(tokens(match.group()))
        if token.word not in skipped
        and (_is_figure(token.word) or (place and _is_name(token.word, match.group()[token.start])))
    )


def _is_figure(word: str) -> bool:
    return word.isdigit() or (word in FIGURES and word not in LITTLE)


def _is_name(word: str, first_letter: str) -> bool:
    """Written large, and not because a sentence begins."""
    return first_letter.isupper() and len(word) > 2 and word not in LITTLE


def nearest(own: Carried, said: tuple[Passage, ...]) -> str:
    """The earlier sentence that shares most with this letter."""
    best = max(said, key=lambda passage: len(own & passage.carried), default=None)
    return best.text if best else ""


def _carried(sentence: str, skipped: frozenset[str]) -> Carried:
    return frozenset(
        stem(token.word)
        for token in tokens(sentence)
        if token.word not in LITTLE and token.word not in skipped and _says_something(token.word)
    )


def _says_something(word: str) -> bool:
    return len(word) > 2 or word.isdigit()


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without its ending, in the place of all that mean it."""
    if word in FIGURES:
        return FIGURES[word]
    if word in SAME:
        return SAME[word]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return SAME.get(word, word[:STEM])


ENDINGS = (
    "ingly",
    "ings",
    "ing",
    "ied",
    "ies",
    "edly",
    "ed",
    "es",
    "ly",
    "er",
    "en",
    "e",
    "s",
    "n",
)
FIGURES = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split()
    )
} | {
    "triple": "3", "tripled": "3", "third": "3", "fourth": "4", "fifth": "5", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "hundred": "100", "thousand": "1000",
    "eins": "1", "zwei": "2", "drei": "3", "vier": "4", "funf": "5", "sechs": "6", "sieben": "7", "acht": "8",
    "neun": "9", "zehn": "10", "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "dix": "10",
}  # fmt: skip
# Words that stand for one another in letters like ours; the first stands for all.
SYNONYMS = """
    half halve halved halves halving fifty; twice double doubled doubles doubling; third thirds; quarter quarters
    clinic practice surgery practices clinics surgeries; letter post mail posted mailed letters mails; text sms texts texting texted message messages
    firm company business firms companies businesses outfit; shop store branch outlet shops stores; customer client guest buyer customers clients guests
    staff team crew people workers employees colleagues teams crews personnel; manager head lead boss director managers; lorry truck lorries trucks hgv; van vans
    factory plant works mill factories plants; warehouse depot yard depots warehouses; school college schools; pupil student child pupils students children; council authority councils authorities
    cut reduce lower shrink drop fall fell reduced lowered dropped fallen cuts reduces cutting reducing slash slashed; grow increase rise raise rose grew increased raised up; save spare saved spared
    begin start commence launch began started starts begins starting opened opens open; end stop finish cease close shut shuts ended stopped finished closes closed closing; move shift switch change moved shifted switched changed changes switching moving
    late tardy delay postpone defer later delayed postponed deferred delaying; early sooner earlier; hold keep kept held; find discover found discovered finds; see notice spot saw seen noticed spotted sees read
    tell told say said says mention mentioned told state stated report reported reports write wrote written writes; show shown shows showed reveal revealed; think believe reckon guess wonder thought believed wondered wondering; ask asked question wonder
    use used employ utilise utilize using uses; need require needed required needs requires; want wish wanted wished wants; help assist support helped helps helping assisted; make made makes build built; buy bought purchase purchased purchases; pay paid pays payment cost costs costing price spend spent
    get receive got received gets gotten obtain; send sent sends dispatch sending; give gave gives given hand; take took takes taken; go went goes gone going; come came comes coming; leave left leaves leaving depart departs departed quit quits quitting; arrive arrived arrives reach reached
    look check examine inspect checked looked examined review reviewed; measure measured gauge count counted counts measures; fix mend repair fixed mended repaired solve solved; miss missed misses lose lost loses skip skipped loss losses; wait waited waits queue queues line
    week weeks weekly fortnight; month months monthly; year years yearly annual; day days daily; hour hours hourly; minute minutes; morning mornings; night nights evening evenings; today currently now nowadays present moment; winter winters; spring; summer; autumn fall
    problem issue trouble difficulty problems issues snag worry worries; reason cause why reasons causes; way method approach ways methods manner how; plan scheme plans schedule scheduled planned; idea thought ideas; result outcome results outcomes effect; number figure count numbers figures amount quantity total
    big large great huge major larger bigger; small little tiny minor smaller; quick fast rapid swift quicker faster quickly; easy simple straightforward; hard difficult tough; good fine well better; bad poor worse; new fresh recent newly; old former previous; cheap inexpensive; full filled fill; empty vacant
    money budget funds cash funding; road route street lane; job task work role duty; list sheet form; rule guideline policy; document paper papers record file; house home building; room space rooms; machine device equipment; order purchase; deadline date; extra additional further more; several various many multiple number; most majority mostly mainly; only just merely simply solely; explain explained describe described; large major; join joined connect; pair couple; bike bikes bicycle bicycles cycle; train trains; about around roughly approximately; same identical alike; other another different
    odour odor smell smells stench scent; bucket pail; pour empty tip emptying pouring; complain complained write; visitor visitors customer; rain rains rainy raining wet; stuck jam jammed; broken defect defective faulty; answer reply respond answered replied; choose pick select chosen picked; carry haul transport carried hauled; clean wash washed cleaned; dry drain; heat warm heating; cold cool chilled; noise noisy loud; teach train taught trained; drive drove driven driver drivers; mile miles kilometre kilometres; perhaps maybe possibly might; also too equally; relief ease; advertise advert; rent hire lease leased rental rented rents renting hired tenancy; dull boring; punctual punctually; workday workdays weekday weekdays; visit visited visits
    """
SAME = {
    word: group.split()[0]
    for group in SYNONYMS.replace("\n", ";").split(";")
    if group.strip()
    for word in group.split()
}
