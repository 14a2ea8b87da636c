"""The parts of the APIs of GitHub and GitLab that `pulumi-chatbotkit ci` calls, on a loopback port.

In a test, in this process; commands may run in any other, with the variables of a job::

    with FakeGitHub(request=7).served() as host:
        subprocess.run([*words], env={**os.environ, **host.job_variables()})
        assert [each.body for each in host.comments()]

Everything is kept in memory: ``host.request_notes`` and ``host.issues`` may be read and changed between calls, and
``host.faults`` makes calls fail. ``FakeGitLab`` is used in the same way.
"""

from collections.abc import Mapping
from typing import ClassVar, Final
from urllib.parse import urlencode

from pulumi_chatbotkit.json_values import JsonObject
from support.code_host_server import LONGEST_BODY, OWN, TOKEN, Answer, FakeCodeHost, Note, Received, Route, StoredIssue

OTHER_BOT: Final = "another-app[bot]"
JOB_BOT: Final = "github-actions[bot]"


class FakeGitHub(FakeCodeHost):
    """``owner/shop`` at GitHub."""

    repository: ClassVar = "owner/shop"
    is_personal = False
    """Whether the token is a person's. That of a job is an app's, and cannot ask who it is."""
    app = JOB_BOT
    """Whose token it is else."""

    @property
    def own(self) -> str:
        return OWN if self.is_personal else self.app

    def job_variables(self) -> dict[str, str]:
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_API_URL": self.url,
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_RUN_ID": "4711",
            "GITHUB_SHA": "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
            "GITHUB_REF": f"refs/pull/{self.number}/merge",
        }

    def is_authorized(self, headers: Mapping[str, str]) -> bool:
        return headers.get("authorization") == f"Bearer {TOKEN}"

    def routes(self) -> list[Route]:
        root = f"/repos/{self.repository}/issues"
        return [
            ("GET", "/user", _own_user if self.is_personal else _refuse),
            ("GET", f"{root}/([0-9]+)/comments", self._list_comments),
            ("POST", f"{root}/([0-9]+)/comments", self._add_comment),
            ("PATCH", f"{root}/comments/([0-9]+)", self._update_comment),
            ("DELETE", f"{root}/comments/([0-9]+)", self._delete_comment),
            ("GET", root, self._list_issues),
            ("POST", root, self._open_issue),
            ("PATCH", f"{root}/([0-9]+)", self._update_issue),
        ]

    def _refusal(self, number: int) -> Answer | None:
        permission = "requests" if number == self.number else "issues"
        if permission in self.refused_permissions:
            return Answer(403, {"message": "Resource not accessible by integration"})
        return None

    def _page(self, call: Received, items: list[JsonObject]) -> Answer:
        content, following = self.page_of(call, items)
        query = urlencode({**call.query, "page": str(following)})
        link = {"Link": f'<{self.url}/elsewhere?{query}>; rel="next"'} if following else {}
        return Answer(200, content, link)

    def _list_comments(self, call: Received) -> Answer:
        notes = self.notes_of(call.last)
        return Answer(404, {"message": "Not Found"}) if notes is None else self._page(call, [*map(_gh_note, notes)])

    def _add_comment(self, call: Received) -> Answer:
        notes = self.notes_of(call.last)
        body = str(call.body.get("body"))
        if notes is None:
            return Answer(404, {"message": "Not Found"})
        if len(body) > LONGEST_BODY:
            return Answer(422, {"message": "Validation Failed: body is too long (maximum is 65536 characters)"})
        return self._refusal(call.last) or Answer(201, _gh_note(self._add(notes, self.own, body)))

    def _note(self, number: int) -> tuple[list[Note], Note] | None:
        places = [self.request_notes, *(each.notes for each in self.issues)]
        return next(((notes, note) for notes in places for note in notes if note.id == number), None)

    def _update_comment(self, call: Received) -> Answer:
        found = self._note(call.last)
        if found is None:
            return Answer(404, {"message": "Not Found"})
        found[1].body = str(call.body.get("body"))
        return Answer(200, _gh_note(found[1]))

    def _delete_comment(self, call: Received) -> Answer:
        found = self._note(call.last)
        if found is None:
            return Answer(404, {"message": "Not Found"})
        found[0].remove(found[1])
        return Answer(204)

    def _list_issues(self, call: Received) -> Answer:
        label = call.query.get("labels", "")
        found = [self._shown(each) for each in self.issues if label in each.labels]
        request: JsonObject = {
            "number": self.number,
            "body": self.request_body,
            "user": {"login": self.own},
            "state": "open",
            "pull_request": {"url": "x"},
        }
        return self._page(call, [request, *found])

    def _open_issue(self, call: Received) -> Answer:
        labels = call.body.get("labels")
        names = [str(each) for each in labels] if isinstance(labels, list) and not self.drops_labels else []
        made = StoredIssue(self.number + len(self.issues) + 1, "", str(call.body.get("body")), names)
        made.title = str(call.body.get("title"))
        refusal = self._refusal(made.number)
        if refusal is None:
            self.issues.append(made)
        return refusal or Answer(201, self._shown(made))

    def _update_issue(self, call: Received) -> Answer:
        issue = self.issue(call.last)
        if issue is None:
            return Answer(404, {"message": "Not Found"})
        issue.title = str(call.body.get("title", issue.title))
        issue.body = str(call.body.get("body", issue.body))
        issue.is_open = call.body.get("state", "open" if issue.is_open else "closed") == "open"
        return Answer(200, self._shown(issue))

    def _shown(self, issue: StoredIssue) -> JsonObject:
        return {
            "number": issue.number,
            "body": issue.body,
            "user": {"login": issue.author or self.own},
            "labels": [{"name": each} for each in issue.labels],
            "state": "open" if issue.is_open else "closed",
            "html_url": f"https://github.example/i/{issue.number}",
        }


def _refuse(_: Received) -> Answer:
    return Answer(403, {"message": "Resource not accessible by integration"})


def _gh_note(note: Note) -> JsonObject:
    user: JsonObject = {"login": note.author, "type": "Bot" if note.author.endswith("[bot]") else "User"}
    return {"id": note.id, "body": note.body, "user": user, "html_url": f"https://github.example/c/{note.id}"}


class FakeGitLab(FakeCodeHost):
    """Project 12 at GitLab."""

    prefix: ClassVar = "/api/v4"

    def job_variables(self) -> dict[str, str]:
        return {
            "GITLAB_CI": "true",
            "GITLAB_TOKEN": TOKEN,
            "CI_API_V4_URL": self.url,
            "CI_PROJECT_ID": "12",
            "CI_MERGE_REQUEST_IID": str(self.number),
            "CI_JOB_URL": "https://gitlab.example/shop/-/jobs/4711",
            "CI_JOB_ID": "4711",
            "CI_COMMIT_SHA": "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
        }

    def is_authorized(self, headers: Mapping[str, str]) -> bool:
        return headers.get("private-token") == TOKEN

    def routes(self) -> list[Route]:
        notes = "/projects/12/(merge_requests|issues)/([0-9]+)/notes"
        return [
            ("GET", "/user", _own_user),
            ("GET", "/projects/12/issues", self._list_issues),
            ("POST", "/projects/12/issues", self._open_issue),
            ("PUT", "/projects/12/issues/([0-9]+)", self._update_issue),
            ("GET", notes, self._list_notes),
            ("POST", notes, self._add_note),
            ("PUT", f"{notes}/([0-9]+)", self._update_note),
            ("DELETE", f"{notes}/([0-9]+)", self._delete_note),
        ]

    def _notes(self, call: Received) -> list[Note] | None:
        number = int(call.parts[1])
        if call.parts[0] == "merge_requests":
            return self.request_notes if number == self.number else None
        issue = self.issue(number)
        return None if issue is None else issue.notes

    def _page(self, call: Received, items: list[JsonObject]) -> Answer:
        content, following = self.page_of(call, items)
        return Answer(200, content, {"x-next-page": str(following or "")})

    def _list_notes(self, call: Received) -> Answer:
        notes = self._notes(call)
        return Answer(404, {"message": "404 Not found"}) if notes is None else self._page(call, [*map(_gl_note, notes)])

    def _add_note(self, call: Received) -> Answer:
        notes = self._notes(call)
        if notes is None:
            return Answer(404, {"message": "404 Not found"})
        if ("requests" if notes is self.request_notes else "issues") in self.refused_permissions:
            return Answer(403, {"message": "403 Forbidden"})
        return Answer(201, _gl_note(self._add(notes, OWN, str(call.body.get("body")))))

    def _update_note(self, call: Received) -> Answer:
        for note in self._notes(call) or ():
            if note.id == call.last:
                note.body = str(call.body.get("body"))
                return Answer(200, _gl_note(note))
        return Answer(404, {"message": "404 Not found"})

    def _delete_note(self, call: Received) -> Answer:
        notes = self._notes(call)
        found = next((each for each in notes or () if each.id == call.last), None)
        if notes is None or found is None:
            return Answer(404, {"message": "404 Not found"})
        notes.remove(found)
        return Answer(204)

    def _list_issues(self, call: Received) -> Answer:
        label = call.query.get("labels", "")
        return self._page(call, [_gl_issue(each) for each in self.issues if label in each.labels])

    def _open_issue(self, call: Received) -> Answer:
        if "issues" in self.refused_permissions:
            return Answer(403, {"message": "403 Forbidden"})
        labels = [] if self.drops_labels else str(call.body.get("labels")).split(",")
        made = StoredIssue(len(self.issues) + 1, str(call.body["title"]), str(call.body["description"]), labels)
        self.issues.append(made)
        return Answer(201, _gl_issue(made))

    def _update_issue(self, call: Received) -> Answer:
        issue = self.issue(call.last)
        if issue is None:
            return Answer(404, {"message": "404 Not found"})
        if not call.body:
            return Answer(400, {"error": "title, description, state_event are missing, at least one must be provided"})
        issue.title = str(call.body.get("title", issue.title))
        issue.body = str(call.body.get("description", issue.body))
        issue.is_open = {"reopen": True, "close": False}.get(str(call.body.get("state_event")), issue.is_open)
        return Answer(200, _gl_issue(issue))


def _user(name: str) -> int:
    return sum(name.encode())


def _own_user(_: Received) -> Answer:
    return Answer(200, {"id": _user(OWN), "username": OWN, "login": OWN})


def _gl_note(note: Note) -> JsonObject:
    return {"id": note.id, "body": note.body, "author": {"id": _user(note.author), "username": note.author}}


def _gl_issue(issue: StoredIssue) -> JsonObject:
    state = "opened" if issue.is_open else "closed"
    return {
        "iid": issue.number,
        "description": issue.body,
        "author": {"id": _user(issue.author or OWN)},
        "labels": [*issue.labels],
        "state": state,
        "web_url": f"https://gitlab.example/i/{issue.number}",
    }
