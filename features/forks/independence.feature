Feature: A fork and its parent share nothing
  After a fork there are two conversations. Whatever is said, taken back, changed or deleted on one
  side is never seen on the other, and a fork can be made at any time, also while others write.

  Rule: What is said to the one is not said to the other

    Example: To the fork
      Given session Alpha with 2 messages
      And session Alpha was forked as Beta
      When the user message "Hello" is appended to Beta
      Then Beta holds 3 messages
      And Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |

    Example: To the parent
      Given session Alpha with 2 messages
      And session Alpha was forked as Beta
      When the user message "Hello" is appended to Alpha
      Then Alpha holds 3 messages
      And Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |

    Example: Both go on with the same number
      Given session Alpha with 2 messages
      And session Alpha was forked as Beta
      And Alpha gets 1 message more
      When the user message "Hello" is appended to Beta
      Then the answer has
        | path     | cell |
        | sequence | 2    |
      And Alpha holds 3 messages

    Example: What is taken back from the one stays with the other
      Given session Alpha with 3 messages
      And session Alpha was forked as Beta
      When the latest 2 messages of Alpha are taken back
      Then Alpha holds 1 message
      And Beta holds 3 messages

  Rule: Nor is anything else

    Example: A step of the lifecycle
      Given session Alpha
      And session Alpha was forked as Beta
      When session Alpha is completed
      Then session Alpha is completed
      And session Beta is active

    Example: Tags and names
      Given session Alpha with
        | property | value |
        | tags     | late  |
      And session Alpha was forked as Beta
      When session Beta loses the tags "late"
      Then session Alpha has
        | property | value |
        | tags     | late  |
      And session Beta has
        | property | value |
        | tags     | none  |

    Example: What was used
      Given session Alpha
      And session Alpha was forked as Beta
      When session Beta uses 10 input tokens, 2 output tokens and 0.5 USD
      Then session Alpha has
        | property     | value |
        | input tokens | 0     |
      And session Beta has
        | property     | value |
        | input tokens | 10    |

    Example: Forking leaves the parent as it was
      Given session Alpha with 2 messages
      And 60 seconds pass
      When session Alpha is forked as Beta
      Then session Alpha has
        | property      | value    |
        | updated       | 09:00:00 |
        | messages      | 2        |
        | next sequence | 2        |

  Rule: Either can be deleted

    Example: The parent
      Given session Alpha with 3 messages
      And session Alpha was forked as Beta
      When session Alpha is deleted
      Then session Alpha is gone
      And Beta holds 3 messages

    Example: The fork
      Given session Alpha with 3 messages
      And session Alpha was forked as Beta
      When session Beta is deleted
      Then session Beta is gone
      And Alpha holds 3 messages

    Example: What is erased of the parent is still in the fork, which has the same owner
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And session Alpha was forked as Beta
      When session Alpha is erased
      Then Alpha is gone for good
      And Beta is listed

    Example: Whoever erases an owner erases both
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And session Alpha was forked as Beta
      When everything of Ann is erased
      Then Alpha and Beta are gone for good

  Rule: A message that was appended under an id can be repeated in both

    Example: The fork knows it
      Given session Alpha
      And this message was appended to Alpha
        | id    | role | content |
        | pay-1 | user | Pay     |
      And session Alpha was forked as Beta
      When this message is appended to Beta
        | id    | role | content |
        | pay-1 | user | Pay     |
      Then the answer is the message
        | sequence | id    | content |
        | 0        | pay-1 | Pay     |
      And Beta holds 1 message

    Example: Another content under its id is refused
      Given session Alpha
      And this message was appended to Alpha
        | id    | role | content |
        | pay-1 | user | Pay     |
      And session Alpha was forked as Beta
      When this message is appended to Beta
        | id    | role | content |
        | pay-1 | user | Cancel  |
      Then it is refused because the id is taken
      And nothing has changed

    Example: A message that the fork does not have is new to it
      Given session Alpha
      And this message was appended to Alpha
        | id    | role | content |
        | pay-1 | user | Pay     |
      And session Alpha was forked as Beta before message 0
      When this message is appended to Beta
        | id    | role | content |
        | pay-1 | user | Cancel  |
      Then Beta holds the messages
        | sequence | id    | content |
        | 0        | pay-1 | Cancel  |
      And Alpha holds the messages
        | sequence | id    | content |
        | 0        | pay-1 | Pay     |

  Rule: A fork is made between two appends

    Example: While others append
      Given session Alpha with 5 messages
      When 8 callers append a message to Alpha or fork the session Alpha, 6 times
      Then all of them succeed
      And each fork of Alpha begins as it does
      And Alpha holds 29 messages

    Example: Also while others take messages back
      Given session Alpha with 40 messages
      When 8 callers take back a message of Alpha or fork the session Alpha or take back a message of Alpha or append a message to Alpha, 8 times
      Then all of them succeed
      And each fork of Alpha is whole

  Rule: A session that is not there cannot be forked

    Example: One that never was
      Given session Alpha
      When session Beta is forked
      Then it is refused because the session is not found
      And nothing has changed

    Example: One of another namespace
      Given session Alpha in North with 2 messages
      And session Beta in South
      When every request is made about Alpha in South
      Then all of them are refused because the session is not found
      And in the words for a session that never existed
      And nothing has changed

    Example: One that retention hid
      Given session Alpha with 2 messages
      And Alpha was hidden 1 day ago
      When session Alpha is forked
      Then it is refused because the session is not found
      And nothing has changed

    Example: A fork stays in the namespace of its parent
      Given session Alpha in North with 2 messages
      And session Alpha in North was forked as Beta in North
      When the sessions in South are listed
      Then the sessions are none
      And session Beta in North has
        | property  | value |
        | namespace | North |
        | messages  | 2     |
