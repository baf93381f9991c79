*** Settings ***
Documentation       Processes that execute runs of one session at the same time lose nothing of each
...                 other's record, and a run whose process was killed does not stay open.
...
...                 The first pair of processes executes ten runs each, which yield events as fast
...                 as they can. The second pair is killed in the middle of a run each, with ten
...                 more that wait; two others then look for abandoned runs at the same time.
Library             libraries.records.Records
Library             libraries.runs_in_two_processes.RunsInTwoProcesses
Test Tags           runs


*** Test Cases ***
Runs Of One Session In Two Processes Of SQLite Are All Recorded
    ${url} =    Create Database    sqlite
    Execute Runs In Two Processes    ${url}    runs=10    events=20
    Every Run Is Complete    ${url}    runs=20
    Every Event Is Where Its Process Was Told    ${url}
    The Record Is Complete    ${url}

Runs Of One Session In Two Processes Of PostgreSQL Are All Recorded
    ${url} =    Create Database    postgresql
    Execute Runs In Two Processes    ${url}    runs=10    events=20
    Every Run Is Complete    ${url}    runs=20
    Every Event Is Where Its Process Was Told    ${url}
    The Record Is Complete    ${url}

Runs Whose Processes Were Killed On SQLite Are Failed Once
    ${url} =    Create Database    sqlite
    Kill Two Processes In The Middle Of Their Runs    ${url}
    Look For Abandoned Runs In Two Processes    ${url}
    Every Abandoned Run Was Failed Once    ${url}
    Every Event Is Where Its Process Was Told    ${url}
    The Record Is Complete    ${url}

Runs Whose Processes Were Killed On PostgreSQL Are Failed Once
    ${url} =    Create Database    postgresql
    Kill Two Processes In The Middle Of Their Runs    ${url}
    Look For Abandoned Runs In Two Processes    ${url}
    Every Abandoned Run Was Failed Once    ${url}
    Every Event Is Where Its Process Was Told    ${url}
    The Record Is Complete    ${url}
