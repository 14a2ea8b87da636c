"""A key management service for the stacks of tests: the two routes of Vault's transit engine that Pulumi calls.

Without one, each Pulumi command derives a key from the passphrase, which takes half a second of processor time.
"""

import json
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECRETS_PROVIDER = "hashivault://tests"
"""What ``pulumi stack init --secrets-provider`` is given."""
_PREFIX = "vault:v1:"


class _Transit(BaseHTTPRequestHandler):
    """Wraps Pulumi's key of a stack, which is all that Pulumi sends; a test's secrets are worth no real encryption."""

    protocol_version = "HTTP/1.1"

    def do_PUT(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        match self.path.split("/")[-2]:
            case "encrypt":
                data = {"ciphertext": _PREFIX + body["plaintext"]}
            case _:
                data = {"plaintext": body["ciphertext"].removeprefix(_PREFIX)}
        answer = json.dumps({"data": data}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Print nothing."""


@cache
def key_service_environment() -> dict[str, str]:
    """The variables that lead Pulumi to the service, which runs as long as this process."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Transit)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return {"VAULT_SERVER_URL": f"http://127.0.0.1:{server.server_port}", "VAULT_SERVER_TOKEN": "tests"}
