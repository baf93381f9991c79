*** Settings ***
Documentation       A disk without space refuses what is new and harms nothing that is there; when
...                 there is space again, the same open store goes on.
Library             libraries.records.Records
Library             libraries.full_disk.FullDisk
Test Tags           A13


*** Test Cases ***
A File That May Not Grow By Another Page Loses Nothing
    ${url} =    Create Database    sqlite
    ${filling} =    Fill Pages    ${url}
    The Full Disk Was Named    ${filling}
    Everything Could Be Read Meanwhile    ${filling}
    Appends Work Again    ${filling}
    Acknowledged Messages Are Stored    ${url}    ${filling.acknowledged}
    The Record Is Complete    ${url}

A Process That May Not Write Larger Files Loses Nothing
    ${url} =    Create Database    sqlite
    ${filling} =    Fill File Size    ${url}
    The Full Disk Was Named    ${filling}
    Everything Could Be Read Meanwhile    ${filling}
    Appends Work Again    ${filling}
    Acknowledged Messages Are Stored    ${url}    ${filling.acknowledged}
    The Record Is Complete    ${url}

A Full File System Loses Nothing
    [Setup]    Create Small Disk
    ${filling} =    Fill Disk    ${url}
    The Full Disk Was Named    ${filling}
    Everything Could Be Read Meanwhile    ${filling}
    Appends Work Again    ${filling}
    Acknowledged Messages Are Stored    ${url}    ${filling.acknowledged}
    The Record Is Complete    ${url}
    [Teardown]    Remove The Small Disk


*** Keywords ***
Create Small Disk
    ${url} =    Create Database On A Small Disk
    VAR    ${url}    ${url}    scope=TEST
