@use.with_face=async
Feature: Who asks, and whether they may

  A caller shows the secret of a key, as a bearer token in a header. The key says which namespace
  the caller sees and what they may do there; nothing else in a request does. Whoever shows none
  is let in on the machine itself only, until the first key is made.

  Rule: While no key was ever made, the machine itself is the operator

    Example: Somebody on the machine
      Given session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested
      Then the response is 204
      And session Alpha is gone

    Scenario Outline: Somebody whom <header> shows to come from elsewhere
      Given session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested
        | header   | value       |
        | <header> | 203.0.113.9 |
      Then the response is 401
      And nothing has changed

      Examples:
        | header           |
        | x-forwarded-for  |
        | x-forwarded-host |
        | forwarded        |
        | via              |

    Example: Somebody who shows a secret that opens nothing
      Given session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested with key "unknown"
      Then the response is 401
      And nothing has changed

    Example: Where others can reach the service nobody is let in without a key
      Given the server has
        | part | value   |
        | host | 0.0.0.0 |
      When GET "/v1/sessions" is requested
      Then the response is 401

  Rule: The first key ends that

    Scenario Outline: For a namespace, <namespace>, and for good: <circumstance>
      Given the keys
        | key    | role  | namespace   |
        | reader | read  | <namespace> |
      And session Alpha
      And <circumstance>
      When DELETE "/v1/sessions/{Alpha}" is requested
      Then the response has
        | part                    | value                                              |
        | status                  | 401                                                |
        | code                    | unauthenticated                                    |
        | detail                  | This needs a key: Authorization: Bearer SECRET.    |
        | header www-authenticate | Bearer                                             |
      And nothing has changed

      Examples:
        | namespace | circumstance                               |
        | local     | 0 seconds pass                             |
        | South     | 0 seconds pass                             |
        | local     | the key "reader" was revoked               |

    Example: While the service runs
      Given GET "/v1/sessions" was requested
      And the keys
        | key    | role |
        | reader | read |
      When GET "/v1/sessions" is requested
      Then the response is 401

  Rule: A secret counts as a bearer token

    Scenario Outline: Shown as <header>
      Given the keys
        | key    | role |
        | reader | read |
      When GET "/v1/sessions" is requested
        | header        | value    |
        | authorization | <header> |
      Then the response is <status>

      Examples:
        | header                             | status |
        | Bearer {key reader}                | 200    |
        | bearer {key reader}                | 200    |
        | BEARER   {key reader}              | 200    |
        | {key reader}                       | 401    |
        | Basic {key reader}                 | 401    |
        | Bearer                             | 401    |
        | Bearer {key reader}x               | 401    |
        | Bearer {key reader}, {key reader}  | 401    |
        | Bearer key={key reader}            | 401    |

    Example: Two of them leave open who asks
      Given the keys
        | key    | role  | namespace |
        | reader | read  | local     |
        | chief  | admin | South     |
      When these bytes are sent
        """
        GET /v1/sessions HTTP/1.1
        Host: localhost
        Authorization: Bearer {key reader}
        Authorization: Bearer {key chief}
        Connection: close


        """
      Then the response is 401

    Example: Bytes that are no text open nothing
      Given the keys
        | key    | role |
        | reader | read |
      When these bytes are sent
        """
        GET /v1/sessions HTTP/1.1
        Host: localhost
        Authorization: Bearer \xff\xfe
        Connection: close


        """
      Then the response is 401

  Rule: A secret counts nowhere else

    Scenario Outline: Shown in "<path>"
      Given the keys
        | key    | role |
        | reader | read |
      When GET "<path>" is requested
      Then the response is 401

      Examples:
        | path                                   |
        | /v1/sessions?access_token={key reader} |
        | /v1/sessions?key={key reader}          |

    Scenario Outline: Shown in the header <header>
      Given the keys
        | key    | role |
        | reader | read |
      When GET "/v1/sessions" is requested
        | header   | value             |
        | <header> | <value>           |
      Then the response is 401

      Examples:
        | header              | value                      |
        | x-api-key           | {key reader}               |
        | proxy-authorization | Bearer {key reader}        |
        | cookie              | authorization={key reader} |

  Rule: A key opens what it was made for

    Scenario Outline: A key to <role> may <method>: <status>
      Given the keys
        | key    | role   |
        | robot  | <role> |
      And session Alpha
      When <method> "/v1/sessions/{Alpha}/<path>" is requested with key "robot"
        | header | value                            |
        | body   | {"role": "user", "content": "a"} |
      Then the response is <status>

      Examples:
        | role   | method | path     | status |
        | read   | GET    | messages | 200    |
        | read   | POST   | messages | 403    |
        | append | GET    | messages | 200    |
        | append | POST   | messages | 201    |
        | admin  | POST   | messages | 201    |

    Example: What a key may not do changes nothing
      Given the keys
        | key    | role |
        | reader | read |
      And session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested with key "reader"
      Then the response is 403
      And the response has
        | part   | value                                                                         |
        | code   | forbidden                                                                     |
        | detail | This needs a key with the role admin; the role of this one is read.           |
      And nothing has changed

    Example: Somebody who may not is told so before what they sent is looked at
      Given the keys
        | key    | role |
        | reader | read |
      When POST "/v1/sessions" is requested with key "reader"
        """
        {"actor_name": nonsense
        """
      Then the response is 403

    Example: A key of another namespace sees nothing here, not even that there is something
      Given the keys
        | key   | role  | namespace |
        | other | admin | South     |
      And session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested with key "other"
      Then the response is 404
      And the response has
        | part       | value             |
        | code       | session_not_found |
        | session id | Alpha             |
      And nothing has changed

  Rule: Nothing is served of which nobody said who may call it

    Example: An endpoint that says nothing keeps the service from beginning
      Given the server has
        | part  | value                                    |
        | fault | an endpoint does not say who may call it |
      When GET "/healthz" is requested
      Then it is refused because a setting is wrong
      And the refusal mentions "/v1/forgotten does not say who may call it."

  Rule: A key that has ended opens nothing

    Example: From the moment when it was revoked
      Given the keys
        | key    | role |
        | reader | read |
      And GET "/v1/sessions" was requested with key "reader"
      And the key "reader" was revoked
      When GET "/v1/sessions" is requested with key "reader"
      Then the response is 401
      And the response has
        | part                    | value                                   |
        | detail                  | The key is unknown, expired or revoked. |
        | header www-authenticate | Bearer                                  |

    Example: A stream that it opened ends, too
      Given the server has
        | part        | value |
        | key reader  | read  |
        | key seconds | 0.05  |
      And session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "reader"
      When the key "reader" is revoked
      Then the stream gives this and ends
        | event | data.status | data.code       | data.detail                             |
        | error | 401         | unauthenticated | The key is unknown, expired or revoked. |

    Example: A stream goes on where it is not known whether its key still counts
      Given the server has
        | part        | value                    |
        | key reader  | read                     |
        | key seconds | 0.05                     |
        | keep alive  | 0.1                      |
        | fault       | it has no time for keys  |
      And session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream" is followed with key "reader"
      Then the stream gives 3 signs of life

    Example: From the moment when it expired
      Given the keys
        | key    | role | expires in |
        | reader | read | 2 seconds  |
      And 2 seconds pass
      When GET "/v1/sessions" is requested with key "reader"
      Then the response is 401

  Rule: A stream that is open ends with its key

    Example: The key expired
      Given session Alpha
      And the keys
        | key    | role | expires in |
        | reader | read | 2 seconds  |
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "reader"
      And 2 seconds pass
      When GET "/v1/sessions" is requested with key "reader"
      Then the stream gives this and ends
        | event | data.code       |
        | error | unauthenticated |

    Example: It was somebody on the machine itself, and a first key was made
      Given the server has
        | part        | value |
        | key seconds | 0.05  |
      And session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed
      When these keys are made
        | key   | role |
        | first | read |
      Then the stream gives this and ends
        | event | data.code       |
        | error | unauthenticated |

    Example: The key of another stream goes on
      Given the server has
        | part        | value |
        | key reader  | read  |
        | key writer  | read  |
        | key seconds | 0.05  |
        | keep alive  | 0.1   |
      And session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "writer"
      When the key "reader" is revoked
      Then the stream gives 3 signs of life

    Example: An answer ends, too
      Given session Alpha
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And the server has
        | part        | value                                             |
        | key writer  | append                                            |
        | key seconds | 0.05                                              |
        | agents      | {"smart": "features.support.http_agents:Patient"} |
      And POST "/api/chat" is being followed with key "writer"
        | header | value                                                         |
        | body   | {"message": "Hello", "threadId": "Trip", "resourceId": "Ann"} |
      When the key "writer" is revoked
      Then the stream ends

  Rule: The log says who came, and never what opens the door

    Example: Somebody who was let in
      Given the keys
        | key    | role |
        | reader | read |
      When GET "/v1/sessions?owner_id=Ann" is requested with key "reader"
      Then the log has
        | part      | value        |
        | event     | request      |
        | method    | GET          |
        | route     | /v1/sessions |
        | status    | 200          |
        | key id    | reader       |
        | namespace | local        |
        | client    | 127.0.0.1    |
      And the log says nothing of "reader"
      And the log says nothing of "Ann"

    Example: Somebody who was not
      Given the keys
        | key    | role |
        | reader | read |
      When GET "/v1/sessions" is requested with key "wrong"
      Then the log has
        | part   | value                 |
        | event  | authentication_failed |
        | level  | warning               |
        | status | 401                   |
      And the log says nothing of "wrong"

    Example: Somebody who may not
      Given the keys
        | key    | role |
        | reader | read |
      And session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested with key "reader"
      Then the log has
        | part           | value                    |
        | event          | authorisation_failed     |
        | level          | warning                  |
        | key id         | reader                   |
        | route          | /v1/sessions/{session_id} |
        | ids.session id | Alpha                    |

  Rule: What is erased and what leaves the record is written down

    Example: A session that is deleted
      Given the keys
        | key   | role  |
        | chief | admin |
      And session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested with key "chief"
      Then the log has
        | part           | value |
        | event          | erase |
        | key id         | chief |
        | ids.session id | Alpha |
        | status         | 204   |

    Example: A session that is exported
      Given the keys
        | key    | role |
        | reader | read |
      And session Alpha
      When GET "/v1/sessions/{Alpha}/export" is requested with key "reader"
      Then the log has
        | part           | value  |
        | event          | export |
        | key id         | reader |
        | ids.session id | Alpha  |
