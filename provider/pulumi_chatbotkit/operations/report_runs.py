"""The run of a report: it only reads, and what it shows is without the credentials that it uses."""

import os
from dataclasses import replace

from pulumi_chatbotkit.hosts.configuration import ServiceSettings
from pulumi_chatbotkit.hosts.runtime import Runtime
from pulumi_chatbotkit.operations.environment_secrets import learn_environment


def run_of_report(settings: ServiceSettings) -> Runtime:
    """A run that refuses to send anything but GET. Its redactor masks the key, which people paste anywhere.

    And the other credentials of the environment, such as the password of a proxy, which a refused call may name.
    """
    runtime = Runtime(replace(settings, client=replace(settings.client, read_only=True)))
    runtime.redactor.learn({"token": settings.client.token}, ["token"])
    learn_environment(runtime.redactor, os.environ)
    return runtime
