"""Pages from templates: everything is escaped unless our own code made it."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sayso.views.shown import brief
from sayso.web import words
from sayso.web.safety.csrf import field
from sayso.web.safety.who import visitor


@cache
def environment() -> Environment:
    """The templates of this package, each compiled once."""
    made = Environment(
        loader=PackageLoader("sayso.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(shown=brief, day=words.day, moment=words.moment)
    made.globals.update(static=static, words=words)
    return made


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that a template makes of the values.

    Every template also has ``request``, ``actor`` (null for somebody who has not signed in) and
    ``csrf_field()``, which each form that posts has to carry.
    """
    return HTMLResponse(html(request, template, **values), status_code=status)


def html(request: Request, template: str, **values: Any) -> str:
    """The same as text."""
    return (
        environment()
        .get_template(template)
        .render(request=request, actor=visitor(request), csrf_field=lambda: field(request), **values)
    )


@cache
def static(name: str) -> str:
    """The address of a static file; another one as soon as its bytes are others."""
    content = files("sayso.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:10]}"
