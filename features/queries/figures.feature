Feature: Figures of sessions, tokens and costs
  Reports add up what runs say they used: for one session, by provider, by model. A run may state
  what it cost; any other is priced by its tokens, and what has no price is counted apart and never
  taken to be free.

  Rule: The figures of a session count its events and runs and add up its tokens

    Example: A session with runs and events
      Given session Alpha
      And the runs
        | run   | session | status    | provider | token usage                                                    |
        | One   | Alpha   | completed | claude   | {"input_tokens": 10, "output_tokens": 5, "total_tokens": 20}   |
        | Two   | Alpha   | failed    | codex    | {"input_tokens": 1.9, "output_tokens": "5", "total_tokens": 7} |
        | Three | Alpha   | completed |          |                                                                |
      And the events
        | event | session | type         | timestamp |
        | One   | Alpha   | message_sent | 09:00:07  |
        | Two   | Alpha   | message_sent | 09:00:03  |
        | Three | Alpha   | message_sent | 09:00:05  |
      When the figures of Alpha are asked for
      Then the answer has
        | path                       | cell                          |
        | event count                | 3                             |
        | run count                  | 3                             |
        | token totals.input tokens  | 11                            |
        | token totals.output tokens | 5                             |
        | token totals.total tokens  | 27                            |
        | providers used             | ["claude", "codex"]           |
        | first event at             | 09:00:03                      |
        | last event at              | 09:00:07                      |
        | status counts              | {"completed": 2, "failed": 1} |

    Example: A session without any, also one that retention hid
      Given session Alpha
      And Alpha was hidden 1 day ago
      When the figures of Alpha are asked for
      Then the answer has
        | path                      | cell |
        | event count               | 0    |
        | run count                 | 0    |
        | token totals.total tokens | 0    |
        | providers used            | []   |
        | first event at            | none |
        | last event at             | none |
        | status counts             | {}   |

    Example: Of a session that is missing
      Given session Alpha
      When the figures of Omega are asked for
      Then it is refused because the session is not found
      And the refusal says
        | detail     | value |
        | session id | Omega |

  Rule: Usage is added up in all and by provider, as the runs report it

    Example: Runs of several providers, one of a session that retention hid
      Given sessions Alpha and Beta
      And the runs
        | run   | session | provider | token usage                                                  |
        | One   | Alpha   | claude   | {"input_tokens": 10, "output_tokens": 5, "total_tokens": 20} |
        | Two   | Beta    | claude   | {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}   |
        | Three | Alpha   | codex    | {"input_tokens": 100}                                        |
        | Four  | Alpha   |          | {"total_tokens": 1000}                                       |
      And Beta was hidden 1 day ago
      When the usage is summed up
      Then the answer has
        | path                | cell                                                                                      |
        | total input tokens  | 111                                                                                       |
        | total output tokens | 7                                                                                         |
        | total tokens        | 1023                                                                                      |
        | run count           | 4                                                                                         |
        | by provider.claude  | {"input_tokens": 11, "output_tokens": 7, "total_tokens": 23, "run_count": 2}              |
        | by provider.codex   | {"input_tokens": 100, "output_tokens": 0, "total_tokens": 0, "run_count": 1}              |
        | by provider.unknown | {"input_tokens": 0, "output_tokens": 0, "total_tokens": 1000, "run_count": 1}             |

    Scenario Outline: By <filter>
      Given these sessions
        | name  | actor | owner |
        | Alpha | clerk | Ann   |
        | Beta  | pilot | Ann   |
      And the runs
        | run   | session | provider | started at | token usage          |
        | One   | Alpha   | claude   | 09:00:01   | {"input_tokens": 1}  |
        | Two   | Alpha   | codex    | 09:00:02   | {"input_tokens": 10} |
        | Three | Beta    | claude   | 09:00:03   | {"input_tokens": 100} |
      When the usage is summed up with
        | filter   | value   |
        | <filter> | <value> |
      Then the answer has
        | path               | cell     |
        | total input tokens | <tokens> |
        | run count          | <runs>   |

      Examples:
        | filter     | value    | tokens | runs |
        | session id | Alpha    | 11     | 2    |
        | session id | Omega    | 0      | 0    |
        | provider   | claude   | 101    | 2    |
        | provider   | nobody   | 0      | 0    |
        | actor name | pilot    | 100    | 1    |
        | owner id   | Ann      | 111    | 3    |
        | since      | 09:00:02 | 110    | 2    |
        | until      | 09:00:02 | 11     | 2    |

    Example: Sums are exact where they are large
      Given session Alpha
      And the runs
        | run   | session | token usage                     |
        | One   | Alpha   | {"total_tokens": 999999999999}  |
        | Two   | Alpha   | {"total_tokens": 1000000000000} |
        | Three | Alpha   | {"total_tokens": 1000000000000} |
      When the usage is summed up
      Then the answer has
        | path         | cell          |
        | total tokens | 2999999999999 |

    Example: Nothing was used
      Given session Alpha
      When the usage is summed up
      Then the answer has
        | path               | cell |
        | total input tokens | 0    |
        | total tokens       | 0    |
        | run count          | 0    |
        | by provider        | {}   |

  Rule: A run costs what it states, else what its tokens are priced at, else nobody knows

    Example: Costs that runs state, costs that are computed, and runs without a price
      Given session Alpha
      And the prices
        """
        {"claude": {"models": {"large": {"input": 0.001, "output": 0.01, "cache_read": 0.0001}}},
         "codex": {"default": {"input": 0.002, "output": 0.02}}}
        """
      And the runs
        | run   | session | provider | provider metadata   | cost usd | token usage                                                         |
        | One   | Alpha   | claude   | {"model": "large"}  | 0.5      | {"input_tokens": 1000, "output_tokens": 1000}                       |
        | Two   | Alpha   | claude   | {"model": "large-2"} |         | {"input_tokens": 1000, "output_tokens": 10, "cache_read_tokens": 1000} |
        | Three | Alpha   | claude   | {"model": "small"}  |          | {"input_tokens": 7}                                                 |
        | Four  | Alpha   | codex    |                     | 0.0      | {"input_tokens": 500}                                               |
        | Five  | Alpha   | codex    |                     |          | {"input_tokens": 500}                                               |
        | Six   | Alpha   |          |                     |          | {"output_tokens": 9}                                                |
        | Seven | Alpha   |          |                     |          | {"output_tokens": 1}                                                |
      When the costs are summed up with
        | filter        | value      |
        | pricing table | the prices |
      Then the answer has
        | path                | cell                                                              |
        | total cost usd      | 2.7                                                               |
        | run count           | 7                                                                 |
        | unmapped runs       | 3                                                                 |
        | by provider.claude  | {"cost_usd": 1.7, "run_count": 3}                                 |
        | by provider.codex   | {"cost_usd": 1.0, "run_count": 2}                                 |
        | by provider.unknown | {"cost_usd": 0.0, "run_count": 2}                                 |
        | by model.large      | {"cost_usd": 0.5, "input_tokens": 1000, "output_tokens": 1000}    |
        | by model.large-2    | {"cost_usd": 1.2, "input_tokens": 1000, "output_tokens": 10}      |
        | by model.small      | {"cost_usd": 0.0, "input_tokens": 7, "output_tokens": 0}          |
        | by model.unknown    | {"cost_usd": 1.0, "input_tokens": 1000, "output_tokens": 10}      |

    Example: By the prices that come with the store
      Given session Alpha
      And the runs
        | run | session | provider | provider metadata               | token usage              |
        | One | Alpha   | claude   | {"model": "claude-sonnet-4-5"}  | {"input_tokens": 1000000} |
        | Two | Alpha   | nobody   | {"model": "claude-sonnet-4-5"}  | {"input_tokens": 1000000} |
      When the costs are summed up
      Then the answer has
        | path                             | cell |
        | total cost usd                   | 3.0  |
        | unmapped runs                    | 1    |
        | by provider.nobody.cost usd      | 0.0  |
        | by model.claude-sonnet-4-5.cost usd | 3.0 |

    Scenario Outline: By <filter>
      Given these sessions
        | name  | actor | owner |
        | Alpha | clerk | Ann   |
        | Beta  | pilot | Bob   |
      And the runs
        | run   | session | provider | started at | cost usd |
        | One   | Alpha   | claude   | 09:00:01   | 1        |
        | Two   | Alpha   | codex    | 09:00:02   | 10       |
        | Three | Beta    | claude   | 09:00:03   | 100      |
      When the costs are summed up with
        | filter   | value   |
        | <filter> | <value> |
      Then the answer has
        | path           | cell   |
        | total cost usd | <cost> |
        | run count      | <runs> |

      Examples:
        | filter     | value    | cost  | runs |
        | session id | Alpha    | 11.0  | 2    |
        | provider   | claude   | 101.0 | 2    |
        | actor name | clerk    | 11.0  | 2    |
        | owner id   | Bob      | 100.0 | 1    |
        | since      | 09:00:03 | 100.0 | 1    |
        | until      | 09:00:01 | 1.0   | 1    |

    Example: Costs as large as can be stated stay a number
      Given session Alpha
      And the runs
        | run | session | provider | cost usd               |
        | One | Alpha   | claude   | 1.7976931348623157e308 |
        | Two | Alpha   | claude   | 1.7976931348623157e308 |
      When the costs are summed up
      Then the answer has
        | path           | cell                   |
        | total cost usd | 1.7976931348623157e308 |
        | run count      | 2                      |

  Rule: Prices that are none are refused

    Example: By prices that are none
      Given session Alpha
      When the costs are summed up with
        | filter        | value                    |
        | pricing table | {"claude": {"input": 1}} |
      Then it is refused because an argument is invalid
      And the refusal mentions "pricing table.claude"
