"""``init``: what it prints is typed as it stands, in an empty folder, and the customer is there."""

import json
import os
import shlex
import sys
from pathlib import Path

import yaml

from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli
from support.users_environment import build_wheel, next_commands, plain_shell, typed, users_shell

CUSTOMERS = [("Acme Hardware", "ops@acme.example")]
LIST = "pulumi-chatbotkit emulator list partner_user --json >.pulumi-chatbotkit/listed"
COMMIT = "git init -q && git add . && git -c user.name=a -c user.email=a@example.com commit -q -m Project"


def customers(project: Path) -> list[object]:
    """Name and address of the customers that ``LIST`` has found in the embedded service."""
    listed = (project / ".pulumi-chatbotkit" / "listed").read_text(encoding="utf-8")
    return [(each["name"], each["email"]) for each in json.loads(listed)]


def test_from_the_wheel_to_a_customer(tmp_path: Path) -> None:
    """With nothing but the wheel and what it requires. The clone stays clean, and the project's own test passes."""
    build_wheel(tmp_path / "wheels")
    shell = users_shell(tmp_path / "wheels", tmp_path / "packages")
    shop = tmp_path / "shop"
    shop.mkdir()
    # pip is among the packages; the first of the three commands puts one into the environment, which takes longer.
    install = "python3 -m venv --without-pip .venv && .venv/bin/python -m pip install -q pulumi-chatbotkit"
    commands = next_commands(typed(shop, shell, install, ".venv/bin/pulumi-chatbotkit init"))

    tested = typed(shop, shell, COMMIT, *commands, LIST, "python -m pytest -q -p no:cacheprovider")

    assert customers(shop) == CUSTOMERS
    assert "1 passed" in tested
    assert typed(shop, shell, "git status --porcelain") == ""


def test_from_a_pulumi_template_to_a_customer(tmp_path: Path) -> None:
    """``pulumi new`` makes the same project as ``init``, here with the customers in the program."""
    pulumi = f"export PATH={shlex.quote(str(find_pulumi_cli().directory))}:$PATH"
    shell = plain_shell(os.environ) | {"PULUMI_HOME": str(tmp_path / "home")}
    init = "pulumi-chatbotkit init --tenants program"
    (pulumi_new,) = next_commands(typed(tmp_path, shell, f"{init} template --pulumi-template"))
    _, *commands = next_commands(typed(tmp_path, shell, f"{init} shop"))
    shop, made = tmp_path / "shop", tmp_path / "made" / "shop"
    made.mkdir(parents=True)
    (made / ".venv").symlink_to(sys.prefix)  # the first command is typed in the other test

    typed(made, shell, f"{pulumi}; {pulumi_new} --name shop --force", *commands, LIST)

    assert customers(made) == CUSTOMERS
    same = ("__main__.py", "tests/test_program.py", "requirements.txt", "pyproject.toml", ".gitignore", "README.md")
    assert [name for name in same if (made / name).read_bytes() != (shop / name).read_bytes()] == []
    settings = [yaml.safe_load((each / "Pulumi.yaml").read_text(encoding="utf-8")) for each in (made, shop)]
    assert [(each["name"], each["runtime"]) for each in settings] == [("shop", settings[1]["runtime"])] * 2
