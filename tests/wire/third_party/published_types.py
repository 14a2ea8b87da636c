"""Answers held against the types that the SDK publishes, by the TypeScript compiler."""

import json
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pulumi_chatbotkit.json_values import JsonValue
from wire.third_party.node_sdk import FOLDER

_COMPILER: Final = FOLDER / "node_modules" / "typescript" / "bin" / "tsc"

# null for a field that is not set is documented (docs/api/api.md a.6), and the types say optional: hence not strict.
_OPTIONS: Final = ("--noEmit", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "--pretty", "false")

# The type parameter keeps literals such as "private" what they are; fields that the types do not know are let through.
_HEAD: Final = """import type { ChatBotKit } from '@chatbotkit/sdk'
const accepts = <T>() => <V extends T>(value: V) => value
type Answer<F extends (...args: any) => any> = Awaited<ReturnType<F>>
"""


@dataclass
class Program:
    """A TypeScript program that hands each answer to a function which takes the published type only."""

    lines: list[str] = field(default_factory=list[str])

    def add(self, method: str, answer: JsonValue, *, refused: bool) -> None:
        """An answer of a method such as ``bot.fetch``. ``refused``: it must not have the published type."""
        path = "".join(f"[{json.dumps(part)}]" for part in method.split("."))
        marks = ["// @ts-expect-error"] if refused else []
        self.lines += [*marks, f"accepts<Answer<ChatBotKit{path}>>()({json.dumps(answer)}) // {method}"]

    def complaints(self, folder: Path) -> list[str]:
        """What the compiler says, each with the line of the program that it is about. Writes into ``folder``."""
        (folder / "package.json").write_text('{"type": "module"}', "utf-8")
        (folder / "node_modules").symlink_to(FOLDER / "node_modules")
        (folder / "answers.ts").write_text(_HEAD + "\n".join(self.lines) + "\n", "utf-8")
        command = [shutil.which("node") or "node", str(_COMPILER), *_OPTIONS, "answers.ts"]
        said = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False).stdout
        return [self._with_line(complaint) for complaint in said.splitlines()]

    def _with_line(self, complaint: str) -> str:
        if not complaint.startswith("answers.ts("):
            return complaint
        number = int(complaint.removeprefix("answers.ts(").partition(",")[0]) - _HEAD.count("\n")
        return f"{complaint} in: {self.lines[number - 1]}"
