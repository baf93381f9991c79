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
