Feature: Units of work
  Whatever is done together is a unit of work: it is stored as a whole or not at all, and it is
  tried again as a whole after a fault that passes. Those who go below the services and use a
  repository alone have that promise for each of its methods.

  Rule: A unit of work inside another one is refused

    Scenario Outline: <work>, in the same thread
      Given session Alpha with 2 messages
      When <work> inside another unit of work
      Then it is refused because a setting is wrong
      And nothing has changed

      Examples:
        | work                           |
        | session Beta is created        |
        | a message is appended to Alpha |

  # A store in memory has no statements that could fail.
  @not.with_backend=memory
  Rule: A unit in which a statement failed is not stored

    Scenario Outline: <unit> goes on after the refusal
      Given session Alpha with 2 messages
      When <unit> goes on after the refusal
      Then it is refused because the database reports something else
      And the refusal mentions "let the error out of the unit"
      And nothing has changed

      Examples:
        | unit                                       |
        | a unit of work that creates Beta twice     |
        | a unit of work that appends to Alpha twice |

  # A store in memory has no repositories.
  @not.with_backend=memory
  Rule: A repository alone makes each method a transaction of its own

    Example: Each is committed when it returns, and holds nothing
      Given session Alpha with 1 message
      And session Gamma with 2 messages
      When every method of the repositories is used alone
      Then session Beta has
        | property      | value        |
        | name          | Invoice 1042 |
        | input tokens  | 1            |
        | next sequence | 2            |
        | messages      | 1            |
      And session Gamma is gone

    Example: Each is tried again after a fault that passes
      Given session Alpha with 1 message
      And session Gamma with 2 messages
      When every method of the repositories is used, each after a fault alone
      Then session Beta has
        | property      | value        |
        | name          | Invoice 1042 |
        | input tokens  | 1            |
        | next sequence | 2            |
        | messages      | 1            |
      And session Gamma is gone
