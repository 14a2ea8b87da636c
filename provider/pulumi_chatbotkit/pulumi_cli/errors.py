"""Errors of finding or getting a Pulumi CLI."""


class Unavailable(Exception):
    """One way of getting a Pulumi CLI does not work on this machine; the message says why, in one line."""


class PulumiCliError(Exception):
    """There is no Pulumi CLI and none could be got; the message says what was tried and what to do next."""
