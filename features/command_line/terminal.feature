# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: What a terminal gets to see
  Every stored text is a stranger's. A terminal obeys control characters: it clears the screen,
  puts text into the clipboard, writes over what stood there, or turns the direction of reading.
  Nothing of that comes out of the record; a reader sees what is there.

  Rule: No stored text reaches a terminal as a command

    Scenario Outline: <What> in a message is shown, not obeyed
      Given session Alpha with the messages
        | role | content     |
        | user | "A<stored>B" |
      When the user runs hansard session show Alpha
      Then standard output is
        """
        session    Alpha
        ...
        #0 user  2026-01-01 09:00:00Z
            A<shown>B
        """

      Examples: what a terminal obeys
        | What                          | stored                                         | shown                                    |
        | A cleared screen              | \u001b[2J                                      | \x1b[2J                                  |
        | A copy into the clipboard     | \u001b]52;c;cm0gLXJm\u0007                     | \x1b]52;c;cm0gLXJm\x07                   |
        | A new title of the window     | \u001b]0;root\u001b\\                          | \x1b]0;root\x1b\                         |
        | A return to the line's start  | \rdone.                                        | \rdone.                                  |
        | A step back                   | \b\b\b                                         | \x08\x08\x08                             |
        | The rest of the first 32      | \u0000\u0001\u0002\u0003\u0004\u0005\u0006\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001c\u001d\u001e\u001f | \x00\x01\x02\x03\x04\x05\x06\x0b\x0c\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1c\x1d\x1e\x1f |
        | An escape of one character    | \u007f\u0080\u0085\u0090\u009b31m\u009c\u009f | \x7f\x80\x85\x90\x9b31m\x9c\x9f          |

      Examples: what turns the direction of reading
        | What                  | stored                                     | shown                                      |
        | A mark                | \u061c\u200e\u200f                         | \u061c\u200e\u200f                         |
        | An embedding          | \u202a\u202b\u202c                         | \u202a\u202b\u202c                         |
        | An override           | \u202d\u202egpj.exe                        | \u202d\u202egpj.exe                        |
        | An isolation          | \u2066\u2067\u2068\u2069                   | \u2066\u2067\u2068\u2069                   |

      Examples: what nobody sees
        | What                  | stored                                     | shown                                      |
        | A line of its own     | \u2028\u2029                               | \u2028\u2029                               |
        | An annotation         | \ufff9\ufffa\ufffb                         | \ufff9\ufffa\ufffb                         |
        | Half of a character   | \udfff\ud800                               | \udfff\ud800                               |
        | A tag                 | \udb40\udc01\udb40\udc41\udb40\udc7f       | \U000e0001\U000e0041\U000e007f             |
        | A blank of no width   | \u200b\u2060\ufeff\u00ad                   | \u200b\u2060\ufeff\xad                     |
        | A letter without a shape | \u115f\u3164\uffa0\u180e\u034f             | \u115f\u3164\uffa0\u180e\u034f             |
        | A selector of variants   | \ufe00\udb40\udd00\udb40\uddef           | \ufe00\U000e0100\U000e01ef                 |

    Example: What joins letters, and what colours a sign, is left alone
      Given session Alpha with the messages
        | role | content                    |
        | user | 👩‍💻 می‌خواهم ❤️ é Ǆ 請求 |
      When the user runs hansard session show Alpha
      Then standard output is
        """
        session    Alpha
        ...
        #0 user  2026-01-01 09:00:00Z
            👩‍💻 می‌خواهم ❤️ é Ǆ 請求
        """

    Example: Lines and tabs of a message stay, and every other text is one line
      Given session Alpha with
        | property | value       |
        | metadata | {"a": "\n"} |
      And this message was appended to Alpha
        | role | content           |
        | user | "1\n\t2\n\n3"     |
      When the user runs hansard session show Alpha
      Then standard output is
        """
        session    Alpha
        ...
        metadata   {"a": "\n"}
        ...
        #0 user  2026-01-01 09:00:00Z
            1
            ␉2

            3
        """

    Example: The parts of a call are no commands either
      Given session Alpha with the messages
        | role      | tool calls                                                                   | metadata              | payload      |
        | assistant | [{"id": "c\u202e", "name": "p\u0085", "arguments": {"\u001b": "\u001b[2J"}}] | {"\u007f": "\u009b"} | ["\u001bc"] |
      When the user runs hansard session show Alpha
      Then standard output is
        """
        session    Alpha
        ...
        #0 assistant  2026-01-01 09:00:00Z
            calls p\x85 as c\u202e: {"\u001b": "\u001b[2J"}
            metadata: {"\u007f": "\u009b"}
            payload: ["\u001bc"]
        """

  Rule: No name and no answer is a command either

    Example: In a list
      Given the user ran hansard session create --id Alpha --name "Invoice \u202e24" --actor "pi\u0085lot" --owner "\u2066Ann" --tag "la\u200fte"
      When the user runs hansard session list
      Then standard output is
        """
        session  status  messages  created  actor       owner      name              tags
        Alpha    active  0         ...Z     pi\x85lot  \u2066Ann  Invoice \u202e24  la\u200fte
        """

    Example: In what would be deleted
      Given the user ran hansard session create --id "Al\u202epha" --name "\u0085"
      When the user runs hansard session delete "Al\u202epha" --dry-run
      Then standard output is
        """
        Would delete session Al\u202epha, named \x85, with 0 messages, created ...
        """

    Scenario Outline: In an error that names <what>
      Given session Alpha
      When the user runs hansard <command>
      Then the exit code is <code>
      And standard error is
        """
        error: ...\x1b[2J\u202e...
        """

      Examples:
        | what      | command                                    | code |
        | a session | session show "\u001b[2J\u202e"             | 3    |
        | a folder  | session export Alpha -o "\u001b[2J\u202e/alpha.json" | 1 |
        | a file    | session import "\u001b[2J\u202e"           | 2    |
        | a role    | session append Alpha "\u001b[2J\u202e" Hi  | 2    |
        | an option | session list "--\u001b[2J\u202e"           | 2    |

    Example: In the log
      Given the environment
        | variable    | value                                            |
        | HANSARD_URL | postgresql://u@127.0.0.1:1/d?application_name=%1b%5b2J |
      When the user runs hansard session list -v
      Then the exit code is 69
      And standard error is
        """
        INFO hansard.database: ...; trying again in ... s
        ...
        error: The database cannot be reached (...). Start it or check the URL; where a write was under way, repeat it with the same id.
        """

  Rule: Programs get everything as it is stored, in printable ASCII

    Example: A session as JSON
      Given session Alpha with the messages
        | role | content                        |
        | user | "\u001b[2J\u007f\u009b\u202e\ud800 é 👍" |
      When the user runs hansard session show Alpha --json
      Then standard output is
        """
        {"session_id": "Alpha", ..., "content": "\u001b[2J\u007f\u009b\u202e\ud800 \u00e9 \ud83d\udc4d", ...}
        """

    Example: Transcripts on a terminal
      Given session Alpha with the messages
        | role | content                   |
        | user | "Zoë \u001b[2J \u202e 👍" |
      And the environment
        | variable | value |
        | terminal | yes   |
      When the user runs hansard export-chats
      Then standard output is
        """
        {"conversation_id":"Alpha","messages":[{"role":"user","content":"Zo\u00eb \u001b[2J \u202e \ud83d\udc4d"}]}
        Exported 1 conversation.
        """

  Rule: There is colour on a terminal that can show it, for those who want it

    Scenario Outline: <Where>
      Given session Alpha in South
      And the environment
        | variable    | value      |
        | terminal    | <terminal> |
        | TERM        | <kind>     |
        | NO_COLOR    | <no>       |
        | FORCE_COLOR | <force>    |
      When the user runs hansard session list --namespace South
      Then standard output is
        """
        <heading>
        Alpha    active  0         2026-01-01 09:00:00Z
        """

      Examples: there is
        | Where                                    | terminal | kind  | no   | force | heading                   |
        | On a terminal                            | yes      | xterm | none | none  | ␛[1msession...messages... |
        | Where it is asked for in a pipe          | no       | xterm | none | 1     | ␛[1msession...messages... |

      Examples: there is none
        | Where                                    | terminal | kind  | no   | force | heading                            |
        | In a pipe                                | no       | xterm | none | none  | session  status  messages  created |
        | On a dumb terminal                       | yes      | dumb  | none | none  | session  status  messages  created |
        | Where nobody wants it                    | yes      | xterm | 1    | none  | session  status  messages  created |
        | Where nobody wants it, though it was asked for | no | xterm | 1    | 1     | session  status  messages  created |

  Rule: Progress is shown on a terminal alone, beside the data and not among it

    Example: An import shows how far it is
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-7", "messages": []}
        """
      And the environment
        | variable | value |
        | terminal | yes   |
      When the user runs hansard import-chats chats.jsonl
      Then standard output is
        """
        ...Importing...1 conversation...
        ...01...  c-7  0 messages
        Imported 1 conversation with 0 messages, skipped 0 lines.
        """

    Scenario Outline: It does not <where>
      Given the file "chats.jsonl"
        """
        {"conversation_id": "c-7", "messages": []}
        """
      And the environment
        | variable | value  |
        | terminal | yes    |
        | TERM     | <kind> |
      When the user runs hansard import-chats chats.jsonl <option>
      Then standard output is
        """
        01...  c-7  0 messages
        ...
        """

      Examples:
        | where                         | kind  | option  |
        | where it cannot be drawn      | dumb  |         |
        | where nobody wants it         | xterm | --quiet |
