"""Passwords: hashed with argon2id, and checked in the same time for everybody."""

from __future__ import annotations

from functools import cache
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from sayso.errors import AccountsError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: Characters at least (NIST SP 800-63B asks for eight), and bytes at most.
SHORTEST = 10
LONGEST = 1024
#: How many are checked at once: each takes 64 MiB (RFC 9106, the second recommended option).
_AT_ONCE = BoundedSemaphore(2)


def hashed(password: str) -> str:
    """The hash to keep, with its salt and parameters.

    Raises:
        AccountsError: if the password is too short, or far too long.
    """
    if len(password) < SHORTEST:
        raise AccountsError(f"a password needs {SHORTEST} characters at least")
    if len(password.encode("utf-8", "replace")) > LONGEST:
        raise AccountsError(f"a password may have {LONGEST} bytes at most")
    with _AT_ONCE:
        return _hasher().hash(password.encode("utf-8", "replace"))


def right(kept: str | None, password: str) -> bool:
    """Whether it is the password of the hash; for a hash that is not there as much is computed."""
    from argon2.exceptions import InvalidHashError, VerificationError

    given = password.encode("utf-8", "replace")[: LONGEST + 1]
    with _AT_ONCE:
        try:
            _hasher().verify(kept or _nobodys(), given)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None


@cache
def _nobodys() -> str:
    """A hash of nothing that anybody can send, to spend the time on."""
    from secrets import token_bytes

    return _hasher().hash(token_bytes(32))


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()
