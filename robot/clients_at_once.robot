*** Settings ***
Documentation       Many clients at once get one session for each thread, and every answer is theirs.
...
...                 Sixteen clients ask at the same time, five questions each: first each in a thread
...                 of its own, then all of them in one, whose first message they race for.
Library             libraries.records.Records
Library             libraries.busy_servers.BusyServers
Test Setup          Serve A New Database    sqlite
Test Teardown       Stop Server
Test Tags           chat


*** Test Cases ***
Sixteen Clients Have A Conversation Each On SQLite
    Ask From Clients At Once    clients=16    turns=5    threads=16
    Every Question Is Recorded Once With Its Answer
    The Record Is Complete    ${URL}

Sixteen Clients Share One Conversation On SQLite
    Ask From Clients At Once    clients=16    turns=5    threads=1
    Every Question Is Recorded Once With Its Answer
    The Record Is Complete    ${URL}

Sixteen Clients Share Four Conversations On PostgreSQL
    [Setup]    Serve A New Database    postgresql
    Ask From Clients At Once    clients=16    turns=5    threads=4
    Every Question Is Recorded Once With Its Answer
    The Record Is Complete    ${URL}


*** Keywords ***
Serve A New Database
    [Arguments]    ${backend}
    ${url} =    Create Database    ${backend}
    Set Test Variable    ${URL}    ${url}
    Start Server    ${url}
