"""How somebody stands with us. What rooms further down know of it they tell here when they start, as a question about people."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Q
from django.db.models.expressions import RawSQL

from prospects.enums import Standing

Question = Callable[[datetime], Q]

# Whom a stop for everything keeps from us: each stop finds its people by the index of its kind. A stop of a record that
# another stands for is that one's.
STOPPED = """
WITH stops AS MATERIALIZED (
    SELECT kind, value FROM prospects_suppression
    WHERE channel = '' AND lifted_at IS NULL AND forgotten_at IS NULL AND (until IS NULL OR until > %s))
SELECT coalesce(p.merged_into_id, p.id) FROM stops JOIN prospects_prospect p ON p.id = CASE kind WHEN 'person' THEN value::bigint END
UNION SELECT coalesce(p.merged_into_id, p.id) FROM stops JOIN prospects_prospect p ON kind = 'email' AND earnest_email_key(p.email) = value
UNION SELECT coalesce(p.merged_into_id, p.id) FROM stops JOIN prospects_prospect p ON kind = 'phone' AND p.phone <> '' AND p.phone = value
UNION SELECT coalesce(p.merged_into_id, p.id) FROM stops JOIN prospects_prospect p
    ON kind = 'profile' AND p.linkedin_url <> '' AND lower(p.linkedin_url) = value
UNION SELECT coalesce(p.merged_into_id, p.id) FROM stops JOIN prospects_prospect p ON kind = 'domain'
    AND reverse('.' || lower(split_part(p.email, '@', 2))) ~>=~ reverse('.' || value)
    AND reverse('.' || lower(split_part(p.email, '@', 2))) ~<~ (reverse('.' || value) || '~')
UNION SELECT coalesce(p.merged_into_id, p.id) FROM stops JOIN prospects_company c ON kind = 'domain'
    AND reverse('.' || lower(c.domain)) ~>=~ reverse('.' || value)
    AND reverse('.' || lower(c.domain)) ~<~ (reverse('.' || value) || '~')
    JOIN prospects_prospect p ON p.company_id IN (c.id, c.merged_into_id)
"""

_questions: dict[Standing, Question] = {
    Standing.STOPPED: lambda at: Q(pk__in=RawSQL(STOPPED, [at]))  # noqa: S611
}


def tell(standing: Standing, question: Question) -> None:
    """From now on `question` finds who stands so."""
    _questions[standing] = question


def who_stands(standing: str, at: datetime) -> Q:
    return _questions[Standing(standing)](at)
