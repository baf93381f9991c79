*** Settings ***
Documentation       What was erased is nowhere in the store any more, to the byte.
...
...                 A word that stands nowhere else is put into every kind of record of one owner:
...                 messages, events, runs, sessions, artifacts and their bytes. After the owner
...                 was erased it is looked for where the store keeps anything.
Library             libraries.records.Records
Library             libraries.erased_content.ErasedContent
Test Tags           A17


*** Test Cases ***
No File Of A SQLite Store Holds What Was Erased While Others Have It Open
    ${url} =    Create Database    sqlite
    Fill The Store    ${url}
    The Word Stands In The Files Of The Store    ${url}
    Erase The Owner While Others Read And Append    ${url}
    The Word Stands In No File Of The Store    ${url}
    The Record Is Complete    ${url}

No Row Of A PostgreSQL Store Holds What Was Erased
    ${url} =    Create Database    postgresql
    Fill The Store    ${url}
    The Word Stands In Every Table    ${url}
    Erase The Owner While Others Read And Append    ${url}
    The Word Stands In No Table And No Blob    ${url}
    The Record Is Complete    ${url}

An Erasure That Is Killed Leaves Whole Sessions And Is Finished By The Next One
    ${url} =    Create Database    sqlite
    Fill The Store    ${url}
    Kill Erasures That Are Under Way    ${url}    times=3
    Erase The Owner While Others Read And Append    ${url}
    The Word Stands In No File Of The Store    ${url}
    The Record Is Complete    ${url}
