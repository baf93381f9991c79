*** Settings ***
Documentation       A conversation goes on where it stopped, in a server that was restarted.
...
...                 Each test stops the server process and starts another one on the same database
...                 before it goes on. Somebody asks over HTTP; the offline agent answers from the
...                 conversation itself, so a lost message would show in its answer.
Library             libraries.records.Records
Library             libraries.conversations.Conversations
Test Setup          Serve A New Database    sqlite
Test Teardown       Stop Server
Test Tags           chat


*** Variables ***
${SUM}          2+2 is 4.
${LAST}         Your last question was: "What is 2+2?"
${PRODUCT}      2*2 is 4.


*** Test Cases ***
A New Conversation Creates A Session
    Asking    What is 2+2?    in=thread-1    is answered with=${SUM}
    ${session} =    Session Of    thread-1
    The Answer Began With The Session    ${session}
    The Log Says    Saved session mapping
    The Log Does Not Say    2+2
    Restart Server
    The Conversation Is    thread-1    What is 2+2?    ${SUM}

A Conversation Is Resumed After A Restart
    Asking    What is 2+2?    in=thread-1    is answered with=${SUM}
    ${session} =    Session Of    thread-1
    Restart Server
    Asking    What was my last question?    in=thread-1    is answered with=${LAST}
    The Answer Began With The Session    ${session}
    The Log Says    Resuming session: ${session}

Sessions Are Listed After A Restart
    Asking    What is 2+2?    in=thread-1    is answered with=${SUM}
    Asking    What is 2+2?    in=thread-2    is answered with=${SUM}
    Restart Server
    Threads Are    thread-2    thread-1
    Asking    What was my last question?    in=thread-1    is answered with=${LAST}
    Threads Are    thread-1    thread-2

A Deleted Session Stays Deleted After A Restart
    Asking    What is 2+2?    in=thread-1    is answered with=${SUM}
    Delete Thread    thread-1
    Restart Server
    There Is No Thread    thread-1
    Threads Are
    Delete Thread    thread-1

A Fork Is Independent After A Restart
    Asking    What is 2+2?    in=thread-1    is answered with=${SUM}
    Restart Server
    Asking In A Fork    Now multiply instead of add    of=thread-1    in=fork-1    is answered with=${PRODUCT}
    ${parent} =    Session Of    thread-1
    ${fork} =    Session Of    fork-1
    Should Not Be Equal    ${parent}    ${fork}
    Restart Server
    Asking    What was my last question?    in=thread-1    is answered with=${LAST}
    The Conversation Is    fork-1    What is 2+2?    ${SUM}    Now multiply instead of add    ${PRODUCT}

A Conversation Persists Across Many Restarts On SQLite
    Have A Conversation With Restarts

A Conversation Persists Across Many Restarts On PostgreSQL
    [Setup]    Serve A New Database    postgresql
    Have A Conversation With Restarts


*** Keywords ***
Serve A New Database
    [Arguments]    ${backend}
    ${url} =    Create Database    ${backend}
    Set Test Variable    ${URL}    ${url}
    Start Server    ${url}

Asking
    [Arguments]    ${question}    ${in}    ${is answered with}
    ${answer} =    Ask    ${question}    ${in}
    Should Be Equal    ${answer}    ${is answered with}

Asking In A Fork
    [Arguments]    ${question}    ${of}    ${in}    ${is answered with}
    ${answer} =    Ask    ${question}    ${in}    fork_of=${of}
    Should Be Equal    ${answer}    ${is answered with}

Have A Conversation With Restarts
    Asking    What is 2+2?    in=thread-1    is answered with=${SUM}
    Restart Server
    Asking    Now multiply instead of add    in=thread-1    is answered with=${PRODUCT}
    Restart Server
    Asking    What did I say first?    in=thread-1    is answered with=The first thing you said was: "What is 2+2?"
    Restart Server
    Asking    How many messages are there?    in=thread-1    is answered with=You sent 3 messages before this one.
    The Record Is Complete    ${URL}
