"""The complete document, and the route that serves it."""

from dataclasses import replace
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pulumi_chatbotkit.emulator.messages.routes import served_kinds
from pulumi_chatbotkit.emulator.openapi.operations import RUN_AS_PARAMETERS, error_responses, method_of, operation
from pulumi_chatbotkit.emulator.settings.emulator_settings import EmulatorSettings
from pulumi_chatbotkit.json_values import JsonObject

_ABOUT: Final = "Requests whose values are stored as sent, and their answers. Every path also exists under /api"
_PARTNER: Final = "/v1/partner/user"
_USER: Final = "/v1/user"


def openapi_document(settings: EmulatorSettings, server: str = "/") -> JsonObject:
    """The OpenAPI 3.1 document of an emulator with these settings, at the URL ``server``."""
    paths: dict[str, JsonObject] = {}
    kinds = served_kinds(unpublished=settings.flat_abilities)
    for kind in kinds:
        named = kind.with_older_names() if settings.generation == "partner" else kind
        if settings.generation == "user" and named.path.startswith(_PARTNER):
            named = replace(named, path=_USER + named.path.removeprefix(_PARTNER))
        for action, verb in named.actions.items():
            methods = paths.setdefault(named.path_of(action).replace("...}", "}"), {})
            methods[method_of(action)] = operation(named, action, verb, settings.profile)
    also = f", and {_PARTNER} also as {_USER}" if settings.generation == "both" else ""
    return {
        "openapi": "3.1.0",
        "info": {"title": "ChatBotKit API, emulated", "version": "v1", "description": f"{_ABOUT}{also}."},
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
