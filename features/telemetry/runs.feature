Feature: Runs are spans
  A program that uses OpenTelemetry sees its agents at work beside everything else that it does:
  each run is a span, with the attributes that the conventions for generative AI have for them.
  The spans say who was at work, for how long, at what expense and how it ended. What was said
  stays in the record alone.

  Rule: A run that is executed is a span

    Example: Who was asked, and what it used
      Given session Alpha with
        | property | value |
        | actor    | clerk |
      And the manager started run "r1" of Alpha with
        | argument | value               |
        | provider | claude              |
        | input    | {"prompt": "Hello"} |
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                                                                     |
        | returns | {"output": "Hi.", "token_usage": {"input_tokens": 3, "output_tokens": 5}, "provider_metadata": {"model": "claude-haiku-4-5", "stop_reason": "end_turn"}} |
      Then the spans are
        | span               | kind     | status | gen_ai.operation.name | gen_ai.agent.name | gen_ai.conversation.id | gen_ai.provider.name | gen_ai.request.model | gen_ai.response.model | gen_ai.response.finish_reasons | gen_ai.usage.input_tokens | gen_ai.usage.output_tokens | hansard.run.id |
        | invoke_agent clerk | internal | unset  | invoke_agent          | clerk             | Alpha                  | anthropic            | claude-haiku-4-5     | claude-haiku-4-5      | ["end_turn"]                   | 3                         | 5                          | r1             |

    Example: All input tokens are in one figure, those of a cache once more by themselves
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                         |
        | returns | {"output": "Hi.", "token_usage": {"input_tokens": 3, "cache_read_tokens": 70, "cache_creation_tokens": 200}} |
      Then the spans are
        | gen_ai.usage.input_tokens | gen_ai.usage.cache_read.input_tokens | gen_ai.usage.cache_creation.input_tokens | gen_ai.usage.output_tokens |
        | 273                       | 70                                   | 200                                      | none                       |

    Example: One that is run once
      Given somebody traces
      When the manager runs Alpha once by a runner that
        | does            | what  |
        | with actor name | clerk |
        | with provider   | codex |
        | returns         | "Hi." |
      Then the spans are
        | span               | gen_ai.conversation.id | gen_ai.provider.name | gen_ai.request.model |
        | invoke_agent clerk | Alpha                  | openai               | none                 |

    Example: A run that cannot be executed is none
      Given session Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does    | what  |
        | returns | "Hi." |
      Then it is refused because the run is not found
      And the spans are
        | span |

  Rule: The calls of tools are spans below it

    Example: Answered and failed
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does   | what                                                                                                                |
        | yields | {"type": "tool_call_started", "data": {"tool_name": "look_up", "tool_call_id": "t1", "tool_input": {"text": "42"}}} |
        | yields | {"type": "tool_call_started", "data": {"tool_name": "pay", "tool_call_id": "t2", "tool_input": {}}}                 |
        | yields | {"type": "tool_call_failed", "data": {"tool_name": "pay", "tool_call_id": "t2", "error_message": "No money"}}       |
        | yields | {"type": "tool_call_completed", "data": {"tool_name": "look_up", "tool_call_id": "t1", "tool_output": "42 EUR"}}    |
      Then the spans are
        | span                 | below        | status | gen_ai.operation.name | gen_ai.tool.name | gen_ai.tool.call.id | error.type |
        | invoke_agent         | none         | unset  | invoke_agent          | none             | none                | none       |
        | execute_tool look_up | invoke_agent | unset  | execute_tool          | look_up          | t1                  | none       |
        | execute_tool pay     | invoke_agent | error  | execute_tool          | pay              | t2                  | tool_error |

    Example: One that gives no answer ends with its run
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does   | what                                                            |
        | yields | {"type": "tool_call_started", "data": {"tool_name": "look_up"}} |
        | raises | TimeoutError: too late                                          |
      Then the spans are
        | span                 | status | error.type       |
        | invoke_agent         | error  | provider_timeout |
        | execute_tool look_up | error  | provider_timeout |

    Example: One that is told of when it is over
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does   | what                                                              |
        | yields | {"type": "tool_call_completed", "data": {"tool_name": "look_up"}} |
        | yields | {"type": "tool_call_failed", "data": {"tool_name": 42}}           |
      Then the spans are
        | span                 | status | gen_ai.tool.name |
        | invoke_agent         | unset  | none             |
        | execute_tool look_up | unset  | look_up          |
        | execute_tool         | error  | none             |

  Rule: What the agent does itself is part of it, and it is part of what called it

    Scenario Outline: <kind>
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces, within a request
      When the manager executes run "r1" by a runner that
        | does    | what     |
        | is      | <kind>   |
        | traces  | a search |
        | returns | "Hi."    |
      Then the spans are
        | span         | below        |
        | invoke_agent | request      |
        | a search     | invoke_agent |

      Examples:
        | kind        |
        | a function  |
        | a generator |

    @use.with_face=async
    Scenario Outline: <kind>
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces, within a request
      When the manager executes run "r1" by a runner that
        | does    | what     |
        | is      | <kind>   |
        | traces  | a search |
        | returns | "Hi."    |
      Then the spans are
        | span         | below        |
        | invoke_agent | request      |
        | a search     | invoke_agent |

      Examples:
        | kind                                          |
        | an asynchronous function                      |
        | an asynchronous generator                     |
        | a function that gives something to be awaited |

  Rule: A run that is not completed says why, in a word

    Scenario Outline: <what>
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does   | what    |
        | <does> | <cause> |
      Then the spans are
        | span         | status   | error.type | told |
        | invoke_agent | <status> | <type>     | []   |

      Examples:
        | what                 | does   | cause                                                      | status | type                  |
        | An exception         | raises | KeyError: the secret                                       | error  | KeyError              |
        | An error with a code | raises | {"message": "the secret", "code": "provider_rate_limited"} | error  | provider_rate_limited |
        | Too late             | raises | TimeoutError: the secret                                   | error  | provider_timeout      |
        | Interrupted          | is     | interrupted                                                | unset  | cancelled             |

    Example: Somebody else has cancelled it
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does      | what                 |
        | meanwhile | its run is cancelled |
        | returns   | "Hi."                |
      Then it is refused because the run has no such step
      And the spans are
        | span         | status | error.type         |
        | invoke_agent | error  | invalid_transition |

  Rule: Nothing that was said is in a span

    Example: There are names and figures only
      Given session Alpha
      And the manager started run "r1" of Alpha with
        | argument | value                    |
        | input    | {"prompt": "the secret"} |
        | metadata | {"note": "the secret"}   |
      And somebody traces
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                                |
        | yields  | {"type": "message_received", "data": {"role": "assistant", "content": "the secret"}}                                |
        | yields  | {"type": "tool_call_started", "data": {"tool_name": "look_up", "tool_call_id": "t1", "tool_input": "the secret"}}   |
        | yields  | {"type": "tool_call_failed", "data": {"tool_name": "look_up", "tool_call_id": "t1", "error_message": "the secret"}} |
        | returns | {"output": "the secret", "provider_metadata": {"note": "the secret"}, "provider_session_id": "s1", "provider": "x"} |
      Then the spans are
        | span                 | told | attributes                                                                                    |
        | invoke_agent         | []   | ["gen_ai.conversation.id", "gen_ai.operation.name", "gen_ai.provider.name", "hansard.run.id"] |
        | execute_tool look_up | []   | ["error.type", "gen_ai.operation.name", "gen_ai.tool.call.id", "gen_ai.tool.name"]            |

  Rule: No run fails for a span

    Example: The exporter is broken
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces, with an exporter that is broken
      When the manager executes run "r1" by a runner that
        | does    | what                                                            |
        | yields  | {"type": "tool_call_started", "data": {"tool_name": "look_up"}} |
        | returns | {"output": {"content": "Hi."}}                                  |
      Then the answer has
        | path           | cell |
        | output.content | Hi.  |
      And the manager's runs of Alpha are
        | status    |
        | completed |

    Example: Nobody wants these spans
      Given session Alpha
      And the manager started run "r1" of Alpha
      And somebody traces, but no spans of agents
      When the manager executes run "r1" by a runner that
        | does    | what                                                            |
        | yields  | {"type": "tool_call_started", "data": {"tool_name": "look_up"}} |
        | traces  | a search                                                        |
        | returns | {"output": {"content": "Hi."}}                                  |
      Then the answer has
        | path           | cell |
        | output.content | Hi.  |
      And the spans are
        | span |
