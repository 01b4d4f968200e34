"""The tags of words: the begin and the inside of each role, or none."""

from __future__ import annotations

from typing import Final

ROLES: Final = ("source", "cue", "content")
TAGS: Final = ("O", *(f"{place}-{role}" for role in ROLES for place in "BI"))


def may_follow(before: str, tag: str) -> bool:
    """Whether the tag may stand right after the other: an inside only continues its own role."""
    return not tag.startswith("I-") or before[2:] == tag[2:]


def may_start(tag: str) -> bool:
    """Whether a window may begin with the tag."""
    return not tag.startswith("I-")
