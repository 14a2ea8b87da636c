"""What the commands for pipelines need of GitHub or GitLab, and what can go wrong there."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from pulumi_chatbotkit.api.errors import ChatBotKitError, Nature
from pulumi_chatbotkit.json_values import JsonObject


class CodeHostError(ChatBotKitError):
    """GitHub or GitLab refused, or did not answer. The message names the call and what to do; it holds no token."""

    def __init__(
        self,
        message: str,
        *,
        nature: Nature = Nature.FINAL,
        status: int | None = None,
        may_have_created: bool = False,
        retry_after_s: float | None = None,
    ) -> None:
        self.nature = nature
        self.status = status
        self.may_have_created = may_have_created
        self.retry_after_s = retry_after_s
        super().__init__(message)


class ThreadKind(Enum):
    """What comments belong to."""

    REQUEST = "request"
    """A pull request or merge request."""
    ISSUE = "issue"


@dataclass(frozen=True)
class Thread:
    """A pull or merge request, or an issue, with its comments. ``number`` is the one that people see."""

    kind: ThreadKind
    number: int


@dataclass(frozen=True)
class Comment:
    """A comment of the account whose token is used."""

    id: int
    body: str
    url: str
    """"" if the host does not tell it."""


@dataclass(frozen=True)
class Issue:
    """An issue, open or closed."""

    number: int
    body: str
    is_open: bool
    url: str


@dataclass(frozen=True)
class IssueText:
    """Title and body of an issue."""

    title: str
    body: str


class CodeHost(Protocol):
    """A repository at GitHub or a project at GitLab. Every method raises ``CodeHostError``.

    A ``marker`` is the first line of a body, which no other comment or issue has. Anybody can write such a line,
    and edit the text below it afterwards: only what the account of the token has written is found. What is added
    with one is added once: after an answer that was lost, it is looked for before it is added again.
    """

    @property
    def request_noun(self) -> str:
        """``pull request`` or ``merge request``."""
        ...

    async def comments(self, thread: Thread, marker: str) -> list[Comment]:
        """The own comments with the marker, of all pages, the oldest first."""
        ...

    async def add_comment(self, thread: Thread, body: str, marker: str) -> Comment:
        """A new comment."""
        ...

    async def update_comment(self, thread: Thread, comment: Comment, body: str) -> None:
        """Give a comment another body."""
        ...

    async def delete_comment(self, thread: Thread, comment: Comment) -> None:
        """Delete a comment; one that is gone is no error."""
        ...

    async def issues(self, label: str, marker: str) -> list[Issue]:
        """The own issues with label and marker, open and closed, of all pages, the oldest first."""
        ...

    async def open_issue(self, text: IssueText, label: str, marker: str) -> Issue:
        """A new issue. It is an error if it has not got the label, without which it would not be found again."""
        ...

    async def update_issue(self, issue: Issue, text: IssueText | None, *, is_open: bool) -> None:
        """Give an issue another text (None: leave it), and open or close it."""
        ...


def check_label(made: Issue, names: Collection[str], label: str) -> Issue:
    """A new issue, if its label is among the names of those that it was given.

    Raises:
        CodeHostError: it is not: a host leaves labels out, without a word, if the token may not set them.
    """
    if label.casefold() in {each.casefold() for each in names}:
        return made
    where = f"issue {made.number} {made.url}".rstrip()
    message = (
        f"{where} was opened without its label {label!r}, so the next run would not find it and open another one: give "
        "it the label, and use a token that may set labels (GitHub: write access to the repository; GitLab: Reporter)"
    )
    raise CodeHostError(message)


def whole_number(found: JsonObject, key: str) -> int:
    """A number in an answer. Raises ``CodeHostError`` if there is none."""
    number = found.get(key)
    if isinstance(number, int) and not isinstance(number, bool):
        return number
    message = f"the answer of the API has no {key}, so it is not known what was made"
    raise CodeHostError(message)
