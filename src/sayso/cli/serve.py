"""``sayso serve``: the ledger in a browser, and for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from sayso.cli.ledgers import ledger_option, settings_for
from sayso.cli.options import extractor_option
from sayso.cli.user import accounts_file, accounts_option
from sayso.errors import PackageMissingError, UsageError


@click.command(
    epilog="""\b
Examples:
  sayso serve --ledger case.db
  sayso user add 'Ada Renwick' && sayso serve --host 0.0.0.0 --certificate tls.pem --key tls.key"""
)
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", show_default=True, help="Where to listen.")
@click.option("--port", type=click.IntRange(0, 65535), default=8150, show_default=True, help="0 for any.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes.")
@click.option("--certificate", metavar="FILE", help="Of this server, with its chain, for HTTPS.")
@click.option("--key", metavar="FILE", help="The certificate's key.")
@click.option("--proxy", metavar="ADDRESS", help="Of a proxy whose X-Forwarded headers are believed.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses of your own network too.")
@click.option("--log-requests", is_flag=True, help="Log every request, not failures only.")
@accounts_option
@extractor_option
@ledger_option
def command(
    host: str,
    port: int,
    workers: int,
    certificate: str | None,
    key: str | None,
    proxy: str | None,
    allow_private: bool,
    log_requests: bool,
    accounts: str | None,
    extractor: str | None,
    ledger: str | None,
) -> None:
    """Show the ledger in a browser, with an API for programs; Ctrl-C stops it.

    On this machine alone (127.0.0.1) nobody has to sign in, unless there are accounts (sayso user
    add). On any other address there have to be some.
    """
    if bool(certificate) != bool(key):
        raise UsageError("--certificate and --key belong together")
    for file in (certificate, key):
        if file and not Path(file).is_file():
            raise UsageError(f"there is no file {file}")
    try:
        from sayso.web.config import WebConfig
        from sayso.web.running import Listening, run
    except ModuleNotFoundError as error:
        raise PackageMissingError(f"sayso serve needs {error.name}: pip install 'sayso[web]'") from error
    settings = settings_for(ledger, extractor)
    config = WebConfig(
        settings=settings,
        accounts=accounts_file(accounts, settings),
        secure=certificate is not None,
        allow_private=allow_private,
        log_requests=log_requests,
    )
    listening = Listening(
        host=host, port=port, workers=workers, certificate=certificate, key=key, proxy=proxy
    )
    run(config, listening, lambda address: click.echo(f"Sayso is at {address} (Ctrl-C stops it)"))
