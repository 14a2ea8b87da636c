"""A fake code host on a loopback port: what it keeps, its faults, and its pages. Its APIs are in `code_hosts`."""

import json
import re
import socket
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar, Final, Self, TypeAlias
from urllib.parse import parse_qs, urlsplit

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object

TOKEN: Final = "job-token-0123456789abcdef"
OWN: Final = "the-pipeline"
"""The account of a token that is not a job's."""
LONGEST_BODY: Final = 65_536
"""GitHub's limit; GitLab's is higher."""


@dataclass
class Note:
    """A comment."""

    id: int
    author: str
    body: str


@dataclass
class StoredIssue:
    """An issue."""

    number: int
    title: str
    body: str
    labels: list[str]
    author: str = ""
    """"" is the account of the token."""
    is_open: bool = True
    notes: list[Note] = field(default_factory=list[Note])


@dataclass
class Answer:
    """What a call is answered."""

    status: int
    content: JsonValue = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass
class Fault:
    """Calls that fail: the next ``times`` ones of this method, whose path has this part."""

    answer: Answer | None
    """None: the connection is dropped."""
    method: str = ""
    path: str = ""
    times: int = 1
    is_stored: bool = False
    """True if the call is carried out, and only its answer is lost."""

    def takes(self, method: str, path: str) -> bool:
        return self.times > 0 and method.startswith(self.method) and self.path in path


@dataclass
class Received:
    """A call."""

    method: str
    path: str
    query: Mapping[str, str]
    body: JsonObject
    headers: Mapping[str, str]
    parts: tuple[str, ...] = ()
    """What the groups of the route's pattern have matched; the last one is a number."""

    @property
    def last(self) -> int:
        return int(self.parts[-1])


Route: TypeAlias = tuple[str, str, Callable[[Received], Answer]]


class FakeCodeHost(ABC):
    """A repository with one pull or merge request."""

    prefix: ClassVar = ""

    def __init__(self, *, request: int = 7, page_size: int = 100) -> None:
        self.number = request
        self.page_size = page_size
        self.request_notes: list[Note] = []
        self.request_body = ""
        """What the pull or merge request says of itself."""
        self.issues: list[StoredIssue] = []
        self.faults: list[Fault] = []
        self.received: list[Received] = []
        self.refused_permissions: set[str] = set()
        """``requests`` or ``issues``: what the token must not write."""
        self.drops_labels = False
        """Whether the token may not set labels: they are left out without a word."""
        self.url = ""
        self._ids = 100
        self._lock = threading.Lock()

    @property
    def own(self) -> str:
        """The account of the token."""
        return OWN

    def comments(self) -> list[Note]:
        """What is said on the request."""
        return [*self.request_notes]

    def say(self, body: str, author: str = "ada") -> Note:
        """A comment of somebody on the request."""
        return self._add(self.request_notes, author, body)

    @contextmanager
    def served(self) -> Generator[Self]:
        """The API on a loopback port, until the block ends."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        self.url = f"http://127.0.0.1:{server.server_address[1]}{self.prefix}"
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    @abstractmethod
    def job_variables(self) -> dict[str, str]:
        """The variables of a job for the request."""

    @abstractmethod
    def is_authorized(self, headers: Mapping[str, str]) -> bool: ...

    @abstractmethod
    def routes(self) -> list[Route]:
        """Method, pattern of the path, and what answers."""

    def answer(self, call: Received) -> Answer | None:
        """The answer; None if the connection is to be dropped."""
        with self._lock:
            self.received.append(call)
            fault = next((each for each in self.faults if each.takes(call.method, call.path)), None)
            if fault is None:
                return self._carried_out(call)
            fault.times -= 1
            if fault.is_stored:
                self._carried_out(call)
            return fault.answer

    def _carried_out(self, call: Received) -> Answer:
        if not self.is_authorized(call.headers):
            return Answer(401, {"message": "Bad credentials"})
        for method, pattern, act in self.routes():
            match = re.fullmatch(self.prefix + pattern, call.path)
            if match and method == call.method:
                return act(replace(call, parts=match.groups()))
        return Answer(404, {"message": "Not Found"})

    def _add(self, notes: list[Note], author: str, body: str) -> Note:
        self._ids += 1
        notes.append(Note(self._ids, author, body))
        return notes[-1]

    def notes_of(self, number: int) -> list[Note] | None:
        """The comments of a request or an issue; None if there is none."""
        if number == self.number:
            return self.request_notes
        return next((each.notes for each in self.issues if each.number == number), None)

    def issue(self, number: int) -> StoredIssue | None:
        return next((each for each in self.issues if each.number == number), None)

    def page_of(self, call: Received, items: list[JsonObject]) -> tuple[list[JsonValue], int | None]:
        """The items of the page that a call asks for, and the number of the next page."""
        size = min(int(call.query.get("per_page", "20")), self.page_size)
        page = int(call.query.get("page", "1"))
        has_more = len(items) > page * size
        return [*items[(page - 1) * size : page * size]], page + 1 if has_more else None


def _handler_of(host: FakeCodeHost) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the other side

        def _serve(self) -> None:
            url = urlsplit(self.path)
            text = self.rfile.read(int(self.headers.get("content-length") or 0))
            query = {key: values[-1] for key, values in parse_qs(url.query).items()}
            headers = {key.lower(): value for key, value in self.headers.items()}
            body = as_object(json.loads(text)) if text else None
            answer = host.answer(Received(self.command, url.path, query, body or {}, headers))
            if answer is None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            content = b"" if answer.content is None else json.dumps(answer.content).encode()
            self.send_response(answer.status)
            for key, value in answer.headers.items():
                self.send_header(key, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815 - the names of the base class

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            """Nothing is printed."""

    return Handler
