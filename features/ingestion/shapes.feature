Feature: The shape of an event
  Each type of event has a shape: the fields that its data should have, and of what kind. What an
  agent says is stored in any shape, for it has been said. Where it lacks its shape the event says
  so, and whoever reads it is warned.

  Rule: Data in its shape is stored without a warning

    Example: Types that ask for fields
      Given session Alpha
      When these events are recorded in Alpha
        | type                    | data                                        |
        | message_received        | {"content": "Hello", "role": "assistant"}   |
        | message_streamed        | {"content": "Hel"}                          |
        | tool_call_started       | {"tool_name": "look"}                       |
        | tool_call_completed     | {"tool_name": "look", "tool_output": null}  |
        | tool_call_failed        | {"tool_name": "look"}                       |
        | token_usage_updated     | {"input_tokens": 7, "output_tokens": 0}     |
        | run_completed           | {"stop_reason": "end_turn", "more": [1, 2]} |
        | error_occurred          | {"error_message": "refused"}                |
        | policy_violation        | {"policy": "quiet", "kind": "tool_denied"}  |
        | tool_approval_requested | {"tool_name": "pay", "policy_name": "ask"}  |
        | tool_approval_granted   | {"tool_name": "pay"}                        |
        | tool_approval_denied    | {"tool_name": "pay"}                        |
      Then the answers are
        | type                    | metadata |
        | message_received        | {}       |
        | message_streamed        | {}       |
        | tool_call_started       | {}       |
        | tool_call_completed     | {}       |
        | tool_call_failed        | {}       |
        | token_usage_updated     | {}       |
        | run_completed           | {}       |
        | error_occurred          | {}       |
        | policy_violation        | {}       |
        | tool_approval_requested | {}       |
        | tool_approval_granted   | {}       |
        | tool_approval_denied    | {}       |

    Example: Types that ask for none
      Given session Alpha
      When these events are recorded in Alpha
        | type                     | data          |
        | session_created          | {}            |
        | session_failed           | {}            |
        | run_failed               | {"any": true} |
        | run_timeout              |               |
        | message_sent             | {}            |
        | error_recovered          | {}            |
        | turn_completed           | {}            |
        | workspace_snapshot_taken | {}            |
        | workspace_diff_computed  | {}            |
      Then the answers are
        | metadata |
        | {}       |
        | {}       |
        | {}       |
        | {}       |
        | {}       |
        | {}       |
        | {}       |
        | {}       |
        | {}       |

    Example: The structure of each type is right
      Given session Alpha
      When these events are recorded in Alpha
        | type                     |
        | session_created          |
        | session_started          |
        | session_paused           |
        | session_resumed          |
        | session_completed        |
        | session_failed           |
        | session_cancelled        |
        | run_started              |
        | run_completed            |
        | run_failed               |
        | run_cancelled            |
        | run_timeout              |
        | message_sent             |
        | message_received         |
        | message_streamed         |
        | tool_call_started        |
        | tool_call_completed      |
        | tool_call_failed         |
        | error_occurred           |
        | error_recovered          |
        | token_usage_updated      |
        | turn_completed           |
        | workspace_snapshot_taken |
        | workspace_diff_computed  |
        | policy_violation         |
        | tool_approval_requested  |
        | tool_approval_granted    |
        | tool_approval_denied     |
      Then the answer has
        | path        | cell                 |
        | count       | 28                   |
        | 0.type      | session_created      |
        | 27.type     | tool_approval_denied |
        | 27.sequence | 28                   |

  Rule: Data out of shape is stored with a warning

    Example: A required field is missing
      Given session Alpha
      When these events are recorded in Alpha
        | type                    | data                 |
        | message_received        | {"content": "Hello"} |
        | message_received        | {}                   |
        | message_streamed        | {"delta": "Hel"}     |
        | tool_call_started       | {}                   |
        | tool_call_completed     | {"name": "look"}     |
        | tool_call_failed        | {}                   |
        | token_usage_updated     | {"input_tokens": 7}  |
        | run_completed           | {}                   |
        | error_occurred          | {}                   |
        | policy_violation        | {}                   |
        | tool_approval_requested | {"tool_name": "pay"} |
        | tool_approval_granted   | {}                   |
        | tool_approval_denied    | {}                   |
      Then the answers are
        | type                    | metadata._validation_warnings                                                                                   |
        | message_received        | ["missing required field 'role' for shape validation"]                                                          |
        | message_received        | ["missing required field 'content' for shape validation", "missing required field 'role' for shape validation"] |
        | message_streamed        | ["missing required field 'content' for shape validation"]                                                       |
        | tool_call_started       | ["missing required field 'tool_name' for shape validation"]                                                     |
        | tool_call_completed     | ["missing required field 'tool_name' for shape validation"]                                                     |
        | tool_call_failed        | ["missing required field 'tool_name' for shape validation"]                                                     |
        | token_usage_updated     | ["missing required field 'output_tokens' for shape validation"]                                                 |
        | run_completed           | ["missing required field 'stop_reason' for shape validation"]                                                   |
        | error_occurred          | ["missing required field 'error_message' for shape validation"]                                                 |
        | policy_violation        | ["missing required field 'policy' for shape validation", "missing required field 'kind' for shape validation"]  |
        | tool_approval_requested | ["missing required field 'policy_name' for shape validation"]                                                   |
        | tool_approval_granted   | ["missing required field 'tool_name' for shape validation"]                                                     |
        | tool_approval_denied    | ["missing required field 'tool_name' for shape validation"]                                                     |

    Example: A field is of another kind
      Given session Alpha
      When these events are recorded in Alpha
        | type                | data                                        |
        | message_received    | {"content": 7, "role": null}                |
        | message_received    | {"content": ["a"], "role": {"is": "user"}}  |
        | token_usage_updated | {"input_tokens": "7", "output_tokens": 1.5} |
        | token_usage_updated | {"input_tokens": true, "output_tokens": 0}  |
      Then the answers are
        | data                                        | metadata._validation_warnings                                                                               |
        | {"content": 7, "role": null}                | ["field 'content' expected string, got integer", "field 'role' expected string, got null"]                  |
        | {"content": ["a"], "role": {"is": "user"}}  | ["field 'content' expected string, got list", "field 'role' expected string, got object"]                   |
        | {"input_tokens": "7", "output_tokens": 1.5} | ["field 'input_tokens' expected integer, got string", "field 'output_tokens' expected integer, got number"] |
        | {"input_tokens": true, "output_tokens": 0}  | ["field 'input_tokens' expected integer, got boolean"]                                                      |

    Example: The metadata that it brings stays beside the warning
      Given session Alpha
      When this event is recorded in Alpha
        | type             | data            | metadata      |
        | message_streamed | {"delta": "Hi"} | {"piece": 12} |
      Then the answer has
        | path                          | cell                                                      |
        | metadata.piece                | 12                                                        |
        | metadata._validation_warnings | ["missing required field 'content' for shape validation"] |
        | data                          | {"delta": "Hi"}                                           |

  Rule: Structure is more than shape: without it there is no event

    Example: Without a time
      Given no sessions
      When the structure of an event is judged that has
        | attribute | value           |
        | type      | session_started |
        | session   | Alpha           |
        | timestamp | none            |
      Then it is refused because a key is missing
      And the refusal says
        | detail | value     |
        | field  | timestamp |

    Example: With data that is no object
      Given no sessions
      When the structure of an event is judged that has
        | attribute | value           |
        | type      | session_started |
        | session   | Alpha           |
        | data      | ["a", "b"]      |
      Then it is refused because the content is invalid
      And the refusal says
        | detail  | value |
        | pointer | /data |

    Example: Without data it is an event that says nothing more
      Given no sessions
      When the structure of an event is judged that has
        | attribute | value           |
        | type      | session_started |
        | session   | Alpha           |
        | data      | none            |
      Then the answer has
        | path     | cell            |
        | type     | session_started |
        | data     | {}              |
        | metadata | {}              |

    Example: Of a type that does not exist
      Given no sessions
      When the structure of an event is judged that has
        | attribute | value           |
        | type      | session_renamed |
        | session   | Alpha           |
      Then it is refused because the event type is unknown
