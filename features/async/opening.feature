# The other face is open as soon as it is there.
@use.with_face=async
Feature: Entering a store
  An asynchronous store is opened by being entered, as opening may wait for the database. Whoever
  forgets to enter it is told so, whatever is asked for.

  Rule: A store that was not entered says so

    Scenario Outline: <work>
      Given session Alpha with 1 message
      When <work> before the store is entered
      Then it is refused because a setting is wrong
      And the refusal mentions "async with hansard.open async"
      And nothing has changed

      Examples:
        | work                                 |
        | the store is asked for its sessions  |
        | a message is appended to Alpha       |
        | the store is verified                |

  Rule: A store that was closed, or is of another event loop, says so

    Scenario Outline: <work> <when>
      Given session Alpha with 1 message
      When <work> <when>
      Then it is refused because a setting is wrong
      And the refusal mentions "<words>"
      And nothing has changed

      Examples:
        | work                                | when                       | words                        |
        | a run is executed                   | after the store was closed | The store is closed          |
        | the store is asked for its sessions | after the store was closed | The store is closed          |
        | a run is executed                   | in another event loop      | in use in another event loop |
        | the store is asked for its sessions | in another event loop      | in use in another event loop |

    Example: A run that is under way when the store is closed is told at its next event
      Given session Alpha with 1 message
      When a run without an end is executed while the store is closed
      Then it is refused because a setting is wrong
      And the refusal mentions "The store is closed"
