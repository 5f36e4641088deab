from __future__ import annotations

from curriculum.assemble import assemble
from curriculum.exports.whole import WholeWorkshop, whole
from tests.builders import library, session, workshop


def test_a_workshop_is_worked_out_again_from_its_file():
    one = session("AL1")
    evening = workshop(one)
    plan = assemble(evening, library(one))
    read = WholeWorkshop.model_validate_json(whole(evening, plan.sessions))
    again = {(pinned.session.code, pinned.revision): pinned.session for pinned in read.sessions}
    assert assemble(read.workshop, again) == plan
