"""Sentences of the rules: English as they stand, and able to be said in another language.

The rules speak English and know of no catalogue. What they say is a `str` that remembers the
template and the values it was made of, so that whoever shows it to people can say it anew.
`make strings` collects the templates from the calls of `sentence` and `counted`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import SkipValidation

Said = Annotated[str, SkipValidation]
"""A text in a model that stays a `Sentence` where it is one."""


class Sentence(str):
    """A sentence in English, with the template and the named values that it was made of."""

    __slots__ = ("plural", "template", "values")

    template: str
    plural: str | None
    """The template for any number but one, where `number` is among the values."""
    values: Mapping[str, object]

    def said(
        self,
        translate: Callable[[str], str],
        translate_count: Callable[[str, str, int], str],
    ) -> str:
        """Return it as these translate its template; values that are sentences are said too."""
        if self.plural is None:
            template = translate(self.template)
        else:
            number = int(str(self.values["number"]))
            template = translate_count(self.template, self.plural, number)
        values = {
            name: value.said(translate, translate_count) if isinstance(value, Sentence) else value
            for name, value in self.values.items()
        }
        return template.format(**values) if values else template


def sentence(template: str, /, **values: object) -> Sentence:
    """Return a sentence; `{name}` in it stands for a value, braces alone are doubled.

    Without values the template is the sentence, braces and all.
    """
    return _made(template, template, None, values)


def counted(number: int, one: str, many: str) -> Sentence:
    """Return `1 minute` or `2 minutes`, of templates with `{number}` in them."""
    return _made(one if number == 1 else many, one, many, {"number": number})


def _made(chosen: str, template: str, plural: str | None, values: Mapping[str, object]) -> Sentence:
    made = Sentence(chosen.format(**values) if values else chosen)
    made.template, made.plural, made.values = template, plural, values
    return made


class WrongValueError(ValueError):
    """A value that a model refuses: what is the matter with it, and what to do, each in a sentence.

    The message has no full stop and no capital: it stands behind the name of its place.
    """

    def __init__(self, message: str, action: str = "") -> None:
        advice = f"; {action[:1].lower()}{action[1:].removesuffix('.')}" if action else ""
        super().__init__(f"{message}{advice}")
        self.message = message
        self.action = action
