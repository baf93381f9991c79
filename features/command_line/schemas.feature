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
        Upgraded the database from a7_001_session_persistence to d4_002_artifacts.
        """
      And it is at d4_002_artifacts

    Example: From nothing
      Given an empty database
      When the user runs hansard db upgrade --json
      Then standard output is
        """
        {"before": null, "after": "d4_002_artifacts", "required": "d4_002_artifacts"}
        """
      And it is at d4_002_artifacts

    Example: Where nothing is to be done
      Given session Alpha
      When the user runs hansard db upgrade
      Then standard output is
        """
        The database is at d4_002_artifacts already.
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
        | revision                   | command        | answer                                                                               |
        | a7_001_session_persistence | current        | a7_001_session_persistence                                                           |
        | a7_001_session_persistence | current --json | {"current": "a7_001_session_persistence", "required": "d4_002_artifacts"}         |
        | d4_002_artifacts        | current        | d4_002_artifacts                                                                  |
        | d4_002_artifacts        | check          | The database is at d4_002_artifacts, as this version needs it.                    |
        | d4_002_artifacts        | check --json   | {"current": "d4_002_artifacts", "required": "d4_002_artifacts"}                |

    Example: An older schema does not pass the check
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When the user runs hansard db check
      Then the exit code is 4
      And standard error is
        """
        error: The database is at schema revision a7_001_session_persistence, this version needs d4_002_artifacts. Back up, then run: hansard db upgrade
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
        {"code": "migration_required", "message": "The database is at schema revision none, this version needs d4_002_artifacts. Run: hansard db upgrade", "exit_code": 4}
        """
      And these files are there
        | name | mode |
