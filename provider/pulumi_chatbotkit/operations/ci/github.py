"""GitHub: pull requests are issues with more to them, so both have the same comments.

Source: GitHub's REST API, version 2022-11-28, "Issues" and "Issue comments"; "Automatic token authentication" for the
token of a job, which is one of the app `github-actions`.
"""

from typing import Final

from pulumi_chatbotkit.json_values import JsonObject, JsonValue, as_object
from pulumi_chatbotkit.operations.ci.code_host import (
    CodeHostError,
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

_ADVICE: Final = {
    401: "GITHUB_TOKEN is not valid here: give the step `env: GITHUB_TOKEN: ${{{{ github.token }}}}`",
    403: "give the job `permissions: {permission}` (the token of a pull request from a fork only reads)",
    404: "there is no such thing in this repository, or the token does not see it: give the job "
    "`permissions: {permission}`",
    410: "issues are switched off in this repository",
}
_ISSUES: Final = "issues: write"
_JOB_ACCOUNT: Final = "github-actions[bot]"
_IS_APP: Final = "not accessible by integration"
"""What GitHub says to the token of an app that asks whose it is."""
_PERMISSIONS: Final = {ThreadKind.REQUEST: "pull-requests: write", ThreadKind.ISSUE: _ISSUES}


def github_access(base_url: str, token: str) -> Access:
    """How GitHub is called with a token."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Accept": "application/vnd.github+json",
        "X-GitHub-Api-Version": "2022-11-28",
    }
    return Access("GitHub", base_url, headers, _ADVICE)


class GitHub:
    """A repository."""

    request_noun = "pull request"

    def __init__(self, api: CodeHostApi, repository: str) -> None:
        """``repository`` is ``owner/name``."""
        self._api = api
        self._root = f"/repos/{repository}/issues"
        self._login: str | None = None

    async def comments(self, thread: Thread, marker: str) -> list[Comment]:
        found = [
            _comment(each)
            async for each in self._api.items(f"{self._root}/{thread.number}/comments", _PERMISSIONS[thread.kind])
            if has_marker(str(each.get("body")), marker) and await self._is_own(each)
        ]
        return sorted(found, key=lambda comment: comment.id)

    async def add_comment(self, thread: Thread, body: str, marker: str) -> Comment:
        async def find() -> Comment | None:
            return next(iter(await self.comments(thread, marker)), None)

        path = f"{self._root}/{thread.number}/comments"
        login = await self._own_login()
        call = Call("POST", path, _PERMISSIONS[thread.kind], body={"body": body})
        return await self._api.create(call, lambda found: _comment(_made_by(login, found)), find)

    async def update_comment(self, thread: Thread, comment: Comment, body: str) -> None:
        path = f"{self._root}/comments/{comment.id}"
        await self._api.send(Call("PATCH", path, _PERMISSIONS[thread.kind], body={"body": body}))

    async def delete_comment(self, thread: Thread, comment: Comment) -> None:
        await self._api.delete(f"{self._root}/comments/{comment.id}", _PERMISSIONS[thread.kind])

    async def issues(self, label: str, marker: str) -> list[Issue]:
        found = [
            _issue(each)
            async for each in self._api.items(self._root, _ISSUES, state="all", labels=label)
            if "pull_request" not in each and has_marker(str(each.get("body")), marker) and await self._is_own(each)
        ]
        return sorted(found, key=lambda issue: issue.number)

    async def open_issue(self, text: IssueText, label: str, marker: str) -> Issue:
        async def find() -> Issue | None:
            return next((each for each in await self.issues(label, marker) if each.is_open), None)

        login = await self._own_login()
        body: JsonObject = {"title": text.title, "body": text.body, "labels": [label]}

        def read(found: JsonObject) -> Issue:
            return check_label(_issue(_made_by(login, found)), _labels(found.get("labels")), label)

        return await self._api.create(Call("POST", self._root, _ISSUES, body=body), read, find)

    async def update_issue(self, issue: Issue, text: IssueText | None, *, is_open: bool) -> None:
        body: JsonObject = {"state": "open" if is_open else "closed"}
        if text is not None:
            body |= {"title": text.title, "body": text.body}
        await self._api.send(Call("PATCH", f"{self._root}/{issue.number}", _ISSUES, body=body))

    async def _is_own(self, found: JsonObject) -> bool:
        return _author(found) == await self._own_login()

    async def _own_login(self) -> str:
        """The account of the token. The token of a job is an app's, to which GitHub refuses to name it."""
        if self._login is None:
            self._login = await self._asked_login()
        return self._login

    async def _asked_login(self) -> str:
        try:
            user = await self._api.send(Call("GET", "/user", ""))
        except CodeHostError as error:
            if error.status != 403:
                raise
            if _IS_APP in str(error):
                return _JOB_ACCOUNT
            message = (
                f"{error}, so it is not known whose the token is: allow it for the organization (single sign-on), or "
                "give the step `env: GITHUB_TOKEN: ${{ github.token }}`"
            )
            raise CodeHostError(message, status=error.status) from error
        login = (as_object(user) or {}).get("login")
        if isinstance(login, str) and login:
            return login
        message = "GitHub: GET /user: the answer has no login, so it is not known whose the token is"
        raise CodeHostError(message)


def _author(found: JsonObject) -> JsonValue:
    return (as_object(found.get("user")) or {}).get("login")


def _made_by(login: str, found: JsonObject) -> JsonObject:
    """What was made, if a later run with the same token finds it again."""
    if _author(found) == login:
        return found
    message = (
        f"{found.get('html_url')} is there, but of the account {_author(found)}, so the next run would not find it and "
        f"make another one: GITHUB_TOKEN is that of an app; give the step `env: GITHUB_TOKEN: ${{{{ github.token }}}}`"
    )
    raise CodeHostError(message)


def _comment(found: JsonObject) -> Comment:
    return Comment(whole_number(found, "id"), str(found.get("body") or ""), str(found.get("html_url") or ""))


def _issue(found: JsonObject) -> Issue:
    body, url = str(found.get("body") or ""), str(found.get("html_url") or "")
    return Issue(whole_number(found, "number"), body, found.get("state") == "open", url)


def _labels(value: JsonValue) -> list[str]:
    """The names of labels, which are objects or texts."""
    return [str((as_object(each) or {}).get("name", each)) for each in value] if isinstance(value, list) else []
