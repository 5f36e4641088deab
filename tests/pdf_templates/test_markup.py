"""What a text's HTML says of it beyond its Markdown."""

from __future__ import annotations

from pdf_templates.markup import text_html

SPEAKERS = "- **Kofi:** They moved my shifts.\n- **Dee:** [wait] *Tell* me.\n"


def test_a_list_that_names_who_speaks_is_a_dialogue():
    assert '<ul class="dialogue">' in text_html(f"**First time.** Keep it light.\n\n{SPEAKERS}")


def test_a_list_with_an_entry_that_names_nobody_is_none():
    assert "dialogue" not in text_html(f"{SPEAKERS}- Both stand up.\n")


def test_entries_set_apart_are_a_dialogue_too():
    assert '<ul class="dialogue">' in text_html(SPEAKERS.replace("\n", "\n\n"))


def test_each_list_is_judged_by_itself():
    html = text_html(f"- Put out two chairs.\n\nThen:\n\n{SPEAKERS}")
    assert html.index("<ul>") < html.index('<ul class="dialogue">')
