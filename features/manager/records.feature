Feature: Sessions and runs as records
  Sessions and runs are also plain records, which programs make, change, and exchange as JSON
  before or without storing them. A record that could not be stored is refused where it is made.

  Rule: A session is made pending, with an id and the present time

    Example: With nothing but the agent's name
      When a session record is made with
        | argument   | value |
        | actor name | clerk |
      Then the answer has
        | path              | cell     |
        | actor name        | clerk    |
        | status            | pending  |
        | metadata          | {}       |
        | context           | {}       |
        | tags              | []       |
        | parent session id | none     |
        | deleted at        | none     |
        | created at        | 09:00:00 |
        | updated at        | 09:00:00 |
        | session id.count  | 26       |
      And nothing has changed

    Example: With all that describes it
      When a session record is made with
        | argument          | value                |
        | actor name        | clerk                |
        | session id        | s1                   |
        | metadata          | {"priority": "high"} |
        | context           | {"language": "en"}   |
        | tags              | ["late", "early"]    |
        | parent session id | s0                   |
      Then the answer has
        | path              | cell                 |
        | session id        | s1                   |
        | metadata          | {"priority": "high"} |
        | context           | {"language": "en"}   |
        | tags              | ["early", "late"]    |
        | parent session id | s0                   |
      And nothing has changed

    Scenario Outline: Not <what>
      Given session Beta
      When a session record is made with
        | argument   | value   |
        | actor name | <actor> |
        | status     | <status> |
      Then it is refused because <refusal>
      And nothing has changed

      Examples:
        | what                          | actor | status   | refusal                |
        | without an agent              | none  | active   | an argument is invalid |
        | with an agent without a name  | ""    | active   | an argument is invalid |
        | with a status that is none    | clerk | sleeping | the status is unknown  |

    Scenario Outline: It may be <status>
      When a session record is made with
        | argument   | value    |
        | actor name | clerk    |
        | status     | <status> |
      Then the answer has
        | path   | cell     |
        | status | <status> |
      And nothing has changed

      Examples:
        | status    |
        | pending   |
        | active    |
        | paused    |
        | completed |
        | failed    |
        | cancelled |

  Rule: A session is written as an object and read from one

    Example: Written, with its times in words
      When a session record is written that has
        | key      | value                |
        | metadata | {"priority": "high"} |
        | tags     | ["late"]             |
      Then the answer has
        | path       | cell                      |
        | session id | s1                        |
        | actor name | clerk                     |
        | status     | active                    |
        | metadata   | {"priority": "high"}      |
        | tags       | ["late"]                  |
        | created at | 2026-01-01T09:00:00+00:00 |
        | deleted at | none                      |
      And nothing has changed

    Example: Read
      When a session record is read from
        | key      | value                |
        | metadata | {"priority": "high"} |
      Then the answer has
        | path       | cell                 |
        | session id | s1                   |
        | status     | active               |
        | metadata   | {"priority": "high"} |
        | created at | 09:00:00             |
        | updated at | 09:00:05             |
      And nothing has changed

    Scenario Outline: Not read: <what>
      Given session Beta
      When a session record is read from
        | key   | value   |
        | <key> | <value> |
      Then it is refused because <refusal>
      And nothing has changed

      Examples:
        | what               | key        | value     | refusal                |
        | it has no id       | session_id | none      | a key is missing       |
        | it has no agent    | actor_name | none      | a key is missing       |
        | its status is none | status     | sleeping  | the status is unknown  |
        | its time is none   | created_at | yesterday | an argument is invalid |

  Rule: A run is made pending, with an id and the present time

    Example: With nothing but its session
      When a run record is made with
        | argument   | value |
        | session id | s1    |
      Then the answer has
        | path              | cell     |
        | session id        | s1       |
        | status            | pending  |
        | input             | none     |
        | output            | none     |
        | error             | none     |
        | metadata          | {}       |
        | turn count        | 0        |
        | token usage       | {}       |
        | cost usd          | none     |
        | provider          | none     |
        | provider metadata | {}       |
        | started at        | 09:00:00 |
        | ended at          | none     |
        | run id.count      | 30       |
      And nothing has changed

    Example: With all that describes a run
      When a run record is made with
        | argument   | value                |
        | session id | s1                   |
        | run id     | r1                   |
        | input      | {"prompt": "Hello"}  |
        | metadata   | {"priority": "high"} |
        | provider   | claude               |
      Then the answer has
        | path     | cell                 |
        | run id   | r1                   |
        | input    | {"prompt": "Hello"}  |
        | metadata | {"priority": "high"} |
        | provider | claude               |
      And nothing has changed

    Scenario Outline: Not <what>
      Given session Beta
      When a run record is made with
        | argument   | value   |
        | session id | <id>    |
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | what                     | id   |
        | without a session        | none |
        | with an empty session id | ""   |

  Rule: A run keeps account of itself

    Scenario Outline: It becomes <status>
      When a running run record is asked to
        | does          | what     |
        | update status | <status> |
      Then the answer has
        | path     | cell     |
        | status   | <status> |
        | ended at | <ended>  |
      And nothing has changed

      Examples:
        | status    | ended    |
        | pending   | none     |
        | running   | none     |
        | completed | 09:00:00 |
        | failed    | 09:00:00 |
        | cancelled | 09:00:00 |
        | timeout   | 09:00:00 |

    Example: It does not become what no run is
      Given session Beta
      When a running run record is asked to
        | does          | what     |
        | update status | sleeping |
      Then it is refused because the status is unknown
      And nothing has changed

    Scenario Outline: <what>
      When a running run record is asked to
        | does   | what    |
        | <does> | <value> |
      Then the answer has
        | path     | cell     |
        | status   | <status> |
        | ended at | 09:00:00 |
        | <path>   | <value>  |
      And nothing has changed

      Examples:
        | what                             | does       | value                  | status    | path   |
        | Its output completes it          | set output | {"content": "Done."}   | completed | output |
        | Its error fails it               | set error  | {"code": "timeout"}    | failed    | error  |

    Example: It counts its turns, and adds up what it uses
      When a running run record is asked to
        | does               | what                                    |
        | increment turn     |                                         |
        | increment turn     |                                         |
        | update token usage | {"input_tokens": 10, "mode": "warm-up"} |
        | update token usage | {"input_tokens": 5, "output_tokens": 2, "mode": "full"} |
      Then the answer has
        | path        | cell                                                    |
        | turn count  | 2                                                       |
        | token usage | {"input_tokens": 15, "mode": "full", "output_tokens": 2} |
        | status      | running                                                 |
      And nothing has changed

  Rule: A run is written as an object and read from one

    Example: A run is written with its times in words
      When a run record is written that has
        | key   | value               |
        | input | {"prompt": "Hello"} |
      Then the answer has
        | path       | cell                      |
        | run id     | r1                        |
        | status     | running                   |
        | input      | {"prompt": "Hello"}       |
        | cost usd   | none                      |
        | started at | 2026-01-01T09:00:00+00:00 |
        | ended at   | none                      |
      And nothing has changed

    Scenario Outline: Read, with a cost <cost>
      When a run record is read from
        | key      | value  |
        | cost_usd | <cost> |
      Then the answer has
        | path       | cell     |
        | run id     | r1       |
        | status     | running  |
        | started at | 09:00:00 |
        | cost usd   | <read>   |
      And nothing has changed

      Examples:
        | cost  | read |
        | 0.25  | 0.25 |
        | 1     | 1.0  |
        | none  | none |
        | "low" | none |

    Scenario Outline: Not read: <what>
      Given session Beta
      When a run record is read from
        | key   | value   |
        | <key> | <value> |
      Then it is refused because <refusal>
      And nothing has changed

      Examples:
        | what               | key        | value    | refusal               |
        | it has no id       | run_id     | none     | a key is missing      |
        | it has no session  | session_id | none     | a key is missing      |
        | its status is none | status     | sleeping | the status is unknown |
