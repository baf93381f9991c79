Feature: A fork travels
  A fork is exported as any other session is: with all of its messages, also those that it began
  with. What is imported is a session of its own, and no fork any more.

  Rule: A fork is exported whole

    Example: Its parent is not needed
      Given session Alpha with 2 messages
      And session Alpha was forked as Beta
      And session Alpha was deleted
      When session Beta is exported
      Then the document has the version "1.0" and verifies
      And the answer has
        | path               | cell      |
        | messages.count     | 2         |
        | messages.0.content | message 0 |
        | messages.1.content | message 1 |

  Rule: What is imported is no fork

    Example: It has no parent here
      Given session Alpha with 2 messages
      And session Alpha was forked as Beta at message 0
      And the export of Beta
      When it is imported as Gamma
      Then Gamma holds the messages
        | sequence | content   |
        | 0        | message 0 |
      And the session Gamma has
        | path               | cell |
        | parent session id  | none |
        | forked at sequence | none |

    Example: It can be forked
      Given session Alpha with 2 messages
      And session Alpha was forked as Beta
      And the export of Beta
      And it was imported as Gamma
      When session Gamma is forked as Delta
      Then each fork of Gamma begins as it does
