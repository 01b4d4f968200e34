"""How the web room is set up, in one frozen object."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex

from sayso.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class WebConfig:
    """What an app serves, and to whom.

    ``settings`` name the ledger, the extractor and the person that decides where there are no
    accounts. ``accounts`` is the path of the file of accounts; without one whoever reaches the
    address is that person, and an editor. ``make`` makes a ledger where there is none. ``secure``
    says that the address is reached over HTTPS, so that cookies are sent over nothing else. ``secret``
    is what the tokens of forms are made with, the same for all processes of one run, and ``shared`` the
    folder in which they keep pages for each other.
    """

    settings: Settings = field(default_factory=Settings)
    accounts: str | None = None
    make: bool = False
    secure: bool = False
    secret: str = field(default_factory=token_hex, repr=False)
    shared: Path | None = None
    #: Whether articles may be fetched from addresses of the own network.
    allow_private: bool = False
    #: Whether each request is logged, or failures only.
    log_requests: bool = False
    #: Bytes that a request's body may have.
    largest_body: int = 12_000_000
    #: Requests a minute from one address or token, and those of them that may come at once.
    rate_per_minute: int = 6000
    rate_at_once: int = 600
    #: Pages that are kept ready, and the bytes that they may take together.
    pages_kept: int = 2000
    bytes_kept: int = 64_000_000
    #: Threads that answer.
    threads: int = 8

    @property
    def person(self) -> str:
        """Who decides where there are no accounts."""
        return self.settings.person or "editor"
