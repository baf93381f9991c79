*** Settings ***
Documentation       An interrupt may come at any moment of an append, as a handler of signals may
...                 raise between any two steps. It leaves neither a transaction nor the write gate
...                 open, and nobody else's transaction is rolled back.
Library             libraries.records.Records
Library             libraries.interrupted_appends.InterruptedAppends
Test Tags           A25


*** Test Cases ***
An Interrupt At Any Place Of An Append Holds Nobody Up
    ${url} =    Create Database    sqlite
    ${outcome} =    Interrupt At Every Place    ${url}
    Nobody Was Locked Out    ${outcome}
    No Neighbour Was Rolled Back    ${outcome}
    Acknowledged Messages Are Stored    ${url}    ${outcome.acknowledged}
    The Record Is Complete    ${url}

Signals At Random Moments Hold Nobody Up
    ${url} =    Create Database    sqlite
    ${outcome} =    Interrupt By Signals    ${url}
    Nobody Was Locked Out    ${outcome}
    Acknowledged Messages Are Stored    ${url}    ${outcome.acknowledged}
    Nothing Is Stored Twice    ${url}
    The Record Is Complete    ${url}
