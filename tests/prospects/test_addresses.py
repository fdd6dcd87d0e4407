"""The one form of e-mail addresses, phones, profiles and domains."""

import phonenumbers
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import given
from hypothesis import strategies as st

from prospects.addresses import clean_domain, clean_email, clean_phone, clean_profile, email_key

LABELS = st.text("abzAZ019-._+'", min_size=1, max_size=12)
DOMAINS = st.sampled_from(
    [
        "corrib.example",
        "X.IE",
        "a-b.co.uk",
        "bad-.ie",
        "a.test",
        "localhost",
        "a--b.ie",
        "1.2",
        "ab.c1",
    ]
)


def by_the_library(text):
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


@given(LABELS, DOMAINS)
def test_the_short_path_answers_as_the_library_does(local, domain):
    assert clean_email(f"{local}@{domain}") == by_the_library(f"{local}@{domain}")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Aoife.NiBhriain@CORRIB.example", "Aoife.NiBhriain@corrib.example"),
        ("mailto:aoife@corrib.example", "aoife@corrib.example"),
        ("jürgen@kühlhaus.example", "jürgen@xn--khlhaus-n2a.example"),
        ("anna@xn--khlhaus-n2a.example", "anna@xn--khlhaus-n2a.example"),
        ("anna@Größe.example", "anna@xn--gre-6ka8i.example"),
        ("aoife@corrib", ""),
        ("aoife@corrib.invalid", ""),
        ("aoife at corrib.example", ""),
        ("a" * 65 + "@corrib.example", ""),
        ("aoife\x00@corrib.example", ""),
    ],
)
def test_an_address_is_kept_as_it_receives_mail(typed, kept):
    assert clean_email(typed) == kept


def test_a_stop_reaches_every_plus_address():
    assert email_key("Anna+News@Corrib.example") == email_key("anna@corrib.example")


@given(st.integers(1, 999), st.text("0123456789", min_size=4, max_size=13))
def test_an_international_number_is_read_as_the_library_reads_it(code, rest):
    typed = f"+{code}{rest}"
    kept = clean_phone(typed)
    if kept:
        number = phonenumbers.parse(typed)
        assert phonenumbers.is_possible_number(number)


@pytest.mark.parametrize(
    ("typed", "country", "kept"),
    [
        ("+353 91 555 0100", "", "+353915550100"),
        ("091 555 010", "IE", "+35391555010"),
        ("(202) 555-0143", "US", "+12025550143"),
        ("+1 312-555-0133", "", "+13125550133"),
        ("091 555 010", "", ""),
        ("+353 9", "", ""),
        ("call me", "IE", ""),
    ],
)
def test_a_phone_number_is_kept_as_the_world_dials_it(typed, country, kept):
    assert clean_phone(typed, country) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.linkedin.com/in/Aoife-NB/?trk=x", "https://www.linkedin.com/in/aoife-nb"),
        ("ie.linkedin.com/in/aoife-nb", "https://www.linkedin.com/in/aoife-nb"),
        (
            "https://www.linkedin.com/sales/lead/ACwAAExample,NAME_SEARCH,a1",
            "https://www.linkedin.com/sales/lead/ACwAAExample",
        ),
        ("https://www.linkedin.com/company/corrib", ""),
        ("https://linkedin.com.evil.example/in/aoife", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_profile_is_kept_without_tracking(typed, kept):
    assert clean_profile(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://www.Corrib.example/about?x=1", "corrib.example"),
        ("corrib.example.", "corrib.example"),
        ("http://corrib.example:8080/", "corrib.example"),
        ("kühlhaus.example", "xn--khlhaus-n2a.example"),
        ("https://www.Größe.example/über", "xn--gre-6ka8i.example"),
        ("not a domain", ""),
        ("http://[bad", ""),
        ("localhost", ""),
    ],
)
def test_a_website_is_kept_as_its_domain(typed, kept):
    assert clean_domain(typed) == kept
