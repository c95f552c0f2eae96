"""Passwords: hashed with argon2, and not among those that are tried first."""

from __future__ import annotations

import re
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from roster.faults import Fault, InputError

SHORTEST, LONGEST = 10, 200
NO_PASSWORD = "!"
"""The hash of an account that nobody logs in to by password."""
_hasher = PasswordHasher()
_NOBODY = _hasher.hash("nobody has this password")
_WORDS = frozenset((Path(__file__).with_name("common_passwords.txt")).read_text(encoding="utf-8").split())
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "abcdefghijklmnopqrstuvwxyz", "1qaz2wsx3edc4rfv5tgb6yhn")


def hash_password(password: str, login: str) -> str:
    """The hash to keep; InputError for a password that is short, common, or the login itself."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InputError([Fault("password", f"应有{SHORTEST}至{LONGEST}个字符，实际为{len(password)}个字符。")])
    if too_common(password, login):
        raise InputError([Fault("password", "太常见，容易被猜中。请换一个。")])
    return _hasher.hash(password)


def verify_password(hashed: str | None, password: str) -> bool:
    """Whether it is the password of that hash. Without a hash it takes as long, so that no one learns who has one."""
    try:
        return _hasher.verify(hashed or _NOBODY, password) and hashed is not None
    except (VerificationError, InvalidHashError):
        return False


def too_common(password: str, login: str) -> bool:
    """Whether it is among the first that are tried: a common word, the login or a date with digits and signs around it,
    a run along the keyboard, digits alone, or few characters again and again."""
    plain = password.lower()
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
    halves = {plain, plain[: len(plain) // 2]} if plain[: len(plain) // 2] * 2 == plain else {plain}
    return (
        not core
        or core in _WORDS
        or core == login.lower()
        or len(set(plain)) < 4
        or any(half in row or half in row[::-1] for half in (*halves, core) for row in _ROWS)
    )
