"""Who took something: said in the clause, or elsewhere of the same incident."""

from __future__ import annotations

import re

from extractor.records.context import Context
from extractor.records.seizures.bodies import Body, is_unit, named_officers, possessor, ships_in
from extractor.records.seizures.scenes import Scenes
from extractor.types import Event, Mention

_BY = re.compile(r"\bby\s+(?:[\w’'-]+\s+){0,6}$", re.IGNORECASE)
# Bodies without a name of their own: "Mexican authorities", "Costa Rican security services".
_NATIONAL_BODY = re.compile(
    r"\b(?:(?:[A-Z][a-z]+ )?[A-Z][a-z]+(?:an|ese|ish|ch|i|ian|ean)|U\.K\.|UK|British|Dutch|Greek|"
    r"French)\s+(?:\w+\s+){0,2}?"
    r"(?:authorities|police|security services|security forces|law enforcement|navy|customs|"
    r"coast guard|military|prosecutors|officials|soldiers|marines|army)\b"
    r"|\bU\.S\. local, federal,? and state law enforcement agencies\b"
)
# Officers of one kind of body, and the words in that body's name.
_KINDS = (
    (re.compile(r"\bdeput(?:y|ies)\b", re.I), re.compile(r"Sheriff", re.I)),
    (re.compile(r"\btroopers?\b", re.I), re.compile(r"Patrol|State Police|Public Safety", re.I)),
    (re.compile(r"\b(?:detectives?|police)\b", re.I), re.compile(r"Police", re.I)),
    (re.compile(r"\b(?:crews?|boarding (?:team|officers?)|cutter)\b", re.I),
     re.compile(r"Coast Guard|Cutter|Navy", re.I)),
)  # fmt: skip
_REPORTING = re.compile(
    r"\b(?:announced|said|according to|alleges?|stated|told|praised|thank\w*)\b", re.IGNORECASE
)
# Another body comes in only to take over, help or prosecute.
_HANDED = re.compile(
    r"\b(?:turned over|transferred|handed over|referred|released|remanded|custody|assist\w*|support"
    r"\w*|prosecut\w*|charged|helped?|with (?:the )?help|investigation (?:was|is)|passed)\b[^.;]*$",
    re.IGNORECASE,
)
_INVESTIGATED = re.compile(
    r"\b(?:investigated by|investigation by (?:the )?(?-i:[A-Z])|"
    r"investigation (?:was|is being|is) (?:conducted|led|handled)|"
    r"investigat(?:ed|ing) (?:the|this) (?:case|matter)|led the investigation|"
    r"conducted (?:the|this) investigation|(?:case|investigation) (?:is|was) (?:being |the result "
    r"of )?(?:an? |the )?(?:\w+ )?(?:investigat\w+|led|conducted|joint)|investigative efforts?|"
    r"result of an? (?:\w+ )?investigation|assisted (?:in|with) the (?:investigation|case))",
    re.IGNORECASE,
)
_PROSECUTING = re.compile(r"\bprosecut|\bTrial Attorney|\bAssistant U\.?S\.? Attorney")
_JOINED = re.compile(
    r"(?:\s*\([^)]*\)|\))?[’']?s?(?:\s+(?:agents|officers|detectives|deputies|inspectors|"
    r"special))*\s*"
    r"(?:,|;|,?\s*(?:and|with|along with|as well as|together with|assisted by|in coordination "
    r"with))\s*(?:with\s+)?"
    r"(?:the\s+|(?:special\s+)?(?:officers|agents|deputies)\s+(?:from|with|of)\s+(?:the\s+)?|an\s+|"
    r"embarked\s+)*",
    re.IGNORECASE,
)
# "A’s B", "A (AA) B": B is a part of A, and the one that acted.
_PART_NEXT = re.compile(r"(?:\s*\([A-Z&.-]+\))?(?:[’']s?)?(?:\s*\([A-Z&.-]+\))?\s+")


def who(context: Context, scenes: Scenes, event: Event, *, passive: bool) -> list[Body]:
    """The bodies that took it: the verb's subject, or the agent behind "by".

    Where the sentence says only "agents" or nobody, the nearest sentence of the incident that names
    a body at work decides, then the summary, then the bodies that the release says investigated,
    then the body that the release is about. A country counts where it is the verb's subject
    ("Mexico seized"). A unit is told together with its body.
    """
    bodies = _said(context, scenes, event, passive=passive) or _principal(context, scenes)
    if len(bodies) == 1:
        text = context.text
        (body,) = bodies
        if is_unit(text[body.start_char : body.end_char]):
            whole = possessor(context, body.start_char)
            bodies += [whole] if whole else _principal(context, scenes)
    return bodies


def _said(context: Context, scenes: Scenes, event: Event, *, passive: bool) -> list[Body]:
    text = context.text
    sentence = context.sentences[event.sentence]
    after = context.mentions_in(event.trigger_end, sentence.end_char, "AGENCY")
    agents = [m for m in after if _BY.search(text[event.trigger_end : m.start_char])]
    if agents and agents[0].start_char - event.trigger_end < 200:
        return _run(context, agents[0], after)
    stop = min(sentence.end_char, event.trigger_end + 80)
    if national := _national(text, event.trigger_end, stop, by=True):
        return national
    if not passive and (subject := _subject(context, event)):
        return subject
    if passive and (acting := _acting(context, sentence.start_char, event.trigger_start)):
        return acting
    if announcer := _announcer(context, event):
        return announcer
    words = text[sentence.start_char : event.trigger_start]
    vague = re.search(r"\b(?:law enforcement|authorities|the government)\b", words, re.IGNORECASE)
    if vague:
        return investigators(context)
    return (
        _elsewhere(context, scenes, event.sentence, words)
        or investigators(context)
        or _issuer(context, scenes)
    )


_NOT_TAKING = re.compile(
    r"Justice|Attorney|Court|White House|Spokesperson|Government|\b(?:Biden|Trump|Obama|Bush|"
    r"Clinton|Harris)\b|Embassy|Europol|Eurojust|Interpol|State Department|"
    r"Department of (?:State|Homeland Security|the Treasury)|Secretary|Congress|Senate|Laboratory|"
    r"Ministry"
)


def _principal(context: Context, scenes: Scenes) -> list[Body]:
    """The body that the release is about: the first that its first paragraph names, unless
    prosecutors speak in it, who tell of what others took; else its issuer.
    """
    text = context.text
    lead = [context.sentences[i] for i in scenes.lead()]
    named = [
        m
        for s in lead
        for m in context.mentions_in(s.start_char, s.end_char, "AGENCY")
        if s.zone != "headline"
    ]
    if any(_PROSECUTOR.search(m.text) for m in named):
        return []
    for m in named:
        handed = _HANDED.search(text[max(0, m.start_char - 60) : m.start_char])
        if not handed and not _NOT_TAKING.search(m.text):
            return [_full(context, m)]
    for s in lead:
        if s.zone != "headline" and (
            named_here := named_officers(context, s.start_char, s.end_char)
        ):
            return named_here
    if context.release.issuer is None and (force := _ourselves(context)):
        return [force]
    issuer = context.release.issuer
    if issuer is None or _NOT_TAKING.search(issuer):
        return []
    own = next((m for m in context.mentions if m.canonical == issuer), None)
    return [_full(context, own)] if own else []


_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|us)\b(?! (?:nation|country|government|partners))")
_POLICE = re.compile(r"Police|Sheriff|Constabulary|Customs|Border|Patrol|Gard|Force|Guard")


def _ourselves(context: Context) -> Body | None:
    """The one force that a release written as "we" names, be it in the line on whom to call."""
    told = any(
        s.zone in ("body", "headline") and _WE.search(context.words(i))
        for i, s in enumerate(context.sentences)
    )
    forces = [m for m in context.mentions if m.label == "AGENCY" and _POLICE.search(m.text)]
    if not told or len({m.entity or m.text for m in forces}) != 1:
        return None
    return _full(context, forces[0])


_PROSECUTOR = re.compile(r"Justice|Attorney|Prosecut|Court\b")


def _acting(context: Context, start: int, end: int) -> list[Body]:
    """The body whose officers act in ``text[start:end]``: "police raided a home, where"."""
    found = context.mentions_in(start, end, "AGENCY")
    for m in found:
        if _at_work(context, m, start, end):
            return _with_ship(context, _run(context, m, found), start, end)
    return named_officers(context, start, end)


def _with_ship(context: Context, bodies: list[Body], start: int, end: int) -> list[Body]:
    """The bodies, and the ship of theirs that the text names beside them."""
    ships = ships_in(context, start, end)
    known = any(b.start_char <= s.start_char < b.end_char for s in ships for b in bodies)
    return bodies if known else [*ships, *bodies]


# "with help from the Coast Guard in interdicting"
_IN_DOING = re.compile(r"\s+in\s+(?:\w+ing\s+and\s+)?")
_HAS_DONE = re.compile(r"(?:\s+(?:has|have|had|also|and|\w+ed|made|\w+ic|\w+ly))*\s*|"
                       r"\s+(?:has\s+|have\s+)?(?:made|\w+ed)\s+(?:[\w-]+\s+){0,3}")  # fmt: skip


_DOES = re.compile(r"\s+(?:has\s+|have\s+|also\s+)*(?:made|seized|\w{3,}ed)\b")


def _issuer(context: Context, scenes: Scenes) -> list[Body]:
    """Who announced it in the summary; prosecutors announce what others took."""
    for index in scenes.lead():
        s = context.sentences[index]
        for m in context.mentions_in(s.start_char, s.end_char, "AGENCY"):
            if re.match(r"(?:\s*\([^)]*\))?[^.;]{0,30}\b(?:announced|said|unveiled|released|"
                        r"reported|reports?|concluded)\b",
                        context.text[m.end_char : m.end_char + 60]) and not re.search(
                r"Justice|Attorney|White House|Court", m.text
            ):  # fmt: skip
                return [_full(context, m)]
    return []


def _subject(context: Context, event: Event) -> list[Body]:
    text = context.text
    start = context.sentences[event.sentence].start_char
    before = [
        m
        for m in context.mentions_in(start, event.trigger_start, "AGENCY")
        if not _REPORTING.search(text, m.end_char, event.trigger_start)
        and not _HANDED.search(text[max(start, m.start_char - 60) : m.start_char])
    ]
    clause = max(start, event.start_char)
    last = before[-1].end_char if before else clause
    if doer := _doer(context, max(clause, last), event.trigger_start):
        return [doer]
    if before:
        near = [m for m in before if m.start_char >= event.start_char] or before
        # "the agency opened the case when officers of another examined a box and found"
        own = [
            m
            for m in near[1:]
            if _WHEN.search(text, near[0].end_char, m.start_char)
            and _at_work(context, m, start, event.trigger_start)
        ]
        near = own or near
        return _with_ship(context, _run(context, near[0], near), start, event.trigger_start)
    if national := _national(text, start, event.trigger_start, by=False):
        return national[-1:]
    if named := named_officers(context, start, event.trigger_start):
        return named
    for m in context.mentions_in(start, event.trigger_start, "AGENCY"):
        if _IN_DOING.fullmatch(text, m.end_char, event.trigger_start):
            return [_full(context, m)]
    for m in reversed(context.mentions_in(start, event.trigger_start, "PLACE")):
        heads = (
            text[start : m.start_char].rstrip().endswith((",", "•", "-")) or m.start_char == start
        )
        if _FROM.search(text, max(start, m.start_char - 12), m.start_char):
            continue  # "a passenger from Cairo"
        if _HAS_DONE.fullmatch(text, m.end_char, event.trigger_start) or (
            heads and _DOES.match(text, m.end_char)
        ):
            return [Body(m.start_char, m.end_char)]
    return []


_WHEN = re.compile(r"\b(?:when|after|where|while|as)\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|in|of|to|at|near|for|via)\s+(?:the\s+)?$")
# A name that stands as the verb's subject, whether or not the name finder knows it.
_SUBJECT = re.compile(
    r"(?:^|[,;:]\s|\band\s|\bwhile\s|\bthat\s)(?:[Tt]he\s+)?(?:(?:last|this|in|on)\s[\w\s]{3,20}?\s)?(?:the\s+)?"
    r"(?P<body>[A-Z]{3,6}|(?:[A-Z][\w’&.-]+\s+(?:(?:of|for|and|the)\s+){0,2}){1,5}(?:[A-Z][\w’&.-]+|police|navy|customs|army|"
    r"authorities|prosecutors))"
    r"(?:\s+(?:also|has|have|had|then|later|recently|\w+ly))*\s+$"
)
_CLAUSE = 150  # characters before the verb in which its subject is looked for
_NO_BODY = re.compile(r"\b(?:On|In|During|After|While|When|At|From|This|That|These|Last)\b")


def _doer(context: Context, start: int, trigger: int) -> Body | None:
    """The unlisted body right before the verb: "Border Force seized"."""
    start = max(start, trigger - _CLAUSE)
    m = _SUBJECT.search(context.text[start:trigger])
    if m is None or _NO_BODY.search(m["body"]):
        return None
    left, right = start + m.start("body"), start + m.end("body")
    known = context.mentions_in(left, right)
    if context.dates_in(left, right) or any(k.end_char > right - 2 for k in known):
        return None  # a person, a place, or a body that is found in another way
    return Body(left, right)


_ANNOUNCED = re.compile(r"\bannounced\b[^.;]{0,30}\bthe\s+$")


def _announcer(context: Context, event: Event) -> list[Body]:
    """Who announced "the seizure of"."""
    start = context.sentences[event.sentence].start_char
    if not _ANNOUNCED.search(context.text, start, event.trigger_start):
        return []
    before = context.mentions_in(start, event.trigger_start, "AGENCY")
    return _run(context, before[0], before) if before else []


def _national(text: str, start: int, end: int, *, by: bool) -> list[Body]:
    return [
        Body(m.start(), m.end())
        for m in _NATIONAL_BODY.finditer(text, start, end)
        if not by or text[max(start, m.start() - 7) : m.start()].rstrip().endswith(("by", "by the"))
    ]


def _run(context: Context, first: Mention, candidates: list[Mention]) -> list[Body]:
    """``first`` and the agencies joined to it ("A, B and C"), each in its fullest form."""
    run = [first]
    for m in candidates:
        last = run[-1]
        if m.start_char <= last.start_char:
            continue
        gap = context.text[last.end_char : m.start_char]
        if gap.endswith("("):
            continue  # an acronym in brackets
        if _PART_NEXT.fullmatch(gap):
            if is_unit(m.text):
                run.append(m)  # a part that says little alone
            else:
                run[-1] = m
        elif len(gap) < 90 and _JOINED.fullmatch(gap):
            run.append(m)
    return [_full(context, m) for m in run]


def _full(context: Context, mention: Mention) -> Body:
    """The body by its full name where the mention is an acronym and the release spells it out."""
    m = mention
    if len(m.text) <= 6 and m.text.isupper():
        full = context.fullest(m)
        if not full.text.isupper() and len(full.text) < 80:
            m = full
    end = m.end_char
    if officers := re.search(r"\s+(?:officers|agents|deputies|troopers)$", m.text):
        end = m.start_char + officers.start()
    elif _LOST_APOSTROPHE.fullmatch(m.text):
        end -= 1  # "the FBIs search"
    return Body(m.start_char, end)


_LOST_APOSTROPHE = re.compile(r"[A-Z]{3,5}s")


def _elsewhere(context: Context, scenes: Scenes, sentence: int, words: str) -> list[Body]:
    """Bodies at work in the incident's other sentences, or in the summary."""
    order = [*scenes.before(sentence), *scenes.behind(sentence, 2)]
    if any(scenes.summary(e.sentence) for e in context.events_of("seizure")):
        order += [i for i in scenes.lead() if i not in order and i != sentence]
    names = [kind for officers, kind in _KINDS if officers.search(words)]
    for wanted in (*names, None):
        for index in order:
            s = context.sentences[index]
            for m in context.mentions_in(s.start_char, s.end_char, "AGENCY"):
                if wanted is not None and not wanted.search(m.text):
                    continue
                if wanted is None and not _at_work(context, m, s.start_char, s.end_char):
                    continue
                found = context.mentions_in(m.start_char, s.end_char, "AGENCY")
                return _with_ship(context, _run(context, m, found), s.start_char, s.end_char)
            if wanted is None and (named := named_officers(context, s.start_char, s.end_char)):
                return named
    return []


_WORKING = re.compile(
    r"(?:\s*\([^)]*\))?(?:[’']s?)?,?\s+(?:[\w’',&-]+\s+){0,4}?(?:special agents?|agents?|officers?|"
    r"deput(?:y|ies)|troopers?|investigators?|detectives?|crews?|specialists?|inspectors?|"
    r"canine|K-?9|units?|personnel|soldiers|marines|sailors|rangers|wardens|"
    r"boarding team|seized?|seizes|intercept\w*|found|stopp\w+|arrest\w*|execut\w+|recovered|"
    r"conducted|launched|diverted|located|discovered)\b"
    # or a deed right behind the name
    r"|(?:\s*\([^)]*\))?(?:\s+(?:also|then|later|today|\w+ly))?\s+(?:took|made|came|ran|forced|"
    r"(?!announced|stated|reported|alleged|praised|thanked|charged|prosecuted|assisted|supported|"
    r"helped|investigated|participated|joined|worked|teamed|"
    r"partnered|contributed|coordinated|provided|added|issued|published|released|hosted|continued)\w{3,}ed)\b"
)
_OFFICERS_OF = re.compile(
    r"\b(?:agents?|officers?|deput(?:y|ies)|troopers?|investigators?|detectives?|crews?|"
    r"specialists?|inspectors?)\s+(?:\w+\s+){0,3}?(?:of|with|from|at|aboard|assigned to)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)


def _at_work(context: Context, m: Mention, start: int, end: int) -> bool:
    """Whether the mention names officers who act in its sentence."""
    text = context.text
    if _HANDED.search(text[max(start, m.start_char - 70) : m.start_char]):
        return False
    before = text[max(start, m.start_char - 60) : m.start_char]
    return bool(
        _WORKING.match(text, m.end_char, min(end, m.end_char + 90)) or _OFFICERS_OF.search(before)
    )


def investigators(context: Context) -> list[Body]:
    """Agencies that the release says investigated the case; acronyms in brackets are left out."""
    out: list[Body] = []
    for s in context.sentences:
        if s.zone == "boilerplate" or not _INVESTIGATED.search(
            context.text, s.start_char, s.end_char
        ):
            continue
        stop = _PROSECUTING.search(context.text, s.start_char, s.end_char)
        for m in context.mentions_in(s.start_char, stop.start() if stop else s.end_char, "AGENCY"):
            if context.text[m.start_char - 1 : m.start_char] != "(":
                out.append(_full(context, m))
    return list(dict.fromkeys(out))
