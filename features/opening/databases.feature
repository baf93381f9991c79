# A store in memory belongs to the process that opened it, and is new each time. What opening does
# to a database is the same whichever face calls.
@use.with_backend=sqlite @use.with_backend=postgresql @use.with_face=sync
Feature: Opening a database
  Opening is all that it takes: an empty database gets its schema, one that hansard knows is used
  as it is, and one that belongs to somebody else is left alone.

  Rule: An empty database gets its schema

    Example: It is there when the store is
      Given an empty database
      When it is opened
      Then it is at e1_002_api_keys
      And its tables are "api_keys, artifact_folders, artifacts, endpoint_runs, endpoints, events, jobs, runs, session_mappings, session_messages, session_tags, sessions, tenants"

    Example: Once, however many open it at the same time
      Given an empty database
      When 8 callers open it at the same time
      Then all of them succeed
      And it is at e1_002_api_keys

    # A database on a server takes long to make.
    @not.with_backend=postgresql
    Example: Each its own, where several are opened at the same time
      Given an empty database
      When 8 callers each open another one at the same time
      Then all of them succeed
      And it is at none

    Example: Also beside tables of somebody else
      Given an empty database
      And somebody else's table "invoices" in it
      When it is opened
      Then it is at e1_002_api_keys
      And every row is as it was

  Rule: What one has stored, the next one finds

    Example: After the first was closed
      Given a new database
      And session Alpha with 3 messages
      When it is opened
      Then Alpha holds 3 messages

    Example: While the first is open
      Given a new database
      And session Alpha
      When a second connection lists the sessions
      Then the sessions are Alpha

  Rule: Tables of somebody else are not taken for hansard's

    Scenario Outline: One is called "<table>"
      Given an empty database
      And somebody else's table "<table>" in it
      When it is opened
      Then it is refused because a setting is wrong
      And the refusal mentions "tables named <words> that hansard did not make"
      And every row is as it was

      Examples:
        | table            | words            |
        | sessions         | sessions         |
        | session_messages | session messages |
        | jobs             | jobs             |

    Example: Nothing is made beside them, and nothing written to their file
      Given an empty database
      And somebody else's table "sessions" in it
      When it is opened
      Then it is refused because a setting is wrong
      And its tables are "sessions"
      And every row is as it was
