Feature: One session for one run
  Most programs want one thing: let an agent do something, and have it on record. One call makes
  the session, starts and executes the run, and ends the session as the run ends. It takes any
  store that hansard opens, in memory or in a database.

  Rule: The session begins, lives and ends with its run

    Example: The run completes
      When the manager runs Alpha once by a runner that
        | does          | what                                                                                          |
        | with input    | {"messages": [{"role": "user", "content": "Summarize this document."}]}                    |
        | with provider | claude                                                                                        |
        | yields        | {"type": "message_received", "data": {"role": "assistant", "content": "It is short."}} |
        | returns       | {"output": "It is short.", "token_usage": {"input_tokens": 5, "output_tokens": 3}}           |
      Then the answer has
        | path         | cell                                     |
        | output       | {"content": "It is short."}             |
        | token usage  | {"input_tokens": 5, "output_tokens": 3} |
        | session id   | Alpha                                    |
        | run id       | run of Alpha                             |
        | events.count | 5                                        |
      And the manager's events of Alpha are
        | sequence | type                | run id       | provider |
        | 1        | session_created     | none         | claude   |
        | 2        | session_started     | none         | claude   |
        | 3        | run_started         | run of Alpha | claude   |
        | 4        | message_sent        | run of Alpha | claude   |
        | 5        | message_received    | run of Alpha | claude   |
        | 6        | token_usage_updated | run of Alpha | claude   |
        | 7        | run_completed       | run of Alpha | claude   |
        | 8        | session_completed   | none         | claude   |
      And session Alpha has
        | property | value                  |
        | actor    | claude                 |
        | status   | completed              |
        | metadata | {"provider": "claude"} |
      And the manager's runs of Alpha are
        | run id       | status    |
        | run of Alpha | completed |

    Example: The run fails
      When the manager runs Alpha once by a runner that
        | does   | what                                                                        |
        | raises | {"message": "The provider refused.", "provider_error": {"status": 500}} |
      Then the answer has
        | path   | cell                  |
        | raised | RunnerError           |
        | words  | The provider refused. |
      And session Alpha has
        | property | value                 |
        | status   | failed                |
        | reason   | The provider refused. |
      And the manager's events of Alpha are
        | type            | data.error code | data.provider error |
        | session_created | none            | none                |
        | session_started | none            | none                |
        | run_started     | none            | none                |
        | run_failed      | provider_error  | {"status": 500}     |
        | session_failed  | provider_error  | {"status": 500}     |

    Example: Time runs out
      When the manager runs Alpha once by a runner that
        | does   | what                                    |
        | raises | TimeoutError: no answer within a minute |
      Then session Alpha has
        | property | value                     |
        | status   | failed                    |
        | reason   | no answer within a minute |
      And the manager's runs of Alpha are
        | status  | error.code       |
        | timeout | provider_timeout |
      And the manager's events of Alpha are
        | type            | data.error code  |
        | session_created | none             |
        | session_started | none             |
        | run_started     | none             |
        | run_timeout     | provider_timeout |
        | session_failed  | provider_timeout |

    Example: The caller is interrupted
      When the manager runs Alpha once by a runner that
        | does | what        |
        | is   | interrupted |
      Then session Alpha is cancelled
      And the manager's runs of Alpha are
        | status    | error.code |
        | cancelled | cancelled  |
      And the manager's events of Alpha are
        | type              |
        | session_created   |
        | session_started   |
        | run_started       |
        | run_cancelled     |
        | session_cancelled |

  Rule: Whatever describes a session can be said

    Example: All of it
      When the manager runs Alpha once by a runner that
        | does                | what                 |
        | with actor name     | clerk                |
        | with owner id       | Ann                  |
        | with name           | Invoice 1042         |
        | with metadata       | {"priority": "high"} |
        | with context        | {"language": "en"}   |
        | with tags           | ["late"]             |
        | with correlation id | order-7              |
        | is watched          |                      |
        | yields              | {"type": "turn_completed"} |
      Then session Alpha has
        | property | value                                            |
        | actor    | clerk                                            |
        | owner    | Ann                                              |
        | name     | Invoice 1042                                     |
        | tags     | late                                             |
        | metadata | {"priority": "high", "correlation_id": "order-7"} |
      And the runner was given
        | path                      | cell               |
        | session.context           | {"language": "en"} |
        | session.status            | active             |
        | run.status                | running            |
        | heard.count               | 1                  |
        | heard.0.correlation id    | order-7            |

    Scenario Outline: Without a name the agent is called after <whom>
      When the manager runs Alpha once by a runner that
        | does   | what   |
        | <does> | <what> |
      Then session Alpha has
        | property | value   |
        | actor    | <actor> |
      And session Alpha is completed

      Examples:
        | whom              | does          | what                | actor     |
        | its provider      | with provider | claude              | claude    |
        | its runner's name | is            | an object with a name | concierge |
        | its function      | is            | a function          | play      |

    Example: Ids are made where none are given
      When the manager runs Alpha once by a runner that
        | does            | what       |
        | with session id | none       |
        | returns         | {"a": 1}   |
      Then the answer has
        | path                | cell     |
        | output              | {"a": 1} |
        | events.0.type       | run_started |
        | events.0.sequence   | 3        |
      And the runner was given
        | path                     | cell |
        | run.run id.count         | 30   |
        | session.session id.count | 26   |

  Rule: What cannot begin leaves nothing behind

    Scenario Outline: <what>
      Given session Beta
      When the manager runs Alpha once by a runner that
        | does   | what   |
        | <does> | <value> |
      Then it is refused because <refusal>
      And nothing has changed

      Examples:
        | what                          | does              | value                      | refusal                              |
        | An input that is no object    | with input        | [1]                        | the content is invalid               |
        | An agent's empty name         | with actor name   | ""                         | an argument is invalid               |
        | A runner that is none         | is                | nothing that can be called | an argument is invalid               |
        | To continue in the provider   | with continuation | native                     | the record is not enough to continue |

    Example: The id of the session is taken
      Given session Beta
      And the manager ran Alpha once by a runner that
        | does    | what     |
        | returns | {"a": 1} |
      When the manager runs Alpha once by a runner that
        | does    | what     |
        | returns | {"a": 2} |
      Then it is refused because the id is taken
      And nothing has changed

  Rule: Sessions made at the same time know nothing of each other

    Example: One after the other
      Given the manager ran Alpha once by a runner that
        | does    | what               |
        | yields  | {"type": "turn_completed"} |
        | returns | {"content": "One"} |
      When the manager runs Beta once by a runner that
        | does    | what               |
        | returns | {"content": "Two"} |
      Then the manager's runs of Alpha are
        | run id       | output             | turn count |
        | run of Alpha | {"content": "One"} | 1          |
      And the manager's runs of Beta are
        | run id      | output             | turn count |
        | run of Beta | {"content": "Two"} | 0          |
