# The demonstration makes a database of its own, a SQLite file.
@use.with_backend=sqlite @use.with_face=sync
Feature: The demonstration
  One command shows on this machine what hansard is for: a writer is killed in the middle of an
  append, and the record holds what was acknowledged, and nothing else. It says what it has seen.
  Where that is not as it has to be, it says so and fails; otherwise it would show nothing.

  Rule: It says what it has seen

    Example: For people
      When the user runs hansard demo
      Then the exit code is 0
      And standard output is
        """
        A process of its own records a conversation
          #0 system: acknowledged
          #1 user: acknowledged
          #2 assistant: acknowledged
        It is killed in the middle of the next append
          it has run BEGIN, UPDATE, INSERT; next is COMMIT
          a second writer at this moment: database is locked
          process ... gets SIGKILL; its exit status is -9
        The file is opened again
          3 of 3 acknowledged messages are there, in order and as sent
          the message without acknowledgement is absent
          the session counts 3 messages, its next is #3
        The conversation goes on
          #3 user: repeated with its message id, and once more: #3, 4 messages
          #4 assistant: calls pay_invoice
          #5 tool: answers call-1
          #6 assistant: acknowledged
          as history for a model: 7 messages, 0 calls without an answer
        It is exported, and the export is imported
          export: 7 messages, sha256:...
          import: session 01..., 7 of 7 messages equal
        Both are verified
          2 sessions, 14 messages, 0 findings
        Everything that was acknowledged is there, and nothing else.
        """
      And standard error is empty
      And these files are there
        | name | mode |

    Example: For programs
      When the user runs hansard demo --json
      Then the exit code is 0
      And standard output is
        """
        {"ok": true, "observations": [{"step": "A process of its own records a conversation", "seen": "#0 system: acknowledged", "ok": true}, ..., {"step": "Both are verified", "seen": "2 sessions, 14 messages, 0 findings", "ok": true}]}
        """
      And standard error is empty

  Rule: Its writer does not end its last append on its own

    Example: It is left alone by the one that should have killed it
      Given the environment
        | variable    | value             |
        | HANSARD_URL | sqlite:///demo.db |
      And the user ran python -c "import subprocess, sys; command = [sys.executable, '-m', 'hansard.interfaces.cli.demo_writer', 'sqlite:///demo.db']; sys.exit(1 - subprocess.run(command, stdin=subprocess.DEVNULL).returncode)"
      When the user runs hansard verify
      Then standard output is
        """
        Checked 1 session with 3 messages and 0 events: 0 findings.
        """

  Rule: Its database can be kept

    Example: In a folder for its owner alone
      When the user runs hansard demo --keep kept/here
      Then the exit code is 0
      And standard error is
        """
        The database is {folder}/kept/here/demo.db
        """
      And these files are there
        | name                   | mode |
        | kept/                  | 0755 |
        | kept/here/             | 0700 |
        | kept/here/demo.db      | 0600 |
        | kept/here/demo.db.lock | 0600 |

    Example: What is there already is not touched
      Given the file "kept/demo.db"
        """
        Mine.
        """
      When the user runs hansard demo --keep kept
      Then the exit code is 4
      And standard error is
        """
        error: {folder}/kept/demo.db exists. Choose another folder.
        """
      And these files are there
        | name         | mode | content |
        | kept/        | 0755 |         |
        | kept/demo.db | 0644 | Mine.   |

    Example: It has a database of its own, never the user's
      When the user runs hansard demo --url sqlite:///agents.db
      Then the exit code is 2
      And standard output is empty
      And these files are there
        | name | mode |

  Rule: It fails where something is not as it has to be

    Scenario Outline: <fault>
      Given the program has the fault "<fault>"
      When the user runs hansard demo
      Then the exit code is 1
      And standard output is
        """
        ...
          NOT AS IT HAS TO BE: <seen>
        ...
        Something is not as it has to be. The record must not be trusted on this machine.
        """

      Examples: the writer
        | fault                                       | seen                                                        |
        | the writer is let out before it has written | process ... gets SIGKILL; its exit status is -9             |
        | the writer ends on its own                  | process ... gets SIGKILL; its exit status is 0              |
        | a second writer is let in                   | a second writer at this moment: is let in                   |
        | the writer says nothing                     | it has run nothing; next is unknown                         |

      Examples: the record
        | fault                                       | seen                                                        |
        | an acknowledged message is lost             | 2 of 3 acknowledged messages are there, in order and as sent |
        | an acknowledged message is changed          | 2 of 3 acknowledged messages are there, in order and as sent |
        | an acknowledged message is changed          | checksum: message 1: ...                                    |
        | messages change their places                | 1 of 3 acknowledged messages are there, in order and as sent |
        | the counter is wrong                        | the session counts 4 messages, its next is #4               |

      Examples: what comes after
        | fault                                       | seen                                                        |
        | an append that is repeated adds a message   | #3 user: repeated with its message id, and once more: #4, 5 messages |
        | an import loses a message                   | import: session 01..., 6 of 7 messages equal                |
