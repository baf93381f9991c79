Feature: A retention policy is applied
  One call does all that a policy says: it hides what is too old, deletes what was hidden for too
  long, prunes events, and removes artifacts whose session is gone. What fails is reported with
  the session that it concerns, and everything else is done. It can be tried out before.

  Rule: The report says what was done

    Example: Of everything a little
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And the events
        | session | type             |
        | Beta    | message_sent     |
        | Beta    | message_streamed |
        | Beta    | message_received |
      And 91 days pass
      And Alpha was hidden 31 days ago
      When retention with at most 1 event a session is applied
      Then the answer has
        | path                       | cell  |
        | sessions soft deleted      | 1     |
        | sessions hard deleted      | 1     |
        | events pruned              | 2     |
        | artifacts cleaned          | 0     |
        | orphaned sequences cleaned | 0     |
        | duration ms                | 0     |
        | dry run                    | false |
        | errors                     | []    |

    Example: Where nothing is to be done
      Given session Alpha with 3 messages
      When retention is applied
      Then the answer has
        | path                  | cell |
        | sessions soft deleted | 0    |
        | sessions hard deleted | 0    |
        | events pruned         | 0    |
        | artifacts cleaned     | 0    |
        | errors                | []   |
      And nothing has changed

  Rule: An artifact goes when its session is gone

    Example: Others stay, also those of no session
      Given session Alpha
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
        | draft  | Omega   | Pay     |
        | logo   |         | Blue    |
      When artifacts without their session are removed
      Then the answer is 1
      And the artifact "draft" is not found
      And every artifact is intact

    Example: Its bytes go unless another one has them
      Given session Alpha
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
        | draft  | Omega   | Paid    |
      When retention is applied
      Then the answer has
        | path              | cell |
        | artifacts cleaned | 1    |
      And the artifact "report" holds "Paid"

    Example: Artifacts of a session that is deleted go with it
      Given session Alpha
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
      And Alpha was hidden 31 days ago
      When retention is applied
      Then the answer has
        | path                  | cell |
        | sessions hard deleted | 1    |
        | artifacts cleaned     | 0    |
      And the artifact "report" is not found

  Rule: A session goes with its artifacts, or both stay

    Example: Somebody brings it back too late
      Given session Alpha
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
      And Alpha was hidden 31 days ago
      And somebody restores Alpha before the bytes of its artifacts are removed
      When retention is applied
      Then Alpha is gone for good

  # A store in memory has no answers that could be lost.
  @not.with_backend=memory
  Rule: Where an answer is lost, the report says what is known

    Example: What was hidden is counted once
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And 91 days pass
      And the answer to every first attempt is lost
      When retention is applied
      Then the answer has
        | path                  | cell |
        | sessions soft deleted | 2    |
        | errors                | []   |
      And Alpha and Beta are hidden

    Example: What may have been pruned is told, and not counted
      Given the completed session Alpha
      And the events
        | session | type         |
        | Alpha   | message_sent |
        | Alpha   | message_sent |
        | Alpha   | message_sent |
      And the answer to every first attempt is lost
      When retention with at most 1 event a session is applied
      Then the answer has
        | path          | cell |
        | events pruned | 0    |
        | errors.count  | 1    |
      And session Alpha has
        | property | value     |
        | status   | completed |

    Example: So is what may have been deleted
      Given session Alpha
      And Alpha was hidden 31 days ago
      And the answer to every first attempt is lost
      When retention is applied
      Then the answer has
        | path                  | cell |
        | sessions hard deleted | 0    |
        | errors.count          | 1    |
      And Alpha is gone for good

    Example: So are artifacts that may have been removed
      Given session Alpha
      And the artifacts
        | key   | session | content |
        | draft | Omega   | Pay     |
      And the answer to every first attempt is lost
      When retention is applied
      Then the answer has
        | path              | cell |
        | artifacts cleaned | 0    |
        | errors.count      | 1    |
      And the artifact "draft" is not found

  # Only on SQLite somebody who reads keeps what was deleted from being overwritten.
  @use.with_backend=sqlite
  Rule: What may have been deleted is overwritten, too

    Example: It is tried, and what stands in its way is said
      Given session Alpha
      And Alpha was hidden 31 days ago
      And the answer to every first attempt is lost
      And somebody is reading the file
      When retention is applied
      Then the answer has
        | path         | cell |
        | errors.count | 1    |
        | notes.count  | 1    |

  Rule: What is hidden now is not deleted now

    Example: However short the time is
      Given the completed session Alpha
      And 1000 days pass
      And the retention policy
        | field                          | value |
        | max completed session age days | 1     |
        | hard delete after days         | 1     |
      When retention is applied
      Then Alpha is hidden

    Example: The next time it is
      Given the completed session Alpha
      And 1000 days pass
      And retention was applied
      And 31 days pass
      When retention is applied
      Then Alpha is gone for good

  Rule: It can be tried out

    Example: What would go is counted, and nothing changes
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And 91 days pass
      When retention is planned
      Then the answer has
        | path                  | cell |
        | sessions soft deleted | 2    |
        | dry run               | true |
      And nothing has changed

    Example: What is planned is what is done
      Given these sessions
        | name  | status    | tags   |
        | Alpha | completed | none   |
        | Beta  | failed    | none   |
        | Gamma | completed | pinned |
        | Delta | cancelled | none   |
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_streamed |
        | Alpha   | run_started      |
        | Beta    | message_sent     |
        | Beta    | message_sent     |
        | Beta    | message_sent     |
        | Gamma   | message_sent     |
        | Gamma   | message_sent     |
        | Gamma   | message_sent     |
        | Delta   | message_sent     |
        | Delta   | message_sent     |
      And Alpha and Gamma were hidden 31 days ago
      And the retention policy
        | field                  | value |
        | max events per session | 2     |
        | max total events       | 1     |
        | batch size             | 2     |
      When retention is planned and applied
      Then the answers are
        | dry run | sessions soft deleted | sessions hard deleted | events pruned | errors |
        | true    | 0                     | 1                     | 5             | []     |
        | false   | 0                     | 1                     | 5             | []     |

    Example: Pruning is counted once, whichever bound asks for it
      Given these sessions
        | name  | status    |
        | Alpha | completed |
        | Beta  | completed |
      And the events
        | session | type         |
        | Alpha   | message_sent |
        | Alpha   | message_sent |
        | Alpha   | message_sent |
        | Beta    | run_started  |
        | Beta    | message_sent |
      And the retention policy
        | field                  | value |
        | max events per session | 2     |
        | max total events       | 2     |
      When retention is planned
      Then the answer has
        | path          | cell |
        | events pruned | 3    |
      And nothing has changed

  Rule: Something else than a policy is refused

    Example: Its fields alone
      Given the completed session Alpha
      And 91 days pass
      When retention is applied without a policy
      Then it is refused because an argument is invalid
      And nothing has changed

  # A store in memory has no transactions of a caller's own.
  @not.with_backend=memory
  Rule: Maintenance makes its own transactions

    Scenario Outline: <work> inside a caller's
      Given session Alpha with 3 messages
      When <work> in a transaction that the caller commits
      Then it is refused because a setting is wrong
      And nothing has changed

      Examples:
        | work                        |
        | a retention policy is used  |
        | everything of Ann is erased |
