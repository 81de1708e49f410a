"""The values that could fill a slot of a row, with the cues that link them to its defendant."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import islice

from extractor.records.context import Context
from extractor.records.legal import acting, offenses, setting, slots
from extractor.records.legal.facts import Fact
from extractor.records.legal.linking import Candidate
from extractor.records.legal.reading import Reading
from extractor.records.legal.relations import LEAD, Relations
from extractor.records.legal.totals import CHARGE, CONVICTION, Defendant, Part
from extractor.types import DateSpan, Event, Mention

# Of what the whole release states only so many values are weighed for a row that they do not touch.
_AT_LARGE = 6
_CARRIED = 6
_OFTEN = 4


# Where an offence can stand before the words that tell of an arrest or a sentence.
_TOLD_BEFORE = {"arrested": offenses.wanted_for, "sentenced": offenses.admitted}
_FACES = "legal.faces"
_OF_DISTRICT = frozenset(("court", "office", "charged", "other-court"))


class Candidates:
    """What could fill the slots of a release's rows."""

    def __init__(self, context: Context, reading: Reading, defendants: list[Defendant]) -> None:
        self._context = context
        self._reading = reading
        self.relations = Relations(context, reading, defendants)
        self._marked: dict[int, frozenset[str]] = {}
        self._groups = _most_first(setting.organizations(context))
        self._districts = _most_first(setting.all_districts(context))
        self._names: dict[str, slots.Found] = {}
        self._in_sentence: dict[int, list[tuple[slots.Found, set[str]]]] = {}
        self._charges: dict[int, list[Event]] = {}
        for e in context.events_of("charge"):
            self._charges.setdefault(e.sentence, []).append(e)
        self._brought = next(
            (b for n in range(len(context.sentences)) if (b := acting.bringing(context, n))), []
        )
        self._indicted = setting.indictment_day(context)
        self._lead = [e for e in context.events_of("conviction", "charge") if e.sentence < LEAD + 2]
        self._offenses: dict[int, list[offenses.Offense]] = {}
        self._with_offense: dict[bool, list[Fact]] = {}
        self._worded: dict[int, set[str]] = {}
        # a digest of many cases lends nothing to a case that does not say it itself
        self._one_case = any(f.index < LEAD for f in reading.facts)

    def organization(self, d: Defendant, stage: str) -> list[Candidate]:
        """The criminal organisations that the release ties to the defendant, or to its case."""
        context = self._context
        related = self.relations.of(d, stage)
        out: dict[str, Candidate] = {}
        facts: dict[int, list[Part]] = {}
        for part in d.parts:
            facts.setdefault(part.fact.index, []).append(part)
        phrase = range(d.order, d.order + len(d.text)) if not d.named else range(0)
        for index, ties in related.items():
            s = context.sentences[index]
            for m in context.mentions_in(s.start_char, s.end_char, "CARTEL"):
                cues = self._about_organization(m)
                if m.start_char in phrase:
                    cues = cues | {"phrase"}
                if d.named and self._beside(d, s.start_char, m):
                    cues = cues | {"beside"}
                for part in facts.get(index, ()):
                    e = part.fact.event
                    if part.fact.start <= m.start_char < e.trigger_start:
                        # "a member of the gang was sentenced", of one whom the release names later
                        cues = cues | {"subject" if part.direct else "subject~"}
                if "about" in ties and "is-member" in cues and self.relations.continues(index):
                    # "The two are alleged members of the gang" says it of each of them
                    cues, ties = cues - {"is-member"}, ties | {"own"}
                c = self._at(out, setting.organization_key(m), self._written)
                tied = "tied" if cues & {"tie", "member", "phrase"} else "plain"
                cues = cues - {"tie", "member", "plain"} | {tied}
                c.cues |= {*ties, *cues} | {f"{t}.{tied}" for t in ties}
        self._spread(out, self._groups, self._written, telling=frozenset())
        return list(out.values())

    def members_of(self, d: Defendant) -> slots.Found | None:
        """The organisation whose members the headline is about, or the list that has the defendant.

        A headline counts in a release of one case that names no other organisation.
        """
        if not d.named:
            return None
        leads = [x.sentence for x in self._reading.lists if x.lines and d.key in x.keys]
        at = {p.fact.index for p in d.parts} | set(leads)
        if self._one_case and len(self._groups) == 1 and (leads or min(at, default=LEAD) < LEAD):
            leads += self.relations.title
        for n in leads:
            s = self._context.sentences[n]
            if (key := setting.members_in(self._context, s.start_char, s.end_char)) is not None:
                return self._names.get(key) or setting.written(self._context, key)
        return None

    def _about_organization(self, m: Mention) -> frozenset[str]:
        if m.start_char not in self._marked:
            self._marked[m.start_char] = setting.organization_cues(self._context, m)
        return self._marked[m.start_char]

    def _beside(self, d: Defendant, start: int, m: Mention) -> bool:
        """Whether the defendant is the last one named before the mention, not far from it."""
        before = self._context.mentions_in(max(start, m.start_char - 160), m.start_char, "PERSON")
        return bool(before) and self._reading.cast.key(before[-1]) == d.key

    def _written(self, key: str) -> Candidate:
        if key not in self._names:
            self._names[key] = setting.written(self._context, key)
        found = self._names[key]
        return Candidate(str(found.value), found.start_char, found.end_char)

    def district(self, d: Defendant, stage: str) -> list[Candidate]:
        """The districts and courts before which the defendant can have come."""
        out: dict[str, Candidate] = {}
        for index, ties in self.relations.of(d, stage).items():
            for found, cues in self._districts_of(index):
                c = self._at(out, str(found.value), self._district)
                c.cues |= {*ties} | {f"{t}.{x}" for t in ties for x in cues}
        self._spread(out, self._districts, self._district, telling=_OF_DISTRICT)
        return list(out.values())

    def _districts_of(self, index: int) -> list[tuple[slots.Found, set[str]]]:
        if index not in self._in_sentence:
            self._in_sentence[index] = setting.districts_of(self._context, index)
        return self._in_sentence[index]

    def _district(self, key: str) -> Candidate:
        found = self._districts[key].first
        return Candidate(str(found.value), found.start_char, found.end_char)

    def _at(
        self, out: dict[str, Candidate], key: str, make: Callable[[str], Candidate]
    ) -> Candidate:
        if key not in out:
            out[key] = make(key)
        return out[key]

    def _spread(
        self,
        out: dict[str, Candidate],
        known: Mapping[str, setting.Known],
        make: Callable[[str], Candidate],
        telling: frozenset[str],
    ) -> None:
        """Add the values that the release states most, and how it states each as a whole.

        ``known`` has what it states most first.
        """
        for rank, key in enumerate(known):
            if key not in out and rank >= (_AT_LARGE if self._one_case else 0):
                continue
            c = self._at(out, key, make)
            k = known[key]
            c.cues |= {f"all.{x}" for x in k.cues & telling}
            if rank == 0:
                c.cues.add("main" if self._one_case else "main-of-digest")
            if k.count >= _OFTEN:
                c.cues.add("often")

    def place(self, d: Defendant, stage: str) -> slots.Found | None:
        """Where the defendant was arrested, or the country that extradited it."""
        near, group, top = self._stating(d, stage)
        for part in d.of("extradited") if stage == "extradited" else ():
            if (home := acting.sent_abroad(self._context, part.fact.event)) is not None:
                return home
        positions = dict.fromkeys(near, 0)
        positions.update((p.fact.index, p.position) for p in d.of(*CHARGE))
        if (line := self._reading.headed.get(d.key)) is not None:
            # "Ann Bell, 31, arson (arrested in Redhill)", below "Those charged are:"
            positions.setdefault(line, 0)
        return acting.place(self._context, stage, positions, group, top if self._one_case else [])

    def bodies(self, d: Defendant, stage: str) -> list[slots.Found]:
        """Who arrested, charged or extradited the defendant."""
        near, group, _ = self._stating(d, stage)
        events = [e for n in near for e in self._charges.get(n, ())]
        # of people without names only an arrest counts: the release mostly goes on to name them
        arrests = (e for n in group for e in self._charges.get(n, ()) if e.subtype == "arrested")
        found = acting.bodies(self._context, events, arrests)
        if not found and stage == "charged" and d.named and self._one_case:
            found = self._brought
        return found

    def _stating(self, d: Defendant, stage: str) -> tuple[list[int], list[int], list[int]]:
        """The sentences with facts of the defendant, of people without names, and at the front."""
        out: tuple[list[int], list[int], list[int]] = ([], [], [])
        accused = {p.fact.index for p in d.of(*CHARGE)}
        for index, ties in self.relations.of(d, stage).items():
            if index in accused:
                out[0].append(index)
            elif "heading" in ties or ("group" in ties and self._one_case):
                if stage == "extradited" or (d.named and not self.relations.is_part(index)):
                    out[1].append(index)
            elif not ties.isdisjoint({"top", "title"}):
                out[2].append(index)
        return out

    def offense_of(self, fact: Fact) -> list[offenses.Offense]:
        """The offences that a fact's own words name."""
        key = id(fact)
        if key not in self._offenses:
            self._offenses[key] = offenses.behind(
                self._context, fact.stage, max(fact.event.trigger_end, fact.start), fact.end
            )
            e = fact.event
            if e.source == _FACES and (faced := offenses.faced(self._context, *_trigger(e))):
                self._offenses[key] = faced
            if not self._offenses[key] and fact.stage in _TOLD_BEFORE:
                before = _TOLD_BEFORE[fact.stage]
                self._offenses[key] = before(self._context, fact.start, fact.event.trigger_start)
        return self._offenses[key]

    def offense(self, d: Defendant, stage: str) -> list[Candidate]:
        """The offences that the release names for the defendant, or for others in its case."""
        out: dict[int, Candidate] = {}
        listed = self._reading.offenses.get(d.key)
        if listed is not None and d.parts:
            self._add_offenses(out, d.parts[0].fact, [listed], {"own"}, stage, same=True)
            return list(out.values())
        related = self.relations.of(d, stage)
        mine = {id(p.fact) for p in d.parts}
        # "faces drug charges" says less than the charges themselves
        said = [p for p in d.parts if p.fact.event.source != _FACES]
        told = any(self.offense_of(p.fact) for p in said)
        for part in said if told else d.parts:
            tie = ("own" if part.fact.stage == stage else "other") + ("" if part.direct else "~")
            self._add_offenses(out, part.fact, self.offense_of(part.fact), {tie}, stage)
        if self._one_case:
            others = (f for f in self._naming(stage in CONVICTION) if id(f) not in mine)
            for fact in islice(others, _CARRIED):
                ties = {"carried", *related.get(fact.index, ())}
                if any(t.kind in ("group", "definite") for t in fact.targets):
                    ties.add("of-group")
                self._add_offenses(out, fact, self.offense_of(fact), ties, stage)
        if out:
            max(out.values(), key=lambda c: _fullness(c.cues)).cues.add("fullest")
        return list(out.values())

    def _naming(self, outcomes: bool) -> list[Fact]:
        """The facts that name an offence: court outcomes, or accusations."""
        if outcomes not in self._with_offense:
            self._with_offense[outcomes] = [
                f
                for f in self._reading.facts
                if (f.stage in CONVICTION) == outcomes and self.offense_of(f)
            ]
        return self._with_offense[outcomes]

    def _add_offenses(
        self,
        out: dict[int, Candidate],
        fact: Fact,
        found: list[offenses.Offense],
        ties: set[str],
        stage: str,
        *,
        same: bool = False,
    ) -> None:
        context = self._context
        for n, o in enumerate(found):
            if o.start_char not in self._worded:
                self._worded[o.start_char] = offenses.cues(context, fact.event.trigger_start, o)
            cues = set(self._worded[o.start_char])
            cues.add(f"nth={min(n, 2)}")
            cues.add(f"from={fact.stage}")
            cues.add("same-stage" if same or fact.stage == stage else "other-stage")
            if (fact.stage in CONVICTION) == (stage in CONVICTION):
                cues.add("same-kind")
            zone = context.sentences[fact.index].zone
            cues.add("zone=headline" if zone == "headline" else "zone=text")
            if fact.index < LEAD and zone != "headline":
                cues.add("lead")
            c = out.setdefault(o.start_char, Candidate(o.value, o.start_char, o.end_char))
            c.cues |= cues | ties | {f"{t}.{x}" for t in ties for x in cues}

    def day(self, d: Defendant, stage: str) -> list[Candidate]:
        """The days on which the row's stage can have been reached."""
        context = self._context
        out: dict[int, Candidate] = {}
        costs: dict[str, list[tuple[int, int]]] = {}

        def weigh(
            start: int, event: Event, end: int, tie: str, others: Collection[int] = ()
        ) -> None:
            head = context.sentences[event.sentence].zone == "headline"
            for x in slots.days(context, start, event.trigger_start, event.trigger_end, end):
                if x.day.start_char in others:
                    continue
                when = x.day
                cues, cost = x.cues, x.cost
                if "since" in x.cues and not d.named:
                    # a count of people runs on to the day of the release
                    when = replace(when, end=max(when.end, context.release.published or when.end))
                    cues, cost = frozenset(("total",)), _HEAD
                if others:
                    # the day that "respectively" gives stands as right behind the trigger
                    cues, cost = frozenset(("behind", f"by={when.granularity}", "cost<10")), 0
                c = _candidate(out, when)
                c.cues |= cues | {tie, f"{tie}&{_cheap(cost)}"}
                if head:
                    c.cues.add("headline")
                costs.setdefault(tie.rstrip("~!"), []).append(
                    (cost + 60 * tie.endswith("~"), x.day.start_char)
                )

        for part in d.parts:
            fact = part.fact
            tie = ("own" if fact.stage == stage else fact.stage) + ("" if part.direct else "~")
            start = fact.start
            if not d.named and fact.stage == "arrested" and not context.dates_in(start, fact.end):
                # "On May 3, agents met six men. All were arrested."
                start = context.text.rfind("\n", 0, start) + 1
            shares = slots.shared_days(context, fact.event.trigger_end, fact.end)
            own = part.position if len(shares) == len(fact.targets) else -1
            others = {x.start_char for n, x in enumerate(shares) if n != own} if own >= 0 else ()
            weigh(start, fact.event, fact.end, tie, others)
        bound = {(p.fact.index, p.fact.stage) for p in d.parts}
        for e in self._lead if self._one_case else ():
            if (e.sentence, e.subtype) not in bound:
                s = context.sentences[e.sentence]
                tie = "lead" if e.subtype == stage else f"lead-{e.subtype}"
                tie += "!" if self.relations.others(e.sentence, d) else ""
                weigh(s.start_char, e, s.end_char, tie)
        for tie, found in costs.items():
            cost, at = min(found)
            if cost < _CHEAP:
                out[at].cues.add(f"cheapest-{tie}")
        for part in d.of(stage):
            if context.sentences[part.fact.index].zone != "list_item":
                continue
            for lead in context.leads(part.fact.index):
                s = context.sentences[lead]
                for when in context.dates_in(s.start_char, s.end_char):
                    _candidate(out, when).cues.add("heading")
        if self._indicted is not None and self._one_case:
            _candidate(out, self._indicted).cues |= {"indicted", f"indicted&{stage}"}
        if any("cheapest-own" in c.cues for c in out.values()):
            for c in out.values():
                c.cues.add("beside-own" if "cheapest-own" not in c.cues else "own-day")
        days = any("by=day" in c.cues and "own" in c.cues for c in out.values())
        returned = any("returned" in c.cues for c in out.values())
        for c in out.values():
            if days and "by=day" not in c.cues:
                c.cues.add("coarse")
            if returned and "unsealed" in c.cues:
                c.cues.add("unsealed-later")
            c.cues |= {f"{stage}&{x}" for x in c.cues if x.startswith(("cheapest", "lead"))}
        return list(out.values())


def _trigger(e: Event) -> tuple[int, int]:
    return e.trigger_start, e.trigger_end


def _cheap(cost: int) -> str:
    return "near" if cost < _NEAR else "mid" if cost < _CHEAP else "far"


# Up to this cost a date is likely, and above that it is hardly, the day of the event beside it
# (``slots.days``).
_NEAR = 60
_HEAD = 20
_CHEAP = 400


def _candidate(out: dict[int, Candidate], when: DateSpan) -> Candidate:
    return out.setdefault(when.start_char, Candidate(when, when.start_char, when.end_char))


def _most_first(known: Mapping[str, setting.Known]) -> dict[str, setting.Known]:
    ranked = sorted(known, key=lambda k: (-known[k].weight, known[k].first.start_char))
    return {k: known[k] for k in ranked}


def _fullness(cues: set[str]) -> int:
    """How well an offence's place alone speaks for it: counts before crimes before roles."""
    quality = next(int(c[-1]) for c in cues if c.startswith("quality="))
    own = not cues.isdisjoint({"own", "other"})
    score = 5 * quality + 4 * own + 4 * ("same-stage" in cues) + 2 * ("same-kind" in cues)
    return score - 12 * ("zone=headline" in cues) - 20 * ("carried" in cues)
