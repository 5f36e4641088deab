"""The authoring format of docs/authoring.md: a folder of Markdown files to a Session and back."""

from curriculum.markdown.session_read import read_session

__all__ = ["read_session"]
