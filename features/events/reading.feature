Feature: Events are read by session, oldest first
  The events of a session are its history. They are read in the order of their numbers, all of
  them or those of a run, of a type, after a moment, behind or before a number. A number is a place
  to go on from: no event ever gets a smaller one later.

  Rule: Events come in the order of their numbers

    Example: Whatever their times say
      Given session Alpha
      And the events
        | session | event | type            | timestamp |
        | Alpha   | a     | session_created | 08:30:00  |
        | Alpha   | b     | session_started | 08:00:00  |
        | Alpha   | c     | run_started     | 08:15:00  |
      When the store is asked for the events of Alpha
      Then the answers are
        | sequence | event id |
        | 1        | a        |
        | 2        | b        |
        | 3        | c        |

    Example: Also over several pages
      Given session Alpha
      And 500 events were appended to Alpha
      When the store is asked for the events of Alpha with after 100 and limit 3
      Then the answers are
        | sequence |
        | 101      |
        | 102      |
        | 103      |

  Rule: What they are narrowed to holds together

    Background:
      Given sessions Alpha and Beta
      And the events
        | session | type            | run | timestamp |
        | Alpha   | session_created |     | 08:00:00  |
        | Alpha   | run_started     | one | 08:00:01  |
        | Alpha   | message_sent    | one | 08:00:02  |
        | Alpha   | run_completed   | one | 08:00:03  |
        | Alpha   | run_started     | two | 08:00:03  |
        | Alpha   | message_sent    | two | 08:00:05  |
        | Alpha   | message_sent    | two | 08:00:06  |
        | Beta    | message_sent    | two | 08:00:07  |

    Scenario Outline: <what>
      When the store is asked for the events of Alpha with <restrictions>
      Then the sequences of the answer are <found>

      Examples:
        | what                                  | restrictions                      | found         |
        | Of a run                              | run two                           | 5, 6, 7       |
        | Of a run that never was               | run three                         | none          |
        | Of a type                             | type "message_sent"                 | 3, 6, 7       |
        | Of a type that did not happen         | type "policy_violation"             | none          |
        | Behind a number                       | after 4                           | 5, 6, 7       |
        | Behind the last number                | after 7                           | none          |
        | From the beginning                    | after 0                           | 1 to 7        |
        | Before a number                       | before 3                          | 1, 2          |
        | Before all numbers                    | before 1                          | none          |
        | Later than a moment, not at it        | since 08:00:03                    | 6, 7          |
        | Not more than so many                 | limit 2                           | 1, 2          |
        | Between two numbers                   | after 2 and before 5              | 3, 4          |
        | Of a run and a type                   | run two and type "message_sent"     | 6, 7          |
        | Of a type behind a number, so many    | type "message_sent", after 3, limit 1 | 6           |
        | Of a run before a number              | run two and before 6              | 5             |
        | By all there is                       | run two, type "message_sent", since 08:00:03, after 4, before 7 and limit 5 | 6 |

  Rule: A session without events has none

    Scenario Outline: <whose>
      Given sessions Alpha and Beta
      And the events
        | session | type        |
        | Beta    | run_started |
      When the store is asked for the events of <name>
      Then the answer is []
      And the latest sequence of <name> is 0

      Examples:
        | whose               | name  |
        | It is there         | Alpha |
        | It never was there  | Omega |

  Rule: The latest number can be asked for

    Example: It is that of the latest event
      Given session Alpha
      And 3 events were appended to Alpha
      When the store is asked for the number of events of Alpha
      Then the answer is 3

    Example: Who wants to know whether the session is there is told so
      Given session Alpha
      When the store is asked for the number of events of Omega
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Namespaces know nothing of each other's runs and events

    Background:
      Given session Alpha in South
      And session Beta in North
      And the runs
        | run | session        |
        | pay | Alpha in South |
      And the events
        | session        | event | type        |
        | Alpha in South | a     | run_started |

    Scenario Outline: In North there is no <thing>
      When the store is asked for <question>
      Then the answer is <nothing>

      Examples:
        | thing                 | question                          | nothing |
        | event of Alpha        | the events of Alpha in North      | []      |
        | run of Alpha          | the runs of Alpha in North        | []      |
        | active run of Alpha   | the active run of Alpha in North  | none    |
        | number of its latest  | the latest sequence of Alpha in North | 0   |

    Example: Nor can its run be found
      When the store is asked for the run pay in North
      Then it is refused because the run is not found

    Example: Nor does it take what is said of it there
      When this event is appended
        | session        | type       |
        | Alpha in North | run_failed |
      Then it is refused because the session is not found
