"""What secrets look like: 22 categories of keys, tokens, passwords and credentials.

Every pattern is linear in the length of the text. Either nothing has to follow its long run, so
that a run that was read is not read again, or the run ends at the mark that begins the next one.
Runs of characters are possessive, so that there is nothing to go back to; groups are bounded, as
the first releases of Python 3.11 forget how possessive ones end. Nearly every pattern begins with
plain characters, which the engine looks for faster than for anything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_IS = r"""\\?["']?\]?\s{0,4}(?:=>|:=|[:=])\s{0,4}"""
"""What stands between a name and its value: ``=``, ``": "``, ``"] =`` and the like."""

_NO_VALUE = (
    r"(?!(?i:\[redacted(?::\w{1,60})?\])|\*{3}|\$[{(]|\{\{"
    r"|(?:string|required|optional|undefined|boolean)\b)"
)
"""What stands where a value could stand and is none."""


@dataclass(frozen=True, slots=True)
class SecretPattern:
    """What one kind of secret looks like.

    Attributes:
        category: the label that it gets.
        text: finds it in a text. A named group is the secret; without one the whole match is.
        hints: in small letters; one of them is in every text with such a secret. None where
            there is nothing to say.
        folded: look into the text in small letters.
        key: of an object, looked at in small letters where ``folded``. A text under a key that
            it matches as a whole is a secret as a whole.
    """

    category: str
    text: re.Pattern[str]
    hints: tuple[str, ...] = ()
    folded: bool = False
    key: re.Pattern[str] | None = None


def _token(category: str, forms: Mapping[str, str]) -> SecretPattern:
    """Describe secrets that are known by how they begin and how they go on."""
    expression = "|".join(
        f"{beginning}{_alone(len(beginning))}{rest}" for beginning, rest in forms.items()
    )
    hints = tuple(beginning.lower() for beginning in forms)
    return SecretPattern(category, re.compile(expression, re.ASCII), hints)


def _alone(width: int, within: str = "A-Za-z0-9") -> str:
    r"""Say that no letter and no digit stands before the characters just read.

    An escape that ends in one may stand there: ``\n``, ``%3D``.
    """
    read = rf"(?s:.{{{width}}})"
    return rf"(?:(?<![{within}]{read})|(?<=\\[nrt]{read})|(?<=%[0-9A-F][0-9A-F]{read}))"


def _folded(category: str, expression: str, *hints: str, key: str | None = None) -> SecretPattern:
    """Describe a secret that is spelled in small letters, in capitals or in both."""
    keys = None if key is None else re.compile(key, re.ASCII | re.DOTALL)
    return SecretPattern(category, re.compile(expression, re.ASCII), hints, folded=True, key=keys)


def _assigned(category: str, name: str, *hints: str, least: int = 6) -> Iterator[SecretPattern]:
    """Describe a secret that is known by the name that it is given to, or by its option.

    Args:
        least: characters that it has at least, and two more where it is not quoted.
    """
    value = _value(least)
    yield _folded(category, rf"(?:{name}){_IS}{value}", *hints, key=rf".*(?:{name})")
    yield _folded(category, rf"--(?:[a-z]{{1,20}}-)?(?:{name})\s{{1,4}}{value}", "--")


def _value(least: int) -> str:
    """Give the expression of a value: quoted in one of four ways, or up to a blank or a comma."""
    escapes = rf"(?:[^{{0}}\\\r\n]|\\[^\r\n]){{{{{least},}}}}+"
    return (
        rf"""(?:\\["']{_NO_VALUE}(?P<escaped>[^"'\\\r\n]{{{least},}}+)"""
        rf"""|"{_NO_VALUE}(?P<double>{escapes.format('"')})"""
        rf"""|'{_NO_VALUE}(?P<single>{escapes.format("'")})"""
        rf"""|`{_NO_VALUE}(?P<back>[^`\r\n]{{{least},}}+)"""
        rf"""|{_NO_VALUE}(?P<bare>[^\s"'`&,;<>\\]{{{least + 2},}}+))"""
    )


_ENVIRONMENT = r"(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?|AUTH|DSN)"
_GITLAB = "pat dt rt cbt ptt ft soat imt agent oas".split()
_PASSWORD = r"passw(?:or)?d|passphrase|pwd|pass(?=\s?=)(?<![a-z]pass)"  # noqa: S105 - names
_UNTIL_BLANK = r"""[^\s"'`,;<>\\]"""

SECRET_PATTERNS: tuple[SecretPattern, ...] = (
    _token(
        "aws_access_key",
        dict.fromkeys(("AKIA", "ASIA", "ABIA", "ACCA"), r"[A-Z0-9]{16}(?![A-Za-z0-9])"),
    ),
    _folded(
        "aws_secret_key",
        r"secret[_-]?(?:access[_-]?)?key"
        rf"""{_IS}\\?["']?(?P<secret>[a-z0-9/+]{{40}})(?![a-z0-9/+=])""",
        "secret",
    ),
    _token("gcp_api_key", {"AIza": r"[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])"}),
    _token("anthropic_key", {"sk-ant-": r"[A-Za-z0-9_-]{16,}+"}),
    _token(
        "openai_key",
        {f"sk-{kind}-": r"[A-Za-z0-9_-]{20,}+" for kind in ("proj", "svcacct", "admin", "or-v1")},
    ),
    _token("openai_legacy_key", {"sk-": r"[A-Za-z0-9]{20,}+"}),
    _token("github_pat", {"ghp_": r"[A-Za-z0-9]{36,}+"}),
    _token("github_oauth", {"gho_": r"[A-Za-z0-9]{36,}+"}),
    _token("github_app", {"ghu_": r"[A-Za-z0-9]{36,}+", "ghs_": r"[A-Za-z0-9]{36,}+"}),
    _token("github_refresh", {"ghr_": r"[A-Za-z0-9]{36,}+"}),
    _token("github_fine_pat", {"github_pat_": r"[A-Za-z0-9_]{22,}+"}),
    _token("gitlab_token", {f"gl{kind}-": r"[A-Za-z0-9_-]{20,}+" for kind in _GITLAB}),
    SecretPattern(
        "jwt_token",
        re.compile(
            rf"eyJ{_alone(3, 'A-Za-z0-9_-')}"
            r"[A-Za-z0-9_-]{10,}+\.[A-Za-z0-9_-]{10,}+(?:\.[A-Za-z0-9_-]*+){0,3}"
        ),
        ("eyj",),
    ),
    _folded(
        "bearer_token", r"""bearer[\s:]{1,4}+["']?(?P<secret>[a-z0-9._~+/=-]{16,}+)""", "bearer"
    ),
    *_assigned("password", _PASSWORD, "pass", "pwd", least=4),
    *_assigned(
        "api_key_generic",
        r"api[_-]?(?:key|token)|app[_-]?key|(?:account|access)[_-]?key",
        *("key", "token"),
    ),
    _token(
        "api_key_generic",
        {
            "hf_": r"[A-Za-z0-9]{30,}+",
            "gsk_": r"[A-Za-z0-9]{40,}+",
            "xai-": r"[A-Za-z0-9]{40,}+",
            "npm_": r"[A-Za-z0-9]{36,}+",
            "pypi-": r"[A-Za-z0-9_-]{50,}+",
            "xox": r"[abeoprs]-[A-Za-z0-9-]{20,}+",
            "sk_": r"(?:live|test)_[A-Za-z0-9]{16,}+",
            "rk_": r"(?:live|test)_[A-Za-z0-9]{16,}+",
        },
    ),
    *_assigned(
        "secret_key",
        r"secret(?:[_-]?(?:access[_-]?)?key)?|(?:private|encryption|signing)[_-]?key",
        *("secret", "key"),
    ),
    *_assigned("access_token", r"(?:access|refresh|id|session|security|oauth)[_-]?token", "token"),
    *_assigned(
        "auth_token",
        r"auth(?:entication|orization)?[_-]?token|token(?=\\?[\"']?\s{0,4}=)(?<![a-z_-]token)",
        "token",
    ),
    _folded(
        "auth_token",
        rf"""authorization{_IS}\\?["']?(?:basic|token)\s{{1,4}}+(?P<secret>{_UNTIL_BLANK}{{8,}}+)""",
        "authorization",
        key=r"(?:proxy-)?authorization|(?:set-)?cookie",
    ),
    SecretPattern(
        "connection_string",
        re.compile(
            r"://(?<=[A-Za-z0-9]://)[^\s:/?#@\"'`<>]*+:(?!\[REDACTED(?::\w{1,60})?\]@)"
            r"(?P<secret>[^\s/\"'`<>]+)@"
        ),
        ("://",),
    ),
    SecretPattern(
        "private_key",
        re.compile(
            r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
            r"(?:[^-]*(?:-(?!----(?:BEGIN|END))[^-]*){0,200}-----END [A-Z0-9 ]{0,40}PRIVATE KEY"
            r"(?: BLOCK)?-----|[A-Za-z0-9+/=\s]*(?:\\[nr][A-Za-z0-9+/=\s]*){0,2000})"
        ),
        ("private key",),
    ),
    SecretPattern(
        "env_secret",
        re.compile(rf"_(?<=[A-Z0-9]_){_ENVIRONMENT}{_IS}{_value(6)}"),
        tuple(f"_{word}" for word in "key token secret pass pwd credential auth dsn".split()),
        key=re.compile(rf"[A-Z0-9_]*[A-Z0-9]_{_ENVIRONMENT}"),
    ),
)
"""What the built-in categories look like, the most particular first."""

SECRET_CATEGORIES: tuple[str, ...] = tuple(
    dict.fromkeys(pattern.category for pattern in SECRET_PATTERNS)
)
"""The 22 categories."""
