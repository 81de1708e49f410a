"""What the pipeline passes from stage to stage, and what it returns.

Every class is frozen. Offsets are character offsets into ``Release.text``, half open, so that
``release.text[x.start_char:x.end_char] == x.text`` holds for every span, always. Calendar days are
``datetime.date`` and inclusive at both ends. A field that the release does not state is ``None``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Label = Literal[
    "PERSON", "AGENCY", "CARTEL", "ORG", "PLACE", "SUBSTANCE", "WEAPON", "LAW", "PROGRAM"
]
Bound = Literal["exact", "about", "min", "max"]
ZoneKind = Literal[
    "headline", "dateline", "heading", "body", "list_item", "quotation", "boilerplate"
]
RecordType = Literal["seizure", "conviction", "charge", "designation", "commitment"]
Modality = Literal["done", "promised", "alleged", "possible", "negated", "background"]


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be resolved: a stable code, words for a reader, and its place."""

    code: str
    detail: str = ""
    start_char: int | None = None
    end_char: int | None = None


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of text with one function.

    Block zones (headline, heading, body, list_item, boilerplate) are disjoint, in order, and cover
    every character that is not white space. Inline zones (dateline, quotation) lie inside a block.
    ``level`` is the depth of a heading (1 is the highest) or of a list item (1 is the outermost).
    """

    kind: ZoneKind
    start_char: int
    end_char: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """One cleaned release. ``text`` is frozen: no later stage changes its length.

    ``published_source`` says where ``published`` comes from: ``metadata``, ``text`` (stated in the
    release's own head), ``inferred`` (from its content), or ``None`` where there is no date.
    """

    release_id: str
    text: str
    title: str | None = None
    issuer: str | None = None
    published: dt.date | None = None
    published_source: Literal["metadata", "text", "inferred"] | None = None
    url: str | None = None
    source_path: str | None = None
    sha256: str | None = None
    zones: tuple[Zone, ...] = ()
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, bullet or heading inside one block zone.

    ``lead`` is the index of the sentence that heads this one: the line that a list hangs on
    ("The following were charged:"), the parent bullet, or the heading of the section.
    """

    start_char: int
    end_char: int
    zone: ZoneKind
    level: int = 0
    lead: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text.

    ``canonical`` is the official English name of an AGENCY or CARTEL, ``canonical_id`` its id in
    the lexicons (for a PLACE: an ISO 3166 code). ``entity`` is a release-local id shared by all
    mentions of one person or body ("p1"). ``source`` names what found it: ``lexicon``, ``model``,
    ``rule``.
    """

    start_char: int
    end_char: int
    text: str
    label: Label
    canonical: str | None = None
    canonical_id: str | None = None
    entity: str | None = None
    source: str = "rule"
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Person:
    """A named person of a release: one row of the people table.

    ``person_id`` is the ``entity`` of the mentions. ``name`` is the fullest form without a title,
    at ``start_char``/``end_char``; ``mentions`` are the offsets of all mentions. ``residence`` and
    ``nationality`` are verbatim ("El Paso, Texas", "Mexican"), ``country`` is the ISO 3166 code of
    the nationality. ``role``: defendant, official, victim or target (of a sanction or reward).
    """

    person_id: str
    name: str
    start_char: int
    end_char: int
    aliases: tuple[str, ...] = ()
    age: int | None = None
    residence: str | None = None
    nationality: str | None = None
    country: str | None = None
    role: Literal["defendant", "official", "victim", "target"] | None = None
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class AgencyRole:
    """What a government body does in a release; ``start_char``/``end_char`` is the mention that
    tells.

    ``role``: issuer (published it), investigating, prosecuting, assisting, foreign_partner.
    """

    agency: str
    canonical_id: str | None
    role: Literal["issuer", "investigating", "prosecuting", "assisting", "foreign_partner"]
    start_char: int | None = None
    end_char: int | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A stated amount, with qualifier and unit in ``text``.

    ``high`` is the upper end of a range. ``unit`` is singular ("kilogram", "USD", "percent",
    "count"). ``item`` is what is counted or measured, verbatim, at ``item_start``/``item_end``.
    ``dimension`` and ``si_value`` (in the SI unit of that dimension) are given for physical units.
    ``change`` says that the amount is a change or a multiple: "increase", "decrease", "change",
    "ratio". ``scope`` is "incident", "total" or "threshold" where the words beside it tell.
    ``part_of`` and ``worth_of`` are indices into the release's quantities: the whole that this
    amount is a part of; the amount whose value in money this is.
    """

    start_char: int
    end_char: int
    text: str
    value: float
    unit: str
    high: float | None = None
    bound: Bound = "exact"
    item: str | None = None
    item_start: int | None = None
    item_end: int | None = None
    per: str | None = None
    dimension: str | None = None
    si_value: float | None = None
    change: Literal["increase", "decrease", "change", "ratio"] | None = None
    scope: Literal["incident", "total", "threshold"] | None = None
    part_of: int | None = None
    worth_of: int | None = None


@dataclass(frozen=True, slots=True)
class DateSpan:
    """An expression that names a point or stretch of calendar time, resolved to inclusive days.

    ``granularity`` is the finest unit that the words give ("day", "month", "quarter", "season",
    "year", "decade", ...). ``anchor`` is the day that a relative or partial expression was resolved
    against, ``None`` where the words alone suffice.
    """

    start_char: int
    end_char: int
    text: str
    start: dt.date
    end: dt.date
    granularity: str
    anchor: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A clause that states a fact of one record type.

    ``sentence`` indexes ``Extraction.sentences``; ``start_char``/``end_char`` span the clause, and
    ``trigger_start``/``trigger_end`` the words that gave the type. ``subtype`` is the record's
    stage, action or kind where the trigger fixes it. ``source`` names the rule or model that
    decided.
    """

    type: RecordType
    sentence: int
    start_char: int
    end_char: int
    trigger_start: int
    trigger_end: int
    modality: Modality = "done"
    subtype: str | None = None
    score: float = 1.0
    source: str = "rule"


@dataclass(frozen=True, slots=True)
class SlotEvidence:
    """Which characters gave a record's field, and the rule or model that chose them."""

    field: str
    start_char: int
    end_char: int
    source: str = "rule"


REVIEW_BELOW = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordBase:
    """What every record has. ``start``/``end`` are days; ``start_char``/``end_char`` span
    ``evidence``.
    """

    record_id: str = ""
    evidence: str
    start_char: int
    end_char: int
    start: dt.date | None = None
    end: dt.date | None = None
    confidence: float = 0.5
    evidence_slots: tuple[SlotEvidence, ...] = ()

    @property
    def review(self) -> bool:
        """Whether the record is so unsure that somebody should read its sentence."""
        return self.confidence < REVIEW_BELOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Seizure(RecordBase):
    """An authority took, interdicted, forfeited or recovered something."""

    item: str
    category: str = "other"
    value: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    per: str | None = None
    usd: float | None = None
    agencies: tuple[str, ...] = ()
    location: str | None = None
    aggregate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Conviction(RecordBase):
    """A court outcome against a defendant. ``stage``: pleaded_guilty, convicted or sentenced."""

    defendant: str
    count: int | None = 1
    stage: str = "convicted"
    offense: str | None = None
    prison_months: int | None = None
    supervised_release_months: int | None = None
    usd: float | None = None
    district: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge(RecordBase):
    """An arrest or accusation before any outcome. ``stage``: arrested, charged or extradited."""

    defendant: str
    count: int | None = 1
    stage: str = "charged"
    offense: str | None = None
    agencies: tuple[str, ...] = ()
    district: str | None = None
    location: str | None = None
    organization: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Designation(RecordBase):
    """A sanction, listing or reward."""

    target: str
    count: int | None = 1
    target_kind: str = "individual"
    action: str = "sanctioned"
    authority: str | None = None
    program: str | None = None
    organization: str | None = None
    usd: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(RecordBase):
    """What a government body gives, does together with others, or promises."""

    actors: tuple[str, ...] = ()
    kind: str = "assistance"
    status: str = "done"
    action: str = ""
    value: float | None = None
    high: float | None = None
    bound: Bound | None = None
    unit: str | None = None
    beneficiary: str | None = None


Record = Seizure | Conviction | Charge | Designation | Commitment


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything found in one release."""

    release: Release
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateSpan, ...] = ()
    events: tuple[Event, ...] = ()
    records: tuple[Record, ...] = ()
    people: tuple[Person, ...] = ()
    agency_roles: tuple[AgencyRole, ...] = ()
    issues: tuple[Issue, ...] = ()
