Feature: Following a session
  A follower is given every event of a session, those that are there and then those that come, each
  once and in their order. It can be left at any event and taken up again behind it, by the same
  program or another. Nobody else has to wait for it.

  Rule: A follower is given what is there, and then what comes

    Example: From the beginning
      Given session Alpha
      And 3 events were appended to Alpha
      And a follower of Alpha
      When these events are appended
        | session | type        |
        | Alpha   | run_started |
        | Alpha   | run_failed  |
      Then each follower is given 1 to 5

    Example: Without another look, where the writer is of its process
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And a follower of Alpha
      When 5 events are appended to Alpha
      Then each follower is given 1 to 5

    Example: Behind the last one that was seen
      Given session Alpha
      And 5 events were appended to Alpha
      And a follower of Alpha with after 3
      When this event is appended
        | session | type        |
        | Alpha   | run_started |
      Then each follower is given 4 to 6

    Example: More than it reads at a time
      Given session Alpha
      And 250 events were appended to Alpha
      When there is a follower of Alpha with limit 7
      Then each follower is given 1 to 250

  Rule: It is given only what it asks for

    Scenario Outline: <what>
      Given session Alpha
      And the events
        | session | type         | run | timestamp |
        | Alpha   | run_started  | one | 08:00:00  |
        | Alpha   | message_sent | one | 08:00:01  |
        | Alpha   | message_sent | two | 08:00:02  |
      And a follower of Alpha with <restrictions>
      When these events are appended
        | session | type          | run | timestamp |
        | Alpha   | message_sent  | one | 08:00:01  |
        | Alpha   | run_completed | one | 08:00:03  |
        | Alpha   | message_sent  | one | 08:00:04  |
      Then each follower is given <sequences>

      Examples:
        | what                     | restrictions                       | sequences  |
        | Of a run                 | run one                            | 1, 2, 4, 5, 6 |
        | Of a type                | type "message_sent"                  | 2, 3, 4, 6 |
        | Later than a moment      | since 08:00:01                     | 3, 5, 6    |
        | Few in a reading         | type "message_sent" and limit 1      | 2, 3, 4, 6 |
        | By all of it             | run one, type "message_sent", after 2, since 08:00:00 and limit 1 | 4, 6 |

  Rule: It ends where it was told to

    Example: Before a number, as soon as that is taken
      Given session Alpha
      And 3 events were appended to Alpha
      And a follower of Alpha with before 6
      When these events are appended
        | session | type        |
        | Alpha   | run_started |
        | Alpha   | run_failed  |
      Then each follower is given 1 to 5
      And each follower comes to its end

    Example: Where all before it is there already
      Given session Alpha
      And 5 events were appended to Alpha
      When there is a follower of Alpha with before 4
      Then each follower is given 1 to 3
      And each follower comes to its end

    Example: Though none of it is asked for
      Given session Alpha
      And 5 events were appended to Alpha
      When there is a follower of Alpha with type "run_failed" and before 6
      Then each follower is given none
      And each follower comes to its end

  Rule: It ends when there is nothing to follow any more

    Example: The session was deleted
      Given session Alpha
      And 3 events were appended to Alpha
      And a follower of Alpha
      When session Alpha is deleted from the store
      Then each follower ends because the session is not found

    Example: The session never was there
      Given session Alpha
      When there is a follower of Omega
      Then each follower ends because the session is not found

    Example: The session was made anew, and is another one
      Given session Alpha
      And 3 events were appended to Alpha
      And a store that looks by itself only every 10 minutes
      And a follower of Alpha
      When session Alpha is deleted from the store and made anew with 2 events
      Then each follower ends because the session is not found

    Example: The store was closed
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And 50 followers of Alpha
      When the store is closed
      Then each follower ends because a setting is wrong

  Rule: It goes on when retention hides the session

    Example: What is there is given
      Given session Alpha
      And 3 events were appended to Alpha
      And session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When there is a follower of Alpha with before 4
      Then each follower is given 1 to 3

  Rule: Many followers are in nobody's way

    Example: Fifty of them, while appends go on
      Given session Alpha
      And a store that looks by itself only every 10 minutes
      And 50 followers of Alpha
      When 8 callers append an event to Alpha, 5 times
      Then all of them succeed
      And each follower is given 1 to 40

  Rule: An outage is waited out

    Example: The follower looks again
      Given session Alpha
      And 3 events were appended to Alpha
      And a store that cannot be reached 3 times
      When there is a follower of Alpha
      Then each follower is given 1 to 3

    Example: But not for longer than its patience
      Given session Alpha
      And 3 events were appended to Alpha
      And a store that cannot be reached 3 times
      When there is a follower of Alpha with patience 0
      Then each follower ends because the store is unavailable
