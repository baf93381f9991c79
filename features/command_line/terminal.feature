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
        | Half of a character   | \ud800\udfff                               | \ud800\udfff                               |
        | A tag                 | \udb40\udc01\udb40\udc41\udb40\udc7f       | \U000e0001\U000e0041\U000e007f             |

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
      Given session Alpha in South with
        | property | value           |
        | name     | Invoice ‮24 |
        | actor    | pilot      |
        | owner    | ⁦Ann        |
        | tags     | la‏te       |
      When the user runs hansard session list --namespace South
      Then standard output is
        """
        session  status  messages  created               actor        owner      name              tags
        Alpha    active  0         2026-01-01 09:00:00Z  pi\x85lot  \u2066Ann  Invoice \u202e24  la\u200fte
        """

    Example: In an error
      When the user runs hansard session show "[2J‮"
      Then the exit code is 3
      And standard error is
        """
        error: Session not found: \x1b[2J\u202e. Check the id, or list the sessions of this namespace.
        """
