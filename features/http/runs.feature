@use.with_face=async
Feature: Runs over HTTP
  A program on another machine starts runs in a session, keeps their records up to date under ids of
  its own, and cancels what is no longer wanted. What the library refuses is refused here in the same
  words. A run of another namespace is a run that does not exist.

  Rule: A run is started in a session that is not over

    Example: What describes it is given back
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/runs" is requested
        """
        {"input": {"prompt": "Summarise \ud800"}, "provider": "claude", "metadata": {"z": 1, "a": null}}
        """
      Then the response is 201
      And the response has
        | part       | value                       |
        | run id     | ...                         |
        | session id | Alpha                       |
        | status     | pending                     |
        | input      | {"prompt": "Summarise \ud800"} |
        | output     | none                        |
        | provider   | claude                      |
        | metadata   | {"z": 1, "a": null}         |
        | started at | 2026-01-01T09:00:00.123456Z |
        | ended at   | none                        |

    Example: It is found where the response says, whatever its id is made of
      Given session Alpha
      And POST "/v1/sessions/{Alpha}/runs" was requested
        """
        {"run_id": "order/17 ü"}
        """
      When GET "/v1/runs/order%2F17%20%C3%BC" is requested
      Then the response is 200
      And the response has
        | part   | value      |
        | run id | order/17 ü |

    Scenario Outline: <what> is refused
      Given session Alpha
      And the runs
        | run | session | status  |
        | one | Alpha   | running |
      When POST "/v1/sessions/{Alpha}/runs" is requested
        """
        <body>
        """
      Then the response is <status>
      And the response has
        | part                | value                    |
        | header content-type | application/problem+json |
        | code                | <code>                   |
        | detail              | <detail>                 |
      And nothing has changed

      Examples:
        | what                   | body                     | status | code             | detail                                                                                                          |
        | an id that is taken    | {"run_id": "one"}        | 409    | already_exists   | A run with the id one already exists with other content. Use a new id, or repeat the original request unchanged. |
        | an empty id            | {"run_id": ""}           | 422    | validation_error | run_id must have 1 to 255 characters, not 0.                                                                    |
        | a list as input        | {"input": []}            | 422    | validation_error | /input: must be an object.                                                                                      |
        | a number as provider   | {"provider": 7}          | 422    | validation_error | /provider: must be a text.                                                                                      |
        | a status of one's own  | {"status": "completed"}  | 422    | validation_error | /status: Extra inputs are not permitted.                                                                        |
        | a number that is none  | {"metadata": {"a": NaN}} | 400    | malformed_json   | The body is refused: NaN is not JSON.                                                                           |
        | a key that comes twice | {"input": {}, "input": {}} | 400  | malformed_json   | The body is refused: an object has the same key twice.                                                          |

    Example: A session that is over takes no more runs
      Given the completed session Alpha
      When POST "/v1/sessions/{Alpha}/runs" is requested
        """
        {}
        """
      Then the response is 409
      And the response has
        | part           | value         |
        | code           | stream_closed |
        | session id     | Alpha         |
        | current status | completed     |
      And nothing has changed

  Rule: The whole record of a run is stored under an id of the caller's own

    Example: The first time it is added
      Given session Alpha
      When PUT "/v1/sessions/{Alpha}/runs/order%2017" is requested
        """
        {"run_id": "order 17", "session_id": "{Alpha}", "status": "completed",
         "started_at": "2026-05-01T10:00:00+02:00", "ended_at": "2026-05-01T08:30:00.5Z",
         "input": {"b": 1, "a": 2}, "output": {"content": "shipped"}, "turn_count": 2,
         "token_usage": {"input_tokens": 10, "total_tokens": 12}, "cost_usd": 1,
         "provider": "claude", "provider_metadata": {"model": "opus"}, "metadata": {"k": 1}}
        """
      Then the response is 201
      And the response has
        | part              | value                                   |
        | header location   | /v1/runs/order%2017                     |
        | run id            | order 17                                |
        | session id        | Alpha                                   |
        | status            | completed                               |
        | started at        | 2026-05-01T08:00:00.000000Z             |
        | ended at          | 2026-05-01T08:30:00.500000Z             |
        | input             | {"b": 1, "a": 2}                        |
        | output            | {"content": "shipped"}                  |
        | error             | none                                    |
        | turn count        | 2                                       |
        | token usage       | {"input_tokens": 10, "total_tokens": 12} |
        | cost usd          | 1.0                                     |
        | provider metadata | {"model": "opus"}                       |

    Example: The next time all of it is written over
      Given session Alpha
      And the runs
        | run | session | status  | input    | provider |
        | one | Alpha   | running | {"a": 1} | claude   |
      And PUT "/v1/sessions/{Alpha}/runs/one" was requested
        """
        {"status": "failed", "started_at": "2026-05-01T09:00:00Z", "error": {"code": "timeout"}}
        """
      When GET "/v1/runs/one" is requested
      Then the response has
        | part     | value               |
        | status   | failed              |
        | error    | {"code": "timeout"} |
        | input    | none                |
        | provider | none                |

    Example: What is written over is no new run
      Given session Alpha
      And the runs
        | run | session |
        | one | Alpha   |
      When PUT "/v1/sessions/{Alpha}/runs/one" is requested
        """
        {"status": "running", "started_at": "2026-05-01T09:00:00Z"}
        """
      Then the response is 200
      And the response has
        | part   | value   |
        | status | running |

    Scenario Outline: <what> is refused
      Given sessions Alpha and Beta
      And the runs
        | run | session |
        | one | Alpha   |
        | two | Beta    |
      When PUT "/v1/sessions/{Alpha}/runs/<run>" is requested
        """
        <body>
        """
      Then the response is <status>
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |
      And nothing has changed

      Examples:
        | what                        | run | body                                                                         | status | code             | detail                                                                                                           |
        | a record of another id      | one | {"run_id": "two", "status": "failed", "started_at": "2026-05-01T09:00:00Z"}    | 422    | validation_error | run_id must be that of the path, or be left out. Nothing was written.                                            |
        | a record of another session | one | {"session_id": "{Beta}", "status": "failed", "started_at": "2026-05-01T09:00:00Z"} | 422 | validation_error | session_id must be that of the path, or be left out. Nothing was written.                                        |
        | a run of another session    | two | {"status": "failed", "started_at": "2026-05-01T09:00:00Z"}                     | 409    | already_exists   | A run with the id two already exists with other content. Use a new id, or repeat the original request unchanged. |
        | a status that is none       | one | {"status": "gone", "started_at": "2026-05-01T09:00:00Z"}                       | 422    | invalid_status   | Unknown status 'gone'. A run is pending, running, completed, failed, cancelled, timeout.                         |
        | a record without a start    | one | {"status": "failed"}                                                         | 422    | validation_error | /started_at: Field required.                                                                                     |
        | a cost in words             | one | {"status": "failed", "started_at": "2026-05-01T09:00:00Z", "cost_usd": "1"}    | 422    | validation_error | /cost_usd: Input should be a valid number.                                                                       |

  Rule: A run that is not over can be cancelled, and an event says why

    Example: The run says why, too
      Given session Alpha
      And the runs
        | run | session | status  |
        | one | Alpha   | running |
      And POST "/v1/runs/one/cancel" was requested
        """
        {"reason": "no longer needed"}
        """
      When GET "/v1/sessions/{Alpha}/events" is requested
      Then the response has
        | part           | value                            |
        | events.count   | 1                                |
        | events.0.type  | run_cancelled                    |
        | events.0.data  | {"reason": "no longer needed"}   |

    Example: A reason may be left out, and doing it again changes nothing
      Given session Alpha
      And the runs
        | run | session | status  |
        | one | Alpha   | running |
      And POST "/v1/runs/one/cancel" was requested
      When POST "/v1/runs/one/cancel" is requested
      Then the response has
        | part     | value                       |
        | status   | cancelled                   |
        | ended at | 2026-01-01T09:00:00.123456Z |
      And nothing has changed

    Example: A run that has ended otherwise stays as it is
      Given session Alpha
      And the runs
        | run | session | status    |
        | one | Alpha   | completed |
      When POST "/v1/runs/one/cancel" is requested
      Then the response is 409
      And the response has
        | part           | value              |
        | code           | invalid_transition |
        | run id         | one                |
        | current status | completed          |
        | wanted         | cancelled          |
      And nothing has changed

  Rule: The runs of a session are listed page by page, by their start

    Example: The first page says where the next one is
      Given session Alpha
      And the runs
        | run   | session | started at |
        | later | Alpha   | 09:00:05   |
        | first | Alpha   | 09:00:01   |
        | last  | Alpha   | 09:00:09   |
      When GET "/v1/sessions/{Alpha}/runs?limit=2" is requested
      Then the response is 200
      And the response has
        | part          | value |
        | runs.count    | 2     |
        | runs.0.run id | first |
        | runs.1.run id | later |
        | next cursor   | ...   |
        | header link   | ...   |

    Example: The next page goes on behind it
      Given session Alpha
      And the runs
        | run   | session | started at |
        | later | Alpha   | 09:00:05   |
        | first | Alpha   | 09:00:01   |
        | last  | Alpha   | 09:00:09   |
      And GET "/v1/sessions/{Alpha}/runs?limit=2" was requested
      When GET "/v1/sessions/{Alpha}/runs?limit=2&cursor={the next cursor}" is requested
      Then the response has
        | part          | value |
        | runs.count    | 1     |
        | runs.0.run id | last  |

    Example: Only those that have one of several statuses
      Given session Alpha
      And the runs
        | run | session | status    |
        | one | Alpha   | failed    |
        | two | Alpha   | completed |
        | six | Alpha   | timeout   |
      When GET "/v1/sessions/{Alpha}/runs?status=failed&status=timeout" is requested
      Then the response has
        | part          | value |
        | runs.count    | 2     |
        | runs.0.run id | one   |
        | runs.1.run id | six   |

    Scenario Outline: <what> is refused
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/runs?<query>" is requested
      Then the response is 400
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |

      Examples:
        | what                      | query          | code             | detail                                                                                                                     |
        | a page of nothing         | limit=0        | validation_error | limit: Input should be greater than or equal to 1.                                                                         |
        | a page that is too long   | limit=501      | validation_error | limit: Input should be less than or equal to 500.                                                                          |
        | a status that is none     | status=gone    | validation_error | status contains unsupported value: 'gone'. What it may have is pending, running, completed, failed, cancelled, timeout.     |
        | a parameter that is none  | stats=failed   | validation_error | stats: Extra inputs are not permitted.                                                                                     |
        | a cursor of something else | cursor=W10    | invalid_cursor   | This is not a cursor of a search for runs. Pass the cursor of the page before, unchanged, or start again without one.       |

  Rule: A run of another namespace is one that does not exist

    Scenario Outline: <method> "<path>" for <whose>
      Given session Beta in South
      And the runs
        | run | session       |
        | six | Beta in South |
      When <method> "<path>" is requested
        """
        <body>
        """
      Then the response is 404
      And the response has
        | part                  | value    |
        | code                  | <code>   |
        | detail                | <detail> |
        | header content-length | <length> |
      And nothing has changed

      Examples:
        | method | path                        | whose     | body                                                     | code              | detail                                                                            | length |
        | POST   | /v1/runs/six/cancel         | somebody  | {}                                                       | run_not_found     | Run not found: six. Check the id, or list the runs of the session.                | 219    |
        | POST   | /v1/runs/two/cancel         | nobody    | {}                                                       | run_not_found     | Run not found: two. Check the id, or list the runs of the session.                | 219    |
        | POST   | /v1/sessions/Beta/runs      | somebody  | {}                                                       | session_not_found | Session not found: Beta. Check the id, or list the sessions of this namespace.    | 240    |
        | POST   | /v1/sessions/Beto/runs      | nobody    | {}                                                       | session_not_found | Session not found: Beto. Check the id, or list the sessions of this namespace.    | 240    |
        | PUT    | /v1/sessions/Beta/runs/six  | somebody  | {"status": "failed", "started_at": "2026-05-01T09:00:00Z"} | session_not_found | Session not found: Beta. Check the id, or list the sessions of this namespace.    | 240    |
        | PUT    | /v1/sessions/Beto/runs/six  | nobody    | {"status": "failed", "started_at": "2026-05-01T09:00:00Z"} | session_not_found | Session not found: Beto. Check the id, or list the sessions of this namespace.    | 240    |

    Scenario Outline: GET "<path>" for <whose>
      Given session Beta in South
      And the runs
        | run | session       |
        | six | Beta in South |
      And the server has
        | part       | value |
        | key reader | read  |
      When GET "<path>" is requested with key "reader"
      Then the response is 404
      And the response has
        | part                  | value    |
        | detail                | <detail> |
        | header content-length | <length> |

      Examples:
        | path                   | whose    | detail                                                                         | length |
        | /v1/runs/six           | somebody | Run not found: six. Check the id, or list the runs of the session.             | 219    |
        | /v1/runs/two           | nobody   | Run not found: two. Check the id, or list the runs of the session.             | 219    |
        | /v1/runs/%F0%9F%92%A3%20x%E2%80%AE | nobody | Run not found: '\U0001f4a3 x\u202e'. Check the id, or list the runs of the session. | ... |
        | /v1/sessions/Beta/runs | somebody | Session not found: Beta. Check the id, or list the sessions of this namespace. | 240    |
        | /v1/sessions/Beto/runs | nobody   | Session not found: Beto. Check the id, or list the sessions of this namespace. | 240    |

  Rule: Who may only read changes nothing

    Scenario Outline: <method> "<path>" is refused
      Given session Alpha
      And the runs
        | run | session |
        | one | Alpha   |
      And the server has
        | part       | value |
        | key reader | read  |
      When <method> "<path>" is requested with key "reader"
        """
        {"status": "failed", "started_at": "2026-05-01T09:00:00Z"}
        """
      Then the response is 403
      And nothing has changed

      Examples:
        | method | path                         |
        | POST   | /v1/sessions/{Alpha}/runs    |
        | PUT    | /v1/sessions/{Alpha}/runs/one |
        | POST   | /v1/runs/one/cancel          |
