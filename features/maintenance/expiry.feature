Feature: Sessions that are too old
  What nobody needs any more goes in two steps. First a session is hidden: it is in no listing and
  cannot be opened, but it can be brought back. Some time later it is deleted for good, with all
  that belongs to it. A session that stands where the policy says so, or that carries a tag that
  the policy names, is left alone by both steps.

  Rule: A session that has not changed for too long is hidden

    Example: A completed session, after 90 days
      Given the completed session Alpha
      And 91 days pass
      And the completed session Beta
      When expired sessions are hidden
      Then Alpha is hidden
      And Beta is listed

    Example: The last change counts, not the beginning
      Given session Alpha
      And 91 days pass
      And session Alpha was completed
      When expired sessions are hidden
      Then the answer is 0
      And Alpha is listed

    Example: On the last day it is still there
      Given the completed session Alpha
      And 90 days pass
      When expired sessions are hidden
      Then the answer is 0
      And Alpha is listed

    Example: Without a bound nothing is too old
      Given the completed session Alpha
      And 36500 days pass
      And the retention policy
        | field                          | value |
        | max completed session age days | none  |
      When expired sessions are hidden
      Then the answer is 0
      And Alpha is listed

  Rule: Every status that is not exempt counts

    Scenario Outline: A session that is <status>
      Given the <status> session Alpha
      And 91 days pass
      When expired sessions are hidden
      Then the answer is <count>
      And Alpha is <fate>

      Examples:
        | status    | count | fate   |
        | pending   | 1     | hidden |
        | failed    | 1     | hidden |
        | cancelled | 1     | hidden |
        | active    | 0     | listed |
        | paused    | 0     | listed |

    Example: The policy says which statuses are exempt
      Given session Alpha
      And the completed session Beta
      And 91 days pass
      And the retention policy
        | field           | value         |
        | exempt statuses | ["completed"] |
      When expired sessions are hidden
      Then Beta is listed

  Rule: A tag keeps a session

    Example: The tag that the policy names
      Given session Alpha with
        | property | value          |
        | status   | completed      |
        | tags     | billing,pinned |
      And 91 days pass
      When expired sessions are hidden
      Then the answer is 0
      And Alpha is listed

    Example: Another tag does not
      Given session Alpha with
        | property | value     |
        | status   | completed |
        | tags     | billing   |
      And 91 days pass
      When expired sessions are hidden
      Then the answer is 1
      And Alpha is hidden

  Rule: A session may also be too old by its beginning

    Example: It has changed since
      Given session Alpha
      And 31 days pass
      And session Alpha was completed
      And the retention policy
        | field                | value |
        | max session age days | 30    |
      When expired sessions are hidden
      Then Alpha is hidden

    Example: Both bounds hide it once
      Given the completed session Alpha
      And 91 days pass
      And the retention policy
        | field                | value |
        | max session age days | 30    |
      When expired sessions are hidden
      Then the answer is 1
      And Alpha is hidden

    Example: An exempt one stays
      Given session Alpha
      And 3651 days pass
      And the retention policy
        | field                | value |
        | max session age days | 30    |
      When expired sessions are hidden
      Then the answer is 0
      And Alpha is listed

  Rule: However many there are, each is found

    Example: More than a batch, with some that stay between them
      Given these sessions
        | name  | status    | tags   |
        | Alpha | completed | none   |
        | Beta  | completed | pinned |
        | Gamma | failed    | none   |
        | Delta | active    | none   |
        | Kappa | cancelled | none   |
      And 91 days pass
      And the retention policy
        | field      | value |
        | batch size | 2     |
      When expired sessions are hidden
      Then Alpha, Gamma and Kappa are hidden
      And Beta and Delta are listed

    Example: More than a batch of the same moment
      Given sessions Alpha, Beta and Gamma of the same moment
      And 91 days pass
      And the retention policy
        | field           | value |
        | exempt statuses | []    |
        | batch size      | 1     |
      When expired sessions are hidden
      Then the answer is 3
      And Alpha, Beta and Gamma are hidden

    Example: Those of another namespace are not concerned
      Given the completed session Alpha
      And the completed session Beta in South
      And 91 days pass
      When expired sessions are hidden
      Then the answer is 1
      And session Beta in South is completed

  Rule: A hidden session can be brought back

    Example: With everything that it had
      Given session Alpha with 3 messages
      And Alpha was hidden 5 days ago
      When session Alpha is restored
      Then Alpha is listed
      And Alpha holds 3 messages

    Example: Until then nobody can open it
      Given session Alpha with 3 messages
      And Alpha was hidden 5 days ago
      When the latest 1 messages of Alpha are read
      Then it is refused because the session is not found

    Example: It counts as changed when it is restored
      Given the completed session Alpha
      And 91 days pass
      And expired sessions were hidden
      And session Alpha was restored
      When expired sessions are hidden
      Then the answer is 0

  Rule: What is not hidden cannot be brought back

    Example: One that is there stays as it is
      Given session Alpha with 3 messages
      And 5 seconds pass
      When session Alpha is restored
      Then session Alpha has
        | property | value    |
        | updated  | 09:00:00 |
      And nothing has changed

    Example: One that does not exist cannot be
      Given session Alpha with 3 messages
      When session Omega is restored
      Then it is refused because the session is not found
      And nothing has changed

  Rule: A session that was hidden for too long is deleted for good

    Example: After 30 days
      Given sessions Alpha and Beta
      And Alpha was hidden 31 days ago
      And Beta was hidden 30 days ago
      When expired sessions are deleted
      Then Alpha is gone for good
      And Beta is hidden

    Example: With everything that it had, and its id is free again
      Given session Alpha in South with 3 messages
      And Alpha in South was hidden 31 days ago
      And expired sessions in South were deleted
      When session Alpha in South is created
      Then Alpha in South holds no messages

    Example: Without a bound nothing is deleted
      Given session Alpha
      And Alpha was hidden 36500 days ago
      And the retention policy
        | field                  | value |
        | hard delete after days | none  |
      When expired sessions are deleted
      Then the answer is 0
      And Alpha is hidden

    Example: A tag keeps it also now
      Given session Alpha with
        | property | value     |
        | status   | completed |
        | tags     | pinned    |
      And Alpha was hidden 31 days ago
      When expired sessions are deleted
      Then the answer is 0
      And Alpha is hidden

  # Only a database can be made to refuse.
  @not.with_backend=memory
  Rule: A session is deleted as a whole or not at all

    Example: What cannot be deleted stays hidden, and the others go
      Given sessions Alpha and Beta
      And Alpha and Beta were hidden 31 days ago
      And the database refuses to delete Alpha
      When expired sessions are deleted
      Then it is refused because a step of maintenance failed
      And Beta is gone for good

    Example: Nothing of it is lost
      Given session Alpha
      And the events
        | session | type            |
        | Alpha   | session_created |
        | Alpha   | message_sent    |
      And Alpha was hidden 31 days ago
      And the database refuses to delete Alpha
      When retention is applied
      Then Alpha has the events
        | sequence | type            |
        | 1        | session_created |
        | 2        | message_sent    |

    Example: The session is named
      Given session Alpha in South
      And Alpha in South was hidden 31 days ago
      And the database refuses to delete Alpha in South
      When expired sessions in South are deleted
      Then it is refused because a step of maintenance failed
      And the refusal mentions "Session Alpha:"
