"""What a secret can do: verify, mint and proxy (docs/api/api.md b.12, secret).

Mint and proxy answer errors of a shape of their own, without ``code``. Nobody can authenticate here, so an OAuth secret
never has a token; and the emulator calls no other host, so a proxied call that passes the checks is 501.
"""

import base64
import hashlib
import hmac
import ipaddress
import json
from typing import Final
from urllib.parse import urlsplit

from pulumi_chatbotkit.emulator.actions.addresses import find, resolve_reference
from pulumi_chatbotkit.emulator.actions.changes import Owner
from pulumi_chatbotkit.emulator.actions.context import ActionContext, owner_of, target_record
from pulumi_chatbotkit.emulator.contract.fields import Access, Reference
from pulumi_chatbotkit.emulator.contract.refusals import BAD_REQUEST, CONFLICT, NOT_IMPLEMENTED, OtherRefusal, Refusal
from pulumi_chatbotkit.emulator.messages.answer import Answer, json_answer
from pulumi_chatbotkit.emulator.messages.json_body import read_object
from pulumi_chatbotkit.emulator.messages.validation import required_on_create
from pulumi_chatbotkit.emulator.storage.rows import Record
from pulumi_chatbotkit.json_values import JsonObject

_TOKEN_LIFETIME_MS: Final = 3_600_000
_LOCAL_NAMES: Final = ("localhost", "local", "internal")
_MINTED: Final = "jwt"
_AUTHENTICATED: Final = "oauth"


def verify(ctx: ActionContext) -> Answer:
    """Whether somebody has authenticated: never. Only OAuth and personal secrets can be asked (assumed)."""
    record = target_record(ctx, owner_of(ctx))
    if record.document.get("type") != _AUTHENTICATED and record.document.get("kind") != "personal":
        raise Refusal(CONFLICT)
    action: JsonObject = {"type": "authenticate", "url": _authentication_url(ctx, record)}
    return json_answer({"id": record.id, "status": "unauthenticated", "action": action})


def mint(ctx: ActionContext) -> Answer:
    """Make a token from a JWT secret with a value."""
    read_object(ctx.call.body)
    record = target_record(ctx, owner_of(ctx))
    kind = record.document.get("type")
    if kind not in {_MINTED, _AUTHENTICATED}:
        raise _refused(CONFLICT, 409, "not_mintable", f"Secrets of type {kind} cannot be minted")
    value = record.document.get("value")
    if kind == _AUTHENTICATED or not value:
        raise _authorization_required(ctx, record)
    expires_at = ctx.environment.clock() + _TOKEN_LIFETIME_MS
    return json_answer({"token": _signed(str(value), expires_at), "expiresAt": expires_at})


def proxy(ctx: ActionContext) -> Answer:
    """Check a call that the secret would be put into."""
    fields = ctx.kind.body("proxy")
    body = ctx.changes.validated_body(fields, read_object(ctx.call.body), ctx.account, required_on_create(fields))
    record = _usable_secret(ctx)
    host = _host(str(body["url"]))
    if _is_private(host):
        raise _refused(BAD_REQUEST, 400, "invalid_destination", f"{host or body['url']} is not a public address")
    if record.document.get("type") == _AUTHENTICATED or not record.document.get("value"):
        raise _authorization_required(ctx, record)
    raise Refusal(NOT_IMPLEMENTED, f"a call to {host} is not implemented by this emulator: it calls no other host")


def _usable_secret(ctx: ActionContext) -> Record:
    """The secret in the path, which the account must own or be allowed to use.

    Raises:
        Refusal: NOT_FOUND, NOT_AUTHORIZED.
    """
    record = find(ctx.records, ctx.kind, ctx.match.ids[ctx.kind.id_parameter], ctx.account)
    if Owner(account=record.account, parent=None) != owner_of(ctx):
        resolve_reference(ctx.records, Reference(kind=ctx.kind.name, access=Access.USABLE), record.id, ctx.account)
    return record


def _host(url: str) -> str:
    """The host of an address; "" if it is malformed."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_private(host: str) -> bool:
    """Whether a host is this machine, a private address, or a name that only a local network has."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return not host or host.lower().rstrip(".").rpartition(".")[2] in _LOCAL_NAMES


def _authentication_url(ctx: ActionContext, record: Record) -> str:
    return f"{ctx.call.origin}/secret/{record.id}/authenticate"


def _authorization_required(ctx: ActionContext, record: Record) -> Refusal:
    url = _authentication_url(ctx, record) if record.document.get("type") == _AUTHENTICATED else None
    return _refused(CONFLICT, 409, "authorization_required", "The secret has no value yet", url)


def _refused(code: str, status: int, word: str, message: str, url: str | None = None) -> OtherRefusal:
    return OtherRefusal(code, status, {"error": word, "message": message, **({"url": url} if url else {})})


def _signed(key: str, expires_at: int) -> str:
    """A JWT that ``key`` signs."""
    parts = ({"alg": "HS256", "typ": "JWT"}, {"exp": expires_at // 1000})
    text = ".".join(_base64(json.dumps(part).encode()) for part in parts)
    return f"{text}.{_base64(hmac.digest(key.encode(), text.encode(), hashlib.sha256))}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
