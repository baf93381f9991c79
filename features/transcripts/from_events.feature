Feature: Transcripts from events
  The events of a session tell what was said and called in it: a transcript puts this in order, an
  entry for each utterance, each call of a tool and each answer. What was streamed in pieces is one
  utterance. What events say of anything else has no place in it.

  Rule: An entry for each utterance, call and answer, in the order of the events

    Example: A question, a call, its answer and a reply
      Given session Alpha
      When a transcript is made of the events
        | sequence | type                | data                                                                          |
        | 4        | message_received    | {"content": "It is paid.", "role": "assistant"}                               |
        | 2        | tool_call_started   | {"tool_name": "pay", "tool_call_id": "c1", "tool_input": {"invoice": 1042}}   |
        | 1        | message_sent        | {"content": "Pay invoice 1042"}                                               |
        | 3        | tool_call_completed | {"tool_name": "pay", "tool_call_id": "c1", "tool_output": {"state": "paid"}}  |
      Then the transcript is
        | role      | content          | tool name | tool call id | tool input        | tool output       |
        | user      | Pay invoice 1042 |           |              |                   |                   |
        | assistant |                  | pay       | c1           | {"invoice": 1042} |                   |
        | tool      |                  | pay       | c1           |                   | {"state": "paid"} |
        | assistant | It is paid.      |           |              |                   |                   |
      And the answer has
        | path          | cell     |
        | session id    | Alpha    |
        | last sequence | 4        |

    Scenario Outline: <what>
      Given session Alpha
      When a transcript is made of the events
        | type   | data   |
        | <type> | <data> |
      Then the transcript is
        | role   | content   | tool name | tool output |
        | <role> | <content> | <name>    | <output>    |

      Examples: who speaks
        | what                                | type             | data                                    | role      | content | name | output |
        | What is sent comes from a user      | message_sent     | {"content": "Hello"}                    | user      | Hello   |      |        |
        | Unless it says otherwise            | message_sent     | {"content": "Hello", "role": "System"}  | system    | Hello   |      |        |
        | What is received from an assistant  | message_received | {"content": "Hello"}                    | assistant | Hello   |      |        |
        | Unless it says otherwise, again     | message_received | {"content": "Hello", "role": "user"}    | user      | Hello   |      |        |
        | Somebody unknown is nobody else     | message_received | {"content": "Hello", "role": "chorus"}  | assistant | Hello   |      |        |

      Examples: what is said
        | what                                | type                | data                                                     | role      | content     | name | output |
        | Parts that are texts, a line each   | message_sent        | {"content": [{"type": "text", "text": "a"}, "b"]}        | user      | "a\nb"      |      |        |
        | Anything else, as JSON              | message_sent        | {"content": [{"image": "x"}]}                            | user      | "[{\"image\":\"x\"}]" |  |  |
        | A tool that failed                  | tool_call_failed    | {"tool_name": "pay", "tool_output": "no funds"}          | tool      |             | pay  | no funds |
        | A tool that gave an empty text      | tool_call_completed | {"tool_name": "pay", "tool_output": ""}                  | tool      |             | pay  | ""     |

    Example: An answer without the name of its tool has that of its call
      Given session Alpha
      When a transcript is made of the events
        | sequence | type                | data                                        |
        | 1        | tool_call_started   | {"tool_name": "pay", "tool_call_id": "c1"}  |
        | 2        | tool_call_started   | {"tool_name": "read", "tool_call_id": "c2"} |
        | 3        | tool_call_completed | {"tool_call_id": "c1", "tool_output": 1}    |
      Then the transcript is
        | role      | tool name | tool call id | tool output |
        | assistant | pay       | c1           |             |
        | assistant | read      | c2           |             |
        | tool      | pay       | c1           | 1           |

    Example: Only the names that events are specified to have are looked at
      Given session Alpha
      When a transcript is made of the events
        | sequence | type                | data                                                                 |
        | 1        | tool_call_started   | {"name": "pay", "tool_use_id": "c1", "input": {"a": 1}, "arguments": {"a": 1}} |
        | 2        | tool_call_completed | {"name": "pay", "call_id": "c1", "output": "paid", "result": "paid", "content": "paid"} |
      Then the transcript is
        | role      | tool name | tool call id | tool input | tool output |
        | assistant |           |              |            |             |
        | tool      |           |              |            |             |

  Rule: What says nothing is no entry

    Scenario Outline: <what>
      Given session Alpha
      When a transcript is made of the events
        | sequence | type         | data                 |
        | 1        | message_sent | {"content": "Hello"} |
        | 2        | <type>       | <data>               |
      Then the transcript is
        | role | content |
        | user | Hello   |
      And the answer has
        | path          | cell |
        | last sequence | 2    |

      Examples:
        | what                       | type                   | data                      |
        | Nothing is sent            | message_sent           | {"content": ""}           |
        | Nothing is received        | message_received       | {"content": null}         |
        | Nothing is streamed        | message_streamed       | {"delta": ""}             |
        | A run begins               | run_started            | {"content": "Hello"}      |
        | Tokens are counted         | token_usage_updated    | {"input_tokens": 5}       |
        | An approval is given       | tool_approval_granted  | {"tool_name": "pay"}      |
        | An approval is denied      | tool_approval_denied   | {"tool_name": "pay"}      |

  Rule: A call that waits for somebody's approval is shown to wait

    Example: The tool has not answered yet
      Given session Alpha
      When a transcript is made of the events
        | sequence | type                    | data                                       |
        | 1        | tool_call_started       | {"tool_name": "pay", "tool_call_id": "c1"} |
        | 2        | tool_approval_requested | {"tool_name": "pay", "tool_call_id": "c1"} |
        | 3        | tool_approval_granted   | {"tool_name": "pay", "tool_call_id": "c1"} |
        | 4        | tool_call_completed     | {"tool_call_id": "c1", "tool_output": 1}   |
      Then the transcript is
        | role      | content                                     | tool name | tool call id | tool output |
        | assistant |                                             | pay       | c1           |             |
        | tool      | [Execution paused: awaiting human approval] | pay       | c1           |             |
        | tool      |                                             | pay       | c1           | 1           |

  Rule: Events are taken by sequence, those without one behind the others

    Example: They go by time, and then by id
      Given session Alpha
      When a transcript is made of the events
        | event | sequence | timestamp | type         | data                 |
        | d     |          | 09:00:09  | message_sent | {"content": "five"}  |
        | c     |          | 09:00:02  | message_sent | {"content": "four"}  |
        | b     |          | 09:00:02  | message_sent | {"content": "three"} |
        | z     | 2        | 09:00:01  | message_sent | {"content": "two"}   |
        | a     | 1        | 09:00:08  | message_sent | {"content": "one"}   |
      Then the transcript is
        | content | metadata.event id |
        | one     | a                 |
        | two     | z                 |
        | three   | b                 |
        | four    | c                 |
        | five    | d                 |
      And the answer has
        | path           | cell     |
        | last sequence  | 2        |
        | last timestamp | 09:00:09 |

  Rule: An entry says which event it comes from

    Example: Beside what the event says of itself
      Given session Alpha
      When a transcript is made of the events
        | event | sequence | run    | type         | data                 | metadata                     |
        | a     | 7        | First  | message_sent | {"content": "Hello"} | {"source": "web", "sequence": 9} |
      Then the transcript is
        | content | metadata |
        | Hello   | {"source": "web", "sequence": 7, "event_id": "a", "run_id": "First", "timestamp": "2026-01-01T09:00:00.123456+00:00"} |

  Rule: A transcript is of one session

    Example: An event of another one
      Given sessions Alpha and Beta
      When a transcript is made of the events
        | session | type         | data                 |
        | Alpha   | message_sent | {"content": "Hello"} |
        | Beta    | message_sent | {"content": "Hello"} |
      Then it is refused because the event is of another session

    Example: No event, and no word of which session
      Given session Alpha
      When a transcript is made of the events
        | type | data |
      Then it is refused because an argument is invalid
      And the refusal mentions "session id"
