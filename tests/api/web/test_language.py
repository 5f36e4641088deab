"""Every word of the pages can be translated, and a translation is shown to whoever asks for it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from api.web import language
from api.web.templating import FOLDER
from tests.api.house import House
from tests.api.web.unwrapped import unwrapped

BROWSER = {"Accept": "text/html"}
SCRIPTS = FOLDER.parent / "static"


@pytest.mark.parametrize("template", sorted(FOLDER.glob("*.html")), ids=lambda path: path.stem)
def test_every_word_of_a_page_goes_through_the_catalogue(template: Path):
    assert unwrapped(template) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ _('Hello') }} <b>{% trans %}you{% endtrans %}</b> {{ name }}</p>", []),
        ("<p>{{ count }} people</p>", ["people"]),
        ("<input aria-label='How many' value='{{ count }}'>", ["How many"]),
        ("{% if a %}One{% else %}{{ 'Not one' }}{% endif %}", ["One", "Not one"]),
        ("{{ field('name', 'Your name') }}", ["Your name"]),
        ("<p{% if a %} class='x'{% endif %}>{{ words('minutes') }}</p>", []),
    ],
)
def test_what_is_not_wrapped_is_found(tmp_path: Path, source: str, found: list[str]):
    (tmp_path / "page.html").write_text(source)
    assert unwrapped(tmp_path / "page.html") == found


@pytest.mark.parametrize("script", sorted(SCRIPTS.glob("*.js")), ids=lambda path: path.stem)
def test_scripts_have_no_words_of_their_own(script: Path):
    texts = re.findall(r"[\"'`]([A-Z][a-z]+[ …:.!?][^\"'`\n]*)[\"'`]", script.read_text("utf-8"))
    assert texts == []


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Return what `make strings` collects."""
    target = tmp_path_factory.mktemp("strings") / "messages.pot"
    babel = [sys.executable, "-m", "babel.messages.frontend", "-q"]
    call = ["extract", "-F", "pyproject.toml", "-k", "mark", "-o", target, "api/web"]
    subprocess.run([*babel, *call], check=True, cwd=FOLDER.parents[2])
    with target.open("rb") as file:
        return read_po(file)


def test_words_of_templates_and_of_the_program_are_collected(collected: Catalog):
    assert "Open the library" in collected
    assert collected["There is nothing here"].id == "There is nothing here"
    assert collected["%(count)s session"].id == ("%(count)s session", "%(count)s sessions")


@pytest.fixture
def mirrored(collected: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Translate every word into itself, in brackets, as if somebody had written a catalogue."""
    catalogue = Catalog("de")
    for one in collected:
        if one.id:
            ids = one.id if isinstance(one.id, tuple) else (one.id,)
            marked = tuple(f"⟦{text}⟧" for text in ids)
            catalogue.add(one.id, marked if len(marked) > 1 else marked[0])
    path = tmp_path / "de" / "LC_MESSAGES" / "messages.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(language, "LOCALE", tmp_path)
    language.catalogues.cache_clear()
    yield
    language.catalogues.cache_clear()


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize(
    ("asked", "spoken"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.8", "de"),
        ("fr, de;q=0.5, en;q=0.3", "de"),
        ("en-GB,en;q=0.9,de;q=0.1", "en"),
        ("de;q=0", "en"),
        ("fr;q=x, ;;q=1", "en"),
        ("", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_first(small_house: House, asked: str, spoken: str):
    page = small_house.get("/library", None, headers={**BROWSER, "Accept-Language": asked}).text
    assert f'<html lang="{spoken}">' in page
    assert ("<h1>⟦Library⟧</h1>" in page, "<h1>Library</h1>" in page) == (
        spoken == "de",
        spoken == "en",
    )
    assert ("⟦2 sessions⟧" in page) == (spoken == "de")


@pytest.mark.usefixtures("mirrored")
def test_errors_are_told_in_the_language_asked_for(small_house: House):
    german = {**BROWSER, "Accept-Language": "de"}
    page = small_house.get("/library/ZZ9", None, headers=german).text
    assert "<h1>⟦There is nothing here⟧</h1>" in page
    assert "⟦The address may be old, or belong to another group.⟧" in page


def test_without_catalogues_the_pages_speak_english(small_house: House):
    page = small_house.get("/library", None, headers={**BROWSER, "Accept-Language": "de"}).text
    assert '<html lang="en">' in page
