"""Phone numbers that ring nowhere: ranges kept for films where a country has them, else ones nobody can be given."""

# country: what stands before the number, and how many digits follow. The first rows are ranges that
# regulators keep for drama; in the others the subscriber's part begins with zeros.
RANGES = {
    "IE": ("+353209100", 3),
    "GB": ("+441632960", 3),
    "DE": ("+493023125", 3),
    "FR": ("+3319900", 4),
    "SE": ("+468465004", 2),
    "US": ("+121655501", 2),
    "CA": ("+141855501", 2),
    "NL": ("+3120000", 4),
    "BE": ("+323000", 4),
    "LU": ("+352270000", 3),
    "NO": ("+4721000", 3),
    "DK": ("+4532000", 3),
    "FI": ("+358900", 5),
    "IS": ("+3545000", 3),
    "LV": ("+37167000", 3),
    "CH": ("+4171000", 4),
    "AT": ("+43732000", 4),
    "PL": ("+4822000", 4),
    "UA": ("+380312000", 3),
    "CZ": ("+420200000", 3),
    "HU": ("+3662000", 3),
    "TR": ("+90324000", 4),
    "IT": ("+39041000", 4),
    "ES": ("+34900000", 3),
    "PT": ("+351200000", 3),
    "GR": ("+30281000", 4),
    "HR": ("+38523000", 3),
    "IL": ("+9724000", 4),
    "IN": ("+912000000", 3),
    "JP": ("+8187000", 4),
    "KR": ("+8232000", 4),
    "ID": ("+6231000", 4),
    "NG": ("+234201000", 4),
    "KE": ("+25450000", 4),
    "ZA": ("+2721000", 4),
    "MX": ("+52312000", 4),
    "BR": ("+555430000", 3),
    "NZ": ("+643200", 4),
    "AE": ("+9716000", 4),
}


def phone_for(country: str, number: int) -> str:
    prefix, digits = RANGES[country]
    return f"{prefix}{number % 10**digits:0{digits}d}"
