# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Documents at the prompt
  A session goes into a file, and out of it into another store. The file is for its owner's eyes,
  appears when it is complete, and never takes the place of another unasked. What comes from a
  file is checked from end to end before anything is stored.

  Rule: An export is a document on standard output, or in a file of its owner's

    Example: On standard output it is printable ASCII alone
      Given session Alpha with the messages
        | role | content         | id    |
        | user | "Zoë\u001b 👍 \u202e" | first |
      When the user runs hansard session export Alpha
      Then standard output is
        """
        {"schema_version": "1.0", "session_id": "Alpha", "actor_name": null, "namespace": "local", "messages": [{"message_id": "first", "role": "user", "content": "Zo\u00eb\u001b \ud83d\udc4d \u202e", "sequence": 0, "timestamp": "2026-01-01T09:00:00.123456+00:00", "metadata": {}, "tool_calls": [], "tool_call_id": null, "payload": null}], "linked_plan_ids": [], "token_usage": {"input_tokens": 0, "output_tokens": 0, "estimated_cost": 0.0}, "metadata": {}, "created_at": "2026-01-01T09:00:00.123456+00:00", "updated_at": "2026-01-01T09:00:00.123456+00:00", "name": null, "owner_id": null, "status": "active", "status_reason": null, "automation_level": null, "tags": [], "checksum": "sha256:..."}
        """
      And standard error is
        """
        Exported 1 message, sha256:...
        """

    Example: A file is readable by its owner alone
      Given session Alpha with 2 messages
      And the environment
        | variable | value |
        | umask    | 000   |
      When the user runs hansard session export Alpha --output alpha.json
      Then standard output is empty
      And standard error is
        """
        Exported 2 messages, sha256:...
        """
      And these files are there
        | name       | mode | content                    |
        | alpha.json | 0600 | {"schema_version": "1.0", "session_id": ..., "checksum": "sha256:..."} |

    Example: Quietly, it is the document and nothing else
      Given session Alpha with 2 messages
      When the user runs hansard session export Alpha --quiet
      Then standard output is
        """
        {"schema_version": "1.0", "session_id": "Alpha", ...}
        """
      And standard error is empty

    Example: A session that is not there leaves no file
      Given session Alpha in South
      And the environment
        | variable | value |
        | umask    | 022   |
      When the user runs hansard session export Alpha --output alpha.json
      Then the exit code is 3
      And these files are there
        | name | mode |

  Rule: What is there is not written over unasked

    Example: A file of that name is kept
      Given session Alpha with 2 messages
      And the file "alpha.json"
        """
        Mine.
        """
      When the user runs hansard session export Alpha --output alpha.json
      Then the exit code is 4
      And standard error is
        """
        error: alpha.json exists. Choose another name, or pass --force to replace it.
        """
      And these files are there
        | name       | mode | content |
        | alpha.json | 0644 | Mine.   |

    Example: It is replaced as a whole where that is asked for
      Given session Alpha with 2 messages
      And the file "alpha.json"
        """
        Mine.
        """
      When the user runs hansard session export Alpha --output alpha.json --force
      Then the exit code is 0
      And these files are there
        | name       | mode | content                   |
        | alpha.json | 0600 | {"schema_version": "1.0", ...} |

    Scenario Outline: <What> is never written through, nor replaced
      Given session Alpha with 2 messages
      And the user ran python -c "import os; <making>"
      When the user runs hansard session export Alpha --output there --force
      Then the exit code is <code>
      And standard error is
        """
        error: <reason>
        """

      Examples:
        | What   | making                                          | code | reason                                                              |
        | A link | os.symlink('elsewhere', 'there')                | 1    | there is not a regular file. Use - to write to standard output.     |
        | A pipe | os.mkfifo('there')                              | 1    | there is not a regular file. Use - to write to standard output.     |
        | A folder | os.mkdir('there')                             | 2    | Invalid value for '-o' / '--output': File 'there' is a directory. Try: hansard session export --help |

    Example: A folder that is not there is named
      Given session Alpha with 2 messages
      When the user runs hansard session export Alpha --output nowhere/alpha.json
      Then the exit code is 1
      And standard error is
        """
        error: nowhere/alpha.json: No such file or directory.
        """

  Rule: An import is answered with the id of a new session

    Example: From a file
      Given session Alpha with 2 messages
      And the user ran hansard session export Alpha --output alpha.json
      When the user runs hansard session import alpha.json --namespace South
      Then standard output is
        """
        01...
        """
      And standard error is
        """
        Imported 2 messages.
        """

    Example: From standard input
      Given session Alpha
      When this is piped into hansard session import - --quiet
        """
        {"schema_version": "1.0", "session_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "actor_name": "local/orchestrator", "namespace": "local", "linked_plan_ids": [], "messages": [{"message_id": "01BX5ZZKBKACTAV9WEVGEMMVRZ", "role": "user", "content": "h\u00e9llo", "sequence": 0}], "checksum": "874a2a53a269c6394730693a7ec1f40971d2ca643a5324ab4dde94724f53440d"}
        """
      Then standard output is
        """
        01...
        """
      And standard error is empty
      And session Alpha is one of 2 sessions

    Example: As JSON it is answered with the session
      Given session Alpha with 2 messages
      And the export of Alpha
      And the document in the file "alpha.json"
      When the user runs hansard session import alpha.json --json
      Then standard output is
        """
        {"session_id": "01...", "namespace": "local", ..., "message_count": 2, "next_sequence": 2, "created_at": "2026-01-01T09:00:00.123456+00:00", ...}
        """
      And session Alpha is one of 2 sessions

  Rule: A document that does not verify is refused, and nothing is stored

    Example: It was changed after its export
      Given session Alpha with 2 messages
      And the export of Alpha, tampered with
        | part               | value              |
        | messages/0/content | "Pay invoice 9999" |
      And the document in the file "alpha.json"
      When the user runs hansard session import alpha.json
      Then the exit code is 5
      And nothing has changed

    Example: It makes no sense
      Given session Alpha with 2 messages
      And the export of Alpha, signed anew with
        | part            | value   |
        | messages/1/role | "robot" |
      And the document in the file "alpha.json"
      When the user runs hansard session import alpha.json
      Then the exit code is 1
      And nothing has changed

    Scenario Outline: <What> is refused with what is wrong
      Given session Alpha
      And the user ran python -c "open('it', 'wb').write(<bytes>)"
      When the user runs hansard session import it
      Then the exit code is 1
      And standard error is
        """
        error: <reason>
        """
      And nothing has changed

      Examples:
        | What                       | bytes                                   | reason                                                 |
        | An empty file              | b''                                     | document: is not JSON at line 1, column 1: Expecting value |
        | Half of a document         | b'{\x22messages\x22: ['                 | document: is not JSON at line 1, column ...            |
        | Another encoding           | b'{\x22name\x22: \x22Zo\xeb\x22}'       | document: is not UTF-8...                              |
        | The same key twice         | b'{\x22a\x22: 1, \x22a\x22: 2}'         | document: an object has the same key twice             |
        | Lists in lists in lists    | b'[' * 100000 + b']' * 100000           | document: nested deeper than 64 levels                   |
        | A number that is none      | b'{\x22a\x22: NaN}'                     | document: ...NaN...                                    |
        | A list                     | b'[]'                                   | document: must be a JSON object                        |

    Example: One that is larger than it may be is not read to its end
      Given session Alpha
      And the user ran python -c "open('large.json', 'w').write(' ' * 1048577)"
      When the user runs hansard session import large.json --max-size 1
      Then the exit code is 1
      And standard error is
        """
        error: large.json has more than 1 MiB, which is all that is read.
        """
      And nothing has changed
