*** Settings ***
Documentation       The tutorial about a chat that survives a restart does what it says.
...
...                 Its commands run one after the other in an empty folder: they start servers, ask,
...                 stop one, kill one in the middle of an answer, and go on.
Library             libraries.tutorial.Tutorial
Test Tags           chat


*** Test Cases ***
A Chat Survives A Restart As The Tutorial Shows
    Follow The Page    docs/tutorial-chat.md
    Its Database Holds    chat.db
    ...    What is 2+2?
    ...    What was my last question?
    ...    Now multiply instead of add
    ...    Should I buy a boat?
    ...    What was my last question?
    Nothing Of It Is Running
