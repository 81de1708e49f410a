"""The list below a line: bullets, paragraphs that begin with a name, fields, lines of a register.

"The following entities were designated:" says what was done; what stands below says to whom. A
member is there by the grammar of the list, so that a name which no lexicon or model knows counts
as well as one that they do.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.events.triggers import lexicon
from extractor.records.context import Context
from extractor.records.designations import entries, kinds, slots
from extractor.records.designations.target import Target
from extractor.types import Event

# "The individuals below", "as follows": a line that heads a list, with or without a colon.
_POINTS_DOWN = re.compile(
    r"\b(?:below|as follows|the following|in this section)\b|:\s*$", re.IGNORECASE
)
_LISTED = re.compile(r"\b(?:those|below|the following|in this section|list of)\b", re.IGNORECASE)
_BELOW = re.compile(r"\bbelow\b", re.IGNORECASE)
_FIELD = re.compile(r"\s*(?P<label>[A-Z][A-Za-z]*(?:[ /][A-Za-z]+){0,3})\s*:\s+(?P<value>\S.*)$")
_NAME_FIELD = re.compile(
    r"(?:(?:full|primary|vessel|ship|aircraft|entity|company|individual|person|target) )?name|"
    r"vessel|ship|aircraft|entity|company|individual|person|target",
    re.IGNORECASE,
)
_SUBHEAD_WORDS = 6
_SENTENCE = 60  # characters of a block that says more than a name


@dataclass(frozen=True, slots=True)
class _Block:
    """A bullet, paragraph or heading: its first sentence, where that ends, where the block does."""

    first: int
    start: int
    stop: int
    end: int
    zone: str


def below(context: Context, event: Event, targets: list[Target]) -> list[Target]:
    """The members of the list that hangs on the event's sentence, which states ``targets``.

    A list that no line announces is one of a counted group that has as many members.
    """
    counted = [t for t in targets if not t.named and (t.count or 0) > 1]
    announced = _announced(context, event)
    if announced or len(counted) != 1:
        return announced
    listed = list(_members(context, event, counted[0].kind, skip_lead=True))
    names = {t.name for t in listed}
    return listed if len(names) == len(listed) == counted[0].count else []


def _announced(context: Context, event: Event) -> list[Target]:
    lead = context.sentences[event.sentence]
    words = context.text[lead.start_char : lead.end_char].rstrip()
    if lead.zone != "heading" and not _POINTS_DOWN.search(words):
        return []
    found = [kind for _, kind in kinds.nouns(context.text, lead.start_char, lead.end_char)]
    open_end = event.trigger_end - lead.start_char >= len(words) - 1
    if not found and not open_end and not _LISTED.search(words):
        return []
    kind = found[0] if len(set(found)) == 1 else None
    return list(_members(context, event, kind))


def _members(
    context: Context, event: Event, kind: str | None, *, skip_lead: bool = False
) -> Iterator[Target]:
    """The members; with ``skip_lead`` bullets need not hang on the event's sentence."""
    text = context.text
    leads = {event.sentence, *((None, context.sentences[event.sentence].lead) if skip_lead else ())}
    said_below = _BELOW.search(context.words(event.sentence)) is not None
    under_heading = context.sentences[event.sentence].zone == "heading"
    form: str | None = None  # whether the list is one of bullets, fields, paragraphs or headings
    blocks = _blocks(context, event.sentence + 1)
    for block, after in itertools.pairwise(itertools.chain(blocks, (None,))):
        if block is None:
            return
        if block.zone == "heading" and form in (None, "headings") and not under_heading:
            named = entries.named_whole(context, block.start, block.end, kind)
            if named:
                form = "headings"
                yield named
                continue
        if form == "headings" and block.zone != "heading":
            continue  # what is said of the name above
        if slots.REGULATIONS.fullmatch(text, block.start, block.end):
            leads.add(block.first)  # the targets of one regime follow
            continue
        if block.zone == "heading" and not entries.is_register(context, block.start, block.end):
            told = _subheading(context, block, anything=said_below)
            if told is None or after is None or after.zone == "heading":
                return
            if under_heading and not told:
                return
            kind, form = told or kind, None
            leads.add(block.first)
            continue
        if block.zone == "list_item":
            if form not in (None, "bullets") and context.sentences[block.first].lead not in leads:
                return
            form = "bullets"
            if context.sentences[block.first].lead in leads:
                yield from _bullet(context, block, kind)
            continue
        field = _FIELD.match(text, block.start, block.end)
        if field and context.mentions_in(block.start, field.end("label"), "PERSON"):
            field = None  # "Petra Quill: deputy governor" is an entry
        if field and form in (None, "fields"):
            form = "fields"
            if _NAME_FIELD.fullmatch(field["label"]):
                own = [k for _, k in kinds.nouns(text, field.start(), field.end("label"))]
                at = field.start("value")
                yield entries.whole(context, at, block.end, own[0] if own else kind)
            continue
        if under_heading or form in ("bullets", "fields"):
            return
        short = block.end - block.start < _SENTENCE / 2
        if said_below and short and after and after.end - after.start > _SENTENCE:
            continue  # "El Norte" above the entries of a country
        entry = _paragraph(context, block, kind)
        if entry is None:
            return
        form = "paragraphs"
        yield entry


def _blocks(context: Context, first: int) -> Iterator[_Block]:
    """The blocks from a sentence on; a heading that is run in belongs to its paragraph."""
    sentences = context.sentences
    at = first
    if first and first < len(sentences):  # the rest of the block that holds the lead
        while at < len(sentences) and not _parts(context, at):
            at += 1
    while at < len(sentences):
        after = at + 1
        while after < len(sentences) and not _parts(context, after):
            after += 1
        last = sentences[after - 1]
        start = sentences[at].start_char
        yield _Block(at, start, sentences[at].end_char, last.end_char, last.zone)
        at = after


def _parts(context: Context, index: int) -> bool:
    """Whether a new line stands before a sentence."""
    before, here = context.sentences[index - 1], context.sentences[index]
    return "\n" in context.text[before.end_char : here.start_char]


def _subheading(context: Context, block: _Block, *, anything: bool) -> str | None:
    """The kind that a heading inside a list names ("Entities"), "" where it names a place, ``None``
    where another section begins. In a list that is said to stand "below" it may be ``anything``.
    """
    text = context.text[block.start : block.end]
    if len(text.split()) > _SUBHEAD_WORDS or any(
        e.sentence == block.first for e in context.events_of("designation")
    ):
        return None
    found = {kind for _, kind in kinds.nouns(context.text, block.start, block.end)}
    if found:
        return found.pop() if len(found) == 1 else ""
    if anything and len(text.split()) < _SUBHEAD_WORDS / 2:
        return ""
    places = context.mentions_in(block.start, block.start + 1, "PLACE")
    return "" if places and places[0].end_char >= block.end - 1 else None


def _bullet(context: Context, block: _Block, kind: str | None) -> list[Target]:
    several = entries.names_only(context, block.start, block.stop)
    return several or entries.bullet(context, block.start, block.stop, kind)


def _paragraph(context: Context, block: _Block, kind: str | None) -> Target | None:
    """The name that a paragraph begins with, where it is one entry of a list."""
    acts = (e for e in context.events_of("designation") if e.sentence == block.first)
    if any(lexicon()[e.source].voice != "passive" for e in acts):
        return None
    return entries.entry(context, block.start, block.stop, kind)
