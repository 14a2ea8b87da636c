"""The emulator as one object, its ASGI application, and the HTTP server for it."""
