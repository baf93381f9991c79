# A store in memory has no connection that could be a caller's own.
@not.with_backend=memory
Feature: In a transaction of the caller's own
  A payment and the message that reports it belong together. A caller that has a transaction on
  the same database gives it to hansard, which then writes inside it: the caller alone decides
  whether all of it stays. hansard commits nothing there and tries nothing again.

  Rule: What the caller commits stays

    Example: A message
      Given session Alpha with 2 messages
      When a message is appended to Alpha in a transaction that the caller commits
      Then the answer is the message
        | sequence | id    |
        | 2        | pay-1 |
      And Alpha holds 3 messages

    Example: Everything that a store can do
      Given session Alpha with 2 messages
      And session Gamma with 1 message
      When everything is changed in a transaction that the caller commits
      Then session Alpha has
        | property     | value        |
        | status       | completed    |
        | name         | Invoice 1042 |
        | tags         | billing      |
        | input tokens | 10           |
      And session Gamma is gone
      And Beta holds 2 messages

  Rule: What the caller rolls back never was

    Example: A message
      Given session Alpha with 2 messages
      And 5 seconds pass
      When a message is appended to Alpha in a transaction that the caller rolls back
      Then the answer is the message
        | sequence | id    |
        | 2        | pay-1 |
      And nothing has changed

    Example: Everything that a store can do
      Given session Alpha with 2 messages
      And session Gamma with 1 message
      When everything is changed in a transaction that the caller rolls back
      Then nothing has changed

    Example: With rows of the caller's own
      Given session Alpha with 2 messages
      When a message is appended to Alpha beside rows of the caller's, all of which are rolled back
      Then nothing has changed

  Rule: It reaches every namespace

    Example: What is done in another one stays when the caller commits
      Given session Alpha in South with 2 messages
      When session Beta is created in South in a transaction that the caller commits
      Then session Beta in South is active

    Example: What is done in another one goes when the caller rolls back
      Given session Alpha in South with 2 messages
      When session Beta is created in South in a transaction that the caller rolls back
      Then session Beta in South is gone
      And nothing has changed

  Rule: A message can be repeated inside it

    Example: It is answered with the first one, and the transaction goes on
      Given session Alpha with 2 messages
      When a message is appended to Alpha and repeated in a transaction that the caller commits
      Then the answer is the message
        | sequence | id    |
        | 2        | pay-1 |
      And Alpha holds 3 messages

    Example: Also where it was stored before
      Given session Alpha with the messages
        | id    | role | content   |
        | pay-1 | user | Refuse me |
      When a message is appended to Alpha in a transaction that the caller commits
      Then the answer is the message
        | sequence | id    |
        | 0        | pay-1 |
      And nothing has changed

  Rule: A refusal leaves the transaction whole

    Example: What comes before and after it is stored
      Given session Alpha with 2 messages
      When a message, four that are refused and one more are appended to Alpha in a transaction that the caller commits
      Then Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 2        | Refuse me |
        | 3        | Paid.     |

    Example: An id that is taken
      Given session Alpha with 2 messages
      When session Beta is created twice in a transaction that the caller commits
      Then it is refused because the id is taken
      And nothing has changed

  Rule: Nothing is tried again in it

    Example: Another transaction holds the session
      Given session Alpha with 2 messages
      When a message is appended to Alpha in a transaction, while another one holds Alpha
      Then it is refused because the store is busy
      And it was tried once
      And it has a cause, and tells no password
      And nothing has changed

  # PostgreSQL locks the row at the first look.
  @use.with_backend=sqlite
  Rule: It has begun at the first look, also where the engine begins none

    Scenario Outline: <work>, while somebody else appends
      Given session Alpha with 2 messages
      When <work> in a transaction of a plain engine, while somebody else appends
      Then it is refused because the store is busy
      And Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 2        | Meanwhile |

      Examples:
        | work                                      |
        | the latest message of Alpha is taken back |
        | session Alpha gets a name                 |

  Rule: A transaction that is over takes nothing

    Example: It was committed before
      Given session Alpha with 2 messages
      When a message is appended to Alpha in a transaction that is over
      Then it is refused because a setting is wrong
      And nothing has changed
