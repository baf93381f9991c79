Feature: Events as they come from agents
  Agents and providers emit events of all sorts while they work, and none of them knows the session
  or the run that it belongs to. Recording makes each an event of the record: it gets its
  surroundings, an id, a time and a sequence. Only what lacks the structure of an event is refused.

  Rule: An event gets its surroundings, and keeps what it brings

    Example: Everything that there is
      Given session Alpha
      When this event is recorded in Alpha
        | type             | data                                      | metadata           | timestamp | run   | provider  | correlation id |
        | message_received | {"content": "Hello", "role": "assistant"} | {"latency_ms": 90} | 08:30:00  | First | anthropic | trace-7        |
      Then the answer has
        | path           | cell                                      |
        | type           | message_received                          |
        | session id     | Alpha                                     |
        | data           | {"content": "Hello", "role": "assistant"} |
        | metadata       | {"latency_ms": 90}                        |
        | timestamp      | 08:30:00                                  |
        | run id         | First                                     |
        | provider       | anthropic                                 |
        | correlation id | trace-7                                   |
        | sequence       | 1                                         |
        | schema version | 1                                         |

    Example: What was recorded can be read
      Given session Alpha
      And these events were recorded in Alpha
        | type             | data                                      | provider  |
        | message_sent     | {"content": "Hi"}                         | anthropic |
        | message_received | {"content": "Hello", "role": "assistant"} |           |
      When the audit trail of Alpha is read
      Then the answers are
        | sequence | type             | provider  | data                                      | metadata |
        | 1        | message_sent     | anthropic | {"content": "Hi"}                         | {}       |
        | 2        | message_received | anthropic | {"content": "Hello", "role": "assistant"} | {}       |

    Example: One after the other, numbered as they come
      Given session Alpha
      And this event was recorded in Alpha
        | type            |
        | session_started |
      When this event is recorded in Alpha
        | type           | data                    |
        | turn_completed | {"turn": 1, "by": "me"} |
      Then the answer has
        | path     | cell                    |
        | sequence | 2                       |
        | data     | {"turn": 1, "by": "me"} |

    Example: The same event once more
      Given session Alpha
      And this event was recorded in Alpha
        | event | type            |
        | first | session_started |
      When this event is recorded in Alpha
        | event | type            |
        | first | session_started |
      Then the answer has
        | path     | cell  |
        | event id | first |
        | sequence | 1     |

  Rule: What is no more than unusual is put right

    Example: A type that nobody knows becomes an error, and keeps its name
      Given session Alpha
      When these events are recorded in Alpha
        | type        | data                              |
        | delta       | {"error_message": "what is this"} |
        | RUN_STARTED | {"error_message": "in capitals"}  |
        | run_started | {}                                |
      Then the answers are
        | type           | data                              | metadata                          |
        | error_occurred | {"error_message": "what is this"} | {"_original_type": "delta"}       |
        | error_occurred | {"error_message": "in capitals"}  | {"_original_type": "RUN_STARTED"} |
        | run_started    | {}                                | {}                                |

    Example: Data and metadata that are no objects become empty ones
      Given session Alpha
      When these events are recorded in Alpha
        | type            | data   | metadata |
        | session_started | none   | none     |
        | session_started | [1, 2] | "text"   |
        | session_started | a text | 7        |
        | session_started |        |          |
      Then the answers are
        | data | metadata |
        | {}   | {}       |
        | {}   | {}       |
        | {}   | {}       |
        | {}   | {}       |

    Example: A time that says nothing certain becomes the present
      Given session Alpha
      When these events are recorded in Alpha
        | type            | timestamp                   |
        | session_started | 08:30:00                    |
        | session_started | 08:30:00 somewhere          |
        | session_started | "2026-01-01T08:30:00+00:00" |
        | session_started |                             |
      Then the answers are
        | timestamp |
        | 08:30:00  |
        | 09:00:00  |
        | 09:00:00  |
        | 09:00:00  |

    Example: Of what surrounds it only the surroundings speak
      Given session Alpha
      When this event is recorded in Alpha
        | type            | data                  | session id | provider  |
        | session_started | {"provider": "other"} | Beta       | anthropic |
      Then the answer has
        | path       | cell                  |
        | session id | Alpha                 |
        | provider   | anthropic             |
        | data       | {"provider": "other"} |
        | metadata   | {}                    |

  Rule: What has not the structure of an event is refused

    Example: It has no type
      Given session Alpha
      When each of these events is recorded in Alpha
        | type | data            |
        |      | {"content": ""} |
        | none | {"content": ""} |
      Then all of them are refused because a key is missing
      And nothing has changed

    Example: It belongs to no session
      Given session Alpha
      When this event is recorded in Alpha
        | type            | session |
        | session_started | none    |
      Then it is refused because a key is missing
      And the refusal says
        | detail | value      |
        | field  | session_id |
      And nothing has changed

    Example: Its type is no text
      Given session Alpha
      When each of these events is recorded in Alpha
        | type       |
        | 7          |
        | ["delta"]  |
        | {"a": "b"} |
      Then all of them are refused because the event type is unknown
      And nothing has changed

    Example: It is no object, or says what no event can say
      Given session Alpha
      When each of these is recorded in Alpha
        | value                                                |
        | session_started                                      |
        | none                                                 |
        | ["session_started"]                                  |
        | {"type": "session_started", "schema_version": 0}     |
        | {"type": "session_started", "schema_version": "one"} |
        | {"type": "session_started", "event_id": ""}          |
      Then all of them are refused because an argument is invalid
      And nothing has changed

  Rule: A session that is not there takes none

    Example: It was never created
      Given session Alpha
      When this event is recorded in Beta
        | type            |
        | session_started |
      Then it is refused because the session is not found
      And nothing has changed

    Example: It is in another namespace
      Given session Alpha in South
      When this event is recorded in Alpha
        | type            |
        | session_started |
      Then it is refused because the session is not found
      And nothing has changed

    Example: What cannot be stored is refused, whether or not secrets are looked for
      Given session Alpha
      And secrets are redacted
      When each of these events is recorded in Alpha
        | type         | data                                      |
        | message_sent | {"content": NaN}                          |
        | message_sent | nested 65 levels                          |
        | message_sent | a key that is a number                    |
        | message_sent | a set                                     |
        | message_sent | 8 MiB and 1 byte                          |
        | message_sent | a list of the same lists, ten levels deep |
      Then all of them are refused because the content is invalid
      And nothing has changed

  Rule: A batch is recorded as a whole or not at all

    Example: In its order
      Given session Alpha
      When these events are recorded in Alpha
        | type           | data                 | run   |
        | run_started    | {"model": "opus"}    | First |
        | message_sent   | {"content": "Hello"} |       |
        | turn_completed | {"turn": 1}          |       |
      Then the answers are
        | sequence | type           | run id |
        | 1        | run_started    | First  |
        | 2        | message_sent   | First  |
        | 3        | turn_completed | First  |

    Example: An empty one touches nothing
      Given session Alpha
      When no events are recorded in Alpha
      Then the answer is []
      And nothing has changed

    Example: One of them lacks its structure
      Given session Alpha
      When these events are recorded in Alpha
        | type           | data                 |
        | run_started    | {}                   |
        |                | {"content": "Hello"} |
        | turn_completed | {"turn": 1}          |
      Then it is refused because a key is missing
      And the refusal says
        | detail | value |
        | field  | type  |
      And nothing has changed

    Example: One of them cannot be stored
      Given session Alpha
      When these events are recorded in Alpha
        | type         | data             |
        | run_started  | {}               |
        | message_sent | {"content": NaN} |
      Then it is refused because the content is invalid
      And the refusal says
        | detail  | value         |
        | pointer | /data/content |
      And nothing has changed
