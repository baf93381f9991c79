# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Usage at the prompt
  What runs used and cost is a table of groups with a total, and on a terminal a chart beside it.
  In a pipe there is no chart, so that what a script reads does not depend on where it runs. What
  was added to sessions stands below, as an account of its own.

  Rule: People get a table with a total

    Example: By provider, where nothing else is asked for
      Given session Alpha
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      And the runs
        | run    | session | provider | provider metadata            | token usage                                                          | cost usd |
        | first  | Alpha   | claude   | {"model": "claude-opus-4-6"} | {"input_tokens": 1000, "output_tokens": 100, "total_tokens": 1100}   |          |
        | second | Alpha   | claude   | {"model": "claude-opus-4-6"} | {"input_tokens": 9000, "output_tokens": 100, "total_tokens": 9100}   | 1234.5   |
        | third  | Alpha   | acme     |                              | {"input_tokens": 5, "output_tokens": 5, "total_tokens": 10}          |          |
      When the user runs hansard usage
      Then standard output is
        """
        provider  runs     in  out  tokens        USD  unpriced
        claude       2  10000  200   10200  1234.5225         0
        acme         1      5    5      10          -         1
        total        3  10005  205   10210  1234.5225         1

        Apart from that, 100 tokens in, 20 out and USD 0.2500 were added to 1 session.
        """
      And standard error is empty

    Example: By actor, of which no name is a command to the terminal
      Given the user ran hansard session create --id One --actor "\u202epi\u2066lot" --namespace South
      And the runs
        | run   | session      | token usage         | cost usd |
        | first | One in South | {"total_tokens": 1} | 0.00001  |
      When the user runs hansard usage --by actor --namespace South
      Then standard output is
        """
        actor              runs  in  out  tokens      USD  unpriced
        \u202epi\u2066lot     1   0    0       1  <0.0001         0
        total                 1   0    0       1  <0.0001         0
        ...
        """

    Example: A provider has no part in what was added to sessions
      Given session Alpha
      And the runs
        | run   | session | started at | provider | token usage         | cost usd |
        | first | Alpha   | 2 days ago | acme     | {"total_tokens": 7} | 0.5      |
      When the user runs hansard usage --by day --provider acme
      Then standard output is
        """
        day         runs  in  out  tokens     USD  unpriced
        2025-12-30     1   0    0       7  0.5000         0
        total          1   0    0       7  0.5000         0
        """

    Example: Without anything they are told so
      When the user runs hansard usage
      Then standard output is empty
      And standard error is
        """
        No runs.
        """

  Rule: A terminal gets a chart beside the table

    Scenario Outline: <where>
      Given session Alpha in South
      And the environment
        | variable         | value      |
        | terminal         | yes        |
        | NO_COLOR         | 1          |
        | COLUMNS          | 80         |
        | TERM             | <terminal> |
        | PYTHONIOENCODING | <encoding> |
      And the runs
        | run    | session        | provider | token usage            | cost usd |
        | first  | Alpha in South | acme     | {"total_tokens": 1600} | 0.5      |
        | second | Alpha in South | beacon   | {"total_tokens": 700}  | 0.5      |
        | third  | Alpha in South | corner   | {"total_tokens": 1}    | 0.5      |
        | fourth | Alpha in South | dormant  |                        | 0.5      |
      When the user runs hansard usage --namespace South
      Then standard output is
        """
        provider  runs  in  out  tokens     USD  unpriced  chart of tokens
        acme         1   0    0    1600  0.5000         0  <longest>
        beacon       1   0    0     700  0.5000         0  <shorter>
        corner       1   0    0       1  0.5000         0  <shortest>
        dormant      1   0    0       0  0.5000         0
        total        4   0    0    2301  2.0000         0
        ...
        """

      Examples:
        | where                              | terminal       | encoding | longest                  | shorter     | shortest |
        | Of blocks, in eighths of a column  | xterm-256color | utf-8    | █████████████████████████████ | ████████████▊ | ▏     |
        | Of plain characters, where it is dumb | dumb        | utf-8    | ############################# | ############# | #     |
        | Of plain characters, where it knows no blocks | xterm | ascii  | ############################# | ############# | #     |

    Example: Where it is too narrow there is none
      Given session Alpha in South
      And the environment
        | variable | value |
        | terminal | yes   |
        | NO_COLOR | 1     |
        | COLUMNS  | 60    |
      And the runs
        | run    | session        | provider | token usage            | cost usd |
        | first  | Alpha in South | acme     | {"total_tokens": 1600} | 0.5      |
      When the user runs hansard usage --namespace South --provider acme
      Then standard output is
        """
        provider  runs  in  out  tokens     USD  unpriced
        acme         1   0    0    1600  0.5000         0
        total        1   0    0    1600  0.5000         0
        """

  Rule: Programs get one object

    Example: With the exact figures
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      And the runs
        | run    | session | provider        | token usage                                                     | cost usd |
        | first  | Alpha   | "acm\u00e9"     | {"input_tokens": 1, "output_tokens": 2, "total_tokens": 3}      | 0.00001  |
        | second | Alpha   |                 | {"input_tokens": 1, "output_tokens": 2, "total_tokens": 2}      |          |
      When the user runs hansard usage --owner Ann --json
      Then standard output is
        """
        {"by": "provider", "rows": [{"group": "acm\u00e9", "run_count": 1, "input_tokens": 1, "output_tokens": 2, "total_tokens": 3, "cost_usd": 1e-05, "unmapped_runs": 0}, {"group": "unknown", "run_count": 1, "input_tokens": 1, "output_tokens": 2, "total_tokens": 2, "cost_usd": null, "unmapped_runs": 1}], "total": {"group": "total", "run_count": 2, "input_tokens": 2, "output_tokens": 4, "total_tokens": 5, "cost_usd": 1e-05, "unmapped_runs": 1}, "added": {"session_count": 1, "input_tokens": 100, "output_tokens": 20, "estimated_cost": 0.25}}
        """
      And standard error is empty

    Example: Also where there is nothing
      When the user runs hansard usage --provider acme --json
      Then standard output is
        """
        {"by": "provider", "rows": [], "total": {"group": "total", "run_count": 0, "input_tokens": 0, "output_tokens": 0, "total_tokens": 0, "cost_usd": null, "unmapped_runs": 0}, "added": null}
        """
      And standard error is empty

  Rule: Prices of one's own go before the built-in ones

    Example: A run that had none gets one
      Given session Alpha
      And the runs
        | run   | session | provider | token usage                                | cost usd |
        | first | Alpha   | acme     | {"input_tokens": 500, "total_tokens": 500} |          |
      And the file "prices.json"
        """
        {"acme": {"input": 0.001, "output": 0.002}}
        """
      When the user runs hansard usage --prices prices.json --provider acme
      Then standard output is
        """
        provider  runs   in  out  tokens     USD  unpriced
        acme         1  500    0     500  0.5000         0
        total        1  500    0     500  0.5000         0
        """

    Scenario Outline: <What> is refused
      Given the file "prices.json"
        """
        <prices>
        """
      When the user runs hansard usage --prices prices.json
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: <reason>
        """

      Examples:
        | What         | prices                               | reason                                                        |
        | A wrong rate | {"acme": {"input": -1, "output": 0}} | prices.acme.input must be USD per token, ...                  |
        | A list       | []                                   | prices.json: must be a JSON object. Try: hansard usage --help |

  Rule: A report holds what was asked for

    Scenario Outline: Only <filter>
      Given session Alpha with
        | property | value |
        | actor    | pilot |
        | owner    | Ann   |
      And session Beta
      And the runs
        | run    | session | started at | provider | token usage         |
        | first  | Alpha   | 09:00:00   | acme     | {"total_tokens": 1} |
        | second | Beta    | 2 days ago | beacon   | {"total_tokens": 2} |
      When the user runs hansard usage --by model <filter>
      Then standard output is
        """
        model    runs  in  out  tokens  USD  unpriced
        ...
        total       1   0    0       1  -           1
        ...
        """

      Examples:
        | filter               |
        | --actor pilot        |
        | --owner Ann          |
        | --provider acme      |
        | --session Alpha      |
        | --since 2025-12-31   |
        | --since 2025-12-31T00:00:00+01:00 --until 2026-01-01 |

    Scenario Outline: <options> is refused before anything is read
      When the user runs hansard usage <options>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: Invalid value for '<option>': <reason> Try: hansard usage --help
        """

      Examples:
        | options            | option  | reason                                                                     |
        | --by planet        | --by    | 'planet' is not one of 'provider', 'model', 'actor', 'day'.                |
        | --since 2026-13-01 | --since | '2026-13-01' is no date and no time with a zone, such as 2026-05-01 or ... |
