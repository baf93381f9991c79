*** Settings ***
Documentation       The command line does what it says also where it is stopped, where nobody
...                 listens, and where it is killed.
...
...                 Every command is a process of its own, started as users start it.
Library             libraries.records.Records
Library             libraries.command_line.CommandLine
Library             libraries.killed_imports.KilledImports


*** Test Cases ***
The Demonstration Finds Everything That Was Acknowledged
    [Tags]    coverage
    Run    hansard    demo
    The Exit Code Is    0
    The Last Line Is    Everything that was acknowledged is there, and nothing else.

The Program And The Module Are The Same
    [Tags]    coverage
    ${program} =    Output Of    hansard    session    --help
    ${module} =    Output Of    python    -m    hansard    session    --help
    Should Be Equal    ${program}    ${module}

An Interrupted Import Says From Which Line To Go On
    [Tags]    coverage
    ${url} =    Create Database    sqlite
    Interrupt An Import    ${url}    after=3
    The Exit Code Is    130
    The Error Says    Line 4 is not known to be stored.
    The Store Holds The First Conversations    ${url}    3

An Interrupted Question Changes Nothing
    [Tags]    coverage
    ${url} =    Create Database    sqlite
    Run    hansard    session    create    --id    alpha    --url    ${url}
    Interrupt At Its Question    hansard    session    delete    alpha    --url    ${url}
    The Exit Code Is    130
    The Error Says    Interrupted.
    The Store Holds Sessions    ${url}    1

A Command Whose Reader Has Gone Away Ends Without A Word
    [Tags]    coverage
    ${url} =    Create Database    sqlite
    Store Long Conversations    ${url}
    Run And Read One Line    hansard    export-chats    --url    ${url}
    The Exit Code Is    141
    The Error Says Nothing

A Disk That Is Full Is Reported
    [Tags]    coverage
    Run Into    /dev/full    hansard    --help
    The Exit Code Is    1
    The Error Says    No space left on device

A Command Without Standard Streams Harms Nothing
    [Tags]    coverage
    ${url} =    Create Database    sqlite
    Run Without Streams    hansard    session    create    --id    alpha    --url    ${url}
    The Exit Code Is    0
    Run Without Streams    hansard    session    delete    alpha    --url    ${url}
    The Exit Code Is    1
    The Store Holds Sessions    ${url}    1

An Import That Is Killed Leaves Whole Conversations And Is Continued
    ${url} =    Create Database    sqlite
    Import And Kill Again And Again    ${url}    kills=6
    Every Kill Left Whole Conversations
    Every Conversation Is Stored Once    ${url}
    The Record Is Complete    ${url}
