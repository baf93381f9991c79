Feature: Executing a run
  A runner is whatever executes a run: it is given the run and its session, yields events while it
  works, and returns a result. The manager records all of it as it happens, so that what the agent
  did is known even when it never comes back. Runners need to know nothing of the store.

  Rule: What the run was given stands before what its runner did

    Example: The messages of its input
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value                                                                                                   |
        | input    | {"messages": [{"role": "System", "content": "Be brief."}, {"content": "Hello"}, {"content": ""}]} |
      When the manager executes run "r1" by a runner that
        | does   | what                                                                             |
        | yields | {"type": "message_received", "data": {"role": "assistant", "content": "Hi."}} |
      Then the manager's events of Alpha are
        | sequence | type             | run id | data                                         |
        | 1        | run_started      | r1     | {}                                           |
        | 2        | message_sent     | r1     | {"role": "system", "content": "Be brief."}   |
        | 3        | message_sent     | r1     | {"role": "user", "content": "Hello"}         |
        | 4        | message_received | r1     | {"role": "assistant", "content": "Hi."}      |
        | 5        | run_completed    | r1     | {"stop_reason": "completed"}                 |

    Scenario Outline: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value   |
        | input    | <input> |
      When the manager executes run "r1" by a runner that
        | does    | what             |
        | returns | {"content": "Hi."} |
      Then the manager's events of Alpha of type "message_sent" are
        | data.role | data.content |
        | <role>    | <content>    |

      Examples:
        | what                              | input                                                                          | role | content         |
        | A prompt                          | {"prompt": "Hello"}                                                            | user | Hello           |
        | A prompt beside messages          | {"prompt": "No", "messages": [{"content": "Hello"}]}                           | user | Hello           |
        | A text among messages             | {"messages": ["Hello"]}                                                        | user | Hello           |
        | Content in parts                  | {"messages": [{"content": [{"type": "text", "text": "Hello"}, "there"]}]}      | user | "Hello\nthere"  |

    Scenario Outline: <what> is no message
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value   |
        | input    | <input> |
      When the manager executes run "r1" by a runner that
        | does    | what             |
        | returns | {"content": "Hi."} |
      Then the manager's events of Alpha are
        | type          |
        | run_started   |
        | run_completed |

      Examples:
        | what            | input            |
        | Nothing         | none             |
        | An empty prompt | {"prompt": ""}   |
        | A number        | {"prompt": 7}    |
        | No messages     | {"messages": []} |

    Example: Content that is no text is rendered as one
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value                                                                    |
        | input    | {"messages": [{"content": {"image": "cat.png"}}, {"content": [1, 2]}]} |
      When the manager executes run "r1" by a runner that
        | does    | what             |
        | returns | {"content": "Hi."} |
      Then the manager's events of Alpha of type "message_sent" are
        | data                                                       |
        | {"role": "user", "content": "{\"image\":\"cat.png\"}"} |
        | {"role": "user", "content": "[1,2]"}                       |

  Rule: What the runner yields is recorded as it comes

    Example: In its order, with the provider and the correlation of the session
      Given the manager started session Alpha with
        | argument       | value   |
        | provider       | claude  |
        | correlation id | order-7 |
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                                                                       |
        | yields | {"type": "tool_call_started", "data": {"tool_name": "pay"}}             |
        | waits  | 2 seconds                                                                  |
        | yields | {"type": "tool_call_completed", "data": {"tool_name": "pay"}, "metadata": {"try": 1}} |
      Then the manager's events of Alpha of run "r1" are
        | sequence | type                | provider | correlation id | timestamp | metadata   |
        | 2        | run_started         | claude   | order-7        | 09:00:00  | {}         |
        | 3        | tool_call_started   | claude   | order-7        | 09:00:00  | {}         |
        | 4        | tool_call_completed | claude   | order-7        | 09:00:02  | {"try": 1} |
        | 5        | run_completed       | claude   | order-7        | 09:00:02  | {}         |

    Example: The caller hears of each event once it is stored
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does       | what                                                     |
        | is watched |                                                          |
        | yields     | {"type": "message_streamed", "data": {"content": "Hi"}} |
        | yields     | {"type": "turn_completed"}                               |
      Then the runner was given
        | path             | cell             |
        | heard.count      | 2                |
        | heard.0.type     | message_streamed |
        | heard.0.sequence | 2                |
        | heard.1.sequence | 3                |

    Example: A record of an event is taken with its id, its time and its data
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does         | what                                                                            |
        | waits        | 2 seconds                                                                       |
        | yields event | {"event_id": "e7", "type": "turn_completed", "data": {"n": 1}, "metadata": {"a": 2}} |
        | yields event | {"event_id": "e7", "type": "turn_completed", "data": {"n": 1}, "metadata": {"a": 2}} |
      Then the manager's events of Alpha of type "turn_completed" are
        | sequence | event id | run id | data     | metadata | timestamp |
        | 2        | e7       | r1     | {"n": 1} | {"a": 2} | 09:00:00  |

    Example: Secrets are taken out where the caller wishes
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value                                           |
        | input    | {"prompt": "The key is AKIAIOSFODNN7EXAMPLE"} |
      When the manager executes run "r1" by a runner that
        | does           | what                                                                                   |
        | with redaction | true                                                                                   |
        | yields         | {"type": "message_received", "data": {"role": "assistant", "content": "AKIAIOSFODNN7EXAMPLE"}} |
        | raises         | {"message": "AKIAIOSFODNN7EXAMPLE is not allowed", "provider_error": {"sent": "AKIAIOSFODNN7EXAMPLE"}} |
      Then the manager's events of Alpha are
        | type             | data.content          | data.error message        | data.provider error      |
        | run_started      | none                  | none                      | none                     |
        | message_sent     | The key is [REDACTED] | none                      | none                     |
        | message_received | [REDACTED]            | none                      | none                     |
        | run_failed       | none                  | [REDACTED] is not allowed | {"sent": "[REDACTED]"} |
      And the manager's runs of Alpha are
        | error.message             | error.provider error   |
        | [REDACTED] is not allowed | {"sent": "[REDACTED]"} |

  Rule: An event that cannot be stored does not fail the run

    Scenario Outline: <what>
      Given sessions Alpha and Beta
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                       |
        | <does>  | <event>                    |
        | yields  | {"type": "turn_completed"} |
        | returns | {"content": "Done."}       |
      Then the answer has
        | path                 | cell                 |
        | persistence failures | 1                    |
        | output               | {"content": "Done."} |
        | events.1.type        | turn_completed       |
        | events.1.sequence    | 2                    |
      And the manager's runs of Alpha are
        | status    | turn count |
        | completed | 1          |

      Examples:
        | what                    | does         | event                                                     |
        | What no JSON can say    | yields       | {"type": "turn_completed", "data": {"cost": NaN}}       |
        | An event without a type | yields       | {"data": {"content": "Hello"}}                          |
        | Nothing of an event     | yields       | 42                                                        |
        | Another session's event | yields event | {"type": "turn_completed", "session_id": "s2"}          |

    Example: One of an unknown type is recorded as an error that occurred
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does   | what                                              |
        | yields | {"type": "coffee_break", "data": {"minutes": 5}} |
      Then the answer has
        | path                 | cell             |
        | persistence failures | 0                |
        | events.1.type        | error_occurred   |
        | events.1.data        | {"minutes": 5}   |

    Example: Another run's event
      Given session Alpha
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does         | what                                     |
        | yields event | {"type": "turn_completed", "run_id": "r2"} |
      Then the answer has
        | path                 | cell |
        | persistence failures | 1    |
        | events.count         | 2    |

  Rule: A run is executed once, while its session is not over

    Scenario Outline: It is <status>
      Given session Alpha
      And the runs
        | run | session | status   |
        | r1  | Alpha   | <status> |
      When the manager executes run "r1" by a runner that
        | does    | what               |
        | returns | {"content": "Hi."} |
      Then it is refused because the run has no such step
      And the refusal says
        | detail | value    |
        | run id | r1       |
        | status | <status> |
        | wanted | running  |
      And nothing has changed

      Examples:
        | status    |
        | running   |
        | completed |
        | failed    |
        | cancelled |
        | timeout   |

    Example: There is none
      Given session Alpha
      When the manager executes run "r9" by a runner that
        | does    | what               |
        | returns | {"content": "Hi."} |
      Then it is refused because the run is not found
      And nothing has changed

    Example: It is of another namespace
      Given session Alpha in South
      And the manager started run "r1" of Alpha in South
      When the manager executes run "r1" by a runner that
        | does    | what               |
        | returns | {"content": "Hi."} |
      Then it is refused because the run is not found
      And nothing has changed

    Example: Its session was completed before it began
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager completed session Alpha
      When the manager executes run "r1" by a runner that
        | does    | what               |
        | returns | {"content": "Hi."} |
      Then it is refused because the session is closed
      And the manager's runs of Alpha are
        | run id | status  |
        | r1     | pending |
