*** Settings ***
Documentation       What one process stores in a session, another reads: completely, in order, and
...                 with nothing in between but the database.
...
...                 Every step is taken by an interpreter of its own.
Library             libraries.records.Records
Library             helper_session_persistence.py
Test Tags           coverage


*** Test Cases ***
A Session Reads Back In Another Process As It Was Written
    [Tags]    round-trip
    ${url} =    Create Database    sqlite
    ${id} =    Create A Session    ${url}
    Append The Conversation    ${url}    ${id}
    Everything Reads Back As It Was Written    ${url}    ${id}
    The Record Is Complete    ${url}

Messages Stand In The Order In Which They Were Acknowledged
    [Tags]    ordering
    ${url} =    Create Database    sqlite
    ${id} =    Create A Session    ${url}
    ${told} =    Append From Processes At Once    ${url}    ${id}    processes=3    messages=20
    Messages Stand In The Order Of Their Acknowledgements    ${url}    ${id}    ${told}
    The Record Is Complete    ${url}

An Exported Session Is Imported Into Another Database As It Was
    [Tags]    export-import
    ${url}    ${id} =    Record The Conversation
    ${document} =    Export The Session    ${url}    ${id}
    ${other} =    Create Database    sqlite
    An Altered Document Is Refused    ${other}    ${document}
    ${copy} =    Import The Document    ${other}    ${document}
    Both Sessions Are Equal    ${url}    ${id}    ${other}    ${copy}
    The Record Is Complete    ${other}

Token Usage That Processes Add At Once Is Not Lost
    [Tags]    token-usage
    ${url} =    Create Database    sqlite
    ${id} =    Create A Session    ${url}
    ${told} =    Use Tokens In Processes At Once    ${url}    ${id}    processes=3    times=20
    No Usage Is Lost    ${url}    ${id}    ${told}


*** Keywords ***
Record The Conversation
    ${url} =    Create Database    sqlite
    ${id} =    Create A Session    ${url}
    Append The Conversation    ${url}    ${id}
    RETURN    ${url}    ${id}
