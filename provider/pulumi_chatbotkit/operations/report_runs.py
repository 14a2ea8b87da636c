"""The run of a report: it only reads, and what it shows is without the key that it uses."""

from dataclasses import replace

from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.hosts.runtime import Runtime


def run_of_report(settings: ServiceSettings) -> Runtime:
    """A run that refuses to send anything but GET. Its redactor masks the key, which people paste anywhere."""
    runtime = Runtime(replace(settings, client=replace(settings.client, read_only=True)))
    runtime.redactor.learn({"token": settings.client.token}, ["token"])
    return runtime
