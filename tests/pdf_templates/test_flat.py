from __future__ import annotations

import re

import pytest

from curriculum.edition import Edition, Layout, PrintSize
from pdf_templates.flat import flat
from pdf_templates.theme import CHANGING, DOCUMENTS, theme


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (":root { --a: 1mm } p { margin: var(--a) }", "p { margin: 1mm }"),
        (":root { --a: 1mm } :root { --a: 2mm } p { margin: var(--a) }", "p { margin: 2mm }"),
        (
            ":root { --a: 1mm; --b: calc(var(--a) / 2) } p { margin: var(--b) }",
            "p { margin: calc(1mm / 2) }",
        ),
        (
            ":root { --a: 1mm } .x { --a: 2mm } p { margin: var(--a) }",
            ":root { --a: 1mm } .x { --a: 2mm } p { margin: var(--a) }",
        ),
        (
            ":root { --a: 1mm; --b: var(--a) } .x { --a: 2mm } p { margin: var(--b) }",
            ":root { --a: 1mm; --b: var(--a) } .x { --a: 2mm } p { margin: var(--b) }",
        ),
        (
            ":root { --free: red; --a: 1mm } p { color: var(--free) /* var(--a) */ }",
            ":root { --free: red } p { color: var(--free) }",
        ),
        ("p { margin: var(--unknown) }", "p { margin: var(--unknown) }"),
    ],
    ids=["one", "last", "nested", "local", "by-way-of-a-local", "of-a-page", "unknown"],
)
def test_properties_that_are_the_same_everywhere_are_put_in_their_places(css: str, expected: str):
    flattened = re.sub(r":root \{\s*\}", "", flat(css, ["--free"]))
    assert " ".join(flattened.split()) == expected


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_use_in_a_theme_is_of_a_property_that_is_defined(document: str):
    for edition in (Edition(), Edition(size=PrintSize.LARGE), Edition(layout=Layout.BOOKLET)):
        css = flat(theme(document, edition), CHANGING)
        used = set(re.findall(r"var\((--[\w-]+)\)", css))
        assert used - {"--lines"} <= set(re.findall(r"(--[\w-]+)\s*:", css))
