"""The authoring format of docs/authoring.md: a folder of Markdown files to a Session and back."""

from curriculum.markdown.session_read import SESSION, Reading, examine_session, read_session
from curriculum.markdown.session_write import write_session

__all__ = ["SESSION", "Reading", "examine_session", "read_session", "write_session"]
