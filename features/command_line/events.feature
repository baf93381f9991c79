# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Events at the prompt
  What happened in a session is listed in its order, one line for each event, or followed while it
  happens. A follower misses nothing and is told at its end how to go on from there.

  Rule: Events are listed in their order, one line each

    Example: In words
      Given session Alpha
      And the events
        | session | type            | run id          | timestamp | data                    |
        | Alpha   | session_created |                 | 09:00:00  |                         |
        | Alpha   | run_started     | "\u202efirst"   | 09:00:05  | {"model": "l\u001b[2J"} |
      When the user runs hansard event list Alpha
      Then standard output is
        """
        #1  2026-01-01 09:00:00Z  session_created
        #2  2026-01-01 09:00:05Z  run_started  \u202efirst  {"model": "l\u001b[2J"}
        """
      And standard error is empty

    Example: Long data is shortened, and whole as JSON
      Given session Alpha
      And the events
        | session | event | type         | data                                                                                                                                                                                  |
        | Alpha   | one   | message_sent | {"content": "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 end"} |
      When the user runs hansard event list Alpha
      Then standard output is
        """
        #1  2026-01-01 09:00:00Z  message_sent  {"content": "0123456789 ... 0123456789 01234...
        """

    Example: Programs get a line of JSON for each
      Given session Alpha
      And the events
        | session | event | type         | run   | data             | provider |
        | Alpha   | one   | message_sent | first | {"text": "Zoë"}  | acme     |
      When the user runs hansard event list Alpha --json
      Then standard output is
        """
        {"event_id": "one", "type": "message_sent", "session_id": "Alpha", "timestamp": "...", "sequence": 1, "run_id": "first", "data": {"text": "Zo\u00eb"}, "metadata": {}, "schema_version": 1, "provider": "acme", "correlation_id": null}
        """
      And standard error is empty

    Example: Without an event people are told so
      Given session Alpha
      When the user runs hansard event list Alpha
      Then standard output is empty
      And standard error is
        """
        No events.
        """

  Rule: A list holds what was asked for

    Scenario Outline: Only events with <filter>
      Given session Alpha
      And the events
        | session | type           | run    |
        | Alpha   | run_started    | first  |
        | Alpha   | turn_completed | first  |
        | Alpha   | turn_completed | second |
        | Alpha   | run_completed  | first  |
      When the user runs hansard event list Alpha <filter>
      Then standard output is
        """
        #<sequence>  ...
        """

      Examples:
        | filter                                | sequence |
        | --run second                          | 3        |
        | --type "run_completed"                | 4        |
        | --type "turn_completed" --run first   | 2        |
        | --after 3                             | 4        |
        | --before 2                            | 1        |
        | --after 1 --before 3                  | 2        |

    Example: The note says how to go on
      Given session Alpha
      And 3 events were appended to Alpha
      When the user runs hansard event list Alpha --limit 2
      Then standard output is
        """
        #1  ...
        #2  ...
        """
      And standard error is
        """
        There may be more: pass --after 2
        """

    Scenario Outline: <what>
      Given session Alpha in South
      When the user runs hansard event <command>
      Then the exit code is <code>
      And standard output is empty
      And standard error is
        """
        error: <error>
        """

      Examples:
        | what                            | command                  | code | error                                                                                         |
        | A session of another namespace  | list Alpha               | 3    | Session not found: Alpha. ...                                                                 |
        | A session that is not there     | follow Omega             | 3    | Session not found: Omega. ...                                                                 |
        | A type that does not exist      | list Alpha --type said   | 2    | Invalid value for '--type': 'said' is not one of ... Try: hansard event list --help           |
        | Less than the beginning         | follow Alpha --after -1  | 2    | Invalid value for '--after': -1 is not in the range x>=0. Try: hansard event follow --help    |

  Rule: A follower gets what was there and what still comes, and is told how to go on

    Example: It ends after the number of events that was asked for
      Given session Alpha
      And 3 events were appended to Alpha
      When the user runs hansard event follow Alpha --after 1 --count 1
      Then standard output is
        """
        #2  ...
        """
      And standard error is empty

    Example: It is interrupted
      Given session Alpha
      And the events
        | session | type        | run   |
        | Alpha   | run_started | first |
      When the user interrupts hansard event follow Alpha after 3 lines
        | session | type           | run   |
        | Alpha   | turn_completed | first |
        | Alpha   | run_completed  | first |
      Then the exit code is 130
      And standard output is
        """
        #1  2026-01-01 09:00:00Z  run_started  first
        #2  2026-01-01 09:00:00Z  turn_completed  first
        #3  2026-01-01 09:00:00Z  run_completed  first
        """
      And standard error is
        """
        error: Interrupted. To go on, pass --after 3.
        """

    Example: Programs are told so as JSON, and of each event as it happens
      Given session Alpha
      When the user interrupts hansard event follow Alpha --json --type "error_occurred" after 1 lines
        | session | type           |
        | Alpha   | error_occurred |
      Then the exit code is 130
      And standard output is
        """
        {"event_id": "event-1", "type": "error_occurred", "session_id": "Alpha", "timestamp": "2026-01-01T09:00:00...+00:00", "sequence": 1, "run_id": null, "data": {}, "metadata": {}, "schema_version": 1, "provider": null, "correlation_id": null}
        """
      And standard error is
        """
        {"code": "interrupted", "message": "Interrupted. To go on, pass --after 1.", "exit_code": 130}
        """
