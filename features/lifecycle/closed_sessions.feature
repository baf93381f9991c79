Feature: Closed sessions
  A session that is completed, failed or cancelled is a record. Nothing is said in it any more,
  so that whoever read it to its end has read all of it; but it can be read, handed over, put in
  order and deleted.

  Rule: A closed session takes no messages

    Scenario Outline: A message is not appended to a <status> session
      Given the <status> session Alpha
      When the user message "One more thing" is appended to Alpha
      Then it is refused because the session is closed
      And the refusal says
        | detail     | value    |
        | session id | Alpha    |
        | status     | <status> |
      And nothing has changed

      Examples:
        | status    |
        | completed |
        | failed    |
        | cancelled |

    Example: Neither are several messages
      Given the completed session Alpha
      When these messages are appended to Alpha
        | role      | content        |
        | user      | One more thing |
        | assistant | Too late       |
      Then it is refused because the session is closed
      And nothing has changed

  Rule: A session that waits takes messages

    Scenario Outline: A message is appended to a <status> session
      Given the <status> session Alpha
      When the user message "Hello" is appended to Alpha
      Then Alpha holds 1 message
      And session Alpha is <status>

      Examples:
        | status  |
        | pending |
        | paused  |

  Rule: A closed session can be put in order

    Example: It is named
      Given the completed session Alpha
      When session Alpha is named "Invoice 1042"
      Then session Alpha has
        | property | value        |
        | name     | Invoice 1042 |
        | status   | completed    |

    Example: It is tagged
      Given the failed session Alpha
      When session Alpha gets the tags "review"
      Then session Alpha has
        | property | value  |
        | tags     | review |
        | status   | failed |

    Example: What it used is still added, for bills come late
      Given the completed session Alpha
      When session Alpha uses 50 input tokens, 5 output tokens and 0.5 USD
      Then session Alpha has
        | property     | value     |
        | input tokens | 50        |
        | status       | completed |

    Example: It is deleted
      Given the cancelled session Alpha
      When session Alpha is deleted
      Then session Alpha is gone

  Rule: An import keeps the end of a session

    Example: A failed session is failed where it is imported
      Given session Alpha that failed because "the tool broke"
      And the export of Alpha
      When it is imported as Beta
      Then session Beta has
        | property | value          |
        | status   | failed         |
        | reason   | the tool broke |
