@use.with_face=async
Feature: Searching over HTTP
  Sessions, runs and events of a namespace are looked for over all sessions, with the filters of the
  library, page by page. A filter is a value and nothing else, whatever it is made of. Nothing of
  another namespace is ever found or counted.

  Rule: Sessions are found by what describes them

    Scenario Outline: By <what>
      Given session Alpha with
        | property | value         |
        | actor    | clerk         |
        | owner    | ann           |
        | tags     | late, billing |
      And session Beta with
        | property | value |
        | actor    | judge |
        | tags     | late  |
      And the paused session Gamma
      And the runs
        | run | session | provider |
        | one | Beta    | claude   |
        | two | Gamma   | openai   |
      When GET "/v1/search/sessions?order_by=created_at_asc&<query>" is requested
      Then the response has
        | part                  | value   |
        | sessions.count        | <count> |
        | sessions.0.session id | <first> |
        | total count           | <count> |

      Examples:
        | what                  | query                                                                    | count | first |
        | nothing               |                                                                          | 3     | Alpha |
        | actor                 | actor_name=judge                                                         | 1     | Beta  |
        | owner                 | owner_id=ann                                                             | 1     | Alpha |
        | one status            | status=paused                                                            | 1     | Gamma |
        | several statuses      | status=paused&status=active                                              | 3     | Alpha |
        | provider              | provider=claude&provider=openai                                          | 2     | Beta  |
        | all of several tags   | tag=late&tag=billing                                                     | 1     | Alpha |
        | a time of creation    | created_after=2026-01-01T09:00:01Z                                       | 2     | Beta  |
        | a span of time        | created_after=2026-01-01T09:00:01Z&created_before=2026-01-01T09:00:02Z    | 1     | Beta  |

    Example: What is found has everything that describes it
      Given session Alpha with
        | property | value    |
        | actor    | clerk    |
        | metadata | {"z": 1} |
      When GET "/v1/search/sessions" is requested
      Then the response has
        | part                    | value                       |
        | sessions.0.actor name   | clerk                       |
        | sessions.0.metadata     | {"z": 1}                    |
        | sessions.0.created at   | 2026-01-01T09:00:00.123456Z |
        | sessions.0.deleted at   | none                        |
        | sessions.0.next sequence | 0                          |

    Example: Those that retention hid only where that is asked for
      Given sessions Alpha and Beta
      And Alpha was hidden 1 day ago
      When GET "/v1/search/sessions?include_deleted=true&order_by=created_at_asc" is requested
      Then the response has
        | part                  | value |
        | total count           | 2     |
        | sessions.0.session id | Alpha |
        | sessions.0.deleted at | ...   |

    Example: And not where it is not
      Given sessions Alpha and Beta
      And Alpha was hidden 1 day ago
      When GET "/v1/search/sessions" is requested
      Then the response has
        | part                  | value |
        | total count           | 1     |
        | sessions.0.session id | Beta  |

  Rule: Runs are found by what they did

    Scenario Outline: By <what>
      Given sessions Alpha and Beta
      And the runs
        | run   | session | provider | status    | started at | token usage           |
        | one   | Alpha   | claude   | completed | 08:00:01   | {"total_tokens": 10}  |
        | two   | Alpha   | openai   | failed    | 08:00:02   | {"total_tokens": 300} |
        | three | Beta    | claude   | timeout   | 08:00:03   |                       |
      When GET "/v1/search/runs?<query>" is requested
      Then the response is 200
      And the response has
        | part          | value   |
        | runs.count    | <count> |
        | runs.0.run id | <first> |

      Examples:
        | what           | query                                                                              | count | first |
        | nothing        |                                                                                    | 3     | three |
        | session        | session_id={Alpha}                                                                 | 2     | two   |
        | provider       | provider=claude&order_by=started_at_asc                                            | 2     | one   |
        | statuses       | status=failed&status=timeout                                                       | 2     | three |
        | a span of time | started_after=2026-01-01T08:00:02Z&started_before=2026-01-01T09:00:02.5%2B01:00     | 1     | two   |
        | tokens         | min_tokens=10&order_by=token_usage_desc                                            | 2     | two   |

  Rule: Events are found over all sessions

    Scenario Outline: By <what>
      Given sessions Alpha and Beta
      And the events
        | event | session | type         | run | provider | correlation id | timestamp |
        | one   | Alpha   | run_started  | r-1 | claude   | c-1            | 08:00:01  |
        | two   | Alpha   | message_sent | r-1 | claude   |                | 08:00:02  |
        | three | Beta    | run_failed   | r-2 | openai   | c-1            | 08:00:03  |
      When GET "/v1/search/events?order_by=timestamp_asc&<query>" is requested
      Then the response is 200
      And the response has
        | part              | value   |
        | events.count      | <count> |
        | events.0.event id | <first> |

      Examples:
        | what           | query                                                   | count | first |
        | nothing        |                                                         | 3     | one   |
        | sessions       | session_id={Beta}&session_id=none                       | 1     | three |
        | runs           | run_id=r-1                                              | 2     | one   |
        | providers      | provider=openai                                         | 1     | three |
        | types          | type=message_sent&type=run_failed                       | 2     | two   |
        | a span of time | since=2026-01-01T08:00:02Z&until=2026-01-01T08:00:02.5Z | 1     | two   |
        | correlation id | correlation_id=c-1                                      | 2     | one   |

  Rule: A search is taken up where its last page ended

    Scenario Outline: Page by page of <what>
      Given sessions Alpha and Beta
      And the runs
        | run | session | started at |
        | one | Alpha   | 08:00:01   |
        | two | Beta    | 08:00:02   |
      And the events
        | event | session | type         |
        | one   | Alpha   | message_sent |
        | two   | Beta    | message_sent |
      And GET "/v1/search/<what>?limit=1&order_by=<order>" was requested
      When GET "/v1/search/<what>?limit=1&order_by=<order>&cursor={the next cursor}" is requested
      Then the response has
        | part           | value  |
        | <what>.count   | 1      |
        | <what>.0.<id>  | <next> |
        | header link    | ...    |

      Examples:
        | what     | order          | id         | next |
        | sessions | created_at_asc | session id | Beta |
        | runs     | started_at_asc | run id     | two  |
        | events   | sequence_asc   | event id   | two  |

    Example: Behind the last one there is nothing
      Given session Alpha
      And GET "/v1/search/sessions" was requested
      When GET "/v1/search/sessions?cursor={the next cursor}" is requested
      Then the response is 200
      And the response has
        | part           | value |
        | sessions.count | 0     |
        | next cursor    | none  |
        | header link    | none  |

    Example: In another order it is refused
      Given session Alpha
      And GET "/v1/search/sessions" was requested
      When GET "/v1/search/sessions?order_by=created_at_asc&cursor={the next cursor}" is requested
      Then the response is 400
      And the response has
        | part   | value                                                                                                                             |
        | code   | invalid_cursor                                                                                                                    |
        | detail | Cursor order does not match requested order_by. Pass the cursor of the page before, unchanged, or start again without one. |

  Rule: A search that is none is refused

    Scenario Outline: "<search>"
      When GET "/v1/search/<search>" is requested
      Then the response is 400
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |

      Examples:
        | search                          | code             | detail                                                                                                                        |
        | sessions?status=gone            | validation_error | status contains unsupported value: 'gone'. What it may have is pending, active, paused, completed, failed, cancelled.          |
        | sessions?created_after=today    | validation_error | created_after must be a time with a time zone, a datetime or a text such as 2026-05-01T09:30:00+00:00, not 'today'.            |
        | sessions?include_deleted=maybe  | validation_error | include_deleted: Input should be a valid boolean, unable to interpret input.                                                  |
        | sessions?order_by=name          | validation_error | order_by: Input should be 'updated_at_desc', 'created_at_desc' or 'created_at_asc'.                                           |
        | sessions?limit=501              | validation_error | limit: Input should be less than or equal to 500.                                                                             |
        | sessions?metadata.a=1           | validation_error | metadata.a: Extra inputs are not permitted.                                                                                   |
        | runs?min_tokens=-1              | validation_error | min_tokens: must be a whole number in plain digits.                                                                           |
        | runs?limit=0                    | validation_error | limit: Input should be greater than or equal to 1.                                                                            |
        | runs?order_by=token_usage_desc&cursor=W10 | invalid_cursor | The order token_usage_desc has no cursors. Ask for a larger limit, or for another order.                              |
        | events?type=gone                | validation_error | types contains unsupported value: 'gone'. What it may have is session_created, session_started, session_paused, session_resumed, session_completed, session_failed, session_cancelled, run_started, run_completed, run_failed, run_cancelled, run_timeout, message_sent, message_received, message_streamed, tool_call_started, tool_call_completed, tool_call_failed, error_occurred, error_recovered, token_usage_updated, turn_completed, workspace_snapshot_taken, workspace_diff_computed, policy_violation, tool_approval_requested, tool_approval_granted, tool_approval_denied. |
        | events?correlation_id=a%7F      | validation_error | correlation_id must not contain control characters or lone surrogates.                                                        |
        | events?cursor=%27%29            | invalid_cursor   | This is not a cursor of a search for events. Pass the cursor of the page before, unchanged, or start again without one.        |

  Rule: Nothing of another namespace is found

    Scenario Outline: Among <what>
      Given session Beta in South
      And the runs
        | run | session       |
        | one | Beta in South |
      And the events
        | event | session       | type         |
        | one   | Beta in South | message_sent |
      When GET "/v1/search/<search>" is requested
      Then the response is 200
      And the response has
        | part          | value   |
        | <found>.count | <count> |

      Examples:
        | what     | search                  | found    | count |
        | sessions | sessions                | sessions | 0     |
        | runs     | runs?session_id=Beta    | runs     | 0     |
        | events   | events?session_id=Beta  | events   | 0     |

    Example: Nor with a cursor of its own
      Given session Beta in South
      And the server has
        | part         | value         |
        | key reader   | read          |
        | key southern | read in South |
      And GET "/v1/search/sessions" was requested with key "southern"
      When GET "/v1/search/sessions?cursor={the next cursor}" is requested with key "reader"
      Then the response is 400
      And the response has
        | part | value          |
        | code | invalid_cursor |

  Rule: A filter that means harm does none

    Example: Whatever its key and its value
      Given session Alpha with
        | property | value |
        | actor    | clerk |
        | tags     | late  |
      And session Beta in South with
        | property | value |
        | actor    | clerk |
      And the runs
        | run | session       | provider |
        | one | Alpha         | claude   |
        | two | Beta in South | claude   |
      And the events
        | event | session | type         | provider |
        | one   | Alpha   | message_sent | claude   |
      When 500 hostile filters are tried
      Then the answer has
        | path         | cell |
        | tried        | 500  |
        | failed.count | 0    |
        | beyond.count | 0    |
