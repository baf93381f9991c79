"""Commands that go on until they are interrupted, as by Ctrl-C at a prompt."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from threading import Timer

from behave.model import Table

from features.support.commands import PATIENCE, Ended
from features.support.place import place_of
from features.support.records import store_events
from features.support.world import World


def interrupt(world: World, command: str, lines: int, table: Table | None) -> None:
    """Interrupt a command once it has printed so many lines, as the attempt of the scenario.

    Args:
        table: events that happen while it waits for them: before the last lines.
    """
    _, *arguments = (world.id_of(word) for word in shlex.split(command))
    world.run(lambda: _interrupt(world, arguments, lines, table))


def _interrupt(world: World, arguments: list[str], lines: int, table: Table | None) -> Ended:
    place = place_of(world)
    process = subprocess.Popen(
        [sys.executable, "-m", "hansard", *arguments],
        cwd=place.folder,
        env=place.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    impatience = Timer(PATIENCE, process.kill)
    impatience.start()
    with process:
        awaited = len(table.rows) if table else 0
        printed = [process.stdout.readline() for _ in range(lines - awaited)]
        if table:
            store_events(world, table)
        printed += [process.stdout.readline() for _ in range(awaited)]
        process.send_signal(signal.SIGINT)
        rest, error = process.communicate()
    impatience.cancel()
    return Ended(process.returncode, b"".join([*printed, rest]).decode(), error.decode())
