"""How an organisation shows on its printed pages: name, logo, colour, a line at the foot."""

from __future__ import annotations

from base64 import b64decode
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from curriculum.organisation import Accent, FooterLine
from curriculum.pictures import picture_fault
from curriculum.values import Line, Value

MOST_BYTES = 200_000
MOST_PIXELS = 1_200
"""Of a side of a logo."""


class Logo(Value):
    """A logo: a PNG or JPEG. Vector files can carry programs and addresses, so none is taken."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "logo.png",
                    "body": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK"
                    "+kcQAAAABJRU5ErkJggg==",
                }
            ]
        }
    )

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]{1,40}\.(png|jpg|jpeg)$")]
    body: str
    """The file's bytes in Base64."""

    @model_validator(mode="after")
    def _is_a_picture(self) -> Logo:
        """Read the head of the file; not a pixel is decoded."""
        try:
            raw = b64decode(self.body, validate=True)
        except ValueError:
            raise ValueError("the body is no Base64; encode the file's bytes in it") from None
        fault = picture_fault(self.name, raw, most_bytes=MOST_BYTES, most_pixels=MOST_PIXELS)
        if fault:
            _, sentence, advice = fault
            message = sentence.rstrip(".").replace(";", ",")
            raise ValueError(f"{message}; {advice.rstrip('.')}")
        return self


class Face(Value):
    """What a printed page shows of the organisation."""

    name: Line
    accent: Accent | None = None
    footer: FooterLine | None = None
    logo: Logo | None = None
