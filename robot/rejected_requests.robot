*** Settings ***
Documentation       What is to be refused is refused, whatever it costs to find that out, and leaves no
...                 trace.
...
...                 Values that no record may hold go to every endpoint that keeps values, and requests
...                 go that are none, or are longer than they may be; all of it twice.
Library             libraries.rejected_requests.RejectedRequests
Suite Setup         Serve A Record
Suite Teardown      Stop Serving


*** Test Cases ***
What Is To Be Refused Leaves No Trace
    Send Everything That Is To Be Refused    times=2
    Everything Was Refused
    Nothing Was Written
    The Server Is As It Was
