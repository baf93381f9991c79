# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Deletion at the prompt
  A deletion cannot be taken back. It says what would go, and goes on only when the id of the
  session was typed once more, or when the caller said beforehand that nobody needs to be asked.

  Rule: Nothing is deleted before its id was typed

    Example: The id is typed
      Given session Alpha in South with 2 messages
      And session Beta in South
      When this is piped into hansard session delete Alpha --namespace South
        """
        Alpha

        """
      Then standard output is
        """
        Deleting session Alpha, with 2 messages, created 2026-01-01 09:00:00Z
        """
      And standard error is
        """
        Type the id of the session to delete it:
        """
      And session Alpha in South is gone

    Example: The id is typed on a terminal, which shows it
      Given session Alpha in South
      And the environment
        | variable | value |
        | terminal | yes   |
      When this is piped into hansard session delete Alpha --namespace South
        """
        Alpha

        """
      Then standard output is
        """
        ...
        Type the id of the session to delete it:...
        ...
        """
      And session Alpha in South is gone

    Example: Something else is typed
      Given session Alpha in South with 2 messages
      When this is piped into hansard session delete Alpha --namespace South
        """
        yes

        """
      Then the exit code is 1
      And standard error is
        """
        Type the id of the session to delete it:
        error: That is not the id of the session. Nothing was deleted. See also --yes.
        """
      And nothing has changed

    Example: Nothing is typed
      Given session Alpha in South with 2 messages
      When the user runs hansard session delete Alpha --namespace South
      Then the exit code is 1
      And nothing has changed

  Rule: A question does not spoil the answer

    Example: Programs get an error of one line all the same
      Given session Alpha in South
      When the user runs hansard session delete Alpha --namespace South --json
      Then the exit code is 1
      And standard output is empty
      And standard error is
        """
        Type the id of the session to delete it:
        {"code": "command_failed", "message": "That is not the id of the session. Nothing was deleted. See also --yes.", "exit_code": 1}
        """

  Rule: Who says so beforehand is not asked

    Example: The session goes
      Given session Alpha in South with
        | property | value   |
        | name     | Invoice |
      And session Beta in South
      When the user runs hansard session delete Alpha --namespace South --yes
      Then standard output is
        """
        Deleting session Alpha, named Invoice, with 0 messages, created 2026-01-01 09:00:00Z
        """
      And standard error is empty
      And session Alpha in South is gone

    Example: As JSON the session is answered with which it was
      Given session Alpha with 1 message
      When the user runs hansard session delete Alpha --yes --json
      Then standard output is
        """
        {"deleted": true, "session": {"session_id": "Alpha", ..., "message_count": 1, ...}}
        """
      And session Alpha is gone

    Example: A session that is not there is not deleted
      Given session Alpha in South
      When the user runs hansard session delete Alpha --yes
      Then the exit code is 3
      And standard output is empty
      And nothing has changed

  Rule: What would go can be seen without deleting it

    Example: In words
      Given session Alpha with 3 messages
      When the user runs hansard session delete Alpha --dry-run
      Then standard output is
        """
        Would delete session Alpha, with 3 messages, created 2026-01-01 09:00:00Z
        """
      And standard error is empty
      And nothing has changed

    Example: As JSON
      Given session Alpha with 3 messages
      When the user runs hansard session delete Alpha --dry-run --yes --json
      Then standard output is
        """
        {"deleted": false, "session": {"session_id": "Alpha", ...}}
        """
      And nothing has changed
