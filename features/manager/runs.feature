Feature: Runs of a session
  A run is one execution of an agent inside a session. It is started before it is executed, so that
  somebody else may execute it, and so that what was asked for is on record whatever becomes of it.
  A run that nobody wants any more is cancelled, and says why.

  Rule: A run waits to be executed

    Example: It is pending, with what its agent will be given
      Given session Alpha
      And 5 seconds pass
      When the manager starts run "r1" of Alpha with
        | argument | value                                          |
        | input    | {"messages": [{"role": "user", "content": "Hi"}]} |
        | provider | claude                                         |
        | metadata | {"priority": "high"}                           |
      Then the manager's runs of Alpha are
        | run id | status  | input                                             | provider | metadata             | started at | ended at | output |
        | r1     | pending | {"messages": [{"role": "user", "content": "Hi"}]} | claude   | {"priority": "high"} | 09:00:05   | none     | none   |

    Example: Its provider is that of its session, where nothing else is said
      Given the manager started session Alpha with
        | argument | value  |
        | provider | claude |
      When the manager starts run "r1" of Alpha
      Then the answer has
        | path     | cell    |
        | status   | pending |
        | provider | claude  |
        | metadata | {}      |

    Example: Several of one session, at the same time
      Given session Alpha
      When the manager starts 6 runs of Alpha at the same time
      Then all of them succeed
      And the manager's runs of Alpha are
        | status  |
        | pending |
        | pending |
        | pending |
        | pending |
        | pending |
        | pending |

    Example: Sessions know nothing of each other's runs
      Given sessions Alpha and Beta
      And the manager started run "r1" of Alpha
      When the manager starts run "r2" of Beta
      Then the manager's runs of Alpha are
        | run id |
        | r1     |
      And the manager's runs of Beta are
        | run id |
        | r2     |

  Rule: A session that is not there, or over, takes no runs

    Example: There is none
      Given session Alpha
      When the manager starts run "r1" of Omega
      Then it is refused because the session is not found
      And nothing has changed

    Scenario Outline: It is <status>
      Given the <status> session Alpha
      When the manager starts run "r1" of Alpha
      Then it is refused because the session is closed
      And the manager's runs of Alpha are
        | run id |
      And nothing has changed

      Examples:
        | status    |
        | completed |
        | failed    |
        | cancelled |

    Example: It is of another namespace
      Given session Alpha in South
      When the manager starts run "r1" of Alpha
      Then it is refused because the session is not found
      And nothing has changed

  Rule: What a run cannot keep is refused, and so is an id that is taken

    Scenario Outline: <what>
      Given session Alpha
      When the manager starts run "r1" of Alpha with
        | argument   | value   |
        | <argument> | <value> |
      Then it is refused because <refusal>
      And the manager's runs of Alpha are
        | run id |

      Examples:
        | what                           | argument | value         | refusal                |
        | An input that is no object     | input    | [1]           | the content is invalid |
        | An input that no JSON can say  | input    | {"cost": NaN} | the content is invalid |
        | A provider without a name      | provider | ""            | an argument is invalid |
        | Metadata that are no object    | metadata | [1]           | the content is invalid |

    Example: A run of the session has the id
      Given session Alpha
      And the manager started run "r1" of Alpha
      And 5 seconds pass
      When the manager starts run "r1" of Alpha
      Then it is refused because the id is taken
      And the manager's runs of Alpha are
        | run id | status  | started at |
        | r1     | pending | 09:00:00   |

    Example: A run of another session has it
      Given sessions Alpha and Beta
      And the manager started run "r1" of Alpha
      When the manager starts run "r1" of Beta
      Then it is refused because the id is taken
      And the manager's runs of Beta are
        | run id |

  Rule: A run that is not over can be cancelled

    Scenario Outline: It is <status>
      Given session Alpha
      And the runs
        | run | session | status   | provider |
        | r1  | Alpha   | <status> | claude   |
      And 5 seconds pass
      When the manager cancels run "r1" because "no longer needed"
      Then the manager's runs of Alpha are
        | run id | status    | ended at | error                                                 |
        | r1     | cancelled | 09:00:05 | {"code": "cancelled", "message": "no longer needed"} |
      And the manager's events of Alpha are
        | sequence | type          | run id | provider | data                           |
        | 1        | run_cancelled | r1     | claude   | {"reason": "no longer needed"} |

      Examples:
        | status  |
        | pending |
        | running |

    Example: Nobody says why
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager cancels run "r1"
      Then the answer has
        | path   | cell      |
        | run id | r1        |
        | status | cancelled |
        | error  | none      |
      And session Alpha is active

    Example: It is cancelled already
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager cancelled run "r1"
      When the manager cancels run "r1" because "once more"
      Then the answer has
        | path   | cell      |
        | status | cancelled |
        | error  | none      |
      And the manager's events of Alpha are
        | type          |
        | run_cancelled |

    Scenario Outline: It is <status>, which it stays
      Given session Alpha
      And the runs
        | run | session | status   |
        | r1  | Alpha   | <status> |
      When the manager cancels run "r1"
      Then it is refused because the run has no such step
      And the refusal says
        | detail     | value     |
        | run id     | r1        |
        | session id | Alpha     |
        | status     | <status>  |
        | wanted     | cancelled |
      And nothing has changed

      Examples:
        | status    |
        | completed |
        | failed    |
        | timeout   |

  Rule: A run that is not there cannot be cancelled

    Scenario Outline: <which>
      Given session Alpha in South
      And the manager started run "r1" of Alpha in South
      When the manager cancels run "<run>"
      Then it is refused because the run is not found
      And nothing has changed

      Examples:
        | which                       | run |
        | There is none               | r9  |
        | It is of another namespace  | r1  |
        | No run can have that id     |     |
