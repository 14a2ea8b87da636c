"""``pulumi-chatbotkit emulator requests``: the request log of an emulator that is served with ``--admin``."""

import json
from typing import Annotated, cast

import typer

from pulumi_chatbotkit.cli.admin_token import known_admin_token
from pulumi_chatbotkit.cli.emulator_state import (
    EXIT_FAILED,
    EXIT_USAGE,
    AsJson,
    Database,
    errors_as_exits,
    failed,
)
from pulumi_chatbotkit.cli.tables import print_table
from pulumi_chatbotkit.emulator import DEFAULT_DATABASE, parsed_filter
from pulumi_chatbotkit.emulator.settings.emulator_settings import ADMIN_TOKEN_VARIABLE
from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

_COLUMNS = ("number", "method", "path", "status", "runAs", "fault")


def requests(  # noqa: PLR0913, PLR0917 - one argument for each option
    url: Annotated[str, typer.Option(help="URL of the emulator, as `emulator serve --admin` prints it.")],
    route: Annotated[
        str, typer.Option(help="Route such as bot/create, part of the method and path, or a pattern with *.")
    ] = "",
    method: Annotated[str, typer.Option(help="Such as POST.")] = "",
    status: Annotated[str, typer.Option(help="A number, a class such as 4xx, or none for no answer.")] = "",
    run_as: Annotated[str, typer.Option(help="Part of a partner user's id or e-mail.")] = "",
    since: Annotated[int, typer.Option(help="Only requests after the one of this number.", min=0)] = 0,
    limit: Annotated[int | None, typer.Option(help="At most this many requests, the newest.", min=0)] = None,
    counts: Annotated[bool, typer.Option("--counts", help="Show the number of requests per route instead.")] = False,
    database: Database = DEFAULT_DATABASE,
    as_json: AsJson = False,
) -> None:
    """Show the request log of a served emulator, oldest first. Secrets are masked.

    The admin token is read from beside the state that is served (--db), or from CHATBOTKIT_EMULATOR_ADMIN_TOKEN.
    """
    wanted = {"route": route, "method": method, "status": status, "run_as": run_as, "since": str(since)}
    query = {name: value for name, value in wanted.items() if value} | ({} if limit is None else {"limit": str(limit)})
    with errors_as_exits():
        parsed_filter(query)
    token = known_admin_token(database)
    answer = _control_answer(url, token, "requests/counts" if counts else "requests", query)
    if as_json:
        typer.echo(json.dumps(answer))
    elif counts:
        found = cast("dict[str, int]", answer)
        print_table("route", "requests", rows=[[name, f"{count:,}"] for name, count in found.items()])
    else:
        print_table(*_COLUMNS, rows=[_cells(one) for one in cast("list[JsonObject]", answer)])


def _control_answer(url: str, token: str | None, path: str, query: dict[str, str]) -> JsonValue:
    """The answer of a control route: the value under the last segment of its path."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    import httpx  # noqa: PLC0415 - the other commands do not need it

    try:
        answer = httpx.get(f"{url.rstrip('/')}/_emulator/{path}", params=query, headers=headers, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise failed(f"there is no emulator at {url}: {error}", EXIT_FAILED) from error
    if answer.status_code == 401:
        raise failed(
            f"{url} wants another admin token: name the state that it serves with --db, or set {ADMIN_TOKEN_VARIABLE}",
            EXIT_USAGE,
        )
    if answer.status_code != 200:
        raise failed(
            f"{url} shows no request log (HTTP {answer.status_code}); serve the emulator with --admin", EXIT_USAGE
        )
    try:
        return (as_object(answer.json()) or {})[path.rpartition("/")[2]]
    except (ValueError, KeyError) as error:
        raise failed(f"{url} is no emulator", EXIT_USAGE) from error


def _cells(one: JsonObject) -> list[str]:
    shown = {"status": "no answer" if one["status"] is None else one["status"], "runAs": one["run_as"]}
    cells = [(one | shown)[name] for name in _COLUMNS]
    return ["" if cell is None else str(cell) for cell in cells]
