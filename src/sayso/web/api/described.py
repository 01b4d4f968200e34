"""The API's description (OpenAPI 3.1): the shapes of answers, with an example of each."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from sayso.web.api.answering import JSON, LINKED
from sayso.web.api.shapes import ref, schemas

Responses = dict[int | str, dict[str, Any]]
_ABOUT = """\
Everything that the pages show. Answers carry an ETag of the ledger's state: send it as `If-None-Match` and
what has not changed is not sent again. Lists come in pages, each with the address of the `next`. With
`Accept: application/ld+json` statements, articles and claims come as JSON-LD. On a server with accounts send
a token (`sayso user token`) as `Authorization: Bearer …`; its scopes are `read`, `review` and `add`."""
_SAID = {
    304: "It is as it was when it was asked for with this ETag.",
    400: "That can't be asked: the reason is in `detail`.",
    401: "Sign in, or send a token.",
    403: "The token, or the role, does not allow it; or the request came from another site.",
    404: "There is no such thing in the ledger.",
    408: "The request did not come in time.",
    413: "The body is too large.",
    415: "The body is neither JSON nor a form.",
    422: "A parameter or the body is not what it has to be.",
    429: "Too many requests; `Retry-After` says when to try again.",
    500: "The ledger can't be used, or a defect; the server's log has more.",
    503: "Busy; try again.",
}


def _refusal(status: int) -> dict[str, Any]:
    if status == 304:
        return {"description": _SAID[status]}
    schema = {"$ref": "#/components/schemas/Error"}
    example = {"error": {"status": status, "detail": _SAID[status]}}
    return {"description": _SAID[status], "content": {JSON: {"schema": schema, "example": example}}}


#: What any question may be answered with instead.
REFUSALS: Responses = {status: _refusal(status) for status in (304, 400, 401, 403, 404, 422, 429, 500, 503)}
_BODIES: Responses = {status: _refusal(status) for status in (408, 413, 415)}


def ok(name: str, *, linked: bool = False) -> Responses:
    """The answer of a shape; ``linked`` where it comes as JSON-LD too."""
    content: dict[str, Any] = {JSON: _content(name)}
    if linked:
        content[LINKED] = {"schema": {"$ref": "#/components/schemas/Linked"}}
    return {200: {"description": described(name), "content": content}}


def created(name: str) -> Responses:
    """The same for what was made."""
    found = {"description": described(name), "content": {JSON: _content(name)}}
    return {201: found, **_BODIES}


def accepted(name: str) -> Responses:
    """The same for what will be done."""
    found = {"description": described(name), "content": {JSON: _content(name)}}
    return {202: found, **_BODIES}


def describe(app: FastAPI) -> dict[str, Any]:
    """The whole description; only the API is in it."""
    if app.openapi_schema is None:
        made = get_openapi(
            title="Sayso",
            version=app.version,
            summary="Who said what, and through whom we know it.",
            description=_ABOUT,
            routes=app.routes,
        )
        parts = made.setdefault("components", {})
        parts["schemas"] = {**parts.get("schemas", {}), **schemas()}
        parts["securitySchemes"] = {
            "token": {"type": "http", "scheme": "bearer", "description": "A token of `sayso user token`."}
        }
        made["security"] = [{}, {"token": []}]
        app.openapi_schema = made
    return app.openapi_schema


@cache
def examples() -> dict[str, Any]:
    """An example of each shape, out of the bundled story."""
    found: dict[str, Any] = json.loads((files(__package__) / "examples.json").read_text("utf-8"))
    return found


def described(name: str) -> str:
    """What a shape is, in a sentence."""
    return str(schemas()[name]["description"])


def _content(name: str) -> dict[str, Any]:
    content: dict[str, Any] = {"schema": ref(name)}
    if name in examples():
        content["example"] = examples()[name]
    return content
