Feature: The health of a store
  hansard counts the events of each session where the session is kept, and lets nothing stand
  without its session. A check says in plain words where that is not so: after a repair by hand,
  a copy that went wrong, or a change behind hansard's back.

  Rule: A healthy store has nothing to say

    Example: After work of every kind
      Given session Alpha with 3 messages
      And the runs
        | run   | session | status    |
        | first | Alpha   | completed |
      And the events
        | session | type          |
        | Alpha   | run_started   |
        | Alpha   | run_completed |
      When the health of local is checked
      Then the answer is []

    Example: Without anything in it
      Given no sessions
      When the health of local is checked
      Then the answer is []

  # Only SQLite lets somebody delete a session and leave what belongs to it.
  @use.with_backend=sqlite
  Rule: What lacks its session is counted

    Example: Messages, runs and events
      Given session Alpha in South with 3 messages
      And the runs
        | run   | session        | status    |
        | first | Alpha in South | completed |
      And the events
        | session        | type         |
        | Alpha in South | run_started  |
        | Alpha in South | message_sent |
      And somebody deletes Alpha in South but not its messages
      When the health of South is checked
      Then the answer has
        | path  | cell                                       |
        | count | 3                                          |
        | 0     | 2 events reference non-existent sessions   |
        | 1     | 1 runs reference non-existent sessions     |
        | 2     | 3 messages reference non-existent sessions |

  # A store in memory cannot be reached behind hansard's back.
  @not.with_backend=memory
  Rule: A counter that does not agree is named

    Scenario Outline: Somebody says that Alpha <deed>
      Given session Alpha in South
      And the events
        | session        | type         |
        | Alpha in South | run_started  |
        | Alpha in South | message_sent |
        | Alpha in South | message_sent |
      And somebody says that Alpha in South <deed>
      When the health of South is checked
      Then the answer is ["<words>"]

      Examples:
        | deed                   | words                                                |
        | has had 2 events       | Sequence mismatch for Alpha: counter=2, max_sequence=3 |
        | has had 9 events       | Sequence mismatch for Alpha: counter=9, max_sequence=3 |
        | has lost 1 event       | Event count mismatch for Alpha: counter=2, events=3  |

    Example: Another namespace is not concerned
      Given session Alpha in South
      And session Beta in North
      And the events
        | session        | type         |
        | Alpha in South | message_sent |
      And somebody says that Alpha in South has had 9 events
      When the health of North is checked
      Then the answer is []
