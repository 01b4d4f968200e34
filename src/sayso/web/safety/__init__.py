"""What guards the pages and the API: who may do what, from where, how often and how much."""

from __future__ import annotations

from fastapi import FastAPI

from sayso.web.config import WebConfig


def install(app: FastAPI, config: WebConfig) -> None:
    """Guard every route of the app.

    Raises:
        AccountsError: if the file of accounts can't be used.
    """
    from sayso.web.safety.accounts import Accounts
    from sayso.web.safety.guard import Guard
    from sayso.web.safety.login import throttles
    from sayso.web.safety.sessions import Sessions

    accounts = Accounts(config.accounts) if config.accounts else None
    sessions = Sessions(accounts) if accounts else None
    app.state.accounts, app.state.sessions = accounts, sessions
    app.state.tries = throttles()
    if accounts is not None:
        app.state.opened.closes(accounts.close)
    app.add_middleware(Guard, config=config, accounts=accounts, sessions=sessions)
