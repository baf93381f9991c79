@use.with_face=async
Feature: Following a session over HTTP
  A browser or a program follows a session as server-sent events: what is there, then what comes,
  each event once and in order, whoever writes it. A client that was cut off says what it has seen
  last and goes on behind it. When the session is over, the stream says so and ends.

  Rule: A stream gives what is there, and then what comes

    Example: From the first event on
      Given session Alpha
      And the events
        | event | session | type        | run | data       | timestamp |
        | one   | Alpha   | run_started | r-1 | {"k": "ü"} | 09:00:05  |
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed
      When POST "/v1/sessions/{Alpha}/events" is requested
        """
        {"type": "message_sent", "data": {"text": "a\nb", "lone": "\ud800"}}
        """
      Then the stream gives
        | id  | event        | data.session id | data.sequence | data.run id | data.data                           |
        | "1" | run_started  | Alpha          | 1             | r-1         | {"k": "ü"}                          |
        | "2" | message_sent | Alpha          | 2             | none        | {"text": "a\nb", "lone": "\ud800"} |

    Example: It is never kept by anybody on its way
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream" is followed
      Then the response is 200
      And the response has
        | part                 | value                            |
        | header content-type  | text/event-stream; charset=utf-8 |
        | header cache-control | no-store                         |

    Example: What an agent does in the store itself comes, too
      Given session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream?after=248" is being followed
      When 250 events are appended to Alpha
      Then the stream gives
        | id    | event        |
        | "249" | message_sent |
        | "250" | message_sent |

  Rule: A client that comes back goes on behind what it has seen

    Scenario Outline: Behind the last event that it names, whatever it asks for: "<query>"
      Given session Alpha
      And 5 events were appended to Alpha
      When GET "/v1/sessions/{Alpha}/events/stream<query>" is followed
        | header        | value |
        | last-event-id | 3     |
      Then the stream gives
        | id  |
        | "4" |
        | "5" |

      Examples:
        | query    |
        |          |
        | ?after=1 |
        | ?after=9 |

    Example: From the beginning, where it says that it has seen none
      Given session Alpha
      And 2 events were appended to Alpha
      When GET "/v1/sessions/{Alpha}/events/stream?after=1" is followed
        | header        | value |
        | last-event-id | 0     |
      Then the stream gives
        | id  |
        | "1" |
        | "2" |

    Example: Behind what it asks for, where it has seen nothing
      Given session Alpha
      And 5 events were appended to Alpha
      When GET "/v1/sessions/{Alpha}/events/stream?after=3" is followed
      Then the stream gives
        | id  |
        | "4" |
        | "5" |

    Example: Many come and go while others write
      Given session Alpha
      When 4 writers append 40 events each to Alpha, and 4 followers come back after every 7 events
      Then the answer has
        | path       | cell |
        | missed     | 0    |
        | repeated   | 0    |
        | disordered | 0    |

  Rule: A client is given only what it asks for

    Scenario Outline: Only <what>
      Given session Alpha
      And the events
        | session | type         | run |
        | Alpha   | run_started  | r-1 |
        | Alpha   | message_sent | r-1 |
        | Alpha   | message_sent | r-2 |
        | Alpha   | run_started  | r-2 |
      And session Alpha was completed
      When GET "/v1/sessions/{Alpha}/events/stream?<query>" is followed
      Then the stream gives this and ends
        | id         | event   |
        | "<first>"  | <one>   |
        | "<second>" | <other> |
        | none       | end     |

      Examples:
        | what               | query                | first | one          | second | other        |
        | those of one type  | type=message_sent    | 2     | message_sent | 3      | message_sent |
        | those of one run   | run_id=r-2           | 3     | message_sent | 4      | run_started  |
        | those behind a one | run_id=r-1&after=0   | 1     | run_started  | 2      | message_sent |

  Rule: The stream of a session that is over ends, and says so

    Scenario Outline: It was <status> before
      Given session Alpha
      And 2 events were appended to Alpha
      And session Alpha was <status>
      When GET "/v1/sessions/{Alpha}/events/stream" is followed
      Then the stream gives this and ends
        | id   | event        | data.status |
        | "1"  | message_sent | none        |
        | "2"  | message_sent | none        |
        | none | end          | <status>    |

      Examples:
        | status    |
        | completed |
        | failed    |
        | cancelled |

    Example: However much there is to send
      Given session Alpha
      And 250 events were appended to Alpha
      And session Alpha was completed
      When GET "/v1/sessions/{Alpha}/events/stream" is followed
      Then the stream ends
      And the response has
        | part             | value |
        | events.count     | 251   |
        | events.249.id    | "250" |
        | events.250.event | end   |

  Rule: A stream ends when its session does, while it is followed

    Example: It is completed
      Given session Alpha
      And 1 event was appended to Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed
      When session Alpha is completed
      Then the stream gives this and ends
        | id   | event        | data.status |
        | "1"  | message_sent | none        |
        | none | end          | completed   |

    Example: It is deleted
      Given session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed
      When session Alpha is deleted
      Then the stream gives this and ends
        | id   | event | data.status |
        | none | end   | deleted     |

    Example: It is paused, which is no end, and failed then
      Given the paused session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream?after=0" is being followed
      When session Alpha is failed
      Then the stream gives this and ends
        | id   | event | data.status |
        | none | end   | failed      |

  Rule: A client that does not say where it stands is refused

    Scenario Outline: "<header>" as the last event
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream?after=1" is followed
        | header        | value    |
        | last-event-id | <header> |
      Then the response is 400
      And the response has
        | part   | value                     |
        | code   | validation_error          |
        | detail | Last-Event-ID: <reason>.  |

      Examples:
        | header              | reason                                                    |
        | abc                 | must be a whole number in plain digits                    |
        | -1                  | must be a whole number in plain digits                    |
        | 1.0                 | must be a whole number in plain digits                    |
        | 1e3                 | must be a whole number in plain digits                    |
        | 9223372036854775808 | Input should be less than or equal to 9223372036854775807 |

    Scenario Outline: "<query>" as what it asks for
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream?<query>" is followed
        | header        | value |
        | last-event-id | 1     |
      Then the response is 400
      And the response has
        | part   | value    |
        | detail | <detail> |

      Examples:
        | query      | detail                                                                                                          |
        | after=x    | after: must be a whole number in plain digits.                                                                  |
        | after=     | after: must be a whole number in plain digits.                                                                  |
        | type=gone  | Unknown event type 'gone'. docs/reference/events.md lists the 28 types, EventType names them.                     |
        | run_id=    | run_id must have 1 to 255 characters, not 0.                                                                    |
        | before=9   | before: Extra inputs are not permitted.                                                                         |

  Rule: The session of another namespace is one that does not exist

    Scenario Outline: <whose>
      Given session Alpha
      And session Beta in South
      And the server has
        | part       | value |
        | key reader | read  |
      When GET "/v1/sessions/<session>/events/stream" is followed with key "reader"
      Then the response is 404
      And the response has
        | part                  | value                                                                                |
        | code                  | session_not_found                                                                    |
        | detail                | Session not found: <session>. Check the id, or list the sessions of this namespace. |
        | header content-length | 240                                                                                  |

      Examples:
        | whose      | session |
        | Somebody's | Beta    |
        | Nobody's   | Beto    |

  Rule: A key has so many streams at a time

    Example: One more is refused
      Given session Alpha
      And the server has
        | part       | value |
        | key reader | read  |
        | streams    | 2     |
      When GET "/v1/sessions/{Alpha}/events/stream" is followed with key "reader" 3 times
      Then the responses are 200, 200 and 429
      And the response has
        | part               | value            |
        | code               | too_many_streams |
        | header retry-after | 5                |

    Example: Another key has its own
      Given session Alpha
      And the server has
        | part       | value |
        | key reader | read  |
        | key writer | append |
        | streams    | 1     |
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "reader"
      When GET "/v1/sessions/{Alpha}/events/stream" is followed with key "writer"
      Then the response is 200

    Example: Who waits for events takes a place, too
      Given session Alpha
      And the server has
        | part       | value |
        | key reader | read  |
        | streams    | 1     |
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "reader"
      When GET "/v1/sessions/{Alpha}/events?wait_ms=5000" is requested with key "reader"
      Then the response is 429
