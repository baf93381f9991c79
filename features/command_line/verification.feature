# A store in memory is out of a command's reach; a file is reached by everybody.
@use.with_backend=sqlite @use.with_face=sync
Feature: Verification at the prompt
  One command says whether the record is whole: for people each finding is a line, for programs
  everything is one document, and the exit code alone tells a script.

  Rule: A record that is whole is said to be

    Example: In words
      Given session Alpha in South with 2 messages
      And session Beta in South with 1 message
      When the user runs hansard verify --namespace South
      Then the exit code is 0
      And standard output is
        """
        Checked 2 sessions with 3 messages and 0 events: 0 findings.
        """
      And standard error is empty

    Example: Of one session
      Given session Alpha with 2 messages
      And session Beta with 1 message
      When the user runs hansard verify --session Beta
      Then standard output is
        """
        Checked 1 session with 1 message and 0 events: 0 findings.
        """

    Example: As JSON
      Given session Alpha with 2 messages
      When the user runs hansard verify --json
      Then standard output is
        """
        {"ok": true, "sessions": 1, "messages": 2, "events": 0, "findings": []}
        """
      And standard error is empty

  Rule: Damage is named, and the exit code tells it

    Example: In words
      Given session Alpha in South with 3 messages
      And somebody edits the text of message 1 of Alpha in South
      When the user runs hansard verify --namespace South
      Then the exit code is 5
      And standard output is
        """
        checksum: session Alpha: message 1: ...
        Checked 1 session with 3 messages and 0 events: 1 finding.
        """
      And standard error is empty

    Example: As JSON
      Given session Alpha in South with 3 messages
      And somebody deletes message 1 of Alpha in South
      When the user runs hansard verify --namespace South --json
      Then the exit code is 5
      And standard output is
        """
        {"ok": false, "sessions": 1, "messages": 2, "events": 0, "findings": [{"session_id": "Alpha", "kind": "gap", "detail": "..."}]}
        """

    Example: Of the database as a whole
      Given session Alpha in South with 2 messages
      And session Beta in South with 1 message
      And somebody deletes Alpha in South but not its messages
      When the user runs hansard verify --namespace South
      Then the exit code is 5
      And standard output is
        """
        storage: database: a row of session_messages refers to a missing row of sessions
        ...
        Checked 1 session with 1 message and 0 events: 2 findings.
        """

    Example: A namespace that is not concerned is whole
      Given session Alpha in South with 3 messages
      And session Beta in North with 1 message
      And somebody edits the text of message 1 of Alpha in South
      When the user runs hansard verify --namespace North
      Then the exit code is 0
      And standard output is
        """
        Checked 1 session with 1 message and 0 events: 0 findings.
        """

  Rule: A file that is no database any more is said to be that

    Example: Its beginning is gone
      Given the file "agents.db"
        """
        Something else, and long enough to be looked at as a database of many pages, which it is not.
        """
      When the user runs hansard verify --url sqlite:///agents.db
      Then the exit code is 5
      And standard error is
        """
        error: The database is damaged or is no database (file is not a database). Stop writing, ...
        """
