"""How many: the numbers of a text as intervals of what they allow, and what one says of another.

An answer that allows only what the claim allows fits it; one that allows nothing of it breaks it; one
that allows some of both leaves it open. Of a number that is denied only the rest is said: that breaks the
claim where the claim allows nothing but what is denied.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from sayso.relations.lexicon import plain, table

_JUST = 1e-6
_YEAR = re.compile(r"(?:18|19|20)\d\d")
_CLOCK = re.compile(
    r"\s*(?:o'clock|am\b|a\.m|pm\b|p\.m|[:.]\d\d\b|in the (?:morning|evening|afternoon)"
    r"|(?:hour|day|week|month|year|minute)s?\b)"
)
_HOUR = re.compile(r"(?::|\b(?:at|past|to|until|o'clock) )$")
_OF = re.compile(
    r"\s*(?:out )?(?:of|in) (?:the |its |his |her |their |our |all )?(?:[a-z']+'s? )?"
    r"(?P<whole>\d[\d,]*|[a-z-]+)"
)
_PER_CENT = re.compile(r"\s*(?:per cent|percent|%)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """The values that a number's words allow, both ends included.

    ``sort`` is "count", "share" (of a whole, 0 to 1) or a measure's ("length", in its smallest unit);
    ``words`` are those that it was read from.
    """

    least: float
    most: float
    sort: str
    words: str

    def within(self, other: Quantity) -> bool:
        """Whether all that this allows the other allows too."""
        return other.least <= self.least and self.most <= other.most

    def apart(self, other: Quantity) -> bool:
        """Whether nothing that this allows the other allows too."""
        return self.most < other.least or other.most < self.least


@lru_cache(maxsize=8192)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text in order, dates and clock times left out."""
    looked = plain(text)
    found = [*_ranges(looked), *_shares(looked)]
    taken = [span for span, _ in found]
    for match in _pattern().finditer(looked):
        if any(s < match.end() and match.start() < e for s, e in taken) or _is_date(looked, match):
            continue
        read = list(_numbers(looked, match))
        found.extend(read)
        taken.extend(span for span, _ in read)
    return tuple(q for _, q in sorted(found, key=lambda item: item[0]))


def compared(claim: str, answer: str, *, denied: bool = False) -> str:
    """ "fits", "breaks", "open", or "" where there is nothing to compare.

    ``denied`` says that the answer denies its own number ("denied that 900 had died").
    """
    for want in quantities(claim):
        alike = [have for have in quantities(answer) if have.sort == want.sort]
        if alike:
            return _denied(want, alike) if denied else _said(want, alike)
    return ""


def _said(want: Quantity, had: list[Quantity]) -> str:
    if any(have.within(want) for have in had):
        return "fits"
    return "breaks" if all(have.apart(want) for have in had) else "open"


def _denied(want: Quantity, had: list[Quantity]) -> str:
    return "breaks" if any(want.within(have) for have in had) else "open"


Found = tuple[tuple[int, int], Quantity]


def _numbers(text: str, match: re.Match[str]) -> Iterator[Found]:
    """A number as a count or a measure; "21 of the 24" as a share as well."""
    interval = _interval(match)
    if interval is None:
        return
    least, most = _bounded(text[: match.start()], *interval)
    span = (match.start(), match.end())
    rest = text[match.end() :]
    if _PER_CENT.match(rest):
        yield span, Quantity(least=least / 100, most=min(most / 100, 1), sort="share", words=match[0])
        return
    if (of := _OF.match(rest)) and (whole := _value(of["whole"])) and whole >= interval[1]:
        span = (match.start(), match.end() + of.end())
        part = (least / whole, min(most / whole, 1))
        yield span, Quantity(least=part[0], most=part[1], sort="share", words=match[0] + of[0])
    sort, unit = _measure(rest)
    yield span, Quantity(least=least * unit, most=most * unit, sort=sort, words=match[0])


def _measure(rest: str) -> tuple[str, float]:
    noun = re.match(r"[\s-]*([a-z]+)", rest)
    measures = table("quantities.toml")["measures"]
    word = noun[1] if noun else ""
    sort, unit = measures.get(word) or measures.get(word.removesuffix("s")) or ("count", 1)
    return str(sort), float(unit)


def _bounded(before: str, least: float, most: float) -> tuple[float, float]:
    """The interval with the words before it taken in: "more than", "at most"."""
    for name, words in table("quantities.toml")["bounds"].items():
        if re.search(rf"\b{words}\s*$", before):
            return {
                "more": (least + _JUST, math.inf),
                "least": (least, math.inf),
                "fewer": (0.0, most - _JUST),
                "most": (0.0, most),
            }[name]
    return least, most


def _ranges(text: str) -> Iterator[Found]:
    """ "between ten and twenty reporters"."""
    for match in re.finditer(r"\bbetween ([\w,.-]+) and ([\w,.-]+)", text):
        low, high = _value(match[1]), _value(match[2])
        if low is not None and high is not None and not _YEAR.fullmatch(match[1]):
            sort, unit = _measure(text[match.end() :])
            quantity = Quantity(least=low * unit, most=high * unit, sort=sort, words=match[0])
            yield (match.start(), match.end()), quantity


def _shares(text: str) -> Iterator[Found]:
    """ "all of", "most", "not every", "three in four"."""
    taken: list[tuple[int, int]] = []
    for pattern, least, most in _parts():
        for match in pattern.finditer(text):
            span = (match.start(), match.end())
            if not any(s < span[1] and span[0] < e for s, e in taken):
                taken.append(span)
                part = (least, most)
                if least == most and 0 < least < 1:
                    part = _bounded(text[: match.start()], least, most)
                low, high = part[0], min(part[1], 1.0)
                yield span, Quantity(least=low, most=high, sort="share", words=match[0].strip())


@cache
def _parts() -> tuple[tuple[re.Pattern[str], float, float], ...]:
    made = []
    for share in table("quantities.toml")["shares"]:
        least, most = share["part"]
        made.append((re.compile(share["words"]), float(least), float(most)))
    return tuple(made)


def _value(words: str) -> float | None:
    """A number's value; None where it is none or more than one."""
    match = _pattern().fullmatch(words)
    found = _interval(match, alone=True) if match else None
    return found[0] if found and found[0] == found[1] else None


def _interval(match: re.Match[str], *, alone: bool = False) -> tuple[float, float] | None:
    known = table("quantities.toml")
    if match["vague"]:
        least, most = known["vague"][match["vague"]]
        return float(least), float(most)
    if match["digits"]:
        value = float(match["digits"].replace(",", "")) * known["scales"].get(match["scale"] or "", 1.0)
        return value, value
    if match["words"] == "one" and not alone and not re.match(r"\s+of\b", match.string[match.end() :]):
        return None
    value = _spelled(match["words"])
    return value, value


def _spelled(text: str) -> float:
    known = table("quantities.toml")
    total, part = 0.0, 0.0
    for word in re.split(r"[ -]", text):
        if word in known["units"]:
            part += known["units"].index(word)
        elif word in known["tens"]:
            part += 20 + 10 * known["tens"].index(word)
        elif word in known["scales"]:
            total, part = total + max(part, 1) * known["scales"][word], 0
    return total + part


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a day of a month, a year, a time of day or how long something took."""
    before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 14]
    months = "|".join(table("grammar.toml")["months"])
    if _YEAR.fullmatch(match["digits"] or "") and not re.match(r"\s*(?:people|of|per)", after):
        return True
    if re.match(rf"\s*(?:of )?(?:{months})\b", after) or re.search(rf"\b(?:{months})\s*$", before):
        return True
    return bool(_CLOCK.match(after) or _HOUR.search(before))


@cache
def _pattern() -> re.Pattern[str]:
    known = table("quantities.toml")
    names = "|".join([*known["units"][1:], *known["tens"]])
    scales = "|".join(known["scales"])
    vague = "|".join(sorted(known["vague"], key=len, reverse=True))
    return re.compile(
        rf"(?P<digits>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<scale>{scales})\b)?"
        rf"|\b(?P<vague>{vague})\b"
        rf"|\b(?P<words>(?:{names})(?:[ -](?:{names}|{scales}|and))*)\b"
    )
