*** Settings ***
Documentation       A client that was killed and repeats an append with the same key adds nothing
...                 that is there already.
...
...                 In every second round the clients die between the commit and its
...                 acknowledgement. The control without keys, killed in the same way, has to
...                 store messages twice; otherwise the run with keys would show nothing.
Library             libraries.records.Records
Library             libraries.repeated_appends.RepeatedAppends
Test Tags           A3


*** Variables ***
${ROUNDS}       25


*** Test Cases ***
Clients That Are Killed And Repeat With Keys Store Every Message Once
    ${url} =    Create Database    sqlite
    ${acknowledged} =    Kill Clients That Repeat    ${url}    keys=${True}    rounds=${ROUNDS}
    Acknowledged Messages Are Stored    ${url}    ${acknowledged}
    Everything Sent Is Stored    ${url}    ${acknowledged}
    Nothing Is Stored Twice    ${url}
    The Record Is Complete    ${url}

Without Keys The Same Clients Store Messages Twice
    ${url} =    Create Database    sqlite
    ${acknowledged} =    Kill Clients That Repeat    ${url}    keys=${False}    rounds=${ROUNDS}
    Acknowledged Messages Are Stored    ${url}    ${acknowledged}
    Some Messages Are Stored Twice    ${url}
    The Record Is Complete    ${url}
