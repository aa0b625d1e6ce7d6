from __future__ import annotations

from mingzhang.check.wording_privacy import valid_identity
from wording_document import found

BODY = "99010119900101001"


def _identity() -> str:
    """An identity number of an area that does not exist, with the right check digit."""
    digits = "5" + BODY[1:]
    return next(digits + end for end in "0123456789X" if valid_identity(digits + end))


def test_an_identity_number_by_its_check_digit():
    number = _identity()
    (finding,) = found("wording.privacy", f"领款人证件号{number}。")
    assert finding.level == "error"
    assert number not in finding.message
    wrong = number[:-1] + ("0" if number[-1] != "0" else "1")
    assert found("wording.privacy", f"领款人证件号{wrong}。") == []


def test_a_mobile_number_only_where_it_is_called_one():
    (finding,) = found("wording.privacy", "咨询电话：13900001111。")
    assert finding.level == "warning"
    assert found("wording.privacy", "收入13900001111元。") == []
    assert found("wording.privacy", "项目编号13900001111。") == []
