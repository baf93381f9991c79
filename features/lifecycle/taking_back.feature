Feature: Taking back the latest messages
  An agent that went astray is led back: its latest messages are removed and the conversation
  goes on from before them. The numbers of the removed messages stay used, so that a sequence
  that somebody has seen never means another message.

  Rule: The latest messages are removed and given back

    Example: Two messages are taken back
      Given session Alpha with 4 messages
      And 5 seconds pass
      When the latest 2 messages of Alpha are taken back
      Then the answer is the messages
        | sequence | content   |
        | 2        | message 2 |
        | 3        | message 3 |
      And Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
      And session Alpha has
        | property | value    |
        | updated  | 09:00:05 |

    Example: No more are removed than there are
      Given session Alpha with 2 messages
      And session Beta with 1 message
      When the latest 5 messages of Alpha are taken back
      Then Alpha holds no messages
      And Beta holds 1 message

    Example: To take nothing back changes nothing
      Given session Alpha with 2 messages
      And 5 seconds pass
      When the latest 0 messages of Alpha are taken back
      Then the sequences of the answer are none
      And nothing has changed

    Example: A session that does not exist has nothing to take back
      Given session Alpha with 2 messages
      When the latest 1 message of Omega are taken back
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Numbers are never used twice

    Example: The next message has a number of its own
      Given session Alpha with 4 messages
      And the latest 2 messages of Alpha were taken back
      When the user message "Let us start again" is appended to Alpha
      Then Alpha holds the messages
        | sequence | content            |
        | 0        | message 0          |
        | 1        | message 1          |
        | 4        | Let us start again |
      And session Alpha has
        | property      | value |
        | messages      | 3     |
        | next sequence | 5     |

    Example: Also where nothing is left
      Given session Alpha with 3 messages
      And the latest 3 messages of Alpha were taken back
      When the user message "Hello" is appended to Alpha
      Then Alpha holds the messages
        | sequence | content |
        | 3        | Hello   |
      And session Alpha has
        | property      | value |
        | messages      | 1     |
        | next sequence | 4     |

    # A store in memory does not outlive its process.
    @not.with_backend=memory
    Example: Also where the store was closed meanwhile
      Given session Alpha with 3 messages
      And the latest 1 messages of Alpha were taken back
      And the store was closed and opened again
      When the user message "Hello" is appended to Alpha
      Then Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 3        | Hello     |

  Rule: An import closes the gaps

    Example: A copy is numbered from 0
      Given session Alpha with 4 messages
      And the latest 3 messages of Alpha were taken back
      And Alpha gets 1 message more
      And the export of Alpha
      When it is imported as Beta
      Then Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 4 |
