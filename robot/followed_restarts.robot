*** Settings ***
Documentation       PostgreSQL going away and coming back is nothing that a follower sees: it is
...                 given every event once, in order, by the iterator that it began with.
...
...                 The server is stopped in an orderly way, stopped at once, and killed, while
...                 writers append and followers follow. Some followers look by themselves only
...                 every ten minutes, so the threads that tell and listen must have come back too.
Library             libraries.records.Records
Library             libraries.followed_restarts.FollowedRestarts
Test Tags           A15    restart


*** Variables ***
${RESTARTS}     2


*** Test Cases ***
Followers See Every Event Once Though The Server Goes Away And Comes Back
    ${url} =    Start A Server
    ${account} =    Restart Under Followers    ${url}    rounds=${RESTARTS}
    Every Event That Was Acknowledged Is Stored    ${account}
    Every Follower Saw Every Event Once    ${account}
    The Record Is Complete    ${url}
    [Teardown]    Stop The Server
