"""What a change of the OpenAPI document does to those who rely on it.

A break is what a correct caller of the kept document may stumble over: something that went, that is
newly needed, or that is no longer taken or told. Whatever else differs is an addition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

REFERENCE = "#/components/schemas/"
LIMITS = {
    "maximum": 1,
    "maxLength": 1,
    "maxItems": 1,
    "minimum": -1,
    "minLength": -1,
    "minItems": -1,
}
"""Limits of what may be sent; times this, a smaller number takes less."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What differs, a line each that says where."""

    breaks: tuple[str, ...]
    additions: tuple[str, ...]


def compared(before: Json, after: Json) -> Compared:
    """Return what differs between the kept document and the one of now."""
    breaks = (*_paths(before, after), *_webhooks(before, after))
    additions = tuple(_added(before, after))
    if not breaks and not additions and before != after:
        additions = ("something else of the document differs, such as a description",)
    return Compared(breaks, additions)


def _paths(before: Json, after: Json) -> Iterator[str]:
    for path, item in before["paths"].items():
        for method, operation in item.items():
            where = f"{method.upper()} {path}"
            now = after["paths"].get(path, {}).get(method)
            if now is None:
                yield f"{where}: it is gone"
            else:
                yield from _operation(where, operation, now, _Schemas(before, after))


def _added(before: Json, after: Json) -> Iterator[str]:
    for path, item in after["paths"].items():
        for method in item:
            if method not in before["paths"].get(path, {}):
                yield f"{method.upper()} {path}: it is new"

    for event in after.get("webhooks", {}):
        if event not in before.get("webhooks", {}):
            yield f"webhook {event}: it is new"


def _webhooks(before: Json, after: Json) -> Iterator[str]:
    """Compare what is sent of events: here the body and the headers are told, not taken."""
    for event, item in before.get("webhooks", {}).items():
        where = f"webhook {event}"
        now = after.get("webhooks", {}).get(event)
        if now is None:
            yield f"{where}: it is gone"
            continue
        headers = [{one["name"] for one in each["post"]["parameters"]} for each in (item, now)]
        for name in sorted(headers[0] - headers[1]):
            yield f"{where}: the header '{name}' is gone"
        yield from _Schemas(before, after).told(f"{where} body", *map(_sent, (item, now)))


def _sent(webhook: Json) -> Json:
    schema: Json = webhook["post"]["requestBody"]["content"]["application/json"]["schema"]
    return schema


def _operation(where: str, before: Json, after: Json, schemas: _Schemas) -> Iterator[str]:
    if before["operationId"] != after["operationId"]:
        yield f"{where}: the client's method '{before['operationId']}' is called otherwise"
    for way in before.get("security", ()):
        if way not in after.get("security", ({},)):
            yield f"{where}: it can no longer be entered by {way or 'anybody'}"
    yield from _parameters(where, before, after, schemas)
    yield from _body(where, before.get("requestBody"), after.get("requestBody"), schemas)
    for status, answer in before["responses"].items():
        if not status.startswith("2"):
            continue
        if status not in after["responses"]:
            yield f"{where}: it no longer answers {status}"
            continue
        now = after["responses"][status].get("content", {})
        for media_type, content in answer.get("content", {}).items():
            if media_type not in now:
                yield f"{where}: it no longer answers {media_type}"
            else:
                place = f"{where} answer"
                yield from schemas.told(place, content["schema"], now[media_type]["schema"])


def _parameters(where: str, before: Json, after: Json, schemas: _Schemas) -> Iterator[str]:
    then = {(one["in"], one["name"]): one for one in before.get("parameters", ())}
    now = {(one["in"], one["name"]): one for one in after.get("parameters", ())}
    for key, one in now.items():
        if one["required"] and not then.get(key, {}).get("required"):
            yield f"{where}: the {key[0]} parameter '{key[1]}' is newly needed"
    for key, one in then.items():
        if key not in now:
            yield f"{where}: the {key[0]} parameter '{key[1]}' is gone"
        else:
            yield from schemas.taken(
                f"{where} {key[0]} {key[1]}", one["schema"], now[key]["schema"]
            )


def _body(where: str, before: Json | None, after: Json | None, schemas: _Schemas) -> Iterator[str]:
    if after is not None and after.get("required") and not (before or {}).get("required"):
        yield f"{where}: a body is newly needed"
    for media_type, content in (before or {}).get("content", {}).items():
        now = (after or {}).get("content", {}).get(media_type)
        if now is None:
            yield f"{where}: a body of {media_type} is no longer taken"
        else:
            yield from schemas.taken(f"{where} body", content["schema"], now["schema"])


class _Schemas:
    """The shapes of both documents, each pair looked at once a direction."""

    def __init__(self, before: Json, after: Json) -> None:
        self._before = before.get("components", {}).get("schemas", {})
        self._after = after.get("components", {}).get("schemas", {})
        self._seen: set[tuple[str, str, str]] = set()

    def taken(self, where: str, before: Json, after: Json) -> Iterator[str]:
        """Yield what is no longer taken of what was."""
        yield from self._compare("taken", where, before, after)

    def told(self, where: str, before: Json, after: Json) -> Iterator[str]:
        """Yield what is no longer told as it was."""
        yield from self._compare("told", where, before, after)

    def _compare(self, way: str, where: str, before: Json, after: Json) -> Iterator[str]:
        names = (str(before.get("$ref", "")), str(after.get("$ref", "")))
        if all(names):
            if (way, *names) in self._seen:
                return
            self._seen.add((way, *names))
        then = self._before[names[0].removeprefix(REFERENCE)] if names[0] else before
        now = self._after[names[1].removeprefix(REFERENCE)] if names[1] else after
        yield from self._choices(way, where, _choices(then), _choices(now))

    def _choices(self, way: str, where: str, then: list[Json], now: list[Json]) -> Iterator[str]:
        """Compare the alternatives of two shapes: what was one of many has to find its like."""
        if len(then) == len(now) == 1:
            yield from self._one(way, where, then[0], now[0])
            return
        bound, free = (then, now) if way == "taken" else (now, then)
        for one in bound:
            likes = [other for other in free if _is_like(one, other)]
            if not likes:
                word = "no longer taken" if way == "taken" else "newly told"
                yield f"{where}: {_named(one)} is {word}"
            else:
                pair = (one, likes[0]) if way == "taken" else (likes[0], one)
                yield from self._compare(way, where, *pair)

    def _one(self, way: str, where: str, then: Json, now: Json) -> Iterator[str]:
        if "$ref" in then or "$ref" in now:
            yield from self._compare(way, where, then, now)
            return
        if then.get("type") != now.get("type"):
            yield f"{where}: it was {then.get('type')} and is {now.get('type')}"
            return
        yield from _values(way, where, then, now)
        yield from self._properties(way, where, then, now)
        if "items" in then and "items" in now:
            yield from self._compare(way, f"{where}[]", then["items"], now["items"])

    def _properties(self, way: str, where: str, then: Json, now: Json) -> Iterator[str]:
        needed = (set(then.get("required", ())), set(now.get("required", ())))
        for name, one in then.get("properties", {}).items():
            if name not in now.get("properties", {}):
                yield f"{where}.{name}: it is gone"
            else:
                other = now["properties"][name]
                yield from self._compare(way, f"{where}.{name}", one, other)
        if way == "taken":
            for name in sorted(needed[1] - needed[0]):
                yield f"{where}.{name}: it is newly needed"
        else:
            for name in sorted((needed[0] - needed[1]) & set(now.get("properties", {}))):
                yield f"{where}.{name}: it may be left out"


def _is_like(one: Json, other: Json) -> bool:
    """Tell whether two alternatives are meant to be the same."""
    if "$ref" in one or "$ref" in other:
        return one.get("$ref") == other.get("$ref")
    return one.get("type") == other.get("type") and one.get("const") == other.get("const")


def _values(way: str, where: str, then: Json, now: Json) -> Iterator[str]:
    """Compare which single values there are."""
    if way == "taken":
        if "enum" in now and "enum" in then:
            for value in then["enum"]:
                if value not in now["enum"]:
                    yield f"{where}: '{value}' is no longer taken"
        elif "enum" in now:
            yield f"{where}: only some values are taken"
        for name, sign in LIMITS.items():
            if name in now and (name not in then or now[name] * sign < then[name] * sign):
                yield f"{where}: {name} is {now[name]}, stricter than before"
        if "pattern" in now and now["pattern"] != then.get("pattern"):
            yield f"{where}: it has to fit another pattern"


def _choices(schema: Json) -> list[Json]:
    return schema.get("anyOf") or schema.get("oneOf") or [schema]


def _named(schema: Json) -> str:
    return str(schema.get("$ref", schema.get("const", schema.get("type")))).removeprefix(REFERENCE)
