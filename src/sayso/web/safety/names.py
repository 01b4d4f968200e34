"""The names of accounts: they stand under what people decide."""

from __future__ import annotations

import unicodedata

from sayso.errors import AccountsError
from sayso.views.shown import shown

_LONGEST = 80


def named(name: str) -> str:
    """The name as it is written everywhere.

    Raises:
        AccountsError: if it is empty, too long, or has characters that don't show.
    """
    found = unicodedata.normalize("NFC", " ".join(name.split()))
    if not found or len(found) > _LONGEST or shown(found) != found:
        raise AccountsError(f"a name has 1 to {_LONGEST} characters, all of which show")
    return found


def key(name: str) -> str:
    """What names are told apart by: neither case nor compatible forms of letters make two of one."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()[: 4 * _LONGEST]
