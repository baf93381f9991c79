Feature: Searching runs
  Runs are looked for over all sessions: those that failed, those of a provider, those that used the
  most tokens. Tokens are compared as the runs report them; a run that reports none has used none.

  Rule: Without a filter every run is found, the latest first

    Scenario Outline: In the order "<order by>"
      Given session Alpha
      And the runs
        | run   | session | started at | token usage             |
        | One   | Alpha   | 09:00:01   | {"total_tokens": 50}    |
        | Two   | Alpha   | 09:00:03   | {"total_tokens": "many"} |
        | Three | Alpha   | 09:00:02   | {"total_tokens": 700}   |
      When the runs are searched with
        | filter   | value      |
        | order by | <order by> |
      Then the runs found are <runs>

      Examples:
        | order by         | runs               |
        |                  | Two, Three and One |
        | started_at_desc  | Two, Three and One |
        | started_at_asc   | One, Three and Two |
        | token_usage_desc | Three, One and Two |
        | alphabetical     | Two, Three and One |

    Example: Runs of the same moment and of the same size are told apart by their ids
      Given session Alpha
      And the runs
        | run   | session |
        | Two   | Alpha   |
        | One   | Alpha   |
        | Three | Alpha   |
      When the runs are searched with
        | filter   | value            |
        | order by | token_usage_desc |
      Then the runs found are Two, Three and One

    Example: A run comes back with all that describes it
      Given session Alpha
      And the runs
        | run | session | status | input         | error               | token usage                           | cost usd | provider | provider metadata  |
        | One | Alpha   | failed | {"n": [1, 2]} | {"code": "timeout"} | {"input_tokens": 7, "total_tokens": 9} | 0.5      | claude   | {"model": "large"} |
      When the runs are searched
      Then the answer has
        | path                     | cell                                   |
        | runs.0.run id            | One                                    |
        | runs.0.session id        | Alpha                                  |
        | runs.0.status            | failed                                 |
        | runs.0.input             | {"n": [1, 2]}                          |
        | runs.0.error             | {"code": "timeout"}                    |
        | runs.0.token usage       | {"input_tokens": 7, "total_tokens": 9} |
        | runs.0.cost usd          | 0.5                                    |
        | runs.0.provider metadata | {"model": "large"}                     |

  Rule: Each filter narrows the search

    Scenario Outline: By <filter>
      Given sessions Alpha and Beta
      And the runs
        | run   | session | status    | provider | started at | token usage            |
        | One   | Alpha   | completed | claude   | 09:00:01   | {"total_tokens": 50}   |
        | Two   | Alpha   | failed    | codex    | 09:00:02   | {"total_tokens": 700}  |
        | Three | Beta    | timeout   | claude   | 09:00:03   |                        |
      When the runs are searched with
        | filter   | value   |
        | <filter> | <value> |
      Then the runs found are <runs>

      Examples:
        | filter         | value                 | runs               |
        | session id     | Alpha                 | Two and One        |
        | session id     | Omega                 | none               |
        | provider       | claude                | Three and One      |
        | provider       | nobody                | none               |
        | status         | failed                | Two                |
        | status         | ["failed", "timeout"] | Three and Two      |
        | status         | []                    | none               |
        | started after  | 09:00:02              | Three and Two      |
        | started before | 09:00:02              | Two and One        |
        | min tokens     | 0                     | Three, Two and One |
        | min tokens     | 50                    | Two and One        |
        | min tokens     | 51                    | Two                |
        | min tokens     | 1000                  | none               |
        | min tokens     | 99999999999999999999  | none               |

    Scenario Outline: Filters narrow each other down, in the order "<order by>"
      Given sessions Alpha and Beta
      And the runs
        | run   | session | status | provider | started at | token usage           |
        | One   | Alpha   | failed | claude   | 09:00:01   | {"total_tokens": 90}  |
        | Two   | Alpha   | failed | claude   | 09:00:02   | {"total_tokens": 80}  |
        | Three | Alpha   | failed | claude   | 09:00:03   | {"total_tokens": 10}  |
        | Four  | Alpha   | failed | codex    | 09:00:04   | {"total_tokens": 99}  |
        | Five  | Beta    | failed | claude   | 09:00:05   | {"total_tokens": 99}  |
      When the runs are searched with
        | filter        | value      |
        | session id    | Alpha      |
        | provider      | claude     |
        | status        | failed     |
        | started after | 09:00:01   |
        | min tokens    | 50         |
        | order by      | <order by> |
      Then the runs found are <runs>

      Examples:
        | order by         | runs        |
        | started_at_desc  | Two and One |
        | token_usage_desc | One and Two |

  Rule: What cannot be searched for is refused

    Scenario Outline: A bad <filter>
      Given session Alpha
      When the runs are searched with
        | filter   | value   |
        | <filter> | <value> |
      Then it is refused because <reason>
      And the refusal mentions "<words>"

      Examples:
        | filter     | value  | reason                 | words                                        |
        | limit      | -1     | an argument is invalid | limit must be a positive integer             |
        | limit      | 5000   | an argument is invalid | limit must be <= 1000                        |
        | status     | active | an argument is invalid | status contains unsupported value: 'active'  |
        | provider   | []     | an argument is invalid | provider                                     |
        | min tokens | -1     | the query is invalid   | min tokens must be a non-negative integer    |
        | min tokens | "9"    | the query is invalid   | min tokens must be a non-negative integer    |
        | min tokens | 2.5    | the query is invalid   | min tokens must be a non-negative integer    |
        | min tokens | true   | the query is invalid   | min tokens must be a non-negative integer    |
