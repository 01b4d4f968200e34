"""What a statement says once people's judgements are laid over what was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sayso.errors import UsageError
from sayso.ledger.codec import Value, statement_of
from sayso.ledger.names import name_key
from sayso.ledger.terms import terms

#: The fields that a person may correct.
FIELDS = (
    "speaker",
    "act",
    "negated",
    "certainty",
    "form",
    "said",
    "addressee",
    "venue",
    "content",
    "cue",
    "source",
)
#: Sorts after every day.
_NO_DAY = "9999-99-99"


def effective(read: Value, judgements: Sequence[Mapping[str, Any]]) -> Value:
    """The statement's value with the judged fields, the latest judgement of a field last."""
    found = dict(read)
    for judged in judgements:
        found.update(judged)
        if "speaker" in judged and found["chain"]:
            end = {**judged["speaker"], "text": found["chain"][-1]["text"]}
            found["chain"] = [*found["chain"][:-1], end]
    return found


def checked(fields: Mapping[str, Any], read: Value) -> None:
    """Refuse a judgement that would leave no statement.

    Raises:
        UsageError: if a field is none, or its value can't be one.
    """
    for name in fields:
        if name not in FIELDS:
            raise UsageError(f"{name} is no field that can be judged; they are {', '.join(FIELDS)}")
    if not fields:
        raise UsageError("a judgement has to say what it corrects")
    try:
        statement_of(effective(read, [fields]))
    except (ValueError, TypeError, KeyError) as error:
        raise UsageError(f"that can't be judged so: {error}") from error


def row(value: Value, publisher: str | None, published: str | None) -> dict[str, Any]:
    """What a statement is looked up by."""
    said = value["said"]
    day = (published or "")[:10] or None
    first = said["start"] if said else day
    return {
        "speaker": name_key(value["speaker"]["name"]) or None,
        "publisher": name_key(publisher) or None,
        "act": value["act"],
        "first_day": first,
        "last_day": said["end"] if said else day,
        "sorted": first or _NO_DAY,
    }


def terms_of(value: Value) -> list[str]:
    """The terms that a statement is found by: its words, the cue's, and the speaker's."""
    speaker = value["speaker"]
    own = (value["content"]["text"], value["cue"]["text"], value["source"]["text"])
    return terms(" ".join((*own, speaker["name"] or "", speaker["description"] or "")))
