*** Settings ***
Documentation       A writer of artifacts that is killed at any moment leaves every registered
...                 artifact with its bytes, and nothing that a sweep does not remove.
...
...                 First a process dies by SIGKILL before and after each call to the operating
...                 system and the database that a put, a delete or a sweep makes. Then four
...                 writers put and delete the same bytes while another process sweeps, and all
...                 of them die at random moments.
Library             libraries.records.Records
Library             libraries.killed_artifact_writers.KilledArtifactWriters
Test Tags           F2


*** Variables ***
${ROUNDS}       15


*** Test Cases ***
A Put Or Delete That Is Killed At Any Boundary On SQLite Leaves Artifacts Whole
    ${url} =    Create Database    sqlite
    ${found} =    Kill At Every Boundary    ${url}
    Every Operation Was Killed    ${found}    at_least=25
    Each Was Done As A Whole Or Not At All    ${found}
    Every Artifact Had Its Bytes    ${found}
    What Was Left Was Swept    ${found}

A Put Or Delete That Is Killed At Any Boundary On PostgreSQL Leaves Artifacts Whole
    ${url} =    Create Database    postgresql
    ${found} =    Kill At Every Boundary    ${url}
    Every Operation Was Killed    ${found}    at_least=25
    Each Was Done As A Whole Or Not At All    ${found}
    Every Artifact Had Its Bytes    ${found}
    What Was Left Was Swept    ${found}

Writers Of The Same Bytes That Are Killed While Others Sweep Lose Nothing
    ${url} =    Create Database    sqlite
    ${found} =    Kill Writers And A Sweeper    ${url}    writers=4    rounds=${ROUNDS}
    Acknowledged Artifacts Are Stored    ${found}
    Every Artifact Had Its Bytes    ${found}
    What Was Left Was Swept    ${found}
