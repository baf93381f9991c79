*** Settings ***
Documentation       A caller that is cancelled is told so when the outcome is settled: the message
...                 is there or it is not, repeating it with its key stores it once, and nothing
...                 is held back that others wait for.
...
...                 Six hundred tasks append, most of them cancelled within 20 milliseconds. On
...                 asyncio half of these are cancelled as asyncio does it, which no scope shields
...                 from.
Library             libraries.cancellation.CancelledCallers
Test Tags           A14
Test Template       Storms Leave Every Outcome Settled


*** Test Cases ***                                      BACKEND       LOOP
Cancelled Callers On SQLite And Asyncio                 sqlite        asyncio
Cancelled Callers On SQLite And Trio                    sqlite        trio
Cancelled Callers On PostgreSQL And Asyncio             postgresql    asyncio
Cancelled Callers On PostgreSQL And Trio                postgresql    trio


*** Keywords ***
Storms Leave Every Outcome Settled
    [Arguments]    ${backend}    ${loop}
    ${storms} =    Let Storms Pass    ${backend}    ${loop}    seeds=3
    No Call Failed    ${storms}
    No Caller Waited Longer Than    ${storms}    seconds=2
    Every Connection Is Back    ${storms}
    Every Outcome Was Settled    ${storms}
    Every Outcome Is Resolved By Its Key    ${storms}
    Every Record Is Complete    ${storms}
