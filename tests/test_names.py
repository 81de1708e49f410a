"""Names by lexicon and rules alone: found, resolved, linked; people and the roles of agencies."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor import names
from extractor.names import resolve
from extractor.names.merge import Candidate, Proposal, schedule, trimmed
from extractor.names.resolve import complete, surnames
from extractor.names.text import fold
from extractor.types import Release, Sentence
from tests.test_linear_cost import calls

FINDER = names.NameFinder(tagger=None)


def find(text: str, issuer: str | None = None):
    return next(FINDER.pipe([Release("r", text, issuer=issuer)], [()]))


def labelled(text: str) -> set[tuple[str, str]]:
    return {(m.text, m.label) for m in find(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He was seen by Special Agent in Charge Dana R. Whitlock of the DEA.", {("Dana R. Whitlock", "PERSON"), ("DEA", "AGENCY")}),
        ("Trial Attorneys Noor Haddad, Luis Prado and Kim Vance tried it.", {("Noor Haddad", "PERSON"), ("Luis Prado", "PERSON"), ("Kim Vance", "PERSON")}),
        ("Teo Marlow, 41, of Harlan, Kentucky, hid it.", {("Teo Marlow", "PERSON"), ("Harlan", "PLACE"), ("Kentucky", "PLACE")}),
        ("The Marlow County Sheriffs Office called.", {("Marlow County Sheriffs Office", "AGENCY")}),
        ("a Department of the Treasury’s Office of Foreign Assets Control", {("Department of the Treasury", "AGENCY"), ("Office of Foreign Assets Control", "AGENCY")}),
        ("the Department of Justices Criminal Division", {("Department of Justices", "AGENCY"), ("Criminal Division", "AGENCY")}),
        ("He paid the Cartel de Jalisco Nueva Generación (CJNG).", {("Cartel de Jalisco Nueva Generación", "CARTEL"), ("CJNG", "CARTEL")}),
        ("They held 3 kilograms of cocaine and two handguns.", {("cocaine", "SUBSTANCE"), ("handguns", "WEAPON")}),
        ("It breaks 18 U.S.C. § 924(c) and the Lacey Act.", {("18 U.S.C. § 924(c)", "LAW"), ("Lacey Act", "LAW")}),
        ("The arrests were part of Operation Paper Heron.", {("Operation Paper Heron", "PROGRAM")}),
        ("A Mexico-based crew crossed the southwest border.", {("Mexico", "PLACE"), ("southwest border", "PLACE")}),
        ("They listed Sosna, a Russia-based shipping company.", {("Sosna", "ORG")}),
        ("They listed OOO Sosna Trans pursuant to E.O. 14024.", {("OOO Sosna Trans", "ORG")}),
        ("The state-owned bank Junipera paid him.", {("Junipera", "ORG")}),
        ("She is the CEO of Junipera and lives there.", {("Junipera", "ORG")}),
        ("AlderWorks sold it. They paid AlderWorks in May.", {("AlderWorks", "ORG")}),
        ("They are designating Harakat Nur al-Bahr (HNB) as a Specially Designated Global Terrorist. HNB is abroad.", {("Harakat Nur al-Bahr", "CARTEL"), ("HNB", "CARTEL")}),
        ("Alderon Marine S.A. paid him. Later Alderon paid more.", {("Alderon Marine S.A.", "ORG"), ("Alderon", "ORG")}),
        ("They sued Alder Oil Corp., Juniper Gas Inc., and Lirio Ltd. today.", {("Alder Oil Corp.", "ORG"), ("Juniper Gas Inc.", "ORG"), ("Lirio Ltd.", "ORG")}),
        ("He flew from Bogotá to Washington, D.C., that night.", {("Bogotá", "PLACE"), ("Washington, D.C.", "PLACE")}),
    ],
)  # fmt: skip
def test_finds(text, wanted):
    assert wanted <= labelled(text)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("U.S. citizens and Mexican nationals were there.", "U.S."),
        ("They wore a police uniform in the ice.", "ice"),
        ("The company will crack down on fraud.", "crack"),
        ("They sold Coca-Cola.", "Coca"),
        ("Marine S.A. paid him. He joined the Marine at sea.", "Marine"),
        ("Trained, a company may grow.", "Trained"),
    ],
)
def test_leaves_alone(text, surface):
    assert surface not in {m.text for m in find(text)}


def test_a_surname_is_the_person_named_in_full_before():
    found = find("Ana Lucía Ferro, 30, of Laredo, Texas, was charged. Ferro will appear in court.")
    full, short = (m for m in found if m.label == "PERSON")
    assert (full.text, short.text) == ("Ana Lucía Ferro", "Ferro")
    assert full.entity == short.entity


@pytest.mark.parametrize("generation", [", Sr.", ", Jr", " Jr."])
def test_what_tells_a_father_from_his_son_belongs_to_the_name(generation):
    text = f"Ivo Kremp{generation} was charged."
    whole = trimmed(text, Candidate(0, 9, "PERSON", "model"))
    assert whole is not None
    assert text[: whole.end] == f"Ivo Kremp{generation}"


def test_an_acronym_that_the_release_defines_links_as_its_long_form():
    text = "The Tri-Valley Gang Impact Task Force (TVGIT) led the case. TVGIT made arrests."
    bodies = [m for m in find(text) if m.label == "AGENCY"]
    assert [m.text for m in bodies] == ["Tri-Valley Gang Impact Task Force", "TVGIT", "TVGIT"]
    assert len({m.canonical for m in bodies}) == 1
    assert len({m.entity for m in bodies}) == 1


@pytest.mark.parametrize(
    ("text", "surface", "canonical", "id_"),
    [
        ("Agents of ATF came.", "ATF", "Bureau of Alcohol, Tobacco, Firearms and Explosives", "us-atf"),
        ("The Justice Department said so.", "Justice Department", "U.S. Department of Justice", "us-doj"),
        ("The FBI’s El Paso Field Office led it.", "El Paso Field Office", "El Paso Field Office, Federal Bureau of Investigation", None),
        ("The U.S. Attorneys Office for the District of Maine led it.", "U.S. Attorneys Office for the District of Maine", "U.S. Attorney's Office for the District of Maine", None),
        ("Members of MS-13 fled.", "MS-13", "Mara Salvatrucha", "ms-13"),
        ("They drove to Sonora from Texas.", "Sonora", "Sonora", "MX-SON"),
        ("He lives in Nogales, Arizona.", "Nogales", "Nogales", "US-AZ"),
        ("He fled to Honduras.", "Honduras", "Honduras", "HN"),
        ("A jury in the Eastern District of Texas agreed.", "Eastern District of Texas", "Eastern District of Texas", "us-ed-tx"),
    ],
)  # fmt: skip
def test_links(text, surface, canonical, id_):
    mention = next(m for m in find(text) if m.text == surface)
    assert (mention.canonical, mention.canonical_id) == (canonical, id_)


def test_the_bare_department_is_the_issuers():
    text = "The Department of State offers a reward. The Department thanks its partners."
    last = [m for m in find(text, issuer="U.S. Department of State") if m.label == "AGENCY"][-1]
    if last.text == "Department":
        assert last.canonical == "U.S. Department of State"


def rows(text: str):
    release = Release("r", text, issuer="U.S. Department of Justice")
    bounds, at = [], 0
    for part in text.split("\n"):
        bounds.append(Sentence(at, at + len(part), "body"))
        at += len(part) + 1
    mentions = next(FINDER.pipe([release], [tuple(bounds)]))
    return names.people(release, bounds, mentions), names.agency_roles(release, bounds, mentions)


def test_people_have_age_residence_nationality_aliases_and_role():
    people, _ = rows(
        "Marco Antonio Ruelas, also known as “Topo,” 38, of Laredo, Texas, was sentenced today.\n"
        "Hector Salgado, a Mexican national, pleaded guilty in May.\n"
        "U.S. Attorney Janet Holloway announced the sentence."
    )
    by_name = {p.name: p for p in people}
    ruelas = by_name["Marco Antonio Ruelas"]
    assert (ruelas.age, ruelas.residence, ruelas.role) == (38, "Laredo, Texas", "defendant")
    assert ruelas.aliases == ("Topo",)
    salgado = by_name["Hector Salgado"]
    assert (salgado.nationality, salgado.country, salgado.role) == ("Mexican", "MX", "defendant")
    assert by_name["Janet Holloway"].role == "official"


def test_agencies_have_roles():
    _, roles = rows(
        "The FBI investigated the case.\n"
        "The U.S. Marshals Service provided valuable assistance.\n"
        "The Criminal Division is prosecuting the case.\n"
        "The Government of Colombia cooperated."
    )
    found = {(r.agency, r.role) for r in roles}
    assert ("U.S. Department of Justice", "issuer") in found
    assert ("Federal Bureau of Investigation", "investigating") in found
    assert ("U.S. Marshals Service", "assisting") in found
    assert ("Criminal Division, U.S. Department of Justice", "prosecuting") in found
    assert ("Government of Colombia", "foreign_partner") in found


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dana R. Whitlock", ["Whitlock"]),
        ("Juan “El Toro” Pérez Luna, Jr.", ["Luna", "Pérez Luna", "Pérez"]),
        ("Ismail al-Barq", ["Barq"]),
    ],
)
def test_surnames(name, short):
    assert set(short) <= set(surnames(name))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Alder Petrochemical Co. Ltd.", ["Alder Petrochemical", "Alder"]),
        ("OOO Sosna Trans", ["Sosna Trans", "Sosna"]),
        ("Juniper Savings Bank", []),
    ],
)
def test_company_forms(name, short):
    assert resolve.company_forms(name) == short


def test_schedule_takes_the_disjoint_spans_of_highest_sum():
    def span(start, end, weight):
        return weight, Proposal(start, end, "ORG", frozenset(), 1.0, ())

    chosen = schedule([span(0, 10, 3.0), span(0, 4, 2.0), span(5, 10, 2.0), span(9, 12, 0.5)])
    assert [(p.start, p.end) for _, p in chosen] == [(0, 4), (5, 10)]


def test_complete_adds_surnames_but_nothing_inside_names():
    text = "Ana Ferro met Ferro Street owners. Ferro left."
    kept = [Candidate(0, 9, "PERSON", "rule"), Candidate(14, 26, "PLACE", "rule")]
    assert [text[c.start : c.end] for c in complete(text, kept)] == [
        "Ana Ferro",
        "Ferro Street",
        "Ferro",
    ]


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_yields_disjoint_spans_that_are_its_own(text):
    found = find(text)
    assert all(text[m.start_char : m.end_char] == m.text for m in found)
    assert all(a.end_char <= b.start_char for a, b in itertools.pairwise(found))


@given(st.lists(st.sampled_from(
    ["The", "DEA", "(DEA)", "of", "and", "Juan", "Pérez,", "33,", "aka", "“El", "Toro”", "Texas", "Houston,", "Police",
     "Department", "Office", "Act", "18", "U.S.C.", "§", "Cartel", "de", "’s", "\n", "Operation", "United", "States", "s"]
), max_size=60))  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_mix_of_name_words_yields_disjoint_spans(parts):
    text = " ".join(parts)
    release = Release("r", text)
    found = find(text)
    assert all(text[m.start_char : m.end_char] == m.text for m in found)
    assert all(a.end_char <= b.start_char for a, b in itertools.pairwise(found))
    names.people(release, (), found)
    names.agency_roles(release, (), found)


@given(st.text(max_size=200))
def test_folding_keeps_every_offset(text):
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    "unit",
    [
        "Aa Bb ",
        "A. ",
        "Police ",
        "“A” ",
        "of the ",
        "(X) ",
        "Cartel de ",
        "Doe, 33, of ",
        "aka ",
        "\n",
    ],
)
def test_work_is_linear_in_the_text(unit):
    find(unit * 100)  # what is loaded or compiled on first use
    once, twice = (calls(find, unit * (size // len(unit))) for size in (5_000, 10_000))
    assert twice < 2.5 * once + 500  # quadratic: 4 times


@given(
    st.lists(st.text(alphabet="aBs .@", min_size=1, max_size=4), max_size=6),
    st.text(alphabet="aBs .@", max_size=40),
)
def test_occurrences_are_those_of_an_alternation_longest_first(forms: list[str], text: str) -> None:
    forms = [form for form in forms if form.strip()]
    if not forms:
        return
    alternation = "|".join(sorted(map(re.escape, forms), key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w@])(?:{alternation})s?(?![\w@])(?!\.\w)")
    found = [(start, end) for start, end, _ in resolve._occurrences(text, dict.fromkeys(forms))]
    assert found == [m.span() for m in pattern.finditer(text)]
