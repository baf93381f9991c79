*** Settings ***
Documentation       What clients append and read at the same time fits into one order: nothing is
...                 lost, nothing changes its place, and every read is a prefix that shows all
...                 that was acknowledged before.
...
...                 The check itself is checked by clients that break one of these promises.
Library             libraries.records.Records
Library             libraries.list_append.ListAppend
Test Tags           A10


*** Test Cases ***
Appends And Reads Of SQLite Fit Into One Order
    ${url} =    Create Database    sqlite
    ${found} =    Count Anomalies    ${url}    hansard    operations=120
    There Is No Anomaly    ${found}
    The Record Is Complete    ${url}

Appends And Reads Of PostgreSQL Fit Into One Order
    ${url} =    Create Database    postgresql
    ${found} =    Count Anomalies    ${url}    hansard    operations=120
    There Is No Anomaly    ${found}
    The Record Is Complete    ${url}

Acknowledgements Of What Was Not Written Are Seen
    ${url} =    Create Database    sqlite
    ${found} =    Count Anomalies    ${url}    false acknowledgements    operations=80
    There Are Anomalies    ${found}    lost

A Counter That Is Read Without A Lock Is Seen
    ${url} =    Create Database    sqlite
    ${found} =    Count Anomalies    ${url}    counter without a lock    operations=40
    There Are Anomalies    ${found}    lost

Reads Of An Earlier State Are Seen
    ${url} =    Create Database    sqlite
    ${found} =    Count Anomalies    ${url}    stale reads    operations=40
    There Are Anomalies    ${found}    stale
