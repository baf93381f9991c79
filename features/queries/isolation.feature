Feature: Questions in namespaces
  A search, a count or a sum sees one namespace only. What others hold changes no answer, not even a
  number.

  Rule: Nothing of another namespace is found, counted or summed up

    Scenario Outline: <question>
      Given session Alpha
      And session Alpha in South
      And the runs
        | run   | session        | provider | cost usd | token usage          |
        | One   | Alpha          | claude   | 1        | {"total_tokens": 5}  |
        | Two   | Alpha in South | claude   | 2        | {"total_tokens": 70} |
        | Three | Alpha in South | claude   | 2        | {"total_tokens": 70} |
      And 3 events were appended to Alpha in South
      When <question>
      Then the answer has
        | path   | cell   |
        | <path> | <cell> |

      Examples:
        | question                                 | path                             | cell |
        | the sessions are searched                | total count                      | 1    |
        | the sessions in South are searched       | sessions.count                   | 1    |
        | the runs are searched                    | runs.count                       | 1    |
        | the runs in South are searched           | runs.count                       | 2    |
        | the events are searched                  | events.count                     | 0    |
        | the events in South are searched         | events.count                     | 3    |
        | the usage is summed up                   | by provider.claude.total tokens  | 5    |
        | the usage in South is summed up          | by provider.claude.run count     | 2    |
        | the costs are summed up                  | by provider.claude.cost usd      | 1.0  |
        | the costs in South are summed up         | total cost usd                   | 4.0  |
        | the figures of Alpha are asked for       | event count                      | 0    |
        | the figures of Alpha in South are asked for | token totals.total tokens     | 140  |
        | the record of Alpha is exported          | runs.count                       | 1    |

    Scenario Outline: By filters that fit what is elsewhere, <question>
      Given session Alpha
      And session Beta in South with
        | property | value |
        | actor    | pilot |
        | tags     | late  |
      And the runs
        | run | session       | provider | token usage          |
        | One | Beta in South | claude   | {"total_tokens": 70} |
      When <question> with
        | filter   | value   |
        | <filter> | <value> |
      Then the answer has
        | path   | cell   |
        | <path> | <cell> |

      Examples:
        | question                  | filter     | value    | path           | cell |
        | the sessions are searched | actor name | pilot    | total count    | 0    |
        | the sessions are searched | tags       | ["late"] | sessions.count | 0    |
        | the sessions are searched | provider   | claude   | sessions.count | 0    |
        | the runs are searched     | session id | Beta     | runs.count     | 0    |
        | the runs are searched     | min tokens | 50       | runs.count     | 0    |
        | the usage is summed up    | actor name | pilot    | run count      | 0    |
        | the costs are summed up   | provider   | claude   | run count      | 0    |

    Scenario Outline: A session takes no <filter> from the one that has its id elsewhere
      Given these sessions
        | name           | actor | tags |
        | Alpha in North | clerk | none |
        | Beta in North  | pilot | late |
        | Gamma in North | pilot | late |
        | Delta in North | pilot | none |
        | Alpha in South | clerk | late |
      And the runs
        | run   | session        | provider |
        | One   | Beta in North  | claude   |
        | Two   | Beta in North  | claude   |
        | Three | Gamma in North | claude   |
        | Four  | Gamma in North | claude   |
        | Five  | Delta in North | codex    |
        | Six   | Alpha in South | claude   |
      When the sessions in North are searched with
        | filter     | value   |
        | actor name | <actor> |
        | <filter>   | <value> |
      Then the sessions found are <sessions>

      Examples:
        | filter   | value  | actor | sessions       |
        | tags     | late   | clerk | none           |
        | tags     | late   | pilot | Gamma and Beta |
        | provider | claude | clerk | none           |
        | provider | claude | pilot | Gamma and Beta |

  Rule: A session of another namespace is one that does not exist

    Example: The figures of a session that is elsewhere
      Given session Alpha
      And session Beta in South
      When the figures of Beta are asked for
      Then it is refused because the session is not found

    Example: All of a session that is elsewhere
      Given session Alpha
      And session Beta in South
      When the record of Beta is exported
      Then it is refused because the session is not found
