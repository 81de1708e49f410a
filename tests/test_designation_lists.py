"""Designations told in lists: below a line, behind a colon, in brackets, by forms of register."""

from __future__ import annotations

import pytest

from extractor.core import Extractor
from extractor.types import Designation

DAY = "2024-05-09"


def rows(extractor: Extractor, text: str) -> list[Designation]:
    extraction = extractor(text, title="Actions of the day", published=DAY)
    return [r for r in extraction.records if isinstance(r, Designation)]


# form, text, the targets with their kinds
LISTS = [
    ("bullets that say what each member does",
     "The Department of State is designating the following entities pursuant to E.O. 14024:\n\n"
     "- Joint Stock Company Institute of Cold Technology is a maker of freezers.\n\n"
     "- 76th Guards Rail Brigade is a unit of the army.\n\n"
     "- SEVER NEDRA JSC develops fields in the north.",
     {"Joint Stock Company Institute of Cold Technology": "entity", "76th Guards Rail Brigade": "entity",
      "SEVER NEDRA JSC": "entity"}),
    ("numbered items with an office behind the name",
     "The following individuals have been added to Schedule 1 of the regulations:\n\n"
     "1. Bahram Tavakkoli, Commander of the Eastern Garrison\n2. Nguyen Van Thach\n"
     "3. Zeynab Shirazi, Deputy Prosecutor General and Member of the Council",
     {"Bahram Tavakkoli": "individual", "Nguyen Van Thach": "individual", "Zeynab Shirazi": "individual"}),
    ("headings that name the kind of what stands below",
     "Full list of those sanctioned today:\n\nIndividuals\n\n- Artem Korobov\n\n- Timur Kadyrbekov\n\n"
     "Ships\n\n- CAPE ORLOV (IMO 9314882)\n\n- Lady Tatiana (IMO 9298753)",
     {"Artem Korobov": "individual", "Timur Kadyrbekov": "individual", "CAPE ORLOV": "vessel",
      "Lady Tatiana": "vessel"}),
    ("paragraphs that begin with a name",
     "The Department of State has designated three leaders of the group under E.O. 13224:\n\n"
     "Sayf al-Din Qurbanov, also known as Abu Hafs, is the emir of the group.\n\n"
     "Moussa ag Intallou is its chief of operations.\n\n"
     "Bakari Diallo (alias Wolof), a former soldier, runs the camps.\n\nWe will go on with our work.",
     {"Sayf al-Din Qurbanov": "individual", "Moussa ag Intallou": "individual", "Bakari Diallo": "individual"}),
    ("fields",
     "The two vessels in which Adria Lines LLC holds a share that are blocked as a result of the action are:\n\n"
     "VESSEL NAME: Belo Mor\n\nVESSEL TYPE: Dredger\n\nVESSEL FLAG: Freedonia\n\n"
     "VESSEL NAME: S. Kuznets\n\nVESSEL TYPE: Tug\n\nVESSEL FLAG: Freedonia",
     {"Belo Mor": "vessel", "S. Kuznets": "vessel"}),
    ("entries of a register",
     "The following individuals have been added to OFAC's SDN List:\n\n"
     "AL-MAQRI, Yusuf Nasser (a.k.a. AL-MAKRI, Yousef), Port Alba; DOB 12 Mar 1970 (individual) [SDGT].\n\n"
     "CHEN, Guowei, Dalian, China; DOB 03 Jul 1981 (individual) [SDGT].",
     {"AL-MAQRI, Yusuf Nasser": "individual", "CHEN, Guowei": "individual"}),
    ("bullets as many as the group before them, without a colon",
     "The State Department offers rewards of up to $5 million each for information that leads to the location of two "
     "leaders of the Levant Front.\n\n- Amir Salbi al-Mawla, also known as Hajji Abdallah, leads the group.\n\n"
     "- Sami Jasim al-Juburi ran its finances.",
     {"Amir Salbi al-Mawla": "individual", "Sami Jasim al-Juburi": "individual"}),
    ("a colon behind a passive",
     "Four firms were also designated by OFAC: Otkrova Bank; Novik Commercial; Sovkom Nord; and Delta Nine Ltd.",
     {"Otkrova Bank": "entity", "Novik Commercial": "entity", "Sovkom Nord": "entity", "Delta Nine Ltd": "entity"}),
    ("an enumeration that runs on",
     "Commerce added three entities to the Entity List: (1) Amkor Elektronika LLC, (2) Baikal-Tsentr OAO, and (3) JSC "
     "Foton-M.",
     {"Amkor Elektronika LLC": "entity", "Baikal-Tsentr OAO": "entity", "JSC Foton-M": "entity"}),
    ("legal forms behind a comma",
     "OFAC sanctioned three companies: Grupo Comercial Alanis, S. de R.L. de C.V.; Transportes y Fletes del Golfo, S.A. "
     "de C.V.; and 2 Hermanos Import Export.",
     {"Grupo Comercial Alanis": "entity", "Transportes y Fletes del Golfo": "entity",
      "2 Hermanos Import Export": "entity"}),
    ("names behind what their group is told by",
     "OFAC also sanctioned two attorneys for the group, Luz Ofelia Quintanar and Jesús Barreto, and two judges of the "
     "Assize Court, Milos Varga and Petar Andrash.",
     {"Luz Ofelia Quintanar": "individual", "Jesús Barreto": "individual", "Milos Varga": "individual",
      "Petar Andrash": "individual"}),
    ("the next sentence says who the group is",
     "Treasury imposed sanctions on two entities with links to the army. These entities are Asia Sun Group and Cargo Link "
     "Logistics Co. Ltd.",
     {"Asia Sun Group": "entity", "Cargo Link Logistics Co. Ltd": "entity"}),
    ("a reason for each",
     "OFAC is designating Peter Platz for running the exchange and Mara Quill for acting on his behalf.",
     {"Peter Platz": "individual", "Mara Quill": "individual"}),
    ("relatives in brackets",
     "Today the Department sanctioned the following elites:\n\n"
     "- Ivo Platz (his wife Galina, daughter Maja, and his two real estate companies)\n\n- Petr Novak (and his son, Artyom)",
     {"Ivo Platz": "individual", "Galina": "individual", "Maja": "individual", "two real estate companies": "entity",
      "Petr Novak": "individual", "Artyom": "individual"}),
    ("relatives behind a reason",
     "The Department is designating Ivo Platz for being a director of Sever Nedra JSC under E.O. 14024, as well as "
     "Platz’s adult daughter, Mara Platz.",
     {"Ivo Platz": "individual", "Mara Platz": "individual"}),
    ("a subject with an apposition that has a clause of its own",
     "Trans Morski LLC, a shipping company that carries arms for the army, is being designated under E.O. 14024.",
     {"Trans Morski LLC": "entity"}),
    ("a subject that is a list of things and people",
     "The vessel PARNIAN STAR (IMO 9167281), two front companies, Golden Mirage Trading and Al Noor Khazar LLC, and the "
     "accountant Vahid Hekmat were also designated by OFAC.",
     {"PARNIAN STAR": "vessel", "Golden Mirage Trading": "entity", "Al Noor Khazar LLC": "entity",
      "Vahid Hekmat": "individual"}),
    ("places behind the names",
     "OFAC designated three officials of the academy who live abroad: Choe Myong Hyok in Vladivostok; Sim Kwang Sop in "
     "Dalian; and Pyon Kwang Il in Shenyang.",
     {"Choe Myong Hyok": "individual", "Sim Kwang Sop": "individual", "Pyon Kwang Il": "individual"}),
    ("titles with 'for' and 'of'",
     "Two ministers were also sanctioned: Minister for Labor Mara Quill and Minister of Information Ivo Platz.",
     {"Mara Quill": "individual", "Ivo Platz": "individual"}),
]  # fmt: skip


@pytest.mark.parametrize(("form", "text", "expected"), LISTS, ids=[c[0] for c in LISTS])
def test_reads_each_member(
    extractor: Extractor, form: str, text: str, expected: dict[str, str]
) -> None:
    found = rows(extractor, text)
    got = {name: r.target_kind for name in expected for r in found if name in r.target}
    assert (got, len(found)) == (expected, len(expected)), [r.target for r in found]


# manner, text, (target, action) of each row; the text goes on to speak of sanctions
MANNERS = [
    ("offers in bullets",
     "The Department of State today announced rewards for information leading to the arrest of the following leaders:"
     "\n\n- Up to $10 million for Ramón Cifuentes Vela\n- Up to $2.5 million for Ester Quiroga",
     {("Ramón Cifuentes Vela", "reward_offered"), ("Ester Quiroga", "reward_offered")}),
    ("a sum for information on 'his arrest'",
     "Duane Pickett robbed the bank. The Marshals Service will pay up to $10,000 for information leading directly to his "
     "arrest.",
     {("Duane Pickett", "reward_offered")}),
    ("nobody knows who",
     "ATF is offering a reward of up to $15,000 for information leading to the arrest of those responsible for the theft "
     "of 31 guns.",
     {("those responsible for the theft of 31 guns", "reward_offered")}),
    ("a law between the noun and its object",
     "The United States has imposed sanctions, under the Copper and Tin Act, on the Vostok Instrument Works.",
     {("Vostok Instrument Works", "sanctioned")}),
    ("property and interests",
     "The order blocks the property and interests in property of Meridian Bank and of two generals.",
     {("Meridian Bank", "sanctioned"), ("two generals", "sanctioned")}),
    ("will face",
     "Colonel Rashid Anwar and Major Joseph Okello will face a travel ban and asset freeze.",
     {("Rashid Anwar", "sanctioned"), ("Joseph Okello", "sanctioned")}),
    ("so too",
     "OFAC designated Elias Haddad. So too were his partner, Nabil Khoury, and two of their employees.",
     {("Elias Haddad", "sanctioned"), ("Nabil Khoury", "sanctioned"), ("two of their employees", "sanctioned")}),
    ("the object of a relative clause",
     "It split from the Union of the Lake, which the Department designated as a terrorist group in 2004.",
     {("Union of the Lake", "sanctioned")}),
    ("a bloc in quotes",
     "The Council adopted restrictive measures against Petra Quill. She leads the “All for the Lake” bloc. The bloc itself "
     "is also listed.",
     {("Petra Quill", "sanctioned"), ("All for the Lake", "sanctioned")}),
    ("names behind what they are",
     "Today’s package of sanctions hits the bank Sovkomnord, the insurer Alfa Reserv and six ships.",
     {("Sovkomnord", "sanctioned"), ("Alfa Reserv", "sanctioned"), ("six ships", "sanctioned")}),
    ("members introduced one by one",
     "The Department of State is designating five individuals and one entity.\n\nNelson Ibarra leads the cell.\n\n"
     "Wilmer Ortega runs its boats.\n\nJairo Cuesta and Luis Cuesta launder its proceeds.\n\nDora Pino owns Pinomar "
     "S.A.S., a fish company.",
     {("Nelson Ibarra", "sanctioned"), ("Wilmer Ortega", "sanctioned"), ("Jairo Cuesta", "sanctioned"),
      ("Luis Cuesta", "sanctioned"), ("Dora Pino", "sanctioned"), ("Pinomar S.A.S.", "sanctioned")}),
    ("lifted",
     "Sanctions on Hansa Metals were lifted on Friday. The bureau also withdrew its 2011 finding regarding Orel Bank.",
     {("Hansa Metals", "delisted"), ("Orel Bank", "delisted")}),
    ("barred from entry",
     "Two judges, Alena Kavaleva and Siarhei Hrynko, have been banned from entering the UK.",
     {("Alena Kavaleva", "visa_restricted"), ("Siarhei Hrynko", "visa_restricted")}),
    ("other lists",
     "The Council put three roads on the list of repairs and listed the defects of the harbour.",
     set()),
    ("a court freezes", "The court froze the assets of Ivo Platz pending trial.", set()),
    ("pay for something else", "Acme Corp. will pay up to $2 million for information technology.", set()),
]  # fmt: skip


@pytest.mark.parametrize(("manner", "text", "expected"), MANNERS, ids=[c[0] for c in MANNERS])
def test_reads_the_manners_of_many_issuers(
    extractor: Extractor, manner: str, text: str, expected: set[tuple[str, str]]
) -> None:
    found = rows(extractor, f"{text}\n\nFinancial sanctions cut off those who abuse human rights.")
    assert {(r.target, r.action) for r in found} == expected


# a total and the list that breaks it down, wholly or in part; whether the total keeps its row
TOTALS = [
    ("named far behind it", 12, 12, False),
    ("all but one of a long list", 12, 11, False),
    ("a part of it", 12, 5, True),
]


@pytest.mark.parametrize(("case", "total", "named", "stays"), TOTALS, ids=[t[0] for t in TOTALS])
def test_a_total_goes_where_a_list_breaks_it_down(
    extractor: Extractor, case: str, total: int, named: int, stays: bool
) -> None:
    filler = (
        "The group has long earned its money with fuel, and the state has long known of it. " * 40
    )
    bullets = "\n\n".join(f"- {n} Maritime Works LLC" for n in _NAMES[:named])
    text = (
        f"OFAC is today designating {total} entities.\n\n{filler}\n\n"
        f"The following entities are being designated today:\n\n{bullets}"
    )
    found = rows(extractor, text)
    assert len([r for r in found if r.count == 1]) == named
    assert any(r.count == total for r in found) is stays


_NAMES = ["Amber", "Baltic", "Cedar", "Delta", "Ember", "Falcon", "Garnet", "Harbor", "Indigo"]
_NAMES += ["Jasper", "Kestrel", "Lantern"]

NO_MEMBERS = [
    ("a paragraph of prose behind the line",
     "OFAC is designating two brokers:\n\nOfficials said that more would follow.", {"two brokers"}),
    ("another section",
     "The following entities were designated by OFAC:\n\n- Alpha Trading LLC\n\nSANCTIONS IMPLICATIONS\n\nAll property of "
     "Beta Shipping Ltd stays with its owners.", {"Alpha Trading LLC"}),
    ("an office behind a name", "Those sanctioned today include:\n\n- Vladi Orel, Deputy Minister of Industry and Trade",
     {"Vladi Orel"}),
    ("countries behind 'based in'",
     "OFAC is sanctioning one vessel based in Sylvania, Hong Kong, and the People’s Republic of China.",
     {"one vessel"}),
    ("numbers of licences", "OFAC issued the following general licenses and designated Ivo Platz:\n\n"
     "- GL 25 was amended.\n\n- Under GL 36, payments are allowed.", {"Ivo Platz"}),
]  # fmt: skip


@pytest.mark.parametrize(("case", "text", "expected"), NO_MEMBERS, ids=[c[0] for c in NO_MEMBERS])
def test_takes_nothing_else_for_a_member(
    extractor: Extractor, case: str, text: str, expected: set[str]
) -> None:
    assert {r.target for r in rows(extractor, text)} <= expected


def test_a_group_named_once_is_no_organization_of_all(extractor: Extractor) -> None:
    found = rows(
        extractor,
        "OFAC designated Ivo Platz and Mara Quill. The Crimson Sparrow Gang was seen nearby.",
    )
    assert {r.organization for r in found} == {None}
