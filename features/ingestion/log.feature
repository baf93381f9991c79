Feature: What the log says of events
  Whoever runs agents wants to see what becomes of their events without reading them. The log tells
  of each event that was recorded, redacted, out of shape or refused, by types, ids, fields and
  counts. It never tells what an event says.

  Rule: Every outcome is told

    Example: Recorded
      Given session Alpha
      When this event is recorded in Alpha
        | type         | data                 |
        | message_sent | {"content": "Hello"} |
      Then the log of events says
        | level | outcome   | says                                                     |
        | debug | persisted | event persisted: message_sent, session Alpha, sequence 1 |

    Example: Out of shape
      Given session Alpha
      When this event is recorded in Alpha
        | type             | data           |
        | message_received | {"content": 7} |
      Then the log of events says
        | level   | outcome   | says                                                                                                                                                              |
        | warning | warned    | event out of shape: message_received, session Alpha, sequence 1: field 'content' expected string, got integer; missing required field 'role' for shape validation |
        | debug   | persisted | event persisted: message_received, session Alpha, sequence 1                                                                                                      |

    Example: Refused
      Given session Alpha
      When these events are recorded in Alpha
        | type         | data             | run   |
        | message_sent | {}               | First |
        | message_sent | {"hunter2": NaN} |       |
      Then it is refused because the content is invalid
      And the log of events says
        | level   | outcome  | says                                                       |
        | warning | rejected | event rejected: invalid_format, session Alpha, run 'First' |
      And nothing has changed

  Rule: Redaction is told where there was something to redact

    Example: By category
      Given session Alpha
      And secrets are redacted
      When this event is recorded in Alpha
        | type         | data                                                         |
        | message_sent | {"a": "password=hunter2", "b": ["password=hunter2", "ghp_"]} |
      Then the log of events says
        | level | outcome   | says                                                                |
        | debug | redacted  | event redacted: message_sent, session Alpha, sequence 1: 2 password |
        | debug | persisted | event persisted: message_sent, session Alpha, sequence 1            |

    Example: Nothing was found
      Given session Alpha
      And secrets are redacted
      When this event is recorded in Alpha
        | type         | data                 |
        | message_sent | {"content": "Hello"} |
      Then the log of events says
        | outcome   |
        | persisted |
