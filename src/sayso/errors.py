"""Every error of Sayso's own, in one tree.

Each class carries the exit code that the command line ends with; the message is the one line that a
person reads, so it says what went wrong and what to do. Codes are stable and documented in
``docs/errors.md``: 1 is kept for defects, 2 for usage, 3 for "some of the items failed".
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar


class SaysoError(Exception):
    """The root: catch it to catch everything that Sayso raises on purpose."""

    exit_code: ClassVar[int] = 1


class UsageError(SaysoError):
    """The command or call was put together wrongly."""

    exit_code = 2


class PartialFailureError(SaysoError):
    """Some items of many failed; the rest was done."""

    exit_code = 3


class IntakeError(SaysoError):
    """The bytes could not be had."""

    exit_code = 10


class SourceNotFoundError(IntakeError):
    """No such file, or it may not be read."""

    exit_code = 11


class EmptyInputError(IntakeError):
    """There is nothing in the input."""

    exit_code = 12


class TooLargeError(IntakeError):
    """The input is over the limit on bytes."""

    exit_code = 13


class UnsupportedInputError(IntakeError):
    """The input is of a kind that Sayso does not read (an image, an archive, a program)."""

    exit_code = 14


class DamagedInputError(IntakeError):
    """The input is of a known kind but broken (a truncated PDF)."""

    exit_code = 15


class EncryptedInputError(IntakeError):
    """The input needs a password."""

    exit_code = 16


class FetchError(IntakeError):
    """A page could not be fetched."""

    exit_code = 20


class UnsafeAddressError(FetchError):
    """The address is private, local or otherwise not to be fetched by default."""

    exit_code = 21


class FetchTimeoutError(FetchError):
    """The host did not answer in time."""

    exit_code = 22


class TooManyRedirectsError(FetchError):
    """The redirects go on past the limit, or in a circle."""

    exit_code = 23


class DecompressionError(FetchError):
    """The body grows past the limit when decompressed, or does not decompress."""

    exit_code = 24


class HttpStatusError(FetchError):
    """The host answered with an error status."""

    exit_code = 25


class RobotsError(FetchError):
    """The host asks programs not to fetch the page."""

    exit_code = 26


class DocumentError(SaysoError):
    """The bytes are there, but no article can be made of them."""

    exit_code = 30


class NoArticleError(DocumentError):
    """The page holds no article text."""

    exit_code = 31


class TooComplexError(DocumentError):
    """The page's structure is over the limits (nesting, size of one element)."""

    exit_code = 32


class LanguageError(DocumentError):
    """The article is in a language that the models don't read."""

    exit_code = 33


class DefectError(DocumentError):
    """Sayso, or a library, stumbles over the article; the others are read."""

    exit_code = 34


class ModelError(SaysoError):
    """A model that Sayso needs cannot be used."""

    exit_code = 40


class ModelMissingError(ModelError):
    """The model's files are not there."""

    exit_code = 41


class ModelDamagedError(ModelError):
    """The model's files are not the ones that were released."""

    exit_code = 42


class LedgerError(SaysoError):
    """The ledger cannot be used, or not for this."""

    exit_code = 50


class NotALedgerError(LedgerError):
    """The file or database is there, but it is no ledger."""

    exit_code = 51


class NewerLedgerError(LedgerError):
    """The ledger was written by a later version of Sayso."""

    exit_code = 52


class DamagedLedgerError(LedgerError):
    """The ledger's file is cut off or broken."""

    exit_code = 53


class LedgerFullError(LedgerError):
    """There is no room left to write; what is there is whole."""

    exit_code = 54


class LedgerReadOnlyError(LedgerError):
    """The ledger may be read but not written."""

    exit_code = 55


class LedgerBusyError(LedgerError):
    """Somebody else has been writing for too long."""

    exit_code = 56


class LedgerAlteredError(LedgerError):
    """An entry was altered, removed or reordered."""

    exit_code = 57


class NotInLedgerError(LedgerError):
    """The ledger has no such statement, document, speaker or entry."""

    exit_code = 58


class LedgerMissingError(LedgerError):
    """There is no ledger at this place."""

    exit_code = 59


class LedgerUnreachableError(LedgerError):
    """The database server does not answer, or does not let us in."""

    exit_code = 60


class OlderLedgerError(LedgerError):
    """The ledger was written by an earlier version, and has to be brought up to date first."""

    exit_code = 61


class ExportError(SaysoError):
    """What was asked for cannot be written."""

    exit_code = 70


class PackageMissingError(ExportError):
    """The format, or the command, needs a package that is not installed."""

    exit_code = 71


class BulkError(SaysoError):
    """A bulk run cannot go on; what is complete of it is kept."""

    exit_code = 80


class OtherRunError(BulkError):
    """The folder holds another bulk run, one that is in use, or one that is not complete."""

    exit_code = 81


class WorkersLostError(BulkError):
    """The workers of a bulk run end before they have begun, again and again."""

    exit_code = 82


class WebError(SaysoError):
    """The pages and the API cannot be served."""

    exit_code = 90


class ListenError(WebError):
    """The address cannot be listened at."""

    exit_code = 91


class AccountsNeededError(WebError):
    """Others can reach the address, and there are no accounts."""

    exit_code = 92


class AccountsError(WebError):
    """The file of accounts cannot be used, or not for this."""

    exit_code = 93


class InboxError(WebError):
    """What was to be added cannot be kept until it is."""

    exit_code = 94


class InboxFullError(InboxError):
    """So many additions wait already that no more are accepted."""

    exit_code = 95


@contextmanager
def defects_told() -> Iterator[None]:
    """Around the reading of one article: what is raised there and is no error of Sayso's is told as a defect.

    Raises:
        DefectError: with its kind and place, for the report, but no words, which may be the article's.
    """
    try:
        yield
    except SaysoError:
        raise
    except Exception as error:
        from pathlib import Path
        from traceback import extract_tb

        last = extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
        raise DefectError(f"a defect of ours keeps it from being read ({place}); please report it") from error
