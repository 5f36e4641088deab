"""Coming in from a platform: what is believed, and everything that is not."""

from __future__ import annotations

import base64
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import ECKey, OctKey
from sqlalchemy import func, select

from curriculum.storage.database import open_database
from curriculum.storage.lti_platforms import StoredPlatform
from curriculum.storage.lti_tables import lti_visit
from tests.lti.browser import Browser
from tests.lti.conftest import Tool, open_tool
from tests.lti.lms import ABSENT, CLIENT_ID, INSTRUCTOR, LEARNER, Lms, new_key, open_lms

TARGET = "/lti/sessions/AL1"
pytestmark = pytest.mark.usefixtures("connected")


@pytest.fixture(scope="module")
def lms() -> Iterator[Lms]:
    """Open a platform for all tests here: they change nothing of one another."""
    with open_lms() as opened:
        yield opened


@pytest.fixture(scope="module")
def tool(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, lms: Lms
) -> Iterator[Tool]:
    """Open the tool for all tests here."""
    folder = tmp_path_factory.mktemp("tool")
    shutil.copyfile(sqlite_template, folder / "curriculum.db")
    engine = open_database(f"sqlite:///{folder / 'curriculum.db'}")
    with open_tool(engine, folder / "data", lms) as opened:
        yield opened
    engine.dispose()


@pytest.fixture(scope="module")
def connected(tool: Tool, lms: Lms) -> StoredPlatform:
    """Connect the platform once."""
    return tool.connect(lms.platform)


@pytest.fixture
def nobody_new(tool: Tool) -> Iterator[None]:
    """Hold that nobody came in meanwhile."""
    before = visits(tool)
    yield
    assert visits(tool) == before


def code(answer: Any) -> str:
    """Return the word that tells why somebody was refused."""
    return answer.text.rpartition("<code>")[2].partition("</code>")[0]


def visits(tool: Tool) -> int:
    with tool.house.engine.begin() as connection:
        return connection.execute(select(func.count()).select_from(lti_visit)).scalar_one()


def test_the_platform_is_asked_who_it_is(browser: Browser, lms: Lms):
    asked = browser.login(lms, TARGET)
    assert len(asked.pop("state")) >= 43
    assert len(asked.pop("nonce")) >= 43
    assert asked == {
        "theme": "1",
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": CLIENT_ID,
        "redirect_uri": f"{browser.tool}/lti/launch",
        "login_hint": "user 7",
        "lti_message_hint": "hint 5",
    }


def test_a_login_may_be_posted_and_say_more_than_we_read(browser: Browser, lms: Lms):
    form = {"iss": lms.address, "login_hint": "7", "canvas_region": "eu", "lti_storage_target": "x"}
    answer = browser.post("/lti/login", form)
    assert answer.status_code == 303
    assert "lti_message_hint" not in parse_qs(urlsplit(answer.headers["Location"]).query)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"iss": "https://other.example"}, "unknown-platform"),
        ({"client_id": "other"}, "unknown-platform"),
        ({"target_link_uri": "https://evil.example/lti/sessions/AL1"}, "foreign-target"),
        ({"login_hint": ""}, "bad-login"),
        ({"iss": ""}, "bad-login"),
        ({"iss": "x" * 300}, "bad-login"),
        ({"login_hint": "x" * 5000}, "bad-login"),
    ],
)
def test_a_login_that_we_cannot_follow_is_refused(
    browser: Browser, lms: Lms, changes: dict[str, str], refusal: str
):
    query = {"iss": lms.address, "login_hint": "7", "client_id": CLIENT_ID, **changes}
    answer = browser.get("/lti/login", params=query)
    assert (answer.status_code // 100, code(answer)) == (4, refusal)


def test_somebody_comes_in(browser: Browser, lms: Lms, tool: Tool):
    before = visits(tool)
    visit = browser.enter(lms, TARGET)
    assert visit.page.status_code == 200
    assert "Four moves" in visit.page.text
    assert visits(tool) == before + 1


def test_audience_may_be_a_list(browser: Browser, lms: Lms):
    assert browser.arrive(lms, TARGET, aud=[CLIENT_ID]).status_code == 303
    several = browser.arrive(lms, TARGET, aud=[CLIENT_ID, "other"], azp=CLIENT_ID)
    assert several.status_code == 303


def test_clocks_may_differ_a_little(browser: Browser, lms: Lms):
    now = int(time.time())
    assert browser.arrive(lms, TARGET, iat=now + 5, exp=now + 60).status_code == 303


@pytest.mark.usefixtures("nobody_new")
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"iss": "https://other.example"}, "wrong-issuer"),
        ({"iss": ABSENT}, "bad-claims"),
        ({"aud": "other"}, "wrong-audience"),
        ({"aud": []}, "wrong-audience"),
        ({"aud": ABSENT}, "bad-claims"),
        ({"aud": [CLIENT_ID, "other"]}, "wrong-party"),
        ({"azp": "other"}, "wrong-party"),
        ({"aud": [CLIENT_ID, "other"], "azp": "other"}, "wrong-party"),
        ({"deployment_id": "2"}, "wrong-deployment"),
        ({"deployment_id": ABSENT}, "bad-claims"),
        ({"version": "1.1.0"}, "wrong-version"),
        ({"version": ABSENT}, "bad-claims"),
        ({"message_type": "LtiSubmissionReviewRequest"}, "wrong-message"),
        ({"message_type": ABSENT}, "bad-claims"),
        ({"resource_link": ABSENT}, "bad-claims"),
        ({"resource_link": {"id": ""}}, "bad-claims"),
        ({"nonce": "another"}, "wrong-nonce"),
        ({"nonce": ABSENT}, "bad-claims"),
        ({"exp": 1_000_000_000}, "expired-token"),
        ({"exp": -1}, "expired-token"),
        ({"exp": ABSENT}, "bad-claims"),
        ({"exp": float("inf")}, "bad-claims"),
        ({"exp": "soon"}, "bad-claims"),
        ({"exp": "4000000000"}, "bad-claims"),
        ({"exp": True}, "bad-claims"),
        ({"iat": "1000000000"}, "bad-claims"),
        ({"nbf": "1000000000"}, "bad-claims"),
        ({"nbf": False}, "bad-claims"),
        ({"aud": {CLIENT_ID: True}}, "bad-claims"),
        ({"deployment_id": 1}, "bad-claims"),
        ({"version": 1.3}, "bad-claims"),
        ({"roles": {LEARNER: True}}, "bad-claims"),
        ({"resource_link": [["id", "42"]]}, "bad-claims"),
        ({"resource_link": {"id": 42}}, "bad-claims"),
        ({"launch_presentation": ["return_url"]}, "bad-claims"),
        ({"iat": 4_000_000_000}, "early-token"),
        ({"iat": float("nan")}, "bad-claims"),
        ({"nbf": 4_000_000_000}, "early-token"),
        ({"target_link_uri": "https://evil.example/lti/sessions/AL1"}, "foreign-target"),
        ({"target_link_uri": "//evil.example/"}, "foreign-target"),
        ({"target_link_uri": ABSENT}, "foreign-target"),
        ({"sub": {"id": 7}}, "bad-claims"),
        ({"roles": "Instructor" * 400}, "bad-claims"),
    ],
)
def test_a_token_that_says_something_else_lets_nobody_in(
    browser: Browser, lms: Lms, changes: dict[str, Any], refusal: str
):
    answer = browser.arrive(lms, TARGET, **changes)
    assert (answer.status_code, code(answer)) == (403, refusal)


def test_a_target_that_only_begins_like_ours_is_foreign(browser: Browser, lms: Lms):
    asked = browser.login(lms, TARGET)
    for target in (f"{browser.tool}.evil.example/", f"{browser.tool}@evil.example/"):
        claims = lms.claims(asked["nonce"], target)
        answer = browser.post(
            "/lti/launch", {"state": asked["state"], "id_token": lms.sign(claims)}
        )
        assert code(answer) == "foreign-target"
        asked = browser.login(lms, TARGET)


def _forgeries() -> dict[str, Any]:
    """Return ways to sign that are none, by what is the matter."""
    secret = OctKey.generate_key(256, {"kid": "first"})
    stranger = new_key("first")
    return {
        "another key of the same name": lambda lms, said: lms.sign(said, key=stranger),
        "a key that is not published": lambda lms, said: lms.sign(said, key=new_key("other")),
        "a shared secret": lambda lms, said: lms.sign(said, key=secret, alg="HS256"),
        "another algorithm": lambda lms, said: lms.sign(said, alg="PS256"),
        "another hash": lambda lms, said: lms.sign(said, alg="RS512"),
        "a curve": lambda lms, said: lms.sign(
            said, key=ECKey.generate_key("P-256", {"kid": "first"}), alg="ES256"
        ),
        "no name of a key": lambda lms, said: lms.sign(said, kid=ABSENT),
        "a key of its own": lambda lms, said: lms.sign(
            said, key=stranger, kid="mine", jwk=stranger.as_dict(private=False)
        ),
        "an address of keys": lambda lms, said: lms.sign(
            said, key=stranger, kid="mine", jku="https://evil.example/keys"
        ),
        "no signature": lambda lms, said: lms.sign(said).rpartition(".")[0] + ".",
        "algorithm none": lambda _, said: _unsigned(said),
        "another body": _swapped,
        "no token": lambda *_: "",
        "no JSON": lambda *_: "e30.e30.e30",
        "much too long": lambda lms, said: lms.sign({**said, "more": "x" * 70_000}),
    }


def _unsigned(said: dict[str, Any]) -> str:
    parts = ({"alg": "none", "typ": "JWT", "kid": "first"}, said)
    return ".".join(_base64(json.dumps(one).encode()) for one in parts) + "."


def _swapped(lms: Lms, said: dict[str, Any]) -> str:
    head, _, signature = lms.sign(said).split(".")
    body = _base64(json.dumps({**said, "sub": "8"}).encode())
    return f"{head}.{body}.{signature}"


def _base64(text: bytes) -> str:
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


@pytest.mark.usefixtures("nobody_new")
@pytest.mark.parametrize("forgery", list(_forgeries()))
@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_token_that_is_not_signed_by_the_platform_lets_nobody_in(
    browser: Browser, lms: Lms, forgery: str
):
    asked = browser.login(lms, TARGET)
    said = lms.claims(asked["nonce"], browser.tool + TARGET)
    token = _forgeries()[forgery](lms, said)
    answer = browser.post("/lti/launch", {"state": asked["state"], "id_token": token})
    assert answer.status_code == 403
    assert code(answer) in ("bad-token", "unknown-key")


def test_a_state_and_its_token_work_once(browser: Browser, lms: Lms, tool: Tool):
    before = visits(tool)
    asked = browser.login(lms, TARGET)
    token = lms.sign(lms.claims(asked["nonce"], browser.tool + TARGET))
    form = {"state": asked["state"], "id_token": token}
    assert [code(browser.post("/lti/launch", form)) for _ in range(2)] == ["", "unknown-state"]
    again = browser.login(lms, TARGET)
    replayed = browser.post("/lti/launch", {"state": again["state"], "id_token": token})
    assert code(replayed) == "wrong-nonce"
    assert visits(tool) == before + 1


@pytest.mark.parametrize("state", ["", "made-up", "\u00e9", "x" * 5000])
def test_a_state_that_is_none_of_ours_is_refused(browser: Browser, lms: Lms, state: str):
    token = lms.sign(lms.claims("n", browser.tool + TARGET))
    assert code(browser.post("/lti/launch", {"state": state, "id_token": token})) == "unknown-state"


@pytest.mark.usefixtures("nobody_new")
def test_a_state_belongs_to_the_browser_that_went_away(browser: Browser, lms: Lms):
    """Else somebody could sign another person in as themselves."""
    asked = browser.login(lms, TARGET)
    token = lms.sign(lms.claims(asked["nonce"], browser.tool + TARGET))
    other = Browser(browser.tool)
    answer = other.post("/lti/launch", {"state": asked["state"], "id_token": token})
    assert code(answer) == "cookie-lost"


@pytest.mark.parametrize(
    "where", ["https://[", "https://a;b/", "https://\u00e9.example/", "javascript:x", "https://*/"]
)
def test_a_policy_names_hosts_alone(browser: Browser, lms: Lms, where: str):
    visit = browser.enter(lms, TARGET, launch_presentation={"return_url": where})
    policy = visit.page.headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors {lms.address}")


def test_two_frames_on_a_page_do_not_disturb_each_other(browser: Browser, lms: Lms):
    first, second = browser.login(lms, TARGET), browser.login(lms, "/lti/sessions/BD1")
    paths = []
    for asked, target in ((first, TARGET), (second, "/lti/sessions/BD1")):
        claims = lms.claims(asked["nonce"], browser.tool + target)
        form = {"state": asked["state"], "id_token": lms.sign(claims)}
        paths.append(browser.post("/lti/launch", form).headers["Location"])
    pages = [browser.get(path).text for path in paths]
    assert ["Four moves" in page for page in pages] == [True, False]


def test_a_platform_that_refuses_is_told_as_that(browser: Browser, lms: Lms):
    asked = browser.login(lms, TARGET)
    form = {"state": asked["state"], "error": "login_required"}
    assert code(browser.post("/lti/launch", form)) == "platform-refused"


def test_who_comes_is_not_written_down(browser: Browser, lms: Lms, tool: Tool):
    browser.enter(lms, TARGET, sub="subject-4711", **lms.grades(), **lms.roster())
    with tool.house.engine.begin() as connection:
        stored = str(connection.execute(select(lti_visit)).all())
    for word in ("4711", "Ada", "ada@", "lineitem", "members", "course/5"):
        assert word not in stored


@pytest.mark.parametrize("role", [INSTRUCTOR, LEARNER])
def test_pages_may_be_framed_by_the_platform_alone(browser: Browser, lms: Lms, role: str):
    visit = browser.enter(lms, TARGET, roles=[role])
    refused = browser.arrive(lms, TARGET, nonce="another")
    for answer in (visit.page, refused):
        policy = answer.headers["Content-Security-Policy"]
        assert policy.endswith(f"frame-ancestors {lms.address}")
        assert "unsafe" not in policy
    unknown = browser.get("/lti/login", params={"iss": "https://evil.example", "login_hint": "7"})
    assert unknown.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_in_a_frame_cookies_are_tried_before_the_platform_is_asked(browser: Browser, lms: Lms):
    query = {"iss": lms.address, "login_hint": "7", "client_id": CLIENT_ID}
    frame = {"Sec-Fetch-Dest": "iframe"}
    tried = browser.get("/lti/login", params=query, headers=frame)
    assert tried.headers["Location"].startswith("/lti/login?")
    kept = browser.get(tried.headers["Location"], headers=frame)
    assert kept.headers["Location"].startswith(f"{lms.address}/auth?")
    without = Browser(browser.tool)
    lost = without.get(tried.headers["Location"], headers=frame)
    assert lost.status_code == 200
    assert 'target="_blank"' in lost.text
    assert "checked=1" not in lost.text
    assert lost.headers["Content-Security-Policy"].endswith(f"frame-ancestors {lms.address}")
