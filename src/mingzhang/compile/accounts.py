"""The budget accounts and what they mean in the cube, loaded from accounts.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from mingzhang.relations.partition import partitions


@dataclass(frozen=True, slots=True)
class Account:
    """A budget account.

    `measure` and `at` are what its movements are in the cube ("" where they move no figure of the disclosure); `fiscal`
    accounts hold fiscal money only, `own_funds` ones other money only. `kinds` are the kinds of spending an entry must
    name one of; `only` are the types of unit that may use it. `balance` marks the accounts whose balances are the
    opening and closing of the disclosure (for units of the types `balance_of` only, where that is not empty);
    `drawdown` those whose debits are spent savings; `money` is 资金结存; an `internal` account only passes amounts on.
    `undisclosed` ones move money that is no figure of the disclosure but is left in the reserves. A balance that is
    `never_negative` is wrong below zero.
    """

    code: str
    name: str
    side: Literal["debit", "credit"]
    measure: str = ""
    at: tuple[tuple[str, str], ...] = ()
    fiscal: bool = False
    own_funds: bool = False
    kinds: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    balance: bool = False
    balance_of: tuple[str, ...] = ()
    reserve: bool = False
    drawdown: bool = False
    money: bool = False
    internal: bool = False
    undisclosed: bool = False
    never_negative: bool = False

    def is_balance(self, unit_type: str) -> bool:
        """Whether its balance counts as 结转和结余 of a unit of this type."""
        return self.balance or unit_type in self.balance_of

    @property
    def stock(self) -> bool:
        """Whether it carries a balance from year to year."""
        return self.balance or self.reserve or self.money


@cache
def accounts() -> Mapping[str, Account]:
    """All budget accounts by code."""
    data = tomllib.loads(files(__package__).joinpath("accounts.toml").read_text(encoding="utf-8"))
    return {item["code"]: _account(item) for item in data["account"]}


def _account(item: Mapping[str, Any]) -> Account:
    lists = {key: tuple(value) for key, value in item.items() if isinstance(value, list)}
    return Account(**{**item, **lists, "at": tuple(sorted(item.get("at", {}).items()))})


def account_of(code: str) -> Account | None:
    """The account a code belongs to (its own, or the one its first four digits name), or None."""
    return accounts().get(code[:4])


def is_fiscal(fund: str) -> bool:
    """Whether a fund is money of the public finance."""
    return fund in partitions().trees["fund"].members["fiscal"]
