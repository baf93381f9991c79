Feature: Runs, stored as they are given
  A run is one execution of an agent inside a session. The store port adds it or writes all of it
  over the one with its id, whatever its status, and finds it by its id, by its session, and by
  being the one that is running now.

  Rule: A run comes back as it was given

    Example: With all that describes it
      Given session Alpha
      When this run is saved
        | run | session | status  | input                    | output         | error                | metadata | turn count | token usage                              | cost usd | started at | ended at | provider  | provider metadata          |
        | pay | Alpha   | timeout | {"prompt": "Pay", "n": 1} | {"text": null} | {"code": "no_money"} | {"k": 1} | 3          | {"input_tokens": 10, "figures": {"a": 1}} | 0.25     | 08:00:00   | 08:00:30 | anthropic | {"model": "m-1", "z": [1]} |
      Then the run pay has
        | path              | cell                                      |
        | run id            | pay                                       |
        | session id        | Alpha                                     |
        | namespace         | local                                     |
        | status            | timeout                                   |
        | input             | {"prompt": "Pay", "n": 1}                 |
        | output            | {"text": null}                            |
        | error             | {"code": "no_money"}                      |
        | metadata          | {"k": 1}                                  |
        | turn count        | 3                                         |
        | token usage       | {"input_tokens": 10, "figures": {"a": 1}} |
        | cost usd          | 0.25                                      |
        | started at        | 08:00:00                                  |
        | ended at          | 08:00:30                                  |
        | provider          | anthropic                                 |
        | provider metadata | {"model": "m-1", "z": [1]}                |

    Example: A new one is pending, with nothing said about it
      Given session Alpha
      When this run is saved
        | run | session |
        | pay | Alpha   |
      Then the run pay has
        | path              | cell     |
        | status            | pending  |
        | input             | none     |
        | output            | none     |
        | error             | none     |
        | metadata          | {}       |
        | turn count        | 0        |
        | token usage       | {}       |
        | cost usd          | none     |
        | started at        | 09:00:00 |
        | ended at          | none     |
        | provider          | none     |
        | provider metadata | {}       |

    Example: One that is not there is refused by its id
      Given session Alpha
      And the runs
        | run | session |
        | pay | Alpha   |
      When the store is asked for the run omega
      Then it is refused because the run is not found
      And the refusal mentions "omega"
      And nothing has changed

  Rule: A run that is saved again is written over

    Example: It is as the last one said
      Given session Alpha
      And the runs
        | run | session | status  | metadata    | turn count | provider  |
        | pay | Alpha   | running | {"step": 1} | 1          | anthropic |
      When this run is saved
        | run | session | status    | output          | ended at |
        | pay | Alpha   | completed | {"text": "Yes"} | 09:00:00 |
      Then the runs of Alpha are
        | run id | status    | output          | ended at | metadata | turn count | provider |
        | pay    | completed | {"text": "Yes"} | 09:00:00 | {}       | 0          | none     |

    Example: The same once more changes nothing
      Given session Alpha
      And the runs
        | run | session | status  | metadata    |
        | pay | Alpha   | running | {"step": 1} |
      When this run is saved
        | run | session | status  | metadata    |
        | pay | Alpha   | running | {"step": 1} |
      Then nothing has changed
      And the runs of Alpha are
        | run id |
        | pay    |

    Example: Its lifecycle is its program's own affair
      Given session Alpha
      And the runs
        | run | session | status | ended at |
        | pay | Alpha   | failed | 09:00:00 |
      When this run is saved
        | run | session | status  |
        | pay | Alpha   | running |
      Then the run pay has
        | path     | cell    |
        | status   | running |
        | ended at | none    |

  Rule: A run belongs to one session, which is there

    Example: A session that does not exist has no runs
      Given session Alpha
      When this run is saved
        | run | session |
        | pay | Omega   |
      Then it is refused because the session is not found
      And nothing has changed

    Example: A run does not move to another session
      Given sessions Alpha and Beta
      And the runs
        | run | session | status  |
        | pay | Alpha   | running |
      When this run is saved
        | run | session | status    |
        | pay | Beta    | completed |
      Then it is refused because the id is taken
      And nothing has changed

    Example: A session that retention hid still has its runs
      Given session Alpha was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When this run is saved
        | run | session | status    |
        | pay | Alpha   | completed |
      Then the runs of Alpha are
        | run id | status    |
        | pay    | completed |

  Rule: The runs of a session are listed by their start and then by id

    Background:
      Given sessions Alpha and Beta
      And the runs
        | run   | session | status    | started at |
        | gamma | Alpha   | completed | 08:00:00   |
        | beta  | Alpha   | running   | 08:00:00   |
        | alpha | Alpha   | completed | 08:30:00   |
        | delta | Beta    | completed | 08:00:00   |

    Example: All of them, and none of another session
      When the store is asked for the runs of Alpha
      Then the answers are
        | run id |
        | beta   |
        | gamma  |
        | alpha  |

    Scenario Outline: Only some of them, <restrictions>
      When the store is asked for the runs of Alpha with <restrictions>
      Then the answers are
        | run id  |
        | <found> |

      Examples:
        | restrictions                 | found |
        | status running               | beta  |
        | limit 1                      | beta  |
        | status completed and limit 1 | gamma |

  Rule: A session without runs has an empty list of them

    Scenario Outline: <whose>
      Given session Alpha
      When the store is asked for the runs of <name>
      Then the answer is []

      Examples:
        | whose              | name  |
        | It is there        | Alpha |
        | It never was there | Omega |

  Rule: The active run is the one that is running

    Example: As soon as it was saved
      Given session Alpha
      And the runs
        | run | session | status    |
        | one | Alpha   | completed |
        | two | Alpha   | pending   |
      When this run is saved
        | run | session | status  |
        | two | Alpha   | running |
      Then the active run of Alpha has
        | path   | cell    |
        | run id | two     |
        | status | running |

    Example: No longer than it runs
      Given session Alpha
      And the runs
        | run | session | status  |
        | one | Alpha   | running |
      When this run is saved
        | run | session | status    |
        | one | Alpha   | completed |
      Then the active run of Alpha is none

    Scenario Outline: There is none, <why>
      Given sessions Alpha and Beta
      And the runs
        | run   | session | status    |
        | one   | Alpha   | completed |
        | two   | Alpha   | failed    |
        | three | Alpha   | pending   |
      When the store is asked for the active run of <name>
      Then the answer is none

      Examples:
        | why                        | name  |
        | where all are over         | Alpha |
        | where there are none       | Beta  |
        | where there is no session  | Omega |

    Example: Of several, the one that began last
      Given sessions Alpha and Beta
      And the runs
        | run   | session | status  | started at |
        | one   | Alpha   | running | 08:00:00   |
        | two   | Alpha   | running | 08:30:00   |
        | three | Alpha   | running | 08:30:00   |
        | four  | Beta    | running | 08:45:00   |
      When the store is asked for the active run of Alpha
      Then the answer has
        | path   | cell |
        | run id | two  |
