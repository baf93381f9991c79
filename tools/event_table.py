"""Write the types of events and the categories of secrets into docs/reference/events.md."""

import sys
from pathlib import Path

from hansard.domain.event import EVENT_CATEGORIES, EventType
from hansard.domain.event_shapes import SHAPES, DataField
from hansard.domain.redaction import LOW_RISK_TYPES
from hansard.domain.redaction_patterns import SECRET_CATEGORIES
from tools.doc_pages import write_regions

PAGE = Path("docs/reference/events.md")

FORMS = {
    "aws_access_key": "`AKIA`, `ASIA`, `ABIA` or `ACCA` and 16 capitals or digits",
    "aws_secret_key": (
        "40 characters given to `secret_access_key`, `SecretAccessKey` or `secret_key`"
    ),
    "gcp_api_key": "`AIza` and 35 characters",
    "anthropic_key": "`sk-ant-` and at least 16 characters",
    "openai_key": "`sk-proj-`, `sk-svcacct-`, `sk-admin-` or `sk-or-v1-` and at least 20",
    "openai_legacy_key": "`sk-` and at least 20 letters and digits",
    "github_pat": "`ghp_` and at least 36",
    "github_oauth": "`gho_` and at least 36",
    "github_app": "`ghu_` or `ghs_` and at least 36",
    "github_refresh": "`ghr_` and at least 36",
    "github_fine_pat": "`github_pat_` and at least 22",
    "gitlab_token": "`glpat-`, `gldt-` and nine more, and at least 20",
    "jwt_token": "two to five parts of Base64 with points between, the first begins with `eyJ`",
    "bearer_token": "at least 16 characters behind `Bearer`",
    "password": "given to `password`, `passwd`, `passphrase`, `pwd` or `pass`",
    "api_key_generic": (
        "given to `api_key`, `api_token`, `app_key`, `access_key` or `AccountKey`; keys of Hugging "
        "Face, Groq, xAI, npm, PyPI, Slack and Stripe"
    ),
    "secret_key": (
        "given to `secret`, `secret_key`, `private_key`, `encryption_key` or `signing_key`"
    ),
    "access_token": (
        "given to `access_token`, or likewise `refresh`, `id`, `session`, `security`, `oauth`"
    ),
    "auth_token": (
        "given to `auth_token` or to `token=`; behind `Authorization: Basic`; in an object under "
        "`Authorization` or `Cookie`"
    ),
    "connection_string": "the password in an address: `postgres://app:…@host`, `redis://:…@host`",
    "private_key": "from `-----BEGIN … PRIVATE KEY-----` to its end",
    "env_secret": (
        "given to a variable in capitals that ends in `_KEY`, `_TOKEN`, `_SECRET`, `_PASSWORD`, "
        "`_PASS`, `_PWD`, `_CREDENTIALS`, `_AUTH` or `_DSN`"
    ),
}


def main() -> int:
    """Write the generated parts of the page."""
    write_regions(PAGE, regions())
    return 0


def regions() -> dict[str, str]:
    """Return the generated parts of the page by name."""
    return {
        "event-types": "\n\n".join(category(name) for name in EVENT_CATEGORIES),
        "low-risk-types": ", ".join(f"`{kind}`" for kind in EventType if kind in LOW_RISK_TYPES),
        "secret-categories": "\n".join(
            ["| Category | A secret is |", "| --- | --- |", *map(secret, SECRET_CATEGORIES)]
        ),
    }


def category(name: str) -> str:
    """Return the table of the types of a category."""
    rows = [
        f"| `{kind}` | {SHAPES[kind].meaning} | {data(kind)} |" for kind in EVENT_CATEGORIES[name]
    ]
    return "\n".join(
        [
            f"### {name.capitalize()}",
            "",
            "| Type | What happened | Data |",
            "| --- | --- | --- |",
            *rows,
        ]
    )


def data(kind: EventType) -> str:
    """Return the fields of a type's data."""
    return "; ".join(map(field, SHAPES[kind].fields))


def field(known: DataField) -> str:
    """Return what a field is, in bold where an event without it is stored with a warning."""
    name = f"**`{known.name}`**" if known.required else f"`{known.name}`"
    return f"{name} ({known.kind}): {known.meaning}"


def secret(name: str) -> str:
    """Return a line of the table of secrets."""
    return f"| `{name}` | {FORMS[name]} |"


if __name__ == "__main__":
    sys.exit(main())
