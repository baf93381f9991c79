*** Settings ***
Documentation       A write of several rows is done as a whole or not at all, wherever it is cut
...                 off.
...
...                 A process ends without warning, and in a second pass raises an exception,
...                 before and after each statement and each commit. Afterwards every row of every
...                 table is as it was before the operation, or as the operation leaves it.
Library             libraries.crash_enumeration.CrashEnumeration
Test Tags           A1


*** Test Cases ***
Every Compound Write On SQLite Is Done As A Whole Or Not At All
    ${found} =    Interrupt Every Compound Write    sqlite
    Every Operation Has Points    ${found}    at_least=15
    Everything Or Nothing Was Done    ${found}

Every Compound Write On PostgreSQL Is Done As A Whole Or Not At All
    ${found} =    Interrupt Every Compound Write    postgresql
    Every Operation Has Points    ${found}    at_least=11
    Everything Or Nothing Was Done    ${found}
