"""The emulator's OpenAPI 3.1 document, derived from the contract.

The document describes requests that need no conversion and cause no system error. Like the service, the emulator
accepts slightly more ("true" for true, "5" for 5).
"""

from pulumi_chatbotkit.emulator.openapi.document import openapi_document, openapi_route

__all__ = ["openapi_document", "openapi_route"]
