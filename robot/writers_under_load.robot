*** Settings ***
Documentation       Many writers on one SQLite file, with every commit flushed to the disk: none
...                 fails, none waits for long, and none starves while others go on.
Library             libraries.records.Records
Library             libraries.load.LoadedStore
Test Tags           A4


*** Test Cases ***
Eight Processes Append To One File Without Failing Or Starving
    ${url} =    Create Database    sqlite
    ${outcome} =    Append Together    ${url}    processes=8    appends=500    sessions=4
    No Append Failed    ${outcome}
    No Append Waited Longer Than    ${outcome}    seconds=5
    The Slowest Writer Keeps Up    ${outcome}    share=0.1
    Acknowledged Messages Are Stored    ${url}    ${outcome.acknowledged}
    The Record Is Complete    ${url}

Four Processes With Eight Threads Each Append To One File Without Failing Or Starving
    ${url} =    Create Database    sqlite
    ${outcome} =    Append Together    ${url}    processes=4    threads=8    appends=100    sessions=4
    No Append Failed    ${outcome}
    No Append Waited Longer Than    ${outcome}    seconds=5
    The Slowest Writer Keeps Up    ${outcome}    share=0.1
    Acknowledged Messages Are Stored    ${url}    ${outcome.acknowledged}
    The Record Is Complete    ${url}
