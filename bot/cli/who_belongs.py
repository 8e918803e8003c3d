"""What `knowhow members` and the doctor say of who belongs."""

from activities.kit.names import shown_name
from activities.kit.wording import listed
from bot.cli.answers import Belonging, LetIn
from bot.delivery.outages import called
from storage import belonging
from storage.belonging import SLACK, MemberRules
from storage.here import Here
from storage.membership import is_member
from storage.naming.names import without_brackets
from storage.tables import AccountRow, Person

_KINDS = {"guest": "a guest", "bot": "an app", "stranger": "of another organisation", "outsider": "of the tenant only"}
"""What somebody is whom no rule lets in, by what is kept of their account."""


def counted(here: Here, rules: MemberRules) -> list[LetIn]:
    """Count the people whom each rule lets in: these rules, and then any by which somebody belonged when last seen."""
    counts = belonging.counted(here)
    each = dict.fromkeys([*map(str, rules.all or rules.of(SLACK)), *sorted(counts)])
    return [LetIn(rule, counts.get(rule, 0)) for rule in each]


def explained(here: Here, rules: MemberRules, name: str) -> list[Belonging]:
    """Say of everybody with this name, address or id what lets them in, account by account."""
    name = without_brackets(shown_name(name)) or name  # as a directory has it, too
    accounts = belonging.accounts_called(here, name)
    return [_by_account(rules, *one) for one in accounts] or [_by_list(one) for one in belonging.listed(here, name)]


def _by_account(rules: MemberRules, account: AccountRow, person: Person) -> Belonging:
    belongs = is_member(account)
    if not account.active:
        why = "is no member, because that account is closed"
    elif not belongs:
        why = f"is no member: no rule lets them in, who are {_KINDS.get(account.kind, account.kind)}"
    elif any(str(rule) in account.let_in_by for rule in rules.of(account.platform)):
        why = f"belongs by {listed(account.let_in_by)}"
    else:
        why = f"belonged by {listed(account.let_in_by)}, and is looked at anew when they next do something, or tonight"
    says = f"{person.name} ({called(account.platform)}, {account.user}) {why}."
    return Belonging(person.name, account.platform, account.user, belongs, account.let_in_by, says)


def _by_list(person: Person) -> Belonging:
    says = f"{person.name} is on the staff list, and has not used Knowhow yet."
    return Belonging(person.name, None, None, is_member(person), [], says)
