*** Settings ***
Documentation       Appends that meet in one session, or spread over many, are queued and not
...                 retried: no deadlock and no serialization failure reaches anybody.
Library             libraries.records.Records
Library             libraries.load.LoadedStore
Test Tags           A6
Test Template       Eight Writers Append


*** Test Cases ***                                              BACKEND       SESSIONS
Appends To One Session Of SQLite Are Not Retried                sqlite        1
Appends To Sixteen Sessions Of SQLite Are Not Retried           sqlite        16
Appends To One Session Of PostgreSQL Are Not Retried            postgresql    1
Appends To Sixteen Sessions Of PostgreSQL Are Not Retried       postgresql    16


*** Keywords ***
Eight Writers Append
    [Arguments]    ${backend}    ${sessions}
    ${url} =    Create Database    ${backend}
    ${outcome} =    Append Together    ${url}    processes=8    appends=100    sessions=${sessions}
    No Append Failed    ${outcome}
    Nothing Was Retried    ${outcome}
    Acknowledged Messages Are Stored    ${url}    ${outcome.acknowledged}
    The Record Is Complete    ${url}
