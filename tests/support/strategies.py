"""Values that the API accepts, generated from the catalog: one strategy per shape, narrowed by the field's rules."""

from functools import partial

from hypothesis import strategies as st

from pulumi_chatbotkit.catalog.schema.field import MASK, Field
from pulumi_chatbotkit.catalog.schema.kind import Kind
from pulumi_chatbotkit.catalog.schema.nested import ListOf, Structure, Type, UnknownKeys, Value
from pulumi_chatbotkit.catalog.schema.rules import AtLeast, Between, Matches, MaxBytes, MaxCharacters, OneOf
from pulumi_chatbotkit.catalog.schema.shapes import Shape
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


_FORBIDDEN = ("cbk", "mcp", "auth", "topic", "embed", "widget", "portal", "categor", "security", "chatbotkit")
_RESERVED = ("admin", "assets", "dashboard", "static", "status", "support")
_SLUG = st.text(LETTERS, min_size=5, max_size=30).filter(
    lambda slug: slug not in _RESERVED and not any(map(slug.__contains__, _FORBIDDEN))
)

# Fields whose format a pattern does not generate, or that the service parses while the catalog leaves them to it.
_BY_NAME: dict[str, st.SearchStrategy[str]] = {
    "email": st.builds("{}@{}.example".format, _WORD, _WORD),
    "model": st.builds("{}/{}={}".format, _WORD, _WORD, _WORD) | _WORD,
    "text": _WORD,
    "slug": _SLUG,
    "index": st.text(LETTERS, min_size=1, max_size=20),
    "notFound": st.text(LETTERS, min_size=1, max_size=20),
    "fingerprint": st.text(LETTERS, min_size=16, max_size=40),
    "phone": st.sampled_from(("+12025550123", "(202) 555-0123", "+4930123456")),
    "schedule": st.sampled_from(("hourly", "0 9 * * 1", "2030-01-01T00:00:00Z")),
    "timezone": st.sampled_from(("Europe/Berlin", "UTC")),
    "url": st.sampled_from(("https://shop.example/sitemap.xml", "http://shop.example/map.xml")),
    "link": st.just("https://acme.example"),
    "selectors": st.sampled_from(("main", "main > article")),
}


def _text(field: Field) -> st.SearchStrategy[str]:
    if field.name in _BY_NAME:
        return _BY_NAME[field.name]
    rules = {type(rule): rule for rule in field.rules}
    if isinstance(choices := rules.get(OneOf), OneOf):
        return st.sampled_from(choices.choices)
    if Matches in rules:
        return st.text(LETTERS + ("" if field.name == "handle" else "-_"), max_size=20)
    size = next((rule.limit for rule in field.rules if isinstance(rule, MaxBytes | MaxCharacters)), 191)
    return _TEXT.filter(lambda text: len(text.encode()) <= size and text != MASK)  # check refuses the mask (trap 14)


def _object(field: Field) -> st.SearchStrategy[JsonValue]:
    """A map; if its keys are documented, only with some of those."""
    if not isinstance(field.structure, Structure) or field.structure.unknown_keys is UnknownKeys.FREE:
        return st.dictionaries(_OWN_KEYS, JSON, max_size=3)
    return _inside(field.structure)


def _inside(structure: Structure) -> st.SearchStrategy[JsonValue]:
    known = {key.name: inside for key in structure.keys if (inside := _typed(key.name, key.type)) is not None}
    return st.fixed_dictionaries({}, optional=known).map(dict[str, JsonValue])


def _typed(name: str, of: Type) -> st.SearchStrategy[JsonValue] | None:
    match of:
        case Structure():
            return _inside(of)
        case ListOf(of=Value(shape=Shape.TEXT)):
            return st.lists(_WORD, max_size=2).map(list[JsonValue])
        case Value(shape=Shape.TEXT):
            return _BY_NAME.get(name, _WORD)
        case Value(shape=Shape.INTEGER):
            return st.integers(1, 10**9)
        case _:
            return None


def legal(field: Field) -> st.SearchStrategy[JsonValue]:
    """A value that create and update accept for the field, references left to the test."""
    least = next((rule.minimum for rule in field.rules if isinstance(rule, AtLeast | Between)), 0)
    most = next((rule.maximum for rule in field.rules if isinstance(rule, Between)), 10**6)
    by_shape: dict[Shape, st.SearchStrategy[JsonValue]] = {
        Shape.TEXT: _text(field),
        Shape.BOOLEAN: st.booleans(),
        Shape.INTEGER: st.integers(max(least, 1), most),
        Shape.NUMBER: st.floats(least, 1).map(lambda number: round(number, 3)),
        Shape.OBJECT: _object(field),
    }
    return by_shape[field.shape]


def declarations(kind: Kind) -> st.SearchStrategy[JsonObject]:
    """Any set of arguments of the kind; None stands for an argument left out.

    Links, location arguments and fields that need a replacement have their own tests.
    """
    fields = [field for field in kind.fields if field.references is None and not field.replace_on_change]
    required = {field.name: legal(field) for field in fields if field.required}
    optional = {field.name: st.none() | legal(field) for field in fields if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(partial(coherent, kind)).filter(partial(holds, kind))


_POLICIES: dict[JsonValue, JsonObject] = {
    "retention": {"expiresInDays": 30},
    "usage": {
        "metric": "tokens",
        "threshold": 5,
        "windowInSeconds": 60,
        "actions": {"block": {"durationInSeconds": 60}},
    },
}


def coherent(kind: Kind, declared: JsonObject) -> JsonObject:
    """A policy's config has to match its type; any other declaration is left as it is."""
    if kind.name != "policy" or declared.get("config") is None:
        return declared
    return {**declared, "config": _POLICIES[declared.get("type") or "retention"]}


def holds(kind: Kind, declared: JsonObject) -> bool:
    """True if the fields may have these values together."""
    return all(each.holds(declared.get(each.field), declared.get(each.other)) for each in kind.conditions)
