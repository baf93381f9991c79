"""Session persistence: listing, exporting, importing, token usage, writers at the same time."""

from __future__ import annotations

import re

from behave import given, register_type, then, when

from features.support import documents, writers
from features.support.documents import Treatment
from features.support.tables import read_pairs
from features.support.world import Context

register_type(Treatment=documents.read_treatment)

ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"


@given("the export of {name:Name}{treatment:Treatment}")
def given_export(context: Context, name: str, treatment: Treatment) -> None:
    changes = read_pairs(context.table) if context.table else {}
    document = documents.changed(documents.export(context.world, name), changes)
    context.world.kept["document"] = treatment(document)


@given(
    "session {name:Name} has used {sent:Value} input tokens, {received:Value} output tokens "
    "and {cost:Value} USD"
)
@when(
    "session {name:Name} uses {sent:Value} input tokens, {received:Value} output tokens "
    "and {cost:Value} USD"
)
def uses(context: Context, name: str, sent: int, received: int, cost: float) -> None:
    update = context.world.service(name).update_token_usage
    context.world.attempt(update, context.world.id_of(name), sent, received, cost)


@when("a second connection lists the sessions")
def list_sessions_elsewhere(context: Context) -> None:
    context.world.attempt(context.world.open().sessions.list)


@when("{count:Number} writers append {each:Messages} each to {name:Name} at the same time")
def append_together(context: Context, count: int, each: int, name: str) -> None:
    writers.append_together(context.world, name, writers=count, each=each)


@when("session {name:Name} is exported")
def export_session(context: Context, name: str) -> None:
    context.world.run(lambda: documents.export(context.world, name))


@given("it was imported as {name:Name}")
@when("it is imported as {name:Name}")
def import_session(context: Context, name: str) -> None:
    documents.import_as(context.world, name, context.world.kept["document"])


@then("session {name:Name} is one of {count:Sessions}")
def is_one_of(context: Context, name: str, count: int) -> None:
    listed = context.world.names_of(context.world.read(context.world.service(name).list))
    assert name in listed and len(listed) == count, f"the sessions are {listed}"


@then("the id of {name:Name} is a ULID")
def id_is_ulid(context: Context, name: str) -> None:
    session_id = context.world.get(name).session_id
    assert re.fullmatch(ULID, session_id), session_id


@then("no message of {name:Name} can be found")
def no_message_is_found(context: Context, name: str) -> None:
    session_id = context.world.id_of(name)
    again = context.world.read(context.world.service(name).create, session_id=session_id)
    found = context.world.messages(name)
    assert again.next_sequence == 0 and not found, f"found {found}"


@then("every append is answered with a sequence of its own, from 0 to {last:Number}")
def sequences_are_distinct(context: Context, last: int) -> None:
    sequences = sorted(message.sequence for message in context.world.answer)
    assert sequences == list(range(last + 1)), sequences


@then("the messages of each writer stand in the order in which it appended them")
def writers_are_in_order(context: Context) -> None:
    (session,) = context.world.record()["local"]
    writers.check_order_of_writers(session.messages)


@then('the document has the version "{version:Text}" and verifies')
def document_verifies(context: Context, version: str) -> None:
    document = context.world.answer
    assert document["schema_version"] == version, document["schema_version"]
    assert documents.signed(document) == document, document["checksum"]


@then("{first:Name} and {second:Name} share no ids")
def share_no_ids(context: Context, first: str, second: str) -> None:
    one, other = context.world.get(first), context.world.get(second)
    shared = documents.ids(one) & documents.ids(other)
    assert not shared, f"both have {shared}"


@then("the last message of {name:Name} is the answer, to the microsecond")
def last_message_is_answer(context: Context, name: str) -> None:
    last = context.world.messages(name)[-1]
    assert last == context.world.answer, f"{last} is not {context.world.answer}"
