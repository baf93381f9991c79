Feature: All that was recorded of a session
  A session is given with its runs, its events and, where they are asked for, what is known of its
  artifacts: everything as of one moment.

  Rule: Runs come by their start, events by their number

    Example: A session with all that belongs to it
      Given session Alpha with
        | property | value         |
        | tags     | late          |
        | metadata | {"floor": 3}  |
      And the runs
        | run | session | started at |
        | Two | Alpha   | 09:00:05   |
        | One | Alpha   | 09:00:02   |
      And the events
        | event | session | type         | timestamp | data       |
        | Two   | Alpha   | message_sent | 09:00:09  | {"n": [1]} |
        | One   | Alpha   | message_sent | 09:00:02  |            |
      When the record of Alpha is exported
      Then the answer has
        | path               | cell         |
        | session.session id | Alpha        |
        | session.tags       | ["late"]     |
        | session.metadata   | {"floor": 3} |
        | runs.count         | 2            |
        | runs.0.run id      | One          |
        | runs.1.run id      | Two          |
        | events.count       | 2            |
        | events.0.event id  | Two          |
        | events.0.data      | {"n": [1]}   |
        | events.1.sequence  | 2            |
        | artifacts          | none         |

    Example: A session with more events than are read at once
      Given session Alpha
      And 2000 events were appended to Alpha
      When the record of Alpha is exported
      Then the answer has
        | path                 | cell |
        | events.count         | 2000 |
        | events.0.sequence    | 1    |
        | events.1999.sequence | 2000 |

    Example: A session that retention hid
      Given session Alpha
      And Alpha was hidden 1 day ago
      When the record of Alpha is exported
      Then the answer has
        | path               | cell  |
        | session.session id | Alpha |
        | runs               | []    |
        | events             | []    |

  Rule: Artifacts come without their bytes, also those that were deleted

    Example: One that is there and one that was deleted
      Given session Alpha
      And the artifacts
        | key   | session | content |
        | scan  | Alpha   | picture |
        | draft | Alpha   | text    |
      And the artifact "draft" was deleted
      When the record of Alpha is exported with
        | filter            | value |
        | include artifacts | true  |
      Then the answer has
        | path                   | cell  |
        | artifacts.count        | 2     |
        | artifacts.0.key        | scan  |
        | artifacts.0.byte size  | 7     |
        | artifacts.0.deleted at | none  |
        | artifacts.1.key        | draft |

  Rule: A session that is missing is refused

    Example: It never existed
      Given session Alpha
      When the record of Omega is exported
      Then it is refused because the session is not found
      And the refusal says
        | detail     | value |
        | session id | Omega |
