from __future__ import annotations

from curriculum.documents import handout_pack
from curriculum.participants import taken_home
from tests.pdf_templates.samples import CONTACTS, sample_plan


def test_what_stays_in_the_room_is_not_taken_home_and_numbers_stay():
    home = taken_home(handout_pack(sample_plan(), CONTACTS))
    assert [(one.number, one.slug) for one in home.sheets] == [
        (1, "moves-card"),
        (2, "week"),
        (5, "moves-card"),
        (6, "week"),
    ]
