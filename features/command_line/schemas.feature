# What a command says does not depend on the database and the face; the features of migrations run
# on both databases.
@use.with_backend=sqlite @use.with_face=sync
Feature: The schema at the prompt
  Whoever runs a store sees which schema its database has, and brings it to the one that is
  needed. Looking changes nothing, and makes nothing.

  Rule: An upgrade says from where and to where

    Example: From an older schema
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When the user runs hansard db upgrade
      Then standard output is
        """
        Upgraded the database from a7_001_session_persistence to e1_002_api_keys.
        """
      And it is at e1_002_api_keys

    Example: From nothing
      Given an empty database
      When the user runs hansard db upgrade --json
      Then standard output is
        """
        {"before": null, "after": "e1_002_api_keys", "required": "e1_002_api_keys"}
        """
      And it is at e1_002_api_keys

    Example: Where nothing is to be done
      Given session Alpha
      When the user runs hansard db upgrade
      Then standard output is
        """
        The database is at e1_002_api_keys already.
        """
      And nothing has changed

    Example: A newer schema is refused
      Given a new database
      And it was marked by a newer version as z9_001_nobody_knows
      When the user runs hansard db upgrade
      Then the exit code is 4
      And it is at z9_001_nobody_knows

  Rule: Looking changes nothing

    Scenario Outline: At <revision>, hansard db <command> says so
      Given an empty database
      And it was upgraded to <revision>
      When the user runs hansard db <command>
      Then standard output is
        """
        <answer>
        """
      And it is at <revision>

      Examples:
        | revision                   | command        | answer                                                                   |
        | a7_001_session_persistence | current        | a7_001_session_persistence                                               |
        | a7_001_session_persistence | current --json | {"current": "a7_001_session_persistence", "required": "e1_002_api_keys"} |
        | e1_002_api_keys            | current        | e1_002_api_keys                                                          |
        | e1_002_api_keys            | check          | The database is at e1_002_api_keys, as this version needs it.            |
        | e1_002_api_keys            | check --json   | {"current": "e1_002_api_keys", "required": "e1_002_api_keys"}            |

    Example: An older schema does not pass the check
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When the user runs hansard db check
      Then the exit code is 4
      And standard error is
        """
        error: The database is at schema revision a7_001_session_persistence, this version needs e1_002_api_keys. Back up, then run: hansard db upgrade
        """

    Example: A database that is not there is not made, for being looked at
      Given the environment
        | variable    | value              |
        | HANSARD_URL | sqlite:///there.db |
      When the user runs hansard db current
      Then standard output is
        """
        none
        """
      And these files are there
        | name | mode |

    Example: Nor for being checked
      Given the environment
        | variable    | value              |
        | HANSARD_URL | sqlite:///there.db |
      When the user runs hansard db check --json
      Then the exit code is 4
      And standard error is
        """
        {"code": "migration_required", "message": "The database is at schema revision none, this version needs e1_002_api_keys. Run: hansard db upgrade", "exit_code": 4}
        """
      And these files are there
        | name | mode |
