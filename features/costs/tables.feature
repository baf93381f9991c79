Feature: Tables of prices
  A table of prices says by provider what a token costs: one price for all its models, prices by
  the names of models, or both. One's own table is checked when the store is opened, so that a
  price with a slip in it is found then, and not on an invoice.

  Rule: Prices come with hansard, and say of which day they are

    Example: The built-in table
      Given the prices
        """
        {}
        """
      When a run is priced
        | property      | value             |
        | provider      | claude            |
        | model         | claude-opus-4-6   |
        | input tokens  | 1000              |
        | output tokens | 1000              |
      Then the answer has
        | path      | cell                       |
        | providers | ["claude", "codex", "amp"] |
        | taken on  | 2026-02-01                 |
        | rates     | {"input": 0.000015, "output": 0.000075, "cache_read": 0.0000015, "cache_creation": 0.00001875} |
        | cost      | 0.09                       |

    Scenario Outline: <provider>, <model>
      Given the prices
        """
        {}
        """
      When a run is priced
        | property      | value      |
        | provider      | <provider> |
        | model         | <model>    |
      Then the answer has
        | path         | cell     |
        | rates.input  | <input>  |
        | rates.output | <output> |

      Examples:
        | provider | model                      | input      | output    |
        | claude   | claude-sonnet-4-5-20250929 | 0.000003   | 0.000015  |
        | claude   | claude-haiku-4-5-20251001  | 0.0000008  | 0.000004  |
        | claude   | none                       | 0.000003   | 0.000015  |
        | codex    | o3                         | 0.00001    | 0.00004   |
        | codex    | o3-mini-2025-01-31         | 0.0000011  | 0.0000044 |
        | codex    | gpt-4o-2024-08-06          | 0.0000025  | 0.00001   |
        | codex    | gpt-4o-mini                | 0.00000015 | 0.0000006 |
        | codex    | none                       | 0.000003   | 0.000015  |
        | amp      | anything                   | 0.000003   | 0.000015  |

  Rule: One's own table goes before it, entry by entry

    Scenario Outline: <what>
      Given the prices
        """
        {
          "claude": {"default": {"input": 0.5, "output": 0.5}, "models": {"claude-opus-4-6": {"input": 0.25, "output": 0.25}}},
          "acme": {"input": 0.125, "output": 0.125}
        }
        """
      When a run is priced
        | property | value      |
        | provider | <provider> |
        | model    | <model>    |
      Then the answer has
        | path        | cell   |
        | rates.input | <rate> |

      Examples:
        | what                             | provider | model             | rate     |
        | A model that both know           | claude   | claude-opus-4-6   | 0.25     |
        | A model that only hansard knows  | claude   | claude-sonnet-4-5 | 0.000003 |
        | A default that both have         | claude   | claude-unheard-of | 0.5      |
        | A provider that only oneself has | acme     | large             | 0.125    |
        | A provider that only hansard has | codex    | o3                | 0.00001  |

  Rule: A provider's rates may stand alone, for all its models

    Example: They are its default
      Given the prices
        """
        {"acme": {"input": 0.5, "output": 0.25, "cache_read": 0.125}}
        """
      When a run is priced
        | property | value |
        | provider | acme  |
        | model    | large |
      Then the answer has
        | path  | cell                                              |
        | rates | {"input": 0.5, "output": 0.25, "cache_read": 0.125} |

  Rule: A table that is wrong is refused, and the entry is named

    Scenario Outline: <what>
      Given the prices
        """
        <prices>
        """
      When a run is priced
        | property | value |
        | provider | acme  |
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"

      Examples: rates
        | what                | prices                                                         | words                        |
        | Below nothing       | {"acme": {"input": -1, "output": 0}}                           | prices.acme.input must be    |
        | Not a number        | {"acme": {"input": 0, "output": NaN}}                          | prices.acme.output must be   |
        | Infinite            | {"acme": {"default": {"input": Infinity, "output": 0}}}        | prices.acme.default.input    |
        | A text              | {"acme": {"models": {"large": {"input": "0.1", "output": 0}}}} | prices.acme.models.large.input |
        | A truth             | {"acme": {"input": true, "output": 0}}                         | prices.acme.input must be    |
        | A price of a million tokens that is a fortune for one | {"acme": {"input": 3000000, "output": 0}} | USD per token |
        | Half of the rates   | {"acme": {"default": {"input": 0.1}}}                          | prices.acme.default.output   |
        | A rate of a cache   | {"acme": {"input": 0, "output": 0, "cache_read": -1}}          | prices.acme.cache read       |

      Examples: shapes
        | what                     | prices                                                  | words                    |
        | A list                   | []                                                      | prices must be an object |
        | A number for a provider  | {"acme": 0.1}                                           | prices.acme must be an object |
        | A list of models         | {"acme": {"models": ["large"]}}                         | prices.acme.models must be an object |
        | A name with a slip       | {"acme": {"input": 0, "output": 0, "cached_read": 0}}   | cached read              |
        | An entry with a slip     | {"acme": {"modles": {}}}                                | modles                   |
        | A provider without name  | {"": {"input": 0, "output": 0}}                         | a provider of prices     |
        | A model without name     | {"acme": {"models": {"": {"input": 0, "output": 0}}}}   | a model of prices.acme   |

    Example: More tokens than there can be
      Given the prices
        """
        {"acme": {"input": 0.1, "output": 0.1}}
        """
      When a run is priced
        | property     | value                |
        | provider     | acme                 |
        | input tokens | 10000000000000000000 |
      Then it is refused because an argument is invalid
      And the refusal mentions "input tokens must be at most"
