Feature: Sessions, stored as they are given
  Programs that keep the lifecycle of their agents themselves need a place that stores what they
  say and gives it back. The store port adds a session or writes over it, enforces no lifecycle
  and records nothing besides. It works on the same sessions as everything else, and shows also
  those that retention hid.

  Rule: A session comes back as it was given

    Example: With all that describes it
      When session Alpha is saved with
        | property          | value                       |
        | actor name        | billing                     |
        | owner id          | ann                         |
        | name              | Invoice 1042                |
        | status            | failed                      |
        | status reason     | no money                    |
        | automation level  | supervised                  |
        | linked plan ids   | ["p-2", "p-1"]              |
        | tags              | ["late", "billing", "late"] |
        | metadata          | {"z": 1, "a": [null, 0.5]}  |
        | context           | {"system": "Be brief."}     |
        | parent session id | omega                       |
        | created at        | 08:00:00                    |
        | updated at        | 08:30:00                    |
      Then the session Alpha has
        | path              | cell                       |
        | session id        | Alpha                      |
        | actor name        | billing                    |
        | owner id          | ann                        |
        | name              | Invoice 1042               |
        | status            | failed                     |
        | status reason     | no money                   |
        | automation level  | supervised                 |
        | linked plan ids   | ["p-2", "p-1"]             |
        | tags              | ["billing", "late"]        |
        | metadata          | {"z": 1, "a": [null, 0.5]} |
        | context           | {"system": "Be brief."}    |
        | parent session id | omega                      |
        | created at        | 08:00:00                   |
        | updated at        | 08:30:00                   |
        | deleted at        | none                       |
        | namespace         | local                      |
      And session Alpha is one of 1 session

    Example: Keys that nobody knows are texts like all others
      When session Alpha is saved with
        | property | value                                    |
        | metadata | {"never seen": {"42": {"true": "none"}}} |
      Then the session Alpha has
        | path     | cell                                     |
        | metadata | {"never seen": {"42": {"true": "none"}}} |
      And session Alpha is one of 1 session

    Example: A new one is pending, with nothing said about it
      When session Alpha is saved again
      Then the session Alpha has
        | path       | cell     |
        | actor name | agent    |
        | status     | pending  |
        | metadata   | {}       |
        | context    | {}       |
        | tags       | []       |
        | created at | 09:00:00 |
        | updated at | 09:00:00 |
      And Alpha holds no messages

    Example: One that is not there is refused by its id
      Given session Alpha was saved with
        | property | value   |
        | status   | pending |
      When the store is asked for the session Omega
      Then it is refused because the session is not found
      And the refusal mentions "Omega"
      And nothing has changed

  Rule: A session that is saved again is written over

    Example: What describes it is as the last one said
      Given session Alpha was saved with
        | property   | value        |
        | metadata   | {"step": 1}  |
        | tags       | ["a", "b"]   |
        | created at | 08:00:00     |
      When session Alpha is saved with
        | property   | value        |
        | status     | completed    |
        | metadata   | {"step": 2}  |
        | tags       | ["b", "c"]   |
        | created at | 08:05:00     |
        | updated at | 08:06:00     |
      Then the stored sessions are
        | session id | status    | metadata    | tags       | created at | updated at |
        | Alpha      | completed | {"step": 2} | ["b", "c"] | 08:05:00   | 08:06:00   |

    Example: The same once more changes nothing
      Given session Alpha was saved with
        | property | value       |
        | metadata | {"step": 1} |
        | tags     | ["a", "b"]  |
      And 5 seconds pass
      When session Alpha is saved again
      Then nothing has changed
      And session Alpha is one of 1 session

    Example: Its messages, events and usage stay
      Given session Alpha with 2 messages
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      And session Alpha has used 10 input tokens, 20 output tokens and 0.5 USD
      When session Alpha is saved with
        | property      | value   |
        | metadata      | {"a":1} |
        | message count | 40      |
        | event count   | 40      |
      Then the session Alpha has
        | path                     | cell    |
        | metadata                 | {"a":1} |
        | message count            | 2       |
        | next sequence            | 2       |
        | event count              | 2       |
        | token usage.input tokens | 10      |

    Example: The lifecycle is its program's own affair
      Given session Alpha was saved with
        | property | value     |
        | status   | completed |
      When session Alpha is saved with
        | property | value   |
        | status   | pending |
      Then the session Alpha has
        | path   | cell    |
        | status | pending |

  Rule: Sessions are listed by creation and then by id

    Background:
      Given session Gamma was saved with
        | property   | value    |
        | created at | 08:00:00 |
        | status     | active   |
      And session Beta was saved with
        | property   | value    |
        | created at | 08:00:00 |
        | actor name | billing  |
        | owner id   | ann      |
      And session Alpha was saved with
        | property   | value    |
        | created at | 08:30:00 |
        | actor name | billing  |
        | status     | active   |

    Example: All of them
      When the store is asked for the stored sessions
      Then the answers are
        | session id |
        | Beta       |
        | Gamma      |
        | Alpha      |

    Scenario Outline: Only some of them, <restrictions>
      When the store is asked for the stored sessions with <restrictions>
      Then the answers are
        | session id |
        | <found>    |

      Examples:
        | restrictions                     | found |
        | owner ann                        | Beta  |
        | status active and actor billing  | Alpha |
        | limit 1                          | Beta  |
        | limit 1 and offset 1             | Gamma |
        | status active, limit 1, offset 1 | Alpha |

    Example: None of them
      When the store is asked for the stored sessions with status failed
      Then the answer is []

  Rule: A session that retention hid is shown here

    Example: By its id and in lists
      Given session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      And session Beta was saved with
        | property | value  |
        | status   | active |
      When the store is asked for the stored sessions
      Then the answers are
        | session id | deleted at |
        | Alpha      | 08:59:00   |
        | Beta       | none       |
      And session Beta is one of 1 session
      And the session Alpha has
        | path       | cell     |
        | deleted at | 08:59:00 |

    Example: An old copy brings it back
      Given session Alpha with 2 messages
      And session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When session Alpha is saved with
        | property   | value |
        | deleted at | none  |
      Then Alpha holds 2 messages

  Rule: Deleting takes everything that belongs to a session

    Example: Its messages, runs and artifacts
      Given session Alpha with 2 messages
      And the runs
        | run | session | status  |
        | pay | Alpha   | running |
      And the artifacts
        | key     | session |
        | invoice | Alpha   |
      When session Alpha is deleted from the store
      Then the runs of Alpha are []
      And the artifacts of Alpha are []

    Example: Its events, and what was left to count them by
      Given session Alpha
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      When session Alpha is deleted from the store
      Then the events of Alpha are []
      And the latest sequence of Alpha is 0
      And no message of Alpha can be found

  Rule: A session that was deleted is forgotten

    Example: A new one of the same id begins at 1
      Given session Alpha with 2 messages
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | session_started |
      And session Alpha was deleted from the store
      And session Alpha was saved with
        | property | value  |
        | status   | active |
      When this event is appended
        | session | type            |
        | Alpha   | session_created |
      Then the answer has
        | path     | cell |
        | sequence | 1    |

    Example: Deleting it again is as good
      Given session Alpha with 2 messages
      And session Beta with 2 messages
      And session Alpha was deleted from the store
      When session Alpha is deleted from the store
      Then nothing has changed
      And session Beta is one of 1 session

    Example: One that retention hid goes too
      Given session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When session Alpha is deleted from the store
      Then the stored sessions are []
