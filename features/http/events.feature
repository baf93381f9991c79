@use.with_face=async
Feature: Events over HTTP
  A program on another machine records what happens in a session, one fact or many at a time, reads
  what was recorded and waits for what comes. A request that is repeated records nothing twice. What
  the library refuses is refused here in the same words, and nothing is recorded then.

  Rule: A fact is recorded with the next number of its session

    Example: It is given back as it is stored
      Given session Alpha
      And 2 events were appended to Alpha
      When POST "/v1/sessions/{Alpha}/events" is requested
        """
        {"type": "tool_call_started", "data": {"z": 1, "a": ["\ud800", 9223372036854775808]},
         "run_id": "r-1", "metadata": {"k": null}, "provider": "claude", "correlation_id": "c-1",
         "schema_version": 2, "event_id": "call 1", "timestamp": "2026-05-01T10:00:00.5+02:00"}
        """
      Then the response is 201
      And the response has
        | part           | value                                       |
        | event id       | call 1                                      |
        | type           | tool_call_started                           |
        | session id     | Alpha                                       |
        | sequence       | 3                                           |
        | timestamp      | 2026-05-01T08:00:00.500000Z                 |
        | run id         | r-1                                         |
        | data           | {"z": 1, "a": ["\ud800", 9223372036854775808]} |
        | metadata       | {"k": null}                                 |
        | schema version | 2                                           |
        | provider       | claude                                      |
        | correlation id | c-1                                         |

    Example: The store adds an id and the time
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/events" is requested
        """
        {"type": "message_sent"}
        """
      Then the response has
        | part           | value                       |
        | event id       | ...                         |
        | timestamp      | 2026-01-01T09:00:00.123456Z |
        | data           | {}                          |
        | schema version | 1                           |

    Example: A session that is over takes facts, too
      Given the completed session Alpha
      When POST "/v1/sessions/{Alpha}/events" is requested
        """
        {"type": "error_occurred"}
        """
      Then the response is 201

  Rule: A request that is repeated records nothing twice

    Scenario Outline: With <what>
      Given session Alpha
      And POST "/v1/sessions/{Alpha}/events" was requested
        | part            | value                                                    |
        | idempotency-key | <key>                                                    |
        | body            | {"type": "message_sent", "data": {"a": 1}, "event_id": <id>} |
      When POST "/v1/sessions/{Alpha}/events" is requested
        | part            | value                                                    |
        | idempotency-key | <key>                                                    |
        | body            | {"type": "message_sent", "data": {"a": 1}, "event_id": <id>} |
      Then the response is 201
      And the response has
        | part     | value |
        | event id | k-1   |
        | sequence | 1     |
      And nothing has changed

      Examples:
        | what               | key | id    |
        | a key              | k-1 | null  |
        | both, if the same  | k-1 | "k-1" |

    Example: Another fact under the same key is refused
      Given session Alpha
      And POST "/v1/sessions/{Alpha}/events" was requested
        """
        {"type": "message_sent", "event_id": "k-1"}
        """
      When POST "/v1/sessions/{Alpha}/events" is requested
        """
        {"type": "message_received", "event_id": "k-1"}
        """
      Then the response is 409
      And the response has
        | part | value          |
        | code | already_exists |
        | key  | k-1            |
      And nothing has changed

    Example: A key and another id are refused
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/events" is requested
        | part            | value                                      |
        | idempotency-key | k-1                                        |
        | body            | {"type": "message_sent", "event_id": "k-2"} |
      Then the response is 400
      And the response has
        | part   | value                                                                  |
        | detail | event_id is another one than Idempotency-Key. Give one, or the same. |
      And nothing has changed

    Example: A batch is repeated as a whole
      Given session Alpha
      And POST "/v1/sessions/{Alpha}/events/batch" was requested
        | part            | value                                                                           |
        | idempotency-key | b-1                                                                             |
        | body            | {"events": [{"type": "message_sent"}, {"type": "message_sent", "event_id": "x"}]} |
      When POST "/v1/sessions/{Alpha}/events/batch" is requested
        | part            | value                                                                           |
        | idempotency-key | b-1                                                                             |
        | body            | {"events": [{"type": "message_sent"}, {"type": "message_sent", "event_id": "x"}]} |
      Then the response has
        | part              | value |
        | events.0.event id | b-1:0 |
        | events.1.event id | x     |
        | events.1.sequence | 2     |
      And nothing has changed

  Rule: Many facts are recorded together, all of them or none

    Example: In their order
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/events/batch" is requested
        """
        {"events": [{"type": "run_started", "run_id": "r-1"},
                    {"type": "message_sent", "timestamp": "2026-05-01T08:00:00Z", "data": {"a": 1}},
                    {"type": "run_completed", "event_id": "end"}]}
        """
      Then the response is 201
      And the response has
        | part               | value                       |
        | events.count       | 3                           |
        | events.0.run id    | r-1                         |
        | events.0.timestamp | 2026-01-01T09:00:00.123456Z |
        | events.1.sequence  | 2                           |
        | events.1.timestamp | 2026-05-01T08:00:00.000000Z |
        | events.1.data      | {"a": 1}                    |
        | events.2.event id  | end                         |

    Example: None at all
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/events/batch" is requested
        """
        {"events": []}
        """
      Then the response is 201
      And nothing has changed

    Scenario Outline: None is recorded because of <what>
      Given session Alpha
      And the events
        | event | session | type         |
        | one   | Alpha   | message_sent |
      When POST "/v1/sessions/{Alpha}/events/batch" is requested
        """
        {"events": [{"type": "run_started"}, <event>]}
        """
      Then the response is <status>
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |
      And nothing has changed

      Examples:
        | what                  | event                                       | status | code               | detail                                                                                                            |
        | an id that is taken   | {"type": "run_failed", "event_id": "one"}    | 409    | already_exists     | An event with the id one already exists with other content. Use a new id, or repeat the original request unchanged. |
        | a type that is none   | {"type": "gone"}                             | 422    | invalid_event_type | Unknown event type 'gone'. docs/reference/events.md lists the 28 types, EventType names them.                       |
        | a time without a zone | {"type": "run_failed", "timestamp": "09:00"} | 422    | validation_error   | timestamp must be a time with a time zone, a datetime or a text such as 2026-05-01T09:30:00+00:00, not '09:00'.     |
        | a session of its own  | {"type": "run_failed", "session_id": "x"}    | 422    | validation_error   | /events/1/session_id: Extra inputs are not permitted.                                                               |
        | a number for a text   | {"type": 7}                                  | 422    | validation_error   | /events/1/type: must be a text.                                                                                     |
        | a version of 0        | {"type": "run_failed", "schema_version": 0}  | 422    | validation_error   | /events/1/schema_version: Input should be greater than or equal to 1.                                               |
        | a number that is none | {"type": "run_failed", "data": {"a": 1e999}} | 400    | malformed_json     | The body is refused: the number 1e999 is too large.                                                                 |

  Rule: What was recorded is read by its numbers

    Scenario Outline: Asked for <what>
      Given session Alpha
      And the events
        | event | session | type         | run | timestamp |
        | one   | Alpha   | run_started  | r-1 | 08:00:01  |
        | two   | Alpha   | message_sent | r-1 | 08:00:02  |
        | three | Alpha   | message_sent | r-2 | 08:00:03  |
        | four  | Alpha   | run_failed   | r-1 | 08:00:04  |
      When GET "/v1/sessions/{Alpha}/events?<query>" is requested
      Then the response is 200
      And the response has
        | part              | value   |
        | events.count      | <count> |
        | events.0.event id | <first> |

      Examples:
        | what                    | query                                     | count | first |
        | everything              |                                           | 4     | one   |
        | what is later           | after=2                                   | 2     | three |
        | what is earlier         | before=2                                  | 1     | one   |
        | what lies between       | after=1&before=4                          | 2     | two   |
        | one type                | type=message_sent                         | 2     | two   |
        | one run                 | run_id=r-1                                | 3     | one   |
        | what happened later     | since=2026-01-01T08:00:02.5Z              | 2     | three |
        | that in another zone    | since=2026-01-01T10:00:02.5%2B02:00       | 2     | three |
        | the first of one run    | run_id=r-1&after=1&limit=1                | 1     | two   |

    Scenario Outline: "<query>" is refused
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/events?<query>" is requested
      Then the response is 400
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |

      Examples:
        | query         | code               | detail                                                                                                              |
        | after=-1      | validation_error   | after: must be a whole number in plain digits.                                                                      |
        | before=x      | validation_error   | before: must be a whole number in plain digits.                                                                     |
        | limit=0       | validation_error   | limit: Input should be greater than or equal to 1.                                                                  |
        | limit=501     | validation_error   | limit: Input should be less than or equal to 500.                                                                   |
        | wait_ms=25001 | validation_error   | wait_ms: Input should be less than or equal to 25000.                                                               |
        | since=today   | validation_error   | since must be a time with a time zone, a datetime or a text such as 2026-05-01T09:30:00+00:00, not 'today'.           |
        | type=gone     | invalid_event_type | Unknown event type 'gone'. docs/reference/events.md lists the 28 types, EventType names them.                         |
        | run_id=a%7F   | validation_error   | run_id must not contain control characters or lone surrogates.                                                      |
        | sequence=1    | validation_error   | sequence: Extra inputs are not permitted.                                                                           |

  Rule: Who waits is answered as soon as there is something

    Example: An event comes meanwhile
      Given session Alpha
      And 2 events were appended to Alpha
      When an event is appended to Alpha while "/v1/sessions/{Alpha}/events?after=2&wait_ms=20000" waits
      Then the response is 200
      And the response has
        | part              | value |
        | events.count      | 1     |
        | events.0.sequence | 3     |

    Example: There is something already
      Given session Alpha
      And 2 events were appended to Alpha
      When GET "/v1/sessions/{Alpha}/events?after=1&wait_ms=20000" is requested
      Then the response has
        | part         | value |
        | events.count | 1     |

    Example: There is no time to wait
      Given session Alpha
      And the server has
        | part            | value |
        | request seconds | 5     |
      When GET "/v1/sessions/{Alpha}/events?wait_ms=20000" is requested
      Then the response is 200

    Example: Nothing comes
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/events?wait_ms=20" is requested
      Then the response is 200
      And the response has
        | part         | value |
        | events.count | 0     |

  Rule: The session of another namespace is one that does not exist

    Scenario Outline: <method> "<path>" for <session>
      Given session Beta in South
      And the events
        | event | session       | type         |
        | one   | Beta in South | message_sent |
      When <method> "/v1/sessions/<session>/<path>" is requested
        """
        <body>
        """
      Then the response is 404
      And the response has
        | part                  | value                                                                                |
        | code                  | session_not_found                                                                    |
        | detail                | Session not found: <session>. Check the id, or list the sessions of this namespace. |
        | header content-length | 240                                                                                  |
      And nothing has changed

      Examples:
        | method | path                 | session | body                                 |
        | POST   | events               | Beta    | {"type": "run_started"}              |
        | POST   | events               | Beto    | {"type": "run_started"}              |
        | POST   | events/batch         | Beta    | {"events": [{"type": "run_started"}]} |
        | POST   | events/batch         | Beto    | {"events": [{"type": "run_started"}]} |
        | POST   | events/batch         | Beta    | {"events": []}                       |
        | POST   | events/batch         | Beto    | {"events": []}                       |
        | GET    | events               | Beta    |                                      |
        | GET    | events               | Beto    |                                      |
        | GET    | events?wait_ms=20000 | Beta    |                                      |
        | GET    | events?wait_ms=20000 | Beto    |                                      |

    Example: A session that retention hid does not exist either
      Given session Alpha
      And 2 events were appended to Alpha
      And Alpha was hidden 1 day ago
      When GET "/v1/sessions/{Alpha}/events" is requested
      Then the response is 404

  Rule: Who may only read records nothing

    Scenario Outline: POST "<path>" is refused
      Given session Alpha
      And the server has
        | part       | value |
        | key reader | read  |
      When POST "/v1/sessions/{Alpha}/<path>" is requested with key "reader"
        """
        {"type": "run_started"}
        """
      Then the response is 403
      And nothing has changed

      Examples:
        | path         |
        | events       |
        | events/batch |
