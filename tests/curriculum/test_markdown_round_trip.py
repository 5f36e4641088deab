from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from curriculum.library import shipped_library
from curriculum.markdown import read_session, write_session
from curriculum.rules import breaches
from curriculum.session import Session
from tests.strategies import sessions


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(sessions())
def test_session_survives_writing_and_reading(session: Session):
    assert list(breaches(session)) == []
    files = write_session(session)
    assert read_session(files, slug=session.slug, topic=session.topic) == session


@pytest.mark.parametrize("session", shipped_library().sessions, ids=lambda one: one.code)
def test_shipped_session_survives_writing_and_reading(session: Session):
    files = write_session(session)
    assert read_session(files, slug=session.slug, topic=session.topic) == session
