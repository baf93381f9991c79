# What the command line says of PostgreSQL is said by a real server.
@use.with_backend=postgresql @use.with_face=sync
Feature: PostgreSQL at the prompt
  The same commands serve a database on a server.

  Rule: Sessions are stored there

    Example: A session and its messages
      Given session Alpha in South with 2 messages
      And the user ran hansard session append Alpha assistant "Zoë ✓" --namespace South
      When the user runs hansard session show Alpha --namespace South --latest 2
      Then standard output is
        """
        session    Alpha
        ...
        #1 user  2026-01-01 09:00:00Z
            message 1

        #2 assistant  ...Z
            Zoë ✓
        """
      And standard error is empty

    Example: Whether they are whole
      Given session Alpha in South with 3 messages
      And somebody edits the text of message 1 of Alpha in South
      When the user runs hansard verify --namespace South
      Then the exit code is 5
      And standard output is
        """
        checksum: session Alpha: message 1: ...
        Checked 1 session with 3 messages and 0 events: 1 finding.
        """

  Rule: The schema is looked after

    Example: An older one
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When the user runs hansard db upgrade --json
      Then standard output is
        """
        {"before": "a7_001_session_persistence", "after": "e1_002_api_keys", "required": "e1_002_api_keys"}
        """
      And it is at e1_002_api_keys

    Example: None
      Given an empty database
      When the user runs hansard db check
      Then the exit code is 4
      And it is at none

  Rule: A database that does not exist is told from one that does not answer

    Example: It does not exist
      When the user runs python -c "import os, subprocess, sys; url = os.environ['HANSARD_URL']; sys.exit(subprocess.call([sys.executable, '-m', 'hansard', 'verify'], env=os.environ | {'HANSARD_URL': url.rpartition('/')[0] + '/nobody_made_it'}))"
      Then the exit code is 1
      And standard error is
        """
        error: The database refuses access (...database "nobody_made_it" does not exist). Check user, password and rights.
        """

  Rule: Doctor looks at the server

    # The server may have given up durability for speed, which doctor does not like.
    Scenario Outline: A pooler <hides> it
      Given a pooler <hides> it
      When the user runs hansard doctor
      Then the exit code is 0 or 1
      And standard output is
        """
        ok  hansard  ...
        ok  url  postgresql+psycopg://...
        ok  PostgreSQL  1...
        ...
        ok  server  is the primary
        ok  pooler  <words>
        ok  server clock within 5 s of this one
        ok  schema  e1_002_api_keys, as this version needs it
        ok  clock  20...Z
        """

      Examples:
        | hides                           | words                                                    |
        | stands before                   | there is one in between; no prepared statements are used |
        | that hides nobody stands before | none in between                                          |
