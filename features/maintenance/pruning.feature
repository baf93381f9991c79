Feature: Pruning of events
  A session that runs for months collects events that nobody will look at again: parts of streamed
  messages, above all. Where a policy bounds their number, the oldest ones go. What tells how a
  session began, how its runs went and what failed stays. Numbers are never used again, and the
  session knows how many of its events were removed.

  Rule: Above the maximum the oldest events go

    Example: Two too many
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_received |
        | Alpha   | turn_completed   |
        | Alpha   | message_sent     |
        | Alpha   | message_received |
      And the retention policy
        | field                  | value |
        | max events per session | 3     |
        | batch size             | 1     |
      When the events of Alpha are pruned
      Then the answer is 2
      And Alpha has the events
        | sequence | type             |
        | 3        | turn_completed   |
        | 4        | message_sent     |
        | 5        | message_received |

    Scenario Outline: With a maximum of <most> none of two
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_received |
      And the retention policy
        | field                  | value  |
        | max events per session | <most> |
      When the events of Alpha are pruned
      Then the answer is 0
      And Alpha has the events
        | sequence |
        | 1        |
        | 2        |

      Examples:
        | most |
        | 2    |
        | 3    |
        | none |

    Example: A session that does not exist has none
      Given the completed session Alpha
      And the retention policy
        | field                  | value |
        | max events per session | 1     |
      When the events of Omega are pruned
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Some types go first, and some stay

    Example: Parts of streamed messages and counts of tokens go first
      Given the completed session Alpha
      And the events
        | session | type                |
        | Alpha   | message_sent        |
        | Alpha   | message_streamed    |
        | Alpha   | token_usage_updated |
        | Alpha   | message_streamed    |
      And the retention policy
        | field                  | value |
        | max events per session | 2     |
      When the events of Alpha are pruned
      Then Alpha has the events
        | sequence | type             |
        | 1        | message_sent     |
        | 4        | message_streamed |

    Example: The beginning, the runs and the errors stay, even above the maximum
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | session_created  |
        | Alpha   | run_started      |
        | Alpha   | message_sent     |
        | Alpha   | message_streamed |
        | Alpha   | run_completed    |
        | Alpha   | run_failed       |
        | Alpha   | error_occurred   |
      And the retention policy
        | field                  | value |
        | max events per session | 1     |
      When the events of Alpha are pruned
      Then the answer is 2
      And Alpha has the events
        | sequence | type            |
        | 1        | session_created |
        | 2        | run_started     |
        | 5        | run_completed   |
        | 6        | run_failed      |
        | 7        | error_occurred  |

    Example: Unless the policy says that they go first
      Given the completed session Alpha
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | message_sent    |
        | Alpha   | run_started     |
      And the retention policy
        | field                   | value           |
        | max events per session  | 2               |
        | prune event types first | ["run_started"] |
      When the events of Alpha are pruned
      Then the answer is 1
      And Alpha has the events
        | sequence | type            |
        | 1        | session_created |
        | 2        | message_sent    |

  Rule: What is pruned leaves a gap that is accounted for

    Example: The next event has a number of its own
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_streamed |
      And the events of Alpha were pruned to 1
      And the events
        | session | type             |
        | Alpha   | message_received |
      When the health of local is checked
      Then Alpha has the events
        | sequence | type             |
        | 1        | message_sent     |
        | 3        | message_received |

    Example: The health of the store is as good as before
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | session_created  |
        | Alpha   | message_sent     |
        | Alpha   | message_streamed |
      And the events of Alpha were pruned to 1
      When the health of local is checked
      Then the answer is []

    Example: And the record verifies
      Given the completed session Alpha in South
      And the events
        | session        | type             |
        | Alpha in South | session_created  |
        | Alpha in South | message_sent     |
        | Alpha in South | message_streamed |
      And the events of Alpha in South were pruned to 1
      When the record of South is verified
      Then the answer has
        | path     | cell |
        | events   | 1    |
        | findings | []   |

  Rule: An exempt session keeps its events

    Scenario Outline: A session that is <status>, with the tags <tags>
      Given session Alpha with
        | property | value    |
        | status   | <status> |
        | tags     | <tags>   |
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_streamed |
      And the retention policy
        | field                  | value |
        | max events per session | 1     |
        | max total events       | 1     |
      When retention is planned and applied
      Then the answers are
        | dry run | events pruned |
        | true    | 0             |
        | false   | 0             |
      And Alpha has the events
        | sequence |
        | 1        |
        | 2        |

      Examples:
        | status    | tags   |
        | active    | none   |
        | paused    | none   |
        | completed | pinned |

  Rule: A maximum for all sessions is kept by taking the oldest of all

    Example: By their timestamps, whatever session they are of
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And the events
        | session | type         | timestamp   |
        | Alpha   | message_sent | 1 day ago   |
        | Alpha   | message_sent | 9 days ago  |
        | Beta    | message_sent | 5 days ago  |
        | Beta    | message_sent | 10 days ago |
        | Beta    | run_started  | 11 days ago |
      And the retention policy
        | field            | value |
        | max total events | 3     |
        | batch size       | 1     |
      When retention is applied
      Then Alpha has the events
        | sequence |
        | 1        |
      And Beta has the events
        | sequence |
        | 1        |
        | 3        |

    Example: Those types first that go first
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And the events
        | session | type             | timestamp  |
        | Alpha   | message_sent     | 9 days ago |
        | Beta    | message_streamed | 1 day ago  |
      And the retention policy
        | field            | value |
        | max total events | 1     |
      When retention is applied
      Then Alpha has the events
        | sequence |
        | 1        |
      And the answer has
        | path          | cell |
        | events pruned | 1    |

    Example: An exempt session's events are counted, and others go for them
      Given session Alpha
      And the completed session Beta
      And the events
        | session | type         |
        | Alpha   | message_sent |
        | Alpha   | message_sent |
        | Beta    | message_sent |
      And the retention policy
        | field            | value |
        | max total events | 1     |
      When retention is applied
      Then the answer has
        | path          | cell |
        | events pruned | 1    |

    Example: After each session was brought to its own maximum
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And the events
        | session | type         | timestamp  |
        | Alpha   | message_sent | 1 day ago  |
        | Alpha   | message_sent | 1 day ago  |
        | Alpha   | message_sent | 1 day ago  |
        | Beta    | message_sent | 9 days ago |
      And the retention policy
        | field                  | value |
        | max events per session | 2     |
        | max total events       | 2     |
      When retention is applied
      Then the answer has
        | path          | cell |
        | events pruned | 2    |
      And Alpha has the events
        | sequence |
        | 2        |
        | 3        |
