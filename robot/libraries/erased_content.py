"""An owner whose records all hold one word, and the places where it must not be found later."""

from __future__ import annotations

import random
import signal
from collections import Counter
from contextlib import ExitStack
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import func, inspect, make_url, select, text

import hansard
from hansard import Hansard
from hansard.infrastructure.database import schema
from libraries.databases import new_folder
from libraries.evidence import record
from libraries.examination import connect
from libraries.workers import PATIENCE, Worker

WORD = "Zwetschgendatschi-4711"
OWNER = f"Ann {WORD}"
SESSIONS = 20
"""Of each owner."""
MESSAGES = 40
"""Of each session."""
BELONGING = ("session_messages", "session_tags", "runs", "events", "artifacts")
WHOLE = {
    "session_messages": MESSAGES,
    "session_tags": 1,
    "runs": 1,
    "events": MESSAGES,
    "artifacts": 2,
}
"""Rows of each session as it was filled."""
HELD_BY_ALL = ("sessions", *BELONGING)

_places: dict[str, Path] = {}


class ErasedContent:
    """Fills stores, erases an owner, and looks for what was erased."""

    ROBOT_LIBRARY_SCOPE = "TEST"

    def fill_the_store(self, url: str) -> None:
        """Write sessions of two owners in turn, so that their rows stand side by side."""
        with _open(url) as store:
            for number in range(SESSIONS):
                _begin(store, f"{WORD}-{number}", OWNER, WORD)
                _begin(store, f"plain-{number}", "Bob", "plain")
            order = [name for name in range(SESSIONS * 2) for _ in range(MESSAGES)]
            random.Random(0).shuffle(order)
            for name in order:
                number, is_hers = divmod(name, 2)
                _go_on(store, f"{WORD if is_hers else 'plain'}-{number}", WORD if is_hers else "x")

    def the_word_stands_in_the_files_of_the_store(self, url: str) -> None:
        """The files hold the word now, so that looking for it shows something."""
        hits = _hits_in_files(_folder(url))
        record("before, SQLite", **{name: hits[name] for name in sorted(hits)})
        assert hits["sessions.db"] and hits["artifacts"], f"the word stands in {hits} only"

    def the_word_stands_in_every_table(self, url: str) -> None:
        """Each table holds the word now, so that looking for it shows something."""
        hits = _hits_in_tables(url)
        record("before, PostgreSQL", **{name: hits[name] for name in sorted(hits)})
        assert all(hits[table] for table in HELD_BY_ALL), f"the word stands in {hits} only"

    def erase_the_owner_while_others_read_and_append(self, url: str) -> None:
        """Erase while one process has the store open and another appends to sessions that stay."""
        with ExitStack() as stack:
            idle = stack.enter_context(Worker(_stay_open, url))
            busy = stack.enter_context(Worker(_append, url, capacity=1 << 20))
            for worker in (idle, busy):
                assert worker.reports.poll(PATIENCE), "a process does not open the store"
            begun = monotonic()
            with _open(url) as store:
                report = store.maintenance.erase(OWNER)
                appended_meanwhile = store.events.latest_sequence("plain-0")
            seconds = monotonic() - begun
            busy.receive()
            assert not busy.has_ended and not idle.has_ended, "a process has failed"
        assert not [note for note in report.notes if "SQLite" in note], report.notes
        record(
            f"erasure, {make_url(url).get_backend_name()}",
            seconds=round(seconds, 3),
            events_of_another_owner_after=appended_meanwhile,
            contents=report.contents,
            **report.counts,
        )

    def the_word_stands_in_no_file_of_the_store(self, url: str) -> None:
        """Neither the file nor its journal nor a blob holds the word, nor does a file's name."""
        hits = _hits_in_files(_folder(url))
        names = [str(file) for file in _folder(url).rglob("*") if WORD in file.name]
        record("after, SQLite", files_looked_at=_count_files(_folder(url)), hits=hits.total())
        assert not hits.total() and not names, f"{dict(hits)}, {names}"

    def the_word_stands_in_no_table_and_no_blob(self, url: str) -> None:
        """No row of any table holds the word, and no file of the artifacts."""
        hits = _hits_in_tables(url) + _hits_in_files(_places[url])
        record("after, PostgreSQL", hits=hits.total())
        assert not hits.total(), dict(hits)

    def kill_erasures_that_are_under_way(self, url: str, times: int) -> None:
        """Kill an erasing process each time it has got further; every session left is whole."""
        left = [SESSIONS]
        for number in range(times):
            goal = SESSIONS * (times - number) // (times + 1)
            with Worker(_erase, url) as worker:
                deadline = monotonic() + PATIENCE
                while (now := len(_sessions_left(url))) > goal:
                    assert monotonic() < deadline and not worker.has_ended, f"{now} are left"
                    sleep(0.001)
                worker.kill()
                assert worker.was_killed(), "it had ended before"
            left.append(_check_whole(url))
        record("killed erasures", times=times, sessions_left=" ".join(map(str, left)))
        assert left[-1], "the last one was finished, so nothing is shown"


def _begin(store: Hansard, session_id: str, owner: str, word: str) -> None:
    """Make a session with a run and artifacts; one blob both owners have."""
    store.sessions.create(
        f"actor {word}",
        session_id=session_id,
        owner_id=owner,
        name=f"about {word}",
        metadata={"note": word},
        tags=[f"tag {word}"],
    )
    saved = store.session_store.get_session(session_id)
    saved.context = {"note": word}
    saved.status_reason = word
    store.session_store.save_session(saved)
    run = store.session_store.new_run(session_id, input={"prompt": word})
    run.set_output({"text": f"{word} " * 20}, run.started_at)
    run.metadata = {"note": word}
    store.session_store.save_run(run)
    own = f"{session_id} {word}".encode() * 50
    for name, content in (("own", own), ("shared", b"the same for everybody")):
        store.artifacts.put(
            f"{session_id}/{name}", content, session_id=session_id, metadata={"note": word}
        )


def _go_on(store: Hansard, session_id: str, word: str) -> None:
    """Add a message and an event of some length."""
    length = random.Random(session_id).choice((1, 3, 10, 40, 200))
    content = f"{word} " * length
    store.sessions.append_message(
        session_id, "user", content, {"note": word}, payload={"item": word}
    )
    store.events.append(session_id, "message_sent", data={"text": content}, metadata={"n": word})


def _stay_open(url: str, reports: Connection) -> None:
    """Open the store, read, and hold it open until killed."""
    with _open(url) as store:
        reports.send(len(store.sessions.list()))
        signal.pause()


def _append(url: str, reports: Connection) -> None:
    """Append events to a session that stays, until killed."""
    with _open(url) as store:
        for number in count():
            stored = store.events.append("plain-0", "turn_completed", data={"number": number})
            reports.send(stored.sequence)
            sleep(0.005)


def _erase(url: str, _reports: Connection) -> None:
    with _open(url) as store:
        store.maintenance.erase(OWNER)


def _open(url: str) -> Hansard:
    """Open a store whose artifacts lie beside a SQLite file, and elsewhere in a folder."""
    if make_url(url).get_backend_name() == "sqlite":
        return hansard.open(url, artifacts=_folder(url) / "artifacts")
    return hansard.open(url, artifacts=_places.setdefault(url, new_folder()))


def _folder(url: str) -> Path:
    return Path(make_url(url).database or "").parent


def _hits_in_files(folder: Path) -> Counter[str]:
    """Count the word in every file below a folder, by the name at its top."""
    hits: Counter[str] = Counter()
    for file in folder.rglob("*"):
        if file.is_file():
            hits[file.relative_to(folder).parts[0]] += file.read_bytes().count(WORD.encode())
    return +hits


def _count_files(folder: Path) -> int:
    return sum(1 for file in folder.rglob("*") if file.is_file())


def _hits_in_tables(url: str) -> Counter[str]:
    """Count the rows that hold the word in any column, in every table of the database."""
    hits: Counter[str] = Counter()
    with connect(url) as connection:
        for table in inspect(connection).get_table_names():
            holding = text(f'SELECT count(*) FROM "{table}" AS one WHERE one::text LIKE :word')
            hits[table] = connection.execute(holding, {"word": f"%{WORD}%"}).scalar_one()
    return +hits


def _sessions_left(url: str) -> list[str]:
    sessions = schema.metadata.tables["sessions"]
    with connect(url) as connection:
        left = select(sessions.c.session_id).where(sessions.c.owner_id == OWNER)
        return list(connection.execute(left).scalars())


def _check_whole(url: str) -> int:
    """Check that each session that is left has all its rows, and count them."""
    left = _sessions_left(url)
    with connect(url) as connection:
        for name in BELONGING:
            table = schema.metadata.tables[name]
            of_her = table.c.session_id.like(f"{WORD}%")
            counted = select(table.c.session_id, func.count()).where(of_her).group_by("session_id")
            found = {str(row[0]): int(row[1]) for row in connection.execute(counted)}
            assert found == dict.fromkeys(left, WHOLE[name]), f"{name}: {found}, left: {left}"
    return len(left)
