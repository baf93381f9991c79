Feature: What a run ends with
  A runner gives what it found, what it used and who served it. The manager writes all of that with
  the end of the run in one transaction, the event that says so included, and computes the cost
  from the prices where the provider does not tell it.

  Rule: The run keeps what its runner gave

    Example: All of it
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                                                                                                              |
        | waits   | 2 seconds                                                                                                                                                                                         |
        | yields  | {"type": "turn_completed"}                                                                                                                                                                        |
        | returns | {"output": {"content": "Done."}, "token_usage": {"input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100}, "provider": "claude", "provider_metadata": {"model": "claude-haiku-4-5", "stop_reason": "end_turn"}, "provider_session_id": "p1"} |
      Then the answer has
        | path        | cell                                                                      |
        | output      | {"content": "Done."}                                                     |
        | token usage | {"input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100}       |
        | session id  | Alpha                                                                     |
        | run id      | r1                                                                        |
        | cost usd    | 0.0012                                                                    |
      And the manager's runs of Alpha are
        | status    | output               | token usage                                                        | provider | provider metadata                                                                               | cost usd | turn count | ended at |
        | completed | {"content": "Done."} | {"input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100} | claude   | {"model": "claude-haiku-4-5", "stop_reason": "end_turn", "provider_session_id": "p1"} | 0.0012   | 1          | 09:00:02 |
      And the manager's events of Alpha are
        | type                | data                                                               |
        | run_started         | {}                                                                 |
        | turn_completed      | {}                                                                 |
        | token_usage_updated | {"input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100} |
        | run_completed       | {"stop_reason": "end_turn"}                                        |

    Example: The answer has the events of the run, as they are stored
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value               |
        | input    | {"prompt": "Hello"} |
      When the manager executes run "r1" by a runner that
        | does    | what                                                  |
        | yields  | {"type": "turn_completed"}                            |
        | returns | {"output": {}, "token_usage": {"input_tokens": 5}} |
      Then the answer has
        | path              | cell                |
        | events.count      | 5                   |
        | events.0.type     | run_started         |
        | events.1.type     | message_sent        |
        | events.2.type     | turn_completed      |
        | events.3.type     | token_usage_updated |
        | events.4.type     | run_completed       |
        | events.4.sequence | 5                   |

    Example: What the runner has said already is not said again
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                           |
        | yields  | {"type": "token_usage_updated", "data": {"input_tokens": 5, "output_tokens": 1}}               |
        | yields  | {"type": "run_completed", "data": {"stop_reason": "end_turn"}}                                 |
        | returns | {"output": {"content": "Done."}, "token_usage": {"input_tokens": 5, "output_tokens": 1}} |
      Then the manager's events of Alpha are
        | type                | data                                      |
        | run_started         | {}                                        |
        | token_usage_updated | {"input_tokens": 5, "output_tokens": 1} |
        | run_completed       | {"stop_reason": "end_turn"}               |

  Rule: Runners say what they found in the way that suits them

    Scenario Outline: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what    |
        | returns | <given> |
      Then the answer has
        | path   | cell     |
        | output | <output> |
      And the manager's runs of Alpha are
        | status    | output   |
        | completed | <output> |

      Examples:
        | what                           | given                                      | output                                     |
        | An object                      | {"answer": 42}                             | {"answer": 42}                             |
        | A text                         | "Done."                                    | {"content": "Done."}                       |
        | A list                         | [1, 2]                                     | {"content": [1, 2]}                        |
        | Nothing                        | none                                       | {}                                         |
        | An output by its key           | {"output": "Done."}                        | {"content": "Done."}                       |
        | An output beside unknown keys  | {"output": "Done.", "mood": "good"}        | {"output": "Done.", "mood": "good"}        |

    Example: A generator may also yield its result
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                                                      |
        | yields | {"output": "Draft."}                                      |
        | yields | {"output": "Done.", "token_usage": {"input_tokens": 5}} |
        | yields | {"type": "turn_completed", "output": "Not this."}       |
      Then the answer has
        | path                 | cell                 |
        | output               | {"content": "Done."} |
        | token usage          | {"input_tokens": 5}  |
        | persistence failures | 0                    |

    Scenario Outline: A result that a run cannot keep fails it: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what    |
        | returns | <given> |
      Then it is refused because <refusal>
      And the manager's runs of Alpha are
        | status | output | error.code |
        | failed | none   | <code>     |
      And session Alpha is active

      Examples:
        | what                            | given                                                   | refusal                | code             |
        | output that no JSON can say     | {"cost": NaN}                                           | the content is invalid | invalid_format   |
        | figures that are no object      | {"output": "Done.", "token_usage": 5}                   | the content is invalid | invalid_format   |
        | more tokens than anybody has    | {"output": "Done.", "token_usage": {"input_tokens": 1e15}} | an argument is invalid | validation_error |
        | a negative cost                 | {"output": "Done.", "cost_usd": -1}                     | an argument is invalid | validation_error |

  Rule: The cost is the provider's where it tells one, else computed

    Scenario Outline: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                                                       |
        | returns | {"output": "Done.", "token_usage": {"input_tokens": 1000000}, "provider": "<provider>", "provider_metadata": <metadata>, "cost_usd": <cost>} |
      Then the answer has
        | path     | cell   |
        | cost usd | <paid> |
      And the manager's runs of Alpha are
        | cost usd |
        | <paid>   |

      Examples:
        | what                          | provider | metadata                                                  | cost | paid |
        | The runner tells it           | claude   | {"model": "claude-haiku-4-5"}                             | 0.5  | 0.5  |
        | The provider tells it         | claude   | {"model": "claude-haiku-4-5", "total_cost_usd": 0.25}     | null | 0.25 |
        | It is computed for the model  | claude   | {"model": "claude-haiku-4-5-20261001"}                    | null | 0.8  |
        | Nothing is no price           | claude   | {"model": "claude-haiku-4-5"}                             | 0    | 0.8  |
        | Nobody knows it               | nobody   | {"model": "unheard-of"}                                   | null | none |

  Rule: What a run has already is added to

    Example: Its usage and what the provider said before
      Given session Alpha
      And the runs
        | run | session | provider | token usage                             | provider metadata | turn count |
        | r1  | Alpha   | claude   | {"input_tokens": 10, "mode": "warm-up"} | {"region": "eu"}  | 1          |
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                                   |
        | yields  | {"type": "turn_completed"}                                                                                             |
        | returns | {"output": {}, "token_usage": {"input_tokens": 5, "mode": "full"}, "provider_metadata": {"model": "claude-haiku-4-5"}} |
      Then the manager's runs of Alpha are
        | token usage                          | provider metadata                                 | turn count | provider |
        | {"input_tokens": 15, "mode": "full"} | {"region": "eu", "model": "claude-haiku-4-5"} | 2          | claude   |

    Example: Each run of a session reports its own
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager started run "r2" of Alpha
      And the manager executed run "r1" by a runner that
        | does    | what                                                   |
        | returns | {"output": {}, "token_usage": {"input_tokens": 5}} |
      When the manager executes run "r2" by a runner that
        | does    | what                                                   |
        | returns | {"output": {}, "token_usage": {"input_tokens": 7}} |
      Then the manager's runs of Alpha are
        | run id | token usage         |
        | r1     | {"input_tokens": 5} |
        | r2     | {"input_tokens": 7} |
