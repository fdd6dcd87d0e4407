"""How the database writes down what is looked for, so that an index finds it."""

from django.db.models import CharField, Func
from django.db.models.functions import Collate, Lower


def by_name() -> Collate:
    """The order of lists. Bytes compare fast, and equally on every server."""
    return Collate(Lower("name"), "C")


class EmailKey(Func):
    """An address as stops are keyed: small letters, without what follows a plus."""

    function = "earnest_email_key"
    output_field = CharField()


class DomainFromItsEnd(Func):
    """elpmaxe.birroc. and elpmaxe.birroc.liam. begin alike: a domain and all below it are one range of an index."""

    template = "reverse('.' || %(expressions)s)"
    output_field = CharField()


class EmailDomain(Func):
    """What stands behind the @, in small letters."""

    template = "lower(split_part(%(expressions)s, '@', 2))"
    output_field = CharField()
