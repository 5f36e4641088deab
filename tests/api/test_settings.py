from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import LOOPBACK_NAMES, Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_each_setting_is_documented():
    documented = re.findall(r"^\| `(CURRICULUM_[A-Z_]+)`", DOCUMENT.read_text(), re.MULTILINE)
    assert documented == [f"CURRICULUM_{name.upper()}" for name in Settings.model_fields]


def test_each_default_is_documented(monkeypatch: pytest.MonkeyPatch):
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CURRICULUM_{name.upper()}", raising=False)
    settings = Settings()
    told = dict(
        re.findall(
            r"^\| `CURRICULUM_([A-Z_]+)` \| `([^`]+)` \|", DOCUMENT.read_text(), re.MULTILINE
        )
    )
    assert told == {name: str(getattr(settings, name.lower())).lower() for name in told}
    assert len(told) == 12


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CURRICULUM_PORT", "9000")
    monkeypatch.setenv("CURRICULUM_PUBLIC_LIBRARY", "false")
    monkeypatch.setenv("CURRICULUM_ALLOWED_HOSTS", "Groups.Example.org, b.example:8443")
    settings = Settings()
    assert (settings.port, settings.public_library) == (9000, False)
    assert settings.hosts == {"groups.example.org", "b.example:8443"}


def test_a_server_on_this_machine_answers_to_its_own_names():
    assert Settings(host="127.0.0.1").hosts == set(LOOPBACK_NAMES)
    assert Settings(host="::1", url="https://a.example").hosts == {*LOOPBACK_NAMES, "a.example"}
    assert Settings(host="0.0.0.0").hosts is None  # noqa: S104
    assert Settings(allowed_hosts=("*",)).hosts is None


def test_people_are_told_an_address_that_works():
    assert Settings(host="127.0.0.1", port=8000).address == "http://127.0.0.1:8000"
    assert Settings(host="0.0.0.0", port=80).address == "http://localhost:80"  # noqa: S104
    assert Settings(host="::1", port=8000).address == "http://[::1]:8000"
    assert Settings(url="https://a.example").address == "https://a.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "70000"), ("URL", "https://a.example/path"), ("RENDER_SECONDS", "0")],
)
def test_a_setting_out_of_bounds_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str):
    monkeypatch.setenv(f"CURRICULUM_{name}", value)
    with pytest.raises(ValidationError):
        Settings()
