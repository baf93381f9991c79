"""ThreadService: which session continues which thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hansard.application.arguments import read_metadata
from hansard.application.forking import plan_fork
from hansard.application.ports import Clock, Identifiers, Transactions
from hansard.application.threads import fork_thread, open_thread, plan_thread
from hansard.domain.content import check_id, is_id
from hansard.domain.errors import ThreadNotFoundError
from hansard.domain.pages import check_positive
from hansard.domain.session import Session, read_label, read_tags
from hansard.domain.thread import ThreadMapping, ThreadSession, check_strings, check_thread


class ThreadService:
    """The threads of one namespace, each method one unit of work.

    A thread is the caller's own handle of a conversation, and belongs to a resource, such as a
    user: the same thread under two resources is two threads. Its mapping names the session that
    continues it.
    """

    def __init__(self, database: Transactions, clock: Clock, identifiers: Identifiers) -> None:
        self._database = database
        self._clock = clock
        self._identifiers = identifiers

    def save_session_id(
        self,
        thread_id: str,
        resource_id: str,
        session_id: str,
        model_id: str | None = None,
        *,
        provider: str | None = None,
    ) -> ThreadMapping:
        """Map a thread to a session, in place of what it was mapped to, and give the mapping.

        Args:
            thread_id: 1 to 255 characters.
            resource_id: whose thread it is, 1 to 255 characters.
            session_id: one of this store, or of ``provider``; whether it is there is not checked.
            model_id: the model that the session talks to; None for no particular one, also where
                an earlier mapping named one.
            provider: the system whose session it is, None for this store. Mappings to sessions of
                this store go when the session is deleted.
        """
        thread_id, resource_id = check_thread(thread_id, resource_id)
        now = self._clock.now()
        mapping = ThreadMapping(
            thread_id,
            resource_id,
            check_id(session_id, "session_id"),
            now,
            now,
            read_label(model_id, "model_id"),
            read_label(provider, "provider"),
        )
        return self._database.write(lambda work: work.threads.save(mapping), single=True)

    def get_session_id(self, thread_id: str, resource_id: str) -> str | None:
        """Give the session that a thread is mapped to, None without one. Moves nothing."""
        mapping = self.get_session_metadata(thread_id, resource_id)
        return None if mapping is None else mapping.session_id

    def delete_session(self, thread_id: str, resource_id: str) -> None:
        """Remove the mapping of a thread, if there is one. The session itself stays."""
        check_strings(thread_id=thread_id, resource_id=resource_id)
        if is_id(thread_id) and is_id(resource_id):
            self._database.write(
                lambda work: work.threads.delete(thread_id, resource_id), single=True
            )

    def list_sessions(self, resource_id: str, limit: int | None = None) -> list[ThreadMapping]:
        """List the mappings of a resource, the last updated first; none for an unknown one.

        Args:
            limit: at least 1; None for all of them.
        """
        check_strings(resource_id=resource_id)
        if limit is not None:
            check_positive(limit, "limit")
        if not is_id(resource_id):
            return []
        return self._database.read(
            lambda work: work.threads.list_for_resource(resource_id, limit), single=True
        )

    def get_session_metadata(self, thread_id: str, resource_id: str) -> ThreadMapping | None:
        """Give the mapping of a thread, None without one. Moves nothing."""
        check_strings(thread_id=thread_id, resource_id=resource_id)
        if not (is_id(thread_id) and is_id(resource_id)):
            return None
        return self._database.read(
            lambda work: work.threads.get(thread_id, resource_id), single=True
        )

    def get_or_create(
        self,
        thread_id: str,
        resource_id: str,
        *,
        model_id: str | None = None,
        actor_name: str | None = None,
        name: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        tags: Iterable[str] = (),
    ) -> ThreadSession:
        """Give the session that continues a thread; make it where there is none.

        Several may call this at once for a new thread: they get the same session. A thread
        starts afresh, with a new session, where its session is gone or over, or talks to another
        model. The mapping's ``updated_at`` moves with each call.

        Args:
            model_id: the model that the session is to talk to; None is a model of its own.
            actor_name, name, metadata, tags: of a session that is made. Its owner is the resource.

        Raises:
            ThreadConflictError: the thread is mapped to a session of another system.
        """
        now = self._clock.now()
        session = Session(
            session_id=self._identifiers.session_id(),
            created_at=now,
            updated_at=now,
            namespace=self._database.namespace,
            actor_name=read_label(actor_name, "actor_name"),
            name=read_label(name, "name"),
            metadata=read_metadata(metadata),
            tags=read_tags(tags),
        )
        plan = plan_thread(thread_id, resource_id, session, model_id)
        return self._database.write(lambda work: open_thread(work, plan))

    def fork(
        self,
        from_thread_id: str,
        resource_id: str,
        thread_id: str,
        *,
        at_sequence: int | None = None,
        before_sequence: int | None = None,
        title: str | None = None,
        model_id: str | None = None,
    ) -> ThreadSession:
        """Fork the session of a thread, and let another thread of the resource go on with it.

        The other thread is mapped to the fork in place of what it was mapped to; it may be the
        same thread, which then goes on with the fork.

        Args:
            at_sequence, before_sequence, title: as in `PersistentSessionService.fork`.
            model_id: that of the thread's mapping by default.

        Raises:
            ThreadNotFoundError: the resource has no such thread; another resource's is none.
            SessionNotFoundError: the thread's session is gone.
            ThreadConflictError: the thread is mapped to a session of another system.
            InvalidInputError: the session has no such message.
        """
        thread_id, resource_id = check_thread(thread_id, resource_id)
        check_strings(from_thread_id=from_thread_id)
        if not is_id(from_thread_id):
            raise ThreadNotFoundError(from_thread_id)
        now, session_id = self._clock.now(), self._identifiers.session_id()
        plan = plan_fork(
            session_id,
            now,
            at_sequence=at_sequence,
            before_sequence=before_sequence,
            title=title,
        )
        model_id = read_label(model_id, "model_id")
        mapping = ThreadMapping(thread_id, resource_id, session_id, now, now, model_id)
        return self._database.write(lambda work: fork_thread(work, from_thread_id, mapping, plan))
