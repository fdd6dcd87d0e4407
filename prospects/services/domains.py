"""A company without a domain takes that of its people's addresses, so that a colleague who writes is known."""

from collections import Counter

from django.db import IntegrityError, connection, transaction

from prospects.addresses import email_domain
from prospects.free_mail import company_domains, is_for_anybody
from prospects.models import Company, ImportBatch, Prospect

# By hand: a file may bring a hundred thousand people. Of people alone: nobody has counted yet what the file brought, and
# joined to their companies they were looked for one company at a time.
_OF_NEW_PEOPLE = """
SELECT DISTINCT company_id, lower(split_part(email, '@', 2)) FROM prospects_prospect
WHERE import_batch_id = %(batch)s AND email <> ''
"""
_FILL = """
UPDATE prospects_company AS c SET domain = given.domain
FROM unnest(%(companies)s::bigint[], %(domains)s::text[]) AS given (company, domain)
WHERE c.id = given.company AND c.domain = ''
    AND NOT EXISTS (SELECT FROM prospects_company AS o WHERE lower(o.domain) = given.domain AND o.domain <> '')
    AND NOT EXISTS (SELECT FROM prospects_prospect AS p WHERE lower(split_part(p.email, '@', 2)) = given.domain
        AND p.company_id <> given.company)
"""

# How often the companies of a file are looked at again after another took one of their domains in that very moment.
_TRIES = 5


def fill_domain(company: Company, email: str) -> None:
    """From one person's address; not where strangers have addresses, too, nor where another company or its people are."""
    domain = email_domain(email)
    if company.domain or not _is_a_companys(domain):
        return
    people_elsewhere = Prospect.objects.at_domain(domain).exclude(company=company)
    if Company.objects.with_domain(domain).exists() or people_elsewhere.exists():
        return
    try:
        with transaction.atomic():
            filled = Company.objects.filter(pk=company.pk, domain="").update(domain=domain)
    except IntegrityError:
        return  # Another company took it in this very moment.
    company.domain = domain if filled else company.domain


def fill_domains(batch: ImportBatch) -> int:
    """The same for everybody whom a file brought, where those of one company agree; how many companies were filled.

    What another company takes at the same time stays with it, and the file comes in all the same.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OF_NEW_PEOPLE, {"batch": batch.pk})
        found = [
            (company, domain) for company, domain in cursor.fetchall() if _is_a_companys(domain)
        ]
        domains_of = Counter(company for company, _domain in found)
        companies_at = Counter(domain for _company, domain in found)
        # In one order, so that two files that come in at once do not wait for each other.
        alone = sorted(
            (company, domain)
            for company, domain in found
            if domains_of[company] == 1 and companies_at[domain] == 1
        )
    return _fill([company for company, _domain in alone], [domain for _company, domain in alone])


def _fill(companies: list[int], domains: list[str]) -> int:
    """Those whose domain is free; looks again where somebody took one meanwhile."""
    for _time in range(_TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_FILL, {"companies": companies, "domains": domains})
                return int(cursor.rowcount)
        except IntegrityError:
            continue  # Another company took one in this very moment, and is seen now.
    return 0


def _is_a_companys(domain: str) -> bool:
    return bool(domain and company_domains(f"@{domain}")) and not is_for_anybody(domain)
