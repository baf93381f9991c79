Feature: Appending once
  A writer that does not know whether its message arrived says it again. A message that carries
  an id of its writer's choice is stored once, however often it is appended: the id is the key
  that makes the repetition harmless.

  Rule: The same message again is answered with the first one

    Example: It takes no number and no time
      Given session Alpha with the messages
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        |       | assistant | Paid.            |
      And 5 seconds pass
      When this message is appended to Alpha
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then the answer is the message
        | sequence | id    | role | content          | time     |
        | 0        | pay-1 | user | Pay invoice 1042 | 09:00:00 |
      And nothing has changed

    Example: It is the same in all that it carries
      Given session Alpha with the messages
        | id    | role      | content | tool calls                                              | metadata         | payload    |
        | pay-1 | assistant | "é\u0000" | [{"id": "a", "name": "pay", "arguments": {"n": 1.0}}] | {"z": 1, "a": 2} | ["\ud800"] |
      When this message is appended to Alpha
        | id    | role      | content | tool calls                                              | metadata         | payload    |
        | pay-1 | assistant | "é\u0000" | [{"id": "a", "name": "pay", "arguments": {"n": 1.0}}] | {"z": 1, "a": 2} | ["\ud800"] |
      Then the answer is the message
        | sequence | id    | metadata         | payload    |
        | 0        | pay-1 | {"z": 1, "a": 2} | ["\ud800"] |
      And nothing has changed

    Example: Without an id it is another message
      Given session Alpha with the messages
        | role | content          |
        | user | Pay invoice 1042 |
      When this message is appended to Alpha
        | role | content          |
        | user | Pay invoice 1042 |
      Then Alpha holds the messages
        | sequence | content          |
        | 0        | Pay invoice 1042 |
        | 1        | Pay invoice 1042 |

  Rule: The same id with other content is refused

    Scenario Outline: Another <part>
      Given session Alpha with the messages
        | id    | role | content | tool calls                                         | answers | metadata         | payload |
        | pay-1 | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}] | call    | {"a": 1, "b": 2} | [1]     |
      When this message is appended to Alpha
        | id    | role   | content   | tool calls | answers   | metadata   | payload   |
        | pay-1 | <role> | <content> | <calls>    | <answers> | <metadata> | <payload> |
      Then it is refused because the id is taken
      And the refusal says
        | detail | value   |
        | kind   | message |
        | key    | pay-1   |
      And nothing has changed

      Examples:
        | part               | role | content | calls                                                | answers | metadata          | payload |
        | role               | user | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | call    | {"a": 1, "b": 2}  | [1]     |
        | content            | tool | Paid.   | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | call    | {"a": 1, "b": 2}  | [1]     |
        | tool call          | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 2}}]  | call    | {"a": 1, "b": 2}  | [1]     |
        | number of calls    | tool | Paid    |                                                      | call    | {"a": 1, "b": 2}  | [1]     |
        | answered call      | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | other   | {"a": 1, "b": 2}  | [1]     |
        | value in metadata  | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | call    | {"a": 1, "b": 3}  | [1]     |
        | order of keys      | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | call    | {"b": 2, "a": 1}  | [1]     |
        | kind of number     | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | call    | {"a": 1, "b": 2}  | [1.0]   |
        | payload, by far    | tool | Paid    | [{"id": "a", "name": "pay", "arguments": {"n": 1}}]  | call    | {"a": 1, "b": 2}  |         |

  Rule: An id counts within its session

    Example: In another session it is another message
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And session Beta with 2 messages
      When this message is appended to Beta
        | id    | role | content         |
        | pay-1 | user | Pay invoice 99  |
      Then the answer is the message
        | sequence | id    | content        |
        | 2        | pay-1 | Pay invoice 99 |
      And Alpha holds 1 message

    Example: Also where the other session has the same id in another namespace
      Given session Alpha in North
      And session Alpha in South
      And this message was appended to Alpha in North
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      When this message is appended to Alpha in South
        | id    | role | content        |
        | pay-1 | user | Pay invoice 99 |
      Then the answer is the message
        | sequence | id    | content        |
        | 0        | pay-1 | Pay invoice 99 |

    Example: The id of a message that was taken back is free
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And the latest 1 message of Alpha were taken back
      When this message is appended to Alpha
        | id    | role | content        |
        | pay-1 | user | Pay invoice 99 |
      Then Alpha holds the messages
        | sequence | id    | content        |
        | 1        | pay-1 | Pay invoice 99 |

  Rule: A message can be repeated for as long as its session is there

    Example: After others have spoken
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And Alpha gets 30 messages more
      When this message is appended to Alpha
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then the answer is the message
        | sequence | id    |
        | 0        | pay-1 |
      And nothing has changed

    Scenario Outline: After the session was <event>
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And session Alpha was <event>
      When this message is appended to Alpha
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then the answer is the message
        | sequence | id    |
        | 0        | pay-1 |
      And nothing has changed

      Examples:
        | event     |
        | paused    |
        | completed |
        | failed    |
        | cancelled |

    # A store in memory belongs to the process that opened it.
    @not.with_backend=memory
    Example: By another process
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And the store was closed and opened again
      When this message is appended to Alpha
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then the answer is the message
        | sequence | id    |
        | 0        | pay-1 |
      And nothing has changed

    # A store in memory meets no faults after which it would try again.
    @not.with_backend=memory
    Example: By a store that never tries again
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And a store that tries everything once
      When this message is appended to Alpha
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then the answer is the message
        | sequence | id    |
        | 0        | pay-1 |
      And nothing has changed

  Rule: Of a batch, what is missing is stored

    Example: What is there already comes back from where it stands
      Given session Alpha with the messages
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        |       | assistant | Paid.            |
      When these messages are appended to Alpha
        | id    | role      | content          |
        | pay-0 | user      | Good morning     |
        | pay-1 | user      | Pay invoice 1042 |
        | pay-2 | assistant | Paid again.      |
      Then the answer is the messages
        | sequence | id    |
        | 2        | pay-0 |
        | 0        | pay-1 |
        | 3        | pay-2 |
      And Alpha holds 4 messages

    Example: A message that comes twice in it is stored once
      Given session Alpha with 1 message
      When these messages are appended to Alpha
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        |       | assistant | Paid.            |
        | pay-1 | user      | Pay invoice 1042 |
      Then the answer is the messages
        | sequence | content          |
        | 1        | Pay invoice 1042 |
        | 2        | Paid.            |
        | 1        | Pay invoice 1042 |
      And Alpha holds 3 messages

    Example: An id that comes twice with different contents stops all of it
      Given session Alpha with 1 message
      When these messages are appended to Alpha
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
        | pay-1 | user | Pay invoice 99   |
      Then it is refused because the id is taken
      And nothing has changed

    Example: An id that is taken stops all of it
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      When these messages are appended to Alpha
        | id    | role | content        |
        | pay-0 | user | Good morning   |
        | pay-1 | user | Pay invoice 99 |
      Then it is refused because the id is taken
      And nothing has changed

  Rule: Also repetitions at the same time are one message

    Example: Every caller is answered with it
      Given session Alpha with 2 messages
      When this message is appended to Alpha by 6 callers at the same time
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then each of them is answered with the message
        | sequence | id    | content          |
        | 2        | pay-1 | Pay invoice 1042 |
      And Alpha holds 3 messages

    Example: Of different messages with one id, one is stored
      Given session Alpha with 2 messages
      When this message is appended to Alpha by 6 callers at the same time
        | id    | role | content     |
        | pay-1 | user | I am number # |
      Then one of them is stored and the others are refused because the id is taken
      And Alpha holds 3 messages
