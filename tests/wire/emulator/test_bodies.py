"""Bodies are bounded, and a large one is not read before the key is checked: requests as no client library sends."""

import httpx
import pytest

from pulumi_chatbotkit.emulator import EMBEDDED_TOKEN
from pulumi_chatbotkit.testing import EmulatorServer
from wire.emulator.raw import ask, connected, exchange, status_of

KEY = f"Authorization: Token {EMBEDDED_TOKEN}".encode()
NO_KEY = b"Authorization: Token unknown"
JSON = b"Content-Type: application/json"
CREATE = b"POST /v1/bot/create HTTP/1.1"
HUGE = b"Content-Length: 400000000"
CHUNKED = b"Transfer-Encoding: chunked"


def chunks(size: int) -> bytes:
    """Chunks of a body of at least ``size`` bytes, without the last one."""
    one = b"10000\r\n" + b" " * 65_536 + b"\r\n"
    return one * (size // 65_536 + 1)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ((NO_KEY, JSON, HUGE), 401),
        ((JSON, HUGE), 401),
        ((NO_KEY, b"Content-Type: text/plain", HUGE), 400),
        ((KEY, JSON, HUGE), 413),
    ],
)
def test_a_huge_body_is_refused_unread(emulator: EmulatorServer, headers: tuple[bytes, ...], status: int) -> None:
    """The answer comes although not one byte of the body does."""
    answer = ask(emulator, CREATE, *headers)

    assert status_of(answer) == status
    assert b"connection: close" in answer.lower()
    assert [request.status for request in emulator.requests] == [status]


@pytest.mark.parametrize(("key", "size", "status"), [(NO_KEY, 100_000, 401), (KEY, 4_600_000, 413)])
def test_a_body_in_chunks_is_refused_as_soon_as_it_is_too_large(
    emulator: EmulatorServer, key: bytes, size: int, status: int
) -> None:
    """Its size is not announced. The last chunk never comes."""
    assert status_of(ask(emulator, CREATE, key, JSON, CHUNKED, body=chunks(size))) == status
    assert emulator.records("bot") == []


def test_a_large_body_with_a_key_is_taken(emulator: EmulatorServer) -> None:
    """Up to the bound, announced or in chunks."""
    space = b" " * 4_000_000
    announced = ask(emulator, CREATE, KEY, JSON, b"Content-Length: 4000002", body=b"{}" + space)
    chunked = ask(emulator, CREATE, KEY, JSON, CHUNKED, body=chunks(4_000_000) + b"2\r\n{}\r\n0\r\n\r\n")

    assert [status_of(answer) for answer in (announced, chunked)] == [200, 200]


@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"OPTIONS", b"DELETE", b"PUT", b"PATCH", b"TRACE", b"BREW"])
def test_no_method_has_an_unbounded_body(emulator: EmulatorServer, method: bytes) -> None:
    """Whatever the answer is, it comes at once."""
    answer = ask(emulator, method + b" /v1/bot/list HTTP/1.1", KEY, HUGE)

    assert status_of(answer) in {200, 405, 413}


@pytest.mark.parametrize("path", [b"/elsewhere", b"/v1/bot/list/", b"/openapi.json", b"/_storage/x/y"])
def test_routes_that_need_no_body_read_none(emulator: EmulatorServer, path: bytes) -> None:
    """The answer does not wait for it."""
    with connected(emulator) as connection:
        connection.sendall(b"PUT " + path + b" HTTP/1.1\r\nHost: localhost\r\n" + HUGE + b"\r\n\r\n")
        answer = connection.recv(65_536)

    assert status_of(answer) in {308, 403, 404, 405}


def test_content_is_read_only_as_far_as_it_was_announced(emulator: EmulatorServer) -> None:
    """The address has no key, only a ticket for one content."""
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {EMBEDDED_TOKEN}"}) as api:
        file = api.post("/v1/file/create", json={}).json()["id"]
        announced = {"type": "text/plain", "size": 5}
        address = api.post(f"/v1/file/{file}/upload", json={"file": announced}).json()["uploadRequest"]["url"]
    path = address.removeprefix(emulator.url).encode()
    put = b"PUT " + path + b" HTTP/1.1"

    refused = [
        ask(emulator, put, b"Content-Type: text/plain", HUGE),
        ask(emulator, put, b"Content-Type: text/plain", CHUNKED, body=chunks(6)),
        ask(emulator, put + b"x", HUGE),
    ]

    assert [status_of(answer) for answer in refused] == [403, 403, 400]
    assert emulator.content(file) is None


def test_a_content_that_nobody_could_store_is_not_announced(emulator: EmulatorServer) -> None:
    """It would have to fit into memory and into one row."""
    with httpx.Client(base_url=emulator.url, headers={"Authorization": f"Token {EMBEDDED_TOKEN}"}) as api:
        file = api.post("/v1/file/create", json={}).json()["id"]
        body = {"file": {"type": "text/plain", "size": 10**12}}
        answer = api.post(f"/v1/file/{file}/upload", json=body)

    assert (answer.status_code, answer.json()["code"]) == (429, "LIMITS_REACHED")


def test_an_unfinished_body_keeps_nobody_waiting(emulator: EmulatorServer) -> None:
    """Neither another client nor the stop of the server, which the fixture does."""
    head = CREATE + b"\r\nHost: localhost\r\n" + KEY + b"\r\n" + JSON + b"\r\nContent-Length: 100\r\n\r\n{"
    slow = connected(emulator)
    slow.sendall(head)

    answer = httpx.get(f"{emulator.url}/openapi.json")
    slow.close()

    assert answer.status_code == 200


def test_a_client_that_gives_up_in_its_body_changes_nothing(emulator: EmulatorServer) -> None:
    """And leaves no trace of an error."""
    with connected(emulator) as gone:
        gone.sendall(CREATE + b"\r\nHost: localhost\r\n" + KEY + b"\r\n" + JSON + b"\r\nContent-Length: 9\r\n\r\n{}")
    answer = httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {EMBEDDED_TOKEN}"})

    assert answer.json()["items"] == []


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /v1/bot/list HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1_000_000 + b"\r\n\r\n",
        b"GET /" + b"x" * 1_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: y\r\n" * 200_000 + b"\r\n",
        b"POST /v1/bot/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /v1/bot/create HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
        b"POST /v1/bot/create HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /v1/bot/list\x00 HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA : b\r\n\r\n",
    ],
    ids=["header", "target", "headers", "negative", "two lengths", "chunk", "NUL", "TLS", "space"],
)
def test_what_is_no_http_is_refused_and_the_server_goes_on(emulator: EmulatorServer, request_bytes: bytes) -> None:
    """Headers and target are bounded, too."""
    answer = exchange(emulator, request_bytes)

    assert answer.startswith(b"HTTP/1.1 400") or b" 401 " in answer.split(b"\r\n")[0]
    assert httpx.get(f"{emulator.url}/openapi.json").status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (b"/v1/bot/%00/fetch", 404),
        (b"/v1/bot/%ed%a0%80/fetch", 404),
        (b"/v1/bot/%ff%fe/fetch", 404),
        (b"/v1/bot/..%2f..%2fetc%2fpasswd/fetch", 404),
        (b"/v1/bot/\xff/fetch", 400),
        (b"/v1/bot/list?cursor=%ed%a0%80&meta.%00=1&order=%ff", 200),
        (b"/v1/bot/list?meta.a%22b=1&meta.%5c=2&meta[%00]=3&take=999999999999&take=%e2%80%ae", 200),
        (b"/v1/bot/list?" + b"&".join(b"meta.k%d=v" % number for number in range(160)), 200),
    ],
)
def test_strange_paths_and_queries_are_answered(emulator: EmulatorServer, path: bytes, status: int) -> None:
    """As no such record, as an empty list, or as what is no HTTP."""
    answer = ask(emulator, b"GET " + path + b" HTTP/1.1", KEY)

    assert status_of(answer) == status
    assert b"Traceback" not in answer


@pytest.mark.parametrize(
    "query", [b"&".join(b"meta.k%d=v" % number for number in range(3_000)), b"blueprintId=" + b"," * 40_000]
)
def test_a_list_takes_only_so_many_filters(emulator: EmulatorServer, query: bytes) -> None:
    """The database's expressions have bounds."""
    answer = ask(emulator, b"GET /v1/bot/list?" + query + b" HTTP/1.1", KEY)

    assert status_of(answer) in {200, 400}
