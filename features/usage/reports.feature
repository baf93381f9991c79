Feature: What was used, and what it cost
  Runs say how many tokens they used, and perhaps what that cost. A report adds it up by provider,
  by model, by actor or by day. A run without a cost is priced by its tokens; one that nobody can
  price is counted apart, so that it is never taken to have been free. What was added to sessions
  is another account of the same work: it stands beside the report, and is never part of it.

  Rule: Runs are added up by what they have in common

    Scenario Outline: By <grouping>
      Given session Alpha with
        | property | value |
        | actor    | pilot |
      And session Beta
      And the runs
        | run    | session | started at | provider | provider metadata    | token usage                                                     | cost usd |
        | first  | Alpha   | 1 days ago | acme     | {"model": "large"}   | {"input_tokens": 1, "output_tokens": 2, "total_tokens": 40}     | 0.5      |
        | second | Alpha   | 09:00:00   | acme     |                      | {"input_tokens": 10, "output_tokens": 20, "total_tokens": 30}   | 0.25     |
        | third  | Beta    | 09:00:00   |          | {"model": "large"}   | {"input_tokens": 100, "output_tokens": 200, "total_tokens": 45} | 0.125    |
      When usage is reported by <grouping>
      Then the rows of the report are
        | group    | run count | input tokens | output tokens | total tokens | cost usd   |
        | <first>  |           |              |               | <tokens>     | <cost>     |
        | <second> |           |              |               | <others>     | <further>  |
        | total    | 3         | 111          | 222           | 115          | 0.875      |

      Examples:
        | grouping | first      | tokens | cost  | second     | others | further |
        | provider | acme       | 70     | 0.75  | unknown    | 45     | 0.125   |
        | model    | large      | 85     | 0.625 | unknown    | 30     | 0.25    |
        | actor    | pilot      | 70     | 0.75  | unknown    | 45     | 0.125   |
        | day      | 2025-12-31 | 40     | 0.5   | 2026-01-01 | 75     | 0.375   |

    Example: A group has the runs of several providers, each with its own prices
      Given session Alpha
      And the runs
        | run    | session | provider | provider metadata            | token usage                                     |
        | first  | Alpha   | claude   | {"model": "o3"}              | {"input_tokens": 1000, "output_tokens": 1000}   |
        | second | Alpha   | codex    | {"model": "o3"}              | {"input_tokens": 1000, "output_tokens": 1000}   |
      When usage is reported by model
      Then the rows of the report are
        | group | run count | input tokens | total tokens | cost usd | unmapped runs |
        | o3    | 2         | 2000         | 0            | 0.068    | 0             |
        | total | 2         | 2000         | 0            | 0.068    | 0             |

    Example: The largest comes first, then the first by name
      Given session Alpha
      And the runs
        | run    | session | provider | token usage          |
        | first  | Alpha   | acme     | {"total_tokens": 5}  |
        | second | Alpha   | beacon   | {"total_tokens": 70} |
        | third  | Alpha   | able     | {"total_tokens": 5}  |
      When usage is reported by provider
      Then the rows of the report are
        | group  | total tokens |
        | beacon | 70           |
        | able   | 5            |
        | acme   | 5            |
        | total  | 80           |

    Example: A day is a day in UTC, and days are in their order
      Given session Alpha
      And the runs
        | run    | session | started at | token usage         |
        | first  | Alpha   | 00:00:00   | {"total_tokens": 1} |
        | second | Alpha   | 23:59:59   | {"total_tokens": 2} |
        | third  | Alpha   | 9 days ago | {"total_tokens": 1} |
        | fourth | Alpha   | 99999 days ago | {"total_tokens": 9} |
      When usage is reported by day
      Then the rows of the report are
        | group      | run count | total tokens |
        | 1752-03-19 | 1         | 9            |
        | 2025-12-23 | 1         | 1            |
        | 2026-01-01 | 2         | 3            |
        | total      | 4         | 13           |

  Rule: A run costs what it states, or what its tokens cost, or nobody knows what

    Example: All three in one group
      Given session Alpha
      And the runs
        | run    | session | provider | provider metadata            | token usage                                  | cost usd |
        | first  | Alpha   | claude   | {"model": "claude-opus-4-6"} | {"input_tokens": 1000, "output_tokens": 100} | 0.5      |
        | second | Alpha   | claude   | {"model": "claude-opus-4-6"} | {"input_tokens": 1000, "output_tokens": 100} |          |
        | third  | Alpha   | acme     | {"model": "claude-opus-4-6"} | {"input_tokens": 1000, "output_tokens": 100} |          |
      When usage is reported by model
      Then the rows of the report are
        | group           | run count | input tokens | cost usd | unmapped runs |
        | claude-opus-4-6 | 3         | 3000         | 0.5225   | 1             |
        | total           | 3         | 3000         | 0.5225   | 1             |

    Example: Where nobody knows of any, there is no cost, not even nothing
      Given session Alpha
      And the runs
        | run    | session | provider | token usage                             |
        | first  | Alpha   | acme     | {"input_tokens": 7, "total_tokens": 7}  |
        | second | Alpha   | claude   | {"input_tokens": 0, "total_tokens": 0}  |
      When usage is reported by provider
      Then the rows of the report are
        | group  | run count | total tokens | cost usd | unmapped runs |
        | acme   | 1         | 7            | none     | 1             |
        | claude | 1         | 0            | 0.0      | 0             |
        | total  | 2         | 7            | 0.0      | 1             |

    Example: Costs as large as can be stated stay a number
      Given session Alpha
      And the runs
        | run    | session | provider | cost usd               |
        | first  | Alpha   | acme     | 1.7976931348623157e308 |
        | second | Alpha   | acme     | 1.7976931348623157e308 |
      When usage is reported by provider
      Then the rows of the report are
        | group | run count | cost usd               |
        | acme  | 2         | 1.7976931348623157e308 |
        | total | 2         | 1.7976931348623157e308 |

  Rule: What was added to sessions is a total of its own

    Example: Neither is in the other
      Given sessions Alpha and Beta
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      And the runs
        | run   | session | provider | token usage                                                   | cost usd |
        | first | Beta    | acme     | {"input_tokens": 10, "output_tokens": 20, "total_tokens": 30} | 0.5      |
      When usage is reported by provider
      Then the answer has
        | path                  | cell |
        | total.run count       | 1    |
        | total.input tokens    | 10   |
        | total.cost usd        | 0.5  |
        | added.session count   | 2    |
        | added.input tokens    | 100  |
        | added.output tokens   | 20   |
        | added.estimated cost  | 0.25 |

    Example: It names no provider, so that there is none where one is asked for
      Given session Alpha
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      When usage is reported by model
        | filter   | value |
        | provider | acme  |
      Then the answer has
        | path            | cell |
        | total.run count | 0    |
        | total.cost usd  | none |
        | added           | none |

    Example: Totals that are larger than any number that is stored
      Given sessions Alpha and Beta
      And session Alpha has used 9223372036854775807 input tokens, 9223372036854775807 output tokens and 1.7e308 USD
      And session Beta has used 9223372036854775807 input tokens, 1 output tokens and 1.7e308 USD
      When usage is reported by provider
      Then the answer has
        | path                  | cell                    |
        | added.input tokens    | 18446744073709551614    |
        | added.output tokens   | 9223372036854775808     |
        | added.estimated cost  | 1.7976931348623157e308  |

  Rule: A report is about what was asked for, on both sides

    Scenario Outline: Only <filter> <value>
      Given these sessions
        | name  | actor | owner |
        | Alpha | pilot | Ann   |
        | Beta  | none  | none  |
      And session Alpha has used 1 input tokens, 0 output tokens and 0 USD
      And session Beta has used 2 input tokens, 0 output tokens and 0 USD
      And the runs
        | run    | session | started at | provider | token usage         |
        | first  | Alpha   | 09:00:00   | acme     | {"input_tokens": 1} |
        | second | Beta    | 09:00:01   | beacon   | {"input_tokens": 2} |
      When usage is reported by day
        | filter   | value   |
        | <filter> | <value> |
      Then the answer has
        | path               | cell   |
        | total.input tokens | <used> |
        | added.input tokens | <added> |

      Examples: of sessions
        | filter  | value | used | added |
        | actor   | pilot | 1    | 1     |
        | owner   | Ann   | 1    | 1     |
        | session | Beta  | 2    | 2     |
        | session | Omega | 0    | 0     |
        | actor   | Omega | 0    | 0     |

      Examples: of a time, in which runs started and sessions were created
        | filter | value    | used | added |
        | since  | 09:00:01 | 2    | 2     |
        | since  | 09:00:02 | 0    | 0     |
        | until  | 09:00:00 | 1    | 1     |
        | until  | 09:00:01 | 3    | 3     |

    Example: Several of them at once, by the actor of the session
      Given session Alpha with
        | property | value |
        | actor    | pilot |
        | owner    | Ann   |
      And session Beta with
        | property | value |
        | owner    | Ann   |
      And the runs
        | run    | session | started at | provider | token usage         |
        | first  | Alpha   | 1 days ago | acme     | {"total_tokens": 1} |
        | second | Beta    | 09:00:00   | acme     | {"total_tokens": 2} |
        | third  | Alpha   | 09:00:00   | acme     | {"total_tokens": 4} |
        | fourth | Alpha   | 09:00:00   | beacon   | {"total_tokens": 8} |
      When usage is reported by actor
        | filter   | value    |
        | owner    | Ann      |
        | provider | acme     |
        | since    | 09:00:00 |
      Then the rows of the report are
        | group   | run count | total tokens |
        | pilot   | 1         | 4            |
        | unknown | 1         | 2            |
        | total   | 2         | 6            |

    Example: Sessions that retention hid are there, too
      Given the completed session Alpha
      And the runs
        | run   | session | token usage         |
        | first | Alpha   | {"total_tokens": 5} |
      And Alpha was hidden 1 day ago
      When usage is reported by actor
      Then the answer has
        | path                | cell |
        | total.total tokens  | 5    |
        | added.session count | 1    |

    Example: Another namespace is not
      Given session Alpha in South
      And session Beta
      And the runs
        | run   | session        | token usage         |
        | first | Alpha in South | {"total_tokens": 5} |
        | other | Beta           | {"total_tokens": 7} |
      When usage is reported by actor
        | filter    | value |
        | namespace | South |
      Then the answer has
        | path                | cell |
        | total.run count     | 1    |
        | total.total tokens  | 5    |
        | added.session count | 1    |

  Rule: A report that cannot be made is refused

    Scenario Outline: <what>
      Given session Alpha
      When usage is reported by <grouping>
        | filter   | value   |
        | <filter> | <value> |
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"

      Examples:
        | what                    | grouping | filter  | value      | words                                         |
        | A grouping of nobody    | planet   | owner   | Ann        | by must be one of provider, model, actor, day |
        | A time without its zone | day      | since   | 2026-01-01 | since must be a time with a time zone         |
        | An owner without a name | day      | owner   |            | owner                                         |
