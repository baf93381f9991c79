Feature: Many callers of the store port
  Agents of one program, and programs of one database, use the same sessions at the same time.
  Nobody is told that others were in the way. What they write is there once, in the order in which
  it was answered, and what they read had been stored as a whole.

  Rule: Sessions are saved, read and deleted by many

    Example: Each its own
      Given no sessions
      When 8 callers save a session of their own, 5 times
      Then all of them succeed
      And the stored sessions are
        | session id | metadata                  |
        | session 0  | {"caller": 0, "round": 4} |
        | session 1  | {"caller": 1, "round": 4} |
        | session 2  | {"caller": 2, "round": 4} |
        | session 3  | {"caller": 3, "round": 4} |
        | session 4  | {"caller": 4, "round": 4} |
        | session 5  | {"caller": 5, "round": 4} |
        | session 6  | {"caller": 6, "round": 4} |
        | session 7  | {"caller": 7, "round": 4} |

    Example: All of them the same one, while others read it
      Given session Alpha was saved with
        | property | value |
        | metadata | {}    |
      When 8 callers save the session Alpha or read the session Alpha, 10 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn
      And session Alpha is one of 1 session

    Example: All of them delete it
      Given session Alpha with 3 messages
      When 8 callers delete the session Alpha, once
      Then all of them succeed
      And the stored sessions are []

  Rule: So are runs

    Example: Each its own, in two sessions
      Given sessions Alpha and Beta
      When 6 callers save a run of their own, 4 times
      Then all of them succeed
      And the runs of Alpha are
        | run id | status    | metadata                  |
        | run 0  | completed | {"caller": 0, "round": 3} |
        | run 2  | completed | {"caller": 2, "round": 3} |
        | run 4  | completed | {"caller": 4, "round": 3} |
      And the runs of Beta are
        | run id | status    | metadata                  |
        | run 1  | completed | {"caller": 1, "round": 3} |
        | run 3  | completed | {"caller": 3, "round": 3} |
        | run 5  | completed | {"caller": 5, "round": 3} |

    Example: All of them the same one, while others ask which one is active
      Given session Alpha
      When 8 callers save the run pay of Alpha or read the active run of Alpha, 10 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn
      And the active run of Alpha is none

  Rule: Events are numbered without gaps, in the order of their appends

    Example: One at a time
      Given session Alpha
      When 8 callers append an event to Alpha, 10 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn
      And the latest sequence of Alpha is 80

    Example: In batches, whose events stand together
      Given session Alpha
      When 6 callers append three events to Alpha, 8 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn
      And the latest sequence of Alpha is 144

    Example: While others read them
      Given session Alpha
      When 9 callers append an event to Alpha or append three events to Alpha or read the events of Alpha, 8 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn
      And the latest sequence of Alpha is 96

    Example: By readers alone
      Given session Alpha
      And 200 events were appended to Alpha
      When 8 callers read the events of Alpha, 5 times
      Then all of them succeed
      And the latest sequence of Alpha is 200

  Rule: Two writers never wait for each other

    Example: Not even where each names the other's session first
      Given sessions Alpha and Beta
      And a store that tries everything once
      When 8 callers append to Alpha and Beta or append to Beta and Alpha, 20 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn

  Rule: Under load that lasts nothing is torn

    Example: Everything at once
      Given sessions Alpha and Beta
      When 12 callers append an event to Alpha or append to Beta and Alpha or save the session Alpha or save the run pay of Alpha or read the session Alpha or read the active run of Alpha, 15 times
      Then all of them succeed
      And nothing of it is lost, doubled or torn
      And the latest sequence of Alpha is 60
      And the latest sequence of Beta is 30
