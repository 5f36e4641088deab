"""What a text's HTML says of it beyond its Markdown."""

from __future__ import annotations

import pytest

from pdf_templates.markup import bound, inline_html, ranges_html, text_html, well_ended

SPEAKERS = "- **Kofi:** They moved my shifts.\n- **Dee:** [wait] *Tell* me.\n"


def test_a_list_that_names_who_speaks_is_a_dialogue():
    assert '<ul class="dialogue">' in text_html(f"**First time.** Keep it light.\n\n{SPEAKERS}")


def test_a_list_with_an_entry_that_names_nobody_is_none():
    assert "dialogue" not in text_html(f"{SPEAKERS}- Both stand up.\n")


def test_entries_set_apart_are_a_dialogue_too():
    assert '<ul class="dialogue">' in text_html(SPEAKERS.replace("\n", "\n\n"))


def test_a_dialogue_may_be_in_another_language():
    html = text_html("- [**Kofi:** Sie haben meine Schicht verlegt.]{lang=de}\n- **Dee:** Wait.\n")
    assert '<ul class="dialogue">' in html


def test_each_list_is_judged_by_itself():
    html = text_html(f"- Put out two chairs.\n\nThen:\n\n{SPEAKERS}")
    assert html.index("<ul>") < html.index('<ul class="dialogue">')


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("In there · Out here", "In there_· Out here"),
        ("1 Bake a cake. · 2 Lend a bicycle.", "1 Bake a cake._· 2_Lend a bicycle."),
        ("Let me breathe, and then …", "Let me breathe, and then_…"),
        ("“… that he comes along”", "“…_that he comes along”"),
        ("It went together (r = 0.26); why", "It went together (r_=_0.26); why"),
        ("4 × Signs with tape", "4_×_Signs with tape"),
        ("Look up … and wait – or not", "Look up_… and wait – or not"),
    ],
)
def test_no_line_ends_where_it_would_part_what_belongs_together(text: str, kept: str):
    assert bound(text).replace("\u00a0", "_") == kept
    assert inline_html(text).replace("\u00a0", "_") == kept


def test_a_range_of_figures_is_held_together_and_the_rest_is_text():
    assert ranges_html("Fam & Co 60:5–22") == 'Fam &amp; Co <span class="range">60:5–22</span>'


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("I want to be part of it.", "I want to be part of_it."),
        ("Say: *“I want to be part of it.”*", "part of_it.”</em></p>"),
        ("Look out:\n\n- for one stop\n- once more", "for one_stop</li>"),
        ("That is a whole answer.", "whole_answer."),
        ("It is all about listening.", "about listening."),
    ],
)
def test_no_short_word_stands_alone_on_the_last_line(text: str, kept: str):
    assert kept in well_ended(text_html(text)).replace("\u00a0", "_")


def test_an_entry_without_a_paragraph_ends_so_too():
    assert well_ended(inline_html("Is it a fair price?")) == "Is it a fair\u00a0price?"
