# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Artifacts at the prompt
  A file is put into the record under a key, found there with its session, and written out again,
  byte for byte. What is in the record is a stranger's: its names are shown and never obeyed, its
  bytes never reach a terminal as they are, and nothing is written over unasked.

  Rule: A file is put under a key, and the id is printed

    Example: With what is said of it
      Given session Alpha
      And the file "report.txt"
        """
        Invoice 1042
        """
      When the user runs hansard artifact put report report.txt --session Alpha --run run-1 --type text/plain --metadata '{"pages": 1}'
      Then standard output is
        """
        art_01...
        """
      And standard error is
        """
        Kept 13 bytes, sha256:...
        """
      And the artifact "report" is intact

    Example: As JSON
      Given the file "report.txt"
        """
        Invoice 1042
        """
      When the user runs hansard artifact put "R\u00e9sum\u00e9" report.txt --id art-1 --json
      Then standard output is
        """
        {"artifact_id": "art-1", "key": "R\u00e9sum\u00e9", "byte_size": 13, "checksum_sha256": "...", "storage_backend": "file", "storage_ref": "sha256:...", "created_at": "...", "namespace": "local", "session_id": null, "run_id": null, "content_type": null, "metadata": {}, "deleted_at": null}
        """

    Example: From standard input
      Given the artifacts
        | key   | content |
        | other | 1042    |
      When this is piped into hansard artifact put result -
        """
        piped
        """
      Then the artifact "result" holds "piped"

    Example: A file that is not there
      Given the artifacts
        | key   | content |
        | other | 1042    |
      When the user runs hansard artifact put result missing.txt
      Then the exit code is 2
      And the artifact "result" is not found

  Rule: An artifact is not replaced unasked

    Example: It stays, and the command says how to go on
      Given the artifacts
        | key    | content |
        | result | first   |
      When this is piped into hansard artifact put result -
        """
        second
        """
      Then the exit code is 4
      And standard error is
        """
        error: There is an artifact with the key result. Choose another one, or pass --force to replace it.
        """
      And the artifact "result" holds "first"

    Example: Where that is asked for it is
      Given the artifacts
        | key    | content |
        | result | first   |
      When this is piped into hansard artifact put result - --force
        """
        second
        """
      Then the artifact "result" holds "second"

    Example: Repeating a put with its id is no replacement
      Given the artifacts
        | key    | content | id    |
        | result | first   | art-1 |
      When this is piped into hansard artifact put result - --id art-1
        """
        first
        """
      Then standard output is
        """
        art-1
        """

  Rule: Its bytes come back as they are, and nothing is written over unasked

    Example: On standard output
      Given the artifacts
        | key    | content                |
        | result | Invoice 1042: Zoë 👍  |
      When the user runs hansard artifact get result
      Then standard output is
        """
        Invoice 1042: Zoë 👍
        """
      And standard error is empty

    Example: Into a file of its reader's
      Given the artifacts
        | key    | content      |
        | ../../result | Invoice 1042 |
      And the environment
        | variable | value |
        | umask    | 000   |
      When the user runs hansard artifact get ../../result -o mine.txt
      Then standard error is
        """
        Wrote 12 bytes, sha256:...
        """
      And these files are there
        | name     | mode | content      |
        | mine.txt | 0600 | Invoice 1042 |

    Example: A file of that name is kept
      Given the artifacts
        | key    | content      |
        | result | Invoice 1042 |
      And the file "mine.txt"
        """
        Mine.
        """
      When the user runs hansard artifact get result -o mine.txt
      Then the exit code is 4
      And these files are there
        | name     | mode | content |
        | mine.txt | 0644 | Mine.   |

    Example: What is known of it as JSON, its bytes in the file
      Given the artifacts
        | key    | content      | id    |
        | result | Invoice 1042 | art-1 |
      And the environment
        | variable | value |
        | umask    | 077   |
      When the user runs hansard artifact get result -o mine.txt --json
      Then standard output is
        """
        {"artifact_id": "art-1", "key": "result", "byte_size": 12, ...}
        """
      And these files are there
        | name     | mode | content      |
        | mine.txt | 0600 | Invoice 1042 |

  Rule: What is missing or damaged is said, and nothing is written

    Scenario Outline: <What>
      Given the artifacts
        | key    | content      |
        | result | Invoice 1042 |
      And the bytes of "result" <what>
      When the user runs hansard artifact get <key> -o mine.txt
      Then the exit code is <code>
      And standard error is
        """
        error: <error>
        """
      And these files are there
        | name | mode |

      Examples:
        | What            | what         | key    | code | error                                                                 |
        | No such key     | were changed | other  | 3    | Artifact not found: other. Check the key, or list the artifacts of the session. |
        | Changed bytes   | were changed | result | 5    | The bytes stored as ... were changed after they were put: ... They are the bytes of the artifact 'result'. |
        | Missing bytes   | are gone     | result | 5    | The bytes of the artifact 'result' are missing. Restore ...            |

    Example: Bytes that are kept elsewhere
      Given the registered artifacts
        | key    | kept in |
        | result | s3      |
      When the user runs hansard artifact get result
      Then the exit code is 3
      And standard error is
        """
        error: Artifact not found: result. Check the key, or list the artifacts of the session. It is registered, but its bytes are in 's3'; read them there.
        """

  Rule: A terminal gets text alone, and nothing in it is obeyed

    Example: A text
      Given the artifacts
        | key    | content                        |
        | result | hex 4869201b5b324a20e280ae0a   |
      And the environment
        | variable | value |
        | terminal | yes   |
      When the user runs hansard artifact get result
      Then standard output is
        """
        Hi \x1b[2J \u202e
        """

    Scenario Outline: <What>
      Given the artifacts
        | key    | content   |
        | result | <content> |
      And the environment
        | variable | value |
        | terminal | yes   |
      When the user runs hansard artifact get result
      Then the exit code is 1
      And standard output is
        """
        error: Artifact result <reason>, and is not shown on a terminal. Pass -o FILE to write it to a file.
        """

      Examples:
        | What                  | content        | reason               |
        | Bytes that are no text | hex 00ff       | is not text          |
        | A text with a NUL     | hex 610062     | is not text          |
        | A long one            | 2 MiB of x     | has more than 1 MiB  |

  Rule: Artifacts are listed, in the order of their creation

    Example: As a table, in which no name is obeyed
      Given the artifacts
        | key             | content | session | run   | content type | id    |
        | a\u202eb\u0085c | 1042    | Alpha   | run-1 | text/plain   | art-1 |
        | d               | 1       |         |       |              | art-2 |
      When the user runs hansard artifact list
      Then standard output is
        """
        key           bytes  type        created               session  run
        a\u202eb\x85c      4  text/plain  2026-01-01 09:00:00Z  Alpha    run-1
        d                 1              2026-01-01 09:00:00Z
        """

    Example: Page by page, of one session, as JSON
      Given the artifacts
        | key | content | session | id    |
        | a   | 1042    | Alpha   | art-1 |
        | b   | 1042    | Beta    | art-2 |
        | c   | 1042    | Alpha   | art-3 |
      And the user ran hansard artifact list --session Alpha --limit 1 --json
      When the user runs hansard artifact list --session Alpha --limit 1 --json --cursor {cursor}
      Then standard output is
        """
        {"artifact_id": "art-3", "key": "c", ...}
        """
      And standard error is
        """
        {"cursor": null}
        """

    Example: There are none
      Given the file "report.txt"
        """
        Invoice 1042
        """
      When the user runs hansard artifact list
      Then standard output is empty
      And standard error is
        """
        No artifacts.
        """

  Rule: There is always a folder for them

    Scenario Outline: <Where>
      Given the environment
        | variable          | value       |
        | HANSARD_URL       | <url>       |
        | HANSARD_ARTIFACTS | <folder>    |
      And the file "report.txt"
        """
        Invoice 1042
        """
      And the user ran hansard artifact put report report.txt
      When the user runs python -c "from pathlib import Path; print(Path('<there>').is_dir())"
      Then standard output is
        """
        True
        """

      Examples:
        | Where                         | url                          | folder        | there                                 |
        | Beside the database           | sqlite:///{folder}/agents.db | none          | agents.db-artifacts                   |
        | Beside that of the user       | none                         | none          | .local/share/hansard/hansard.db-artifacts |
        | Where the environment says    | none                         | {folder}/kept | kept                                  |
