"""Write any text to any stream, whatever its charset."""

from __future__ import annotations

import codecs
import io
import sys

#: The name under which a stream is given these escapes.
ESCAPED = "sayso.escaped"


def write_anything() -> None:
    """Let standard output and standard error take what their charset lacks, as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # neither where there is none, nor a test's own
            stream.reconfigure(errors=ESCAPED)


def _escaped(error: UnicodeError) -> tuple[str, int]:
    r"""The characters as ``\u201c``, which a person can read and JSON's strings allow (RFC 8259, 7).

    Python's own ``backslashreplace`` writes ``\xe9`` too, which is no JSON.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    words = error.object[error.start : error.end]
    units = words.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2)), error.end


codecs.register_error(ESCAPED, _escaped)
