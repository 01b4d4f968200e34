"""Say why an answer stands to a claim as it does, in words that can be checked against both."""

from __future__ import annotations

from sayso.model.relation import RelationKind
from sayso.relations.denied import denied
from sayso.relations.evidence import Evidence
from sayso.relations.lexicon import words

_LONGEST = 110


def because(kind: RelationKind, found: Evidence) -> tuple[str, ...]:
    """The reasons, the main one first; never empty."""
    return tuple(_SAY[kind](found))


def _has(found: Evidence, *names: str) -> bool:
    return any(found.figures.get(n, 0) > 0 for n in names)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: text.rfind(" ", 0, _LONGEST)] + " …"


def _inside(text: str) -> str:
    """A proposition's words as they stand inside a sentence."""
    first = text.split(" ", 1)[0]
    small = first != "I" and first.lower().split("'")[0] in words("grammar.toml", "function")
    return _cut((text[:1].lower() if small else text[:1]) + text[1:]).strip(" .")


def _claim(found: Evidence) -> str:
    return _inside(found.claim.content.strip(" ."))


def _said(found: Evidence) -> str:
    return _inside(found.answer.content.strip(" ."))


def _supports(found: Evidence) -> list[str]:
    if _has(found, "admits"):
        return [f"grants it (“{found.words.get('admits', '')}”): {_said(found)}"]
    if _has(found, "number_fits"):
        return [f"its number fits the claim: {_said(found)}"]
    if _has(found, "claim_negated_same"):
        return [f"claim and answer both say that it was not so: {_said(found)}"]
    return [f"if it is true that {_said(found)}, so is the claim"]


def _contradicts(found: Evidence) -> list[str]:
    if _has(found, "denial") and _has(found, "bare_denial"):
        return [f"denies the whole of it: “{found.words['denial']}”"]
    if _has(found, "claim_negated_not"):
        return [f"says that it was so; the claim says that it was not: {_said(found)}"]
    if _has(found, "number_breaks"):
        return [f"its number leaves no room for the claim's: {_said(found)}"]
    if _has(found, "first_heard"):
        return [f"puts it at a later time (“{found.words['first_heard']}”) than the claim does"]
    if _has(found, "negated_universal"):
        every = found.words["negated_universal"]
        return [f"denies all of the sort (“{every}”), and what is claimed is of that sort: {_said(found)}"]
    if _has(found, "negated", "denied"):
        return [f"denies what the claim says: {_said(found)}"]
    if _has(found, "alibi"):
        return [f"leaves no room for the claim (“{found.words.get('alibi', '')}”): {_said(found)}"]
    return [f"if it is true that {_said(found)}, the claim is false"]


def _misses(found: Evidence) -> list[str]:
    claim = f"the claim is that {_claim(found)}"
    said = found.words
    if _has(found, "attacks"):
        return [f"turns on the source or its motives (“{said['attacks']}”) and leaves the claim standing"]
    if _has(found, "status"):
        return [f"speaks of charges, findings or proof (“{said['status']}”); {claim}"]
    if _has(found, "intent"):
        return [f"denies an intent or a motive (“{said['intent']}”); {claim}"]
    if _has(found, "virtue") and not _has(found, "negated_universal"):
        return [f"speaks of conduct in general (“{said['virtue']}”); {claim}"]
    verb = "denies" if _has(found, "negated", "denied") else "says"
    if _has(found, "time_differs"):
        return [f"{verb} it for another time ({said['time_differs']}): {_said(found)}; {claim}"]
    if _has(found, "number_denied"):
        return [f"denies another number: {_said(found)}; {claim}"]
    if _has(found, "number_open"):
        return [f"its number leaves room for the claim's: {_said(found)}; {claim}"]
    if _has(found, "other_subject"):
        return [f"{verb} it for somebody else (“{said['other_subject']}”): {_said(found)}; {claim}"]
    if _has(found, "new_hedge"):
        return [f"{verb} it only with a limit (“{said['new_hedge']}”): {_said(found)}; {claim}"]
    if _has(found, "now"):
        return [f"speaks of the present (“{said['now']}”): {_said(found)}; {claim}"]
    if verb == "denies":
        return [f"denies that {_denied(found)}; {claim}"]
    return [f"says that {_said(found)}; {claim}, which can still be true"]


def _denied(found: Evidence) -> str:
    return _inside(denied(found.answer) or found.answer.content)


def _evades(found: Evidence) -> list[str]:
    if _has(found, "evades"):
        return [f"does not answer: “{found.words['evades']}”"]
    if _has(found, "question"):
        return ["answers with a question"]
    if _has(found, "asked"):
        return [f"was asked (“{found.words['asked']}”) and answered beside the question"]
    return ["says nothing on the claim"]


def _unrelated(found: Evidence) -> list[str]:
    if _has(found, "names_shared") or found.figures.get("covered", 0) > 0:
        return [f"shares words with the claim and speaks of another matter: {_said(found)}"]
    return ["speaks of another matter"]


_SAY = {
    RelationKind.SUPPORTS: _supports,
    RelationKind.CONTRADICTS: _contradicts,
    RelationKind.MISSES: _misses,
    RelationKind.EVADES: _evades,
    RelationKind.UNRELATED: _unrelated,
}
