# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Threads at the prompt
  Whoever looks after the record sees which session goes on with a caller's conversation, and can
  let a conversation begin afresh without touching what was said.

  Rule: The threads of a resource are listed, the last updated first

    Example: In a table, without columns in which nothing is said
      Given session Alpha in South
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | South     |
        | Letter | Ann      | Beta    | South     |
      When the user runs hansard thread list --resource Ann --namespace South
      Then standard output is
        """
        thread  session  updated               created
        Letter  Beta     2026-01-01 09:00:01Z  2026-01-01 09:00:01Z
        Trip    Alpha    2026-01-01 09:00:00Z  2026-01-01 09:00:00Z
        """
      And standard error is empty

    Example: With models, and systems that the sessions belong to
      Given the threads
        | thread | resource | session   | model | provider |
        | Trip   | Ann      | session-7 | opus  | claude   |
      When the user runs hansard thread list --resource Ann
      Then standard output is
        """
        thread  session    updated               created               model  provider
        Trip    session-7  2026-01-01 09:00:00Z  2026-01-01 09:00:00Z  opus   claude
        """

    Example: As JSON, a line for each
      Given the threads
        | thread | resource | session | model |
        | Trip   | Ann      | Alpha   |       |
        | Letter | Ann      | Beta    | opus  |
      When the user runs hansard thread list --resource Ann --json
      Then standard output is
        """
        {"thread_id": "Letter", "resource_id": "Ann", "session_id": "Beta", "created_at": "2026-01-01T09:00:01...+00:00", "updated_at": "2026-01-01T09:00:01...+00:00", "model_id": "opus", "provider": null}
        {"thread_id": "Trip", ...}
        """

    Example: Of somebody who has none
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the user runs hansard thread list --resource Bob
      Then standard output is empty
      And standard error is
        """
        No threads.
        """

  Rule: One thread is shown

    Example: In words
      Given the threads
        | thread | resource | session | model |
        | Trip   | Ann      | Alpha   | opus  |
      When the user runs hansard thread show Trip --resource Ann
      Then standard output is
        """
        thread     Trip
        resource   Ann
        session    Alpha
        model      opus
        created    2026-01-01 09:00:00Z
        updated    2026-01-01 09:00:00Z
        """

    Example: As JSON
      Given the threads
        | thread | resource | session   | provider |
        | Trip   | Ann      | session-7 | claude   |
      When the user runs hansard thread show Trip --resource Ann --json
      Then standard output is
        """
        {"thread_id": "Trip", "resource_id": "Ann", "session_id": "session-7", ..., "model_id": null, "provider": "claude"}
        """

    Example: One of another resource is not there
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the user runs hansard thread show Trip --resource Bob
      Then the exit code is 3
      And standard output is empty
      And standard error is
        """
        error: Thread not found: Trip. ...
        """

    Example: Whose it is has to be said
      When the user runs hansard thread show Trip
      Then the exit code is 2
      And standard error is
        """
        error: Missing option '--resource'. Try: hansard thread show --help
        """

  Rule: A mapping is deleted when the thread's id was typed, and the session stays

    Example: The id is typed
      Given session Alpha in South with 2 messages
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | South     |
      When this is piped into hansard thread delete Trip --resource Ann --namespace South
        """
        Trip

        """
      Then standard output is
        """
        Deleting thread Trip of Ann, which goes on with session Alpha
        """
      And the threads of Ann in South are []
      And Alpha in South holds 2 messages

    Example: Something else is typed
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When this is piped into hansard thread delete Trip --resource Ann
        """
        yes

        """
      Then the exit code is 1
      And standard error is
        """
        Type the id of the thread to delete it:
        error: That is not the id of the thread. Nothing was deleted. See also --yes.
        """
      And nothing has changed

    Example: Who says so beforehand is not asked
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the user runs hansard thread delete Trip --resource Ann --yes --json
      Then standard output is
        """
        {"deleted": true, "thread": {"thread_id": "Trip", ...}}
        """
      And the threads of Ann are []

    Example: What would go can be seen
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the user runs hansard thread delete Trip --resource Ann --dry-run
      Then standard output is
        """
        Would delete thread Trip of Ann, which goes on with session Alpha
        """
      And nothing has changed

  Rule: A thread that is not there is as good as deleted

    Example: Of another resource
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the user runs hansard thread delete Trip --resource Bob
      Then standard output is empty
      And standard error is
        """
        There is no such thread.
        """
      And nothing has changed

    Example: As JSON
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the user runs hansard thread delete Letter --resource Ann --json
      Then standard output is
        """
        {"deleted": false, "thread": null}
        """
      And nothing has changed

  Rule: No name in it is a command to the terminal

    Example: Of a thread whose name would be one
      Given the threads
        | thread     | resource | session |
        | ‮Trip | Ann      | Alpha   |
      When the user runs hansard thread list --resource Ann
      Then standard output is
        """
        thread      session  updated  created
        \u202eTrip  Alpha  ...
        """
