Feature: Transcripts of what was streamed
  Models speak in pieces. A transcript shows what was said and not how it came: the pieces that a
  run streams are one utterance, and the message that says all of it at the end has the last word.

  Rule: Pieces are one utterance

    Scenario Outline: <what>
      Given session Alpha
      When a transcript is made of the events
        | sequence | type             | data                 |
        | 1        | message_streamed | {"delta": "Hel"}     |
        | 2        | message_streamed | {"content": "lo"}    |
        | 3        | <type>           | <data>               |
      Then the transcript is
        | role      | content   |
        | assistant | <content> |

      Examples:
        | what                           | type             | data                           | content |
        | The final message says all     | message_received | {"content": "Hello!"}          | Hello!  |
        | The final message says nothing | message_received | {"content": ""}                | Hello   |
        | Nothing more comes             | turn_completed   | {}                             | Hello   |
        | One more piece                 | message_streamed | {"delta": "!", "content": "?"} | Hello!  |

    Example: An empty piece adds nothing
      Given session Alpha
      When a transcript is made of the events
        | sequence | type             | data                          |
        | 1        | message_streamed | {"delta": "Hello"}            |
        | 2        | message_streamed | {"delta": "", "content": "?"} |
      Then the transcript is
        | role      | content |
        | assistant | Hello   |

    Example: The utterance comes from the event that ended it
      Given session Alpha
      When a transcript is made of the events
        | event | sequence | type             | data               | metadata     |
        | a     | 1        | message_streamed | {"delta": "Hel"}   | {"model": 1} |
        | b     | 2        | message_received | {"content": "Hello"} | {"final": 1} |
      Then the transcript is
        | content | metadata.event id | metadata.model | metadata.final |
        | Hello   | b                 | 1              | 1              |

  Rule: An utterance ends with its run

    Scenario Outline: Runs that only stream, the first of which <ends>
      Given session Alpha
      When a transcript is made of the events
        | sequence | run id | type             | data                  |
        | 1        | r1     | message_sent     | {"content": "first?"} |
        | 2        | r1     | message_streamed | {"delta": "one"}      |
        | 3        | r1     | <type>           | {}                    |
        | 4        | r2     | message_sent     | {"content": "next?"}  |
        | 5        | r2     | message_streamed | {"delta": "two"}      |
      Then the transcript is
        | role      | content |
        | user      | first?  |
        | assistant | one     |
        | user      | next?   |
        | assistant | two     |

      Examples:
        | ends         | type          |
        | completes    | run_completed |
        | fails        | run_failed    |
        | is cancelled | run_cancelled |
        | times out    | run_timeout   |

    Example: The end of the session ends them all
      Given session Alpha
      When a transcript is made of the events
        | sequence | run id | type              | data                 |
        | 1        | r1     | message_streamed  | {"delta": "one"}     |
        | 2        |        | session_completed | {}                   |
        | 3        | r2     | message_sent      | {"content": "more?"} |
      Then the transcript is
        | role      | content |
        | assistant | one     |
        | user      | more?   |

  Rule: An utterance ends where something else begins

    Scenario Outline: <what>
      Given session Alpha
      When a transcript is made of the events
        | sequence | type             | data             |
        | 1        | message_streamed | {"delta": "Hel"} |
        | 2        | <type>           | <data>           |
        | 3        | message_streamed | {"delta": "lo"}  |
      Then the transcript is
        | role      | content   | tool name |
        | assistant | Hel       |           |
        | <role>    | <content> | <name>    |
        | assistant | lo        |           |

      Examples:
        | what                | type                    | data                                   | role      | content | name |
        | A user speaks       | message_sent            | {"content": "Stop"}                    | user      | Stop    |      |
        | A user is heard     | message_received        | {"content": "Stop", "role": "user"}    | user      | Stop    |      |
        | A tool is called    | tool_call_started       | {"tool_name": "pay"}                   | assistant |         | pay  |
        | A tool answers      | tool_call_completed     | {"tool_name": "pay"}                   | tool      |         | pay  |
        | Somebody must agree | tool_approval_requested | {"tool_name": "pay"}                   | tool      | [Execution paused: awaiting human approval] | pay |

    Example: Also where a user says nothing
      Given session Alpha
      When a transcript is made of the events
        | sequence | type             | data             |
        | 1        | message_streamed | {"delta": "Hel"} |
        | 2        | message_sent     | {"content": ""}  |
        | 3        | message_streamed | {"delta": "lo"}  |
      Then the transcript is
        | role      | content |
        | assistant | Hel     |
        | assistant | lo      |

  Rule: Two runs that stream at the same time are not mixed up

    Example: Each has its own utterance
      Given session Alpha
      When a transcript is made of the events
        | sequence | run    | type              | data                 |
        | 1        | First  | message_streamed  | {"delta": "Hel"}     |
        | 2        | Second | message_streamed  | {"delta": "Good"}    |
        | 3        | First  | message_streamed  | {"delta": "lo"}      |
        | 4        | Second | message_streamed  | {"delta": "bye"}     |
        | 5        | Second | tool_call_started | {"tool_name": "pay"} |
        | 6        | First  | message_received  | {"content": ""}      |
      Then the transcript is
        | content | tool name | metadata.run id |
        | Goodbye |           | Second          |
        |         | pay       | Second          |
        | Hello   |           | First           |

    Example: What is said outside any run ends both
      Given session Alpha
      When a transcript is made of the events
        | sequence | run    | type             | data                |
        | 1        | First  | message_streamed | {"delta": "Hel"}    |
        | 2        | Second | message_streamed | {"delta": "Good"}   |
        | 3        |        | message_sent     | {"content": "Stop"} |
        | 4        | First  | message_streamed | {"delta": "lo"}     |
      Then the transcript is
        | content |
        | Hel     |
        | Good    |
        | Stop    |
        | lo      |
