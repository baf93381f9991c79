@use.with_face=async
Feature: What clients are told when something goes wrong

  An error is a problem (RFC 9457): a status, a stable code for programs, a sentence that says what
  to do next, and the id under which the log has the request. It says where the input is wrong and
  never repeats it, and of the machine that the service runs on it says nothing.

  Rule: A problem says what to do next, and carries what a program needs

    Example: Something that is not there
      Given the server has
        | part       | value |
        | key reader | read  |
      When GET "/v1/sessions/nowhere" is requested with key "reader"
      Then the response is 404
      And the response has
        | part                | value                                                                                     |
        | type                | about:blank                                                                               |
        | title               | Not Found                                                                                 |
        | status              | 404                                                                                       |
        | code                | session_not_found                                                                         |
        | detail              | Session not found: nowhere. Check the id, or list the sessions of this namespace.         |
        | session id          | nowhere                                                                                   |
        | request id          | ...                                                                                       |
        | header content-type | application/problem+json                                                                  |

    Example: Somebody was there first
      Given the completed session Alpha
      When POST "/v1/sessions/{Alpha}/pause" is requested
      Then the response is 409
      And the response has
        | part           | value              |
        | title          | Conflict           |
        | status         | 409                |
        | code           | invalid_transition |
        | session id     | Alpha              |
        | current status | completed          |
        | wanted         | paused             |
      And nothing has changed

    Example: The record has moved on
      Given session Alpha with 3 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | header   | value                            |
        | if-match | "2"                              |
        | body     | {"role": "user", "content": "a"} |
      Then the response is 412
      And the response has
        | part              | value            |
        | code              | context_mismatch |
        | expected sequence | 2                |
        | actual sequence   | 3                |
      And nothing has changed

  Rule: Under the paths of chats a problem is one sentence

    Example: Something that is not there, in a chat
      When POST "/api/sessions/metadata" is requested
        """
        {"threadId": "t", "resourceId": "r"}
        """
      Then the response is 404
      And the response has
        | part                | value             |
        | error               | Session not found |
        | code                | none              |
        | header content-type | application/json  |

    Example: Something that was not meant for this service
      When GET "/api/sessions?resourceId=r" is requested
        | header | value            |
        | host   | attacker.example |
      Then the response is 421
      And the response has
        | part  | value                                                                                                   |
        | error | This service does not answer to that name. Its operator allows others with --allowed-host.              |

  Rule: It says where a body is wrong, and does not repeat it

    Example: In the body
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": 17041998, "secret/~": 17041998}
        """
      Then the response is 422
      And the response has
        | part             | value                                                                            |
        | code             | validation_error                                                                 |
        | detail           | /content: must be a text; /secret~1~0: Extra inputs are not permitted.           |
        | errors.0.pointer | /content                                                                         |
        | errors.0.reason  | must be a text                                                                   |
        | errors.1.pointer | /secret~1~0                                                                      |
      And nothing has changed

    Example: All of the body
      When POST "/v1/sessions" is requested
        """
        ["clerk"]
        """
      Then the response is 422
      And the response has
        | part             | value |
        | errors.0.pointer |       |
        | errors.count     | 1     |

    Example: No body at all
      When POST "/v1/sessions" is requested
      Then the response is 422
      And the response has
        | part   | value                     |
        | detail | the body: Field required. |

    Example: A value that cannot be stored, to the place
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "a", "metadata": {"a": {70 times [}{70 times ]}}}
        """
      Then the response is 422
      And the response has
        | part    | value          |
        | code    | invalid_format |
        | pointer | ...            |
      And nothing has changed

  Rule: So it does with the rest of a request

    Example: In the query
      When GET "/v1/sessions?limit=17041998" is requested
      Then the response is 400
      And the response has
        | part               | value            |
        | code               | validation_error |
        | errors.0.parameter | limit            |

    Example: A cursor that nobody gave out
      When GET "/v1/sessions?cursor=17041998" is requested
      Then the response is 400
      And the response has
        | part | value          |
        | code | invalid_cursor |

  Rule: What is wrong inside says nothing of the inside

    Scenario Outline: <fault>
      Given the server has
        | part  | value   |
        | fault | <fault> |
      When GET "/v1/sessions" is requested
      Then the response is <status>
      And the response has
        | part               | value    |
        | code               | <code>   |
        | detail             | <detail> |
        | header retry-after | <retry>  |
        | request id         | ...      |
      And the log says nothing of "/srv/record/secret.db"

      Examples:
        | fault                            | status | code                      | detail                                                    | retry |
        | the store is busy                | 503    | timeout                   | The store has no time for this now. Try again later.      | 1     |
        | the store is unavailable         | 503    | storage_connection_failed | The store has no time for this now. Try again later.      | 1     |
        | the store is full                | 507    | storage_write_failed      | The store is full. What was acknowledged is intact.       | none  |
        | the disk refuses                 | 500    | storage_write_failed      | none                                                      | none  |
        | the store is damaged             | 500    | storage_read_failed       | none                                                      | none  |
        | the database reports something else | 500 | persistence_error         | none                                                      | none  |
        | a setting is wrong               | 500    | invalid_operation         | none                                                      | none  |
        | an extra is missing              | 500    | dependency_not_available  | none                                                      | none  |
        | the schema is not the right one  | 500    | migration_required        | none                                                      | none  |
        | it divides by a path             | 500    | internal_error            | none                                                      | none  |

    Example: The log says where it happened, under the same id
      Given the server has
        | part  | value                |
        | fault | it divides by a path |
      When GET "/v1/sessions" is requested
      Then the log has
        | part       | value             |
        | level      | error             |
        | status     | 500               |
        | error      | ZeroDivisionError |
        | at         | ...               |
        | request id | ...               |

  Rule: What breaks off is not taken for a whole

    Example: An event stream ends with the reason
      Given the server has
        | part  | value            |
        | fault | events break off |
      And session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream" is followed
      Then the stream gives this and ends
        | event | data.status | data.code                 | data.detail                                          |
        | error | 503         | storage_connection_failed | The store has no time for this now. Try again later. |
      And the log has
        | part   | value                 |
        | level  | error                 |
        | status | 200                   |
        | error  | StoreUnavailableError |

    Example: Bytes end before their announced length
      Given the server has
        | part  | value           |
        | fault | bytes break off |
      And the artifacts
        | key    | content                       |
        | report | The first and the second part |
      When these bytes are sent
        """
        GET /v1/artifacts/report HTTP/1.1
        Host: localhost


        """
      Then the response has
        | part                  | value     |
        | text                  | The first |
        | header content-length | 29        |
      And the log has
        | part  | value             |
        | level | error             |
        | error | ZeroDivisionError |

  Rule: The log is one line for each request, and nothing in it acts on who reads it

    Example: Ids that would move a cursor, clear a screen or forge a line
      When GET "/v1/sessions/%1b%5b2J%c2%9b%e2%80%ae%0a{}" is requested
      Then the response is 400
      And the log has
        | part   | value          |
        | event  | request        |
        | code   | malformed_path |
        | status | 400            |

    Example: Ids with what is no control character in a path
      When GET "/v1/sessions/%c2%9b%e2%80%ae" is requested
      Then the response is 404
      And the log has
        | part           | value                     |
        | route          | /v1/sessions/{session_id} |
        | ids.session id | "\u009b\u202e"            |

    Example: Nothing that was said is in it
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | header          | value                                                                      |
        | idempotency-key | 17041998                                                                   |
        | body            | {"role": "user", "content": "17041998", "metadata": {"17041998": "17041998"}} |
      Then the response is 201
      And the log says nothing of "17041998"
