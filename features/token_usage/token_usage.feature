Feature: Token usage of a session
  What a session used is added up where it is stored. Agents that report at the same time lose
  nothing, and a report that makes no sense changes nothing.

  Rule: Reports are added

    Example: Each report is answered with the new totals
      Given session Alpha
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      When session Alpha uses 50 input tokens, 5 output tokens and 0.5 USD
      Then the totals are 150 input tokens, 25 output tokens and 0.75 USD

    Example: A report is a change of the session
      Given session Alpha with 2 messages
      And 5 seconds pass
      When session Alpha uses 1 input tokens, 0 output tokens and 0 USD
      Then session Alpha has
        | property      | value    |
        | updated       | 09:00:05 |
        | input tokens  | 1        |
        | next sequence | 2        |

    Example: Large totals are exact
      Given session Alpha
      And session Alpha has used 9007199254740993 input tokens, 4000000000 output tokens and 1 USD
      When session Alpha uses 2 input tokens, 1 output tokens and 0 USD
      Then the totals are 9007199254740995 input tokens, 4000000001 output tokens and 1 USD

    Example: Reports at the same time are all added
      Given session Alpha
      When 8 agents report 5 times each that Alpha used 3 input tokens, 2 output tokens and 0.5 USD
      Then session Alpha has
        | property      | value |
        | input tokens  | 120   |
        | output tokens | 80    |
        | cost          | 20    |

  Rule: Other changes leave the usage alone

    Scenario Outline: A session is <event>
      Given session Alpha
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      When session Alpha is <event>
      Then session Alpha has
        | property      | value |
        | input tokens  | 100   |
        | output tokens | 20    |
        | cost          | 0.25  |

      Examples:
        | event     |
        | paused    |
        | completed |

  Rule: A report that makes no sense is refused

    Scenario Outline: A total that leaves the range of <figure>
      Given session Alpha
      And session Alpha has used 9223372036854775807 input tokens, 9223372036854775807 output tokens and 1.7e308 USD
      When session Alpha uses <input> input tokens, <output> output tokens and <cost> USD
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | figure        | input | output | cost    |
        | input tokens  | 1     | 0      | 0       |
        | output tokens | 0     | 1      | 0       |
        | the cost      | 0     | 0      | 1.7e308 |

    Scenario Outline: <input>, <output>, <cost>
      Given session Alpha
      When session Alpha uses <input> input tokens, <output> output tokens and <cost> USD
      Then it is refused because an argument is invalid
      And the refusal mentions "<argument>"
      And nothing has changed

      Examples:
        | input               | output | cost      | argument      |
        | -1                  | 0      | 0         | input tokens  |
        | 0                   | -1     | 0         | output tokens |
        | 0                   | 0      | -0.01     | cost          |
        | 1.5                 | 0      | 0         | input tokens  |
        | 0                   | true   | 0         | output tokens |
        | "7"                 | 0      | 0         | input tokens  |
        | 9223372036854775808 | 0      | 0         | input tokens  |
        | 0                   | 0      | NaN       | cost          |
        | 0                   | 0      | Infinity  | cost          |
        | 0                   | 0      | "0.5"     | cost          |
