# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Forks at the prompt
  A session is forked to go on with it in another way, from its end or from an earlier message. Who
  came from whom is shown as a table for people and as one line of JSON for programs.

  Rule: A fork is answered with its id

    Example: With all messages
      Given session Alpha in South with 3 messages
      When the user runs hansard session fork Alpha --namespace South --title "Another way"
      Then standard output is
        """
        01...
        """
      And standard error is
        """
        Forked with 3 messages.
        """
      And each fork of Alpha in South begins as it does

    Scenario Outline: With some of them, <option>
      Given session Alpha in South with 3 messages
      When the user runs hansard session fork Alpha --namespace South <option>
      Then standard error is
        """
        Forked with <count>.
        """
      And each fork of Alpha in South begins as it does

      Examples:
        | option     | count      |
        | --at 1     | 2 messages |
        | --before 1 | 1 message  |
        | --before 0 | 0 messages |

    Example: As JSON it is answered with what it is
      Given session Alpha in South with 3 messages
      When the user runs hansard session fork Alpha --namespace South --at 1 --title Again --json
      Then standard output is
        """
        {"session_id": "...", "namespace": "South", ..., "name": "Again", ..., "message_count": 2, "next_sequence": 2, ..., "parent_session_id": "Alpha", "forked_at_sequence": 1}
        """
      And standard error is empty

  Rule: What cannot be forked is not forked

    Scenario Outline: <options>
      Given session Alpha in South with 2 messages
      When the user runs hansard session fork Alpha --namespace South <options>
      Then the exit code is 2
      And standard output is empty
      And standard error is
        """
        error: <reason>
        """
      And nothing has changed

      Examples:
        | options          | reason                                                                          |
        | --at 2           | Session Alpha has no message with sequence 2; its last one is 1.                |
        | --at 0 --before 1 | Give --at or --before, not both. Try: hansard session fork --help              |
        | --at -1          | Invalid value for '--at': -1 is not in the range x>=0. Try: hansard session fork --help |
        | --before x       | Invalid value for '--before': 'x' is not a valid integer range. Try: hansard session fork --help |

    Example: A session of another namespace
      Given session Alpha in South with 2 messages
      When the user runs hansard session fork Alpha
      Then the exit code is 3
      And standard output is empty
      And nothing has changed

  Rule: A session is shown with where it came from

    Example: In words
      Given session Alpha in South with 3 messages
      And session Beta in South was saved with
        | property           | value |
        | parent session id  | Alpha |
        | forked at sequence | 1     |
      When the user runs hansard session show Beta --namespace South
      Then standard output is
        """
        session    Beta
        namespace  South
        ...
        parent     Alpha, forked at #1
        messages   0
        """

  Rule: The lineage has everybody from the first ancestor to the last child

    Example: In a table
      Given session Alpha in South with 3 messages
      And session Beta in South was saved with
        | property           | value     |
        | parent session id  | Alpha     |
        | forked at sequence | 2         |
        | name               | Otherwise |
      And session Gamma in South was saved with
        | property           | value |
        | parent session id  | Beta  |
      When the user runs hansard session lineage Beta --namespace South
      Then standard output is
        """
        session  is        forked at  messages  status   created               name
        Alpha    ancestor                    3  active   2026-01-01 09:00:00Z
        Beta     itself           #2         0  ...  2026-01-01 09:00:00Z  Otherwise
        Gamma    child                       0  ...  2026-01-01 09:00:00Z
        """
      And standard error is empty

    Example: As JSON
      Given session Alpha in South with 3 messages
      And session Alpha in South was forked as Beta in South
      When the user runs hansard session lineage Alpha --namespace South --json
      Then standard output is
        """
        {"session": {"session_id": "Alpha", ...}, "ancestors": [], "children": [{"session_id": "...", ..., "parent_session_id": "Alpha", "forked_at_sequence": 2}]}
        """

    Example: Not more children than are asked for
      Given session Alpha in South with 3 messages
      And session Alpha in South was forked as Beta in South
      And session Alpha in South was forked as Gamma in South at message 0
      When the user runs hansard session lineage Alpha --namespace South --limit 1
      Then standard output is
        """
        session  is  forked at  messages  status  created
        Alpha  itself  3  active  2026-01-01 09:00:00Z
        ...  child  #2  3  active  2026-01-01 09:00:01Z
        """

    Example: One that is not there
      Given session Alpha in South
      When the user runs hansard session lineage Alpha
      Then the exit code is 3
      And standard error is
        """
        error: Session not found: Alpha. ...
        """
