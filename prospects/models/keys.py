"""How the database writes down what stops are kept under, so that an index finds who it reaches."""

from django.db.models import CharField, Func


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
