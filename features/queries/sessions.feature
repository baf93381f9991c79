Feature: Searching sessions
  Whoever runs many agents looks for sessions by who answered, whose they are, how they stand, which
  provider served them and what they are tagged with. Filters narrow each other down. The store
  answers from its indexes, a page at a time, and tells how many there are in all when asked.

  Rule: Without a filter every session is found, the one that changed last before the others

    Example: A session that changed goes before newer ones
      Given sessions Alpha, Beta and Gamma
      And 60 seconds pass
      And session Alpha was paused
      When the sessions are searched
      Then the sessions found are Alpha, Gamma and Beta
      And the answer has
        | path        | cell |
        | total count | 3    |

    Scenario Outline: In the order "<order by>"
      Given sessions Alpha, Beta and Gamma
      And 60 seconds pass
      And session Alpha was paused
      When the sessions are searched with
        | filter   | value      |
        | order by | <order by> |
      Then the sessions found are <sessions>

      Examples:
        | order by        | sessions              |
        | created_at_desc | Gamma, Beta and Alpha |
        | created_at_asc  | Alpha, Beta and Gamma |
        | alphabetical    | Alpha, Gamma and Beta |
        | 7               | Alpha, Gamma and Beta |

    Example: A store without sessions
      Given no sessions
      When the sessions are searched
      Then the sessions found are none
      And the answer has
        | path        | cell |
        | total count | 0    |
        | cursor      | none |

  Rule: Each filter narrows the search

    Scenario Outline: By <filter>
      Given these sessions
        | name  | actor | owner | status    | tags       |
        | Alpha | clerk | Ann   | active    | late, red  |
        | Beta  | clerk | Bob   | completed | late       |
        | Gamma | pilot | Ann   | failed    | none       |
      And the runs
        | run   | session | provider |
        | One   | Alpha   | claude   |
        | Two   | Alpha   | codex    |
        | Three | Beta    | codex    |
        | Four  | Gamma   |          |
      When the sessions are searched with
        | filter   | value   |
        | <filter> | <value> |
      Then the sessions found are <sessions>
      And the answer has
        | path        | cell    |
        | total count | <count> |

      Examples:
        | filter         | value                   | sessions              | count |
        | actor name     | clerk                   | Beta and Alpha        | 2     |
        | owner id       | Ann                     | Gamma and Alpha       | 2     |
        | status         | completed               | Beta                  | 1     |
        | status         | ["active", "failed"]    | Gamma and Alpha       | 2     |
        | status         | ["paused", "paused"]    | none                  | 0     |
        | provider       | claude                  | Alpha                 | 1     |
        | provider       | ["claude", "codex"]     | Beta and Alpha        | 2     |
        | provider       | nobody                  | none                  | 0     |
        | tags           | ["late"]                | Beta and Alpha        | 2     |
        | tags           | ["red", "late"]         | Alpha                 | 1     |
        | tags           | red                     | Alpha                 | 1     |
        | tags           | ["late", "blue"]        | none                  | 0     |
        | tags           | 20 tags                 | none                  | 0     |
        | created after  | 09:00:01                | Gamma and Beta        | 2     |
        | created before | 09:00:01                | Beta and Alpha        | 2     |
        | created after  | 2026-01-01T10:00:02+01:00 | Gamma               | 1     |
        | created after  | 10:00:00                | none                  | 0     |

    Example: Filters narrow each other down
      Given these sessions
        | name  | actor | owner | status | tags |
        | Alpha | clerk | Ann   | active | late |
        | Beta  | clerk | Ann   | active | none |
        | Gamma | clerk | Bob   | active | late |
        | Delta | clerk | Ann   | paused | late |
      And the runs
        | run | session | provider |
        | One | Alpha   | claude   |
        | Two | Delta   | claude   |
      When the sessions are searched with
        | filter         | value    |
        | actor name     | clerk    |
        | owner id       | Ann      |
        | status         | active   |
        | provider       | claude   |
        | tags           | ["late"] |
        | created before | 09:00:59 |
      Then the sessions found are Alpha

    Example: A session with several runs of a provider is found once
      Given sessions Alpha and Beta
      And the runs
        | run   | session | provider |
        | One   | Alpha   | claude   |
        | Two   | Alpha   | claude   |
        | Three | Beta    | claude   |
      When the sessions are searched with
        | filter   | value  |
        | provider | claude |
      Then the sessions found are Beta and Alpha
      And the answer has
        | path        | cell |
        | total count | 2    |

    Example: Each comes without its messages, with all else
      Given session Alpha with 3 messages
      When the sessions are searched
      Then the answer has
        | path                     | cell  |
        | sessions.0.session id    | Alpha |
        | sessions.0.message count | 3     |
        | sessions.0.messages      | []    |

  Rule: An empty list of statuses finds nothing, any other empty list is no restriction

    Scenario Outline: An empty list of <filter>
      Given sessions Alpha and Beta
      When the sessions are searched with
        | filter   | value |
        | <filter> | []    |
      Then the sessions found are <sessions>
      And the answer has
        | path        | cell    |
        | total count | <count> |

      Examples:
        | filter   | sessions       | count |
        | status   | none           | 0     |
        | provider | Beta and Alpha | 2     |
        | tags     | Beta and Alpha | 2     |

  Rule: What retention hid is found only when it is asked for

    Example: Without a word about it
      Given sessions Alpha and Beta
      And Beta was hidden 1 day ago
      When the sessions are searched
      Then the sessions found are Alpha
      And the answer has
        | path        | cell |
        | total count | 1    |

    Scenario Outline: With "include deleted" <asked>
      Given these sessions
        | name  | actor |
        | Alpha | clerk |
        | Beta  | clerk |
      And Beta was hidden 1 day ago
      When the sessions are searched with
        | filter          | value   |
        | include deleted | <asked> |
        | actor name      | clerk   |
      Then the sessions found are <sessions>
      And the answer has
        | path        | cell    |
        | total count | <count> |

      Examples:
        | asked | sessions       | count |
        | false | Alpha          | 1     |
        | true  | Beta and Alpha | 2     |

  Rule: How many there are in all depends neither on the limit nor on the page

    Example: On the first page
      Given sessions Alpha, Beta and Gamma
      When the sessions are searched with
        | filter | value |
        | limit  | 2     |
      Then the sessions found are Gamma and Beta
      And the answer has
        | path        | cell |
        | total count | 3    |

    Example: On the last page
      Given sessions Alpha, Beta and Gamma
      And the sessions were searched with
        | filter | value |
        | limit  | 2     |
      When the next page is asked for
      Then the sessions found are Alpha
      And the answer has
        | path        | cell |
        | total count | 3    |

    # Reading the number must not keep an event loop waiting, so awaited searches count at once.
    @use.with_face=sync
    Example: They are counted when the number is first read
      Given sessions Alpha and Beta
      And the sessions were searched
      And session Gamma
      When the total count is read
      Then the answer is 3

    @use.with_face=async
    Example: They are counted before an awaited search is over
      Given sessions Alpha and Beta
      And the sessions were searched
      And session Gamma
      When the total count is read
      Then the answer is 2

  Rule: What cannot be searched for is refused, with the name of the filter

    Scenario Outline: A bad <filter>
      Given session Alpha
      When the sessions are searched with
        | filter   | value   |
        | <filter> | <value> |
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"

      Examples:
        | filter         | value             | words                                      |
        | limit          | 0                 | limit must be a positive integer           |
        | limit          | -1                | limit must be a positive integer           |
        | limit          | 2.5               | limit must be a positive integer           |
        | limit          | true              | limit must be a positive integer           |
        | limit          | none              | limit must be a positive integer           |
        | limit          | 1001              | limit must be <= 1000                      |
        | status         | sleeping          | status contains unsupported value: 'sleeping' |
        | status         | ["active", "on"]  | status contains unsupported value: 'on'    |
        | status         | [7]               | status values must be strings              |
        | status         | {"active": true}  | status must be a text or a list of texts   |
        | provider       | 7                 | provider must be a text or a list of texts |
        | tags           | [""]              | tags                                       |
        | tags           | 21 tags           | tags takes at most 20 values, not 21       |
        | created after  | yesterday         | created after must be a time               |
        | created before | 2026-01-01T09:00  | created before must be a time              |
        | actor name     | 7                 | actor name                                 |
