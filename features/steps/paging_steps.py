"""Paging: messages by limit, from the end and as a stream; sessions in lists and pages."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import cursors, pages, streams
from features.support.world import Context

register_type(Bounds=pages.read_bounds)


@given("sessions {names:Names} of the same moment")
def sessions_of_same_moment(context: Context, names: list[str]) -> None:
    for name in names:
        context.world.call(context.world.sessions.create, session_id=name)


@given("these sessions")
def these_sessions(context: Context) -> None:
    for name, properties in pages.read_sessions(context.table):
        context.world.create(name, properties)


@given("{count:Sessions}")
def numbered_sessions(context: Context, count: int) -> None:
    for number in range(count):
        context.world.create(f"Session {number}")


@given("the first page of {listing:Listing} by {limit:Number}")
def first_page(context: Context, listing: pages.Listing, limit: int) -> None:
    pages.first_page(context.world, listing, limit)


@given("a stream of {name:Name} in pages of {size:Number} that has given {taken:Messages}")
def begun_stream(context: Context, name: str, size: int, taken: int) -> None:
    streams.begin(context.world, name, size=size, taken=taken)


@when("{listing:Listing} are listed{bounds:Bounds}")
def list_sessions(context: Context, listing: pages.Listing, bounds: list[int]) -> None:
    pages.list_sessions(context.world, listing, *bounds)


@when("{listing:Listing} are paged through by {limit:Value}")
def page_through(context: Context, listing: pages.Listing, limit: int) -> None:
    context.world.run(lambda: pages.all_pages(context.world, listing, limit))


@when(
    "the sessions are paged through by {limit:Number}, while after each page one is created "
    "and one deleted"
)
def page_through_while_changing(context: Context, limit: int) -> None:
    context.world.run(lambda: pages.walk_while_changing(context.world, limit))


@given("the following pages were read")
@when("the following pages are read")
def read_following_pages(context: Context) -> None:
    context.world.run(lambda: pages.following_pages(context.world))


@when("the cursor is used {way}")
def use_cursor(context: Context, way: str) -> None:
    cursors.use(context.world, way)


@when("the cursor and one {flaw} are used in {namespace:Space}")
def use_both_cursors(context: Context, flaw: str, namespace: str) -> None:
    cursors.use_both(context.world, namespace, flaw)


@when("the messages of {name:Name} are read{bounds:Bounds}")
def read_by_limit(context: Context, name: str, bounds: list[int]) -> None:
    context.world.attempt(context.world.service(name).messages, context.world.id_of(name), *bounds)


@when("the latest {count:Value} messages of {name:Name} are read")
def read_latest(context: Context, count: int, name: str) -> None:
    context.world.attempt(context.world.service(name).latest, context.world.id_of(name), count)


@when("the messages of {name:Name} are asked for {way}")
def ask_for_messages(context: Context, name: str, way: str) -> None:
    streams.ask(context.world, name, way)


@when("the rest of the stream is taken")
def finish_stream(context: Context) -> None:
    streams.finish(context.world)


@then("the sessions are {names:Names}")
def sessions_are(context: Context, names: list[str]) -> None:
    found = context.world.names_of(pages.listed(context.world.answer))
    assert found == names, f"the sessions are {found}, not {names}"


@then("the pages are")
def pages_are(context: Context) -> None:
    wanted = [pages.read_names(row["sessions"]) for row in context.table]
    found = [context.world.names_of(page.items) for page in context.world.answer]
    assert found == wanted, f"the pages are {found}, not {wanted}"


@then("the pages of {listing:Listing} hold the same")
def pages_hold_the_same(context: Context, listing: pages.Listing) -> None:
    found = pages.listed(pages.all_pages(context.world, listing, 2))
    assert found == context.world.answer, f"{found} is not {context.world.answer}"


@then("every session that was there throughout is there once")
def throughout_once(context: Context) -> None:
    pages.check_throughout(context.world)


@then("each of them says how many messages it holds, and comes without them")
def counts_without_messages(context: Context) -> None:
    pages.check_counts(context.world)


@then("the sequences of the answer are {sequences:Sequences}")
def sequences_are(context: Context, sequences: list[int]) -> None:
    found = [message.sequence for message in context.world.answer]
    assert found == sequences, f"the sequences are {found}, not {sequences}"
