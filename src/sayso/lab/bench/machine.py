"""Say on what the figures were taken."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

#: A load above this, before anything has started, means that the machine does other work.
_IDLE = 0.5


def described() -> str:
    """The processor, its cores, its vector instructions and this Python, in one line."""
    read = Path("/proc/cpuinfo")
    lines = read.read_text(encoding="utf-8").splitlines() if read.exists() else []
    values = {k.strip(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
    flags = set(values.get("flags", values.get("Features", "")).split())
    vectors = [name for name in ("avx2", "avx512f", "avx512_vnni", "asimd") if name in flags]
    return (
        f"{values.get('model name') or platform.machine()}, {os.cpu_count()} cores "
        f"({', '.join(vectors) or 'vector instructions not known'}), {platform.system()}, "
        f"Python {platform.python_version()}"
    )


def warn_if_busy() -> None:
    """Say so on standard error if the machine already has work."""
    load = os.getloadavg()[0]
    if load > _IDLE:
        print(
            f"warning: the load is {load:.1f}; figures will be worse than on an idle machine", file=sys.stderr
        )
