Feature: Runs whose process died
  A process that is killed in the middle of a run cannot say so, and its run would stay open for
  ever. A run gives a sign of life when it is made, when it is begun and while its runner yields
  events. Who calls for it has the runs failed that gave none for too long, and is told which.

  Rule: A run that has been silent for too long is failed, with why

    Example: It was running
      Given session Alpha
      And the runs
        | run | session | status  | provider |
        | r1  | Alpha   | running | claude   |
      And 61 seconds pass
      When the manager fails what was silent for 60 seconds
      Then the manager's runs of Alpha are
        | run id | status | ended at | error                                                                                              |
        | r1     | failed | 09:01:01 | {"code": "timeout", "message": "No sign of life since 2026-01-01T09:00:01.123456+00:00."} |
      And the manager's events of Alpha are
        | type       | run id | provider | data                                                                                                           |
        | run_failed | r1     | claude   | {"error_code": "timeout", "error_message": "No sign of life since 2026-01-01T09:00:01.123456+00:00."} |

    Example: It was never begun
      Given session Alpha
      And the manager started run "r1" of Alpha
      And 61 seconds pass
      When the manager fails what was silent for 60 seconds
      Then the answers are
        | run id | session id | status | ended at | error.code |
        | r1     | Alpha      | failed | 09:01:01 | timeout    |

    Example: Its session goes on
      Given session Alpha
      And the manager started run "r1" of Alpha
      And 61 seconds pass
      When the manager fails what was silent for 60 seconds
      Then session Alpha has
        | property | value    |
        | status   | active   |
        | updated  | 09:00:00 |
      And the manager's events of Alpha are
        | type       |
        | run_failed |

    Example: Many, also of different sessions
      Given sessions Alpha and Beta
      And the runs
        | run | session | status  | started at |
        | r1  | Alpha   | running | 09:00:00   |
        | r2  | Beta    | pending | 09:00:01   |
        | r3  | Alpha   | running | 09:00:02   |
        | r4  | Beta    | running | 09:00:59   |
      And 61 seconds pass
      When the manager fails what was silent for 50 seconds
      Then the answers are
        | run id |
        | r1     |
        | r2     |
        | r3     |

  Rule: How long is too long must be possible to say

    Example: Not longer than anybody remembers
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager fails what was silent for 99999999999999 seconds
      Then it is refused because an argument is invalid
      And nothing has changed

  Rule: A run that gave a sign of life in time is left alone

    Scenario Outline: It was made <seconds> seconds ago
      Given session Alpha
      And the manager started run "r1" of Alpha
      And <seconds> seconds pass
      When the manager fails what was silent for 60 seconds
      Then the answer is []
      And the manager's runs of Alpha are
        | run id | status  |
        | r1     | pending |

      Examples:
        | seconds |
        | 0       |
        | 60      |

    Example: It was made long ago, and is begun now
      Given session Alpha
      And the manager started run "r1" of Alpha
      And 600 seconds pass
      When the manager executes run "r1" by a runner that
        | does      | what                      |
        | meanwhile | silent runs are recovered |
        | returns   | {"content": "Done."}      |
      Then the answer has
        | path   | cell                 |
        | output | {"content": "Done."} |

    Scenario Outline: It is over: <status>
      Given session Alpha
      And the runs
        | run | session | status   |
        | r1  | Alpha   | <status> |
      And 61 seconds pass
      When the manager fails what was silent for 60 seconds
      Then the answer is []
      And the manager's runs of Alpha are
        | run id | status   |
        | r1     | <status> |

      Examples:
        | status    |
        | completed |
        | failed    |
        | cancelled |
        | timeout   |

  Rule: Whatever a runner yields is a sign of life

    Example: Its runner yields an event now and then
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | waits     | 600 seconds                |
        | yields    | {"type": "turn_completed"} |
        | meanwhile | silent runs are recovered  |
        | returns   | {"content": "Done."}       |
      Then the answer has
        | path   | cell                 |
        | output | {"content": "Done."} |
      And the manager's runs of Alpha are
        | run id | status    |
        | r1     | completed |

    Scenario Outline: Its runner yields <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                      |
        | waits     | 600 seconds               |
        | yields    | <item>                    |
        | meanwhile | silent runs are recovered |
        | returns   | {"content": "Done."}      |
      Then the answer has
        | path   | cell                 |
        | output | {"content": "Done."} |

      Examples:
        | what                          | item                |
        | an event that is refused      | {"type": 5}         |
        | the result that it has so far | {"output": "Half."} |

  Rule: Each is failed once, whoever looks for them

    Example: Several look at the same time
      Given sessions Alpha and Beta
      And the runs
        | run | session | status  | started at |
        | r1  | Alpha   | running | 09:00:00   |
        | r2  | Beta    | running | 09:00:00   |
        | r3  | Alpha   | running | 09:00:00   |
      And 61 seconds pass
      When the manager fails what was silent for 30 seconds, asked by 4 callers at the same time
      Then the answers are
        | run id |
        | r1     |
        | r2     |
        | r3     |
      And the manager's events of Alpha are
        | type       |
        | run_failed |
        | run_failed |

    Example: One that turns out to be alive is not failed
      Given sessions Alpha and Beta
      And the runs
        | run | session | status  | started at |
        | r1  | Alpha   | running | 09:00:00   |
        | r2  | Beta    | running | 09:00:01   |
      And 61 seconds pass
      When the manager fails what was silent for 30 seconds, and run "r1" gives a sign of life after it was found
      Then the answers are
        | run id |
        | r2     |
      And the manager's runs of Alpha are
        | run id | status  |
        | r1     | running |

    Example: Those of another namespace are not looked for
      Given session Alpha in South
      And the manager started run "r1" of Alpha in South
      And 61 seconds pass
      When the manager fails what was silent for 60 seconds
      Then the answer is []
      And the manager's runs of Alpha in South are
        | run id | status  |
        | r1     | pending |
