"""The complete document, and the route that serves it."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pulumi_chatbotkit.emulator.messages.routes import served_kinds
from pulumi_chatbotkit.emulator.openapi.operations import RUN_AS_PARAMETERS, error_responses, method_of, operation
from pulumi_chatbotkit.emulator.settings.emulator_settings import EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject

_ABOUT: Final = (
    "Requests whose values are stored as sent, and their answers. Every path also exists under /api, and "
    "/v1/partner/user also as /v1/user."
)


def openapi_document(settings: EmulatorSettings, server: str = "/") -> JsonObject:
    """The OpenAPI 3.1 document of an emulator with these settings, at the URL ``server``."""
    paths: dict[str, JsonObject] = {}
    kinds = served_kinds(unpublished=settings.flat_abilities)
    for kind in kinds:
        named = kind if settings.ability_links == "linked" else kind.with_older_names()
        for action, verb in named.actions.items():
            methods = paths.setdefault(named.path_of(action), {})
            methods[method_of(action)] = operation(named, action, verb, settings.profile)
    return {
        "openapi": "3.1.0",
        "info": {"title": "ChatBotKit API, emulated", "version": "v1", "description": _ABOUT},
        "servers": [{"url": server}],
        "security": [{"key": []}],
        "tags": [{"name": kind.name} for kind in kinds],
        "paths": {**paths},
        "components": {
            "securitySchemes": {
                "key": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "Any scheme, a space and the key, such as: Token sk-...",
                }
            },
            "parameters": RUN_AS_PARAMETERS,
            "responses": error_responses(settings.profile),
        },
    }


def openapi_route(settings: EmulatorSettings) -> Route:
    """``GET /openapi.json``; needs no key."""

    async def document(request: Request) -> Response:
        return JSONResponse(openapi_document(settings, str(request.base_url).rstrip("/")))

    return Route("/openapi.json", document, methods=["GET"])
