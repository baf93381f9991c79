*** Settings ***
Documentation       A writer that is killed at any moment loses nothing that was acknowledged to
...                 it, and leaves nothing half done.
...
...                 Four processes append to the same two sessions, one message and three messages
...                 in turn, and die by SIGKILL one after the other. What they were told survives
...                 them in pipes.
Library             libraries.records.Records
Library             libraries.killed_writers.KilledWriters
Test Tags           A2


*** Variables ***
${ROUNDS}       25


*** Test Cases ***
Killing Four Writers In Their Appends Loses Nothing That They Acknowledged
    ${url} =    Create Database    sqlite
    ${acknowledged} =    Kill Writers While They Append    ${url}    writers=4    rounds=${ROUNDS}
    Acknowledged Messages Are Stored    ${url}    ${acknowledged}
    Nothing Is Stored Twice    ${url}
    The Record Is Complete    ${url}
