Feature: Runners of every kind
  A runner is an ordinary function or generator, and on the asynchronous face an asynchronous one
  as well. All of them are given the same, and leave the same record. One that is not asynchronous
  may take as long as it likes without holding up whoever else uses the store.

  Rule: A runner is given the run and its session

    Example: As they are when it is called
      Given the manager started session Alpha with
        | argument | value                |
        | provider | claude               |
        | context  | {"language": "en"}   |
        | metadata | {"priority": "high"} |
      And the manager activated session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value               |
        | input    | {"prompt": "Hello"} |
      When the manager executes run "r1" by a runner that
        | does    | what               |
        | returns | {"content": "Hi."} |
      Then the runner was given
        | path                | cell                                       |
        | run.run id          | r1                                         |
        | run.status          | running                                    |
        | run.input           | {"prompt": "Hello"}                        |
        | run.provider        | claude                                     |
        | session.session id  | Alpha                                      |
        | session.status      | active                                     |
        | session.context     | {"language": "en"}                         |
        | session.metadata    | {"priority": "high", "provider": "claude"} |

  Rule: Functions and generators are runners

    Scenario Outline: <kind>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                 |
        | is      | <kind>               |
        | waits   | 2 seconds            |
        | returns | {"content": "Done."} |
      Then the manager's runs of Alpha are
        | run id | status    | output               | ended at |
        | r1     | completed | {"content": "Done."} | 09:00:02 |
      And the manager's events of Alpha are
        | type          | timestamp |
        | run_started   | 09:00:00  |
        | run_completed | 09:00:02  |

      Examples:
        | kind                  |
        | a function            |
        | a generator           |
        | an object with a name |
        | a function with an argument bound |

    # Only an event loop can await something.
    @use.with_face=async
    Scenario Outline: <kind>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                 |
        | is      | <kind>               |
        | waits   | 2 seconds            |
        | returns | {"content": "Done."} |
      Then the manager's runs of Alpha are
        | run id | status    | output               | ended at |
        | r1     | completed | {"content": "Done."} | 09:00:02 |
      And the manager's events of Alpha are
        | type          | timestamp |
        | run_started   | 09:00:00  |
        | run_completed | 09:00:02  |

      Examples:
        | kind                                            |
        | an asynchronous function                        |
        | an asynchronous generator                       |
        | a function that gives something to be awaited |

  Rule: What a runner of any kind raises is what its caller gets

    Scenario Outline: <kind>
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                        |
        | is     | <kind>                      |
        | raises | ValueError: no such invoice |
      Then the answer has
        | path   | cell            |
        | raised | ValueError      |
        | words  | no such invoice |
      And the manager's runs of Alpha are
        | run id | status | error.message   |
        | r1     | failed | no such invoice |

      Examples:
        | kind        |
        | a function  |
        | a generator |

  # Only an event loop has callers that wait.
  @use.with_face=async
  Rule: Who is told of the events may be waited for

    Example: They are told one after the other
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does       | what                                                    |
        | is watched | waiting                                                 |
        | yields     | {"type": "message_streamed", "data": {"content": "Hi"}} |
        | yields     | {"type": "turn_completed"}                              |
      Then the runner was given
        | path             | cell             |
        | heard.count      | 2                |
        | heard.0.type     | message_streamed |
        | heard.1.sequence | 3                |

  # Only an event loop has callers that wait.
  @use.with_face=async
  Rule: A runner that is not asynchronous may call the store as it works

    Example: It pauses its session
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does      | what                       |
        | is        | a generator                |
        | meanwhile | its session is paused      |
        | yields    | {"type": "turn_completed"} |
        | returns   | {"content": "Done."}       |
      Then session Alpha is paused
      And the manager's events of Alpha are
        | type           |
        | run_started    |
        | session_paused |
        | turn_completed |
        | run_completed  |
