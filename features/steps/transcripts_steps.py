"""Transcripts: conversations as JSON lines, in and out, and what was said in sessions."""

from __future__ import annotations

from typing import Any

from behave import given, register_type, then, when

from features.support import session_transcripts, storage, transcripts
from features.support.world import Context

register_type(Flaw=transcripts.read_flaw, ImportOptions=transcripts.read_options)
register_type(TranscriptSource=session_transcripts.read_source)


@given("the transcript")
def given_transcript(context: Context) -> None:
    transcripts.keep(context.world, context.text)


@given("a transcript of {count:Number} conversations, of which line {line:Number} {flaw:Flaw}")
def flawed_transcript(context: Context, count: int, line: int, flaw: str) -> None:
    transcripts.keep_flawed(context.world, count, line, flaw)


@given("the conversations of an airline")
def airline_conversations(context: Any) -> None:
    context.world.kept["lines"], missing = transcripts.find_airline()
    if missing:
        context.scenario.skip(missing)


@given('a database that refuses messages that say "Refuse me"')
def refusing_messages(context: Any) -> None:
    storage.refuse_messages(context.world)
    context.add_cleanup(storage.accept_messages, context.world)


@given("the transcript was imported{options:ImportOptions}")
@when("the transcript is imported{options:ImportOptions}")
def import_transcript(context: Context, options: dict[str, Any]) -> None:
    transcripts.import_lines(context.world, options)


@when("the transcripts of {space:Space} are taken out")
@when("the transcripts of sessions {names:Names} are taken out")
def take_out(context: Context, space: str = "local", names: list[str] | None = None) -> None:
    ids = None if names is None else [context.world.id_of(name) for name in names]
    context.world.attempt_all(context.world.within(space).transcripts.export_chats, ids)


@then('the store holds the conversations "{names:Text}"')
def holds_conversations(context: Context, names: str) -> None:
    found = [item["conversation_id"] for item in transcripts.exported(context.world)]
    assert ", ".join(found) == names, f"the store holds {found}"


@then("the store holds the transcript, message by message, and gives it back unchanged")
def gives_transcript_back(context: Context) -> None:
    transcripts.check_record(context.world)
    transcripts.check_export(context.world)


@then("the transcripts are")
def transcripts_are(context: Context) -> None:
    transcripts.check_same_lines(context.world.answer, context.text.splitlines())


@then("the report says")
def report_says(context: Context) -> None:
    transcripts.check_report(context.world, context.table)


@when("a transcript is made of the events")
def make_transcript(context: Context) -> None:
    session_transcripts.make(context.world, context.table)


@given("the transcript of {name:Name} was read{source:TranscriptSource}")
@when("the transcript of {name:Name} is read{source:TranscriptSource}")
def read_transcript(context: Context, name: str, source: str) -> None:
    session_transcripts.read(context.world, name, source, context.table)


@when("the transcript is brought up to date")
def update_transcript(context: Context) -> None:
    session_transcripts.update(context.world, context.table)


@then("the transcript is")
def transcript_is(context: Context) -> None:
    session_transcripts.check(context.world, context.table)


@when("each conversation is replayed as a run")
def replay_conversations(context: Context) -> None:
    session_transcripts.replay(context.world)


@then("each conversation reads the same from its events as from its messages")
def reads_the_same(context: Context) -> None:
    session_transcripts.check_replays(context.world)
