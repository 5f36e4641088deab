"""Every word of the pages can be translated, and a translation is shown to whoever asks for it."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TypeGuard

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from api.auth import COOKIE, csrf_token
from api.web import language
from api.web.templating import FOLDER
from curriculum.sentence import counted, sentence
from tests.api.house import House
from tests.api.web.unwrapped import unwrapped

BROWSER = {"Accept": "text/html"}
SCRIPTS = FOLDER.parent / "static"
HOUSE = FOLDER.parents[2]
RULES = HOUSE / "curriculum"
SPEAKING = [
    *RULES.glob("checking/*.py"),
    *(path for path in RULES.glob("markdown/*.py") if not path.stem.endswith("_write")),
    *RULES.glob("rules/*.py"),
    RULES / "markup_problems.py",
]
"""Where findings and mistakes are made."""


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
    recipe = (HOUSE / "Makefile").read_text("utf-8").partition("\nstrings:")[2].partition("\n\n")[0]
    keywords = " ".join(re.findall(r"-k \S+", recipe)).split()
    places = recipe.partition("messages.pot ")[2].split()
    call = ["extract", "-F", "pyproject.toml", *keywords, "-o", target, *places]
    subprocess.run([*babel, *call], check=True, cwd=HOUSE)
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


def left_in_english(text: str) -> str:
    """Return what is left of a text without its marks and what was translated."""
    text = re.sub(r"<[^>]*>", "", text)
    while (less := re.sub(r"⟦[^⟦⟧]*⟧", "", text)) != text:
        text = less
    return text.strip(" .\n")


@pytest.mark.usefixtures("mirrored")
def test_what_the_checks_find_is_told_in_the_language_asked_for(small_house: House):
    meeting = {"start": "19:00", "minutes": 90, "items": [{"session": "AL1"}, {"session": "AL1"}]}
    made = small_house.make_workshop(people=2, meetings=[meeting, {"minutes": 30, "items": []}])
    german = {**BROWSER, "Accept-Language": "de"}
    page = small_house.get(f"/workshops/{made.json()['id']}", headers=german).text
    told = re.findall(r'<li class="finding .*?</p>\s*<p>(.*?)</p>', page, re.DOTALL)
    assert "⟦Nothing is planned.⟧ ⟦Add a session or remove it.⟧" in told
    assert "⟦AL1 is planned for a second time.⟧" in " ".join(told)
    assert len(told) > 4
    assert [left_in_english(one) for one in told] == [""] * len(told)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("people", "99", "⟦this is more than 60⟧. ⟦Write 60 or less.⟧"),
        ("people", "0", "⟦this is less than 2⟧. ⟦Write 2 or more.⟧"),
        ("people", "many", "⟦this is not a whole number⟧. ⟦Write it in digits, like 8.⟧"),
        ("people", "7.5", "⟦this is not a whole number⟧. ⟦Write it in digits, like 8.⟧"),
        ("m1_start", "7pm", "⟦this is not a time of day⟧. ⟦Write it like 19:00.⟧"),
        ("m1_date", "1.12.", "⟦this is not a date of the calendar⟧. ⟦Write it like 2026-11-30.⟧"),
        ("title", " ", "⟦string should have at least 1 character⟧. ⟦Write at least so much.⟧"),
        ("mode", "alone", "⟦input should be 'solo', 'couples' or 'mixed'⟧. ⟦Write one of these.⟧"),
    ],
)
def test_a_mistake_in_a_form_is_told_in_the_language_asked_for(
    small_house: House, field: str, typed: str, said: str
):
    secret = small_house.get(f"/sign-in/{small_house.link}", None).cookies[COOKIE]
    small_house.client.cookies.clear()
    made = small_house.make_workshop()
    headers = {**BROWSER, "Accept-Language": "de", "Cookie": f"{COOKIE}={secret}"}
    form = {"csrf_token": csrf_token(secret), "etag": made.headers["ETag"].strip('"'), field: typed}
    path = f"/workshops/{made.json()['id']}"
    page = small_house.ask("POST", path, None, headers=headers, data=form)
    assert page.status_code == 422
    assert said in unescape(page.text)


@pytest.mark.parametrize("source", SPEAKING, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_sentence_of_a_finding_or_a_mistake_is_one_of_the_catalogue(source: Path):
    calls = [one for one in ast.walk(ast.parse(source.read_text("utf-8"))) if speaks(one)]
    said = [part for call in calls for part in [*call.args, *(one.value for one in call.keywords)]]
    assert [ast.unparse(one) for one in said if is_plain_text(one)] == []


def speaks(node: ast.AST) -> TypeGuard[ast.Call]:
    """Tell whether a finding or a mistake is made here."""
    name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
    return name in {"block", "warn", "note", "level", "mistake", "Misread", "Breach", "Problem"}


def is_plain_text(node: ast.expr) -> bool:
    """Tell whether it is a text of several words: a code has none."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(one, ast.Constant) and " " in one.value for one in node.values)
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value


def test_sentences_say_in_english_what_they_always_said():
    minutes = counted(1, "{number} minute", "{number} minutes")
    told = sentence("{free} of {slot} are free.", free=minutes, slot=90)
    assert (told, f"{told}") == ("1 minute of 90 are free.", "1 minute of 90 are free.")
    shown = told.said(lambda text: f"<{text}>", lambda one, _many, _number: f"[{one}]")
    assert shown == "<[1 minute] of 90 are free.>"


def test_without_catalogues_the_pages_speak_english(small_house: House):
    page = small_house.get("/library", None, headers={**BROWSER, "Accept-Language": "de"}).text
    assert '<html lang="en">' in page
