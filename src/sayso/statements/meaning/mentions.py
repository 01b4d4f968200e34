"""Find the names of a document: where they stand, and the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.statements.meaning.lexicon import plain, section, words

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Z]\.(?=\s)|[^\W\d_][\w]*(?:[’'\-.&][^\W\d_]\w*)*|\d+|&")
POSSESSIVE = re.compile(r"[’']s$")
#: What follows a verb ("Tell them it is live") and not a name.
_BEFORE_OBJECT = re.compile(r" (?:me|us|him|her|them|it|you|my|your|their|our|the|a|an|this|these|those)\b")
#: Letters after a name, which are no part of it.
_POSTNOMINAL = frozenset(
    {"QC", "KC", "SC", "MP", "MEP", "MSP", "MLA", "MS", "TD", "CBE", "OBE", "MBE", "PhD", "MD", "Esq"}
)
#: Occupations by their form in lower case, right before a name: "pharmacist Greta Stahl".
_TRADE = re.compile(r"\w+(?:ist|ician|ologist|grapher|keeper|worker|maker|trainer|woman|[a-z]{2}man)$")
#: "I've", "We'll": never a name.
_CONTRACTED = re.compile(r"(?:i|you|he|she|it|we|they|that|there|who|what|let|here)[’'](?:s|m|d|re|ve|ll)$")
#: Occupations by their form, capitalised because they begin a sentence: "Archaeologist Ana Ruiz".
_WHOSE = frozenset({"women", "men", "children", "people", "king", "queen", "prince", "princess"})
_DATELINE = re.compile(r"(?:, [A-Z][\w. ]{1,24})? ?(?:\([\w /]{2,24}\))? ?[—–-]{1,2} ")
#: What follows a plain word and no name: a word in lower case that is no verb of the name.
_GOES_ON = re.compile(
    r"\s(?:\d|(?:his|its|this|as|us|now)\b|(?!(?:and|or|who|whose|was|is|has|had|have|did|does|will|would|could|can"
    r"|may|might|must|also|never|then|later|first|only|not|himself|herself|itself|told|went|made|took|became|began"
    r"|left|met|wrote|gave|got|saw|came|read|sent|ran|held|kept|led|lost|won|paid|fell|rose|spoke|stood|put|knew"
    r"|thought|heard|felt|found|brought|bought|drew|chose|swore|swept|cut|hit|set|shot|built|sold|caught|taught"
    r"|grew|threw|understood|sought)\b"
    r"|\w+(?:ed|s|ly)\b|said\b)[a-z])"
)
_LOWER = re.compile(r"\b[a-z]+\b")
_OCCUPATION = re.compile(r"[A-Z]\w+(?:ologist|ographer|ist|ician|woman|fighter)$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in place: ``name`` as it stands there without its title, ``role`` the title before it."""

    start: int
    end: int
    name: str
    role: str
    article: bool


def without_plain_words(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions but for plain words that are capitalised because they begin a sentence."""
    inside = {m.name for m in found if not _begins_sentence(text, m.start)}
    last = {m.name.rsplit(" ", 1)[-1] for m in found if " " in m.name}
    families = {m.name.rsplit(" ", 1)[-1] for m in found if " " in m.name and _is_given(m.name.split()[0])}
    lowered = frozenset(_LOWER.findall(text))
    for mention in found:
        name, lower = mention.name, mention.name.lower()
        single = " " not in name and _begins_sentence(text, mention.start) and name not in inside | last
        if (single and _BEFORE_OBJECT.match(text, mention.end)) or _is_dateline(text, mention):
            continue
        plain_word = lower in lowered or _GOES_ON.match(text, mention.end) is not None
        if (single and not mention.role and plain_word) or (name not in families and _is_people(mention)):
            continue
        listed = any(
            lower in words(w) for w in ("groups", "documents", "anonymous", "organizations", "roles")
        )
        plural = (
            lower.endswith("s")
            and not lower.endswith(("ss", "us", "is"))
            and text[mention.end : mention.end + 1] not in "'’"
        )
        if not (single and (listed or plural)):
            yield mention


def _is_people(mention: Mention) -> bool:
    """Whether it says only of what nation, faith or party somebody is: "Kestrian", "the Republican"."""
    taken = mention.name.lower().split()
    if mention.role in words("honorifics"):
        return False  # "Mr. French"
    if taken[-1] in words("peoples") and " ".join(taken[:-1]) in words("places"):
        return True  # "the Florida Republican"
    return all(w in words("peoples") or (i == 0 and w in words("first_words")) for i, w in enumerate(taken))


def _is_dateline(text: str, mention: Mention) -> bool:
    """Whether it is the place that a paragraph is written from: "VELMOR — "."""
    begins = mention.start == 0 or text[mention.start - 1] == "\n"
    return begins and mention.name.isupper() and _DATELINE.match(text, mention.end) is not None


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in '.!?"”“‘\n:—–' or before.isspace()


def mentions(text: str, start: int, end: int) -> Iterator[Mention]:
    """The capitalised names of ``text[start:end]``, in order."""
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text, start, end):
        if run and not (_joins(text, run[-1].end(), match.start()) or _owns(text, run[-1], match)):
            yield from _named(text, run)
            run = []
        if not run and match[0][0].islower() and match[0][0] not in "ae":
            continue
        if _capital(match[0]) or (run and _is_inside(run[-1][0], match[0])):
            run.append(match)
        elif run:
            yield from _named(text, run)
            run = []
        if run and POSSESSIVE.search(match[0]) and not _goes_with(text, run, match):
            yield from _named(text, run)
            run = []
    if run:
        yield from _named(text, run)


def _is_inside(last: str, word: str) -> bool:
    """Whether a word in lower case may go on with a name: "Bank of", "Commission on"."""
    return (
        word.lower() in words("inner")
        or word.isdigit()
        or (word == "on" and last.lower() in words("bodies_on"))
    )


def _capital(word: str) -> bool:
    return word[:1].isupper() or (word[:2] in ("al", "el") and "-" in word and word[3:4].isupper())


def _joins(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    if between == ". ":
        before = text[max(0, end - 5) : end].split()[-1].lower()
        return before in words("shortened")
    return "\n" not in between and between.strip() == "" and len(between) < 3


def _owns(text: str, last: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a plural possessive is part of a body's name: "Insurers' Union"."""
    between = text[last.end() : match.start()]
    return (
        between in ("' ", "’ ")
        and last[0].endswith("s")
        and match[0].lower() in words("organization_words")
        and match[0][0].isupper()
    )


def _goes_with(text: str, run: list[re.Match[str]], match: re.Match[str]) -> bool:
    """Whether a possessive is part of a body's name: "Women's Institute", "St Brannoc's Hospital"."""
    following = _WORD.match(text, match.end() + 1)
    if following is None or not following[0][:1].isupper():
        return False
    if following[0].lower() not in words("organization_words"):
        return False
    saint = len(run) > 1 and run[-2][0].lower().rstrip(".") in ("st", "saint")
    return saint or plain(match[0]).removesuffix("'s") in _WHOSE


def _named(text: str, run: list[re.Match[str]]) -> Iterator[Mention]:
    """The name in a run of words, its title and article told apart."""
    function = words("function_words")
    spans = list(run)
    while spans and _ends_no_name(spans):
        spans.pop()
    article = False
    while (
        spans
        and not _is_day_paper(spans)
        and not _is_named_new(text, spans)
        and text[spans[0].end() : spans[0].end() + 2] not in ("' ", "’ ")
        and (
            spans[0][0].lower() in function or spans[0][0].isdigit() or _CONTRACTED.match(plain(spans[0][0]))
        )
    ):
        article = spans[0][0].lower() == "the"
        spans.pop(0)
    if not spans:
        return
    if "and" in (w[0].lower() for w in spans) and not is_organization([w[0] for w in spans]):
        cut = next(i for i, w in enumerate(spans) if w[0].lower() == "and")
        yield from _named(text, spans[:cut])
        yield from _named(text, spans[cut + 1 :])
        return
    role, rest = _title(spans)
    if rest and role and all(_is_body_word(w[0]) for w in rest):
        role, rest = "", spans  # "Justice Department"
    if rest and text[rest[0].start() - 2 : rest[0].start()] in ("' ", "’ "):
        role, rest = "", spans  # "Farmers' League"
    if not rest:
        return
    if of := _belongs(role, rest):
        yield from _named(text, spans[: len(spans) - len(rest) + of])
        yield from _named(text, rest[of + 1 :])
        return
    while len(rest) > 2 and rest[-1][0] in _POSTNOMINAL:
        rest = rest[:-1]
    first, last = rest[0].start(), rest[-1].end()
    name = POSSESSIVE.sub("", text[first:last])
    before = text[max(0, spans[0].start() - 4) : spans[0].start()].lower()
    role = role or _role_before(text, spans[0].start())
    yield Mention(first, first + len(name), " ".join(name.split()), role, article or before.endswith("the "))


def _belongs(role: str, rest: Sequence[re.Match[str]]) -> int:
    """Where "of" or "for" joins a person to a body ("Mark Hebden of Aldwick Grain"), or 0."""
    taken = [w[0] for w in rest]
    cut = next((i for i, w in enumerate(taken) if w.lower() in ("of", "for", "from", "at")), 0)
    if cut == 0 or cut + 1 == len(taken) or is_organization(taken[:cut]):
        return 0
    given = taken[0].lower() in words("male") or taken[0].lower() in words("female")
    if cut == 1 and (role or taken[0].lower() in words("peoples")):
        return cut  # "Mr. Hebden of Aldwick Grain", "Liberal of Velmor"
    if " ".join(taken[cut + 1 :]).lower() in words("places") and cut > 1:
        return cut if taken[0].lower() not in words("roles") and not is_organization(taken[:cut]) else 0
    if cut > 1 and (given or role or is_organization(taken[cut + 1 :])):
        return cut if taken[0].lower() not in words("roles") else 0
    return 0


def _is_day_paper(spans: Sequence[re.Match[str]]) -> bool:
    """Whether a day begins the name of an outlet: "Sunday Beacon"."""
    return (
        len(spans) > 1
        and spans[0][0].lower() in ("sunday", "saturday", "friday")
        and spans[-1][0].lower() in words("outlet_words")
    )


def _is_named_new(text: str, spans: Sequence[re.Match[str]]) -> bool:
    """Whether "New" is part of a name: "New Kestria" by the list, and where no sentence begins with it."""
    if len(spans) < 2 or spans[0][0].lower() not in words("beginnings"):
        return False
    listed = f"{spans[0][0]} {_bare(spans[1][0])}".lower() in words("places")
    return listed or not _begins_sentence(text, spans[0].start())


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word)


def _is_given(word: str) -> bool:
    return word.lower() in words("male") or word.lower() in words("female")


def _ends_no_name(spans: Sequence[re.Match[str]]) -> bool:
    """Whether the last word is one that names have only inside: "of", "on", a number, a day."""
    last = spans[-1][0]
    return last.lower() in words("inner") | {"on"} or last.isdigit() or _ends_in_time(spans)


def _ends_in_time(spans: Sequence[re.Match[str]]) -> bool:
    """Whether the last word is a day or month, and nobody's family name ("Theresa May", "Mrs. May")."""
    if _bare(spans[-1][0]).lower() not in words("times"):
        return False
    before = spans[-2][0].rstrip(".").lower() if len(spans) > 1 else ""
    return not (_is_given(before) or before in words("honorifics"))


def _title(spans: list[re.Match[str]]) -> tuple[str, list[re.Match[str]]]:
    """The title that the words begin with ("Transport Secretary"), and the rest."""
    taken = [w[0].rstrip(".").lower() for w in spans]
    titles = words("roles", "honorifics")
    cut = 0
    for end in range(1, len(spans)):
        if any(" ".join(taken[end - n : end]) in titles for n in range(1, min(4, end) + 1)) and taken[
            end
        ] not in ("of", "for", "and"):
            cut = end
    if cut == 0 and len(spans) > 2 and _OCCUPATION.match(spans[0][0]):
        return taken[0], spans[1:]
    if cut == 0 and len(spans) > 3 and taken[0] in titles and taken[1] in ("of", "for"):
        cut = 3 if len(spans) > 4 else 0
        cut += cut > 0 and taken[2] == "the" and len(spans) > 5
    if cut == 0 and len(spans) == 3 and _is_given(spans[1][0]) and not _is_given(spans[0][0]):
        return taken[0], spans[1:]  # "Trustee Gwen Pasternak"
    named = not is_organization(taken[-2:]) and taken[-1] not in words("outlet_words")
    if cut == 0 and len(spans) > 2 and taken[-3] in words("epithets") and named:
        return taken[-3], spans[-2:]  # "House Liberal Zora Vance"
    if cut == 0:
        return ("", []) if " ".join(taken) in titles else ("", spans)
    role = next(
        (
            " ".join(taken[cut - n : cut])
            for n in (4, 3, 2, 1)
            if n <= cut and " ".join(taken[cut - n : cut]) in titles
        ),
        taken[0],
    )
    role = section("lexicon.toml", "written_out").get(role, role)
    if taken[cut - 1] in words("royal") and len(spans) - cut == 1:
        return role, spans[cut - 1 :]
    return role, spans[cut:]


def _role_before(text: str, start: int) -> str:
    """The role in lower case right before a name: "the engineer Ana Ruiz"."""
    before = text[max(0, start - 60) : start]
    if not before.endswith(" ") or before.rstrip()[-1:] in '.,;:!?"”)':
        return ""
    taken = plain(before).split()
    for size in (4, 3, 2, 1):
        if len(taken) >= size and " ".join(taken[-size:]) in words("roles"):
            return " ".join(taken[-size:])
    return (
        taken[-1]
        if taken and before.rstrip()[-len(taken[-1]) :].islower() and _TRADE.match(taken[-1])
        else ""
    )


def _is_body_word(word: str) -> bool:
    return _bare(word).lower() in words("organization_words")


def is_organization(parts: Sequence[str]) -> bool:
    """Whether one of the words is one that bodies have in their names ("Ministry")."""
    return any(p.lower().strip(".") in words("organization_words") for p in parts)
