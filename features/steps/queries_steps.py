"""Questions over all sessions, runs and events; see `features.support.queries`."""

from __future__ import annotations

from behave import given, register_type, then, when

from features.support import queries
from features.support.queries import Search
from features.support.world import Context

register_type(Search=queries.read_search, NextPage=queries.read_next_page, Found=queries.read_found)


@given("{search:Search}")
@when("{search:Search}")
def search(context: Context, search: Search) -> None:
    queries.ask(context.world, search, context.table)


@when("{page:NextPage} asked for")
@when("{page:NextPage} asked for with")
def next_page(context: Context, page: tuple[str, str]) -> None:
    queries.next_page(context.world, context.table, *page)


@when("every following page is asked for")
def following_pages(context: Context) -> None:
    queries.following_pages(context.world)


@when("the total count is read")
def total_count(context: Context) -> None:
    page = context.world.answer
    context.world.run(lambda: page.total_count)


@then("the {kind:Found} found are {names:Names}")
def found(context: Context, kind: str, names: list[str]) -> None:
    queries.check_found(context.world, kind, names)
