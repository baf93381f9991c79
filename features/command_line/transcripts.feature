# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Transcripts at the prompt
  A file of conversations becomes sessions, one for each line, and sessions become such a file
  again. An import that stops says at which line, and how to go on from there without storing
  anything twice.

  Rule: Each conversation is stored as a session and named

    Example: The session, the conversation, and how much it holds
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-7", "messages": [{"role": "user", "content": "Hello"}]}

        {"conversation_id": "c-\u202e8", "messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yes?"}]}
        """
      When the user runs hansard import-chats chats.jsonl
      Then standard output is
        """
        01...  c-7  1 message
        01...  c-\u202e8  2 messages
        """
      And standard error is
        """
        Imported 2 conversations with 3 messages, skipped 0 lines.
        """

    Example: From standard input, into a namespace
      Given session Alpha
      When this is piped into hansard import-chats - --namespace South --quiet
        """
        {"conversation_id": "c-7", "messages": []}
        """
      Then standard output is
        """
        01...  c-7  0 messages
        """
      And standard error is empty
      And session Alpha is one of 1 session

    Example: As JSON each line of the file gets a line
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-7", "messages": [{"role": "user", "content": "Hello"}]}
        {"conversation_id": 7}
        """
      When the user runs hansard import-chats chats.jsonl --on-error skip --json
      Then standard output is
        """
        {"line": 1, "conversation_id": "c-7", "session_id": "01...", "messages": 1}
        {"line": 2, "skipped": "conversation_id must be a text"}
        """
      And standard error is empty

  Rule: A line that is no conversation stops the import, or is passed over

    Example: It stops there, with what came before it stored
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-1", "messages": [{"role": "user", "content": "Hello"}]}
        {"conversation_id": "c-2", "messages": [{"role": "robot", "content": "Hello"}]}
        {"conversation_id": "c-3", "messages": [{"role": "user", "content": "Hello"}]}
        """
      When the user runs hansard import-chats chats.jsonl
      Then the exit code is 1
      And standard output is
        """
        ...  c-1  1 message
        """
      And standard error is
        """
        error: line 2: messages[0]: Unknown role 'robot'. A message is from user, assistant, system, tool. Conversations before this line are stored; continue from this line.
        """
      And the store holds the conversations "c-1"

    Example: Where that is asked for, it is passed over and reported
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-1", "messages": []}
        {"conversation_id": "c-2"}
        {"conversation_id": "c-3", "messages": []}
        """
      When the user runs hansard import-chats chats.jsonl --on-error skip
      Then standard output is
        """
        01...  c-1  0 messages
        01...  c-3  0 messages
        """
      And standard error is
        """
        Skipped line 2: messages must be a list
        Imported 2 conversations with 0 messages, skipped 1 line.
        """
      And the store holds the conversations "c-1, c-3"

    Example: It is continued from the line at which it stopped
      Given the file "chats.jsonl"
        """
        not yet a conversation
        {"conversation_id": "c-2", "messages": []}
        {"conversation_id": "c-3", "messages": []}
        """
      When the user runs hansard import-chats chats.jsonl --from-line 2
      Then standard error is
        """
        Imported 2 conversations with 0 messages, skipped 0 lines.
        """
      And the store holds the conversations "c-2, c-3"

    Scenario Outline: <options> is a matter of usage
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-1", "messages": []}
        """
      When the user runs hansard import-chats <options>
      Then the exit code is 2
      And standard error is
        """
        error: <reason> Try: hansard import-chats --help
        """

      Examples:
        | options                        | reason                                                                    |
        | chats.jsonl --from-line 0      | Invalid value for '--from-line': 0 is not in the range x>=1.              |
        | chats.jsonl --on-error ignore  | Invalid value for '--on-error': 'ignore' is not one of 'stop', 'skip'.    |
        | nowhere.jsonl                  | Invalid value for 'FILE': File 'nowhere.jsonl' does not exist.            |
        | .                              | Invalid value for 'FILE': File '.' is a directory.                        |

  Rule: Sessions go out as they came in

    Example: Line by line on standard output
      Given the user ran python -c "open('chats.jsonl', 'w').write('{\x22conversation_id\x22:\x22c-7\x22,\x22messages\x22:[{\x22content\x22:null,\x22role\x22:\x22assistant\x22,\x22name\x22:\x22Zo\xeb\x22}]}\n')"
      And the user ran hansard import-chats chats.jsonl
      When the user runs hansard export-chats
      Then standard output is
        """
        {"conversation_id":"c-7","messages":[{"content":null,"role":"assistant","name":"Zoë"}]}
        """
      And standard error is
        """
        Exported 1 conversation.
        """

    Example: For programs, in printable ASCII alone
      Given session Alpha with the messages
        | role | content               |
        | user | "Zoë 👍 \u202e \u007f" |
      When the user runs hansard export-chats --json
      Then standard output is
        """
        {"conversation_id":"Alpha","messages":[{"role":"user","content":"Zo\u00eb \ud83d\udc4d \u202e \u007f"}]}
        """
      And standard error is empty

    Example: Only these, in this order
      Given session Alpha in South
      And session Beta in South
      And session Gamma in South
      When the user runs hansard export-chats --namespace South --session Gamma --session Alpha --quiet
      Then standard output is
        """
        {"conversation_id":"Gamma","messages":[]}
        {"conversation_id":"Alpha","messages":[]}
        """
      And standard error is empty

    Example: All of them, the oldest first
      Given session Beta in South
      And session Alpha in South
      When the user runs hansard export-chats --namespace South --quiet
      Then standard output is
        """
        {"conversation_id":"Beta","messages":[]}
        {"conversation_id":"Alpha","messages":[]}
        """

  Rule: A file of transcripts appears when it is complete

    Example: It is readable by its owner alone
      Given session Alpha in South with 1 message
      And session Beta in South
      When the user runs hansard export-chats --namespace South -o chats.jsonl
      Then standard output is empty
      And these files are there
        | name        | mode | content                                                                                        |
        | chats.jsonl | 0600 | {"conversation_id":"Alpha","messages":[{"role":"user","content":"message 0"}]}⏎{"conversation_id":"Beta","messages":[]} |

    Example: A session that is not there leaves nothing behind
      Given session Alpha in South with 1 message
      And the environment
        | variable | value |
        | umask    | 022   |
      When the user runs hansard export-chats --namespace South --session Alpha --session Omega -o chats.jsonl
      Then the exit code is 3
      And these files are there
        | name | mode |

    Example: An older file stays as it is
      Given session Alpha in South with 1 message
      And the file "chats.jsonl"
        """
        Mine.
        """
      When the user runs hansard export-chats --namespace South --output chats.jsonl
      Then the exit code is 4
      And these files are there
        | name        | mode | content |
        | chats.jsonl | 0644 | Mine.   |
