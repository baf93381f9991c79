Feature: Events are appended once, in one order
  An event is a fact about a session: a run began, a tool was called, a message was sent. It gets
  the next number of its session and is never changed. Its id is the key under which its append
  can be repeated: whoever does not know whether an event was stored appends it again.

  Rule: Events of a session are numbered from 1, without gaps

    Example: In the order of their appends
      Given session Alpha
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      When this event is appended
        | session | type        |
        | Alpha   | run_started |
      Then the answer has
        | path     | cell        |
        | sequence | 3           |
        | type     | run_started |
      And the events of Alpha are
        | sequence | type            |
        | 1        | session_created |
        | 2        | session_started |
        | 3        | run_started     |

    Example: Each session by itself
      Given sessions Alpha and Beta
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      When these events are appended
        | session | type            |
        | Beta    | session_created |
        | Alpha   | session_paused  |
        | Beta    | session_started |
      Then the answers are
        | session id | sequence | type            |
        | Beta       | 1        | session_created |
        | Alpha      | 3        | session_paused  |
        | Beta       | 2        | session_started |

    Example: Many at once
      Given session Alpha
      When 20000 events are appended to Alpha
      Then the latest sequence of Alpha is 20000
      And the events of Alpha with after 19998 are
        | sequence | event id    | data         |
        | 19999    | event 19999 | {"n": 19999} |
        | 20000    | event 20000 | {"n": 20000} |

    Example: None at all
      Given session Alpha
      When 0 events are appended to Alpha
      Then the answer is []
      And nothing has changed

  Rule: An event comes back as it was given

    Example: With all that describes it
      Given session Alpha
      When this event is appended
        | session | event | type             | timestamp | run | data                         | metadata | schema version | provider  | correlation id |
        | Alpha   | a     | tool_call_failed | 08:00:00  | pay | {"z": 1, "a": {"42": "ü\n"}} | {"k": 1} | 3              | anthropic | case-7         |
      Then the events of Alpha are
        | sequence | event id | type             | session id | timestamp | run id | data                         | metadata | schema version | provider  | correlation id |
        | 1        | a        | tool_call_failed | Alpha      | 08:00:00  | pay    | {"z": 1, "a": {"42": "ü\n"}} | {"k": 1} | 3              | anthropic | case-7         |

    Example: With little
      Given session Alpha
      When this event is appended
        | session | event | type        |
        | Alpha   | a     | run_started |
      Then the events of Alpha are
        | sequence | event id | timestamp | run id | data | metadata | schema version | provider | correlation id |
        | 1        | a        | 09:00:00  | none   | {}   | {}       | 1              | none     | none           |

    Example: A number that it claims is not its number
      Given session Alpha
      When this event is appended
        | session | type        | sequence |
        | Alpha   | run_started | 40       |
      Then the answer has
        | path     | cell |
        | sequence | 1    |

  Rule: What the machine gives or not is nothing that an append needs

    Example: It gives no thread to tell others of it
      Given session Alpha
      When an event is appended to Alpha while no thread can be started
      Then the answer has
        | path     | cell |
        | sequence | 1    |
      And Alpha has the events
        | type         |
        | message_sent |

    Example: All its ids are as long as ids may be
      Given session Alpha
      When an event with ids of 255 Chinese characters is appended alone
      Then the answer has
        | path                 | cell |
        | sequence             | 1    |
        | provider.count       | 255  |
        | correlation id.count | 255  |

  Rule: The status and the last change of a session are its own affair

    Example: What happened to a session that is over is recorded too
      Given session Alpha
      And session Alpha was completed
      And 5 seconds pass
      When this event is appended
        | session | type              |
        | Alpha   | session_completed |
      Then the session Alpha has
        | path        | cell      |
        | status      | completed |
        | updated at  | 09:00:00  |
        | event count | 1         |

  Rule: An append can be repeated under the event's id

    Example: It is answered with what was stored first, and adds nothing
      Given session Alpha
      And the events
        | session | event | type        | data          | timestamp |
        | Alpha   | a     | run_started | {"by": "Ann"} | 08:00:00  |
        | Alpha   | b     | run_failed  |               |           |
      When this event is appended
        | session | event | type        | data          | timestamp |
        | Alpha   | a     | run_started | {"by": "Ann"} | 08:30:00  |
      Then the answer has
        | path      | cell     |
        | sequence  | 1        |
        | timestamp | 08:00:00 |
      And nothing has changed

    Example: Of a batch, what is missing is stored
      Given session Alpha
      And the events
        | session | event | type        |
        | Alpha   | a     | run_started |
      When these events are appended
        | session | event | type         |
        | Alpha   | b     | message_sent |
        | Alpha   | a     | run_started  |
        | Alpha   | c     | run_failed   |
        | Alpha   | b     | message_sent |
      Then the answers are
        | sequence | event id |
        | 2        | b        |
        | 1        | a        |
        | 3        | c        |
        | 2        | b        |
      And the latest sequence of Alpha is 3

    Example: Many at once, again
      Given session Alpha
      And 2000 events were appended to Alpha
      When 2000 events are appended to Alpha
      Then nothing has changed

    Example: An id counts within its session
      Given sessions Alpha and Beta
      And the events
        | session | event | type        |
        | Alpha   | a     | run_started |
      When this event is appended
        | session | event | type       |
        | Beta    | a     | run_failed |
      Then the answer has
        | path       | cell       |
        | session id | Beta       |
        | sequence   | 1          |
        | type       | run_failed |

  Rule: It can be repeated by several callers, and when its answer was lost

    Example: By several callers at the same time
      Given session Alpha
      When this event is appended by 6 callers at the same time
        | session | event | type        |
        | Alpha   | a     | run_started |
      Then all of them succeed
      And the events of Alpha are
        | sequence | event id |
        | 1        | a        |

    # A file cannot go away as a server can; a store in memory cannot either.
    @use.with_backend=postgresql
    Example: By hansard itself, which cannot know whether it was stored
      Given session Alpha
      When this event is appended, and the answer is lost
        | session | event | type        |
        | Alpha   | a     | run_started |
      Then the answer has
        | path     | cell |
        | sequence | 1    |
      And the latest sequence of Alpha is 1

    @use.with_backend=postgresql
    Example: So is a batch over several sessions
      Given sessions Alpha and Beta
      When these events are appended, and the answer is lost
        | session | event | type        |
        | Beta    | b     | run_started |
        | Alpha   | a     | run_started |
        | Beta    | c     | run_failed  |
      Then the answers are
        | session id | sequence | event id |
        | Beta       | 1        | b        |
        | Alpha      | 1        | a        |
        | Beta       | 2        | c        |
      And the latest sequence of Alpha is 1
      And the latest sequence of Beta is 2

    # A store in memory belongs to the process that opened it.
    @not.with_backend=memory
    Example: By another process
      Given session Alpha
      And the events
        | session | event | type        |
        | Alpha   | a     | run_started |
      And the store was closed and opened again
      When this event is appended
        | session | event | type        |
        | Alpha   | a     | run_started |
      Then the answer has
        | path     | cell |
        | sequence | 1    |
      And nothing has changed

  Rule: The id of another event is refused

    Scenario Outline: An event with another <part>
      Given session Alpha
      And the events
        | session | event | type        | data     | metadata | run | provider  | correlation id | schema version |
        | Alpha   | a     | run_started | {"k": 1} | {"m": 1} | pay | anthropic | case-7         | 1              |
      When this event is appended
        | session | event | type   | data   | metadata   | run   | provider   | correlation id | schema version |
        | Alpha   | a     | <type> | <data> | <metadata> | <run> | <provider> | <correlation>  | <version>      |
      Then it is refused because the id is taken
      And the refusal mentions "event"
      And nothing has changed

      Examples:
        | part           | type        | data       | metadata   | run | provider  | correlation | version |
        | type           | run_failed  | {"k": 1}   | {"m": 1}   | pay | anthropic | case-7      | 1       |
        | data           | run_started | {"k": 1.0} | {"m": 1}   | pay | anthropic | case-7      | 1       |
        | metadata       | run_started | {"k": 1}   | {"m": "1"} | pay | anthropic | case-7      | 1       |
        | run            | run_started | {"k": 1}   | {"m": 1}   |     | anthropic | case-7      | 1       |
        | provider       | run_started | {"k": 1}   | {"m": 1}   | pay | openai    | case-7      | 1       |
        | correlation id | run_started | {"k": 1}   | {"m": 1}   | pay | anthropic | case-8      | 1       |
        | schema version | run_started | {"k": 1}   | {"m": 1}   | pay | anthropic | case-7      | 2       |

    Example: Of a batch, in which nothing else is stored then
      Given sessions Alpha and Beta
      And the events
        | session | event | type        |
        | Beta    | a     | run_started |
      When these events are appended
        | session | event | type         |
        | Alpha   | b     | message_sent |
        | Beta    | c     | message_sent |
        | Beta    | a     | run_failed   |
      Then it is refused because the id is taken
      And nothing has changed

    Example: Within a batch, which says two things under one id
      Given session Alpha
      When these events are appended
        | session | event | type        |
        | Alpha   | a     | run_started |
        | Alpha   | a     | run_failed  |
      Then it is refused because the id is taken
      And nothing has changed

    Example: Of two callers at the same time, one
      Given session Alpha
      When this event is appended by 2 callers at the same time
        | session | event | type        | data            |
        | Alpha   | a     | run_started | {"caller": "#"} |
      Then the other is refused because the id is taken
      And the latest sequence of Alpha is 1

  Rule: A batch is stored as a whole or not at all

    Example: Not where one of its sessions is not there
      Given session Alpha
      When these events are appended
        | session | type        |
        | Alpha   | run_started |
        | Omega   | run_started |
      Then it is refused because the session is not found
      And the refusal mentions "Omega"
      And nothing has changed

    Example: Not where one of its events is of no known type
      Given session Alpha
      When these events are appended
        | session | type        |
        | Alpha   | run_started |
        | Alpha   | run_paid    |
      Then it is refused because the event type is unknown
      And nothing has changed

  Rule: A session that retention hid takes no events

    Example: A new one is refused, and those that are there can be read
      Given session Alpha
      And the events
        | session | event | type            |
        | Alpha   | a     | session_created |
      And session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When this event is appended
        | session | type            |
        | Alpha   | session_started |
      Then it is refused because the session is not found
      And nothing has changed

    Example: They can be read as before
      Given session Alpha
      And the events
        | session | event | type            |
        | Alpha   | a     | session_created |
      And session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When the store is asked for the events of Alpha
      Then the answers are
        | sequence | event id |
        | 1        | a        |
      And the latest sequence of Alpha is 1
