"""Runs a Pulumi program with Pulumi's mocks and returns what it declared.

In a separate process, because the SDK keeps its engine and its event loop in globals.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

from pulumi.runtime import mocks

from pulumi_chatbotkit.json_values import JsonObject

_NOT_ARGUMENTS = ("__provider", "__declaration", "marker", "service", "secretInputs")


class _Engine(mocks.Mocks):
    """Remembers what was registered; every object gets the id ``<name>-id``."""

    def __init__(self) -> None:
        self.declared: dict[str, JsonObject] = {}

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        inputs = cast("JsonObject", vars(args)["inputs"])
        kind = args.typ.rpartition(":")[2]
        self.declared[f"{kind} {args.name}"] = {key: inputs[key] for key in inputs if key not in _NOT_ARGUMENTS}
        return f"{args.name}-id", dict(inputs)

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], None]:
        raise NotImplementedError(args.token)


def run_mocked(
    program: str, directory: Path | None = None, *, preview: bool = False, show: bool = False
) -> subprocess.CompletedProcess[str]:
    """Run ``program`` (the text of a ``__main__.py``) in an update or a preview.

    With ``show``, the registered resources are printed as JSON at the end.
    """
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    options = [*(["--preview"] if preview else []), *(["--show"] if show else [])]
    command = [sys.executable, "-m", "support.mocked_program", *options]
    return subprocess.run(
        command, input=program, env=environment, cwd=directory, capture_output=True, text=True, check=False
    )


def declared_by(program: str, directory: Path | None = None) -> dict[str, JsonObject]:
    """The arguments of each resource that ``program`` registers, by ``"<class> <name>"``.

    Raises:
        AssertionError: the program failed; the message is what it printed.
    """
    ran = run_mocked(program, directory, show=True)
    assert ran.returncode == 0, ran.stderr
    return cast("dict[str, JsonObject]", json.loads(ran.stdout))


def _main() -> None:
    engine = _Engine()
    mocks.set_mocks(engine, project="shop", stack="dev", preview="--preview" in sys.argv)
    program = compile(sys.stdin.read(), "__main__.py", "exec")
    mocks.test(lambda: exec(program, {}))()  # noqa: S102 - the tests' own text # pyright: ignore[reportUnknownMemberType]
    if "--show" in sys.argv:
        json.dump(engine.declared, sys.stdout)


if __name__ == "__main__":
    _main()
