"""The emulator's description of itself, as an OpenAPI 3.1 document derived from the contract.

The document says what a request may hold to be answered without a conversion and without a system error; the emulator,
like the service, takes a little more ("true" for true, "5" for 5).
"""

from .document import openapi_document, openapi_route

__all__ = ["openapi_document", "openapi_route"]
