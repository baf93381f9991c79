"""The world of one scenario: a store of its own, a clock, names for ids, and what When gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, ParamSpec, Protocol, TypeVar

from behave.model import Table

from features.support.backends import Backend
from features.support.clock import ScenarioClock
from features.support.faces import Face, Outcome
from hansard import Hansard, HansardError, PersistentSessionService, Session, SessionMessage

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class Context(Protocol):
    """What a step gets from behave."""

    world: World
    table: Table
    text: str


class World:
    """What the steps of one scenario share.

    Args:
        backend: gives a database without sessions.
        face: how the store is called.

    Attributes:
        face: how the store is called; `call`, `attempt` and `read` are the usual ways.
        clock: what the store takes the time from.
        url: of the database, None in memory.
        store: on the namespace ``local``, typed as the sync face.
        resources: whose threads belong to what may change.
        kept: anything else that a later step of the scenario needs, by name.
    """

    def __init__(self, backend: Backend, face: Face) -> None:
        self.backend = backend
        self.face = face
        self.clock = ScenarioClock()
        self.url = backend.renew()
        self.resources: set[str] = set()
        self.kept: dict[str, Any] = {}
        self.watched = False
        self._made = 0
        self._stores = ExitStack()
        self._ids: dict[str, str] = {}
        self._answer: Any = None
        self._refusal: HansardError | None = None
        self._looked_at = False
        self._before: object = None
        self.store = self.open()
        self._namespaces = {self.store.namespace: self.store}

    @property
    def sessions(self) -> PersistentSessionService:
        """The sessions of the namespace ``local``."""
        return self.store.sessions

    def open(self) -> Hansard:
        """Open one more store on the scenario's database, as another process would."""
        return self._stores.enter_context(self.face.open(self.url, self.clock))

    def reopen(self) -> None:
        """Close every store and open the scenario's one again."""
        self._stores.close()
        self.store = self.open()
        self._namespaces = {name: self.store.for_namespace(name) for name in self._namespaces}

    def within(self, namespace: str) -> Hansard:
        """Give the store of a namespace."""
        if namespace not in self._namespaces:
            self._namespaces[namespace] = self.store.for_namespace(namespace)
        return self._namespaces[namespace]

    # --- names ---------------------------------------------------------------------------------

    def create(self, name: str, properties: Mapping[str, Any] | None = None) -> Session:
        """Create a session that the scenario calls by this name, a second after the last one.

        A session that is named with its namespace, ``Alpha in South``, has its name for an id, so
        that another one may have the same id elsewhere.
        """
        if self._ids:
            self.clock.advance(1)
        chosen = dict(properties or {})
        if " in " in name:
            chosen["session_id"] = _bare(name)
        session = self.call(self.service(name).create, **chosen)
        self.remember(name, session.session_id)
        return session

    def service(self, name: str) -> PersistentSessionService:
        """Give the sessions of the namespace that a session's name says, ``local`` by default."""
        return self.store_of(name).sessions

    def store_of(self, name: str) -> Hansard:
        """Give the store of the namespace that a session's name says, ``local`` by default."""
        _, _, namespace = name.partition(" in ")
        return self.within(namespace or "local")

    def remember(self, name: str, session_id: str) -> None:
        """Let the scenario call a session by this name."""
        self._ids[name] = session_id

    def id_of(self, name: str) -> str:
        """Give the id behind a name; a name that was never given is an id that does not exist."""
        return self._ids.get(name, _bare(name))

    @property
    def names(self) -> dict[str, str]:
        """What the ids of sessions are called in the scenario."""
        return {session_id: _bare(name) for name, session_id in self._ids.items()}

    def new_id(self, kind: str) -> str:
        """Give an id that nothing else in the scenario has."""
        self._made += 1
        return f"{kind}-{self._made}"

    def names_of(self, sessions: Sequence[Session]) -> list[str]:
        """Give the names of sessions, the id where there is no name."""
        names = self.names
        return [names.get(session.session_id, session.session_id) for session in sessions]

    # --- calls ---------------------------------------------------------------------------------

    def call(
        self,
        method: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Call a method of a store that must succeed: what Given steps do."""
        return self.face.call(method, *args, **kwargs)

    def attempt(
        self,
        method: Callable[Arguments, Any],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Call a method of a store and keep its answer or its refusal: what When steps do."""
        self.run(lambda: self.face.call(method, *args, **kwargs))

    def attempt_all(
        self,
        method: Callable[Arguments, Iterator[Any]],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> None:
        """Take everything from a method that gives an iterator, and keep it as a list."""
        self.run(lambda: list(self.face.iterate(method, *args, **kwargs)))

    def attempt_together(self, calls: Sequence[Callable[[], Any]]) -> None:
        """Make calls at the same time and keep their outcomes as a list of `Outcome`."""
        self.run(lambda: self.face.together(calls))

    def attempt_each(self, calls: Sequence[Callable[[], Any]]) -> None:
        """Make calls one after the other and keep their outcomes as a list of `Outcome`."""
        self.run(lambda: self.outcomes_of(calls))

    def outcomes_of(self, calls: Sequence[Callable[[], Any]]) -> list[Outcome]:
        """Make calls one after the other and give their outcomes."""
        return [outcome for call in calls for outcome in self.face.together([call])]

    def run(self, action: Callable[[], Any]) -> None:
        """Do anything and keep its answer or its refusal, as `attempt` does."""
        self.settle()
        if self.watched:
            self._before = self.everything()
        self._answer, self._refusal, self._looked_at = None, None, False
        try:
            self._answer = action()
        except HansardError as error:
            self._refusal = error

    def read(
        self,
        method: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> Result:
        """Call a method of a store to see what is there: what Then steps do."""
        self.settle()
        return self.face.call(method, *args, **kwargs)

    # --- what When gave ------------------------------------------------------------------------

    @property
    def answer(self) -> Any:
        """What the attempt gave; fails where it was refused."""
        self.settle()
        assert self._refusal is None, f"refused: {self._refusal!r}"
        return self._answer

    @property
    def outcomes(self) -> list[Outcome]:
        """What `attempt_together` gave."""
        outcomes: list[Outcome] = self.answer
        return outcomes

    @property
    def refusal(self) -> HansardError:
        """Why the attempt was refused; fails where it was not."""
        self._looked_at = True
        assert self._refusal is not None, f"nothing was refused: {self._answer!r:.500}"
        return self._refusal

    def settle(self) -> None:
        """Fail where the attempt was refused and no step has expected it."""
        if self._refusal is not None and not self._looked_at:
            raise AssertionError(f"refused: {self._refusal!r}") from self._refusal

    # --- what is there -------------------------------------------------------------------------

    def get(self, name: str) -> Session:
        """Read a session with its messages."""
        return self.read(self.service(name).get, self.id_of(name))

    def messages(self, name: str) -> list[SessionMessage]:
        """Read the messages of a session."""
        return self.get(name).messages

    def exists(self, name: str) -> bool:
        """Say whether a session is among those that its namespace lists."""
        listed = self.read(self.service(name).list, 1000)
        return self.id_of(name) in [session.session_id for session in listed]

    def record(self) -> dict[str, list[Session]]:
        """Give everything that the namespaces of the scenario hold."""
        return {
            namespace: [
                self.face.call(store.sessions.get, session.session_id)
                for session in self.face.call(store.sessions.list, 1000)
            ]
            for namespace, store in sorted(self._namespaces.items())
        }

    def everything(self) -> dict[str, Any]:
        """Give the record with API keys, threads and what only the store port shows.

        That is hidden sessions, runs and events. When a key was last used is no change.
        """
        namespaces = sorted(self._namespaces.items())
        stored = {name: self._stored(store) for name, store in namespaces}
        keys = {name: self._keys(store) for name, store in namespaces}
        threads = {name: self._threads(store) for name, store in namespaces}
        return {"record": self.record(), "stored": stored, "keys": keys, "threads": threads}

    def _keys(self, store: Hansard) -> list[Any]:
        return [replace(key, last_used_at=None) for key in self.face.call(store.keys.list)]

    def _threads(self, store: Hansard) -> list[Any]:
        listed = (self.face.call(store.threads.list_sessions, one) for one in self.resources)
        return sorted((mapping for found in listed for mapping in found), key=repr)

    def _stored(self, store: Hansard) -> list[Any]:
        port, found = store.session_store, []
        for session in self.face.call(port.list_sessions):
            runs = self.face.call(port.list_runs, session.session_id)
            counted = session.event_count > 0
            events = self.face.call(port.get_events, session.session_id) if counted else []
            found.append((session, runs, events))
        return found

    def check_unchanged(self) -> None:
        """Check that everything is as it was before the attempt."""
        assert self.watched, "the scenario was not watched from its beginning"
        self.settle()
        now = self.everything()
        assert now == self._before, f"the record was {self._before}, now it is {now}"

    def at_end(self, call: Callable[[], None]) -> None:
        """Do something before the stores are closed."""
        self._stores.callback(call)

    def close(self) -> None:
        """Close the stores."""
        self._stores.close()


def _bare(name: str) -> str:
    return name.partition(" in ")[0]
