*** Settings ***
Documentation       Changes that meet in one session are made one after the other, also where they
...                 read before they write, and also on a SQLite file to which programs other than
...                 hansard write.
Library             libraries.records.Records
Library             libraries.changes_at_once.ChangesAtOnce
Test Tags           A6


*** Test Cases ***
Changes That Meet In One Session Of SQLite Are All Kept
    ${url} =    Create Database    sqlite
    ${told} =    Change Together    ${url}
    Nothing Failed Or Was Retried    ${told}
    Every Change Is Kept    ${url}    ${told}

Changes That Meet In One Session Of PostgreSQL Are All Kept
    ${url} =    Create Database    postgresql
    ${told} =    Change Together    ${url}
    Nothing Failed Or Was Retried    ${told}
    Every Change Is Kept    ${url}    ${told}

Programs That Pass By The Gate Of A SQLite File Cost Nothing
    ${url} =    Create Database    sqlite
    ${told} =    Change Together    ${url}    strangers=${True}
    Nothing Failed Or Was Retried    ${told}
    Every Change Is Kept    ${url}    ${told}
