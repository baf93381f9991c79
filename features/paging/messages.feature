Feature: Long conversations, piece by piece
  A conversation may have more messages than fit into memory or onto a screen. It is read by
  limit and offset, from its end, or as a stream that holds one page at a time. Whichever way,
  messages come in the order of the record.

  Rule: Limit and offset cut a piece out

    Scenario Outline: <piece>
      Given session Alpha with 5 messages
      When the messages of Alpha are read with limit <limit> and offset <offset>
      Then the sequences of the answer are <sequences>

      Examples:
        | piece                               | limit | offset | sequences     |
        | everything                          | none  | 0      | 0, 1, 2, 3, 4 |
        | the beginning                       | 2     | 0      | 0, 1          |
        | the middle                          | 2     | 2      | 2, 3          |
        | the rest, where the limit goes past | 10    | 3      | 3, 4          |
        | the rest without a limit            | none  | 4      | 4             |
        | nothing, behind the end             | none  | 5      | none          |
        | nothing, far behind the end         | 1     | 9000   | none          |

    Example: An offset counts messages, also where some were taken back
      Given session Alpha with 4 messages
      And the latest 2 messages of Alpha were taken back
      And Alpha gets 2 messages more
      When the messages of Alpha are read with limit 2 and offset 1
      Then the sequences of the answer are 1, 4

    Scenario Outline: Limit <limit> and offset <offset> are refused
      Given session Alpha with 5 messages
      When the messages of Alpha are read with limit <limit> and offset <offset>
      Then it is refused because an argument is invalid
      And the refusal mentions "<argument>"

      Examples:
        | limit | offset | argument |
        | 0     | 0      | limit    |
        | -1    | 0      | limit    |
        | "ten" | 0      | limit    |
        | true  | 0      | limit    |
        | 2.5   | 0      | limit    |
        | 1     | -1     | offset   |
        | 1     | "two"  | offset   |
        | 1     | none   | offset   |

  Rule: The latest messages come oldest first

    Scenario Outline: The latest <count> of 5
      Given session Alpha with 5 messages
      When the latest <count> messages of Alpha are read
      Then the sequences of the answer are <sequences>

      Examples:
        | count | sequences     |
        | 2     | 3, 4          |
        | 5     | 0, 1, 2, 3, 4 |
        | 100   | 0, 1, 2, 3, 4 |
        | 0     | none          |

    Example: What was taken back is not among them
      Given session Alpha with 5 messages
      And the latest 2 messages of Alpha were taken back
      When the latest 2 messages of Alpha are read
      Then the sequences of the answer are 1, 2

    Example: Less than none is refused
      Given session Alpha with 5 messages
      When the latest -1 messages of Alpha are read
      Then it is refused because an argument is invalid
      And the refusal mentions "at least 0"

  Rule: A stream gives every message once, page by page

    Scenario Outline: A stream in pages of <size>
      Given session Alpha with 5 messages
      When the messages of Alpha are asked for as a stream in pages of <size>
      Then the sequences of the answer are 0, 1, 2, 3, 4

      Examples:
        | size |
        | 1    |
        | 2    |
        | 5    |
        | 1000 |

    Example: A stream that begins behind a message
      Given session Alpha with 5 messages
      When the messages of Alpha are asked for as a stream behind sequence 2
      Then the sequences of the answer are 3, 4

    Example: A long conversation streams whole
      Given session Alpha with 1201 messages
      When the messages of Alpha are asked for as a stream
      Then the sequences of the answer are 0 to 1200

    Scenario Outline: A stream <way> is refused
      Given session Alpha with 5 messages
      When the messages of Alpha are asked for as a stream <way>
      Then it is refused because an argument is invalid
      And the refusal mentions "<argument>"

      Examples:
        | way                 | argument  |
        | in pages of 0       | page size |
        | in pages of 1001    | page size |
        | in pages of none    | page size |
        | behind sequence "x" | after     |
        | behind sequence -1  | after     |

  Rule: A stream sees what happens meanwhile

    Example: Messages that were appended meanwhile follow
      Given session Alpha with 4 messages
      And a stream of Alpha in pages of 2 that has given 2 messages
      And Alpha gets 3 messages more
      When the rest of the stream is taken
      Then the sequences of the answer are 2, 3, 4, 5, 6

    Example: Messages that were taken back meanwhile are left out
      Given session Alpha with 6 messages
      And a stream of Alpha in pages of 2 that has given 2 messages
      And the latest 3 messages of Alpha were taken back
      And Alpha gets 2 messages more
      When the rest of the stream is taken
      Then the sequences of the answer are 2, 6, 7

    Example: A session that was deleted meanwhile is missed
      Given session Alpha with 4 messages
      And a stream of Alpha in pages of 2 that has given 2 messages
      And session Alpha was deleted
      When the rest of the stream is taken
      Then it is refused because the session is not found

  Rule: An empty session has no messages, a missing one is missed

    Scenario Outline: <way>, of an empty session
      Given session Alpha
      When the messages of Alpha are asked for <way>
      Then the sequences of the answer are none

      Examples:
        | way            |
        | all at once    |
        | by limit       |
        | from the end   |
        | as a stream    |
        | from a number  |

    Scenario Outline: <way>, of a missing session
      Given session Alpha with 1 message
      When the messages of Omega are asked for <way>
      Then it is refused because the session is not found
      And the refusal says
        | detail     | value |
        | session id | Omega |

      Examples:
        | way            |
        | all at once    |
        | by limit       |
        | from the end   |
        | as a stream    |
        | from a number  |
