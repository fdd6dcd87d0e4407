"""What may be a password: long enough, nobody's name, no list's, and whatever characters one likes."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from team.models import User

# Teams are asked for: their names are guessed first.
pytestmark = pytest.mark.django_db

MAYA = User(name="Maya Okafor-Lindqvist", email="maya.okafor@fernhill.example")


@pytest.mark.parametrize(
    "password",
    [
        "password1234",
        "P@ssw0rd2026!",
        "Summer2026!!",
        "sommer-2025-sommer",
        "qwertyuiop123",
        "123456789012345",
        "aaaaaaaaaaaaaaaa",
        "abcabcabcabcabc",
        "earnestearnest1",
        "okafor-lindqvist",
        "fernhill2026maya",
        "letmein.letmein",
        "dragon-dragon-1",
        "dragondragon",
        "footballfootball!",
        "trustno1trustno1",
        "abcdefghijkl",
        "lkjihgfedcba1",
        "zaq12wsxcde3",
        "q1w2e3r4t5y6u7i8",
        "w3lc0me-2026-11",
    ],
)
def test_what_somebody_would_guess_is_refused_in_words(password: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, MAYA)
    assert "guess" in str(refused.value) or "common" in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        "cold chains hold",
        "a-password-of-the-tests",
        "correct horse battery staple",
        "tangerine lamp violin",
        "x9#kQ2!vLp0z",
        "žluťoučký kůň skáče",
        "鲸鱼在图书馆里安静地读一本旧书",
        "brass kettles sing " * 8,
    ],
)
def test_what_nobody_would_guess_is_taken_whatever_its_characters_and_up_to_any_length(
    password: str,
) -> None:
    validate_password(password, MAYA)


def test_eleven_characters_are_too_few() -> None:
    with pytest.raises(ValidationError, match="at least 12 characters"):
        validate_password("kettle brai", MAYA)
