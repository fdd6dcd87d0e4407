"""Under which record somebody asked us to stop, where this one only shares what was stopped."""

from prospects.enums import SuppressionKind
from prospects.models import Prospect, Suppression
from prospects.selectors.suppressions import reached_by

OF_ONE_PERSON = (SuppressionKind.EMAIL, SuppressionKind.PHONE, SuppressionKind.PROFILE)


def asked_as(prospect: Prospect, stop: Suppression) -> Prospect | None:
    """The other record, with its company. None where they asked under this one, or where somebody stopped a value by hand.

    Two records of one person share an address or a profile, two colleagues the number of their company.
    """
    if stop.kind not in OF_ONE_PERSON or not stop.value:
        return None
    reached = reached_by((SuppressionKind(stop.kind), stop.value)).select_related("company")
    records = {str(each.pk): each for each in reached}
    asked = Suppression.objects.filter(
        kind=SuppressionKind.PERSON, value__in=[*records, str(prospect.pk)], lifted_at=None
    )
    under = list(asked.order_by("created_at", "pk").values_list("value", flat=True))
    return records[under[0]] if under and str(prospect.pk) not in under else None
