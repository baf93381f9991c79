*** Settings ***
Documentation       Two tenants share a server, and neither can read, change, count or detect what is
...                 the other's.
...
...                 Every endpoint is called with ids of the caller's own, with those of the other
...                 tenant, and with ids that never were; without a key, with keys that do not count,
...                 and with keys that are good for too little. The endpoints are those of the
...                 router: one that nobody has said how to call fails the suite.
Library             libraries.tenant_matrix.TenantMatrix
Suite Setup         Serve Two Tenants    sqlite
Suite Teardown      Stop Serving


*** Test Cases ***
Every Endpoint Is In The Matrix
    Every Endpoint Has An Entry

A Tenant Sees What It Saw Before The Other One Came
    South Sees What It Saw Alone

What Is Another Tenant's Looks Like What Never Was
    What Is Norths Looks Like What Never Was

The Time That It Takes Is Noted
    Note How Long Foreign And Missing Take

Two Tenants Use The Same Ids
    South Uses The Same Ids Without Touching Norths

A Cursor Of Another Tenant Shows Nothing
    Cursors Of North Show South Nothing

A Tenant Cannot Say That It Is Another One
    What A Request Says Of Its Namespace Counts For Nothing

Nobody Comes In Without A Key
    Nobody Comes In Without A Key That Counts

Nobody Does More Than Their Key Allows
    Nobody Does What Their Role Does Not Allow

No Other Method Does Anything
    No Other Method Does Anything
