Feature: Runs that fail
  Agents fail: the provider refuses, a tool breaks, somebody pulls the plug. The record says so
  before the caller hears of it: what went wrong stands on the run and in an event, in one
  transaction, and the caller then gets exactly what the runner raised.

  Rule: What the runner raised is recorded, and goes on to the caller as it is

    Example: An error with a code and with what the provider said
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                                                                                                                                    |
        | waits  | 5 seconds                                                                                                                               |
        | yields | {"type": "turn_completed"}                                                                                                              |
        | raises | {"message": "Too many requests.", "code": "provider_rate_limited", "provider_error": {"status": 429}, "details": {"retry_after": 30}} |
      Then the answer has
        | path   | cell               |
        | raised | RunnerError        |
        | words  | Too many requests. |
      And the manager's runs of Alpha are
        | status | turn count | output | ended at | error                                                                                                                                     |
        | failed | 1          | none   | 09:00:05 | {"code": "provider_rate_limited", "message": "Too many requests.", "provider_error": {"status": 429}, "details": {"retry_after": 30}} |
      And the manager's events of Alpha are
        | type           | data                                                                                                                                                  |
        | run_started    | {}                                                                                                                                                    |
        | turn_completed | {}                                                                                                                                                    |
        | run_failed     | {"error_code": "provider_rate_limited", "error_message": "Too many requests.", "provider_error": {"status": 429}, "details": {"retry_after": 30}} |

    Scenario Outline: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what    |
        | raises | <error> |
      Then the answer has
        | path   | cell     |
        | raised | <raised> |
      And the manager's runs of Alpha are
        | status   | error.code | error.message |
        | <status> | <code>     | <message>     |
      And the manager's events of Alpha are
        | type        | data.error code | data.error message |
        | run_started | none            | none               |
        | <type>      | <code>          | <message>          |

      Examples:
        | what                               | error                                                | raised       | status  | type        | code             | message              |
        | An error of the program            | ValueError: no such invoice                          | ValueError   | failed  | run_failed  | internal_error   | no such invoice      |
        | An error without a word            | LookupError                                          | LookupError  | failed  | run_failed  | internal_error   | Internal error.      |
        | An error with nothing else         | {"message": "The provider refused."}                 | RunnerError  | failed  | run_failed  | provider_error   | The provider refused. |
        | Time that ran out                  | TimeoutError: no answer within a minute              | TimeoutError | timeout | run_timeout | provider_timeout | no answer within a minute |
        | Time that ran out at the provider  | {"message": "Gave up.", "code": "provider_timeout"} | RunnerError  | timeout | run_timeout | provider_timeout | Gave up.             |

    Example: The long text of an error is shortened
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what             |
        | raises | ValueError: long |
      Then the manager's runs of Alpha are
        | status | error.code     | error.message.count |
        | failed | internal_error | 10003               |

    Example: What the runner used before is kept
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                                                                                                                                                    |
        | yields | {"output": "Half.", "token_usage": {"input_tokens": 1000000}, "provider": "claude", "provider_metadata": {"model": "claude-haiku-4-5"}} |
        | raises | ValueError: no such invoice                                                                                                                             |
      Then the manager's runs of Alpha are
        | status | output | token usage               | cost usd | provider |
        | failed | none   | {"input_tokens": 1000000} | 0.8      | claude   |

  Rule: An error that can hardly be told ends the run all the same

    Scenario Outline: <what>
      When the manager runs Alpha once by a runner that
        | does   | what    |
        | raises | <error> |
      Then the answer has
        | path   | cell     |
        | raised | <raised> |
      And the manager's runs of Alpha are
        | status | error.code | error.message.count |
        | failed | <code>     | <length>            |
      And session Alpha is failed

      Examples:
        | what                              | error                                         | raised      | code           | length |
        | It fails to say what it is        | an error that fails to say what it is         | Speechless  | internal_error | 15     |
        | It is longer than a run can keep  | an error of 20,000,000 characters             | ValueError  | internal_error | 10003  |
        | The runner's own is too long      | a runner's own error of 20,000,000 characters | RunnerError | provider_error | 10003  |

    Example: A result that fails to say what it costs
      When the manager runs Alpha once by a runner that
        | does   | what                                        |
        | yields | a result whose cost fails to say what it is |
      Then it is refused because an argument is invalid
      And the manager's runs of Alpha are
        | status | error.code    |
        | failed | validation_error |
      And session Alpha is failed

    Scenario Outline: Figures that cannot be added up, and its runner <does> then
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                                             |
        | meanwhile | its run gets a figure of 400 digits              |
        | yields    | {"output": "Half.", "token_usage": {"credits": 1.5}} |
        | <does>    | <what>                                           |
      Then the manager's runs of Alpha are
        | status   | token usage      |
        | <status> | {"credits": 1.5} |

      Examples:
        | does    | what                                                 | status    |
        | raises  | ValueError: no                                       | failed    |
        | returns | {"output": "All.", "token_usage": {"credits": 1.5}} | completed |

  Rule: A runner that cannot be called is refused before anything is written

    Scenario Outline: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what   |
        | <does> | <kind> |
      Then it is refused because <refusal>
      And the manager's runs of Alpha are
        | status  |
        | pending |
      And nothing has changed

      Examples:
        | what                                  | does             | kind                       | refusal                              |
        | It is nothing that can be called      | is               | nothing that can be called | an argument is invalid               |
        | It is to continue inside the provider | with continuation | native                    | the record is not enough to continue |
        | It is to continue somehow             | with continuation | true                      | an argument is invalid               |
        | It is to continue in an unknown way   | with continuation | backwards                 | an argument is invalid               |

    # Asynchronous runners are at home on the asynchronous face.
    @use.with_face=sync
    Scenario Outline: It is <kind>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does | what   |
        | is   | <kind> |
      Then it is refused because an argument is invalid
      And the refusal mentions "asynchronous"
      And the manager's runs of Alpha are
        | status  |
        | pending |

      Examples:
        | kind                      |
        | an asynchronous function  |
        | an asynchronous generator |

    # Asynchronous runners are at home on the asynchronous face.
    @use.with_face=sync
    Example: It turns out only when it is called that it has to be awaited
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does | what                                            |
        | is   | a function that gives something to be awaited |
      Then it is refused because an argument is invalid
      And the manager's runs of Alpha are
        | status | error.code       |
        | failed | validation_error |

    Example: A wish about secrets that nobody understands is refused, too
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does           | what   |
        | with redaction | "all"  |
      Then it is refused because an argument is invalid
      And the manager's runs of Alpha are
        | status  |
        | pending |

  Rule: An interrupt goes on once it is recorded

    Example: The run is cancelled, with what it did until then
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                       |
        | yields | {"type": "turn_completed"} |
        | is     | interrupted                |
        | yields | {"type": "turn_completed"} |
      Then the answer has
        | path   | cell      |
        | raised | interrupt |
      And the manager's runs of Alpha are
        | status    | turn count | error.code |
        | cancelled | 1          | cancelled  |
      And the manager's events of Alpha are
        | type           |
        | run_started    |
        | turn_completed |
        | run_cancelled  |

    Example: It goes on also where it cannot be recorded
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does  | what        |
        | loses | its store   |
        | is    | interrupted |
      Then the answer has
        | path   | cell      |
        | raised | interrupt |
      And the manager's runs of Alpha are
        | status  |
        | running |

  Rule: Where the end cannot be written, the caller hears of that

    Example: The store goes away before the run fails
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                   |
        | loses  | its store              |
        | raises | ValueError: no such invoice |
      Then it is refused because the store is unavailable
      And the manager's runs of Alpha are
        | status  |
        | running |

    Example: The store goes away before the run completes
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                       |
        | loses   | its store                  |
        | yields  | {"type": "turn_completed"} |
        | waits   | 6 seconds                  |
        | yields  | {"type": "turn_completed"} |
        | returns | {"content": "Done."}       |
      Then it is refused because the store is unavailable
      And the manager's runs of Alpha are
        | status  |
        | running |

  # A store in memory has no answers that could be lost on their way.
  @not.with_backend=memory
  Rule: An answer of the database that is lost does nothing twice

    Example: A run that completes
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value               |
        | input    | {"prompt": "Hello"} |
      When the manager executes run "r1" by a runner that
        | does    | what                                                                      |
        | loses   | every first answer                                                        |
        | yields  | {"type": "turn_completed"}                                                |
        | returns | {"output": {"content": "Done."}, "token_usage": {"input_tokens": 5}} |
      Then the manager's runs of Alpha are
        | status    | output               | turn count | token usage         |
        | completed | {"content": "Done."} | 1          | {"input_tokens": 5} |
      And the manager's events of Alpha are
        | sequence | type                |
        | 1        | run_started         |
        | 2        | message_sent        |
        | 3        | turn_completed      |
        | 4        | token_usage_updated |
        | 5        | run_completed       |

    Example: A session that is made for a run that fails
      When the manager runs Alpha once by a runner that
        | does   | what                        |
        | loses  | every first answer          |
        | yields | {"type": "turn_completed"}  |
        | raises | ValueError: no such invoice |
      Then the answer has
        | path   | cell       |
        | raised | ValueError |
      And the manager's runs of Alpha are
        | status | turn count |
        | failed | 1          |
      And the manager's events of Alpha are
        | sequence | type            |
        | 1        | session_created |
        | 2        | session_started |
        | 3        | run_started     |
        | 4        | turn_completed  |
        | 5        | run_failed      |
        | 6        | session_failed  |

    Example: A run that is found silent meanwhile
      When the manager runs Alpha once by a runner that
        | does      | what                      |
        | loses     | every first answer        |
        | waits     | 4 seconds                 |
        | meanwhile | silent runs are recovered |
        | returns   | {"content": "Done."}      |
      Then it is refused because the run has no such step
      And the manager's events of Alpha are
        | sequence | type            |
        | 1        | session_created |
        | 2        | session_started |
        | 3        | run_started     |
        | 4        | run_failed      |
        | 5        | session_failed  |
