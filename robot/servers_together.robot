*** Settings ***
Documentation       Two server processes share a database as if they were one.
Library             libraries.records.Records
Library             libraries.servers_together.ServersTogether
Test Teardown       Stop Servers


*** Test Cases ***
Two Servers Share A Database On SQLite
    Start Servers    sqlite    count=2
    Share The Work

Two Servers Share A Database On PostgreSQL
    Start Servers    postgresql    count=2
    Share The Work


*** Keywords ***
Share The Work
    A Conversation Goes On At The Other Server
    A Stream Has What Is Written Through The Other Server
    A Key That Is Revoked Opens Neither
