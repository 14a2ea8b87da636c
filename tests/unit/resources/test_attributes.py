"""The outputs of the generated classes: annotations in the source, properties at run time."""

import ast
import inspect
from itertools import pairwise
from pathlib import Path

import pulumi
import pytest

import pulumi_chatbotkit
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.hosts.dynamic.attributes import attributes
from pulumi_chatbotkit.resources.account_object import AccountObject
from support.mocked_program import declared_by

each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def class_of(kind: Kind) -> type[pulumi.Resource]:
    """The typed class of the kind."""
    return getattr(pulumi_chatbotkit, kind.class_name)


def docs_in_source(cls: type) -> dict[str, str]:
    """The docstrings below the annotations of a class, as editors show them."""
    path = Path(inspect.getfile(cls))
    body = next(
        node.body
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == cls.__name__
    )
    return {
        statement.target.id: " ".join(str(doc.value.value).split())
        for statement, doc in pairwise(body)
        if isinstance(statement, ast.AnnAssign)
        and isinstance(statement.target, ast.Name)
        and isinstance(doc, ast.Expr)
        and isinstance(doc.value, ast.Constant)
    }


@each_kind
def test_every_output_is_a_documented_property(kind: Kind) -> None:
    """``hasattr``, ``help`` and completion find it on the class, as in Pulumi's own SDKs."""
    found = dict(inspect.getmembers(class_of(kind), lambda member: isinstance(member, property)))

    documented = {name: found[name].__doc__ for name in attributes(kind)}

    assert documented == {name: attribute.doc for name, attribute in attributes(kind).items()}


@each_kind
def test_editors_show_the_same_docstrings(kind: Kind) -> None:
    """Those of outputs that most kinds have stand in the base class."""
    cls = class_of(kind)
    inherited = docs_in_source(AccountObject) if issubclass(cls, AccountObject) else {}

    assert {**inherited, **docs_in_source(cls)} == {name: each.doc for name, each in attributes(kind).items()}


def test_outputs_behave_as_in_other_pulumi_packages() -> None:
    """They are outputs of the type that is annotated, cannot be replaced, and unknown names are errors."""
    ran = declared_by("""
import pulumi
import pulumi_chatbotkit as chatbotkit

data = chatbotkit.Dataset("kb", name="Answers", record_max_tokens=100)
assert isinstance(data.record_max_tokens, pulumi.Output)
assert data.record_max_tokens is data.record_max_tokens
assert hasattr(data, "blueprint_id") and not hasattr(data, "blueprintid")
assert {"record_max_tokens", "blueprint_id", "id", "urn"} <= {*dir(data)}
try:
    data.name = "Questions"
except AttributeError:
    pass
else:
    raise AssertionError("an output was replaced")
data.record_max_tokens.apply(lambda tokens: chatbotkit.Bot(f"{tokens!r}", dataset_id=data.id))
""")

    assert sorted(ran) == ["Bot 100", "Dataset kb"]


def test_an_output_of_a_subclass_of_a_program_is_read_in_the_same_way() -> None:
    """Programs may derive from the classes."""
    ran = declared_by("""
import pulumi_chatbotkit as chatbotkit

class Assistant(chatbotkit.Bot, module="chatbotkit", name="Bot"):
    language = "en"

Assistant("a", name="Ada").name.apply(lambda name: chatbotkit.Dataset(name))
""")

    assert sorted(ran) == ["Bot a", "Dataset Ada"]
