Feature: Somebody is forgotten
  A person asks that all that is known of them be erased. One call removes every session of an
  owner with its messages, runs, events, tags and artifacts, counts what went, and makes the
  storage overwrite what it keeps of deleted records. It can be repeated at any time: what was cut
  off is finished, and what is gone stays gone.

  Rule: Everything of an owner goes, and it is counted

    Example: With all that belongs to the sessions
      Given session Alpha with
        | property | value   |
        | owner    | Ann     |
        | tags     | billing |
      And the runs
        | run   | session | status    |
        | first | Alpha   | completed |
      And the events
        | session | type          |
        | Alpha   | run_started   |
        | Alpha   | run_completed |
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
      When everything of Ann is erased
      Then the answer has
        | path                    | cell  |
        | counts.sessions         | 1     |
        | counts.session messages | 0     |
        | counts.session tags     | 1     |
        | counts.runs             | 1     |
        | counts.events           | 2     |
        | counts.artifacts        | 1     |
        | contents                | 1     |
        | dry run                 | false |

    Example: Whatever the sessions' status, also those that are hidden
      Given these sessions
        | name  | owner | status | tags   |
        | Alpha | Ann   | active | pinned |
        | Beta  | Ann   | paused | none   |
        | Gamma | Bob   | active | none   |
      And Beta was hidden 1 day ago
      When everything of Ann is erased
      Then Alpha and Beta are gone for good
      And Gamma is listed

    Example: Other owners and other namespaces keep theirs
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And session Beta in South with
        | property | value |
        | owner    | Ann   |
      When everything of Ann in South is erased
      Then the answer has
        | path            | cell |
        | counts.sessions | 1    |
      And Alpha is listed

    Example: Of an owner who has nothing, nothing goes
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      When everything of Bob is erased
      Then the answer has
        | path            | cell |
        | counts.sessions | 0    |
      And nothing has changed

  Rule: The owner's threads go, wherever they go on

    Example: Those of sessions that go, and those of other systems
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And the threads
        | thread | resource | session | provider |
        | Trip   | Ann      | Alpha   |          |
        | Letter | Ann      | s-7     | claude   |
        | Call   | Bob      | s-8     | claude   |
      When everything of Ann is erased
      Then the threads of Ann are []
      And the threads of Bob are
        | thread id | provider |
        | Call      | claude   |

    Example: Also of somebody who has no session here
      Given the threads
        | thread | resource | session | provider |
        | Letter | Ann      | s-7     | claude   |
      When everything of Ann is erased
      Then the threads of Ann are []

    Example: Those of the same person in another namespace stay
      Given the threads
        | thread | resource | session | provider | namespace |
        | Letter | Ann      | s-7     | claude   | local     |
        | Letter | Ann      | s-7     | claude   | South     |
      When everything of Ann is erased
      Then the threads of Ann in South are
        | thread id | provider |
        | Letter    | claude   |

  Rule: The bytes of artifacts go, unless somebody else has the same

    Example: Nobody else has them
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
        | copy   | Alpha   | Paid    |
      When everything of Ann is erased
      Then the answer has
        | path             | cell |
        | counts.artifacts | 2    |
        | contents         | 1    |
      And the artifact "report" is not found

    Example: Another session has them, too
      Given these sessions
        | name  | owner |
        | Alpha | Ann   |
        | Beta  | Bob   |
      And the artifacts
        | key   | session | content |
        | hers  | Alpha   | Paid    |
        | his   | Beta    | Paid    |
      When everything of Ann is erased
      Then the answer has
        | path             | cell |
        | counts.artifacts | 1    |
        | contents         | 0    |
      And the artifact "hers" is not found
      And the artifact "his" holds "Paid"

    Example: It was deleted before, and its place in the registry goes now
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
      And the artifact "report" was deleted
      When everything of Ann is erased
      Then the answer has
        | path             | cell |
        | counts.artifacts | 1    |

  Rule: It can be tried out

    Example: What would go is counted, and nothing changes
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And the events
        | session | type        |
        | Alpha   | run_started |
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
        | copy   | Alpha   | Paid    |
        | other  | Omega   | Due     |
      When the erasure of everything of Ann is planned
      Then the answer has
        | path             | cell |
        | counts.sessions  | 1    |
        | counts.events    | 1    |
        | counts.artifacts | 2    |
        | contents         | 1    |
        | dry run          | true |
      And nothing has changed

    Example: The same of one session
      Given session Alpha with 3 messages
      When the erasure of session Alpha is planned
      Then the answer has
        | path                    | cell |
        | counts.sessions         | 1    |
        | counts.session messages | 3    |
      And nothing has changed

  Rule: Repeating it does no harm

    Example: The second time nothing is left to go
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And everything of Ann was erased
      When everything of Ann is erased
      Then the answer has
        | path            | cell |
        | counts.sessions | 0    |
        | contents        | 0    |

    # Only a database can be made to refuse.
    @not.with_backend=memory
    Example: What was cut off is finished
      Given these sessions
        | name  | owner |
        | Alpha | Ann   |
        | Beta  | Ann   |
      And the artifacts
        | key    | session | content |
        | report | Beta    | Paid    |
      And the erasure of everything of Ann was cut off at Beta
      When everything of Ann is erased
      Then the answer has
        | path             | cell |
        | counts.sessions  | 1    |
        | counts.artifacts | 1    |
      And Alpha and Beta are gone for good

  Rule: One session can be erased as well

    Example: It alone goes
      Given sessions Alpha and Beta
      When session Alpha is erased
      Then the answer has
        | path            | cell |
        | counts.sessions | 1    |
      And Alpha is gone for good
      And Beta is listed

    Example: One that does not exist cannot be
      Given session Alpha with 3 messages
      When session Omega is erased
      Then it is refused because the session is not found
      And nothing has changed

    Example: Nor can one of another namespace
      Given session Alpha in South with 3 messages
      And session Beta
      When session Alpha is erased
      Then it is refused because the session is not found
      And nothing has changed

  Rule: The record is as sound as before

    Example: It verifies
      Given session Alpha in South with
        | property | value |
        | owner    | Ann   |
      And session Beta in South with 3 messages
      And everything of Ann in South was erased
      When the record of South is verified
      Then 1 session and 3 messages are found intact

  # PostgreSQL keeps what was deleted in places that it does not give access to.
  @use.with_backend=postgresql
  Rule: What cannot be reached is said

    Example: The log, replicas and backups
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      When everything of Ann is erased
      Then the answer has
        | path        | cell |
        | notes.count | 1    |

  # Nobody can hold a part of a store in memory.
  @use.with_backend=sqlite
  Rule: Who reads holds what was deleted, and that is said

    Example: A reader that does not end
      Given session Alpha with
        | property | value |
        | owner    | Ann   |
      And somebody is reading the file
      When everything of Ann is erased
      Then the answer has
        | path            | cell |
        | counts.sessions | 1    |
        | notes.count     | 1    |
