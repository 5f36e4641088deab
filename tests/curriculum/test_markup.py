from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.errors import LimitError
from curriculum.markup import forget, inline_to_html, problems, to_html, to_plain
from tests.strategies import MARKS

TAGS = {"p", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br", "h3", "span"}
ATTRIBUTES = {("a", "href"), ("a", "rel"), ("ol", "start"), ("span", "lang"), ("span", "dir")}


class Outline(HTMLParser):
    """What tags and attributes a text came out with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[tuple[str, str]] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*soft* and **strong**", "<p><em>soft</em> and <strong>strong</strong></p>\n"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>\n"),
        ("One\ntwo", "<p>One\ntwo</p>\n"),
        ("One  \ntwo", "<p>One<br>\ntwo</p>\n"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>\n'),
        ("> “So.”", "<blockquote>\n<p>“So.”</p>\n</blockquote>\n"),
        ("{{7*7}} {% x %} ${x}", "<p>{{7*7}} {% x %} ${x}</p>\n"),
        (r"\# one \* two", "<p># one * two</p>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
        ("    indented", "<p>indented</p>\n"),
        ("```\ncode\n```", "<p>```\ncode\n```</p>\n"),
        ("One\n---", "<p>One\n---</p>\n"),
        ("## Two", "<p>## Two</p>\n"),
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("![x](x.png)", "<p>![x](x.png)</p>\n"),
        ("| a | b |\n|---|---|", "<p>| a | b |\n|---|---|</p>\n"),
        ("[x] {lang=de} [y]{z}", "<p>[x] {lang=de} [y]{z}</p>\n"),
        (r"\[x]{lang=de}", "<p>[x]{lang=de}</p>\n"),
    ],
)
def test_text_becomes_paragraphs_lists_and_nothing_else(text: str, html: str):
    assert to_html(text) == html


def test_second_level_headings_get_the_level_of_their_place():
    assert to_html("## One\n\nTwo", headings_from=3) == "<h3>One</h3>\n<p>Two</p>\n"


@pytest.mark.parametrize("text", ["# One", "### One", "One\n==="])
def test_other_headings_stay_words(text: str):
    assert Outline(to_html(text, headings_from=3)).tags == {"p"}


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=d", "http://a.example", "mailto:a@b.example", "tel:+44", "#part"]
)
def test_allowed_links_are_links(url: str):
    assert Outline(to_html(f"[words]({url})")).links == [url]
    assert problems(f"[words]({url})") == []


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "java\\\nscript:x",
        "data:text/html;base64,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//host/x",
        "/x",
        "x.html",
        "ftp://x",
        "",
    ],
)
def test_other_links_are_words(url: str):
    assert Outline(to_html(f"[words]({url})")).links == []
    assert Outline(to_html(f"<{url}>")).links == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[Ich *bin* da]{lang=de}", '<span lang="de" dir="auto">Ich <em>bin</em> da</span>'),
        ("[*olá*]{lang=pt-BR}", '<span lang="pt-BR" dir="auto"><em>olá</em></span>'),
        (
            "[a [b]{lang=de}]{lang=fr}",
            '<span lang="fr" dir="auto">a <span lang="de" dir="auto">b</span></span>',
        ),
        ("[a [b]{.c}]{lang=fr}", '<span lang="fr" dir="auto">a b</span>'),
        ("[x]{lang=de onclick=y}", '<span lang="de" dir="auto">x</span>'),
        ("[x]{lang=DE_de}", "x"),
    ],
)
def test_words_in_another_language_tell_it(text: str, html: str):
    assert inline_to_html(text) == html


def test_links_hold_words_only():
    html = inline_to_html("[**a** *b*](https://a.example)")
    assert html == '<a href="https://a.example" rel="noopener noreferrer">a b</a>'


@pytest.mark.parametrize("read", [to_html, inline_to_html])
def test_a_text_is_read_once_until_it_is_forgotten(read: Callable[[str], str]):
    first = read("Say *this* once.")
    assert read("Say *this* once.") is first
    forget()
    assert read("Say *this* once.") == first
    assert read("Say *this* once.") is not first


def test_line_has_no_paragraph():
    assert inline_to_html("- *one*") == "- <em>one</em>"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One *soft*\nword.\n\nTwo [words](https://a.example).", "One soft word.\nTwo words."),
        ("- one\n- two\n  more", "- one\n- two more"),
        ("1. one", "1. one"),
        ("## Head\n\ntext &amp; more", "Head\ntext & more"),
        ("One [*deux*]{lang=fr}.", "One deux."),
    ],
)
def test_plain_text_has_no_marks(text: str, plain: str):
    assert to_plain(text) == plain


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("One\n<b>two</b>", [(1, "html")]),
        ("<div>\none\n</div>", [(0, "html")]),
        ("<!-- x -->", [(0, "html")]),
        ("One\n\nTwo\n![x](y.png)", [(3, "picture")]),
        ("| a | b |\n|---|---|\n| c | d |", [(0, "table")]),
        ("One\n\n# Two", [(2, "heading")]),
        ("- ## One", [(0, "heading")]),
        ("[x](javascript:y)", [(0, "forbidden-link")]),
        ("<javascript:y>", [(0, "forbidden-link")]),
        ("One\n[x]{.y}", [(1, "no-language")]),
        ("[x]{}", [(0, "no-language")]),
        ("One\n[x] {lang=de}", [(1, "no-language")]),
        ("[x]{lang=“de”}", [(0, "no-language")]),
        ("[x]{lang: de}", [(0, "no-language")]),
        (r"[x]\{lang: de}", []),
        ("[x]{lang=German}", [(0, "no-language")]),
        ("[x]{lang=de class=y}", [(0, "no-language")]),
        ("[x]{lang=de} [y]{z}", []),
        ("[" * 9 + "x" + "]{lang=de}" * 9, [(0, "text-too-large")]),
        ("[x]: https://a.example", [(0, "link-definition")]),
        ("- " * 9 + "x", [(0, "text-too-large")]),
        ("> " * 9 + "x", [(0, "text-too-large")]),
        ("*" * 30 + "x" + "*" * 30, [(0, "text-too-large")]),
        ("e" + "\u0301" * 9, [(0, "text-too-large")]),
        ("[" * 201, [(0, "text-too-large")]),
        ("x" * 8_001, [(0, "text-too-large")]),
        ("# One <b>\n![a](b)", [(0, "heading"), (0, "html"), (1, "picture")]),
        ("a <3 b < c", []),
        ("- " * 8 + "x", []),
    ],
    ids=lambda one: str(one)[:20],
)
def test_what_cannot_be_printed_is_told_with_its_line(text: str, found: list[tuple[int, str]]):
    assert sorted((one.line, one.code) for one in problems(text)) == found


@pytest.mark.parametrize(("text", "count"), [("## One", 0), ("# One", 1), ("### One", 1)])
def test_second_level_headings_are_allowed_where_they_may_stand(text: str, count: int):
    assert len(problems(text, headings=True)) == count


def test_one_line_has_no_blocks_to_complain_of():
    assert problems("# 1 of | 2 |", inline=True) == []


@pytest.mark.parametrize("text", ["x" * 8_001, "- " * 9 + "x", "a" + "\u0301" * 9, "[" * 201])
def test_text_too_large_to_lay_out_is_refused(text: str):
    for render in (to_html, to_plain):
        with pytest.raises(LimitError):
            render(text)


_texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=20), max_size=8).map("\n".join)


@given(_texts)
def test_no_text_comes_out_as_anything_but_the_allowed_tags(text: str):
    for html in (to_html(text, headings_from=3), to_html(text), inline_to_html(text)):
        outline = Outline(html)
        assert outline.tags <= TAGS
        assert outline.attributes <= ATTRIBUTES
        allowed = ("https:", "http:", "mailto:", "tel:", "#")
        assert all(url.lower().startswith(allowed) for url in outline.links)
