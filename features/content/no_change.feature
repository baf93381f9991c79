Feature: Appends that change nothing
  An append either stores all that it was given, or it changes nothing and says so. It never
  succeeds on a session that is not there, and it never writes where there is nothing to write.

  Rule: A batch without messages touches nothing

    @A7
    Example: Not even the time of the last change
      Given session Alpha with 2 messages
      And 5 seconds pass
      When no message at all is appended to Alpha
      Then not a byte of the store is another
      And nothing has changed

    @A7
    Example: Nor a completed session
      Given the completed session Alpha
      When no message at all is appended to Alpha
      Then not a byte of the store is another
      And nothing has changed

  Rule: Nothing is appended where no session takes it

    @A7
    Scenario Outline: To a <status> session
      Given the <status> session Alpha
      And 5 seconds pass
      When these messages are appended to Alpha
        | role      | content        |
        | user      | One more thing |
        | assistant | Too late       |
      Then it is refused because the session is closed
      And nothing has changed

      Examples:
        | status    |
        | completed |
        | failed    |
        | cancelled |

    @A7
    Example: To a deleted session
      Given session Alpha with 2 messages
      And session Beta with 1 message
      And session Alpha was deleted
      When these messages are appended to Alpha
        | role      | content        |
        | user      | One more thing |
        | assistant | Too late       |
      Then it is refused because the session is not found
      And nothing has changed

    @A7
    Example: To a session that never was
      Given session Alpha with 2 messages
      When these messages are appended to Omega
        | role      | content        |
        | user      | One more thing |
        | assistant | Too late       |
      Then it is refused because the session is not found
      And nothing has changed

  Rule: A number is never used twice

    @A8
    Scenario Outline: After the latest <count> of 4 were taken back
      Given session Alpha with 4 messages
      And the latest <count> messages of Alpha were taken back
      When these messages are appended to Alpha
        | role      | content        |
        | user      | One more thing |
        | assistant | In time        |
      Then the answer is the messages
        | sequence | content        |
        | 4        | One more thing |
        | 5        | In time        |
      And session Alpha has
        | property      | value  |
        | messages      | <left> |
        | next sequence | 6      |

      Examples:
        | count | left |
        | 1     | 5    |
        | 3     | 3    |
        | 4     | 2    |
        | 9     | 2    |
