"""Take a sentence's own attribution off: who says, by which act, what is said.

For sentences that stand alone ("The mayor said she never met him"), where no article is there to be read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sayso.relations.lexicon import patterns

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
#: A quotation this short is words used, not a thing said.
_LEAST_QUOTED = 3
#: Characters that are read: no sentence has more.
_LONGEST = 10_000
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unwrapped:
    """What is said, and by whom.

    ``text`` is the whole sentence, ``content`` the proposition, ``speaker`` who speaks (empty if the text
    names nobody), ``cue`` the words that signal it. ``denied`` means that the cue itself denies the
    content ("denied that …"); ``quoted`` that the content is in the speaker's own words, where "I" is the
    speaker.
    """

    text: str
    content: str
    speaker: str = ""
    cue: str = ""
    denied: bool = False
    quoted: bool = False


def unwrap(text: str) -> Unwrapped:
    """The proposition that a sentence carries, with its attribution taken off."""
    text = _SPACES.sub(" ", text[:_LONGEST].translate(str.maketrans("’‘\u00a0", "'' "))).strip()
    return (
        _quotation(text)
        or _denied(text)
        or _leading(text)
        or _according(text)
        or _trailing(text)
        or _colon(text)
        or Unwrapped(text=text, content=text)
    )


def _quotation(text: str) -> Unwrapped | None:
    quotes = [q for q in _QUOTED.findall(text) if len(q.split()) >= _LEAST_QUOTED]
    rest = _SPACES.sub(" ", _QUOTED.sub(" ", text)).strip(" ,.:;")
    inside = sum(len(q.split()) for q in quotes)
    cue = _cue().search(rest)
    led = cue is not None and text.lstrip().startswith(("“", '"'))
    if not quotes or (inside < 0.5 * len(rest.split()) and not led):
        return None
    speaker = (rest[: cue.start()] or rest[cue.end() :]) if cue else rest
    speaker = re.split(r",? (?:when|as|after|asked|in reply)\b", speaker)[0]
    return Unwrapped(
        text=text, content=" ".join(q.strip(" ,") for q in quotes), speaker=speaker.strip(" ,."),
        cue=cue[0] if cue else "", quoted=True,
    )  # fmt: skip


def _denied(text: str) -> Unwrapped | None:
    """ "X denied that …", "X denied having …", "X disputed a report that …"."""
    found = _denial().search(text)
    if not found or found.start() > 90 or len(found["said"].split()) < 2:
        return None
    return Unwrapped(
        text=text,
        content=found["said"].strip(" ."),
        speaker=text[: found.start()].strip(" ,"),
        cue=found["cue"],
        denied=True,
    )


def _leading(text: str) -> Unwrapped | None:
    """ "X said that …": the first cue that a clause follows."""
    for found in _cue().finditer(text):
        speaker, said = text[: found.start()].strip(" ,"), text[found.end() :].strip(" ,:")
        if _OBJECT.match(said):
            continue
        said = _THAT.sub("", said)
        if not speaker or len(speaker.split()) > 14 or len(said.split()) < 3:
            continue
        if re.match(r"(?:of|about|on|in|after|when|by|at|from|to)\b", said):
            continue
        return Unwrapped(text=text, content=said.rstrip("."), speaker=speaker, cue=found[0])
    return None


def _according(text: str) -> Unwrapped | None:
    if found := re.match(r"According to ([^,]+), (.+)", text):
        return Unwrapped(text=text, content=found[2].rstrip("."), speaker=found[1], cue="according to")
    if found := re.search(r",? according to ([^,]+)\.?$", text):
        return Unwrapped(
            text=text, content=text[: found.start()], speaker=found[1].rstrip("."), cue="according to"
        )
    return None


def _trailing(text: str) -> Unwrapped | None:
    """ "…, X said."."""
    last = None
    for found in patterns("cues.toml", "says_after").finditer(text):
        if "," in text[: found.start()] and _END.match(text[found.end() :]):
            last = found
    if last is None or len(text) - last.end() > 60:
        return None
    head = text[: last.start()]
    comma = head.rfind(", ")
    before = head[:comma]
    if (
        before.count(", ")
        and len(before.rsplit(", ", 1)[1].split()) <= 5
        and not _VERB.search(before.rsplit(", ", 1)[1])
    ):
        comma = before.rfind(", ")  # "…, his chief of staff, Hanne Ruud, said"
    speaker = head[comma + 1 :].strip(" ,")
    if comma < 1 or len(head[:comma].split()) < 3 or _NO_SPEAKER.match(speaker) or not speaker:
        return None
    return Unwrapped(text=text, content=head[:comma].strip(" ,"), speaker=speaker, cue=last[0])


#: What may stand behind the cue of a sentence whose speaker comes last.
_END = re.compile(
    r"\s*(?:[.,;]|$)|\s+(?:on|in|at|to|during|after|before|when|of|about|as|later|by|from|with|last|this"
    r"|earlier|yesterday|\w+day)\b"
)
_NO_SPEAKER = re.compile(r"(?:and|but|or|which|who|that|where|when|because|although|though|while|if)\b")
#: "that", with when or to whom it was said in front of it.
_THAT = re.compile(
    r"^(?:(?:on|in|at|to|during|after|before|again|also|later|last|this|through|under|by) (?:\S+ ){0,4}?)?"
    r"that\s+"
)
#: A thing and no clause: "I wrote that letter."
_OBJECT = re.compile(r"(?:that|this|these|those|it|them)(?: \w+)?[.;!?]")
_COLON = re.compile(r"^(?P<speaker>[A-Z][^:.“\"]{1,50}): (?P<said>\S.{8,})$")
_VERB = re.compile(r"\b(?:is|was|are|were|has|have|had|will|would|did|does|not|\w+ed)\b")


def _colon(text: str) -> Unwrapped | None:
    """ "The university: we suspended three students."."""
    found = _COLON.match(text)
    if not found or len(found["speaker"].split()) > 5:
        return None
    return Unwrapped(text=text, content=found["said"].rstrip("."), speaker=found["speaker"], cue=":")


def _cue() -> re.Pattern[str]:
    return patterns("cues.toml", "says")


def _denial() -> re.Pattern[str]:
    return patterns("cues.toml", "denies")
