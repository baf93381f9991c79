*** Settings ***
Documentation       A store that was open when its process forked serves the child, and goes on
...                 serving the parent.
Library             libraries.records.Records
Library             libraries.forked_processes.ForkedProcesses
Test Tags           A25    coverage


*** Test Cases ***
Parent And Children Append To One SQLite File After A Fork
    ${url} =    Create Database    sqlite
    ${family} =    Fork And Append In Both    ${url}
    No Child Failed    ${family}
    The Parent Went On    ${family}
    Acknowledged Messages Are Stored    ${url}    ${family.acknowledged}
    The Record Is Complete    ${url}

Parent And Children Append To One PostgreSQL Database After A Fork
    ${url} =    Create Database    postgresql
    ${family} =    Fork And Append In Both    ${url}
    No Child Failed    ${family}
    The Parent Went On    ${family}
    Acknowledged Messages Are Stored    ${url}    ${family.acknowledged}
    The Record Is Complete    ${url}

An Asynchronous Store Serves A Child On An Event Loop Of Its Own
    ${url} =    Create Database    sqlite
    ${exit_codes} =    Fork Under An Open Async Store    ${url}
    The Child Ended Well    ${exit_codes}
    The Record Is Complete    ${url}

A Child May Leave What Its Parent Follows
    ${url} =    Create Database    sqlite
    ${exit_codes} =    Fork While Following    ${url}
    The Child Ended Well    ${exit_codes}
    The Record Is Complete    ${url}
