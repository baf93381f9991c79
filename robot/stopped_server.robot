*** Settings ***
Documentation       A server that is told to end does so within seconds, whatever it is doing.
...
...                 Answers are being given then, events are followed, and somebody waits for events.
Library             libraries.records.Records
Library             libraries.servers_together.ServersTogether
Test Teardown       Stop Servers


*** Test Cases ***
A Server Is Told To End In The Middle Of Work On SQLite
    Start Servers    sqlite    count=1
    Stop In The Middle Of Work    SIGTERM
    It Has Ended In Time
    No Run Is Left Running

A Server Is Told To End In The Middle Of Work On PostgreSQL
    Start Servers    postgresql    count=1
    Stop In The Middle Of Work    SIGTERM
    It Has Ended In Time
    No Run Is Left Running

A Server Is Interrupted In The Middle Of Work
    Start Servers    sqlite    count=1
    Stop In The Middle Of Work    SIGINT
    It Has Ended In Time
    No Run Is Left Running
