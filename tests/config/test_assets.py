"""One stylesheet and one script reach the browser, whole and hashed."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import override_settings

from config.assets import ENTRIES

STATIC = Path(__file__).parents[2] / "static"
# Linked by the few pages that need it, beside the stylesheet of all.
SCRIPTS_OF_FEW_PAGES = {"passkeys.js"}
OF_FEW_PAGES = {"charts.css", "company.css", "help.css", "plan.css", "sign_in.css", "team.css"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that `collectstatic` fills, as the product does it."""
    folder = tmp_path_factory.mktemp("static")
    inlined = {"staticfiles": {"BACKEND": "config.assets.InlinedStaticFilesStorage"}}
    with override_settings(STATIC_ROOT=str(folder), STORAGES=settings.STORAGES | inlined):
        with override_settings(WHITENOISE_SKIP_COMPRESS_EXTENSIONS=None):
            call_command("collectstatic", interactive=False, verbosity=0)
        yield folder


def _stored(name: str) -> str:
    return staticfiles_storage.url(name).removeprefix(settings.STATIC_URL)


def _text(served: Path, name: str) -> str:
    return (served / _stored(name)).read_text()


def test_the_entries_are_served_without_imports_and_with_every_part(served: Path) -> None:
    style, script = (_text(served, entry) for entry in ENTRIES)
    assert "@import" not in style
    assert not re.search(r"^import ", script, re.M)
    assert style.count("@layer components{") == len(list(STATIC.glob("css/components/*.css")))
    assert "speechSynthesis" in script


def test_fonts_in_the_served_stylesheet_are_hashed_and_there(served: Path) -> None:
    style_name = _stored("css/app.css")
    fonts = re.findall(r'url\("([^"]+\.woff2)"\)', (served / style_name).read_text())
    assert len(fonts) == 5
    assert all((served / style_name).parent.joinpath(font).resolve().exists() for font in fonts)
    assert all(re.search(r"\.[0-9a-f]{12}\.woff2$", font) for font in fonts)


def test_every_stylesheet_is_imported_once_into_its_layer() -> None:
    imported = re.findall(r'^@import url\("([^"]+)"\)', (STATIC / "css/app.css").read_text(), re.M)
    present = {str(path.relative_to(STATIC / "css")) for path in STATIC.glob("css/**/*.css")}
    assert sorted(imported) == sorted(present - {"app.css", *OF_FEW_PAGES})


def test_every_script_is_imported_but_the_one_that_must_come_first_and_those_of_few_pages() -> None:
    imported = re.findall(r'^import "\./([^"]+)"', (STATIC / "js/app.js").read_text(), re.M)
    present = {path.name for path in STATIC.glob("js/*.js")}
    assert sorted(imported) == sorted(present - {"app.js", "theme.js", *SCRIPTS_OF_FEW_PAGES})


def test_only_the_fonts_name_other_files() -> None:
    naming = [p.name for p in STATIC.glob("css/**/*.css") if "url(" in p.read_text()]
    assert sorted(naming) == ["app.css", "fonts.css"]


def test_what_a_browser_downloads_stays_within_its_budget(served: Path) -> None:
    def size(name: str) -> int:
        return (served / f"{_stored(name)}.gz").stat().st_size

    htmx = "vendor/htmx-4.0.1/htmx.min.js"
    fonts = [STATIC / "fonts/ui-latin.woff2", STATIC / "fonts/letter-latin.woff2"]
    assert size("css/app.css") <= 9 * 1024
    assert all(size(f"css/{name}") <= 1536 for name in OF_FEW_PAGES)
    assert size("js/app.js") + size("js/theme.js") + size(htmx) <= 20_000
    assert sum(font.stat().st_size for font in fonts) <= 90_000


def test_a_changed_part_reaches_the_served_stylesheet_on_the_next_run(tmp_path: Path) -> None:
    sources, folder = tmp_path / "sources", tmp_path / "served"
    shutil.copytree(STATIC, sources)
    inlined = {"staticfiles": {"BACKEND": "config.assets.InlinedStaticFilesStorage"}}
    with override_settings(
        STATIC_ROOT=str(folder),
        STATICFILES_DIRS=[sources],
        STORAGES=settings.STORAGES | inlined,
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        before = _stored("css/app.css")
        with (sources / "css/components/tag.css").open("a") as part:
            part.write(".tag { color: red }\n")
        call_command("collectstatic", interactive=False, verbosity=0)
        assert _stored("css/app.css") != before
        assert ".tag{color:red}" in _text(folder, "css/app.css")
