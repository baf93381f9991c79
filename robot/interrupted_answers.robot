*** Settings ***
Documentation       An answer that is cut off leaves a record that goes on: the question is there,
...                 the run is marked, and nothing is half-written.
...
...                 First 200 clients hang up in the middle of an answer, twenty at a time, each at
...                 another place. Then the server is killed ten times while it answers four
...                 questions; another one on the same database finds the runs that were abandoned.
...                 At last it is told to end while agents answer that take no notice of that.
Library             libraries.records.Records
Library             libraries.busy_servers.BusyServers
Test Setup          Serve A New Database    sqlite
Test Teardown       Stop Server
Test Tags           chat


*** Test Cases ***
Two Hundred Clients Leave In The Middle Of An Answer On SQLite
    Leave In The Middle Of Answers    times=200    at_once=20
    Every Answer That Was Cut Off Is Marked    cancelled
    The Record Is Complete    ${URL}
    The Log Has One JSON Object A Line And No Content

A Server Is Killed In The Middle Of Answers On SQLite
    [Setup]    Serve A New Database    sqlite    abandoned after=2
    Kill Server In The Middle Of Answers    rounds=10    at_once=4
    Every Answer That Was Cut Off Is Marked    failed
    Every Conversation Goes On
    The Record Is Complete    ${URL}
    The Log Has One JSON Object A Line And No Content

A Server Is Killed In The Middle Of Answers On PostgreSQL
    [Setup]    Serve A New Database    postgresql    abandoned after=2
    Kill Server In The Middle Of Answers    rounds=3    at_once=4
    Every Answer That Was Cut Off Is Marked    failed
    Every Conversation Goes On
    The Record Is Complete    ${URL}

A Server Ends Without Agents That Do Not On SQLite
    Stop Server While Stubborn Agents Answer    agents=3    within=20
    Every Answer That Was Cut Off Is Marked    cancelled
    The Record Is Complete    ${URL}


*** Keywords ***
Serve A New Database
    [Arguments]    ${backend}    ${abandoned after}=60
    ${url} =    Create Database    ${backend}
    Set Test Variable    ${URL}    ${url}
    Start Server    ${url}    ${abandoned after}
