Feature: What an agent says is recorded piece by piece
  An agent answers in chunks: pieces of text, whole messages, calls of tools and what these answer.
  Each chunk becomes events of the session before the next one is asked for, and whatever is not
  understood is kept to the letter. So a turn that breaks off leaves all that was said until then.

  Rule: Each chunk is recorded as what it says

    Example: Pieces of a text, then all of it
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent does
        | does    | what     |
        | streams | "It "    |
        | streams | "is 4."  |
        | says    | It is 4. |
      Then the manager's events of Trip of type "message_streamed" are
        | data                 | metadata |
        | {"content": "It "}   | {}       |
        | {"content": "is 4."} | {}       |
      And the manager's events of Trip of type "message_received" are
        | data                                         |
        | {"content": "It is 4.", "role": "assistant"} |

    Example: A tool, and what it answers
      Given Ann asked "Weigh it" in thread Trip
      When the agent does
        | does               | what                    |
        | calls              | c1 scales {"unit": "g"} |
        | hears              | c1 "4000"               |
        | calls              | c2 camera {}            |
        | hears of a failure | c2 "no light"           |
      Then the manager's events of Trip with after 2 are
        | type                | data                                                                                                  |
        | tool_call_started   | {"tool_name": "scales", "tool_call_id": "c1", "tool_input": {"unit": "g"}}                            |
        | tool_call_completed | {"tool_name": "scales", "tool_call_id": "c1", "tool_output": "4000"}                                  |
        | tool_call_started   | {"tool_name": "camera", "tool_call_id": "c2", "tool_input": {}}                                       |
        | tool_call_failed    | {"tool_name": "camera", "tool_call_id": "c2", "tool_output": "no light", "error_message": "no light"} |

    Example: The result, with everything in it
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent does
        | does | what                                                                       |
        | ends | {"result": "Four.", "stop_reason": "end_turn", "modelUsage": {"opus": {}}} |
      Then the answers are
        | type           | sequence | data.stop reason | data.chunk.result | data.chunk.modelUsage |
        | turn_completed | 3        | end_turn         | Four.             | {"opus": {}}          |

  Rule: What is not understood is kept to the letter

    Scenario Outline: <what>
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent does
        | does  | what    |
        | emits | <chunk> |
      Then the answers are
        | type             | data                              |
        | message_streamed | {"content": "", "chunk": <chunk>} |

      Examples:
        | what                                  | chunk                                                                                                      |
        | A type that nobody knows              | {"type": "rate_limit_event", "rate_limit_info": {"status": "allowed"}}                                     |
        | No type at all                        | {"answer": 42}                                                                                             |
        | A type that is no text                | {"type": ["assistant"]}                                                                                    |
        | An empty object                       | {}                                                                                                         |
        | A message that is a number            | {"type": "assistant", "message": 5}                                                                        |
        | Content that is a text                | {"type": "assistant", "message": {"content": "Hello"}}                                                     |
        | A text that is none                   | {"type": "assistant", "message": {"content": [{"type": "text", "text": null}]}}                            |
        | A thought                             | {"type": "assistant", "message": {"content": [{"type": "thinking", "thinking": "Hm."}]}}                   |
        | A call without a name                 | {"type": "assistant", "message": {"content": [{"type": "tool_use", "id": "c1"}]}}                          |
        | A call whose id is too long for one   | {"type": "assistant", "message": {"content": [{"type": "tool_use", "id": "", "name": "n"}]}}               |
        | An answer to no call                  | {"type": "user", "message": {"content": [{"type": "tool_result", "content": "4"}]}}                        |
        | A piece of a thought                  | {"type": "stream_event", "event": {"delta": {"type": "thinking_delta", "thinking": "H"}}}                  |
        | A piece of no text                    | {"type": "stream_event", "event": {"delta": {"type": "text_delta", "text": 5}}}                            |
        | What an agent says that it has called | {"type": "assistant", "parent_tool_use_id": "c1", "message": {"content": [{"type": "text", "text": "H"}]}} |

    Example: Beside what is understood
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent does
        | does  | what                                                                                                                                                  |
        | emits | {"type": "assistant", "uuid": "u1", "message": {"id": "m1", "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Four."}]}} |
      Then the answers are
        | type             | data.content | data.chunk                                                                                                         |
        | message_received | Four.        | {"type": "assistant", "uuid": "u1", "message": {"id": "m1", "content": [{"type": "thinking", "thinking": "Hm."}]}} |

    Example: Figures that are none
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what                                                                                                                       |
        | says | 4                                                                                                                          |
        | ends | {"usage": {"input_tokens": "many", "output_tokens": -1, "total_tokens": 1e99}, "total_cost_usd": "free", "num_turns": 2.5} |
      When the agent finishes
      Then the answer has
        | path            | cell      |
        | run.status      | completed |
        | run.token usage | {}        |
        | run.turn count  | 1         |
        | messages.count  | 1         |

  Rule: What cannot be stored is refused, and the turn may go on

    Scenario Outline: <what>
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent does
        | does  | what   |
        | emits | <what> |
      Then it is refused because the content is invalid
      And nothing has changed

      Examples:
        | what                      |
        | not a number              |
        | a number                  |
        | a text                    |
        | nothing                   |
        | a key that is no text     |
        | an object that is no JSON |
        | what is nested too deep   |
        | nine megabytes            |

  Rule: Each chunk is a sign of life

    Example: An agent that speaks is not taken for dead
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does    | what       |
        | waits   | 40 seconds |
        | streams | It         |
        | waits   | 40 seconds |
      When the manager fails what was silent for 60 seconds
      Then the answer is []
      And the manager's runs of Trip are
        | status  |
        | running |

    Example: Nor is one that thinks, and says so
      Given Ann asked "What is 2+2?" in thread Trip
      And 40 seconds pass
      And the agent gave a sign of life
      And 40 seconds pass
      When the manager fails what was silent for 60 seconds
      Then the answer is []

    Example: One that is silent is
      Given Ann asked "What is 2+2?" in thread Trip
      And 61 seconds pass
      When the manager fails what was silent for 60 seconds
      Then the manager's runs of Trip are
        | status | error.code |
        | failed | timeout    |
      And Trip holds the messages
        | role | content      |
        | user | What is 2+2? |

  Rule: An agent whose run is over is told so

    Scenario Outline: It <act>, and <end>
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent <end>
      When the agent <act>
        | does | what |
        | says | 4    |
      Then it is refused because the run has no such step
      And nothing has changed

      Examples:
        | act                  | end                |
        | does                 | was stopped        |
        | does                 | was taken for dead |
        | gives a sign of life | was stopped        |

    Example: Its session is deleted
      Given Ann asked "What is 2+2?" in thread Trip
      And session Trip was deleted
      When the agent gives a sign of life
      Then it is refused because the run is not found
      And nothing has changed

    Example: Its session is deleted, and it speaks
      Given Ann asked "What is 2+2?" in thread Trip
      And session Trip was deleted
      When the agent does
        | does | what |
        | says | 4    |
      Then it is refused because the session is not found
      And nothing has changed

  # In memory nothing is lost on the way.
  @not.with_backend=memory
  Rule: A chunk is recorded once, also where the database's word for it is lost

    Example: The second one
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent does
        | does    | what               |
        | streams | It                 |
        | loses   | every first answer |
        | streams | is                 |
      Then the manager's events of Trip of type "message_streamed" are
        | sequence | data              |
        | 3        | {"content": "It"} |
        | 4        | {"content": "is"} |
