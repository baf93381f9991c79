"""Conversations with agents: questions in threads, answers, and those who go away."""

from __future__ import annotations

from behave import given, register_type, when

from features.support import chat, chat_agents, chat_leaving
from features.support.chat import Act, Asking
from features.support.world import Context

register_type(Asking=chat.read_asking, Act=chat.read_act)


@given("{asking:Asking}")
@given("{asking:Asking} with")
@when("{asking:Asking}")
@when("{asking:Asking} with")
def ask(context: Context, asking: Asking) -> None:
    chat.ask(context.world, asking, context.table)


@given("the agent {act:Act}")
@when("the agent {act:Act}")
@when("the agent {act:Act} with")
def act(context: Context, act: Act) -> None:
    chat.act(context.world, act, context.table)


@given("{asking:Asking} of an agent that")
@when("{asking:Asking} of an agent that")
def converse(context: Context, asking: Asking) -> None:
    chat_agents.converse(context.world, asking, context.table)


@when("{asking:Asking} and goes away at every step of the turn")
def leave_everywhere(context: Context, asking: Asking) -> None:
    chat_leaving.leave_at_every_step(context.world, asking)
