"""The operations of the API; written by `make openapi`, so change the API instead."""

from __future__ import annotations

from typing import Any, Literal, cast
from urllib.parse import quote

from . import shapes
from .transport import Answer, Transport


class Operations(Transport):
    """The operations of the API, named as in its document."""

    def list_the_clients(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.ClientList]:
        """List your organisation's clients, without their secrets."""
        answer = self.call(
            "GET",
            "/api/v1/clients",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.ClientList]", answer)

    def create_a_client(
        self,
        body: shapes.NewClient,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.ClientSecret]:
        """Make a client; its secret is told this once."""
        answer = self.call(
            "POST",
            "/api/v1/clients",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.ClientSecret]", answer)

    def revoke_a_client(
        self,
        client_number: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Revoke a client with its secrets and tokens, at once and for good; it stays in the list.

        An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/clients/{quote(str(client_number), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_client(
        self,
        client_number: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.ClientFacts]:
        """Return a client of your organisation."""
        answer = self.call(
            "GET",
            f"/api/v1/clients/{quote(str(client_number), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.ClientFacts]", answer)

    def create_a_client_secret(
        self,
        client_number: int,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.ClientSecret]:
        """Make a second secret to change to; both let in until the older one is deleted."""
        answer = self.call(
            "POST",
            f"/api/v1/clients/{quote(str(client_number), '')}/secrets",
            headers={"Idempotency-Key": idempotency_key},
        )
        return cast("Answer[shapes.ClientSecret]", answer)

    def delete_a_client_secret(
        self,
        client_number: int,
        secret_number: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Delete one of two secrets; access tokens that it got live on for their hour.

        An If-Match with the client's ETag is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/clients/{quote(str(client_number), '')}/secrets/{quote(str(secret_number), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def export_everything(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[bytes]:
        """Return all published revisions and all workshops as a stream, one JSON object a line.

        A line has a `type` and under that name what it is: `{"type": "revision", "revision": {...}}`,
        then `{"type": "workshop", "workshop": {...}}`, and at the end
        `{"type": "end", "revisions": 31, "workshops": 12}`. Needs `library:read` too."""
        answer = self.call(
            "GET",
            "/api/v1/export.ndjson",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[bytes]", answer)

    def get_handbook(
        self,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the handbook for facilitators."""
        answer = self.call(
            "GET",
            "/api/v1/handbook.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def list_the_invitations(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.InvitationList]:
        """List your organisation's open invitations, without their links."""
        answer = self.call(
            "GET",
            "/api/v1/invitations",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.InvitationList]", answer)

    def create_an_invitation(
        self,
        body: shapes.NewInvitation,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.InvitationLink]:
        """Make a link that lets one person in, once; it is told this once, and sent to nobody."""
        answer = self.call(
            "POST",
            "/api/v1/invitations",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.InvitationLink]", answer)

    def cancel_an_invitation(
        self,
        invitation_id: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Take an invitation back that nobody has used yet.

        An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/invitations/{quote(str(invitation_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_invitation(
        self,
        invitation_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.InvitationFacts]:
        """Return an invitation that nobody has used yet, without its link."""
        answer = self.call(
            "GET",
            f"/api/v1/invitations/{quote(str(invitation_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.InvitationFacts]", answer)

    def get_organisation(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.Organisation]:
        """Return your organisation's settings: name, support contacts, time zone, paper."""
        answer = self.call(
            "GET",
            "/api/v1/organisation",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.Organisation]", answer)

    def save_the_organisation(
        self,
        body: shapes.Organisation,
        *,
        if_match: str,
    ) -> Answer[shapes.Organisation]:
        """Replace your organisation's settings."""
        answer = self.call(
            "PUT",
            "/api/v1/organisation",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.Organisation]", answer)

    def remove_logo(
        self,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Take the logo away. An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            "/api/v1/organisation/logo",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_logo(
        self,
        *,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Return your organisation's logo, a PNG or a JPEG."""
        answer = self.call(
            "GET",
            "/api/v1/organisation/logo",
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def put_logo(
        self,
        body: shapes.Logo,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Set the logo: a PNG or JPEG in Base64, at most 200,000 bytes and 1,200 pixels a side.

        An If-Match is heeded where there is one."""
        answer = self.call(
            "PUT",
            "/api/v1/organisation/logo",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[None]", answer)

    def list_the_platforms(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.PlatformList]:
        """List the learning platforms that your organisation is connected with."""
        answer = self.call(
            "GET",
            "/api/v1/platforms",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.PlatformList]", answer)

    def create_a_platform(
        self,
        body: shapes.PlatformBody,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.PlatformFacts]:
        """Connect a learning platform by hand; people come in once it is active."""
        answer = self.call(
            "POST",
            "/api/v1/platforms",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.PlatformFacts]", answer)

    def list_the_keys(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.KeyList]:
        """List the keys that your organisation's platforms find at its `keyset_url`."""
        answer = self.call(
            "GET",
            "/api/v1/platforms/keys",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.KeyList]", answer)

    def rotate_the_key(
        self,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.KeyList]:
        """Sign with a new key from now on; the one before stays published for a week."""
        answer = self.call(
            "POST",
            "/api/v1/platforms/keys",
            headers={"Idempotency-Key": idempotency_key},
        )
        return cast("Answer[shapes.KeyList]", answer)

    def create_a_registration(
        self,
        body: shapes.NewRegistration,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.RegistrationLink]:
        """Make a link that connects one platform by dynamic registration, within three days."""
        answer = self.call(
            "POST",
            "/api/v1/platforms/registrations",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.RegistrationLink]", answer)

    def get_tool(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.ToolFacts]:
        """Return the addresses of your organisation that a platform is given to connect it by hand."""
        answer = self.call(
            "GET",
            "/api/v1/platforms/tool",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.ToolFacts]", answer)

    def delete_the_platform(
        self,
        platform_id: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Forget a platform and everybody who came through it, at once.

        An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/platforms/{quote(str(platform_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_platform(
        self,
        platform_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.PlatformFacts]:
        """Return a learning platform of your organisation."""
        answer = self.call(
            "GET",
            f"/api/v1/platforms/{quote(str(platform_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.PlatformFacts]", answer)

    def save_the_platform(
        self,
        platform_id: int,
        body: shapes.PlatformBody,
        *,
        if_match: str,
    ) -> Answer[shapes.PlatformFacts]:
        """Replace what is known of a platform: its deployments, whether it is active.

        `shared` false says that it has your organisation's own addresses now: what it is told is
        signed with your organisation's key from then on."""
        answer = self.call(
            "PUT",
            f"/api/v1/platforms/{quote(str(platform_id), '')}",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.PlatformFacts]", answer)

    def list_the_programmes(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.ProgrammeList]:
        """List the ready-made workshops."""
        answer = self.call(
            "GET",
            "/api/v1/programmes",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.ProgrammeList]", answer)

    def get_programme(
        self,
        code: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.Programme]:
        """Return a ready-made workshop."""
        answer = self.call(
            "GET",
            f"/api/v1/programmes/{quote(str(code), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.Programme]", answer)

    def get_programme_guide(
        self,
        code: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the guide of a ready-made workshop."""
        answer = self.call(
            "GET",
            f"/api/v1/programmes/{quote(str(code), '')}/guide.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_programme_handouts(
        self,
        code: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the handouts of a ready-made workshop."""
        answer = self.call(
            "GET",
            f"/api/v1/programmes/{quote(str(code), '')}/handouts.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_programme_overview(
        self,
        code: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        people: int | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print a page about a ready-made workshop for the organiser who decides on it."""
        answer = self.call(
            "GET",
            f"/api/v1/programmes/{quote(str(code), '')}/overview.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "people": people},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def list_sessions(
        self,
        *,
        q: str | None = None,
        topic: str | None = None,
        mode: shapes.Mode | None = None,
        setting: shapes.Setting | None = None,
        max_minutes: int | None = None,
        max_intensity: int | None = None,
        level: shapes.Level | None = None,
        language: str | None = None,
        updated_since: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: str | None = None,
    ) -> Answer[shapes.SessionList]:
        """List published sessions, searched and filtered; every filter that is given must hold.

        With `updated_since`, and no filter, list what changed instead, deleted sessions too."""
        answer = self.call(
            "GET",
            "/api/v1/sessions",
            query={"q": q, "topic": topic, "mode": mode, "setting": setting, "max_minutes": max_minutes, "max_intensity": max_intensity, "level": level, "language": language, "updated_since": updated_since, "limit": limit, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.SessionList]", answer)

    def create_session(
        self,
        body: shapes.SessionBody,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.SessionResource]:
        """Make a draft of a session of your organisation's own."""
        answer = self.call(
            "POST",
            "/api/v1/sessions",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.SessionResource]", answer)

    def delete_a_session(
        self,
        code: str,
        *,
        if_match: str,
    ) -> Answer[None]:
        """Delete a session of your organisation's own; once published, it is withdrawn.

        Workshops keep the revisions that they are pinned to."""
        answer = self.call(
            "DELETE",
            f"/api/v1/sessions/{quote(str(code), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_session(
        self,
        code: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.SessionResource]:
        """Return a session: to editors of its organisation its draft, to others what is published."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.SessionResource]", answer)

    def save_session(
        self,
        code: str,
        body: shapes.SessionBody,
        *,
        if_match: str,
    ) -> Answer[shapes.SessionResource]:
        """Replace the draft of a session of your organisation's own."""
        answer = self.call(
            "PUT",
            f"/api/v1/sessions/{quote(str(code), '')}",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.SessionResource]", answer)

    def get_session_cartridge(
        self,
        code: str,
        *,
        mode: shapes.Mode | None = None,
        setting: shapes.Setting | None = None,
        people: int | None = None,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        audience: Any | None = None,
        version: Literal['1.1', '1.3'] | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Get the newest published revision of a session as a course (Common Cartridge)."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/cartridge.imscc",
            query={"mode": mode, "setting": setting, "people": people, "paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "audience": audience, "version": version},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def copy_a_session(
        self,
        code: str,
        body: shapes.Copy,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.SessionResource]:
        """Copy a published session to a draft of your organisation's own, under another code."""
        answer = self.call(
            "POST",
            f"/api/v1/sessions/{quote(str(code), '')}/copy",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.SessionResource]", answer)

    def get_session_guide(
        self,
        code: str,
        *,
        mode: shapes.Mode | None = None,
        setting: shapes.Setting | None = None,
        people: int | None = None,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the guide of the newest published revision of a session."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/guide.pdf",
            query={"mode": mode, "setting": setting, "people": people, "paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_session_handouts(
        self,
        code: str,
        *,
        mode: shapes.Mode | None = None,
        setting: shapes.Setting | None = None,
        people: int | None = None,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print all handouts of the newest published revision of a session."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/handouts.pdf",
            query={"mode": mode, "setting": setting, "people": people, "paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_session_handout(
        self,
        code: str,
        handout: str,
        *,
        mode: shapes.Mode | None = None,
        setting: shapes.Setting | None = None,
        people: int | None = None,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print one handout; the file of a discreet one has its neutral title for a name."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/handouts/{quote(str(handout), '')}.pdf",
            query={"mode": mode, "setting": setting, "people": people, "paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_session_markdown(
        self,
        code: str,
        *,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Get the newest published revision of a session in the authoring format."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/markdown.zip",
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def publish_session(
        self,
        code: str,
        body: shapes.PublishNote | None = None,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.RevisionFacts]:
        """Publish the draft as the next revision; without a change, return the newest one."""
        answer = self.call(
            "POST",
            f"/api/v1/sessions/{quote(str(code), '')}/publish",
            headers={"If-Match": if_match, "Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.RevisionFacts]", answer)

    def list_session_revisions(
        self,
        code: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.RevisionList]:
        """List the published revisions of a session, newest first."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/revisions",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.RevisionList]", answer)

    def get_revision(
        self,
        code: str,
        revision: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.RevisionResource | shapes.DifferenceResource]:
        """Return a revision, or with two numbers joined by `...` what differs between them."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/revisions/{quote(str(revision), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.RevisionResource | shapes.DifferenceResource]", answer)

    def get_session_scorm(
        self,
        code: str,
        *,
        mode: shapes.Mode | None = None,
        setting: shapes.Setting | None = None,
        people: int | None = None,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Get what participants may take home of a session as a SCORM 1.2 package."""
        answer = self.call(
            "GET",
            f"/api/v1/sessions/{quote(str(code), '')}/scorm.zip",
            query={"mode": mode, "setting": setting, "people": people, "paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def list_the_tokens(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.TokenList]:
        """List your organisation's tokens, without their secrets."""
        answer = self.call(
            "GET",
            "/api/v1/tokens",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.TokenList]", answer)

    def create_a_token(
        self,
        body: shapes.NewToken,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.TokenSecret]:
        """Make a token for a program; its secret is told this once."""
        answer = self.call(
            "POST",
            "/api/v1/tokens",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.TokenSecret]", answer)

    def revoke_a_token(
        self,
        token_id: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Revoke a token for good; it stays in the list. An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/tokens/{quote(str(token_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_token(
        self,
        token_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.TokenFacts]:
        """Return a token of your organisation, without its secret."""
        answer = self.call(
            "GET",
            f"/api/v1/tokens/{quote(str(token_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.TokenFacts]", answer)

    def list_the_topics(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.TopicList]:
        """List the topics in use, and how many published sessions each has."""
        answer = self.call(
            "GET",
            "/api/v1/topics",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.TopicList]", answer)

    def list_the_users(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.UserList]:
        """List the people of your organisation."""
        answer = self.call(
            "GET",
            "/api/v1/users",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.UserList]", answer)

    def create_a_user(
        self,
        body: shapes.NewUser,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.UserResource]:
        """Let a person in; a sign-in link then lets them sign in."""
        answer = self.call(
            "POST",
            "/api/v1/users",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.UserResource]", answer)

    def erase_user(
        self,
        user_id: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Erase a person and all that is stored about them; one owner has to stay.

        An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/users/{quote(str(user_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_user(
        self,
        user_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.UserResource]:
        """Return a person of your organisation."""
        answer = self.call(
            "GET",
            f"/api/v1/users/{quote(str(user_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.UserResource]", answer)

    def export_user(
        self,
        user_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[dict[str, Any]]:
        """Return all that is stored about a person, by table."""
        answer = self.call(
            "GET",
            f"/api/v1/users/{quote(str(user_id), '')}/export",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[dict[str, Any]]", answer)

    def change_role(
        self,
        user_id: int,
        body: shapes.RoleChange,
        *,
        if_match: str | None = None,
    ) -> Answer[shapes.UserResource]:
        """Change what a person may do; one owner has to stay.

        An If-Match with the person's ETag is heeded where there is one."""
        answer = self.call(
            "PUT",
            f"/api/v1/users/{quote(str(user_id), '')}/role",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.UserResource]", answer)

    def create_a_sign_in_link(
        self,
        user_id: int,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.SignInLink]:
        """Make a link that signs this person in once, within a quarter of an hour."""
        answer = self.call(
            "POST",
            f"/api/v1/users/{quote(str(user_id), '')}/sign-in-link",
            headers={"Idempotency-Key": idempotency_key},
        )
        return cast("Answer[shapes.SignInLink]", answer)

    def sign_a_user_out(
        self,
        user_id: int,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[None]:
        """Sign a person out of every browser; their unused sign-in links end too."""
        answer = self.call(
            "POST",
            f"/api/v1/users/{quote(str(user_id), '')}/sign-out",
            headers={"Idempotency-Key": idempotency_key},
        )
        return cast("Answer[None]", answer)

    def list_the_webhooks(
        self,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.WebhookList]:
        """List your organisation's webhooks, without their secrets."""
        answer = self.call(
            "GET",
            "/api/v1/webhooks",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.WebhookList]", answer)

    def create_a_webhook(
        self,
        body: shapes.NewWebhook,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.WebhookSecret]:
        """Ask to be told of events; the secret that signs them is told this once."""
        answer = self.call(
            "POST",
            "/api/v1/webhooks",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.WebhookSecret]", answer)

    def delete_a_webhook(
        self,
        webhook_id: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """Delete a webhook with its log. An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/webhooks/{quote(str(webhook_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_webhook(
        self,
        webhook_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.WebhookFacts]:
        """Return a webhook of your organisation."""
        answer = self.call(
            "GET",
            f"/api/v1/webhooks/{quote(str(webhook_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.WebhookFacts]", answer)

    def save_a_webhook(
        self,
        webhook_id: int,
        body: shapes.WebhookBody,
        *,
        if_match: str | None = None,
    ) -> Answer[shapes.WebhookFacts]:
        """Change where to tell of which events; one that was stopped starts again.

        An If-Match is heeded where there is one."""
        answer = self.call(
            "PUT",
            f"/api/v1/webhooks/{quote(str(webhook_id), '')}",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.WebhookFacts]", answer)

    def list_the_deliveries(
        self,
        webhook_id: int,
        *,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: str | None = None,
    ) -> Answer[shapes.DeliveryList]:
        """List what was and is to be sent to a webhook, newest first."""
        answer = self.call(
            "GET",
            f"/api/v1/webhooks/{quote(str(webhook_id), '')}/deliveries",
            query={"limit": limit, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.DeliveryList]", answer)

    def redeliver(
        self,
        webhook_id: int,
        delivery_id: int,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.DeliveryFacts]:
        """Send a delivery once more, whatever came of it before: the same event, signed anew."""
        answer = self.call(
            "POST",
            f"/api/v1/webhooks/{quote(str(webhook_id), '')}/deliveries/{quote(str(delivery_id), '')}/redeliver",
            headers={"Idempotency-Key": idempotency_key},
        )
        return cast("Answer[shapes.DeliveryFacts]", answer)

    def rotate_a_webhook_secret(
        self,
        webhook_id: int,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.WebhookSecret]:
        """Make a new secret; for 24 hours the one before signs beside it."""
        answer = self.call(
            "POST",
            f"/api/v1/webhooks/{quote(str(webhook_id), '')}/secret",
            headers={"Idempotency-Key": idempotency_key},
        )
        return cast("Answer[shapes.WebhookSecret]", answer)

    def list_the_workshops(
        self,
        *,
        updated_since: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
        if_none_match: str | None = None,
    ) -> Answer[shapes.WorkshopList]:
        """List your organisation's workshops, last made first.

        With `updated_since`, list what changed instead, the last change last, deleted workshops too."""
        answer = self.call(
            "GET",
            "/api/v1/workshops",
            query={"updated_since": updated_since, "limit": limit, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.WorkshopList]", answer)

    def create_a_workshop(
        self,
        body: shapes.NewWorkshop,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.WorkshopResource]:
        """Make a workshop, from scratch or from a programme; every session in it gets pinned."""
        answer = self.call(
            "POST",
            "/api/v1/workshops",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.WorkshopResource]", answer)

    def delete_a_workshop(
        self,
        workshop_id: str,
        *,
        if_match: str,
    ) -> Answer[None]:
        """Delete a workshop."""
        answer = self.call(
            "DELETE",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_workshop(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.WorkshopResource]:
        """Return a workshop."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.WorkshopResource]", answer)

    def save_a_workshop(
        self,
        workshop_id: str,
        body: shapes.WorkshopBody,
        *,
        if_match: str,
    ) -> Answer[shapes.WorkshopResource]:
        """Replace a workshop; sessions without a revision get pinned to the newest one."""
        answer = self.call(
            "PUT",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.WorkshopResource]", answer)

    def get_calendar_ics(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[bytes]:
        """The meetings as calendar entries, with neutral titles."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/calendar.ics",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[bytes]", answer)

    def get_workshop_cartridge(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        audience: Any | None = None,
        version: Literal['1.1', '1.3'] | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Get a workshop as a course for a learning platform (Common Cartridge)."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/cartridge.imscc",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "audience": audience, "version": version},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def fit_workshop(
        self,
        workshop_id: str,
        *,
        dry_run: bool | None = None,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.FitResource]:
        """Fit the meetings to their slots, and list every cut and what still does not fit.

        Optional activities are left out in their order, then the rest is shortened; essential ones are
        never left out. An If-Match is heeded where there is one."""
        answer = self.call(
            "POST",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/fit",
            query={"dry_run": dry_run},
            headers={"If-Match": if_match, "Idempotency-Key": idempotency_key},
        )
        return cast("Answer[shapes.FitResource]", answer)

    def get_workshop_guide(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        meeting: int | None = None,
        last_time: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the guide of a workshop, or of one meeting."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/guide.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "meeting": meeting, "last_time": last_time},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_workshop_handouts(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        meeting: int | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the handouts of a workshop or of one meeting, each once, in order of their numbers."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/handouts.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "meeting": meeting},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_markdown_zip(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[bytes]:
        """Its sessions as folders of Markdown, to be read, changed and imported again."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/markdown.zip",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[bytes]", answer)

    def get_materials_csv(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[bytes]:
        """What to bring and what to copy, as a table."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/materials.csv",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[bytes]", answer)

    def get_workshop_pack(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        meeting: int | None = None,
        last_time: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Get all there is to print of a workshop, or of one meeting, in one file.

        It holds the guide, the handouts, the sheets, the packing list, and the calendar if there are
        dates."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/pack.zip",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "meeting": meeting, "last_time": last_time},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_plan(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        if_none_match: str | None = None,
    ) -> Answer[shapes.PlanResource]:
        """Work a workshop out: clock times, materials, copies, and what the checks found.

        The parameters are those of its PDFs; none of them changes the plan."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/plan",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout},
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.PlanResource]", answer)

    def list_the_runs(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.RunList]:
        """List the runs of a workshop, the latest first."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/runs",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.RunList]", answer)

    def create_a_run(
        self,
        workshop_id: str,
        body: shapes.RunBody,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.RunResource]:
        """Record a meeting that goes on or has been held.

        A meeting begins once at a moment: the same record sent again is answered with 409."""
        answer = self.call(
            "POST",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/runs",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.RunResource]", answer)

    def get_attendance(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[bytes]:
        """Get who came to which meeting, by code: a line a code, a column a run."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/runs/attendance.csv",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[bytes]", answer)

    def delete_a_run(
        self,
        workshop_id: str,
        run_id: str,
        *,
        if_match: str,
    ) -> Answer[None]:
        """Delete a run, such as one that was only tried out."""
        answer = self.call(
            "DELETE",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/runs/{quote(str(run_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_run(
        self,
        workshop_id: str,
        run_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.RunResource]:
        """Return a run."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/runs/{quote(str(run_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.RunResource]", answer)

    def save_a_run(
        self,
        workshop_id: str,
        run_id: str,
        body: shapes.RunBody,
        *,
        if_match: str,
    ) -> Answer[shapes.RunResource]:
        """Replace a run; its meeting and its beginning stay what they are."""
        answer = self.call(
            "PUT",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/runs/{quote(str(run_id), '')}",
            headers={"If-Match": if_match},
            body=body,
        )
        return cast("Answer[shapes.RunResource]", answer)

    def get_workshop_scorm(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Get what participants may take home as a SCORM 1.2 package that reports when it is done."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/scorm.zip",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def list_the_shares(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.ShareList]:
        """List the links for participants, without their addresses."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/shares",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.ShareList]", answer)

    def create_a_share(
        self,
        workshop_id: str,
        body: shapes.NewShare | None = None,
        *,
        idempotency_key: str | None = None,
    ) -> Answer[shapes.ShareLink]:
        """Make a link by which participants read and print what may be taken home.

        Its address is told this once. Whoever has it can read the sheets, and nothing else."""
        answer = self.call(
            "POST",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/shares",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )
        return cast("Answer[shapes.ShareLink]", answer)

    def end_a_share(
        self,
        workshop_id: str,
        share_id: int,
        *,
        if_match: str | None = None,
    ) -> Answer[None]:
        """End a link: from now on it leads nowhere. An If-Match is heeded where there is one."""
        answer = self.call(
            "DELETE",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/shares/{quote(str(share_id), '')}",
            headers={"If-Match": if_match},
        )
        return cast("Answer[None]", answer)

    def get_share(
        self,
        workshop_id: str,
        share_id: int,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.ShareFacts]:
        """Return a link for participants, without its address."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/shares/{quote(str(share_id), '')}",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.ShareFacts]", answer)

    def get_workshop_sheets(
        self,
        workshop_id: str,
        *,
        paper: shapes.Paper | None = None,
        size: shapes.PrintSize | None = None,
        ink: shapes.Ink | None = None,
        language: str | None = None,
        layout: Any | None = None,
        download: bool | None = None,
        sheets: str | None = None,
        meeting: int | None = None,
        if_none_match: str | None = None,
        range: str | None = None,
    ) -> Answer[bytes]:
        """Print the sheets of a workshop, or of one meeting, to sign in, to hang up and to tick off."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/sheets.pdf",
            query={"paper": paper, "size": size, "ink": ink, "language": language, "layout": layout, "download": download, "sheets": sheets, "meeting": meeting},
            headers={"If-None-Match": if_none_match, "Range": range},
        )
        return cast("Answer[bytes]", answer)

    def get_workshop_json(
        self,
        workshop_id: str,
        *,
        if_none_match: str | None = None,
    ) -> Answer[shapes.WholeWorkshop]:
        """The workshop and the sessions it is pinned to, whole."""
        answer = self.call(
            "GET",
            f"/api/v1/workshops/{quote(str(workshop_id), '')}/workshop.json",
            headers={"If-None-Match": if_none_match},
        )
        return cast("Answer[shapes.WholeWorkshop]", answer)

    def get_health(
        self,
    ) -> Answer[shapes.Health]:
        """Tell whether the database answers and the press is open; 503 if not."""
        answer = self.call(
            "GET",
            "/health",
        )
        return cast("Answer[shapes.Health]", answer)
