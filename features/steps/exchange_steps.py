"""Exchange: documents of other programs, and copies that say what the original said."""

from __future__ import annotations

import json

from behave import given, then

from features.support import documents
from features.support.world import Context


@given("the document")
def given_document(context: Context) -> None:
    context.world.kept["document"] = json.loads(context.text)


@then("the export of {name:Name} differs from it in ids and in the time of the last change only")
def export_is_the_same(context: Context, name: str) -> None:
    exported = documents.export(context.world, name)
    documents.check_same(exported, context.world.kept["document"])
