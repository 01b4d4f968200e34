"""How often: token buckets by key, no more of them than a bound."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from threading import Lock
from time import monotonic

#: Keys that are remembered; beyond, the one not heard of for the longest is forgotten.
_KEYS = 10_000


class Throttle:
    """Lets so many through at once for each key, and so many a minute in the long run.

    Each process of a server counts for itself.
    """

    def __init__(
        self, at_once: int, per_minute: float, *, keys: int = _KEYS, clock: Callable[[], float] = monotonic
    ) -> None:
        self._at_once = float(at_once)
        self._rate = per_minute / 60
        self._most = keys
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, key: str) -> float:
        """Seconds until one more of this key may pass; 0 lets it pass, and counts it."""
        now = self._clock()
        with self._lock:
            left, at = self._left.pop(key, (self._at_once, now))
            left = min(self._at_once, left + (now - at) * self._rate)
            passes = left >= 1
            self._left[key] = (left - 1 if passes else left, now)
            if len(self._left) > self._most:
                self._left.popitem(last=False)
        return 0.0 if passes else (1 - left) / self._rate

    def __len__(self) -> int:
        return len(self._left)


def whence(client: tuple[str, int] | list[object] | None) -> str:
    """The address to count by; of IPv6 the network, since one person has all of it."""
    if not client:
        return ""
    try:
        found = ip_address(str(client[0]))
    except ValueError:
        return str(client[0])[:100]
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
