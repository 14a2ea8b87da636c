"""Which tenant or plan each account of a source becomes, from what the operator says. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulumi_chatbotkit.catalog.kinds.partner import PARTNER_USER
from pulumi_chatbotkit.inputs.tenant_layout import KEY_RULES, PLANS, TENANTS
from pulumi_chatbotkit.operations.convert.entries import Target
from pulumi_chatbotkit.operations.convert.source import ConversionRefused, SourceAccount
from pulumi_chatbotkit.operations.tenant_entries.keys import Keys
from pulumi_chatbotkit.reconcile.adopt_mode import adopt_problem, adopted_id


@dataclass(frozen=True)
class Wishes:
    """What the operator says, each as ``VALUE``, or as ``ACCOUNT=VALUE`` where a source has several accounts."""

    users: Collection[str] = ()
    """Ids of the partner users whose accounts they are."""
    tenants: Collection[str] = ()
    """Keys of tenants."""
    plans: Collection[str] = ()
    """Keys of plans."""


def targets(accounts: Sequence[SourceAccount], wishes: Wishes) -> list[tuple[SourceAccount, Target]]:
    """What each account becomes: with a user, a tenant that adopts; with a tenant's key alone, a new one; else a plan.

    If something is said of some of several accounts, the others are left out.

    Raises:
        ConversionRefused: a wish is of no account, or says two things.
    """
    users = _by_account("--user", wishes.users, accounts)
    tenants = _by_account("--tenant", wishes.tenants, accounts)
    plans = _by_account("--plan", wishes.plans, accounts)
    for name in plans.keys() & (users.keys() | tenants.keys()):
        message = f"--plan {plans[name]}: is a pattern for new tenants, so leave out --user and --tenant for it"
        raise ConversionRefused(message)
    for user in users.values():
        if adopted_id(user) is None or adopt_problem(PARTNER_USER, user):
            message = f"--user {user}: is not the id of a partner user"
            raise ConversionRefused(message)
    said = users.keys() | tenants.keys() | plans.keys()
    keys = {TENANTS: _taken(tenants.values()), PLANS: _taken(plans.values())}
    found: list[tuple[SourceAccount, Target]] = []
    for account in accounts:
        if said and account.name not in said:
            continue
        top = TENANTS if account.name in users or account.name in tenants else PLANS
        given = tenants.get(account.name) or plans.get(account.name)
        key = given or keys[top].key(account.key, "tenant" if top == TENANTS else "plan")
        found.append((account, Target(top, key, users.get(account.name))))
    return found


def _taken(given: Iterable[str]) -> Keys:
    keys = Keys()
    for key in given:
        reason = next((reason for rule in KEY_RULES if (reason := rule.problem(key))), None)
        if reason is None and not keys.take(key):
            reason = "is given to two accounts"
        if reason is not None:
            message = f"the key {key!r} {reason}"
            raise ConversionRefused(message)
    return keys


def _by_account(option: str, given: Collection[str], accounts: Sequence[SourceAccount]) -> Mapping[str, str]:
    """The values by the account's name."""
    names = [account.name for account in accounts]
    found: dict[str, str] = {}
    for word in given:
        wanted, _, value = word.rpartition("=")
        matching = [name for name in names if not wanted or wanted in (name, name.rpartition(".")[2])]
        if len(matching) != 1 or not value:
            raise ConversionRefused(f"{option} {word}: {_which(option, names, matching)}")
        if found.setdefault(matching[0], value) != value:
            message = f"{option} {word}: the account has {found[matching[0]]} already"
            raise ConversionRefused(message)
    return found


def _which(option: str, names: Sequence[str], matching: Sequence[str]) -> str:
    if names == [""]:
        return "the source has one account, so give one value, without `=`"
    each = ", ".join(f"{option} {name}=..." for name in names)
    return f"means {len(matching) or 'none'} of the accounts in the source. Say which: {each}"
