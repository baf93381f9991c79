Feature: What tokens cost
  The tokens of a run are priced by its provider and its model. Prices are USD per token. They come
  with hansard, with the day on which they were taken, and a table of one's own goes before them.
  What has no price has no cost: it is never taken to be free.

  Rule: The price of the model itself counts, then that of the longest beginning, then the default

    Scenario Outline: <what>
      Given the prices
        """
        {"acme": {
          "default": {"input": 0.000001, "output": 0.000002},
          "models": {
            "large": {"input": 0.00001, "output": 0.00002},
            "large-2": {"input": 0.0001, "output": 0.0002},
            "large-2-mini": {"input": 0.001, "output": 0.002}
          }
        }}
        """
      When a run is priced
        | property     | value   |
        | provider     | acme    |
        | model        | <model> |
        | input tokens | 1000    |
      Then the answer has
        | path        | cell   |
        | rates.input | <rate> |
        | cost        | <cost> |

      Examples:
        | what                                    | model               | rate     | cost  |
        | The model itself                        | large-2             | 0.0001   | 0.1   |
        | A model with a date behind its name     | large-2-20260201    | 0.0001   | 0.1   |
        | A model of which two beginnings are there | large-2-mini-2026 | 0.001    | 1.0   |
        | A model that only the shortest begins   | large-3             | 0.00001  | 0.01  |
        | A model that nobody knows               | tiny                | 0.000001 | 0.001 |
        | No model                                | none                | 0.000001 | 0.001 |

  Rule: What has no price has no cost

    Scenario Outline: <what>
      Given the prices
        """
        {"acme": {"models": {"large": {"input": 0.00001, "output": 0.00002}}}}
        """
      When a run is priced
        | property     | value      |
        | provider     | <provider> |
        | model        | <model>    |
        | input tokens | 1000       |
      Then the answer has
        | path  | cell |
        | rates | none |
        | cost  | none |

      Examples:
        | what                                   | provider | model |
        | A provider that nobody knows           | nobody   | large |
        | No provider                            | none     | large |
        | A model of a provider without defaults | acme     | tiny  |
        | No model of a provider without defaults | acme    | none  |

  Rule: Tokens of each kind have their own rate, those of a cache that of the input by default

    Scenario Outline: <what>
      Given the prices
        """
        {"acme": {
          "default": {"input": 0.000003, "output": 0.000015},
          "models": {"large": {"input": 0.000003, "output": 0.000015, "cache_read": 0.0000003, "cache_creation": 0.00000375}}
        }}
        """
      When a run is priced
        | property              | value      |
        | provider              | acme       |
        | model                 | <model>    |
        | input tokens          | <input>    |
        | output tokens         | <output>   |
        | cache read tokens     | <read>     |
        | cache creation tokens | <creation> |
      Then the answer has
        | path | cell   |
        | cost | <cost> |

      Examples: each kind
        | what                           | model | input | output | read | creation | cost    |
        | All kinds, each with its rate  | large | 1000  | 500    | 2000 | 100      | 0.011475 |
        | A cache without rates          | tiny  | 1000  | 500    | 2000 | 100      | 0.0168  |
        | No tokens                      | large | 0     | 0      | 0    | 0        | 0.0     |

      Examples: figures that are missing or are none
        | what                           | model | input | output | read | creation | cost    |
        | Only tokens that were written  | large |       | 500    |      |          | 0.0075  |
        | None at all                    | large |       |        |      |          | 0.0     |
        | Less than nothing              | large | -1000 | 500    |      |          | 0.0075  |
        | A text                         | large | many  | 500    |      |          | 0.0075  |
        | True                           | large | true  | 500    |      |          | 0.0075  |
        | A fraction of a token          | large | 1000.9 | 500.9 |      |          | 0.0105  |
        | Not a number, and infinity     | large | NaN   | Infinity |    |          | 0.0     |

  Rule: Costs are exact to the last digit that their rates have

    Example: Prices whose sum a binary fraction would miss
      Given the prices
        """
        {"acme": {"input": 0.1, "output": 0.2}}
        """
      When a run is priced
        | property      | value |
        | provider      | acme  |
        | input tokens  | 1     |
        | output tokens | 1     |
      Then the answer has
        | path | cell |
        | cost | 0.3  |

  Rule: What the provider reports goes before what is computed

    Scenario Outline: <what>
      Given the prices
        """
        {"acme": {"input": 0.000003, "output": 0.000015}}
        """
      When a run is priced
        | property            | value      |
        | provider            | <provider> |
        | input tokens        | 1000       |
        | reported cost       | <reported> |
        | reported usage cost | <usage>    |
      Then the answer has
        | path | cell   |
        | cost | <cost> |

      Examples:
        | what                          | provider | reported | usage | cost  |
        | Reported with the run         | acme     | 0.5      |       | 0.5   |
        | Reported with its tokens      | acme     |          | 0.25  | 0.25  |
        | Both                          | acme     | 0.5      | 0.25  | 0.5   |
        | Of a provider without prices  | nobody   | 0.5      |       | 0.5   |
        | Reported as nothing           | acme     | 0        |       | 0.003 |
        | Reported as less than nothing | acme     | -1       |       | 0.003 |
        | Reported as a text            | acme     | free     |       | 0.003 |
        | Reported as infinite          | acme     | Infinity |       | 0.003 |
