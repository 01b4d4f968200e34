"""Cut a YAML front matter off a Markdown article."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)(?<=\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
#: Longest front matter that is looked at, in code points.
_LONGEST = 16_384
#: Brackets at most: PyYAML's time grows with the square of how deep they nest.
_MOST_NESTED = 100


def front_matter(text: str) -> tuple[dict[str, Any], int]:
    """What the front matter says, and where the article begins after it.

    A front matter that is no YAML mapping, or uses aliases (which can be made to grow without
    bound), is taken as part of the article.
    """
    match = _FRONT.match(text[:_LONGEST])
    if match is None or sum(map(match[1].count, "[{")) > _MOST_NESTED:
        return {}, 0
    import yaml

    try:
        if any(isinstance(t, yaml.AliasToken) for t in yaml.scan(match[1])):
            return {}, 0
        found = yaml.safe_load(match[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, 0
    if not isinstance(found, dict):
        return {}, 0
    after = len(text) - len(text[match.end() :].lstrip("\r\n"))
    return {str(k).lower(): _plain(v) for k, v in found.items()}, after


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
