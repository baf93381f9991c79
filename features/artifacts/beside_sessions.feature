Feature: Artifacts beside sessions
  One store keeps sessions, runs, events and artifacts. They are separate: where no artifact can be
  kept, because a disk is full or a folder is gone, the record of what the agent does goes on.

  Rule: Sessions and artifacts are stored independently

    Example: An artifact names a session that does not exist
      Given the artifacts
        | key    | content | session |
        | result | 1042    | Gone    |
      When the store is asked to list the sessions
      Then the answers are
        | session id |
        | saved      |
      And the artifact "result" holds "1042"

    Example: An artifact that is deleted leaves its session alone
      Given session Alpha with 2 messages
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
      When the artifact "result" is deleted
      Then nothing has changed

    Example: A session that is deleted takes its artifacts along
      Given session Alpha
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
        | other  | 1042    |         |
      When session Alpha is deleted
      Then the artifact "result" is not found
      And the artifact "other" holds "1042"

  Rule: An agent's snapshot is an artifact of its run

    Example: It is found with the session
      Given session Alpha
      When the store is asked to run an agent and keep its snapshot
      Then the answers are
        | key      | of run |
        | snapshot | true   |
      And the artifact "snapshot" holds "diff"

    Example: The session goes through its life
      Given the artifacts
        | key    | content |
        | result | 1042    |
      When the store is asked to run an agent
      Then the answer has
        | path   | cell      |
        | status | completed |
      And the artifact "result" holds "1042"

    Example: Its events are stored
      Given session Alpha
      When the store is asked to run an agent and give its events
      Then the answers are
        | type                     | sequence |
        | session_created          | 1        |
        | session_started          | 2        |
        | run_started              | 3        |
        | message_sent             | 4        |
        | workspace_snapshot_taken | 5        |
        | run_completed            | 6        |
        | session_completed        | 7        |

  # Nothing can happen to the disk of a store in memory.
  @not.with_backend=memory
  Rule: Where no artifact can be kept the record goes on

    Scenario Outline: The store is asked to <operation>
      Given the folder of the artifacts is a file
      When the store is asked to <operation>
      Then the answer has
        | path   | cell   |
        | <path> | <cell> |

      Examples: sessions
        | operation                | path         | cell    |
        | save and get a session   | session id   | saved   |
        | list the sessions        | 0.session id | saved   |
        | delete a session         | count        | 0       |

      Examples: runs
        | operation                | path         | cell    |
        | save and get a run       | status       | running |
        | list the runs            | 0.run id     | run     |
        | get the active run       | run id       | run     |

      Examples: events
        | operation                        | path       | cell             |
        | append and get events            | 1.type     | message_received |
        | wait for events that do not come | count      | 0                |

    Example: Events are counted
      Given the folder of the artifacts is a file
      When the store is asked to get the latest sequence
      Then the answer is 2
