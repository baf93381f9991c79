*** Settings ***
Documentation       Hostile texts are shown, logged and sent as what they are, and never act.
...
...                 Ids, names, tags, keys and content hold terminal escapes, the lines of headers, of
...                 events and of a log, marks that turn the direction of writing, and markup. They go
...                 through every endpoint of the server and through every command, on a terminal.
Library             libraries.output_safety.OutputSafety
Suite Setup         Serve Hostile Records
Suite Teardown      Stop Serving


*** Test Cases ***
A Response Has The Headers Of The Service Alone
    Every Response Has The Headers Of The Service Alone

A Problem Is Harmless To Read
    Every Problem Is Harmless To Read

What Is No Request Is Refused
    What Is No Request Is Answered With The Headers Of The Service Alone

A Stream Has The Events Of The Record Alone
    A Stream Has The Events Of The Record Alone

The Log Has A Plain Line For Each Record
    The Log Has A Plain Line For Each Record

No Command Lets A Text Act On A Terminal
    No Command Lets A Text Act On A Terminal
    A Terminal With Colours Gets No More Than Colours

No Refusal Acts On A Terminal
    No Command Is Refused In A Way That Acts On A Terminal

JSON Of Commands Is ASCII And Exact
    JSON Of Commands Is ASCII And Exact
