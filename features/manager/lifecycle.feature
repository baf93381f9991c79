Feature: Sessions whose lifecycle is recorded
  The manager leads a session from its start to its end, and each of its steps leaves an event. The
  change and its event are one transaction: a status without the event that says so does not exist,
  nor an event without its change. Who reads the events knows the whole life of the session.

  Rule: A session is started pending, and that is its first event

    Example: With nothing but the agent's name
      When the manager starts session Alpha
      Then the answer has
        | path        | cell    |
        | status      | pending |
        | actor name  | clerk   |
        | event count | 1       |
        | metadata    | {}      |
      And the answer is session Alpha as it stands
      And the manager's events of Alpha are
        | sequence | type            | run id | data                     | timestamp |
        | 1        | session_created | none   | {"actor_name": "clerk"} | 09:00:00  |

    Example: With all that describes it
      When the manager starts session Alpha with
        | argument          | value                |
        | actor name        | clerk                |
        | owner id          | Ann                  |
        | name              | Invoice 1042         |
        | metadata          | {"priority": "high"} |
        | context           | {"language": "en"}   |
        | tags              | ["late"]             |
        | parent session id | s0                   |
      Then the answer has
        | path              | cell                 |
        | owner id          | Ann                  |
        | name              | Invoice 1042         |
        | metadata          | {"priority": "high"} |
        | context           | {"language": "en"}   |
        | tags              | ["late"]             |
        | parent session id | s0                   |
      And the answer is session Alpha as it stands

    Example: Many at the same time
      Given no sessions
      When the manager starts 8 sessions at the same time
      Then all of them succeed

    Scenario Outline: Not with <what>
      Given session Beta
      When the manager starts session Alpha with
        | argument   | value   |
        | <argument> | <value> |
      Then it is refused because <refusal>
      And nothing has changed

      Examples:
        | what                    | argument   | value        | refusal                |
        | an agent without a name | actor name | none         | an argument is invalid |
        | an agent's empty name   | actor name | ""           | an argument is invalid |
        | metadata that is a list | metadata   | [1]          | the content is invalid |
        | context that is a text  | context    | "English"    | the content is invalid |

  Rule: Every step is an event

    Scenario Outline: From <before> to <after>, as the manager <does> it
      Given the <before> session Alpha
      And 5 seconds pass
      When the manager <does> session Alpha
      Then the answer is session Alpha as it stands
      And session Alpha has
        | property | value    |
        | status   | <after>  |
        | updated  | 09:00:05 |
      And the manager's events of Alpha are
        | sequence | type   | timestamp |
        | 1        | <type> | 09:00:05  |

      Examples:
        | before  | does      | after     | type              |
        | pending | activates | active    | session_started   |
        | pending | fails     | failed    | session_failed    |
        | pending | cancels   | cancelled | session_cancelled |
        | active  | pauses    | paused    | session_paused    |
        | active  | completes | completed | session_completed |
        | active  | fails     | failed    | session_failed    |
        | active  | cancels   | cancelled | session_cancelled |
        | paused  | resumes   | active    | session_resumed   |
        | paused  | activates | active    | session_resumed   |
        | paused  | completes | completed | session_completed |
        | paused  | fails     | failed    | session_failed    |
        | paused  | cancels   | cancelled | session_cancelled |

    Example: The whole life of a session, in order
      Given the manager started session Alpha
      And the manager activated session Alpha
      And the manager paused session Alpha
      And the manager resumed session Alpha
      When the manager completes session Alpha
      Then the manager's events of Alpha are
        | sequence | type              |
        | 1        | session_created   |
        | 2        | session_started   |
        | 3        | session_paused    |
        | 4        | session_resumed   |
        | 5        | session_completed |

  Rule: To become what it is already is no event

    Scenario Outline: It is <status>, and the manager <does> it
      Given the <status> session Alpha
      When the manager <does> session Alpha
      Then the answer has
        | path        | cell     |
        | status      | <status> |
        | event count | 0        |
      And nothing has changed

      Examples:
        | status    | does      |
        | active    | activates |
        | active    | resumes   |
        | paused    | pauses    |
        | completed | completes |
        | failed    | fails     |
        | cancelled | cancels   |

  Rule: What the lifecycle does not know is refused, and is no event

    Scenario Outline: It is <status>, and the manager <does> it
      Given the <status> session Alpha
      When the manager <does> session Alpha
      Then it is refused because the lifecycle has no such step
      And nothing has changed

      Examples:
        | status    | does      |
        | pending   | pauses    |
        | pending   | completes |
        | completed | activates |
        | completed | fails     |
        | failed    | completes |
        | cancelled | resumes   |

    Scenario Outline: There is none, and the manager <does> it
      Given session Alpha
      When the manager <does> session Omega
      Then it is refused because the session is not found
      And nothing has changed

      Examples:
        | does      |
        | activates |
        | pauses    |
        | resumes   |
        | completes |
        | fails     |
        | cancels   |

    Example: Nor is one of another namespace
      Given session Alpha in South
      When the manager pauses session Alpha
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Why a session failed or was cancelled is kept, and told by the event

    Example: A reason for people
      Given session Alpha
      When the manager fails session Alpha because "the provider is down"
      Then session Alpha has
        | property | value                |
        | reason   | the provider is down |
      And the manager's events of Alpha are
        | type           | data.error code | data.error message   |
        | session_failed | unknown_error   | the provider is down |

    Example: An error with all that the provider said
      Given session Alpha
      When the manager fails session Alpha with
        | key            | value                    |
        | code           | provider_rate_limited    |
        | message        | Too many requests.       |
        | provider_error | {"status": 429}          |
        | details        | {"retry_after": 30}      |
      Then the manager's events of Alpha are
        | type           | data                                                                                                                                             |
        | session_failed | {"error_code": "provider_rate_limited", "error_message": "Too many requests.", "provider_error": {"status": 429}, "details": {"retry_after": 30}} |

    Example: An error of an unknown code is refused
      Given session Alpha
      When the manager fails session Alpha with
        | key     | value  |
        | code    | weird  |
        | message | Hm.    |
      Then it is refused because an argument is invalid
      And nothing has changed

    Example: A cancellation
      Given session Alpha
      When the manager cancels session Alpha because "no longer needed"
      Then session Alpha has
        | property | value            |
        | reason   | no longer needed |
      And the manager's events of Alpha are
        | type              | data                           |
        | session_cancelled | {"reason": "no longer needed"} |

  Rule: The provider and the correlation of a session stand in every event of it

    Example: They are kept in its metadata, beside the caller's own
      When the manager starts session Alpha with
        | argument       | value                |
        | provider       | claude               |
        | correlation id | order-7              |
        | metadata       | {"priority": "high"} |
      Then session Alpha has
        | property | value                                                                      |
        | metadata | {"priority": "high", "provider": "claude", "correlation_id": "order-7"} |
      And the manager's events of Alpha are
        | type            | provider | correlation id | data                                             |
        | session_created | claude   | order-7        | {"actor_name": "clerk", "provider": "claude"} |

    Example: Also after a while
      Given the manager started session Alpha with
        | argument       | value   |
        | provider       | claude  |
        | correlation id | order-7 |
      And the manager activated session Alpha
      When the manager cancels session Alpha
      Then the manager's events of Alpha are
        | type              | provider | correlation id |
        | session_created   | claude   | order-7        |
        | session_started   | claude   | order-7        |
        | session_cancelled | claude   | order-7        |
