"""Names that follow a form: police departments, sheriffs, courts, field offices, acts, operations.

Each rule is a regular expression over single lines and a list of gate words: a rule is tried only in
texts that contain one of its gates, so that most cost nothing in most releases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.names.gazetteer import places

_U = r"[A-ZÀ-ÖØ-Þ]"
# A capitalised word without a possessive, an abbreviation, or an ampersand between capitals
_STOP = (
    r"(?!(?:The|A|An|In|On|At|Of|For|And|Or|To|By|With|From|Under|Over|After|Before|During|As|His|Her|Their|Its"
    r"|This|That|These|Those|Who|Which|When|While|Where|If|But|Also|Additionally|However|Today|Earlier|Yesterday"
    r"|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|More|Many|Several|Former|Alleged|Final|Members?"
    r"|Leaders?|Associates?|Offers?|Announc(?:es?|ed|ing)|Sentenc(?:ed|es)|Convict(?:ed|s)|Charg(?:ed|es)"
    r"|Plea(?:ds?|ded)|Indict(?:ed|s)|Arrest(?:ed|s)|Extradit(?:ed|es)|Seek(?:s|ing)|Sign(?:s|ed|ing)|Host(?:s|ed)"
    r"|Deliver(?:s|ed)|Join(?:s|ed)|Welcom(?:es|ed)|Establish(?:es|ed|ing)|Releas(?:es|ed|ing)|Launch(?:es|ed|ing)"
    r"|Enforc(?:e|es|ed|ing)|Designat(?:es?|ed|ing)|Sanction(?:s|ed|ing)(?! Act| Reg)|Seiz(?:es?|ed|ing)|Settles?"
    r"|Found|Admits|Faces|Receives?|Ordered|Target(?:s|ing|ed)|Tied|Linked|Million|Billion|Mr|Ms|Mrs|Dr"
    r"|January|February|March|April|June|July|August|September|October|November|December|WASHINGTON)\b)"
)
_W = (
    rf"(?:{_STOP}(?:(?:{_U}\.){{1,3}}(?:-\w+)*|(?:St|Ft|Mt|Ste)\.|{_U}[\w]*(?:[-/]\w+)*))"
)
_WS = rf"{_W}(?: {_W}){{0,4}}"
# Capitalised words joined as in the name of an office: "Justice and Public Security"
_OF = rf"{_W}(?:(?:,? (?:and|&)|,)? (?:(?:of|for|on|in) (?:the )?|the )?{_W}){{0,9}}"
_OFX = rf"{_W}(?: (?:(?:of|for|on|in)(?: the)? |(?:and|&) |the )?{_W}){{0,9}}"
_S = r"[’']?s?[’']?"  # a possessive, whole or lost


@cache
def _states() -> str:
    forms: set[str] = set()
    for place in places().values():
        if place.kind == "state" and place.country == "US":
            forms.update(place.aliases)
            forms.update(place.abbreviations)
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


class Found(NamedTuple):
    """A span that a rule of this module found."""

    start: int
    end: int
    label: str
    rule: str


class _Rule(NamedTuple):
    name: str
    label: str
    gates: tuple[str, ...]
    pattern: re.Pattern[str]


_LOCAL = (
    rf"Police Department|Police Departments|Police Service|Police Bureau|Police Force|Police"
    rf"|Division of Police|Bureau of Police|Department of Police|Metropolitan Police Department"
    rf"|County Sheriff{_S} (?:Office|Department)|Sheriff{_S} (?:Office|Department)"
    rf"|County District Attorney{_S} Office|District Attorney{_S} Office"
    rf"|(?:County )?State{_S} Attorney{_S} Office|(?:County )?Prosecutor{_S} Office"
    rf"|Commonwealth{_S} Attorney{_S} Office|Fire Department|Fire-Medical Department"
    rf"|Highway Patrol|State Police|State Patrol|Probation Department|Constable{_S} Office"
    rf"|Marshal{_S} Office|Attorney General{_S} Office|Rescue Squad|Medical Examiner{_S} Office"
)


@cache
def _rules() -> tuple[_Rule, ...]:
    state = rf"(?:{_states()})"
    rows: list[tuple[str, str, tuple[str, ...], str]] = [
        (
            "local-force",
            "AGENCY",
            ("Police", "Sheriff", "Attorney", "Patrol", "Fire", "Prosecutor", "Probation",
             "Marshal", "Constable", "Squad", "Examiner"),
            rf"{_WS}(?:,? {state},?)?(?:,? County,?)? (?:{_LOCAL})\b",
        ),
        (
            "police-list",
            "AGENCY",
            ("Departments", "departments", "Offices"),
            rf"(?:{_W}(?: {_W}){{0,2}}, ){{0,5}}{_W}(?: {_W}){{0,2}},? and {_W}(?: {_W}){{0,3}} (?:Police Departments|Field Divisions|Field Offices|Country Offices)"
            rf"|[Pp]olice (?:and fire )?[Dd]epartments of (?:{_W}(?: {_W}){{0,2}}, ){{0,6}}{_W}(?: {_W}){{0,2}},? and {_W}(?: {_W}){{0,2}}(?:, {state})?"
            rf"|(?:U\.S\. )?Departments of (?:the )?{_W}(?: {_W}){{0,2}}(?:, (?:the )?{_W}(?: {_W}){{0,2}}){{0,4}}(?:,? and (?:the )?{_W}(?: (?:and )?{_W}){{0,3}})?",
        ),
        (
            "police-of",
            "AGENCY",
            ("Police",),
            rf"(?:City of {_WS} |{_WS} )?(?:National |Federal |Judicial |Civil |Military )?Police of (?:the )?{_WS}"
            rf"|City of {_WS} (?:Police(?: Department)?|Bureau of Police|Division of Police)\b",
        ),
        (
            "state-department",
            "AGENCY",
            ("Department of", "Bureau of", "Division of", "Office of", "Highway", "Gaming", "Commission"),
            rf"{state} (?:State )?(?:Department|Bureau|Division|Office|Board|Commission|Agency) (?:of|for|on) {_OFX}",
        ),
        (
            "us-attorney",
            "AGENCY",
            ("Attorney",),
            rf"(?:{_WS},? (?:{state},? )?)??(?:U\. ?S\.|US|United States) ?Attorney{_S} Offices?"
            rf"(?: (?:for|of|in) ?the (?:(?:Northern|Southern|Eastern|Western|Middle|Central) )?"
            rf"Districts? of (?:the )?(?:{state}|{_W}(?: {_W})?))?",
        ),
        (
            "court",
            "AGENCY",
            ("Court",),
            rf"(?:U\. ?S\.|US|United States) ?(?:District|Bankruptcy|Magistrate) ?Court"
            rf"(?: ?(?:for|of|in) ?the (?:(?:Northern|Southern|Eastern|Western|Middle|Central) )?"
            rf"District of (?:the )?(?:{state}|{_W}(?: {_W})?))?"
            rf"|(?:U\. ?S\.|United States) Court of Appeals(?: for the {_WS} Circuit)?"
            rf"|(?:{_WS} (?:County )?)(?:Superior|Circuit|Supreme|Criminal|District|High|Municipal|Federal) Court\b"
            rf"|(?:Superior|Supreme|High|Federal|Criminal) Court of (?:the )?{_WS}",
        ),
        (
            "office-of",
            "AGENCY",
            ("Office", "Bureau", "Ministr", "Department", "Secretariat", "Directorate", "Embass",
             "Division of", "Commission", "Center", "Centre", "Committee", "Agency", "Institute",
             "Administration", "Service", "Academy", "Council", "Board", "Armed Forces", "Attorney"),
            rf"(?:(?:{_WS} )?(?:Ministry|Ministries|Secretariat|Directorate|Directorate General)"
            rf"|(?:{_W} )?(?:Office|Bureau|Department|Division|Embassy|Consulate General|Consulate"
            rf"|Armed Forces|National Police|Public Ministry|National Assembly))"
            rf" (?:of|for|on|in) (?:the )?{_OFX}",
        ),
        (
            "office-to",
            "AGENCY",
            ("Office", "Center", "Council", "Commission", "Institute", "Agency", "Board", "Administration", "Service"),
            rf"(?:(?:National|Federal|U\.S\.|United States|White House|Presidential|Interagency|State|International)"
            rf" (?:{_W} ){{0,4}}(?:Center|Council|Commission|Institute|Agency|Board|Administration|Service|Bureau|Command|Authority|Laboratory))"
            rf"(?: (?:of|for|on|to) (?:the )?{_OFX})?",
        ),
        (
            "task-force",
            "AGENCY",
            ("Task Force", "Strike Force", "Task force"),
            rf"(?:{_W}(?: (?:and|&|of|on))? ){{1,8}}(?:Task|Strike) Forces?(?: on {_OFX})?",
        ),
        (
            "field-office",
            "AGENCY",
            ("Field", "Division", "Office", "Resident", "Country", "Sector", "Laboratory", "Unit",
             "Section", "Branch", "Directorate", "Squad", "Group", "Command", "Battalion"),
            rf"(?:{_W}(?:,? {state},)?(?: (?:and|&))? ){{1,7}}"
            rf"(?:Field Offices?|Field office|Field Divisions?|District Offices?|Resident Offices?|Resident Agency"
            rf"|Country Offices?|Regional Offices?|Sub-?[Oo]ffice|Post of Duty"
            rf"|Division|Section|Directorate|Branch|Laboratory|Crime Lab|Investigations? Unit"
            rf"|Drug Enforcement Unit|Crimes? Unit|Fraud Unit|Tactical Unit|Interdiction Unit|Gang Unit"
            rf"|Narcotics Unit|Security Unit|Narcotics Task Force|Battalion|Brigade|Fleet|Squadron)\b",
        ),
        (
            "guard",
            "AGENCY",
            ("National Guard", "Coast Guard", "Navy", "Army", "Air Force", "Customs", "Police", "Armed Forces"),
            rf"{_W}(?: {_W})? (?:National Guard|Coast Guard(?: Academy| Cutter {_WS})?|Navy|Army|Air Force|Customs(?: Service)?|National Police|Federal Police|Armed Forces)\b"
            rf"|(?:U\.S\. )?Coast Guard Cutter {_WS}|USS {_WS}",
        ),
        (
            "government",
            "AGENCY",
            ("Government of", "government of", "Governments of"),
            rf"[Gg]overnment of (?:the )?{_W}(?: (?:of (?:the )?)?{_W}){{0,5}}",
        ),
        (
            "facility",
            "AGENCY",
            ("Prison", "Correctional", "Detention", "Penitentiary", "Jail"),
            rf"(?:{_W},? ){{1,5}}(?:Prison Facility|Correctional Facility|Correctional Institution|Correctional Center|Detention Facility|Penitentiary)\b",
        ),
        (
            "act",
            "LAW",
            (" Act",),
            rf"(?:{_W}(?:,? (?:and|&)|,)? (?:(?:of|for|on|in|to|with|from|by|and)(?: the)? |the )?){{1,14}}(?:Amendments )?Act\b(?: of (?:19|20)\d\d|,? (?:for )?Fiscal Year \d{{4}}|, (?:19|20)\d\d)?",
        ),
        (
            "executive-order",
            "LAW",
            ("Executive Order", "E.O.", "EO ", "Proclamation", "Memorandum", "Determination"),
            r"(?:[Ss]ections? \d+\w*(?:\(\w+\))* of )?(?:Executive Orders?(?: \(E\.?O\.?\))?|E\.O\.|EO)(?: No\.)? ?\d{5}(?: \(as amended\))?"
            r"|Presidential Proclamation(?: No\.)? \d+|Presidential Determination(?: No\.)? [\d-]+|National Security (?:Presidential )?Memorandum(?:[- ]\d+)?",
        ),
        (
            "code",
            "LAW",
            ("U.S.C", "U.S. Code", "United States Code", "Federal Regulations", "C.F.R"),
            r"\d+,? U\.?S\.?C\.?(?: ?§+| Sections?| Sec\.)? ?\d+\w*(?:-\d+)?(?: ?\(\w+\))*(?:(?:,| and|, and) \d{3,4}\w*(?: ?\(\w+\))*)*"
            r"|Title \d+,? (?:of the )?(?:U\.S\.|United States) Code,? [Ss]ections? ?\d+\w*(?: ?\(\w+\))*"
            r"|Title \d+,? (?:of the )?Code of Federal Regulations,? (?:Part|[Ss]ection) ?[\d.]+(?: ?\(\w+\))*"
            r"|\d+ C\.?F\.?R\.?(?: Part| §+)? ?\d+(?:\.\d+)?",
        ),
        (
            "section-of",
            "LAW",
            ("ection", "Public Law", "esolution", "UNSCR"),
            rf"[Ss]ections? \d+\w*(?:\(\w+\))*(?:(?: and|, and| or|,) \d+\w*(?:\(\w+\))*)* of (?:the )?(?:{_W}(?:,? (?:and|&)|,)? (?:(?:of|for|on|in|to|with|and)(?: the)? |the )?){{0,12}}(?:Act|FRAA|FAA|INA)\b(?: of (?:19|20)\d\d|, Fiscal Year \d{{4}}|, (?:19|20)\d\d)?"
            r"|[Ss]ection (?:7031|212|301|232|201|219|1103|404)\b(?:\(\w+\))*"
            r"|Public Law \d+-\d+|(?:U\.?N\.? |United Nations )?(?:Security Council |UNSC )?[Rr]esolutions? \d{3,4}(?: \(\d{4}\))?|UNSCRs? \d{3,4}",
        ),
        (
            "treaty",
            "LAW",
            ("Treaty", "Convention", "Accord", "Agreement", "Protocol", "Regulations", "Guidelines", "Declaration", "Pact", "Charter", "Constitution"),
            rf"(?:{_W}(?: (?:and|on|of|for|de))? ){{1,6}}(?:Treaty|Convention|Accords?|Trade Agreement|Protocol|Sanctions Regulations|Administration Regulations|Sentencing Guidelines|Declaration|Pact|Charter)\b(?: (?:on|of|for|against) (?:the )?{_OFX})?"
            rf"|(?:Treaty|Convention|Protocol) (?:on|of|for|against) (?:the )?{_OFX}|(?:Paris|Prespa|Geneva|United States-Mexico-Canada|U\.S\.-Mexico-Canada) Agreement",
        ),
        (
            "operation",
            "PROGRAM",
            ("Operation", "OPERATION"),
            rf"Operation (?!of|and|in )“?{_W}(?: (?:of (?:the )?|the |in )?{_W}){{0,3}}”?(?: \d(?:\.\d)?)?|OPERATION [A-Z]{{3,}}(?: [A-Z]{{3,}}){{0,3}}",
        ),
        (
            "project",
            "PROGRAM",
            ("Project",),
            rf"(?<![a-z] )Project (?!of|and|in )“?{_W}(?: {_W}){{0,2}}”?",
        ),
        (
            "program",
            "PROGRAM",
            ("Program", "Initiative", "Strategy", "Framework", "Partnership", "Dialogue", "Summit", "Plan",
             "Pledge", "Campaign", "Protocols", "Grant", "initiative"),
            rf"(?:{_W}(?: (?:and|&|of|for|on|to|in)(?: the)?)? ){{1,8}}(?:Rewards? Program|Program|Initiative|Strategy|Framework|Partnership|Dialogue|Summit|Action Plan|Response Plan|Pledge|Protection Protocols|Innovation Fund|Grant Program)\b"
            rf"(?: (?:for|of|on|to|Against|against) (?:the )?{_OF})?",
        ),
        (
            "company",
            "ORG",
            ("Inc", "LLC", "Corp", "Ltd", "Bank", "University", "S.A", "Foundation", "GmbH", "Company",
             "Co.", "College", "Association", "Group", "LLP", "Airlines", "Church", "Hospital", "L.P."),
            rf"(?:{_W},?(?: (?:and|&|de|of))? ){{1,6}}(?:Inc\.?|LLC|L\.L\.C\.|Corp\.|Corporation|Co\.,? Ltd\.?|Pte\.? Ltd\.?|Ltd\.?|Limited|S\.A\. de C\.V\.|S\.?A\.?S?\.?(?= |,)|GmbH|LLP|L\.P\.|PC|JSC|FZE|University|State University|College|Bank|Airlines|Foundation|Pharmacy)(?!\w)"
            rf"|University of {_WS}|Bank of {_WS}",
        ),
        (
            "cartel",
            "CARTEL",
            ("artel", "Crips", "Bloods", "Gang", "gang", "rganization", "Crime", "crime", "Motorcycle", "Cártel", "Clan", "Mafia", "DTO", "Locos", "Gangsters"),
            rf"(?:{_W}(?:/ ?| )){{1,4}}(?:Cartel|Drug Cartel|Crips|Bloods|Motorcycle Club|Mafia|DTO|OGs|Locos|Gangsters"
            rf"|(?:[Dd]rug [Tt]rafficking|[Mm]oney [Ll]aundering|[Tt]ransnational [Cc]riminal|[Cc]riminal|[Cc]rime) [Oo]rganization|[Cc]rime [Ff]amily|[Oo]rgani[sz]ed [Cc]rime [Gg]roup)\b(?! Task)"
            rf"|{_W}(?:/?-? ?{_W}){{0,3}}(?= (?:[Ss]treet [Gg]ang|gang|cartel)\b)"
            rf"|C[aá]rtel (?:de|del|de la|de los) {_WS}|Los {_W}(?= (?:cartel|gang|drug))",
        ),
        (
            "district",
            "PLACE",
            ("District of", "DISTRICT OF"),
            rf"(?:(?:Northern|Southern|Eastern|Western|Middle|Central) )?District of (?:the )?(?:{state}|Puerto Rico|Guam)|(?:(?:NORTHERN|SOUTHERN|EASTERN|WESTERN|MIDDLE|CENTRAL) )?DISTRICT OF [A-Z]{{4,}}(?: [A-Z]{{4,}})?",
        ),
        (
            "county",
            "PLACE",
            ("County", "Counties", "Parish", "Province", "River", "Valley", "Port of Entry", "port of entry", "Airport", "Crossing", "Bridge", "Highway", "Interstate", "Street", "Avenue", "Island", "Peninsula", "Refuge", "crossing", "Jail", "Headquarters"),
            rf"(?:{_W} ){{1,3}}(?:County(?: Jail)?|Counties|Parish|Province|River|Valley|Port of Entry|[Pp]orts? of [Ee]ntry|International Airport|Airport|[Cc]rossing|International Bridge|Bridge|Street|Avenue|Boulevard|Island|Peninsula|National Wildlife Refuge|National Park|National Forest)\b"
            rf"|(?:Interstate|Highway|State Route|Route|U\.S\. Highway|I-)[- ]?\d+\b",
        ),
        (
            "region-of",
            "PLACE",
            ("North", "South", "East", "West", "Central", "Upper", "Lower"),
            rf"(?:North|South|East|West|Central|Northern|Southern|Eastern|Western|Northwest|Northeast|Southeast|Southwest|Upper|Lower|Midtown|Downtown) (?:{state}|Guatemala|Mexico|Colombia|Manhattan|Africa|Asia|Europe|America)\b",
        ),
        (
            "city-state",
            "PLACE",
            (",",),
            rf"(?P<city>{_W}(?: (?:de |del |la )?{_W}){{0,3}}), ?(?P<state>{state})(?![\w])",
        ),
    ]  # fmt: skip
    # Calibre, model or make and the adjectives before a kind of arms
    rows.append(
        (
            "weapon",
            "WEAPON",
            ("caliber", "calibre", "mm", "Glock", "Bushmaster", "Colt", "Smith", "Ruger", "Beretta", "M203", "M4",
             "AR-", "AK-", "Barrett", "Taurus", "Sig", "SKS", "Remington", "FN"),
            r"(?:(?:\.\d{2,3}|\d{1,2} ?mm|\d\d?)[- ]?(?:caliber|calibre|mm|gauge)?|[A-Z][\w-]*)(?: (?:semi-?automatic|automatic|single-shot|assault|sniper|style|type|caliber|machine|assault-style|grenade)){0,3}"
            r" (?:pistols?|rifles?|handguns?|revolvers?|shotguns?|machine guns?|launchers?|firearms?|carbines?|ammunition|grenades?)\b",
        )
    )
    return tuple(_Rule(n, lab, g, re.compile(p)) for n, lab, g, p in rows)


# A stretch in which a name may stand: capitalised words, figures and what joins them
_RUN = re.compile(
    r"(?:(?<!\w)(?:[A-ZÀ-ÖØ-Þ]|\.\d\d |\d\d? ?mm |police departments|police and fire|government of|governments of|[Ss]ections? \d|resolution \d|\d+,? (?:U\.?S\.?C|C\.?F\.?R))[^\s]*)"
    r"(?: (?:(?:of|for|on|in|the|and|to|with|from|by|de|del|la|las|los|y|or|against|&|§+|-|–|and/or"
    r"|order|office|offices|fire|drug|money|crime|criminal|street|organized|transnational|trafficking|laundering"
    r"|semi-?automatic|automatic|single-shot|assault|sniper|style|caliber|machine|pistols?|rifles?|handguns?|grenade|launcher"
    r"|departments|police|organization|family|gang|group|ports?|entry|crossing|force|initiative|cartel)[,]?(?= )|[A-ZÀ-ÖØ-Þ0-9(“\"§.][^\s]*|gang|family|organization|group|force|office|entry|crossing|initiative))*"
)


def runs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches outside which no rule of this module can hold."""
    for m in _RUN.finditer(text):
        if m.end() - m.start() > 3:
            yield m.span()


def _after_article(text: str, start: int, end: int) -> int:
    """Where the act's own name begins: behind the last "the" ("pursuant to the Lacey Act")."""
    at = text.rfind(" the ", start, end)
    return at + 5 if at >= 0 and " " in text[at + 5 : end] else start


def find(text: str) -> Iterator[Found]:
    """All spans of all rules; they may overlap, within a rule and between rules."""
    rules = _rules()
    for start, end in runs(text):
        stretch = text[start:end]
        for rule in rules:
            for gate in rule.gates:
                if gate in stretch:
                    break
            else:
                continue
            for m in rule.pattern.finditer(text, start, end):
                if rule.name == "act":
                    yield Found(_after_article(text, *m.span()), m.end(), rule.label, rule.name)
                elif rule.name == "city-state":
                    yield Found(*m.span("city"), "PLACE", rule.name)
                    yield Found(*m.span("state"), "PLACE", rule.name)
                else:
                    yield Found(*m.span(), rule.label, rule.name)
