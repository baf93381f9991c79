Feature: The audit trail of runs
  Who executes runs by other means than hansard's still wants to know later what became of them. An
  audit trail notes their beginnings, ends, errors and usage as events of their sessions, where
  nothing is ever changed.

  Rule: What a run says of itself is noted

    Example: Its beginning
      Given session Alpha
      And the runs
        | run   | session | status  | provider  | provider metadata          |
        | First | Alpha   | running | anthropic | {"model": "claude-opus-4"} |
      When the audit trail notes
        | entry       | run   |
        | run_started | First |
      Then the answers are
        | type        | session id | run id | provider  | data                       | metadata | sequence |
        | run_started | Alpha      | First  | anthropic | {"model": "claude-opus-4"} | {}       | 1        |

    Example: Its good end
      Given session Alpha
      And the runs
        | run   | session | status    | output                      | turn count | token usage         | cost usd |
        | First | Alpha   | completed | {"stop_reason": "end_turn"} | 3          | {"input_tokens": 7} | 0.5      |
        | Next  | Alpha   | completed | {"text": "done"}            |            |                     |          |
      When the audit trail notes
        | entry         | run   | data                               |
        | run_completed | First | {"by": "a human", "turn_count": 4} |
        | run_completed | Next  |                                    |
      Then the answers are
        | run id | data                                                                                                               | metadata |
        | First  | {"stop_reason": "end_turn", "turn_count": 4, "token_usage": {"input_tokens": 7}, "cost_usd": 0.5, "by": "a human"} | {}       |
        | Next   | {"stop_reason": "completed", "turn_count": 0}                                                                      | {}       |

    Example: Its failure
      Given session Alpha
      And the runs
        | run   | session | status | error                                                                                   |
        | First | Alpha   | failed | {"code": "provider_timeout", "message": "no answer", "provider_error": {"status": 504}} |
      When the audit trail notes
        | entry          | run   |
        | run_failed     | First |
        | error_occurred | First |
      Then the answers are
        | type           | data                                                                                                |
        | run_failed     | {"error_code": "provider_timeout", "error_message": "no answer", "provider_error": {"status": 504}} |
        | error_occurred | {"error_code": "provider_timeout", "error_message": "no answer", "provider_error": {"status": 504}} |

    Example: What it used, and an error of no run
      Given session Alpha
      And the runs
        | run   | session | token usage                              |
        | First | Alpha   | {"input_tokens": 7, "output_tokens": 12} |
      When the audit trail notes
        | entry               | run   | session | data                           |
        | token_usage_updated | First |         |                                |
        | error_occurred      |       | Alpha   | {"error_message": "disk full"} |
      Then the answers are
        | type                | run id | data                                     | metadata |
        | token_usage_updated | First  | {"input_tokens": 7, "output_tokens": 12} | {}       |
        | error_occurred      | none   | {"error_message": "disk full"}           | {}       |

  Rule: The trail is kept in order and is never changed

    Example: Later entries have later numbers and later times
      Given session Alpha
      And the runs
        | run   | session |
        | First | Alpha   |
      And the audit trail noted
        | entry       | run   |
        | run_started | First |
      When the audit trail notes
        | entry          | run   | data                   |
        | error_occurred | First | {"error_message": "x"} |
        | run_completed  | First |                        |
      Then the answers are
        | sequence | type           | timestamp |
        | 2        | error_occurred | 09:00:00  |
        | 3        | run_completed  | 09:00:01  |

    Example: An entry cannot be written over
      Given session Alpha
      And this event was recorded in Alpha
        | event | type        | data              |
        | entry | run_started | {"model": "opus"} |
      When this event is recorded in Alpha
        | event | type        | data             |
        | entry | run_started | {"model": "top"} |
      Then it is refused because the id is taken
      And nothing has changed

    Example: Secrets stay out of it where that is asked for
      Given session Alpha
      And secrets are redacted
      When the audit trail notes
        | entry          | session | data                                  |
        | error_occurred | Alpha   | {"error_message": "password=hunter2"} |
      Then the answers are
        | data                                     |
        | {"error_message": "password=[REDACTED]"} |

  Rule: The trail can be read by run, by type and by time

    Example: All of it
      Given session Alpha
      And the runs
        | run   | session |
        | First | Alpha   |
        | Next  | Alpha   |
      And the audit trail noted
        | entry         | run   |
        | run_started   | First |
        | run_started   | Next  |
        | run_completed | First |
      When the audit trail of Alpha is read
      Then the answers are
        | sequence | type          | run id |
        | 1        | run_started   | First  |
        | 2        | run_started   | Next   |
        | 3        | run_completed | First  |

    Example: One run
      Given session Alpha
      And the runs
        | run   | session |
        | First | Alpha   |
        | Next  | Alpha   |
      And the audit trail noted
        | entry         | run   |
        | run_started   | First |
        | run_started   | Next  |
        | run_completed | First |
      When the audit trail of Alpha is read
        | filter | value |
        | run    | First |
      Then the answers are
        | sequence | type          |
        | 1        | run_started   |
        | 3        | run_completed |

    Example: One type
      Given session Alpha
      And the runs
        | run   | session |
        | First | Alpha   |
      And the audit trail noted
        | entry         | run   |
        | run_started   | First |
        | run_completed | First |
      When the audit trail of Alpha is read
        | filter | value         |
        | type   | run_completed |
      Then the answers are
        | sequence | type          |
        | 2        | run_completed |

    Example: Since a moment
      Given session Alpha
      And the runs
        | run   | session |
        | First | Alpha   |
      And the audit trail noted
        | entry         | run   |
        | run_started   | First |
        | run_failed    | First |
        | run_completed | First |
      When the audit trail of Alpha is read
        | filter | value    |
        | since  | 09:00:01 |
      Then the answers are
        | sequence | timestamp |
        | 3        | 09:00:02  |

  Rule: Nothing is noted where nothing may be noted

    Example: It is switched off
      Given session Alpha
      And the audit trail is switched off
      When the audit trail notes
        | entry          | session | data                   |
        | run_started    | Alpha   |                        |
        | error_occurred | Alpha   | {"error_message": "x"} |
      Then the answer is [null, null]
      And nothing has changed

    Example: Another type
      Given session Alpha
      When the audit trail notes
        | entry        | session | data             |
        | message_sent | Alpha   | {"content": "a"} |
      Then it is refused because an argument is invalid
      And nothing has changed

    Example: A session that is not there
      Given session Alpha
      When the audit trail notes
        | entry       | session |
        | run_started | Beta    |
      Then it is refused because the session is not found
      And nothing has changed

    Example: Data that is no object
      Given session Alpha
      When the audit trail notes
        | entry          | session | data  |
        | error_occurred | Alpha   | ["x"] |
      Then it is refused because the content is invalid
      And nothing has changed
