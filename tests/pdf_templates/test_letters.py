from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.edition import Edition
from curriculum.session import TextBlock
from pdf_templates.letters import printable
from pdf_templates.pages import whole
from pdf_templates.render import to_pdf
from tests.pdf_templates.reading import fonts, heard
from tests.pdf_templates.samples import sample_pack
from tests.verapdf import faults


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Größe, naïve, Łódź, “quoted” – ● ▲ ■ … 1½", "Größe, naïve, Łódź, “quoted” – ● ▲ ■ … 1½"),
        ("Привет, καλά", "Привет, καλά"),
        ("Well done 🎉!", "Well done □!"),
        ("👍🏽 ❤\ufe0f", "□ ❤"),
        ("晚上", "□□"),
        ("Ａ\u3000Ⅻ", "A XII"),
        ("＜b＞", "□b□"),
        ("a\u200d\u2060b\n\tc", "ab\n\tc"),
    ],
)
def test_letters_without_a_font_become_a_visible_box(text: str, printed: str):
    assert printable(text) == printed


def test_a_sheet_with_emoji_is_pdf_ua_in_our_own_fonts(tmp_path: Path):
    sheet = sample_pack().sheets[0]
    told = sheet.model_copy(update={"blocks": (TextBlock(text="Well done 🎉👩‍👩‍👧 晚上 ✅"),)})
    pack = sample_pack().model_copy(update={"sheets": (told,), "title": "Party 🎉"})
    pdf = to_pdf(whole(pack, Edition()), Edition())
    assert "Well done □□□□ □□ □" in heard(pdf)
    assert {name.partition("+")[2].split("-")[1] for name in fonts(pdf)} == {"Sans"}
    (tmp_path / "party.pdf").write_bytes(pdf)
    assert faults([tmp_path / "party.pdf"]) == {"party.pdf": []}
