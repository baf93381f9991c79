Feature: Waiting for events
  Who reads the events of a session and finds none can wait for the next one. The wait ends when
  one is there that is asked for, and at its time at the latest. A writer in the same process
  wakes it at once; so does one elsewhere where the database can tell, and otherwise whoever waits
  looks again in short intervals.

  Rule: What is there already is not waited for

    # The answer comes after one look; the caller would wait for ten minutes.
    Example: Events that are asked for
      Given session Alpha
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      When a caller waits for the events of Alpha with after 1
      Then the caller is answered with
        | sequence | type            |
        | 2        | session_started |

  Rule: A wait ends as soon as an event is stored

    Example: By a writer of the same process, without another look
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And a caller that waits for the events of Alpha
      When this event is appended
        | session | type            |
        | Alpha   | session_created |
      Then the caller is answered with
        | sequence | type            |
        | 1        | session_created |

    Example: With a run, in one transaction
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And a caller that waits for the events of Alpha
      When session Alpha is flushed with
        | property | value                                     |
        | run      | {"run": "pay", "status": "completed"}     |
        | events   | [{"event": "a", "type": "run_completed"}] |
      Then the caller is answered with
        | sequence | type          |
        | 1        | run_completed |

    # A store in memory belongs to the process that opened it.
    @not.with_backend=memory
    Example: By a writer elsewhere
      Given session Alpha
      And a caller that waits for the events of Alpha
      When these events are appended by another store
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      Then the caller is answered with
        | sequence | type            |
        | 1        | session_created |
        | 2        | session_started |

    # PostgreSQL tells other processes.
    @use.with_backend=postgresql
    Example: By a writer elsewhere that the database tells of, without another look
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And a caller that waits for the events of Alpha
      When these events are appended by another store
        | session | type            |
        | Alpha   | session_created |
      Then the caller is answered with
        | sequence | type            |
        | 1        | session_created |

  Rule: Events that are not asked for do not end it

    Scenario Outline: <foreign>
      Given sessions Alpha and Beta
      And a caller that waits for the events of Alpha with <restrictions>
      When these events are appended
        | session   | type   | run   | timestamp |
        | <session> | <type> | <run> | 08:30:00  |
      Then the caller still waits

      Examples:
        | foreign                  | restrictions           | session | type         | run |
        | Of another session       | after 0                | Beta    | message_sent | one |
        | Of another type          | type "message_sent"      | Alpha   | run_started  | one |
        | Of another run           | run one                | Alpha   | message_sent | two |
        | Of no run                | run one                | Alpha   | message_sent |     |
        | From too early           | since 08:30:00         | Alpha   | message_sent | one |
        | With too small a number  | after 1                | Alpha   | message_sent | one |

    Example: The first that is asked for ends it, and only such are given
      Given sessions Alpha and Beta
      And a caller that waits for the events of Alpha with run one and type "message_sent"
      When these events are appended
        | session | type             | run |
        | Beta    | message_sent     | one |
        | Alpha   | message_sent     | two |
        | Alpha   | run_started      | one |
        | Alpha   | message_sent     | one |
        | Alpha   | message_received | one |
      Then the caller is answered with
        | session id | sequence | type         | run id |
        | Alpha      | 3        | message_sent | one    |

  Rule: Who waits for a session that is not there yet waits for that too

    Example: It is made, and gets an event
      Given session Alpha
      And a caller that waits for the events of Omega
      And session Omega was saved with
        | property | value  |
        | status   | active |
      When this event is appended
        | session | type            |
        | Omega   | session_created |
      Then the caller is answered with
        | session id | sequence |
        | Omega      | 1        |

  Rule: A wait ends at its time, with nothing

    Scenario Outline: <case>
      Given session Alpha
      When the store is asked for the events of <name> with waiting <time>
      Then the answer is []
      And nothing has changed

      Examples:
        | case                                 | name  | time     |
        | Not at all                           | Alpha | 0        |
        | A moment                             | Alpha | 1        |
        | A while, in which it looks again     | Alpha | 120      |
        | Also where there is no session       | Omega | 120      |

  Rule: A wait ends when the store is closed

    Example: With the error of a closed store
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And a caller that waits for the events of Alpha
      When the store is closed
      Then the caller is refused because a setting is wrong
