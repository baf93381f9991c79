# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: How commands fail
  A script goes on by the exit code: it creates what was not found, reads again after a conflict,
  stops where something is not whole, and tries later where nobody answered.

  Rule: The exit code says what to do

    Scenario Outline: <code>: <what>
      Given session Alpha with 2 messages
      And the file "page.txt"
        """
        <html>
        """
      When the user runs hansard <command>
      Then the exit code is <code>
      And standard error is
        """
        error: ...
        """
      And nothing has changed

      Examples: fix what was asked for
        | code | what                               | command                                               |
        | 2    | an option that does not exist      | session list --colour                                 |
        | 2    | an argument that is missing        | session show                                          |
        | 2    | a role that does not exist         | session append Alpha robot Hello                      |
        | 2    | a message that says nothing        | session append Alpha user                             |
        | 2    | metadata that is no JSON           | session create --metadata {                           |
        | 2    | metadata that is no object         | session create --metadata []                          |
        | 2    | calls that are no list             | session append Alpha assistant --tool-calls {}        |
        | 2    | a key that is there twice          | session create --metadata '{"a": 1, "a": 2}'          |
        | 2    | a name that says nothing           | session create --name ""                              |
        | 2    | a name with a control character    | session create --name "a\u0007"                       |
        | 2    | a cursor of nobody                 | session list --cursor abc                             |
        | 2    | a call without a name              | session append Alpha assistant --tool-calls [{}]      |
        | 1    | content that is no text            | session append Alpha user "\udcff"                    |
        | 1    | a line that is no conversation     | import-chats page.txt                                 |
        | 1    | a document that is none            | session import page.txt                               |

      Examples: look elsewhere, or read again
        | code | what                               | command                                               |
        | 3    | a session that is not there        | session append Omega user Hello                       |
        | 3    | a session that is not there        | session export Omega                                  |
        | 3    | a session that is not there        | verify --session Omega                                |
        | 3    | a session that is not there        | export-chats --session Omega                          |
        | 4    | an id that is taken                | session create --id Alpha                             |
        | 4    | a number that is not the next      | session append Alpha user Hello --expected-sequence 7 |
        | 4    | a file that is there               | session export Alpha --output page.txt                |
        | 4    | a file that is there               | export-chats --output page.txt                        |

      Examples: look at the database
        | code | what                               | command                                               |
        | 5    | a file that is no database         | session list --url sqlite:///page.txt                 |
        | 69   | a server that does not answer      | session list --url postgresql://u@127.0.0.1:1/d       |
        | 1    | a database of another kind         | session list --url mysql://u@127.0.0.1/d              |
        | 1    | a URL that is none                 | session list --url agents.db                          |
        | 1    | a store in memory                  | session list --url sqlite:///:memory:                 |

    Example: 4: a session that has ended takes no message
      Given the completed session Alpha
      When the user runs hansard session append Alpha user "One more thing"
      Then the exit code is 4
      And nothing has changed

    Example: 4: an older schema is not written to
      Given an empty database
      And it was upgraded to a7_001_session_persistence
      When the user runs hansard session list
      Then the exit code is 4
      And standard error is
        """
        error: The database is at schema revision a7_001_session_persistence, this version needs e1_002_api_keys. Back up, then run: hansard db upgrade
        """

    Example: 1: a text from standard input that is no UTF-8
      Given session Alpha
      When this is piped into hansard session append Alpha user -
        """
        Zo\udceb
        """
      Then the exit code is 1
      And standard error is
        """
        error: Standard input is not UTF-8 at byte 2.
        """
      And nothing has changed

  Rule: A driver that is not installed is named, with the way to get it

    Example: PostgreSQL without psycopg
      Given the file "hidden/psycopg.py"
        """
        raise ImportError("as if it were not installed")
        """
      And the environment
        | variable   | value           |
        | PYTHONPATH | {folder}/hidden |
      When the user runs python -m hansard session list --url postgresql://u@127.0.0.1:1/d
      Then the exit code is 1
      And standard error is
        """
        error: PostgreSQL needs the extra 'postgres'. Install it: pip install 'hansard[postgres]'
        """

  Rule: What nobody has foreseen is one line, too

    Example: A defect of the program
      Given the environment
        | variable    | value                     |
        | HANSARD_URL | postgresql://u:s3cret@h/d |
      And the program has the fault "it divides by its URL"
      When the user runs hansard session list
      Then the exit code is 1
      And standard output is empty
      And standard error is
        """
        error: Internal error: ZeroDivisionError: postgresql://u:***@h/d. Run again with -vv for more.
        """

    Example: A file that appears while another is written
      Given session Alpha in South
      And the program has the fault "a file of that name appears while it writes"
      When the user runs hansard session export Alpha --namespace South --output alpha.json
      Then the exit code is 4
      And these files are there
        | name       | mode | content |
        | alpha.json | 0644 | Mine.   |
