"""Do without Python's collector of circular garbage for a while."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Within this no circles are looked for; what nobody refers to is let go of all the same.

    For work that makes very many objects without circles and needs them to its end: the collector would
    walk through all of them again and again and find nothing. It holds for all threads. Where several are
    in here, the first to leave ends it for all, which costs the others time and nothing else.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
