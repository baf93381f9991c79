*** Settings ***
Documentation       The service does what its OpenAPI document says, and nothing else.
...
...                 Requests are made from the document itself: its examples, the boundaries of every
...                 parameter, what it forbids, methods that it does not have, and ids that earlier
...                 answers gave. No answer is a fault, and each has a status, a type, headers and a
...                 body that are described.
Library             libraries.openapi_contract.OpenapiContract
Suite Setup         Serve Records
Suite Teardown      Stop Serving


*** Variables ***
@{EVERYTHING}       --phases    examples,coverage,fuzzing,stateful    --max-examples    2
@{A LITTLE}         --phases    fuzzing    --max-examples    3


*** Test Cases ***
A Key That May Do Everything Gets What Is Described
    The Service Keeps Its Description    admin    @{EVERYTHING}
    Nothing Went Wrong Inside

A Key That May Only Read Gets What Is Described
    The Service Keeps Its Description    read    @{A LITTLE}
    Nothing Went Wrong Inside
