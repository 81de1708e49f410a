"""The dollar of a release: "$" stands for the money of the country whose bodies speak."""

from __future__ import annotations

import re

from extractor.records.context import Context, once

# Bodies and addresses of countries that have a dollar of their own.
_ABROAD = {
    "AUD": re.compile(
        r"\bAustralian (?:Federal|Border|Taxation|Criminal|Transaction|Securities|Government)|"
        r"\bRoyal Australian\b|\bAustralia (?:will|has|is)\b|"
        r"\b(?:NSW|New South Wales|Victoria|Queensland|Tasmania|South Australian?|"
        r"Western Australian?|Northern Territory) Police|\.gov\.au\b|\b(?:AFP|ABF|NSW)\b"
    ),
    "CAD": re.compile(
        r"\b(?:RCMP|CBSA|Royal Canadian|Canada Border Services|Canadian dollars|Ontario Provincial|"
        r"Government of Canada|Canadian Government|Canadian Armed Forces|Global Affairs Canada|"
        r"Canada (?:will|has|is)|Public Safety Canada|"
        r"Sûreté du Québec)\b|\.gc\.ca\b|\b(?:Toronto|Vancouver|Calgary|Edmonton|Ottawa|Winnipeg|"
        r"Peel Regional|York Regional) Police"
    ),
    "NZD": re.compile(
        r"\bNew Zealand (?:Police|Customs|Government|Defence|will|has|is)\b|\bNZ Police\b"
        r"|\.govt\.nz\b"
    ),
    "HKD": re.compile(r"\bHong Kong (?:Customs|Police|Government)|\bHKT\b|\.gov\.hk\b"),
    "SGD": re.compile(
        r"\bSingapore (?:Police|Customs|Government)|\bCentral Narcotics Bureau\b|\.gov\.sg\b"
    ),
}
_AMERICAN = re.compile(
    r"\bU\.S\. (?!currency|dollars)|\b(?:FBI|DEA|HSI|CBP|ATF|IRS|United States|Homeland Security|"
    r"Department of Justice)\b"
)
_SAYS_WHOSE = re.compile(r"\bUS ?\$|\bUSD\b|\b(?:US|U\.S\.|American) (?:dollars|currency)")


@once
def local_dollar(context: Context) -> str | None:
    """The code of the dollar that "$" stands for in a release, where that is not the US one.

    Only where bodies of its country are named at least twice and more often than American ones, and
    no sum of the release is told to be in US dollars.
    """
    text = context.text
    told = {unit: sum(1 for _ in p.finditer(text)) for unit, p in _ABROAD.items()}
    unit = max(told, key=lambda u: told[u])
    american = sum(1 for _ in _AMERICAN.finditer(text))
    if told[unit] < 2 or told[unit] <= american or _SAYS_WHOSE.search(text):
        return None
    return unit
