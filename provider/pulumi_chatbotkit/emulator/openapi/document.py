"""The whole document, and the route that serves it."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pulumi_chatbotkit.emulator.contract import KINDS
from pulumi_chatbotkit.emulator.settings import EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject

from .operations import RUN_AS_PARAMETERS, error_responses, method_of, operation, path_of

_ABOUT: Final = (
    "What may be sent to be stored as sent, and what is answered. Every path is answered under /api too, and "
    "/v1/partner/user as /v1/user."
)


def openapi_document(settings: EmulatorSettings, server: str = "/") -> JsonObject:
    """The OpenAPI 3.1 document of an emulator with these settings, at the URL ``server``."""
    paths: dict[str, JsonObject] = {}
    for kind in KINDS.values():
        spelt = kind if settings.ability_links == "linked" else kind.in_older_words()
        for action, verb in spelt.actions.items():
            methods = paths.setdefault(path_of(spelt, action), {})
            methods[method_of(action)] = operation(spelt, action, verb, settings.profile)
    return {
        "openapi": "3.1.0",
        "info": {"title": "ChatBotKit API, emulated", "version": "v1", "description": _ABOUT},
        "servers": [{"url": server}],
        "security": [{"key": []}],
        "tags": [{"name": kind.name} for kind in KINDS.values()],
        "paths": {**paths},
        "components": {
            "securitySchemes": {
                "key": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "A word, a space and the key: Token sk-...",
                }
            },
            "parameters": RUN_AS_PARAMETERS,
            "responses": error_responses(settings.profile),
        },
    }


def openapi_route(settings: EmulatorSettings) -> Route:
    """``GET /openapi.json``, without a key."""

    async def document(request: Request) -> Response:
        return JSONResponse(openapi_document(settings, str(request.base_url).rstrip("/")))

    return Route("/openapi.json", document, methods=["GET"])
