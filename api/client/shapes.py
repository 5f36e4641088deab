"""What the API sends and takes; written by `make openapi`, so change the API instead."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Access: TypeAlias = "Literal['mobility', 'sight', 'hearing', 'reading']"
"""A need that an activity may have to be adapted for."""


class AccessTokenAnswer(TypedDict):
    """An access token (RFC 6749, 5.1)."""

    access_token: str
    token_type: NotRequired[Literal['Bearer']]
    expires_in: int
    scope: str


class Activity(TypedDict):
    """A part of a session with its own minutes, made of steps."""

    id: str
    title: str
    kind: Kind
    grouping: NotRequired[Grouping]
    essential: NotRequired[bool]
    cut_order: NotRequired[int | None]
    intensity: NotRequired[int]
    minutes: Minutes
    at_least: Minutes
    at_most: Minutes
    aim: NotRequired[str | None]
    steps: NotRequired[list[Step]]
    debrief: NotRequired[Debrief | None]
    watch_for: NotRequired[list[str]]
    contraindications: NotRequired[list[Contraindication]]
    materials: NotRequired[list[Material]]
    adaptations: NotRequired[list[Adaptation]]


class Adaptation(TypedDict):
    """A replacement of one named text under a condition, with its reason and its mark.

    `replaces` is the id of a step in the activity, of a block in the handout, or, for a session,
    the name of a section (`preparation`, `room`, `home-practice`)."""

    when: Condition
    replaces: str
    text: str
    reason: str
    mark: Mark
    together: NotRequired[bool]


class Attendee(TypedDict):
    """Somebody who was expected, by code, and whether they came."""

    code: str
    came: NotRequired[bool]

Audience: TypeAlias = "Literal['participants', 'facilitators']"
"""Participants get what may be taken home; the guide is for facilitators alone."""

BreakItem = TypedDict(
    "BreakItem",
    {
        "break": "int",
        "start": "NotRequired[str | None]",
    },
)
"""A break of that many minutes."""


class Card(TypedDict):
    """One card of a deck."""

    front: str
    back: NotRequired[str | None]


class Change(TypedDict):
    """One difference: where, what happened, and the words before and after."""

    where: str
    kind: ChangeKind
    before: NotRequired[str | None]
    after: NotRequired[str | None]

ChangeKind: TypeAlias = "Literal['added', 'removed', 'changed', 'moved']"
"""What happened to a part."""


class ChecklistBlock(TypedDict):
    """Boxes to tick."""

    type: NotRequired[Literal['checklist']]
    id: NotRequired[str | None]
    items: list[str]


class ClientFacts(TypedDict):
    """A client without the text of its secrets."""

    id: int
    client_id: str
    name: str
    scopes: list[Scope]
    secrets: list[SecretFacts]
    created_at: str
    last_used_at: str | None
    revoked_at: str | None


class ClientList(TypedDict):
    """The organisation's clients, revoked ones too, the newest first."""

    items: list[ClientFacts]
    next: NotRequired[str | None]


class ClientSecret(TypedDict):
    """A client with a new secret, which cannot be had again."""

    id: int
    client_id: str
    name: str
    scopes: list[Scope]
    secrets: list[SecretFacts]
    created_at: str
    last_used_at: str | None
    revoked_at: str | None
    client_secret: str


class Condition(TypedDict):
    """When an adaptation applies: every part that is given must hold."""

    mode: NotRequired[Mode | None]
    setting: NotRequired[Setting | None]
    size: NotRequired[Size | None]
    short: NotRequired[bool]
    access: NotRequired[Access | None]
    culture: NotRequired[str | None]


class Contact(TypedDict):
    """Where a participant can get support; never invented, always the organisation's own words."""

    name: str
    reach: str
    note: NotRequired[str | None]


class Contraindication(TypedDict):
    """A reason not to run an activity; with a mode or a setting it can be checked."""

    mode: NotRequired[Mode | None]
    setting: NotRequired[Setting | None]
    text: str


class Copy(TypedDict):
    """Under which code a copy is to stand."""

    code: str


class Cut(TypedDict):
    """One activity that a fitting left out or shortened; meetings and items are counted from 1."""

    meeting: int
    item: int
    session: str
    activity: str
    title: str
    kind: CutKind
    minutes_before: int
    minutes_after: int

CutKind: TypeAlias = "Literal['left-out', 'shortened']"
"""What was done to an activity."""


class Debrief(TypedDict):
    """The talk that closes an activity: what happened, what it means, what next."""

    minutes: Minutes
    questions: list[Question]


class DeckBlock(TypedDict):
    """Cards to cut out, `per_page` on a sheet."""

    type: NotRequired[Literal['deck']]
    id: NotRequired[str | None]
    per_page: NotRequired[Literal[2, 4, 6, 8, 10]]
    cards: list[Card]


class DeletedSession(TypedDict):
    """A session that is listed no more; only lists with `updated_since` tell it."""

    code: str
    deleted_at: str


class DeletedWorkshop(TypedDict):
    """A workshop that is gone; only lists with `updated_since` tell it."""

    id: str
    deleted_at: str


class DeliveryFacts(TypedDict):
    """An event for a webhook, and what came of it."""

    id: int
    event: str
    type: Event
    body: str
    state: Literal['waiting', 'delivered', 'failed']
    attempts: int
    created_at: str
    due_at: str | None
    delivered_at: str | None
    status: int | None
    problem: str | None


class DeliveryList(TypedDict):
    """A page of deliveries, newest first."""

    items: list[DeliveryFacts]
    next: str | None


class DiagramBlock(TypedDict):
    """A drawing with labels; an empty label is room to write. `alt` says what it shows."""

    type: NotRequired[Literal['diagram']]
    id: NotRequired[str | None]
    diagram: DiagramKind
    labels: list[str]
    alt: str

DiagramKind: TypeAlias = "Literal['circles', 'loop', 'ladder', 'thermometer', 'map']"
"""The drawings that the press knows."""


class DifferenceResource(TypedDict):
    """What differs between two revisions of a session."""

    code: str
    before: int
    after: int
    changes: list[Change]


class Elsewhere(TypedDict):
    """An activity that another part of the same session holds."""

    id: str
    title: str
    meeting: int
    part: int

Event: TypeAlias = "Literal['session.published', 'workshop.changed', 'rendition.ready']"
"""What can be told of."""


class Fault(TypedDict):
    """One mistake in what was sent."""

    where: str
    message: str
    action: str


class Fidelity(TypedDict):
    """One line of a session's fidelity list, and whether it was kept."""

    session: str
    text: str
    kept: NotRequired[bool]


class Finding(TypedDict):
    """What a check found: where, what is the matter, and what to do about it."""

    level: FindingLevel
    code: str
    where: NotRequired[Where]
    message: str
    action: str

FindingLevel: TypeAlias = "Literal['block', 'warn', 'note']"
"""How grave a finding is: do not run it like this, think again, good to know."""


class FitResource(TypedDict):
    """A workshop fitted to its slots, every cut that took, and what still does not fit."""

    applied: bool
    workshop: WorkshopResource
    cuts: list[Cut]
    meetings: list[FittedMeeting]


class FittedMeeting(TypedDict):
    """How one meeting came out."""

    number: int
    slot: int
    minutes_before: int
    minutes_after: int
    short_by: int


class FromProgramme(TypedDict):
    """A workshop made from a ready-made one; what is given here takes the place of its own."""

    programme: str
    title: NotRequired[str | None]
    mode: NotRequired[Mode | None]
    setting: NotRequired[Setting | None]
    people: NotRequired[int | None]
    facilitators: NotRequired[int | None]
    access: NotRequired[list[Access] | None]
    language: NotRequired[str | None]
    time_zone: NotRequired[str | None]
    notes: NotRequired[str | None]
    dates: NotRequired[list[str] | None]
    start: NotRequired[str | None]


class GroupSize(TypedDict):
    """How many people it is for; its stated minutes are those at `typical`."""

    at_least: NotRequired[int]
    typical: NotRequired[int]
    at_most: NotRequired[int]

Grouping: TypeAlias = "Literal['whole', 'alone', 'pairs', 'trios', 'fours', 'partners']"
"""How people sit; `partners` pairs the two people of a couple."""


class Handout(TypedDict):
    """A participant's sheet: one message, one thing to do."""

    slug: str
    title: str
    kind: HandoutKind
    take_home: TakeHome
    discreet_title: NotRequired[str | None]
    copies: NotRequired[Quantity]
    blocks: list[TextBlock | PromptBlock | ChecklistBlock | ScaleBlock | TableBlock | DeckBlock | DiagramBlock | ImageBlock]
    adaptations: NotRequired[list[Adaptation]]

HandoutKind: TypeAlias = "Literal['worksheet', 'card', 'deck', 'checklist', 'log', 'form', 'poster', 'certificate']"
"""What sort of sheet it is."""


class Health(TypedDict):
    """Whether the server can do its work."""

    status: Literal['ok', 'failing']
    version: str
    database: Literal['ok', 'failing']
    press: Literal['ok', 'failing']


class ImageBlock(TypedDict):
    """A picture of the session's own, by its name in `Session.images`."""

    type: NotRequired[Literal['image']]
    id: NotRequired[str | None]
    image: str
    alt: str

Ink: TypeAlias = "Literal['colour', 'black']"
"""Colour, or black alone for the copier."""


class InvitationFacts(TypedDict):
    """An open invitation without its link."""

    id: int
    role: Role
    expires_at: str


class InvitationLink(TypedDict):
    """A new invitation with its link, which cannot be had again."""

    id: int
    role: Role
    expires_at: str
    url: str


class InvitationList(TypedDict):
    """The open invitations, those that expire first in front."""

    items: list[InvitationFacts]
    next: NotRequired[str | None]


class KeyFacts(TypedDict):
    """A key that your organisation publishes."""

    kid: str
    created_at: str
    retired_at: str | None


class KeyList(TypedDict):
    """The published keys, the one that signs first."""

    items: list[KeyFacts]
    next: NotRequired[str | None]

Kind: TypeAlias = "Literal['opening', 'input', 'demonstration', 'practice', 'sorting', 'reflection', 'discussion', 'movement', 'planning', 'closing', 'break']"
"""What people do in an activity."""

Layout: TypeAlias = "Literal['pages', 'cards', 'booklet', 'two-up']"
"""A page a sheet; of guides, cue cards to cut out or a booklet to fold; of handouts, two to a sheet, to be cut apart."""

Leader: TypeAlias = "Literal['lead', 'co-facilitator']"
"""Who leads a step."""


class LeftOut(TypedDict):
    """An activity that this workshop leaves out."""

    id: str
    title: str
    minutes: int

Level: TypeAlias = "Literal['core', 'further']"
"""Where it stands in a course."""


class Logo(TypedDict):
    """A logo: a PNG or JPEG. Vector files can carry programs and addresses, so none is taken."""

    name: str
    body: str

Mark: TypeAlias = "Literal['green', 'amber', 'red']"
"""How free a facilitator is to change an adapted text further."""


class Material(TypedDict):
    """A thing to bring, with its quantity rule."""

    name: str
    quantity: Quantity
    used_up: NotRequired[bool]
    setting: NotRequired[Setting | None]


class Meeting(TypedDict):
    """One evening: a slot of `minutes` from `start`, and what happens in it."""

    title: NotRequired[str | None]
    date: NotRequired[str | None]
    start: NotRequired[str | None]
    minutes: int
    items: NotRequired[list[SessionItem | BreakItem | OwnItem]]


class Minutes(TypedDict):
    """A time that may grow with the head count: `fixed` + `per_person` x people, in minutes.

    Both are multiples of a quarter minute, so that sums are exact."""

    fixed: NotRequired[float]
    per_person: NotRequired[float]

Mode: TypeAlias = "Literal['solo', 'couples', 'mixed']"
"""Who comes: people alone, both partners, or some of each."""


class NewClient(TypedDict):
    """A client to make."""

    name: str
    scopes: list[Scope]


class NewInvitation(TypedDict):
    """An invitation to make: what the person may do, and how many days the link works."""

    role: NotRequired[Role]
    days: NotRequired[int]


class NewRegistration(TypedDict):
    """What a platform that is connected by a link may tell us."""

    roster: NotRequired[bool]
    planning: NotRequired[bool]


class NewShare(TypedDict):
    """A link to make."""

    days: NotRequired[int]


class NewToken(TypedDict):
    """A token to make."""

    name: str
    role: NotRequired[Role]
    scopes: NotRequired[list[Scope] | None]


class NewUser(TypedDict):
    """A person to let in."""

    name: str
    role: NotRequired[Role]
    email: NotRequired[str | None]


class NewWebhook(TypedDict):
    """Where to tell of which events."""

    url: str
    events: list[Event]

NewWorkshop: TypeAlias = "WorkshopBody | FromProgramme"
"""A workshop, or a programme to make one from."""


class OAuthProblem(TypedDict):
    """What was wrong (RFC 6749, 5.2)."""

    error: Literal['invalid_request', 'invalid_client', 'unsupported_grant_type', 'invalid_scope', 'invalid_grant']
    error_description: str


class Organisation(TypedDict):
    """A group of facilitators who share workshops and drafts."""

    name: str
    contacts: NotRequired[list[Contact]]
    time_zone: NotRequired[str]
    paper: NotRequired[Paper]
    accent: NotRequired[str | None]
    footer: NotRequired[str | None]


class OwnItem(TypedDict):
    """Something of the facilitator's own: a title and minutes."""

    title: str
    minutes: int
    start: NotRequired[str | None]
    notes: NotRequired[str | None]

Paper: TypeAlias = "Literal['a4', 'letter']"
"""The sheet."""

Per: TypeAlias = "Literal['person', 'pair', 'trio', 'four', 'group', 'facilitator', 'meeting']"
"""What a quantity is counted by."""


class PinnedSession(TypedDict):
    """A session at the revision that a workshop holds it to."""

    revision: int
    session: Session


class Place(TypedDict):
    """Where the group is: part and step, counted from 0, and since when."""

    part: int
    step: int
    since: str


class PlanActivity(TypedDict):
    """An activity with its clock times, groups and steps."""

    id: str
    title: str
    kind: Kind
    grouping: Grouping
    groups: list[int]
    leader: NotRequired[Leader]
    essential: bool
    cut_order: int | None
    intensity: int
    aim: str | None
    start: str
    end: str
    elapsed: int
    minutes: int
    shortened: bool
    least: int
    most: int
    steps: list[PlanStep]
    watch_for: list[str]
    contraindications: list[Contraindication]
    materials: list[str]
    options: list[Adaptation]


class PlanBreak(TypedDict):
    """A break."""

    kind: NotRequired[Literal['break']]
    start: str
    end: str
    elapsed: int
    minutes: int
    locked_start: str | None


class PlanHandout(TypedDict):
    """A handout of the pack: its number, its copies, where it is used."""

    number: int
    session: str
    revision: int
    slug: str
    title: str
    take_home: TakeHome
    copies: int
    meeting: int
    handout: Handout


class PlanMaterial(TypedDict):
    """A thing to bring and how many."""

    name: str
    quantity: int
    used_up: bool
    sessions: list[str]


class PlanMeeting(TypedDict):
    """A meeting with its clock."""

    number: int
    title: str | None
    date: str | None
    clock: Literal['wall', 'elapsed']
    start: str
    end: str
    slot: int
    minutes: int
    items: list[PlanSession | PlanBreak | PlanOwn]


class PlanOwn(TypedDict):
    """An item of the facilitator's own."""

    kind: NotRequired[Literal['own']]
    title: str
    start: str
    end: str
    elapsed: int
    minutes: int
    locked_start: str | None
    notes: str | None


class PlanResource(TypedDict):
    """A workshop worked out, and which one it is."""

    title: str
    mode: Mode
    setting: Setting
    people: int
    facilitators: int
    language: str
    time_zone: str
    programme: str | None
    notes: str | None
    meetings: list[PlanMeeting]
    materials: list[PlanMaterial]
    handouts: list[PlanHandout]
    findings: NotRequired[list[Finding]]
    workshop: str
    etag: str


class PlanSession(TypedDict):
    """A session in a meeting."""

    kind: NotRequired[Literal['session']]
    session: str
    revision: int
    title: str
    part: SessionPart | None
    start: str
    end: str
    elapsed: int
    minutes: int
    locked_start: str | None
    activities: list[PlanActivity]
    left_out: list[LeftOut]
    elsewhere: list[Elsewhere]
    unknown: list[str]
    room: str | None
    preparation: list[str]
    home_practice: str | None
    materials: list[PlanMaterial]
    notes: str | None


class PlanStep(TypedDict):
    """A step with its place on the clock, in the words that apply to this workshop."""

    id: NotRequired[str | None]
    start: str
    elapsed: int
    minutes: int
    voice: Voice
    leader: Leader
    text: str
    questions: NotRequired[list[Question]]
    handout: NotRequired[str | None]
    handout_number: NotRequired[int | None]
    turns: NotRequired[list[Turns]]
    adapted: NotRequired[Adaptation | None]
    generated: NotRequired[bool]


class PlatformBody(TypedDict):
    """A learning platform to connect; the id that a GET tells may be sent along."""

    name: str
    issuer: str
    client_id: str
    authorization_url: str
    token_url: str
    keyset_url: str
    token_audience: NotRequired[str | None]
    deployments: NotRequired[list[str]]
    active: NotRequired[bool]
    roster: NotRequired[bool]
    planning: NotRequired[bool]
    id: NotRequired[int | None]
    shared: NotRequired[bool | None]


class PlatformFacts(TypedDict):
    """A learning platform that is connected, or waits to be let in."""

    name: str
    issuer: str
    client_id: str
    authorization_url: str
    token_url: str
    keyset_url: str
    token_audience: NotRequired[str | None]
    deployments: NotRequired[list[str]]
    active: NotRequired[bool]
    roster: NotRequired[bool]
    planning: NotRequired[bool]
    id: int
    shared: bool


class PlatformList(TypedDict):
    """The organisation's learning platforms, the oldest first."""

    items: list[PlatformFacts]
    next: NotRequired[str | None]


class Prerequisite(TypedDict):
    """A session that belongs before this one; a hard one must come before it."""

    code: str
    hard: NotRequired[bool]

PrintSize: TypeAlias = "Literal['standard', 'large']"
"""Standard type, or large print laid out anew."""


class Problem(TypedDict):
    """What went wrong, and what to do about it (RFC 9457)."""

    type: NotRequired[str]
    title: str
    status: int
    detail: str
    code: str
    errors: NotRequired[list[Fault]]


class Programme(TypedDict):
    """A ready-made workshop that ships with the library."""

    code: str
    title: str
    summary: str
    who_for: str
    who_not_for: str
    aims: NotRequired[list[str]]
    evidence: NotRequired[str | None]
    references: NotRequired[list[str]]
    workshop: Workshop


class ProgrammeList(TypedDict):
    """All ready-made workshops."""

    items: list[ProgrammeSummary]
    next: NotRequired[str | None]


class ProgrammeSummary(TypedDict):
    """A ready-made workshop as a list shows it."""

    code: str
    title: str
    summary: str
    mode: Mode
    setting: Setting
    meetings: int
    sessions: list[str]


class PromptBlock(TypedDict):
    """A question with room to write: ruled lines of 9 mm, or one open box as high as they are."""

    type: NotRequired[Literal['prompt']]
    id: NotRequired[str | None]
    text: str
    lines: NotRequired[int]
    box: NotRequired[bool]


class PublishNote(TypedDict):
    """What changed, in a line for those who read the history."""

    note: NotRequired[str | None]


class Quantity(TypedDict):
    """How many of a thing: `count` for each `per`, and `spare` on top."""

    count: NotRequired[int]
    per: NotRequired[Per]
    spare: NotRequired[int]


class Question(TypedDict):
    """One question of a debrief."""

    stage: Stage
    text: str


class RegistrationLink(TypedDict):
    """A link that connects one platform; it waits afterwards to be made active."""

    url: str
    expires_at: str


class RenditionReady(TypedDict):
    """Which workshop's document can now be had at once, and its address on this server."""

    workshop: str
    url: str


class RenditionReadyMessage(TypedDict):
    """A workshop's PDF that took 5 seconds or more is made, and can now be had at once."""

    id: str
    type: Literal['rendition.ready']
    at: str
    data: RenditionReady


class RevisionFacts(TypedDict):
    """A published revision without its body."""

    code: str
    revision: int
    digest: str
    note: str | None
    published_at: str


class RevisionList(TypedDict):
    """The revisions of a session, newest first."""

    items: list[RevisionFacts]
    next: NotRequired[str | None]


class RevisionResource(TypedDict):
    """A session as it was published once; it never changes."""

    format: NotRequired[Literal[1]]
    code: str
    slug: str
    title: str
    subtitle: NotRequired[str | None]
    topic: str
    language: NotRequired[str]
    level: NotRequired[Level]
    purpose: str
    objectives: list[str]
    key_messages: NotRequired[list[str]]
    minutes: int
    at_least: int
    at_most: int
    short_cut: int
    people: NotRequired[GroupSize]
    staffing: NotRequired[Staffing]
    modes: NotRequired[list[Mode]]
    settings: NotRequired[list[Setting]]
    agreements: NotRequired[bool]
    room: NotRequired[str | None]
    materials: NotRequired[list[Material]]
    preparation: NotRequired[list[str]]
    safety: NotRequired[list[str]]
    prerequisites: NotRequired[list[Prerequisite]]
    activities: list[Activity]
    home_practice: NotRequired[str | None]
    fidelity: NotRequired[list[str]]
    references: NotRequired[list[str]]
    handouts: NotRequired[list[Handout]]
    adaptations: NotRequired[list[Adaptation]]
    images: NotRequired[dict[str, str]]
    own: bool
    revision: int
    digest: str
    note: str | None
    published_at: str

Role: TypeAlias = "Literal['owner', 'editor', 'facilitator', 'reader']"
"""What somebody may do in an organisation, the most first."""


class RoleChange(TypedDict):
    """What a person may do from now on."""

    role: Role


class RunBody(TypedDict):
    """A run as it is sent; what a GET tells beside it may be sent along and has no effect.

    Another id, or another moment at which it was made, is refused."""

    meeting: int
    planned_at: str
    began_at: str
    ended_at: NotRequired[str | None]
    place: NotRequired[Place | None]
    parts: list[RunPart]
    fidelity: NotRequired[list[Fidelity]]
    people: NotRequired[int | None]
    attendance: NotRequired[list[Attendee]]
    reflection: NotRequired[str | None]
    id: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class RunList(TypedDict):
    """The runs of a workshop, the latest first."""

    items: list[RunResource]
    next: NotRequired[str | None]


class RunPart(TypedDict):
    """A part of the meeting: an activity of a session, a break, or an item of one's own."""

    item: int
    session: NotRequired[str | None]
    revision: NotRequired[int | None]
    activity: NotRequired[str | None]
    title: NotRequired[str | None]
    essential: NotRequired[bool]
    not_before: NotRequired[int | None]
    steps: list[RunStep]
    left_out: NotRequired[bool]
    took: NotRequired[int | None]
    done: NotRequired[bool | None]


class RunResource(TypedDict):
    """A run, with its id."""

    meeting: int
    planned_at: str
    began_at: str
    ended_at: NotRequired[str | None]
    place: NotRequired[Place | None]
    parts: list[RunPart]
    fidelity: NotRequired[list[Fidelity]]
    people: NotRequired[int | None]
    attendance: NotRequired[list[Attendee]]
    reflection: NotRequired[str | None]
    id: str
    created_at: str
    updated_at: str


class RunStep(TypedDict):
    """A step as it was timed: what was planned, given on top or taken away, and what it took."""

    minutes: int
    given: NotRequired[int]
    seconds: NotRequired[int]


class ScaleBlock(TypedDict):
    """Statements to rate on one scale from `low` to `high`, both ends named."""

    type: NotRequired[Literal['scale']]
    id: NotRequired[str | None]
    low: NotRequired[int]
    high: NotRequired[int]
    low_label: str
    high_label: str
    items: list[str]

Scope: TypeAlias = "Literal['library:read', 'workshops:read', 'workshops:write', 'sessions:write', 'webhooks']"
"""A part of the API that a program may use."""


class SecretFacts(TypedDict):
    """A live secret without its text."""

    id: int
    created_at: str


class Session(TypedDict):
    """A modular unit of the library, 60 to 120 minutes."""

    format: NotRequired[Literal[1]]
    code: str
    slug: str
    title: str
    subtitle: NotRequired[str | None]
    topic: str
    language: NotRequired[str]
    level: NotRequired[Level]
    purpose: str
    objectives: list[str]
    key_messages: NotRequired[list[str]]
    minutes: int
    at_least: int
    at_most: int
    short_cut: int
    people: NotRequired[GroupSize]
    staffing: NotRequired[Staffing]
    modes: NotRequired[list[Mode]]
    settings: NotRequired[list[Setting]]
    agreements: NotRequired[bool]
    room: NotRequired[str | None]
    materials: NotRequired[list[Material]]
    preparation: NotRequired[list[str]]
    safety: NotRequired[list[str]]
    prerequisites: NotRequired[list[Prerequisite]]
    activities: list[Activity]
    home_practice: NotRequired[str | None]
    fidelity: NotRequired[list[str]]
    references: NotRequired[list[str]]
    handouts: NotRequired[list[Handout]]
    adaptations: NotRequired[list[Adaptation]]
    images: NotRequired[dict[str, str]]


class SessionBody(TypedDict):
    """A session as it is sent; what a GET tells beside it may be sent along and has no effect.

    Another `own` or `copied_from` is refused: they stay what they are."""

    format: NotRequired[Literal[1]]
    code: str
    slug: str
    title: str
    subtitle: NotRequired[str | None]
    topic: str
    language: NotRequired[str]
    level: NotRequired[Level]
    purpose: str
    objectives: list[str]
    key_messages: NotRequired[list[str]]
    minutes: int
    at_least: int
    at_most: int
    short_cut: int
    people: NotRequired[GroupSize]
    staffing: NotRequired[Staffing]
    modes: NotRequired[list[Mode]]
    settings: NotRequired[list[Setting]]
    agreements: NotRequired[bool]
    room: NotRequired[str | None]
    materials: NotRequired[list[Material]]
    preparation: NotRequired[list[str]]
    safety: NotRequired[list[str]]
    prerequisites: NotRequired[list[Prerequisite]]
    activities: list[Activity]
    home_practice: NotRequired[str | None]
    fidelity: NotRequired[list[str]]
    references: NotRequired[list[str]]
    handouts: NotRequired[list[Handout]]
    adaptations: NotRequired[list[Adaptation]]
    images: NotRequired[dict[str, str]]
    own: NotRequired[bool | None]
    copied_from: NotRequired[str | None]
    draft: NotRequired[bool | None]
    revision: NotRequired[int | None]
    digest: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class SessionItem(TypedDict):
    """A session in a meeting, pinned to a revision, with what was changed for this workshop."""

    session: str
    revision: NotRequired[int | None]
    start: NotRequired[str | None]
    leave_out: NotRequired[list[str]]
    order: NotRequired[list[str]]
    minutes: NotRequired[dict[str, int]]
    leaders: NotRequired[dict[str, Leader]]
    notes: NotRequired[str | None]


class SessionList(TypedDict):
    """A page of published sessions."""

    items: list[SessionSummary | DeletedSession]
    next: str | None
    as_of: NotRequired[str | None]


class SessionPart(TypedDict):
    """Which part of its session an item holds, where the session is held in several."""

    number: int
    of: int
    resumed: bool


class SessionPublished(TypedDict):
    """Which session has a new revision, and its number."""

    code: str
    revision: int


class SessionPublishedMessage(TypedDict):
    """A session of yours or of the library has a new revision."""

    id: str
    type: Literal['session.published']
    at: str
    data: SessionPublished


class SessionResource(TypedDict):
    """A session, and how it stands."""

    format: NotRequired[Literal[1]]
    code: str
    slug: str
    title: str
    subtitle: NotRequired[str | None]
    topic: str
    language: NotRequired[str]
    level: NotRequired[Level]
    purpose: str
    objectives: list[str]
    key_messages: NotRequired[list[str]]
    minutes: int
    at_least: int
    at_most: int
    short_cut: int
    people: NotRequired[GroupSize]
    staffing: NotRequired[Staffing]
    modes: NotRequired[list[Mode]]
    settings: NotRequired[list[Setting]]
    agreements: NotRequired[bool]
    room: NotRequired[str | None]
    materials: NotRequired[list[Material]]
    preparation: NotRequired[list[str]]
    safety: NotRequired[list[str]]
    prerequisites: NotRequired[list[Prerequisite]]
    activities: list[Activity]
    home_practice: NotRequired[str | None]
    fidelity: NotRequired[list[str]]
    references: NotRequired[list[str]]
    handouts: NotRequired[list[Handout]]
    adaptations: NotRequired[list[Adaptation]]
    images: NotRequired[dict[str, str]]
    own: bool
    copied_from: str | None
    draft: bool
    revision: int | None
    digest: str | None
    updated_at: str


class SessionSummary(TypedDict):
    """A published session as a list shows it."""

    code: str
    slug: str
    title: str
    subtitle: str | None
    topic: str
    language: str
    level: Level
    purpose: str
    minutes: int
    at_least: int
    at_most: int
    short_cut: int
    intensity: int
    modes: list[Mode]
    settings: list[Setting]
    revision: int
    digest: str
    own: bool
    updated_at: str

Setting: TypeAlias = "Literal['in-person', 'online']"
"""Where the group meets."""


class ShareFacts(TypedDict):
    """A link without its secret."""

    id: int
    created_at: str
    expires_at: str


class ShareLink(TypedDict):
    """A new link; its address cannot be had again."""

    id: int
    created_at: str
    expires_at: str
    url: str


class ShareList(TypedDict):
    """The links of a workshop that still lead somewhere, the newest first."""

    items: list[ShareFacts]
    next: NotRequired[str | None]


class SignInLink(TypedDict):
    """A link that signs a person in once, within a quarter of an hour."""

    url: str
    expires_at: str


class Size(TypedDict):
    """A range of head counts, both ends included; an open end is null."""

    at_least: NotRequired[int | None]
    at_most: NotRequired[int | None]


class Staffing(TypedDict):
    """How many facilitators: `least`, and one more from `another_from` people on."""

    least: NotRequired[int]
    another_from: NotRequired[int | None]

Stage: TypeAlias = "Literal['what-happened', 'what-it-means', 'what-next']"
"""What a debrief question asks about."""


class Step(TypedDict):
    """A few minutes of an activity: one voice, one text."""

    id: NotRequired[str | None]
    voice: Voice
    minutes: NotRequired[Minutes]
    leader: NotRequired[Leader]
    text: str
    handout: NotRequired[str | None]
    turns: NotRequired[bool]
    breakout: NotRequired[bool]


class TableBlock(TypedDict):
    """A table; an empty cell is room to write, and `blank_rows` more follow the given rows."""

    type: NotRequired[Literal['table']]
    id: NotRequired[str | None]
    caption: str
    columns: list[str]
    rows: NotRequired[list[list[str]]]
    row_heads: NotRequired[bool]
    blank_rows: NotRequired[int]

TakeHome: TypeAlias = "Literal['take-home', 'discreet', 'keep']"
"""Whether a sheet may leave the room."""


class TextBlock(TypedDict):
    """Text to read; `##` headings are allowed in it."""

    type: NotRequired[Literal['text']]
    id: NotRequired[str | None]
    text: str


class TokenFacts(TypedDict):
    """A token without its secret."""

    id: int
    name: str
    role: Role
    scopes: list[Scope] | None
    created_at: str
    last_used_at: str | None
    revoked_at: str | None


class TokenList(TypedDict):
    """The organisation's tokens, revoked ones too, the newest first."""

    items: list[TokenFacts]
    next: NotRequired[str | None]


class TokenSecret(TypedDict):
    """A new token with its secret, which cannot be had again."""

    id: int
    name: str
    role: Role
    scopes: list[Scope] | None
    created_at: str
    last_used_at: str | None
    revoked_at: str | None
    token: str


class ToolFacts(TypedDict):
    """What a platform has to know of your organisation on this server."""

    login_url: str
    launch_url: str
    deep_link_url: str
    keyset_url: str
    domain: str


class Topic(TypedDict):
    """A topic of the library, and how many published sessions it has."""

    topic: str
    sessions: int


class TopicList(TypedDict):
    """All topics in use."""

    items: list[Topic]
    next: NotRequired[str | None]


class Turns(TypedDict):
    """How a step's minutes are shared in groups of one size."""

    group_size: int
    seconds_each: int


class UserList(TypedDict):
    """The people of the organisation, by name."""

    items: list[UserResource]
    next: NotRequired[str | None]


class UserResource(TypedDict):
    """A person of the organisation."""

    id: int
    name: str
    role: Role
    email: str | None

Voice: TypeAlias = "Literal['say', 'ask', 'do', 'demonstrate', 'hand-out', 'listen-for', 'note']"
"""What a step asks the facilitator to do."""


class WebhookBody(TypedDict):
    """A webhook as it is changed; what a GET tells beside it may be sent along, unchanged."""

    url: str
    events: list[Event]
    id: NotRequired[int | None]
    created_at: NotRequired[str | None]
    old_secret_until: NotRequired[str | None]
    stopped_at: NotRequired[str | None]


class WebhookFacts(TypedDict):
    """A webhook without its secret."""

    id: int
    url: str
    events: list[Event]
    created_at: str
    old_secret_until: str | None
    stopped_at: str | None


class WebhookList(TypedDict):
    """The organisation's webhooks, the oldest first."""

    items: list[WebhookFacts]
    next: NotRequired[str | None]


class WebhookSecret(TypedDict):
    """A webhook with the secret that signs what is sent to it from now on."""

    id: int
    url: str
    events: list[Event]
    created_at: str
    old_secret_until: str | None
    stopped_at: str | None
    secret: str


class Where(TypedDict):
    """The place a finding speaks of; meetings and items are counted from 1."""

    meeting: NotRequired[int | None]
    item: NotRequired[int | None]
    session: NotRequired[str | None]
    activity: NotRequired[str | None]
    handout: NotRequired[str | None]


class WholeWorkshop(TypedDict):
    """A workshop and the sessions that it is pinned to."""

    workshop: Workshop
    sessions: list[PinnedSession]


class Workshop(TypedDict):
    """What a facilitator assembled, and for whom."""

    title: str
    mode: NotRequired[Mode]
    setting: NotRequired[Setting]
    people: NotRequired[int]
    facilitators: NotRequired[int]
    access: NotRequired[list[Access]]
    language: NotRequired[str]
    time_zone: NotRequired[str]
    programme: NotRequired[str | None]
    notes: NotRequired[str | None]
    meetings: list[Meeting]


class WorkshopBody(TypedDict):
    """A workshop as it is sent; what a GET tells beside it may be sent along and has no effect.

    Another id, or another moment at which it was made, is refused."""

    title: str
    mode: NotRequired[Mode]
    setting: NotRequired[Setting]
    people: NotRequired[int]
    facilitators: NotRequired[int]
    access: NotRequired[list[Access]]
    language: NotRequired[str]
    time_zone: NotRequired[str]
    programme: NotRequired[str | None]
    notes: NotRequired[str | None]
    meetings: list[Meeting]
    id: NotRequired[str | None]
    created_at: NotRequired[str | None]
    updated_at: NotRequired[str | None]


class WorkshopChanged(TypedDict):
    """Which workshop was made, changed or deleted."""

    workshop: str
    change: Literal['made', 'changed', 'deleted']


class WorkshopChangedMessage(TypedDict):
    """A workshop was made, changed or deleted."""

    id: str
    type: Literal['workshop.changed']
    at: str
    data: WorkshopChanged


class WorkshopList(TypedDict):
    """A page of workshops, last made first."""

    items: list[WorkshopSummary | DeletedWorkshop]
    next: str | None
    as_of: NotRequired[str | None]


class WorkshopResource(TypedDict):
    """A workshop, with its id; every session in it is pinned to a revision."""

    title: str
    mode: NotRequired[Mode]
    setting: NotRequired[Setting]
    people: NotRequired[int]
    facilitators: NotRequired[int]
    access: NotRequired[list[Access]]
    language: NotRequired[str]
    time_zone: NotRequired[str]
    programme: NotRequired[str | None]
    notes: NotRequired[str | None]
    meetings: list[Meeting]
    id: str
    created_at: str
    updated_at: str


class WorkshopSummary(TypedDict):
    """A workshop as a list shows it."""

    id: str
    title: str
    mode: Mode
    setting: Setting
    people: int
    meetings: int
    first_date: str | None
    created_at: str
    updated_at: str

Message: TypeAlias = "RenditionReadyMessage | SessionPublishedMessage | WorkshopChangedMessage"
"""Any message of a webhook."""

