"""Sessions as they are read from what is stored."""

from __future__ import annotations

from curriculum.storage.bodies import MOST_KEPT, read_session, write_body
from tests.builders import session


def test_the_same_body_is_read_once():
    kept = session()
    assert read_session(write_body(kept)) is read_session(write_body(kept))


def test_one_with_many_pictures_is_not_kept():
    pictures = {"photo.png": "A" * MOST_KEPT}
    body = write_body(session().model_copy(update={"images": pictures}))
    assert read_session(body) == read_session(body)
    assert read_session(body) is not read_session(body)
