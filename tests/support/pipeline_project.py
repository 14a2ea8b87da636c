"""A project with a pipeline, for the tests that run one: made as a person makes it, its CI/CD variables, an edit."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.testing import EmulatorServer
from support.job_runs import AWS_KEYS, Bucket, Repository, machine
from support.users_environment import typed

PASSPHRASE: Final = "a passphrase of nobody"


def new_repository(folder: Path, bucket: Bucket, emulator: EmulatorServer, host: str) -> Repository:
    """What a person does once: a project with a pipeline, its stack, and the first push."""
    repository = Repository(folder)
    environ = {
        **machine(folder / "home"),
        **AWS_KEYS,
        "PULUMI_BACKEND_URL": bucket.back_end,
        "PULUMI_CONFIG_PASSPHRASE": PASSPHRASE,
    }
    typed(
        repository.clone,
        environ,
        f"pulumi-chatbotkit init --yes --ci {host} --stack live",
        'eval "$(pulumi-chatbotkit engine env)"',
        "pulumi stack init live",
        f"pulumi config set chatbotkit:endpoint {emulator.url} --stack live",
    )
    repository.push("Project")
    return repository


def settings_of_jobs(bucket: Bucket, emulator: EmulatorServer) -> dict[str, dict[str, str]]:
    """What jobs get, by environment. A preview has no key, a check for drift no passphrase."""
    key, passphrase = {"CHATBOTKIT_API_TOKEN": emulator.token}, {"PULUMI_CONFIG_PASSPHRASE": PASSPHRASE}
    role = {"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/live"}
    return {
        "": {"PULUMI_BACKEND_URL": bucket.back_end, "AWS_REGION": AWS_KEYS["AWS_REGION"]},
        "live": {**role, **key, **passphrase},
        "preview": {**role, **passphrase},
        "drift": {**role, **key},
    }


@contextmanager
def edited_in_the_console(emulator: EmulatorServer) -> Generator[None]:
    """The bot says something else; at the end, what it said before."""
    (bot,) = emulator.records("bot")
    emulator.edit("bot", str(bot["id"]), {"backstory": "You sell."})
    yield
    emulator.edit("bot", str(bot["id"]), {"backstory": bot["backstory"]})
