"""The errors of the press, each with a stable code and a way out."""

from __future__ import annotations

from curriculum.errors import CurriculumError, LimitError


class RenderFailedError(CurriculumError):
    """The pages could not be made, and trying again will not help."""

    code = "render-failed"


class RenderTimeoutError(CurriculumError):
    """The pages were not made in the time allowed; later, or with less in them, they may be."""

    code = "render-timeout"


class RenderMemoryError(CurriculumError):
    """The pages need more memory than a render process is given."""

    code = "render-memory"


class RenderLimitError(LimitError):
    """The document is larger than what the press takes; the message names the limit."""
