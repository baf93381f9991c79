Feature: Reading what the manager recorded
  The manager gives the events and the runs of a session back, all of them or those somebody asks
  for, and goes on giving events as they come. Whoever was interrupted resumes behind the last
  event that was seen.

  Rule: The events of a session are given in their order

    Example: Over several runs
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager started run "r2" of Alpha
      And the manager executed run "r1" by a runner that
        | does   | what                       |
        | yields | {"type": "turn_completed"} |
      When the manager executes run "r2" by a runner that
        | does   | what                       |
        | yields | {"type": "turn_completed"} |
      Then the manager's events of Alpha are
        | sequence | type           | run id |
        | 1        | run_started    | r1     |
        | 2        | turn_completed | r1     |
        | 3        | run_completed  | r1     |
        | 4        | run_started    | r2     |
        | 5        | turn_completed | r2     |
        | 6        | run_completed  | r2     |

    Example: Those of one run
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager started run "r2" of Alpha
      And the manager executed run "r1" by a runner that
        | does    | what               |
        | returns | {"content": "One"} |
      When the manager executes run "r2" by a runner that
        | does    | what               |
        | returns | {"content": "Two"} |
      Then the manager's events of Alpha of run "r2" are
        | sequence | type          | run id |
        | 3        | run_started   | r2     |
        | 4        | run_completed | r2     |

    Scenario Outline: Those <where>
      Given session Alpha
      And the events
        | session | run | type           |
        | Alpha   |     | turn_completed |
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                       |
        | waits  | 2 seconds                  |
        | yields | {"type": "turn_completed"} |
      Then the manager's events of Alpha <where> are
        | sequence | type    |
        | <first>  | <type>  |
        | <second> | <other> |

      Examples:
        | where                      | first | type           | second | other          |
        | of type "turn_completed"   | 1     | turn_completed | 3      | turn_completed |
        | with after 2               | 3     | turn_completed | 4      | run_completed  |
        | with before 3              | 1     | turn_completed | 2      | run_started    |
        | with after 1 and limit 2   | 2     | run_started    | 3      | turn_completed |

  Rule: A stream gives events as they come

    Example: Those that are there, and the next one
      Given the manager started session Alpha
      And the manager activated session Alpha
      When the manager streams 3 events of Alpha, and pauses it before the last
      Then the answers are
        | sequence | type            |
        | 1        | session_created |
        | 2        | session_started |
        | 3        | session_paused  |

    Scenario Outline: From somewhere on, <how>
      Given the manager started session Alpha
      And the manager activated session Alpha
      When the manager streams 2 events of Alpha, pausing it before the last, with
        | argument | value   |
        | after    | 1       |
        | <option> | <value> |
      Then the answers are
        | sequence | type            |
        | 2        | session_started |
        | 3        | session_paused  |

      Examples:
        | how                          | option           | value |
        | one at a time                | limit            | 1     |
        | looking again after a while  | poll interval ms | 20    |
        | waiting in the store         | wait timeout ms  | 50    |

    Example: Only those of one type
      Given the manager started session Alpha
      And the manager activated session Alpha
      When the manager streams 1 events of Alpha, pausing it before the last, with
        | argument | value          |
        | type     | session_paused |
      Then the answers are
        | sequence | type           |
        | 3        | session_paused |

    Scenario Outline: Not with <what>
      Given the manager started session Alpha
      And the manager activated session Alpha
      When the manager streams 2 events of Alpha, pausing it before the last, with
        | argument   | value   |
        | <argument> | <value> |
      Then it is refused because an argument is invalid

      Examples:
        | what                 | argument         | value |
        | pages of nothing     | limit            | 0     |
        | a negative wait      | wait timeout ms  | -1    |
        | looks without end    | poll interval ms | 0     |

  Rule: What does not exist is not there

    Example: A stream of no session
      Given session Beta
      When the manager streams 2 events of Alpha, and pauses it before the last
      Then it is refused because the session is not found
      And nothing has changed

    Example: Runs and events of no session
      Given session Beta
      When the manager pauses session Beta
      Then the manager's events of Alpha are
        | type |
      And the manager's runs of Alpha are
        | run id |
