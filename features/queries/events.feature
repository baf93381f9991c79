Feature: Searching events
  Events are looked for over all sessions: what was said under one correlation id, which tools failed
  last night, what a run did. In the usual order they go by their number in their session; ids tell
  apart those of the same number.

  Rule: Without a filter every event is found

    Scenario Outline: In the order "<order by>"
      Given sessions Alpha and Beta
      And the events
        | event | session | type         | timestamp |
        | Two   | Alpha   | message_sent | 09:00:05  |
        | Four  | Alpha   | message_sent | 09:00:02  |
        | One   | Beta    | message_sent | 09:00:04  |
        | Three | Beta    | message_sent | 09:00:09  |
      When the events are searched with
        | filter   | value      |
        | order by | <order by> |
      Then the events found are <events>

      Examples:
        | order by       | events                   |
        |                | One, Two, Four and Three |
        | sequence_asc   | One, Two, Four and Three |
        | timestamp_asc  | Four, One, Two and Three |
        | timestamp_desc | Three, Two, One and Four |
        | alphabetical   | One, Two, Four and Three |

    Example: Events of several sessions with the same id are told apart by their session
      Given sessions Alpha and Beta
      And the events
        | event | session | type         |
        | One   | Beta    | message_sent |
        | One   | Alpha   | message_sent |
      When the events are searched
      Then the answer has
        | path                | cell  |
        | events.0.session id | Alpha |
        | events.1.session id | Beta  |
        | events.count        | 2     |

    Example: An event comes back with every key of its data
      Given session Alpha
      And the events
        | event | session | type                | data                                          | metadata    | provider | correlation id |
        | One   | Alpha   | tool_call_completed | {"tool_name": "pay", "7": {"unheard_of": [null]}} | {"k": true} | claude   | call-9         |
      When the events are searched
      Then the answer has
        | path                    | cell                                              |
        | events.0.data           | {"tool_name": "pay", "7": {"unheard_of": [null]}} |
        | events.0.metadata       | {"k": true}                                       |
        | events.0.type           | tool_call_completed                               |
        | events.0.sequence       | 1                                                 |
        | events.0.correlation id | call-9                                            |

  Rule: Each filter narrows the search and the count alike

    Scenario Outline: Searched by <filter>
      Given sessions Alpha and Beta
      And the events
        | event | session | type         | run id | provider | timestamp | correlation id |
        | One   | Alpha   | message_sent | first  | claude   | 09:00:01  | call-1         |
        | Two   | Alpha   | run_failed   | first  | codex    | 09:00:02  |                |
        | Three | Alpha   | message_sent | second |          | 09:00:03  | call-2         |
        | Four  | Beta    | run_failed   |        | claude   | 09:00:04  | call-1         |
      When the events are searched with
        | filter   | value           |
        | order by | timestamp_asc   |
        | <filter> | <value>         |
      Then the events found are <events>

      Examples:
        | filter         | value                          | events                    |
        | session ids    | ["Alpha"]                      | One, Two and Three        |
        | session ids    | ["Alpha", "Beta", "Omega"]     | One, Two, Three and Four  |
        | session ids    | []                             | One, Two, Three and Four  |
        | run ids        | ["first"]                      | One and Two               |
        | run ids        | ["second", "first", "third"]   | One, Two and Three        |
        | run ids        | []                             | One, Two, Three and Four  |
        | providers      | ["claude"]                     | One and Four              |
        | providers      | ["claude", "codex"]            | One, Two and Four         |
        | providers      | []                             | One, Two, Three and Four  |
        | types          | run_failed                     | Two and Four              |
        | types          | ["run_failed", "message_sent"] | One, Two, Three and Four  |
        | types          | []                             | none                      |
        | since          | 09:00:03                       | Three and Four            |
        | since          | 2026-01-01T10:00:04+01:00      | Four                      |
        | until          | 09:00:03                       | One, Two and Three        |
        | until          | 2026-01-01T10:00:03+01:00      | One and Two               |
        | correlation id | call-1                         | One and Four              |

    Scenario Outline: Counted by <filter>
      Given sessions Alpha and Beta
      And the events
        | event | session | type         | run id | provider | timestamp | correlation id |
        | One   | Alpha   | message_sent | first  | claude   | 09:00:01  | call-1         |
        | Two   | Alpha   | run_failed   | first  | codex    | 09:00:02  |                |
        | Three | Alpha   | message_sent | second |          | 09:00:03  | call-2         |
        | Four  | Beta    | run_failed   |        | claude   | 09:00:04  | call-1         |
      When the events are counted with
        | filter   | value   |
        | <filter> | <value> |
      Then the answer is <count>

      Examples:
        | filter         | value                          | count |
        | session ids    | ["Alpha"]                      | 3     |
        | session ids    | []                             | 4     |
        | run ids        | ["second", "first"]            | 3     |
        | providers      | ["claude"]                     | 2     |
        | types          | ["run_failed", "message_sent"] | 4     |
        | types          | []                             | 0     |
        | since          | 09:00:03                       | 2     |
        | until          | 09:00:03                       | 3     |
        | correlation id | call-2                         | 1     |

    Scenario Outline: Filters narrow each other down, in the order "<order by>"
      Given sessions Alpha and Beta
      And the events
        | event | session | type         | run id | provider | timestamp | correlation id |
        | One   | Alpha   | message_sent | first  | claude   | 09:00:01  | call-1         |
        | Two   | Alpha   | message_sent | first  | claude   | 09:00:02  |                |
        | Three | Alpha   | run_failed   | first  | claude   | 09:00:03  | call-1         |
        | Four  | Beta    | message_sent | other  | claude   | 09:00:04  | call-1         |
      When the events are searched with
        | filter      | value                          |
        | session ids | ["Alpha", "Beta"]              |
        | providers   | ["claude"]                     |
        | types       | ["message_sent", "run_failed"] |
        | since       | 09:00:02                       |
        | order by    | <order by>                     |
      Then the events found are <events>

      Examples:
        | order by       | events                  |
        | sequence_asc   | Four, Two and Three     |
        | timestamp_desc | Four, Three and Two     |

    Example: Nothing is counted twice, and everything without a filter
      Given sessions Alpha and Beta
      And 5 events were appended to Alpha
      And 7 events were appended to Beta
      When the events are counted
      Then the answer is 12

  Rule: A filter that leaves many is answered as one that leaves few

    Scenario Outline: In the order "<order by>"
      Given session Alpha
      And 1200 events were appended to Alpha
      When the events are searched with
        | filter   | value                          |
        | types    | ["message_sent", "run_failed"] |
        | since    | 09:00:00                       |
        | order by | <order by>                     |
        | limit    | 3                              |
      Then the answer has
        | path              | cell   |
        | events.0.event id | <first> |
        | events.2.event id | <third> |
        | events.count      | 3      |

      Examples:
        | order by       | first      | third     |
        | sequence_asc   | event 1    | event 3   |
        | timestamp_asc  | event 1    | event 100 |
        | timestamp_desc | event 999  | event 997 |

    Example: Counted
      Given session Alpha
      And 1200 events were appended to Alpha
      When the events are counted with
        | filter | value        |
        | types  | message_sent |
        | since  | 09:00:00     |
      Then the answer is 1200

  Rule: What cannot be searched for is refused, with the name of the filter

    Scenario Outline: A bad <filter>
      Given session Alpha
      When the events are searched with
        | filter   | value   |
        | <filter> | <value> |
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"

      Examples:
        | filter         | value            | words                                          |
        | limit          | -5               | limit must be a positive integer               |
        | limit          | 1001             | limit must be <= 1000                          |
        | types          | message_eaten    | types contains unsupported value: 'message eaten' |
        | types          | [null]           | types values must be strings                   |
        | types          | 7                | types must be a text or a list of texts        |
        | session ids    | [7]              | session ids values must be strings             |
        | providers      | {"claude": 1}    | providers must be a text or a list of texts    |
        | since          | soon             | since must be a time                           |
        | correlation id | 7                | correlation id                                 |

    Example: More than 1,000 ids at once
      Given session Alpha
      When the events are searched with
        | filter  | value          |
        | run ids | 1001 run ids   |
      Then it is refused because an argument is invalid
      And the refusal mentions "run ids takes at most 1000 values, not 1001"

    Example: 1,000 ids at once are searched for
      Given session Alpha
      And the events
        | event | session | type         | run id  |
        | One   | Alpha   | message_sent | run 999 |
      When the events are searched with
        | filter  | value        |
        | run ids | 1000 run ids |
      Then the events found are One
