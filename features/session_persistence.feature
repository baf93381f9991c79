Feature: Session persistence
  An agent's conversation outlives the process that leads it.
  A session keeps its messages in the order in which they were appended, what it has used, and
  whatever its owner noted about it. What was acknowledged is read back unchanged by anyone who
  opens the same store, and leaves it only by deletion.

  Rule: Creation

    Example: A session needs no actor
      When session Alpha is created
      Then session Alpha has
        | property | value  |
        | actor    | none   |
        | status   | active |
      And Alpha holds no messages

    Example: A session may name the actor that answers
      When session Alpha is created with
        | property | value              |
        | actor    | local/orchestrator |
      Then session Alpha has
        | property | value              |
        | actor    | local/orchestrator |
      And session Alpha is one of 1 session

    Example: A new session belongs to the namespace local and has used nothing
      When session Alpha is created
      Then session Alpha has
        | property      | value    |
        | namespace     | local    |
        | input tokens  | 0        |
        | output tokens | 0        |
        | cost          | 0        |
        | created       | 09:00:00 |
        | updated       | 09:00:00 |
      And the id of Alpha is a ULID

  Rule: Listing

    Example: A store without sessions lists none
      Given no sessions
      When the sessions are listed
      Then the sessions are none

    Example: Sessions are listed newest first
      Given sessions Alpha, Beta and Gamma
      When the sessions are listed
      Then the sessions are Gamma, Beta and Alpha

    # A store in memory belongs to the process that opened it.
    @not.with_backend=memory
    Example: A second connection sees a created session
      Given session Alpha
      When a second connection lists the sessions
      Then the sessions are Alpha

  Rule: Deletion

    Example: A deleted session is gone
      Given sessions Alpha and Beta
      When session Alpha is deleted
      Then session Alpha is gone
      And session Beta is one of 1 session

    Example: Deletion takes the messages along
      Given session Alpha with 3 messages
      And session Beta with 2 messages
      When session Alpha is deleted
      Then no message of Alpha can be found
      And Beta holds 2 messages

    Example: A session that does not exist cannot be deleted
      Given session Alpha
      When session Omega is deleted
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Message append

    Example: The first message has the sequence 0
      Given session Alpha
      When the user message "Pay invoice 1042" is appended to Alpha
      Then the answer is the message
        | sequence | role | content          |
        | 0        | user | Pay invoice 1042 |
      And Alpha holds 1 message

    Example: Each session counts its own messages
      Given session Alpha with 2 messages
      And session Beta with 1 message
      When the assistant message "Paid." is appended to Alpha
      Then Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 2        | Paid.     |
      And Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |

    Example: An append is a change of the session
      Given session Alpha
      And 5 seconds pass
      When the user message "Hello" is appended to Alpha
      Then session Alpha has
        | property      | value    |
        | created       | 09:00:00 |
        | updated       | 09:00:05 |
        | next sequence | 1        |

    Example: Nothing is appended to a session that does not exist
      Given session Alpha with 1 message
      When the user message "Hello" is appended to Omega
      Then it is refused because the session is not found
      And nothing has changed

    Example: Appends at the same time get different sequences without gaps
      Given session Alpha
      When 8 writers append 5 messages each to Alpha at the same time
      Then every append is answered with a sequence of its own, from 0 to 39
      And Alpha holds 40 messages
      And the messages of each writer stand in the order in which it appended them

  Rule: Pagination

    Example: Sessions are listed by limit and offset
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon
      When the sessions are listed with limit 2 and offset 1
      Then the sessions are Delta and Gamma

    Example: Messages are read by limit and offset
      Given session Alpha with 5 messages
      When the messages of Alpha are read with limit 2 and offset 3
      Then the answer is the messages
        | sequence | content   |
        | 3        | message 3 |
        | 4        | message 4 |

    Example: Beyond the end there is nothing
      Given session Alpha with 5 messages
      When the messages of Alpha are read with limit 2 and offset 5
      Then the sequences of the answer are none

  Rule: Export and import

    Example: An export says its version and proves its content
      Given session Alpha with 2 messages
      When session Alpha is exported
      Then the document has the version "1.0" and verifies

    Example: An import restores the messages in their order under ids of its own
      Given session Alpha with the messages
        | role      | content          | metadata           |
        | user      | Pay invoice 1042 |                    |
        | assistant | Paid.            | {"model": "small"} |
      And the export of Alpha
      When it is imported as Beta
      Then Beta holds the messages
        | sequence | role      | content          | metadata           | time     |
        | 0        | user      | Pay invoice 1042 |                    | 09:00:00 |
        | 1        | assistant | Paid.            | {"model": "small"} | 09:00:00 |
      And Alpha and Beta share no ids

    Example: A document that was tampered with is refused
      Given session Alpha with 2 messages
      And the export of Alpha, tampered with
        | part               | value              |
        | messages/0/content | "Pay invoice 9999" |
      When it is imported as Beta
      Then it is refused because the document does not verify
      And the refusal says
        | detail | value    |
        | field  | checksum |
      And nothing has changed

    Example: A document of another version is refused
      Given session Alpha with 2 messages
      And the export of Alpha, signed anew with
        | part           | value |
        | schema version | "2.0" |
      When it is imported as Beta
      Then it is refused because the document does not verify
      And the refusal says
        | detail | value          |
        | field  | schema version |
      And nothing has changed

  Rule: Token usage

    Example: Usage adds up
      Given session Alpha
      And session Alpha has used 100 input tokens, 20 output tokens and 0.25 USD
      When session Alpha uses 50 input tokens, 5 output tokens and 0.5 USD
      Then session Alpha has
        | property      | value |
        | input tokens  | 150   |
        | output tokens | 25    |
        | cost          | 0.75  |

    Example: A session that does not exist uses nothing
      Given session Alpha
      When session Omega uses 50 input tokens, 5 output tokens and 0.5 USD
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Round trip

    Example: Everything that is said about a session and its messages is kept
      Given session Alpha with
        | property         | value                                               |
        | actor            | local/orchestrator                                  |
        | owner            | Zoë                                                 |
        | name             | 請求書 1042 – 支払い ✅                             |
        | automation level | supervised                                          |
        | plans            | plan-2, plan-1                                      |
        | tags             | billing, été                                        |
        | metadata         | {"z": [1, 2.5, null, true], "a": {"ключ": "\u0000"}} |
      And session Alpha has used 12 input tokens, 3 output tokens and 0.125 USD
      When this message is appended to Alpha
        | role      | content         | id    | tool calls                                                       | metadata    | payload           |
        | assistant | "Façade\n\t👩‍💻" | first | [{"id": "call", "name": "pay", "arguments": {"b": 1, "a": [{}]}}] | {"k": "\"'"} | [{"type": "pay"}] |
      Then session Alpha has
        | property         | value                                               |
        | actor            | local/orchestrator                                  |
        | owner            | Zoë                                                 |
        | name             | 請求書 1042 – 支払い ✅                             |
        | status           | active                                              |
        | automation level | supervised                                          |
        | plans            | plan-2, plan-1                                      |
        | tags             | billing, été                                        |
        | metadata         | {"z": [1, 2.5, null, true], "a": {"ключ": "\u0000"}} |
        | input tokens     | 12                                                  |
        | cost             | 0.125                                               |
        | messages         | 1                                                   |
      And Alpha holds the messages
        | sequence | role      | content         | id    | tool calls                                                       | metadata    | payload           | time     |
        | 0        | assistant | "Façade\n\t👩‍💻" | first | [{"id": "call", "name": "pay", "arguments": {"b": 1, "a": [{}]}}] | {"k": "\"'"} | [{"type": "pay"}] | 09:00:00 |
      And the last message of Alpha is the answer, to the microsecond
