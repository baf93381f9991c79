@use.with_face=async
Feature: Usage and costs over HTTP
  What runs used and what that cost is asked for by provider, model, agent or day, and beside it what
  was added to sessions. The two are never added together, and nothing of another namespace counts.

  Rule: Usage is told in all and by group

    Scenario Outline: By <by>
      Given session Alpha with
        | property | value |
        | actor    | clerk |
      And session Beta with
        | property | value |
        | actor    | judge |
      And the runs
        | run   | session | provider | provider metadata | started at | cost usd | token usage                                                  |
        | one   | Alpha   | claude   | {"model": "opus"} | 08:00:00   | 0.5      | {"input_tokens": 10, "output_tokens": 5, "total_tokens": 15} |
        | two   | Alpha   | claude   | {"model": "opus"} | 08:00:00   | 0.25     | {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}   |
        | three | Beta    | unheard  |                   | 1 day ago  |          | {"input_tokens": 3, "output_tokens": 1, "total_tokens": 4}   |
      When GET "/v1/usage?by=<by>" is requested
      Then the response is 200
      And the response has
        | part                 | value   |
        | by                   | <by>    |
        | rows.count           | 2       |
        | rows.0.group         | <group> |
        | rows.0.run count     | <runs>  |
        | rows.0.total tokens  | <total> |
        | rows.0.cost usd      | <cost>  |
        | total.run count      | 3       |
        | total.input tokens   | 14      |
        | total.output tokens  | 7       |
        | total.cost usd       | 0.75    |
        | total.unmapped runs  | 1       |

      Examples:
        | by       | group      | runs | total | cost |
        | provider | claude     | 2    | 17    | 0.75 |
        | model    | opus       | 2    | 17    | 0.75 |
        | actor    | clerk      | 2    | 17    | 0.75 |
        | day      | 2025-12-31 | 1    | 4     | none |

    Example: What was added to sessions stands beside it
      Given session Alpha
      And the runs
        | run | session | cost usd | token usage          |
        | one | Alpha   | 0.5      | {"total_tokens": 15} |
      And POST "/v1/sessions/{Alpha}/usage" was requested
        """
        {"input_tokens": 7, "output_tokens": 3, "cost": 0.125}
        """
      When GET "/v1/usage" is requested
      Then the response has
        | part                 | value    |
        | by                   | provider |
        | total.total tokens   | 15       |
        | total.input tokens   | 0        |
        | added.session count  | 1        |
        | added.input tokens   | 7        |
        | added.output tokens  | 3        |
        | added.estimated cost | 0.125    |

    Scenario Outline: Only of <what>
      Given session Alpha with
        | property | value |
        | actor    | clerk |
        | owner    | ann   |
      And session Beta
      And the runs
        | run   | session | provider | started at |
        | one   | Alpha   | claude   | 08:00:01   |
        | two   | Beta    | claude   | 08:00:02   |
        | three | Beta    | openai   | 08:00:03   |
      When GET "/v1/usage?<query>" is requested
      Then the response has
        | part            | value   |
        | total.run count | <count> |

      Examples:
        | what           | query                                                    | count |
        | one session    | session_id={Beta}                                        | 2     |
        | one provider   | provider=claude                                          | 2     |
        | one agent      | actor_name=clerk                                         | 1     |
        | one owner      | owner_id=ann                                             | 1     |
        | a span of time | since=2026-01-01T08:00:02Z&until=2026-01-01T08:00:02.9Z  | 1     |

  Rule: Costs are told in all, by provider and by model

    Example: By the prices of the service, where a run does not state its own
      Given session Alpha
      And the runs
        | run   | session | provider | provider metadata | cost usd | token usage                              |
        | one   | Alpha   | claude   | {"model": "opus"} | 0.5      | {"input_tokens": 10, "output_tokens": 5} |
        | two   | Alpha   | unheard  | {"model": "of"}   |          | {"input_tokens": 1, "output_tokens": 1}  |
      When GET "/v1/costs" is requested
      Then the response is 200
      And the response has
        | part                        | value                                                     |
        | total cost usd              | 0.5                                                       |
        | run count                   | 2                                                         |
        | unmapped runs               | 1                                                         |
        | by provider.claude          | {"cost_usd": 0.5, "run_count": 1}                         |
        | by provider.unheard         | {"cost_usd": 0.0, "run_count": 1}                         |
        | by model.opus               | {"cost_usd": 0.5, "input_tokens": 10, "output_tokens": 5} |

    Example: Only of what is asked for
      Given sessions Alpha and Beta
      And the runs
        | run | session | cost usd |
        | one | Alpha   | 0.5      |
        | two | Beta    | 0.25     |
      When GET "/v1/costs?session_id={Beta}" is requested
      Then the response has
        | part           | value |
        | total cost usd | 0.25  |
        | run count      | 1     |

  Rule: What is asked for in another way is refused

    Scenario Outline: "<path>"
      When GET "<path>" is requested
      Then the response is 400
      And the response has
        | part   | value            |
        | code   | validation_error |
        | detail | <detail>         |

      Examples:
        | path                  | detail                                                                                                      |
        | /v1/usage?by=colour   | by: Input should be 'provider', 'model', 'actor' or 'day'.                                                  |
        | /v1/usage?since=now   | since must be a time with a time zone, a datetime or a text such as 2026-05-01T09:30:00+00:00, not 'now'.     |
        | /v1/usage?provider=   | provider must have 1 to 255 characters, not 0.                                                              |
        | /v1/costs?by=day      | by: Extra inputs are not permitted.                                                                         |
        | /v1/costs?until=12:00 | until must be a time with a time zone, a datetime or a text such as 2026-05-01T09:30:00+00:00, not '12:00'.   |

  Rule: Nothing of another namespace counts

    Scenario Outline: <what>
      Given session Beta in South
      And the runs
        | run | session       | cost usd | provider |
        | one | Beta in South | 0.5      | claude   |
      And the server has
        | part       | value |
        | key reader | read  |
      When GET "<path>" is requested with key "reader"
      Then the response is 200
      And the response has
        | part   | value |
        | <part> | 0     |

      Examples:
        | what                          | path                      | part                |
        | What runs used                | /v1/usage                 | total.run count     |
        | What runs of its session used | /v1/usage?session_id=Beta | total.run count     |
        | What was added to sessions    | /v1/usage                 | added.session count |
        | What runs cost                | /v1/costs                 | run count           |
        | What runs of a provider cost  | /v1/costs?provider=claude | run count           |
