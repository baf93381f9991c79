*** Settings ***
Documentation       Where the settings of a driver or an engine would let every statement commit by
...                 itself, hansard refuses them instead of keeping its promises by halves.
Library             libraries.transaction_settings.TransactionSettings
Test Tags           A25    coverage


*** Test Cases ***
Settings Of SQLite That Commit Every Statement Are Refused
    Urls With Autocommit Are Refused    sqlite
    Connections With Autocommit Are Refused    sqlite
    Connections With Transactions Are Taken    sqlite

Settings Of PostgreSQL That Commit Every Statement Are Refused
    Urls With Autocommit Are Refused    postgresql
    Connections With Autocommit Are Refused    postgresql
    Connections With Transactions Are Taken    postgresql
