Feature: A turn ends in one of three ways
  It is finished: the answer is added to the conversation, the run is completed, and what it used
  is counted, all in one transaction. Or it fails, or it is cancelled: then nothing is added, the
  run says why, and what the agent said so far stays in the events. Nobody ever reads half an
  answer as if it were one.

  Rule: A turn that is finished adds the answer

    Example: The answer, and what it took
      Given Ann asked "What is 2+2?" in thread Trip with
        | option   | value  |
        | agent    | maths  |
        | provider | claude |
      And the agent did
        | does | what                                                                                                                                                                       |
        | says | It is 4.                                                                                                                                                                   |
        | ends | {"result": "It is 4.", "stop_reason": "end_turn", "num_turns": 2, "total_cost_usd": 0.25, "usage": {"input_tokens": 12, "output_tokens": 5, "cache_read_input_tokens": 7}} |
      When the agent finishes
      Then the manager's runs of Trip are
        | status    | output                  | turn count | cost usd | token usage                                                      | error |
        | completed | {"content": "It is 4."} | 2          | 0.25     | {"input_tokens": 12, "output_tokens": 5, "cache_read_tokens": 7} | none  |
      And session Trip has
        | property      | value  |
        | status        | active |
        | input tokens  | 12     |
        | output tokens | 5      |
        | cost          | 0.25   |
      And the manager's events of Trip with after 4 are
        | type                | data                                                             |
        | token_usage_updated | {"input_tokens": 12, "output_tokens": 5, "cache_read_tokens": 7} |
        | run_completed       | {"stop_reason": "end_turn"}                                      |

    Example: Its messages say who answered, and where the record has more
      Given Ann asked "What is 2+2?" in thread Trip with
        | option | value |
        | agent  | maths |
      And the agent did
        | does  | what                                                                                              |
        | emits | {"type": "assistant", "message": {"model": "opus-4", "content": [{"type": "text", "text": "4"}]}} |
      When the agent finishes
      Then the answer has
        | path                      | cell      |
        | run.status                | completed |
        | run.model                 | opus-4    |
        | messages.0.sequence       | 1         |
        | messages.0.metadata.agent | maths     |
        | messages.0.metadata.model | opus-4    |

  Rule: The tools that an agent called are in the conversation, each with its answer

    Example: In their places
      Given Ann asked "Weigh it" in thread Trip
      And the agent did
        | does               | what                    |
        | says               | Let me see.             |
        | calls              | c1 scales {"unit": "g"} |
        | hears              | c1 "4000"               |
        | calls              | c2 camera {}            |
        | hears of a failure | c2 "no light"           |
        | says               | 4 kg.                   |
      When the agent finishes
      Then Trip holds the messages
        | role      | content     | tool calls                                                   | answers |
        | user      | Weigh it    |                                                              |         |
        | assistant | Let me see. |                                                              |         |
        | assistant |             | [{"id": "c1", "name": "scales", "arguments": {"unit": "g"}}] |         |
        | tool      | 4000        |                                                              | c1      |
        | assistant |             | [{"id": "c2", "name": "camera", "arguments": {}}]            |         |
        | tool      | no light    |                                                              | c2      |
        | assistant | 4 kg.       |                                                              |         |

    Example: What a tool answers without a text
      Given Ann asked "Weigh it" in thread Trip
      And the agent did
        | does  | what                                                  |
        | calls | c1 scales {}                                          |
        | hears | c1 [{"type": "text", "text": "4"}, {"type": "image"}] |
        | calls | c2 scales {}                                          |
        | hears | c2 null                                               |
      When the agent finishes
      Then Trip holds the messages
        | role      | content  | answers | payload                                                                                |
        | user      | Weigh it |         |                                                                                        |
        | assistant |          |         |                                                                                        |
        | tool      | 4        | c1      | {"type": "tool_result", "content": [{"type": "text", "text": "4"}, {"type": "image"}]} |
        | assistant |          |         |                                                                                        |
        | tool      |          | c2      | {"type": "tool_result", "content": null}                                               |

    Example: An answer to a call that it did not make is not in the conversation
      Given Ann asked "Weigh it" in thread Trip
      And the agent did
        | does  | what         |
        | calls | c1 scales {} |
        | hears | c9 "stolen"  |
        | hears | c1 "4 kg"    |
        | hears | c1 "again"   |
      When the agent finishes
      Then Trip holds the messages
        | role      | content  | answers |
        | user      | Weigh it |         |
        | assistant |          |         |
        | tool      | 4 kg     | c1      |

  Rule: One message may come in several chunks, and a text in pieces only

    Example: Chunks with the id of one message
      Given Ann asked "Weigh it" in thread Trip
      And the agent did
        | does  | what                                                                                                                         |
        | emits | {"type": "assistant", "message": {"id": "m1", "content": [{"type": "text", "text": "I look."}]}}                             |
        | emits | {"type": "assistant", "message": {"id": "m1", "content": [{"type": "tool_use", "id": "c1", "name": "scales", "input": {}}]}} |
        | emits | {"type": "assistant", "message": {"id": "m2", "content": [{"type": "text", "text": "4 kg."}]}}                               |
      When the agent finishes
      Then Trip holds the messages
        | role      | content  | tool calls                                        |
        | user      | Weigh it |                                                   |
        | assistant | I look.  | [{"id": "c1", "name": "scales", "arguments": {}}] |
        | assistant | 4 kg.    |                                                   |

    Scenario Outline: A text that comes <how>
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does     | what   |
        | <first>  | <this> |
        | <second> | <that> |
      When the agent finishes
      Then the answer has
        | path               | cell                    |
        | messages.count     | 1                       |
        | messages.0.content | It is 4.                |
        | run.output         | {"content": "It is 4."} |
      And the manager's events of Trip of type "message_received" are
        | data.content |
        | It is 4.     |

      Examples:
        | how                         | first   | this     | second  | that                   |
        | in pieces                   | streams | "It is " | streams | 4.                     |
        | in pieces and in the result | streams | It is 4. | ends    | {"result": "It is 4."} |
        | whole and in the result     | says    | It is 4. | ends    | {"result": "It is 4."} |
        | in the result only          | emits   | {}       | ends    | {"result": "It is 4."} |

  Rule: An agent that gives no answer fails its run

    Scenario Outline: <what>
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does  | what    |
        | emits | <chunk> |
      When the agent finishes
      Then the answer has
        | path              | cell           |
        | run.status        | failed         |
        | run.error.code    | provider_error |
        | run.error.message | <message>      |
        | run.output        | none           |
        | messages          | []             |
      And Trip holds 1 message

      Examples:
        | what                 | chunk                                                                               | message                            |
        | It reports an error  | {"type": "result", "is_error": true, "result": "No credit."}                        | No credit.                         |
        | It reports several   | {"type": "result", "subtype": "error_during_execution", "errors": ["One.", "Two."]} | "One.\nTwo."                       |
        | It reports no reason | {"type": "result", "subtype": "error_max_turns"}                                    | The agent reported that it failed. |
        | It says nothing      | {"type": "assistant", "message": {"content": []}}                                   | The agent ended without an answer. |

    Example: What it used counts all the same
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what                                                                                         |
        | says | Let me                                                                                       |
        | ends | {"is_error": true, "result": "No credit.", "usage": {"input_tokens": 9, "output_tokens": 1}} |
      When the agent finishes
      Then session Trip has
        | property      | value |
        | input tokens  | 9     |
        | output tokens | 1     |
      And the manager's runs of Trip are
        | status | token usage                             |
        | failed | {"input_tokens": 9, "output_tokens": 1} |

  Rule: A turn that fails or is cancelled adds nothing, and says why

    Scenario Outline: It <act>
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does    | what |
        | streams | It   |
        | says    | It   |
      When the agent <act>
      Then the manager's runs of Trip are
        | status   | error.code | error.message | output |
        | <status> | <code>     | <message>     | none   |
      And Trip holds the messages
        | role | content      |
        | user | What is 2+2? |
      And the manager's events of Trip with after 4 are
        | type         |
        | run_<status> |

      Examples:
        | act                                    | status    | code             | message    |
        | fails because "No credit."             | failed    | unknown_error    | No credit. |
        | fails because "ValueError: no number"  | failed    | internal_error   | no number  |
        | fails because "TimeoutError: too late" | timeout   | provider_timeout | too late   |
        | is cancelled because "Ann left"        | cancelled | cancelled        | Ann left   |

    Example: Nobody says why
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent is cancelled
      Then the answer has
        | path       | cell      |
        | status     | cancelled |
        | error      | none      |
        | turn count | 0         |

    Example: An error in codes
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent fails with
        | part           | value                 |
        | code           | provider_rate_limited |
        | message        | Too many.             |
        | provider_error | {"status": 429}       |
      Then the answer has
        | path                 | cell                  |
        | status               | failed                |
        | error.code           | provider_rate_limited |
        | error.provider error | {"status": 429}       |

    Example: An error whose words cannot be kept
      Given Ann asked "What is 2+2?" in thread Trip
      When the agent fails with
        | part    | value          |
        | code    | provider_error |
        | message | nine megabytes |
      Then the answer has
        | path          | cell            |
        | status        | failed          |
        | error.code    | provider_error  |
        | error.message | Provider error. |

  Rule: A run that somebody else ended refuses the answer

    Scenario Outline: It <end>
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what |
        | says | 4    |
      And the agent <end>
      When the agent finishes
      Then it is refused because the run has no such step
      And nothing has changed

      Examples:
        | end                |
        | was stopped        |
        | was taken for dead |
        | was cancelled      |
        | failed             |

    Example: It was finished before
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what |
        | says | 4    |
      And the agent finished
      When the agent finishes
      Then it is refused because the run has no such step
      And nothing has changed

    Example: It did not answer at all
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent was stopped because "enough"
      When the agent finishes
      Then it is refused because the run has no such step
      And nothing has changed

    Scenario Outline: To <act> what is over changes nothing
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent was stopped because "enough"
      When the agent <act>
      Then the answer has
        | path          | cell      |
        | status        | cancelled |
        | error.message | enough    |
      And nothing has changed

      Examples:
        | act                         |
        | is cancelled because "late" |
        | fails because "late"        |

  Rule: The session may change meanwhile

    Example: It is paused
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what |
        | says | 4    |
      And session Trip was paused
      When the agent finishes
      Then session Trip is paused
      And Trip holds 2 messages

    Scenario Outline: It was <end>
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what |
        | says | 4    |
      And session Trip was <end>
      When the agent finishes
      Then it is refused because <reason>
      And nothing has changed

      Examples:
        | end       | reason                |
        | completed | the session is closed |
        | cancelled | the session is closed |
        | deleted   | the run is not found  |

    Example: It was completed, and the turn fails for it
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does | what |
        | says | 4    |
      And session Trip was completed
      When the agent fails because "closed"
      Then session Trip is completed
      And the manager's runs of Trip are
        | status | error.message |
        | failed | closed        |

    Example: It was hidden, and the turn is cancelled
      Given Ann asked "What is 2+2?" in thread Trip
      And Trip was hidden 1 day ago
      When the agent is cancelled
      Then the answer has
        | path   | cell      |
        | status | cancelled |

  # In memory nothing is lost on the way.
  @not.with_backend=memory
  Rule: The end is written once, also where the database's word for it is lost

    Example: A turn that is finished
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does  | what                                                |
        | says  | 4                                                   |
        | ends  | {"usage": {"input_tokens": 12, "output_tokens": 5}} |
        | loses | every first answer                                  |
      When the agent finishes
      Then Trip holds 2 messages
      And session Trip has
        | property      | value |
        | input tokens  | 12    |
        | output tokens | 5     |
      And the manager's events of Trip with after 4 are
        | type                |
        | token_usage_updated |
        | run_completed       |

    Example: A turn that is cancelled
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does  | what               |
        | says  | 4                  |
        | loses | every first answer |
      When the agent is cancelled
      Then the answer has
        | path   | cell      |
        | status | cancelled |
      And the manager's events of Trip with after 3 are
        | type          |
        | run_cancelled |
