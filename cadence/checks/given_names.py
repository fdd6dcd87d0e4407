"""Names that people are called by, folded: enough to tell `thanks, Peter` from `thanks, Galway`."""

from typing import Final

GIVEN_NAMES: Final = frozenset(
    """
    aaron abdul abigail adam adele adrian agata agnes agnieszka ahmed aidan aileen aine aisha aisling alan albert alejandro
    aleksandra alessandro alex alexander alexandra ali alice alina alison allan amanda amelia amir amy ana anders andrea andreas
    andres andrew andrzej angela anil anita anja ann anna anne anneke annette anthony antoine anton antonio aoife arthur astrid
    audrey barbara bartosz beata beatrice beatriz ben benjamin bernard bernd bettina bjorn bob boris brenda brendan brian bridget
    bruno camille carl carla carlos carmen carol caroline catherine cathy cecilia celine charles charlotte chiara chloe chris
    christian christina christine christoph christopher ciara claire clara claudia claus colin colm conor craig cristina daniel
    daniela darren dave david dawn deborah declan deirdre denis dennis derek diana diego dieter dirk dominic dominik donal donna
    dorota doris dylan eamon edward eileen elaine elena eleanor elisabeth elizabeth ella ellen emer emil emily emma eoin eric erik
    erika ernst esther eva eve evelyn ewa fatima felix fernando fiona florian frances francesca francesco francis franck frank
    franz fred frederic frederick frederik frida friedrich gabriel gabriela gareth gary gavin geoff george gerald gerard gerd
    gillian giovanni giulia giuseppe gordon grace graham greg gregory guido guillaume gunter gustav hanna hannah hans harald harry
    heather heidi heike heinz helen helena helene helga henrik henry herbert hilary holly horst howard hugh ian ines inga ingrid
    irene iris isabel isabelle ivan ivana jack jacek jackie jacob jacques jake jakob jakub james jamie jan jana jane janet janina
    jason javier jean jeff jennifer jenny jens jeremy jessica jill jim joan joanna joanne jochen joe johan johanna johannes john
    johnny jon jonas jonathan jordi jorge jorg jose josef joseph joshua joyce juan judith julia julian julie julien jurgen justin
    kamil karen karin karina karl karolina katarzyna kate katharina katherine kathleen kathrin katie katja keith kelly ken kenneth
    kerstin kevin kieran kim kirsten klaus krzysztof kurt lars laura lauren laurence laurent lea leah lena leo leon leonie liam
    lilian linda lisa liz lorraine louis louise luca lucas lucia lucy luis luisa lukas luke lynn maciej magda magdalena maeve
    malcolm manfred manuel marc marcel marco marcus marek margaret margot maria marianne marie marina mario marion mariusz mark
    marko markus marta martin martina mary mateusz mathias matt matteo matthew matthias maureen max maximilian megan mehmet melanie
    melissa mia michael michal michel michele michelle miguel mike mikael milan miriam mohamed mohammed moira monica monika morten
    muhammad nadia nancy natalia natalie natasha neil niall nicholas nick nico nicola nicolas nicole niamh nigel nikolaus nils nina
    noah nora norbert norman nuala oisin olaf olga oliver olivia olivier oscar oskar otto owen pablo paddy padraig pamela paolo
    pascal patricia patrick patrik paul paula pauline pavel pawel pedro peggy per peter petra phil philip philipp philippe pierre
    pilar piotr priya rachel radek rafael rainer ralf ralph raymond rebecca regina renate rene ricardo richard rita rob robert
    roberta roberto robin roger roland rolf roman ronald rory rosa rosemary roy ruairi rudolf rupert ruth ryan sabine sally sam
    samantha samuel sandra sara sarah saskia sean sebastian sergio shane sharon sheila silke silvia simon simone sinead siobhan
    sofia sonia sophie stefan stefanie steffen stella stephan stephane stephanie stephen steve steven stuart susan susanne sven
    sylvia szymon tamara tania tanja tara teresa thomas tim timo tina tobias tom tomas tomasz tommy tony torsten tracy trevor una
    ursula ute valerie vanessa vera veronica veronika victor victoria viktor vincent violet virginia walter wanda werner wilhelm
    will willem william wojciech wolfgang yasmin yvonne zofia zoe zuzana
    """.split()
)
