"""The library that ships meets its own standard, alone and put together."""

import re

import pytest

from curriculum.assemble import assemble, single_session
from curriculum.library import shipped_library
from curriculum.organisation import Contact, Organisation
from curriculum.plan import FindingLevel, PlanSession
from curriculum.references import evidence
from curriculum.session import PromptBlock, Voice
from curriculum.standard import hold
from curriculum.standard.texts import texts
from curriculum.values import Mode, Setting
from tests.shipped import pinned, planned

HOUSE = Organisation(name="House", contacts=(Contact(name="Advice line", reach="In the hall"),))

SESSIONS = shipped_library().sessions
PROGRAMMES = shipped_library().programmes


def _plan(programme, people, setting=Setting.IN_PERSON):
    changes = {"people": people, "facilitators": 2, "setting": setting}
    return planned(pinned(programme).model_copy(update=changes), HOUSE)


def test_the_catalogue_is_there():
    assert sorted(session.code for session in SESSIONS) == [
        *("AL1", "AL2", "AL3", "AL4", "BD1", "BD2", "BD3", "CF1", "CF2", "CL"),
        *("IS1", "IS2", "IS3", "OP", "PS1", "PS2", "SO1", "SO2", "SO3", "SO4"),
        *("TH1", "TH2", "TH3", "TH4", "TH5", "TH6", "TH7"),
    ]
    assert sorted(programme.code for programme in PROGRAMMES) == [
        "a-taster",
        "on-my-own",
        "ready-to-talk",
        "skills-for-everyone",
    ]


def test_the_library_meets_its_standard():
    assert [str(shortfall) for shortfall in hold(SESSIONS, evidence())] == []


def test_words_that_are_referred_to_by_their_beginning_are_there():
    names = [
        (session, beginning)
        for session in SESSIONS
        for text in texts(session)
        for beginning in re.findall("words that begin “([^”]+)”", text.text)
    ]
    assert len(names) > 10
    assert [(session.code, name) for session, name in names if not _spoken(session, name)] == []


def _spoken(session, beginning):
    says = [one.text for one in texts(session) if one.kind == "say"]
    return any(text.startswith(beginning) for text in says)


@pytest.mark.parametrize("setting", Setting)
@pytest.mark.parametrize("mode", Mode)
def test_each_session_says_that_danger_and_the_law_limit_what_stays_private(mode, setting):
    assert [one.code for one in SESSIONS if not _limits_said(one, mode, setting)] == []


def _limits_said(session, mode, setting):
    """Return whether one speech of the plan for such a group names both limits."""
    workshop = single_session(session, 1, mode=mode, setting=setting)
    [meeting] = assemble(workshop, {(session.code, 1): session}).meetings
    steps = [
        step for one in meeting.items for activity in one.activities for step in activity.steps
    ]
    says = [step.text for step in steps if step.voice is Voice.SAY]
    return any(re.search("danger|harm|safety", say) and re.search(r"\blaw\b", say) for say in says)


HANDOUTS = [handout for session in SESSIONS for handout in session.handouts]


def test_no_two_handouts_have_the_same_title_on_paper():
    titles = [handout.printed_title for handout in HANDOUTS]
    assert [title for title in titles if titles.count(title) > 1] == []


def test_what_a_prompt_asks_is_bold_and_its_example_is_not():
    prompts = [
        block.text
        for handout in HANDOUTS
        for block in handout.blocks
        if isinstance(block, PromptBlock) and "(" in block.text
    ]
    assert len(prompts) > 50
    assert [text for text in prompts if "**" not in text] == []


@pytest.mark.parametrize("people", [6, 9, 14])
@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.code)
def test_a_programme_runs_in_person_without_a_warning(programme, people):
    found = _plan(programme, people).findings
    assert [one for one in found if one.level is not FindingLevel.NOTE] == []


@pytest.mark.parametrize("people", [6, 9, 14])
@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.code)
def test_a_programme_runs_online_without_a_block(programme, people):
    found = _plan(programme, people, Setting.ONLINE).findings
    assert [one for one in found if one.level is FindingLevel.BLOCK] == []


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda one: one.code)
def test_every_contraindication_is_told(programme):
    plan = _plan(programme, 8)
    told = " ".join(one.message for one in plan.findings)
    for meeting in plan.meetings:
        for item in meeting.items:
            for activity in item.activities if isinstance(item, PlanSession) else ():
                assert all(reason.text in told for reason in activity.contraindications)
