*** Settings ***
Documentation       PostgreSQL going away and coming back costs its clients time and nothing else:
...                 what was acknowledged is there, and what was repeated with its key is there
...                 once.
...
...                 The server is stopped in an orderly way, stopped at once, and killed.
Library             libraries.records.Records
Library             libraries.server_restarts.ServerRestarts
Test Tags           restart


*** Variables ***
${RESTARTS}     2


*** Test Cases ***
A Server That Goes Away And Comes Back Loses And Doubles Nothing
    ${url} =    Start A Server
    ${acknowledged} =    Restart Under Clients    ${url}    rounds=${RESTARTS}
    Acknowledged Messages Are Stored    ${url}    ${acknowledged}
    Nothing Is Stored Twice    ${url}
    The Record Is Complete    ${url}
    [Teardown]    Stop The Server
