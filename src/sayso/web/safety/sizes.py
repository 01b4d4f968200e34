"""How much: a body is counted while it comes in, and has to come in within a time."""

from __future__ import annotations

from asyncio import get_running_loop, timeout_at

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive

#: Bytes of a body where no article comes in, and seconds for any body to come in whole.
SMALL = 256_000
_SECONDS = 60.0
#: Where articles come in.
_ARTICLES = ("/add", "/api/v1/articles")


def most(path: str, largest: int) -> int:
    """The bytes that a body to this path may have."""
    return largest if path.startswith(_ARTICLES) else min(SMALL, largest)


def declared(headers: Headers) -> int:
    """The bytes that the request says that it has."""
    length = headers.get("content-length", "0")
    return int(length) if length.isdecimal() and len(length) < 20 else 0


class Bounded:
    """Receives a body, and stops it at the limit: what was not declared is not trusted to be small.

    Raises:
        HTTPException: 413 if it is too large, 408 if it does not come in time.
    """

    def __init__(self, receive: Receive, limit: int, seconds: float = _SECONDS) -> None:
        self._receive = receive
        self._limit = limit
        self._until = get_running_loop().time() + seconds
        self._taken = 0
        self._whole = False

    async def __call__(self) -> Message:
        """The next part."""
        if self._whole:  # what comes now is that the client has gone
            return await self._receive()
        try:
            async with timeout_at(self._until):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "the request did not come in time") from error
        self._taken += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._taken > self._limit:
            raise too_large(self._limit)
        return message


def too_large(limit: int) -> HTTPException:
    """What is said of a body over the limit."""
    return HTTPException(413, f"more than {limit:,} bytes are not taken", headers={"Connection": "close"})
