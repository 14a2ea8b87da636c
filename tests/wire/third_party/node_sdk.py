"""The official Node SDK as tests use it: one Node process, which is told call by call what to do (sdk.mjs)."""

import json
import shutil
import subprocess
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, TypeAlias, cast

from pulumi_chatbotkit.json_values import JsonObject, JsonValue

FOLDER: Final = Path(__file__).parent
_DRIVER: Final = FOLDER / "sdk.mjs"
_WAY_OUT: Final = f"install Node.js 20 or newer, then run: make test, or: npm ci --prefix {FOLDER}"

Offer: TypeAlias = Mapping[str, list[str]]
"""The methods of each client of the SDK, by the client's path, such as ``partner.user``."""


class SdkMissingError(Exception):
    """Node, or the packages of the lock file, are not there. The text says how to get them."""


class SdkError(Exception):
    """What the SDK threw. ``name`` is the error's class in JavaScript, ``code`` the API's where it has one."""

    def __init__(self, name: str, code: str | None, message: str) -> None:
        super().__init__(f"{name}: {message} [{code}]")
        self.name, self.code, self.message = name, code, message


@dataclass(frozen=True)
class NodeSdk:
    """A Node process that has loaded the SDK.

    Args:
        version: Of the package ``@chatbotkit/sdk``.
        offer: What it can do.
    """

    version: str
    offer: Offer
    _process: subprocess.Popen[str]

    def use(self, request: JsonObject) -> JsonValue:
        """Send one request, and wait for its answer.

        Raises:
            SdkError: the SDK threw.
        """
        stdin, stdout = cast("tuple[IO[str], IO[str]]", (self._process.stdin, self._process.stdout))
        stdin.write(json.dumps(request) + "\n")
        stdin.flush()
        return _answer(stdout.readline())


@dataclass(frozen=True)
class Account:
    """The SDK with one set of options: key, host and run-as."""

    sdk: NodeSdk
    options: JsonObject

    def call(self, name: str, *arguments: JsonValue) -> JsonValue:
        """Call a method, such as ``bot.fetch``, and return what it resolves to. Raises SdkError."""
        return self._use(name, arguments, stream=False)

    def record(self, name: str, *arguments: JsonValue) -> JsonObject:
        """The same, of a method that resolves to an object."""
        answer = self.call(name, *arguments)
        assert isinstance(answer, dict)
        return answer

    def items(self, name: str, *arguments: JsonValue) -> list[JsonObject]:
        """The items of one page of a list. Raises SdkError."""
        return cast("list[JsonObject]", self.record(name, *arguments)["items"])

    def stream(self, name: str, *arguments: JsonValue) -> list[JsonObject]:
        """Every line of the method's stream. Raises SdkError."""
        return cast("list[JsonObject]", self._use(name, arguments, stream=True))

    def having(self, **options: JsonValue) -> "Account":
        """The same account with other options of the SDK."""
        return Account(self.sdk, {**self.options, **options})

    def _use(self, name: str, arguments: tuple[JsonValue, ...], *, stream: bool) -> JsonValue:
        client, method = name.rsplit(".", 1)
        call: JsonObject = {"client": client, "method": method, "args": list(arguments), "stream": stream}
        return self.sdk.use({"options": self.options, **call})


@contextmanager
def running() -> Generator[NodeSdk]:
    """A Node process with the SDK, for as long as the ``with`` block runs.

    Raises:
        SdkMissingError
    """
    node = shutil.which("node")
    if node is None:
        raise SdkMissingError(f"node is not on PATH: {_WAY_OUT}")
    with subprocess.Popen([node, str(_DRIVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        hello = cast("IO[str]", process.stdout).readline()
        if not hello:
            raise SdkMissingError(f"{_DRIVER.name} does not start, Node's own words are on stderr: {_WAY_OUT}")
        said = cast("JsonObject", _answer(hello))
        yield NodeSdk(str(said["version"]), cast("Offer", said["clients"]), process)


def locked_version() -> str:
    """The version of the SDK that the lock file names."""
    lock = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))
    return str(lock["packages"]["node_modules/@chatbotkit/sdk"]["version"])


def _answer(line: str) -> JsonValue:
    said = cast("JsonObject", json.loads(line))
    if "error" in said:
        error = cast("dict[str, str | None]", said["error"])
        raise SdkError(str(error["name"]), error["code"], str(error["message"]))
    return said["answer"]
