*** Settings ***
Documentation       Processes that open an empty database at the same moment all succeed, and one
...                 of them makes the schema.
Library             libraries.first_open.FirstOpen
Test Tags           A5


*** Test Cases ***
Eight Processes Open A New File Together And One Makes The Schema
    ${openings} =    Open Together    sqlite    processes=8    databases=20
    Nothing Failed    ${openings}
    Every Migration Ran Once    ${openings}
    Every Process Could Write    ${openings}    processes=8

Four Processes Open An Empty PostgreSQL Database Together And One Makes The Schema
    ${openings} =    Open Together    postgresql    processes=4    databases=3
    Nothing Failed    ${openings}
    Every Migration Ran Once    ${openings}
    Every Process Could Write    ${openings}    processes=4
