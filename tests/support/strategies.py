"""Values that the API accepts, generated from the catalog: one strategy per shape, narrowed by the field's rules."""

from hypothesis import strategies as st

from pulumi_chatbotkit.catalog.field import Field, Shape
from pulumi_chatbotkit.catalog.kind import Kind
from pulumi_chatbotkit.catalog.rules import AtLeast, CountsAt, Matches, MaxBytes, MaxCharacters, OneOf
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
# Characters that a database column and a JSON body carry unchanged; lone surrogates are no text.
_TEXT = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00"), max_size=40)
_WORD = st.text(LETTERS, min_size=1, max_size=12)
_NUMBERS = st.integers(-(2**53), 2**53) | st.floats(-1e9, 1e9).map(lambda number: round(number, 3))
_KEYS = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=8).filter(lambda key: key[0] != "#")
_OWN_KEYS = st.tuples(st.sampled_from(LETTERS), _TEXT).map("".join).filter(lambda key: key not in RESERVED_KEYS)

JSON: st.SearchStrategy[JsonValue] = st.recursive(
    st.none() | st.booleans() | _NUMBERS | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=3),
    max_leaves=6,
)


def _email() -> st.SearchStrategy[str]:
    return st.builds("{}@{}.example".format, _WORD, _WORD)


def _limits(rule: CountsAt) -> st.SearchStrategy[JsonObject]:
    def build(counts: dict[tuple[str, ...], int]) -> JsonObject:
        limits: JsonObject = {}
        for path, count in counts.items():
            at: JsonObject = limits
            for key in path[:-1]:
                at = at.setdefault(key, {})  # pyright: ignore[reportAssignmentType] - made by this loop
            at[path[-1]] = count
        return limits

    return st.dictionaries(st.sampled_from(rule.paths), st.integers(0, 10**9), max_size=4).map(build)


def _text(field: Field) -> st.SearchStrategy[str]:
    rules = {type(rule): rule for rule in field.rules}
    if isinstance(choices := rules.get(OneOf), OneOf):
        return st.sampled_from(choices.choices)
    if field.name == "email":
        return _email()
    if field.name == "model":
        return st.builds("{}/{}={}".format, _WORD, _WORD, _WORD) | _WORD
    if Matches in rules:
        return st.text(LETTERS + "-_", max_size=20)
    size = next((rule.limit for rule in field.rules if isinstance(rule, MaxBytes | MaxCharacters)), 191)
    return _TEXT.filter(lambda text: len(text.encode()) <= size)


def legal(field: Field) -> st.SearchStrategy[JsonValue]:
    """A value that create and update accept for the field, references left to the test."""
    counts = next((rule for rule in field.rules if isinstance(rule, CountsAt)), None)
    least = next((rule.minimum for rule in field.rules if isinstance(rule, AtLeast)), 0)
    by_shape: dict[Shape, st.SearchStrategy[JsonValue]] = {
        Shape.TEXT: _text(field),
        Shape.BOOLEAN: st.booleans(),
        Shape.INTEGER: st.integers(max(least, 1), 10**6),
        Shape.NUMBER: st.floats(least, 1).map(lambda number: round(number, 3)),
        Shape.OBJECT: _limits(counts) if counts else st.dictionaries(_OWN_KEYS, JSON, max_size=3),
    }
    return by_shape[field.shape]


def declarations(kind: Kind) -> st.SearchStrategy[JsonObject]:
    """Any set of arguments of the kind, references and scope left out; None stands for an argument left out."""
    fields = [field for field in kind.fields if field.references is None]
    return st.fixed_dictionaries({}, optional={field.name: st.none() | legal(field) for field in fields})
