"""Which credentials of an environment no report repeats."""

from base64 import b64encode

import pytest

from pulumi_chatbotkit.operations.environment_secrets import environment_redactor

SECRET = "hunter2-secret77"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CBK_API_SECRET", SECRET),
        ("PULUMI_CONFIG_PASSPHRASE", SECRET),
        ("PULUMI_BACKEND_URL", f"postgres://u:{SECRET}@127.0.0.1:1/db"),
        ("PULUMI_BACKEND_URL", f"postgres://u:{SECRET}/more@127.0.0.1:1/db"),
        ("PULUMI_BACKEND_URL", f"postgres://{SECRET}@127.0.0.1:1/db"),
        ("PULUMI_BACKEND_URL", f"postgres://u:{SECRET}%2F%40@127.0.0.1/db?sslmode=disable"),
        ("PULUMI_BACKEND_URL", f"s3://bucket?region=eu-west-1&accessKey={SECRET}"),
        ("PULUMI_BACKEND_URL", f"https://host/#access_token={SECRET}"),
        ("HTTPS_PROXY", f"user:{SECRET}@127.0.0.1:9"),
        ("https_proxy", f"http://user:{SECRET}@127.0.0.1:notaport"),
        ("ALL_PROXY", f"http://user:{SECRET}#x@127.0.0.1"),
        ("ALL_PROXY", f"http://user:{SECRET}?x@127.0.0.1"),
    ],
)
def test_a_credential_is_masked_wherever_it_is_repeated(name: str, value: str) -> None:
    redactor = environment_redactor({name: value})

    assert SECRET not in redactor.redact(f'cannot open "{value}": {SECRET} is refused')


def test_what_is_no_credential_is_left() -> None:
    environment = {
        "PULUMI_BACKEND_URL": "postgres://postgres:postgre@db/state?sslmode=verify-full&region=eu-west-1",
        "HTTPS_PROXY": "http://proxy.example.com:8080",
        "PULUMI_CONFIG_PASSPHRASE": "dev",
        "PGPASSWORD": "passphrase",
    }
    text = "PULUMI_CONFIG_PASSPHRASE, dev of postgres in eu-west-1: verify-full, proxy.example.com:8080 and postgre"

    assert environment_redactor(environment).redact(text) == text


def test_a_short_password_is_masked_in_its_address() -> None:
    redactor = environment_redactor({"PULUMI_BACKEND_URL": "postgres://u:dev@db/state"})

    assert ":dev@" not in redactor.redact("cannot open postgres://u:dev@db/state: stack dev")
    assert redactor.redact("stack dev") == "stack dev"


def test_a_folder_is_no_credential() -> None:
    redactor = environment_redactor({"PULUMI_BACKEND_URL": "file:///home/me:ordinary-folder@work/states"})

    assert redactor.redact("ordinary-folder") == "ordinary-folder"


@pytest.mark.parametrize("before", ["", "u:", "up"])
def test_a_credential_is_masked_in_other_forms(before: str) -> None:
    """A header has it in Base64, with a name before it."""
    redactor = environment_redactor({"GITHUB_TOKEN": SECRET})
    encoded = b64encode(f"{before}{SECRET}".encode()).decode()

    masked = redactor.redact(f"Authorization: Basic {encoded}, and {SECRET.upper()}")

    assert SECRET.upper() not in masked
    assert encoded[6:-4] not in masked
