# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Runs at the prompt
  What agents executed is listed page by page, the latest first, and shown with what went in and
  what came out. People get a table; programs get one line of JSON for each run.

  Rule: People get a table of what there is to say

    Example: The latest comes first, and columns without anything in them are left out
      Given session Alpha
      And the runs
        | run    | session | status    | started at | ended at | provider | provider metadata  | token usage             | cost usd |
        | first  | Alpha   | completed | 09:00:00   | 09:00:05 | acme     | {"model": "large"} | {"total_tokens": 12345} | 0.25     |
        | second | Alpha   | running   | 09:00:10   |          | acme     |                    |                         |          |
      When the user runs hansard run list
      Then standard output is
        """
        run     status     started               took   provider  model  tokens  USD   session
        second  running    2026-01-01 09:00:10Z         acme                           Alpha
        first   completed  2026-01-01 09:00:00Z  5.0 s  acme      large   12345  0.25  Alpha
        """
      And standard error is empty

    Example: Without a run they are told so
      Given session Alpha
      When the user runs hansard run list
      Then standard output is empty
      And standard error is
        """
        No runs.
        """

    Example: No name in it is a command to the terminal
      Given session Alpha
      And the runs
        | run   | session | provider      | provider metadata              |
        | first | Alpha   | "\u202eacme" | {"model": "\u2066large"}    |
      When the user runs hansard run list
      Then standard output is
        """
        run    status   started               provider    model          session
        first  pending  2026-01-01 09:00:00Z  \u202eacme  \u2066large  Alpha
        """

    Example: On a terminal that is too narrow neither ids nor numbers are cut
      Given session Alpha in South
      And the environment
        | variable | value |
        | terminal | yes   |
        | COLUMNS  | 60    |
        | NO_COLOR | 1     |
      And the runs
        | run                            | session        | provider                       | token usage             |
        | run-with-a-name-of-its-own-001 | Alpha in South | a-provider-with-many-letters   | {"total_tokens": 12345} |
      When the user runs hansard run list --namespace South
      Then standard output is
        """
        run                             status   started   provider  tokens  session
        run-with-a-name-of-its-own-001  pending  2026-01…  a-provi…   12345  Alpha
        """

  Rule: A list goes on where the page before ended

    Example: The note says how
      Given session Alpha
      And the runs
        | run    | session | started at |
        | first  | Alpha   | 09:00:00   |
        | second | Alpha   | 09:00:01   |
      And the user ran hansard run list --limit 1
      When the user runs hansard run list --limit 1 --cursor {cursor}
      Then standard output is
        """
        run    ...
        first  ...
        """
      And standard error is
        """
        There may be more: pass --cursor ...
        """

    Example: Programs get a line for each run, and the cursor on standard error
      Given session Alpha
      And the runs
        | run    | session | status | input              | error                                | turn count | token usage         | started at |
        | first  | Alpha   | failed | {"prompt": "Zoë"}  | {"code": "timeout", "message": "No"} | 2          | {"input_tokens": 3} | 09:00:00   |
      When the user runs hansard run list --json
      Then standard output is
        """
        {"run_id": "first", "session_id": "Alpha", "status": "failed", "input": {"prompt": "Zo\u00eb"}, "output": null, "error": {"code": "timeout", "message": "No"}, "metadata": {}, "turn_count": 2, "token_usage": {"input_tokens": 3}, "cost_usd": null, "started_at": "2026-01-01T09:00:00...+00:00", "ended_at": null, "provider": null, "provider_metadata": {}}
        """
      And standard error is
        """
        {"cursor": "..."}
        """

    Example: An empty page has no cursor
      When the user runs hansard run list --json
      Then standard output is empty
      And standard error is
        """
        {"cursor": null}
        """

  Rule: A list holds what was asked for

    Scenario Outline: Only runs with <filter>
      Given sessions Alpha and Beta
      And the runs
        | run    | session | status    | started at | provider | token usage           |
        | first  | Alpha   | completed | 09:00:00   | acme     | {"total_tokens": 500} |
        | second | Beta    | failed    | 2 days ago | beacon   | {"total_tokens": 5}   |
        | third  | Beta    | pending   | 4 days ago | beacon   |                       |
      When the user runs hansard run list <filter>
      Then standard output is
        """
        run      ...
        <first>  ...
        ...
        """

      Examples:
        | filter                               | first  |
        | --session Beta --status failed       | second |
        | --status failed --status pending     | second |
        | --provider acme                      | first  |
        | --min-tokens 6                       | first  |
        | --until 2025-12-30                   | second |
        | --until 2025-12-30T09:00:00Z         | third  |
        | --since 2026-01-01                   | first  |
        | --order "started_at_asc"             | third  |
        | --order "token_usage_desc" --limit 1 | first  |

    Scenario Outline: <options> is refused before anything is read
      When the user runs hansard run list <options>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: Invalid value for '<option>': <reason> Try: hansard run list --help
        """

      Examples:
        | options                     | option   | reason                                                                                                              |
        | --status done               | --status | 'done' is not one of ...                                                                                            |
        | --order sideways            | --order  | 'sideways' is not one of ...                                                                                        |
        | --since yesterday           | --since  | 'yesterday' is no date and no time with a zone, such as 2026-05-01 or 2026-05-01T09:30:00Z.                         |
        | --until 2026-05-01T09:30:00 | --until  | '2026-05-01T09:30:00' is no date and no time with a zone, such as 2026-05-01 or 2026-05-01T09:30:00Z.               |
        | --limit 0                   | --limit  | 0 is not in the range 1<=x<=1000.                                                                                   |
        | --min-tokens -1             | --min-tokens | -1 is not in the range x>=0.                                                                                    |

  Rule: A run is shown with what went in and what came out

    Example: In words
      Given session Alpha
      And the runs
        | run   | session | status    | started at | ended at | provider | provider metadata                     | token usage          | cost usd | input             | output          | turn count |
        | first | Alpha   | completed | 09:00:00   | 09:01:30 | acme     | {"model": "large", "region": "eu"}    | {"total_tokens": 12} | 0.25     | {"prompt": "\u001b[2J"} | {"text": "Hi"}  | 2          |
      And the events
        | session | type           | run   |
        | Alpha   | run_started    | first |
        | Alpha   | turn_completed | first |
        | Alpha   | error_occurred |       |
      When the user runs hansard run show first
      Then standard output is
        """
        run        first
        session    Alpha
        status     completed
        started    2026-01-01 09:00:00Z
        ended      2026-01-01 09:01:30Z, after 90.0 s
        provider   acme
        model      large
        turns      2
        cost       USD 0.25
        usage      {"total_tokens": 12}
        input      {"prompt": "\u001b[2J"}
        output     {"text": "Hi"}
        details    {"model": "large", "region": "eu"}
        events     2 events
        """

    Example: As JSON
      Given session Alpha
      And the runs
        | run   | session |
        | first | Alpha   |
      When the user runs hansard run show first --json
      Then standard output is
        """
        {"run_id": "first", "session_id": "Alpha", "status": "pending", ..., "event_count": 0}
        """

    Example: One of another namespace is not there
      Given session Alpha in South
      And the runs
        | run   | session        |
        | first | Alpha in South |
      When the user runs hansard run show first
      Then the exit code is 3
      And standard output is empty
      And standard error is
        """
        error: Run not found: first. ...
        """
