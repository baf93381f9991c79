"""Conversations with a server that is restarted, as a person has them."""

from __future__ import annotations

import re
from typing import Any

import hansard
from libraries.served import Client, ServerProcess, answer_of

RESOURCE = "default-user"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


class Conversations:
    """Asks a server, lists, forks and deletes its conversations, and restarts it."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def __init__(self) -> None:
        self._server: ServerProcess | None = None
        self._chunks: list[dict[str, Any]] = []

    @property
    def server(self) -> ServerProcess:
        """The server that was started."""
        assert self._server is not None, "no server was started"
        return self._server

    @property
    def client(self) -> Client:
        """Somebody who calls it."""
        return Client(self.server)

    def start_server(self, url: str) -> None:
        """Start a server on a database."""
        self._server = ServerProcess(url)
        self._server.start()

    def restart_server(self) -> None:
        """Stop it as an operator would, and start it again on the same database."""
        self.server.restart()

    def stop_server(self) -> None:
        """End what is still running."""
        self.server.__exit__()

    def ask(self, message: str, thread: str, fork_of: str | None = None) -> str:
        """Ask in a thread and give the answer."""
        fields = {"threadId": thread} | ({} if fork_of is None else {"forkFromThreadId": fork_of})
        self._chunks = self.client.ask(message, **fields)
        return answer_of(self._chunks)

    def session_of(self, thread: str) -> str:
        """Give the session that a thread is mapped to."""
        mapping = self._metadata(thread)
        assert mapping.status_code == 200, mapping.text
        session: dict[str, str] = mapping.json()["session"]
        assert set(session) >= {"threadId", "resourceId", "sessionId", "createdAt", "updatedAt"}
        assert MOMENT.fullmatch(session["createdAt"]), session
        assert MOMENT.fullmatch(session["updatedAt"]), session
        return session["sessionId"]

    def the_answer_began_with_the_session(self, session_id: str) -> None:
        """The first chunk of the latest answer named the session."""
        first = self._chunks[0]
        assert (first["type"], first["subtype"]) == ("system", "init"), first
        assert first["session_id"] == session_id, first

    def the_log_says(self, text: str) -> None:
        """The server has logged it."""
        assert text in self.server.logged(), self.server.logged()[-2000:]

    def the_log_does_not_say(self, text: str) -> None:
        """The server has not logged it, not even in part of a line."""
        assert text not in self.server.logged(), text

    def threads_are(self, *threads: str) -> None:
        """These are listed, the last used first, and counted."""
        response = self.client.request("GET", "/api/sessions", params={"resourceId": RESOURCE})
        assert response.status_code == 200, response.text
        listed = response.json()
        assert [mapping["threadId"] for mapping in listed["sessions"]] == list(threads), listed
        assert listed["count"] == len(threads), listed

    def delete_thread(self, thread: str) -> None:
        """Delete the mapping of a thread."""
        body = {"threadId": thread, "resourceId": RESOURCE}
        response = self.client.request("DELETE", "/api/sessions", json=body)
        assert response.status_code == 200, response.text
        assert response.json() == {"success": True, **body}, response.text

    def there_is_no_thread(self, thread: str) -> None:
        """The thread is not found."""
        response = self._metadata(thread)
        assert response.status_code == 404, response.text
        assert response.json() == {"error": "Session not found"}, response.text

    def the_conversation_is(self, thread: str, *messages: str) -> None:
        """The session of a thread holds these messages, read by another process."""
        with hansard.open(self.server.url) as store:
            found = store.sessions.messages(self.session_of(thread))
        assert [message.content for message in found] == list(messages), found

    def _metadata(self, thread: str) -> Any:
        body = {"threadId": thread, "resourceId": RESOURCE}
        return self.client.request("POST", "/api/sessions/metadata", json=body)
