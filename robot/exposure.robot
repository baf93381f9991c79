*** Settings ***
Documentation       A server that others can reach serves those with a key, under its own names, and knows
...                 where they are.
Library             libraries.exposure.Exposure
Test Teardown       Stop Server


*** Test Cases ***
A Server Without Keys Is Not Reachable
    A Server Without Keys Is Not Started For Others

A Server With A Key Is Reachable By Those Who Have It
    Make A Key
    Start Server    --host    0.0.0.0
    Others Are Served With A Key Alone

A Name That Was Bound To The Machine By Somebody Else Is Not Answered
    Start Server    --allowed-host    records.example    --allowed-origin    https://desk.example
    Only Its Own Names Are Answered
    Only Pages Of Allowed Origins Are Answered
    Somebody Who Was Passed On Is Not From This Machine

A Proxy Is Believed Only Where It Is Trusted
    Make A Key
    Start Server    --rate    1
    The Client Is    127.0.0.1
    Whoever Claims To Be Many Is One

A Trusted Proxy Is Believed
    Make A Key
    Start Server    --rate    1    --trusted-proxy    127.0.0.0/8    --trusted-proxy    10.0.0.7
    The Client Is    203.0.113.9
    The Client Is    203.0.113.9    forwarded=192.0.2.1, 203.0.113.9, 10.0.0.7
    Many Behind A Trusted Proxy Are Many
