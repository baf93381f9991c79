# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Lists at the prompt
  Sessions are listed without their messages, one page at a time. People get a table and are told
  how to go on; programs get one line of JSON for each session, and the cursor of the next page on
  standard error, where it is not in the way.

  Rule: People get a table of what there is to say

    Example: The newest comes first
      Given session Alpha in South with 2 messages
      And session Beta in South
      When the user runs hansard session list --namespace South
      Then standard output is
        """
        session  status  messages  created
        Beta     active  0         2026-01-01 09:00:01Z
        Alpha    active  2         2026-01-01 09:00:00Z
        """
      And standard error is empty

    Example: A column is there where a session has something to say in it
      Given session Alpha in South with
        | property | value         |
        | actor    | pilot         |
        | owner    | Ann           |
        | name     | Invoice 1042  |
        | tags     | late, billing |
      And session Beta in South
      When the user runs hansard session list --namespace South --order oldest
      Then standard output is
        """
        session  status  messages  created               actor  owner  name          tags
        Alpha    active  0         2026-01-01 09:00:00Z  pilot  Ann    Invoice 1042  billing, late
        Beta     active  0         2026-01-01 09:00:01Z
        """

    Example: Without a session they are told so
      Given session Alpha in South
      When the user runs hansard session list
      Then standard output is empty
      And standard error is
        """
        No sessions.
        """

  Rule: A list goes on where the page before ended

    Example: The note says how
      Given sessions Alpha, Beta and Gamma
      When the user runs hansard session list --limit 2
      Then standard output is
        """
        session  status  messages  created
        Gamma    active  0         2026-01-01 09:00:02Z
        Beta     active  0         2026-01-01 09:00:01Z
        """
      And standard error is
        """
        There are more: pass --cursor ...
        """

    Example: With its cursor, the same filters and the same order
      Given sessions Alpha, Beta and Gamma
      And the user ran hansard session list --limit 2 --order oldest
      When the user runs hansard session list --limit 2 --order oldest --cursor {cursor}
      Then standard output is
        """
        session  status  messages  created
        Gamma    active  0         2026-01-01 09:00:02Z
        """
      And standard error is empty

    Example: A cursor of another list is refused
      Given sessions Alpha, Beta and Gamma
      And the user ran hansard session list --limit 2
      When the user runs hansard session list --limit 2 --order oldest --cursor {cursor}
      Then the exit code is 2
      And standard error is
        """
        error: This is not a cursor of this listing. ...
        """

    Example: All pages come at once where all are asked for
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon
      When the user runs hansard session list --limit 2 --all
      Then standard output is
        """
        session  ...
        Epsilon  ...
        Delta    ...
        Gamma    ...
        Beta     ...
        Alpha    ...
        """
      And standard error is empty

  Rule: Programs get lines of JSON

    Example: Each session is a line, the cursor is another on standard error
      Given sessions Alpha, Beta and Gamma
      When the user runs hansard session list --limit 2 --json
      Then standard output is
        """
        {"session_id": "Gamma", "namespace": "local", "actor_name": null, "owner_id": null, "name": null, "status": "active", "status_reason": null, "automation_level": null, "linked_plan_ids": [], "token_usage": {"input_tokens": 0, "output_tokens": 0, "estimated_cost": 0.0}, "metadata": {}, "tags": [], "message_count": 0, "next_sequence": 0, "created_at": "2026-01-01T09:00:02.123456+00:00", "updated_at": "2026-01-01T09:00:02.123456+00:00", "deleted_at": null, "parent_session_id": null, "forked_at_sequence": null}
        {"session_id": "Beta", ...}
        """
      And standard error is
        """
        {"cursor": "..."}
        """

    Example: The last page has no cursor
      Given sessions Alpha, Beta and Gamma
      And the user ran hansard session list --limit 2 --json
      When the user runs hansard session list --limit 2 --json --cursor {cursor}
      Then standard output is
        """
        {"session_id": "Alpha", ...}
        """
      And standard error is
        """
        {"cursor": null}
        """

    Example: All pages end with no cursor either
      Given sessions Alpha, Beta and Gamma
      When the user runs hansard session list --limit 1 --all --json --quiet
      Then standard output is
        """
        {"session_id": "Gamma", ...}
        {"session_id": "Beta", ...}
        {"session_id": "Alpha", ...}
        """
      And standard error is
        """
        {"cursor": null}
        """

  Rule: A list holds what was asked for

    Scenario Outline: Only sessions with <filter>
      Given session Alpha in South with
        | property | value         |
        | actor    | pilot         |
        | owner    | Ann           |
        | tags     | late, billing |
        | status   | paused        |
      And session Beta in South with
        | property | value |
        | tags     | late  |
      When the user runs hansard session list --namespace South <filter>
      Then standard output is
        """
        session  ...
        Alpha    ...
        """

      Examples:
        | filter                     |
        | --actor pilot              |
        | --owner Ann                |
        | --status paused            |
        | --tag late --tag billing   |

    Scenario Outline: <options> is refused before anything is read
      Given session Alpha
      When the user runs hansard session list <options>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: <reason> Try: hansard session list --help
        """

      Examples:
        | options          | reason                                                            |
        | --limit 0        | Invalid value for '--limit': 0 is not in the range 1<=x<=1000.    |
        | --limit 1001     | Invalid value for '--limit': 1001 is not in the range 1<=x<=1000. |
        | --limit many     | Invalid value for '--limit': 'many' is not a valid integer range. |
        | --status open    | Invalid value for '--status': 'open' is not one of ...            |
        | --order sideways | Invalid value for '--order': 'sideways' is not one of ...         |
