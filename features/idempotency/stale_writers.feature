Feature: Writers that look at an old state
  An agent answers what it has read. Where something else was said meanwhile, its answer may be
  wrong. A writer can therefore say which number its message should get; it is stored with that
  number or not at all, and a refused writer learns where the session stands.

  Rule: A message is stored with the number that its writer expects, or not at all

    Example: The writer is right
      Given session Alpha with 2 messages
      When this message is appended to Alpha as sequence 2
        | role      | content |
        | assistant | Paid.   |
      Then the answer is the message
        | sequence | content |
        | 2        | Paid.   |
      And Alpha holds 3 messages

    Scenario Outline: The writer is <wrong>
      Given session Alpha with 2 messages
      When this message is appended to Alpha as sequence <expected>
        | role      | content |
        | assistant | Paid.   |
      Then it is refused because the session has moved on
      And the refusal says
        | detail            | value      |
        | session id        | Alpha      |
        | expected sequence | <expected> |
        | actual sequence   | 2          |
      And nothing has changed

      Examples:
        | wrong                    | expected            |
        | behind                   | 1                   |
        | far behind               | 0                   |
        | ahead                    | 3                   |
        | as far ahead as can be   | 9223372036854775807 |

    Example: Numbers of messages that were taken back count
      Given session Alpha with 4 messages
      And the latest 2 messages of Alpha were taken back
      When this message is appended to Alpha as sequence 2
        | role      | content |
        | assistant | Paid.   |
      Then it is refused because the session has moved on
      And the refusal says
        | detail          | value |
        | actual sequence | 4     |
      And nothing has changed

    Scenario Outline: <expected> is no number of a message
      Given session Alpha with 2 messages
      When this message is appended to Alpha as sequence <expected>
        | role      | content |
        | assistant | Paid.   |
      Then it is refused because an argument is invalid
      And the refusal mentions "sequence"
      And nothing has changed

      Examples:
        | expected            |
        | -1                  |
        | 2.0                 |
        | "2"                 |
        | true                |
        | 9223372036854775808 |

  Rule: So is a batch, from its first message on

    Example: The writer is right
      Given session Alpha with 2 messages
      When these messages are appended to Alpha from sequence 2
        | role      | content   |
        | user      | And 1043? |
        | assistant | Paid.     |
      Then the answer is the messages
        | sequence | content   |
        | 2        | And 1043? |
        | 3        | Paid.     |

    Example: The writer is behind
      Given session Alpha with 2 messages
      When these messages are appended to Alpha from sequence 1
        | role      | content   |
        | user      | And 1043? |
        | assistant | Paid.     |
      Then it is refused because the session has moved on
      And the refusal says
        | detail            | value |
        | expected sequence | 1     |
        | actual sequence   | 2     |
      And nothing has changed

    Example: What of it is there already is not counted
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      When these messages are appended to Alpha from sequence 1
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        | pay-2 | assistant | Paid.            |
      Then the answer is the messages
        | sequence | id    |
        | 0        | pay-1 |
        | 1        | pay-2 |
      And Alpha holds 2 messages

  Rule: At most one of several writers wins

    Example: The others learn where the session stands
      Given session Alpha with 2 messages
      When this message is appended to Alpha as sequence 2 by 8 callers at the same time
        | role | content       |
        | user | I am number # |
      Then one of them is stored and the others are refused because the session has moved on
        | detail            | value |
        | expected sequence | 2     |
        | actual sequence   | 3     |
      And Alpha holds 3 messages

    Example: Nobody wins who is wrong
      Given session Alpha with 2 messages
      When this message is appended to Alpha as sequence 1 by 4 callers at the same time
        | role | content       |
        | user | I am number # |
      Then all of them are refused because the session has moved on
      And nothing has changed

  Rule: What was stored can be repeated, though the session has moved on

    Example: A message
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And Alpha gets 2 messages more
      When this message is appended to Alpha as sequence 0
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      Then the answer is the message
        | sequence | id    |
        | 0        | pay-1 |
      And nothing has changed

    Example: A batch
      Given session Alpha with the messages
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        | pay-2 | assistant | Paid.            |
      And session Alpha was completed
      When these messages are appended to Alpha from sequence 0
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        | pay-2 | assistant | Paid.            |
      Then the answer is the messages
        | sequence | id    |
        | 0        | pay-1 |
        | 1        | pay-2 |
      And nothing has changed

    Example: With other content it is refused for its id
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      And Alpha gets 2 messages more
      When this message is appended to Alpha as sequence 0
        | id    | role | content        |
        | pay-1 | user | Pay invoice 99 |
      Then it is refused because the id is taken
      And nothing has changed

    Example: Of a batch that is there in part, the rest must have its place
      Given session Alpha with the messages
        | id    | role | content          |
        | pay-1 | user | Pay invoice 1042 |
      When these messages are appended to Alpha from sequence 0
        | id    | role      | content          |
        | pay-1 | user      | Pay invoice 1042 |
        | pay-2 | assistant | Paid.            |
      Then it is refused because the session has moved on
      And nothing has changed

  Rule: A closed or missing session is refused as that

    Example: It is closed
      Given session Alpha with 2 messages
      And session Alpha was completed
      When this message is appended to Alpha as sequence 2
        | role      | content |
        | assistant | Paid.   |
      Then it is refused because the session is closed
      And nothing has changed

    Example: It is closed and has moved on
      Given session Alpha with 2 messages
      And session Alpha was completed
      When this message is appended to Alpha as sequence 1
        | role      | content |
        | assistant | Paid.   |
      Then it is refused because the session is closed
      And nothing has changed

    Example: It is missing
      Given session Alpha with 2 messages
      When this message is appended to Omega as sequence 0
        | role      | content |
        | assistant | Paid.   |
      Then it is refused because the session is not found
      And nothing has changed
