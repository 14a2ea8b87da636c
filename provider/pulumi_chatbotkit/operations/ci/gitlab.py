"""GitLab: comments are notes, of a merge request or of an issue.

Source: GitLab's REST API, version 4, "Notes" and "Issues". A job token reads neither, so ``GITLAB_TOKEN`` is needed.
"""

from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, as_object
from pulumi_chatbotkit.operations.ci.code_host import (
    Comment,
    Issue,
    IssueText,
    Thread,
    ThreadKind,
    check_label,
    whole_number,
)
from pulumi_chatbotkit.operations.ci.markers import has_marker
from pulumi_chatbotkit.operations.ci.sending import Access, Call, CodeHostApi

NEEDED_TOKEN: Final = "an access token of the project with the scope `api` and the role Reporter or higher"  # noqa: S105 - words
_ADVICE: Final = {
    401: f"GITLAB_TOKEN is not valid here, or has expired: it must be {NEEDED_TOKEN}; a job token cannot write "
    "{permission}",
    403: f"GITLAB_TOKEN may not write {{permission}}: it must be {NEEDED_TOKEN}; a job token cannot",
    404: f"there is no such thing in this project, or the token does not see it: GITLAB_TOKEN must be {NEEDED_TOKEN}",
}
_ISSUES: Final = "issues"
_PATHS: Final = {ThreadKind.REQUEST: "merge_requests", ThreadKind.ISSUE: "issues"}
_NOTES: Final = "notes"
_EVENTS: Final = {True: "reopen", False: "close"}


def gitlab_access(base_url: str, token: str) -> Access:
    """How GitLab is called with a token."""
    return Access("GitLab", base_url, {"PRIVATE-TOKEN": token}, _ADVICE)


class GitLab:
    """A project."""

    request_noun = "merge request"

    def __init__(self, api: CodeHostApi, project: str) -> None:
        """``project`` is its number."""
        self._api = api
        self._root = f"/projects/{project}"
        self._user: int | None = None

    async def comments(self, thread: Thread, marker: str) -> list[Comment]:
        found = [
            _comment(each)
            async for each in self._api.items(self._notes(thread), _NOTES, sort="asc", order_by="created_at")
            if has_marker(str(each.get("body")), marker) and await self._is_own(each)
        ]
        return sorted(found, key=lambda comment: comment.id)

    async def add_comment(self, thread: Thread, body: str, marker: str) -> Comment:
        async def find() -> Comment | None:
            return next(iter(await self.comments(thread, marker)), None)

        return await self._api.create(Call("POST", self._notes(thread), _NOTES, body={"body": body}), _comment, find)

    async def update_comment(self, thread: Thread, comment: Comment, body: str) -> None:
        await self._api.send(Call("PUT", f"{self._notes(thread)}/{comment.id}", _NOTES, body={"body": body}))

    async def delete_comment(self, thread: Thread, comment: Comment) -> None:
        await self._api.delete(f"{self._notes(thread)}/{comment.id}", _NOTES)

    async def issues(self, label: str, marker: str) -> list[Issue]:
        found = [
            _issue(each)
            async for each in self._api.items(f"{self._root}/issues", _ISSUES, state="all", labels=label)
            if has_marker(str(each.get("description")), marker) and await self._is_own(each)
        ]
        return sorted(found, key=lambda issue: issue.number)

    async def open_issue(self, text: IssueText, label: str, marker: str) -> Issue:
        async def find() -> Issue | None:
            return next((each for each in await self.issues(label, marker) if each.is_open), None)

        body: JsonObject = {"title": text.title, "description": text.body, "labels": label}

        def read(found: JsonObject) -> Issue:
            names = found.get("labels")
            return check_label(_issue(found), [*map(str, names)] if isinstance(names, list) else [], label)

        return await self._api.create(Call("POST", f"{self._root}/issues", _ISSUES, body=body), read, find)

    async def update_issue(self, issue: Issue, text: IssueText | None, *, is_open: bool) -> None:
        body: JsonObject = {} if issue.is_open is is_open else {"state_event": _EVENTS[is_open]}
        if text is not None:
            body |= {"title": text.title, "description": text.body}
        await self._api.send(Call("PUT", f"{self._root}/issues/{issue.number}", _ISSUES, body=body))

    def _notes(self, thread: Thread) -> str:
        return f"{self._root}/{_PATHS[thread.kind]}/{thread.number}/notes"

    async def _is_own(self, found: JsonObject) -> bool:
        if self._user is None:
            user = as_object(await self._api.send(Call("GET", "/user", _NOTES))) or {}
            self._user = whole_number(user, "id")
        return (as_object(found.get("author")) or {}).get("id") == self._user


def _comment(found: JsonObject) -> Comment:
    return Comment(whole_number(found, "id"), str(found.get("body") or ""), "")


def _issue(found: JsonObject) -> Issue:
    body, url = str(found.get("description") or ""), str(found.get("web_url") or "")
    return Issue(whole_number(found, "iid"), body, found.get("state") == "opened", url)
