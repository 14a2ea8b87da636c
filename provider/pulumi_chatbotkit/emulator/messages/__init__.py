"""Requests and answers as plain values, the routes, reading and checking of bodies, and sending over ASGI."""
