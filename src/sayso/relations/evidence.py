"""What there is to go by, of a claim and an answer: named figures, and the words behind them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import log

from sayso.relations.denied import denied
from sayso.relations.entailment import Entailment
from sayso.relations.lexicon import patterns, plain, table, words
from sayso.relations.proposition import Proposition, generic, senses, stem
from sayso.relations.propositions_kept import kept
from sayso.relations.quantities import compared, quantities
from sayso.relations.unwrap import Unwrapped

#: Evidence from the words alone, in the order of the weights.
STRUCTURE = (
    "evades", "evades_more", "asked", "question", "attacks", "virtue", "status", "intent", "denial",
    "bare_denial", "admits", "finds", "negated", "denied", "negated_universal", "nobody",
    "other_subject", "same_subject", "new_hedge", "shared_hedge", "time_differs", "time_same",
    "time_added", "time_within", "now", "first_heard", "alibi", "number_breaks", "number_fits",
    "number_open", "number_denied", "covered", "novel", "names_shared", "names_new", "negated_covered",
    "plain_covered", "claim_negated", "claim_negated_same", "claim_negated_not", "before_after",
    "quoted", "short", "speaker_is_subject", "no_speaker", "intent_claimed", "without_with", "since",
    "verb_shared", "verb_meant", "negated_verb_shared", "negated_verb_meant", "negated_verb_new",
    "residue", "no_residue", "negated_time_differs", "negated_time_added", "negated_new_hedge",
    "negated_other_subject", "negated_now", "denies_same", "denies_wider", "negated_meant",
    "plain_meant", "nobody_bare", "claim_verb_spoken",
)  # fmt: skip
#: Evidence from the network, where there is one: logarithms of its probabilities, those of both heads in
#: their order first.
NETWORK = (
    "entails", "leaves_open", "excludes", "net_supports", "net_contradicts", "net_misses", "net_evades",
    "net_unrelated", "denied_entailed", "denied_apart",
)  # fmt: skip
_NEVER = 1e-4


@dataclass(slots=True)
class Evidence:
    """Figures by name (those left out are 0), and what they rest on, for people."""

    claim: Unwrapped
    answer: Unwrapped
    figures: dict[str, float] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)

    def set(self, name: str, value: float | bool, found: str = "") -> None:
        """Put a figure down, with the words that it was read from."""
        self.figures[name] = float(value)
        if value and found:
            self.words[name] = found


def evidence(claim: Unwrapped, answer: Unwrapped) -> Evidence:
    """What the words of a pair tell, each side with its attribution taken off."""
    found = Evidence(claim=_claimed(claim), answer=answer)
    said, replied = kept(found.claim.content), kept(found.answer.content)
    _acts(found, answer.text)
    _denial(found, said, replied)
    _people(found, said, replied)
    _circumstances(found, said, replied)
    _numbers(found)
    _overlap(found, said, replied, answer.text)
    _reach(found, said, replied)
    return found


def _claimed(claim: Unwrapped) -> Unwrapped:
    """The claim, where it is itself a denial as what that says."""
    if not claim.denied:
        return claim
    return replace(claim, content=f"it is not true that {claim.content}", denied=False)


def _hit(name: str, text: str) -> str:
    match = patterns("answers.toml", name).search(text)
    return _shown(match[0]) if match else ""


def _shown(words: str) -> str:
    return words.strip(' "')


def _acts(found: Evidence, answer: str) -> None:
    """What sort of answer it sounds like."""
    looked = plain(answer)
    content = plain(found.answer.content)
    evasions = [m[0] for m in patterns("answers.toml", "evades").finditer(looked)]
    found.set("evades", bool(evasions), _shown(evasions[0]) if evasions else "")
    found.set("evades_more", min(max(len(set(evasions)) - 1, 0), 2))
    asked = _hit("asked", looked)
    found.set("asked", bool(asked), asked)
    found.set("question", content.rstrip('" ').endswith("?"), found.answer.content)
    for name in ("attacks", "virtue", "status", "intent", "finds"):
        hit = _hit("finders" if name == "finds" else name, looked)
        found.set(name, bool(hit), hit)
    denial, admits = _hit("denials", looked), _hit("admissions", looked)
    found.set("denial", bool(denial), denial)
    found.set("bare_denial", bool(denial) and len(content.split()) < 14, denial)
    found.set("admits", bool(admits), admits)
    found.set("quoted", found.answer.quoted)
    found.set("no_speaker", not found.answer.speaker)
    found.set("short", len(content.split()) < 8)


def _denial(found: Evidence, said: Proposition, replied: Proposition) -> None:
    """Whether the answer denies, and what the claim denies."""
    content = plain(found.answer.content)
    negated = replied.negated or found.answer.denied
    universal = _hit("universal", content)
    found.set("negated", negated, _hit("negation", content))
    found.set("denied", found.answer.denied, found.answer.cue)
    found.set("negated_universal", negated and bool(universal), universal)
    found.set("nobody", replied.nobody)
    found.set("claim_negated", said.negated)
    found.set("claim_negated_same", said.negated and negated)
    found.set("claim_negated_not", said.negated and not negated)
    intent = re.search(
        r"\b(?:deliberate|knowing|intention|purpose|wilful|meant)\w*", plain(found.claim.content)
    )
    found.set("intent_claimed", bool(intent) and found.figures.get("intent", 0) > 0)
    with_out = "without" in plain(found.claim.content) and not re.search(r"\b(?:without|no)\b", content)
    found.set("without_with", with_out)


def _people(found: Evidence, said: Proposition, replied: Proposition) -> None:
    """Whether the answer's subject is the claim's."""
    first = plain(found.answer.content).split()[:2]
    own = set(said.subject)
    speaker = {stem(w) for w in re.findall(r"[\w'-]+", found.answer.speaker)}
    is_subject = bool(speaker & own) and not (
        words("grammar.toml", "speaking") & {w.lower() for w in re.findall(r"[\w'-]+", found.answer.speaker)}
    )
    found.set("speaker_is_subject", is_subject)
    possessive = bool(first) and first[0] in ("my", "our", "his", "her", "their", "its")
    relatives = {stem(w) for w in words("grammar.toml", "relatives")}
    named = set(replied.subject)
    other = False
    if replied.nobody:
        other = bool(named) and not named & own
    elif possessive:
        other = replied.head not in own and replied.head in relatives
    elif replied.pronoun:
        other = said.head in relatives and bool(speaker) and said.head not in speaker
    elif named:
        other = not named & own and (replied.head in relatives or said.head in relatives)
    shown = " ".join(found.answer.content.split()[:4])
    found.set("other_subject", other, shown)
    found.set("same_subject", bool(named & own) or (replied.pronoun and is_subject), shown)


def _circumstances(found: Evidence, said: Proposition, replied: Proposition) -> None:
    """Hedges, times, before and after, and what is only said of now."""
    claim, content = plain(found.claim.content), plain(found.answer.content)
    hedges = {m[0] for m in patterns("answers.toml", "hedges").finditer(content)}
    shared = {h for h in hedges if stem(h) in said.stems}
    found.set("new_hedge", bool(hedges - shared), ", ".join(sorted(hedges - shared)))
    found.set("shared_hedge", bool(shared), ", ".join(sorted(shared)))
    differs, same = [], False
    for sort, here in said.times.items():
        there = replied.times.get(sort, frozenset())
        same = same or bool(here & there)
        if there and not here & there:
            differs.append(f"{', '.join(sorted(there))} and not {', '.join(sorted(here))}")
    found.set("time_same", same)
    added = sorted(w for sort, there in replied.times.items() if sort not in said.times for w in there)
    found.set("time_added", bool(added) and not differs, ", ".join(added))
    within = _spans_month(content, said.times.get("month", frozenset()))
    if found.figures["negated"] and not within:
        within = _all_before(content, said)
        differs = [] if within else differs
    found.set("time_within", bool(within), within)
    found.set("time_differs", bool(differs), "; ".join(differs))
    now, heard, alibi = (_hit(name, content) for name in ("now", "first_heard", "alibi"))
    found.set("now", bool(now) and not _hit("now", claim), now)
    found.set("since", bool(re.search(r"\bsince\b", content)), "since")
    found.set("first_heard", bool(heard), heard)
    found.set("alibi", bool(alibi), alibi)
    sides = [{w for w in ("before", "after", "until") if re.search(rf"\b{w}\b", t)} for t in (claim, content)]
    found.set("before_after", bool(sides[0]) and bool(sides[1]) and not sides[0] & sides[1])


def _spans_month(content: str, wanted: frozenset[str]) -> str:
    """The words of a span of months ("from May to September") in which one of the wanted lies."""
    months: list[str] = table("grammar.toml")["months"]
    names = "|".join(months)
    span = rf"\b(?:from|between) ({names})\b.{{0,12}}?\b(?:to|until|till|and) ({names})\b"
    for match in re.finditer(span, content):
        first, last = months.index(match[1]), months.index(match[2])
        if any(first <= months.index(m) <= last for m in wanted):
            return match[0]
    return ""


def _all_before(content: str, said: Proposition) -> str:
    """The words of a bound ("before April", "until 2019") before which all of the claim's times lie: who
    says that nothing was so before it says so of each of them."""
    months: list[str] = table("grammar.toml")["months"]
    sorts: tuple[tuple[str, str, Callable[[str], int]], ...] = (
        ("year", r"\d{4}", int),
        ("month", "|".join(months), months.index),
    )
    for sort, name, rank in sorts:
        wanted = said.times.get(sort, frozenset())
        match = re.search(rf"\b(?:before|until|till|prior to) (?:\w+ )?({name})\b", content)
        if match and wanted and all(rank(w) < rank(match[1]) for w in wanted):
            return match[0]
    return ""


def _numbers(found: Evidence) -> None:
    """Numbers and quantifiers."""
    claim, answer = found.claim.content, plain(found.answer.content)
    turn = patterns("answers.toml", "turns").search(answer)
    whole = found.answer.denied or found.figures["bare_denial"] > 0
    rest = answer if whole or turn is None else answer[turn.end() :]
    own = whole or (turn is not None and bool(quantities(rest)) and not quantities(answer[: turn.end()]))
    how = compared(claim, rest if own else answer, denied=own)
    found.set("number_breaks", how == "breaks", answer)
    found.set("number_fits", how == "fits", answer)
    found.set("number_open", how == "open" and not own, answer)
    found.set("number_denied", how == "open" and own, answer)


def _overlap(found: Evidence, said: Proposition, replied: Proposition, answer: str) -> None:
    """How much of the claim is spoken of, and how much else."""
    whole = kept(answer)
    names = said.names | {stem(n) for n in re.findall(r"[\w'-]+", found.claim.speaker)}
    matter = said.stems - names
    covered = len(matter & whole.stems) / max(len(matter), 1)
    novel = len(replied.stems - said.stems - names) / max(len(replied.stems), 1)
    negated = found.figures["negated"]
    found.set("covered", covered)
    found.set("novel", novel)
    found.set("names_shared", len(said.names & whole.names) / max(len(said.names), 1))
    found.set("names_new", min(len(replied.names - said.names), 3) / 3)
    found.set("negated_covered", negated * covered)
    found.set("plain_covered", (1 - negated) * covered)


def _reach(found: Evidence, said: Proposition, replied: Proposition) -> None:
    """How far a denial reaches: what is denied, and what it adds that the claim does not have."""
    negated = found.figures["negated"] > 0
    meant = frozenset(m for s in said.stems for m in senses(s))
    own = said.stems | said.names | set(said.subject)
    shared = bool(said.verb) and said.verb == replied.verb
    alike = bool(said.verb) and replied.verb in senses(said.verb)
    found.set("verb_shared", shared)
    found.set("verb_meant", alike)
    found.set("negated_verb_shared", negated and shared)
    found.set("negated_verb_meant", negated and alike and not shared)
    found.set("negated_verb_new", negated and bool(replied.verb) and replied.verb not in meant)
    found.set("claim_verb_spoken", bool(said.verb) and bool(senses(said.verb) & replied.stems))
    speaker = {stem(w) for w in re.findall(r"[\w'-]+", found.answer.speaker)}
    left = sorted(replied.stems - own - meant - generic() - speaker)
    found.set("residue", min(len(left), 4) / 4 if negated else 0.0, ", ".join(left))
    found.set("no_residue", negated and not left)
    narrower = ("time_differs", "time_added", "new_hedge", "other_subject", "now", "number_denied", "residue")
    for name in ("time_differs", "time_added", "new_hedge", "other_subject", "now"):
        found.set(f"negated_{name}", negated and found.figures.get(name, 0) > 0)
    as_wide = not any(found.figures.get(n, 0) for n in narrower)
    found.set("denies_same", negated and (shared or alike) and as_wide)
    wide = found.figures["negated_universal"] > 0
    found.set("denies_wider", negated and (shared or alike) and as_wide and wide)
    spoken = sum(bool(senses(s) & replied.stems) for s in said.stems - said.names) / max(
        len(said.stems - said.names), 1
    )
    found.set("negated_meant", spoken if negated else 0.0)
    found.set("plain_meant", 0.0 if negated else spoken)
    first = plain(found.answer.content).split()[:1]
    found.set("nobody_bare", replied.nobody and not replied.subject and first != ["none"])


def read_by(model: Entailment, found: Evidence) -> None:
    """Put to the words' evidence what the network makes of both sides, and whether the claim entails what
    is denied."""
    claim = found.claim.content
    read = model.read(found.answer.text, claim)
    ways = (read.entailment, read.neutral, read.contradiction)
    for name, value in zip(NETWORK, (*ways, *read.kinds), strict=False):
        found.set(name, _log(value))
    if what := denied(found.answer):
        back = model.read(claim, what)
        found.set("denied_entailed", _log(back.entailment) - _log(1 - back.entailment), what)
        found.set("denied_apart", 1.0, what)


def _log(chance: float) -> float:
    return log(max(chance, _NEVER))
