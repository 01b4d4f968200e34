"""Who is acting: the person at this machine, somebody who signed in, or a program with a token."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from starlette.exceptions import HTTPException
from starlette.requests import Request


class Role(StrEnum):
    """What somebody is trusted with; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    EDITOR = "editor"


class Scope(StrEnum):
    """What may be done: look, decide about what was read, and take articles in."""

    READ = "read"
    REVIEW = "review"
    ADD = "add"


SCOPES = {
    Role.READER: frozenset((Scope.READ,)),
    Role.REVIEWER: frozenset((Scope.READ, Scope.REVIEW)),
    Role.EDITOR: frozenset((Scope.READ, Scope.REVIEW, Scope.ADD)),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who acts, in which role. A program's token may be for less than the role allows."""

    name: str
    role: Role
    token: frozenset[Scope] | None = None

    def may(self, scope: Scope) -> bool:
        """Whether the actor may do that."""
        return scope in SCOPES[self.role] and (self.token is None or scope in self.token)

    @property
    def reviews(self) -> bool:
        """Whether the actor may decide about statements."""
        return self.may(Scope.REVIEW)

    @property
    def adds(self) -> bool:
        """Whether the actor may take articles in."""
        return self.may(Scope.ADD)


def visitor(request: Request) -> Actor | None:
    """Who is acting, or null where nobody has signed in and that is needed."""
    found: Actor | None = getattr(request.state, "actor", None)
    return found


def actor(request: Request) -> Actor:
    """Who is acting, and may read. A dependency."""
    return _may(request, Scope.READ)


def reviewer(request: Request) -> Actor:
    """Who is acting, and may decide. A dependency."""
    return _may(request, Scope.REVIEW)


def editor(request: Request) -> Actor:
    """Who is acting, and may take articles in. A dependency."""
    return _may(request, Scope.ADD)


def _may(request: Request, scope: Scope) -> Actor:
    found = visitor(request)
    if found is None:
        raise HTTPException(401, "sign in first", headers={"WWW-Authenticate": "Bearer"})
    if not found.may(scope):
        raise HTTPException(403, f"{found.name} may not {scope.value} here")
    return found
