@use.with_face=async
Feature: Answers in a conversation are spans
  An agent that answers in a thread is at work as one that executes a run is, and is seen likewise:
  from the question to its last chunk, or to the moment when nobody waits for it any more.

  Rule: A question and its answer are a span, with the tools below it

    Example: Answered
      Given somebody traces, within a request
      When Claude is asked "What is in it?" in thread Trip of Ann as Alpha for model claude-haiku-4-5 and
        | does   | what                                                                                                        |
        | begins | C1                                                                                                          |
        | calls  | {"id": "t1", "name": "Read", "input": {"path": "a.txt"}}                                                    |
        | hears  | {"tool_use_id": "t1", "content": "No such file", "is_error": true}                                          |
        | says   | Nothing.                                                                                                    |
        | ends   | {"usage": {"input_tokens": 3, "output_tokens": 5, "cache_read_input_tokens": 7}, "stop_reason": "end_turn"} |
      Then the spans are
        | span                | below               | status | gen_ai.agent.name | gen_ai.conversation.id | gen_ai.provider.name | gen_ai.request.model | gen_ai.usage.input_tokens | gen_ai.usage.output_tokens | gen_ai.response.finish_reasons | gen_ai.tool.call.id | error.type |
        | invoke_agent claude | request             | unset  | claude            | Alpha                  | anthropic            | claude-haiku-4-5     | 10                        | 5                          | ["end_turn"]                   | none                | none       |
        | execute_tool Read   | invoke_agent claude | error  | none              | none                   | none                 | none                 | none                      | none                       | none                           | t1                  | tool_error |

    Example: Without an answer
      Given somebody traces
      When Claude is asked "Hello" in thread Trip of Ann and
        | does   | what                                                                |
        | begins | C1                                                                  |
        | ends   | {"is_error": true, "result": "the secret", "api_error_status": 429} |
      Then the spans are
        | span                | status | error.type            | told |
        | invoke_agent claude | error  | provider_rate_limited | []   |

    Example: Nobody waits for it any more
      Given somebody traces
      When Claude is asked "Tell me a story" in thread Trip of Ann, left after 2 chunks, and
        | does    | what |
        | begins  | C1   |
        | streams | Once |
        | waits   |      |
      Then the spans are
        | span                | status | error.type |
        | invoke_agent claude | unset  | cancelled  |

    Example: The exporter is broken
      Given somebody traces, with an exporter that is broken
      When Claude is asked "What is 2+2?" in thread Trip of Ann as Alpha and
        | does   | what     |
        | begins | C1       |
        | says   | It is 4. |
        | ends   |          |
      Then Alpha holds the messages
        | role      | content      |
        | user      | What is 2+2? |
        | assistant | It is 4.     |
