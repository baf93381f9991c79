Feature: Events and their types
  An event is an append-only fact about a session. There are 28 types, fixed, so that whoever reads
  a record written elsewhere knows every one of them. An event goes out as a JSON object and comes
  back from it the same.

  Rule: There are 28 types in nine categories

    Example: All of them
      Given no sessions
      When the types of events are listed
      Then the answer has
        | path      | cell                                                                                                                                    |
        | session   | ["session_created", "session_started", "session_paused", "session_resumed", "session_completed", "session_failed", "session_cancelled"] |
        | run       | ["run_started", "run_completed", "run_failed", "run_cancelled", "run_timeout"]                                                          |
        | message   | ["message_sent", "message_received", "message_streamed"]                                                                                |
        | tool      | ["tool_call_started", "tool_call_completed", "tool_call_failed"]                                                                        |
        | error     | ["error_occurred", "error_recovered"]                                                                                                   |
        | usage     | ["token_usage_updated", "turn_completed"]                                                                                               |
        | workspace | ["workspace_snapshot_taken", "workspace_diff_computed"]                                                                                 |
        | policy    | ["policy_violation"]                                                                                                                    |
        | approval  | ["tool_approval_requested", "tool_approval_granted", "tool_approval_denied"]                                                            |

    Example: Each of them makes an event
      Given no sessions
      When an event of each type is made
      Then the answer has
        | path          | cell                 |
        | count         | 28                   |
        | 0.type        | session_created      |
        | 7.type        | run_started          |
        | 20.type       | token_usage_updated  |
        | 27.type       | tool_approval_denied |
        | 27.session id | Alpha                |
        | 27.sequence   | none                 |

    Example: Each of them has an id of its own
      Given session Alpha
      When these events are recorded in Alpha
        | type            |
        | session_started |
        | session_started |
        | session_started |
      Then the answer has
        | path       | cell |
        | count      | 3    |
        | 0.sequence | 1    |
        | 1.sequence | 2    |
        | 2.sequence | 3    |

    Example: There is no other
      Given no sessions
      When an event is made with
        | attribute | value           |
        | type      | session_renamed |
        | session   | Alpha           |
      Then it is refused because the event type is unknown
      And the refusal says
        | detail | value           |
        | kind   | session renamed |

  Rule: A new event has what every event has

    Example: Nothing but type and session is given
      Given no sessions
      When an event is made with
        | attribute | value           |
        | type      | session_started |
        | session   | Alpha           |
      Then the answer has
        | path           | cell            |
        | type           | session_started |
        | session id     | Alpha           |
        | timestamp      | 09:00:00        |
        | sequence       | none            |
        | run id         | none            |
        | data           | {}              |
        | metadata       | {}              |
        | schema version | 1               |
        | provider       | none            |
        | correlation id | none            |

    Example: Everything is given
      Given no sessions
      When an event is made with
        | attribute      | value                 |
        | event          | first                 |
        | type           | message_sent          |
        | session        | Alpha                 |
        | run            | First                 |
        | data           | {"content": "Hello"}  |
        | metadata       | {"by": ["Ann", null]} |
        | provider       | anthropic             |
        | correlation id | trace-7               |
      Then the answer has
        | path           | cell                  |
        | event id       | first                 |
        | run id         | First                 |
        | data           | {"content": "Hello"}  |
        | metadata       | {"by": ["Ann", null]} |
        | provider       | anthropic             |
        | correlation id | trace-7               |

    Example: Without a type
      Given no sessions
      When an event is made with
        | attribute | value |
        | session   | Alpha |
      Then it is refused because the event type is unknown

    Example: Without a session
      Given no sessions
      When an event is made with
        | attribute | value           |
        | type      | session_started |
      Then it is refused because an argument is invalid

  Rule: An event is read from an object and written as one

    Example: Read
      Given no sessions
      When an event is read from
        | attribute      | value                               |
        | event          | first                               |
        | type           | message_received                    |
        | session        | Alpha                               |
        | timestamp      | "2026-01-01T11:00:00.123456+02:00"  |
        | sequence       | 4                                   |
        | data           | {"content": "Hello", "own key": {}} |
        | schema version | 3                                   |
        | provider       | anthropic                           |
      Then the answer has
        | path           | cell                                |
        | event id       | first                               |
        | type           | message_received                    |
        | timestamp      | 09:00:00                            |
        | sequence       | 4                                   |
        | data           | {"content": "Hello", "own key": {}} |
        | metadata       | {}                                  |
        | schema version | 3                                   |
        | provider       | anthropic                           |

    Example: Written
      Given no sessions
      When an event is written that has
        | attribute      | value                              |
        | event          | first                              |
        | type           | run_started                        |
        | session        | Alpha                              |
        | run            | First                              |
        | timestamp      | "2026-01-01T11:00:00.123456+02:00" |
        | data           | {"own key": [1, {"a": null}]}      |
        | schema version | 2                                  |
      Then the answer has
        | path           | cell                             |
        | event id       | first                            |
        | type           | run_started                      |
        | session id     | Alpha                            |
        | run id         | First                            |
        | timestamp      | 2026-01-01T09:00:00.123456+00:00 |
        | sequence       | none                             |
        | data           | {"own key": [1, {"a": null}]}    |
        | metadata       | {}                               |
        | schema version | 2                                |
        | provider       | none                             |
        | correlation id | none                             |

    Example: With a type that does not exist
      Given no sessions
      When an event is read from
        | attribute      | value                       |
        | event          | first                       |
        | type           | session_renamed             |
        | session        | Alpha                       |
        | timestamp      | "2026-01-01T09:00:00+00:00" |
        | schema version | 1                           |
      Then it is refused because the event type is unknown

    Example: Without what every event has
      Given no sessions
      When an event is read from
        | attribute      | value           |
        | type           | session_started |
        | schema version | 1               |
      Then it is refused because a key is missing
      And the refusal says
        | detail | value    |
        | kind   | event    |
        | field  | event_id |

  Rule: The version of its data is always said

    Example: It is missing
      Given no sessions
      When an event is read from
        | attribute | value                       |
        | event     | first                       |
        | type      | session_started             |
        | session   | Alpha                       |
        | timestamp | "2026-01-01T09:00:00+00:00" |
      Then it is refused because a key is missing
      And the refusal says
        | detail | value          |
        | field  | schema_version |

    Example: It is null
      Given no sessions
      When an event is read from
        | attribute      | value                       |
        | event          | first                       |
        | type           | session_started             |
        | session        | Alpha                       |
        | timestamp      | "2026-01-01T09:00:00+00:00" |
        | schema version | none                        |
      Then it is refused because a key is missing
      And the refusal says
        | detail | value          |
        | field  | schema_version |

    Example: It is a text
      Given no sessions
      When an event is read from
        | attribute      | value                       |
        | event          | first                       |
        | type           | session_started             |
        | session        | Alpha                       |
        | timestamp      | "2026-01-01T09:00:00+00:00" |
        | schema version | "1"                         |
      Then it is refused because an argument is invalid

    Example: It is stored as it was said
      Given session Alpha
      When this event is recorded in Alpha
        | type            | schema version |
        | session_started | 3              |
      Then the answer has
        | path           | cell |
        | schema version | 3    |

  Rule: Keys are texts, at every depth

    Example: Keys that nobody knows stay as they are
      Given session Alpha
      When this event is recorded in Alpha
        | type            | data                                                              |
        | session_started | {"type": "session_started", "x": {"ключ": [{"": null}, true, 1]}} |
      Then the answer has
        | path      | cell                            |
        | data.type | session_started                 |
        | data.x    | {"ключ": [{"": null}, true, 1]} |

    Example: Words of enumerations are the texts that they are
      Given session Alpha
      When this event is recorded in Alpha
        | type            | data                     |
        | session_started | a word of an enumeration |
      Then the answer has
        | path | cell                 |
        | data | {"content": "Hello"} |

    Example: Keys that are no texts are refused
      Given session Alpha
      When each of these events is recorded in Alpha
        | type            | data                   |
        | session_started | a key that is a number |
        | session_started | a key that is nothing  |
        | session_started | a key that is bytes    |
      Then all of them are refused because the content is invalid
      And nothing has changed
