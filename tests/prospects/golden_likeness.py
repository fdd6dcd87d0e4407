"""Pairs of records at one company, and whether a reader who knows them would call them one person: (one, other, same)."""

from prospects.likeness import Record


def _of(name: str, email: str = "", title: str = "") -> Record:
    return Record(name, email, title)


SAME = [
    (_of("Aoife Ní Bhriain"), _of("Aoife Ni Bhriain")),
    (_of("AOIFE NÍ BHRIAIN"), _of("aoife ni bhriain")),
    (_of("Byrne, Aoife"), _of("Aoife Byrne")),
    (_of("Byrne Aoife"), _of("Aoife Byrne")),
    (_of("Dr Aoife Byrne"), _of("Aoife Byrne")),
    (_of("Aoife Byrne, PhD"), _of("Aoife Byrne")),
    (_of("Bill Turner"), _of("William Turner")),
    (_of("Liz Carter"), _of("Elizabeth Carter")),
    (_of("Bob Harris"), _of("Robert Harris")),
    (_of("Kate O'Neill"), _of("Katherine O’Neill")),
    (_of("Mike Duffy"), _of("Michael Duffy")),
    (_of("Steven Marsh"), _of("Stephen Marsh")),
    (_of("Jürgen Müller"), _of("Jurgen Muller")),
    (_of("Søren Møller"), _of("Soren Moller")),
    (_of("Łukasz Wiśniewski"), _of("Lukasz Wisniewski")),
    (_of("Zoë van der Berg"), _of("Zoe Van Der Berg")),
    (_of("José García Márquez"), _of("José García")),
    (_of("Ana Lucía Torres"), _of("Ana Torres")),
    (_of("J. Fitzgerald"), _of("John Fitzgerald")),
    (_of("John P. Fitzgerald"), _of("John Fitzgerald")),
    (_of("Anne-Marie Kelly"), _of("Annemarie Kelly")),
    (_of("Siobhán O'Sullivan"), _of("Siobhan OSullivan")),
    (_of("Katrin Schneider"), _of("Kathrin Schneider")),
    (_of("Grace Okafor"), _of("Grace Okafour")),
    (_of("Thomas Grossmann"), _of("Thomas Großmann")),
    (_of("Nguyễn Thu Hà"), _of("Thu Hà Nguyễn")),
    (_of("John Byrne Jr"), _of("John Byrne Junior")),
    (
        _of("Aoife Byrne", "aoife.byrne@corrib.example", "Head of Operations"),
        _of("Aoife Kelly", "aoife.byrne2@corrib.example", "Head of Operations"),
    ),
    (_of("Tom Baker"), _of("Thomas Baker")),
    (_of("Sepp Huber"), _of("Josef Huber")),
]

NOT_SAME = [
    (_of("Anna Byrne"), _of("Hannah Byrne")),
    (_of("Aoife Byrne"), _of("Aisling Byrne")),
    (_of("Sean Byrne"), _of("Jean Byrne")),
    (_of("John Byrne Jr"), _of("John Byrne Sr")),
    (_of("John Byrne II"), _of("John Byrne III")),
    (_of("John Byrne Sr"), _of("John Byrne")),
    (_of("Mark Lee"), _of("Mary Lee")),
    (_of("Jan de Vries"), _of("Jana de Vries")),
    (_of("Anna Schmidt"), _of("Anne Schmidt")),
    (_of("Paul Martin"), _of("Martin Paulsen")),
    (_of("Aoife Byrne"), _of("Aoife Kelly")),
    (_of("Thomas Müller"), _of("Thomas Möller")),
    (_of("Maria García"), _of("Mario García")),
    (_of("Daniel Wolf"), _of("Daniela Wolf")),
    (_of("Chris Ward"), _of("Christine Ward")),
    (_of("Ngozi Okafor"), _of("Nnamdi Okafor")),
    (_of("Wei Chen"), _of("Wei Cheng")),
    (_of("Li Wang"), _of("Lin Wang")),
    (_of("Patrick Walsh"), _of("Patricia Walsh")),
    (_of("Stefan Bauer"), _of("Stefanie Bauer")),
    (_of("Eva Novak"), _of("Iva Novak")),
    (_of("James Clark"), _of("Jane Clark")),
    (_of("Erik Hansen"), _of("Erika Hansen")),
    (_of("Ali Hassan"), _of("Hassan Aliyev")),
    (_of("Julian Roth"), _of("Juliane Roth")),
    (_of("Info"), _of("Sales")),
    (_of("Robert Brown"), _of("Robert Browning")),
    (_of("Martin Keane"), _of("Martina Keane")),
    (_of("Priya Shah"), _of("Priya Sharma")),
    (
        _of("Aoife Byrne", "a.byrne@corrib.example", "Nurse"),
        _of("Aoife Kelly", "a.kelly@corrib.example", "Nurse"),
    ),
]
