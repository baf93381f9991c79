Feature: What others change while a run is under way
  A run may last for hours, and its session is not locked meanwhile: people pause and tag it, other
  programs cancel the run or find it abandoned. The end of a run adds what the run owns to the
  record as it is then. It never brings back what was there when the run began.

  Rule: What others changed in the session stays

    Scenario Outline: <what>
      Given the manager started session Alpha
      And the manager activated session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                                                                            |
        | meanwhile | <change>                                                                        |
        | returns   | {"output": "Done.", "provider": "claude", "provider_session_id": "p1"} |
      Then session Alpha has
        | property   | value   |
        | <property> | <value> |
      And the manager's runs of Alpha are
        | status    |
        | completed |

      Examples:
        | what        | change                       | property | value                                                                                                             |
        | A pause     | its session is paused        | status   | paused                                                                                                            |
        | A name      | its session is renamed       | name     | Renamed                                                                                                           |
        | A tag       | its session is tagged        | tags     | late                                                                                                              |
        | A key       | its session gets another key | metadata | {"priority": "high", "provider_sessions": {"claude": {"provider_session_id": "p1", "model": null}}} |

    Scenario Outline: A session that was made for the run alone stays where it was moved: <status>
      When the manager runs Alpha once by a runner that
        | does      | what                 |
        | meanwhile | <change>             |
        | <does>    | <what>               |
      Then session Alpha is <status>
      And the manager's runs of Alpha are
        | status |
        | <run>  |
      And the manager's events of Alpha are
        | type            |
        | session_created |
        | session_started |
        | run_started     |
        | <moved>         |
        | <end>           |

      Examples:
        | status    | change                   | does    | what                 | run       | moved             | end           |
        | paused    | its session is paused    | returns | {"content": "Done."} | completed | session_paused    | run_completed |
        | cancelled | its session is cancelled | returns | {"content": "Done."} | completed | session_cancelled | run_completed |
        | paused    | its session is paused    | raises  | ValueError: no       | failed    | session_paused    | run_failed    |

  Rule: A run that somebody else has ended stays as it was ended

    Scenario Outline: It is cancelled, and its runner <does> all the same
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                 |
        | meanwhile | its run is cancelled |
        | <does>    | <what>               |
      Then it is refused because the run has no such step
      And the manager's runs of Alpha are
        | status    | output | error                                              |
        | cancelled | none   | {"code": "cancelled", "message": "changed my mind"} |
      And the manager's events of Alpha are
        | type          |
        | run_started   |
        | run_cancelled |

      Examples:
        | does    | what                 |
        | returns | {"content": "Done."} |
        | raises  | ValueError: no       |
        | raises  | TimeoutError: late   |

    Example: It is failed as abandoned, and its runner comes back
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | waits     | 4 seconds                  |
        | meanwhile | silent runs are recovered  |
        | returns   | {"content": "Done."}       |
      Then it is refused because the run has no such step
      And the refusal says
        | detail | value     |
        | run id | r1        |
        | status | failed    |
        | wanted | completed |
      And the manager's runs of Alpha are
        | status | output | error.code |
        | failed | none   | timeout    |

    Scenario Outline: The session that was made for it alone ends as it ended: <status>
      When the manager runs Alpha once by a runner that
        | does      | what                 |
        | waits     | 4 seconds            |
        | meanwhile | <change>             |
        | returns   | {"content": "Done."} |
      Then it is refused because the run has no such step
      And session Alpha has
        | property | value    |
        | status   | <status> |
        | reason   | <reason> |

      Examples:
        | change                    | status    | reason                                            |
        | its run is cancelled      | cancelled | changed my mind                                   |
        | silent runs are recovered | failed    | No sign of life since 2026-01-01T09:00:01.123456+00:00. |

  Rule: A runner whose run is over is stopped at its next event

    Example: It is cancelled, and a runner that goes on yielding is stopped
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | meanwhile | its run is cancelled       |
        | yields    | {"type": "turn_completed"} |
        | waits     | 5 seconds                  |
        | yields    | {"type": "turn_completed"} |
        | yields    | {"type": "message_streamed", "data": {"content": "never"}} |
      Then it is refused because the run has no such step
      And the manager's events of Alpha are
        | type           |
        | run_started    |
        | run_cancelled  |
        | turn_completed |

    Example: It is cancelled, and a runner is stopped whose events are all refused
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | meanwhile | its run is cancelled       |
        | yields    | {"type": 5}                |
        | waits     | 5 seconds                  |
        | yields    | {"type": 5}                |
        | meanwhile | its session is tagged      |
      Then it is refused because the run has no such step
      And session Alpha has
        | property | value |
        | tags     | none  |

    Example: It was deleted with its run, and a runner that goes on yielding is stopped
      Given sessions Alpha and Beta
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | meanwhile | its session is deleted     |
        | yields    | {"type": "turn_completed"} |
        | waits     | 5 seconds                  |
        | yields    | {"type": "turn_completed"} |
        | meanwhile | another session is tagged  |
      Then it is refused because the run is not found
      And session Beta has
        | property | value |
        | tags     | none  |

  Rule: A session that is gone keeps no end

    Example: Retention hid it, and the run keeps its end all the same
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                                                                   |
        | meanwhile | its session is hidden                                                  |
        | yields    | {"type": "turn_completed"}                                             |
        | returns   | {"output": "Done.", "provider": "claude", "provider_session_id": "p1"} |
      Then the answer has
        | path                 | cell                 |
        | output               | {"content": "Done."} |
        | persistence failures | 1                    |
        | events.count         | 1                    |
      And the manager's runs of Alpha are
        | status    | output               |
        | completed | {"content": "Done."} |

    Example: It was deleted with its run
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | meanwhile | its session is deleted     |
        | yields    | {"type": "turn_completed"} |
        | returns   | {"content": "Done."}       |
      Then it is refused because the run is not found
      And session Alpha is gone
