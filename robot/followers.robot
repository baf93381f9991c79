*** Settings ***
Documentation       A follower that comes back with the number of the last event it saw misses
...                 nothing and sees nothing twice, however often it goes away.
...
...                 Four processes append events to one session, one and three in turn. Followers
...                 in other processes, through the synchronous and the asynchronous face,
...                 following and waiting, leave after a few events each time and come back, every
...                 now and then on a store that was closed and opened again.
Library             libraries.records.Records
Library             libraries.followers.Followers
Test Tags           A15


*** Variables ***
${APPENDS}      150


*** Test Cases ***
Followers That Come And Go See Every Event Once On SQLite
    ${url} =    Create Database    sqlite
    ${seen} =    Append And Follow    ${url}    writers=4    appends=${APPENDS}
    Every Follower Saw Every Event Once    ${seen}
    The Record Is Complete    ${url}

Followers That Come And Go See Every Event Once On PostgreSQL
    ${url} =    Create Database    postgresql
    ${seen} =    Append And Follow    ${url}    writers=4    appends=${APPENDS}
    Every Follower Saw Every Event Once    ${seen}
    The Record Is Complete    ${url}
