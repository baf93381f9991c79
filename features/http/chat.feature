@use.with_face=async
Feature: Chat over HTTP
  A chat client sends a question with the thread that it belongs to, and hears the answer as it is
  given. Which session continues the thread is the service's business: it is found again for the
  next question, from any client, also after a restart. The texts, defaults and the order of checks
  are those that chat clients know.

  Rule: The manual tests of a chat client hold

    Example: New conversation creates session
      When POST "/api/chat" is followed
        | header | value                                           |
        | body   | {"message": "What is 2+2?", "threadId": "Trip"} |
      Then the stream gives this and ends
        | data.type    | data.subtype | data.thread id | data.result |
        | system       | init         | Trip           | none        |
        | stream_event | none         | none           | none        |
        | stream_event | none         | none           | none        |
        | stream_event | none         | none           | none        |
        | assistant    | none         | none           | none        |
        | result       | success      | none           | 2+2 is 4.   |
        | system       | complete     | none           | none        |
      And the log has
        | part    | value                 |
        | logger  | hansard.chat          |
        | message | Saved session mapping |

    Example: Resuming conversation
      Given session Alpha
      And the threads
        | thread | resource     | session |
        | Trip   | default-user | Alpha   |
      And POST "/api/chat" was requested
        """
        {"message": "What is 2+2?", "threadId": "Trip"}
        """
      When POST "/api/chat" is requested
        """
        {"message": "What was my last question?", "threadId": "Trip"}
        """
      Then Alpha holds the messages
        | role      | content                                    |
        | user      | What is 2+2?                               |
        | assistant | 2+2 is 4.                                  |
        | user      | What was my last question?                 |
        | assistant | "Your last question was: \"What is 2+2?\"" |

  Rule: So do those about lists, forks and restarts

    Example: List sessions
      Given session Alpha
      And the threads
        | thread | resource     | session |
        | Trip   | default-user | Alpha   |
        | Letter | default-user | Alpha   |
      When GET "/api/sessions?resourceId=default-user" is requested
      Then the response is 200
      And the response has
        | part                  | value                    |
        | count                 | 2                        |
        | sessions.0.threadId   | Letter                   |
        | sessions.1.threadId   | Trip                     |
        | sessions.1.resourceId | default-user             |
        | sessions.1.sessionId  | Alpha                    |
        | sessions.1.createdAt  | 2026-01-01T09:00:00.123Z |

    Example: Delete session
      Given session Alpha with 2 messages
      And the threads
        | thread | resource     | session |
        | Trip   | default-user | Alpha   |
      When DELETE "/api/sessions" is requested
        """
        {"threadId": "Trip", "resourceId": "default-user"}
        """
      Then the response is 200
      And the response has
        | part       | value        |
        | success    | true         |
        | threadId   | Trip         |
        | resourceId | default-user |
      And Alpha holds 2 messages

    Example: Fork session
      Given session Alpha
      And the threads
        | thread | resource     | session |
        | Trip   | default-user | Alpha   |
      And POST "/api/chat" was requested
        """
        {"message": "What is 2+3?", "threadId": "Trip"}
        """
      When POST "/api/chat/fork" is followed
        | header | value                                                                                        |
        | body   | {"message": "Now multiply instead of add", "forkFromThreadId": "Trip", "threadId": "Letter"} |
      Then the stream gives this and ends
        | data.subtype | data.thread id | data.result |
        | init         | Letter         | none        |
        | none         | none           | none        |
        | none         | none           | none        |
        | none         | none           | none        |
        | none         | none           | none        |
        | success      | none           | 2*3 is 6.   |
        | complete     | none           | none        |
      And Alpha holds 2 messages

    # What is in memory does not outlive its store.
    @not.with_backend=memory
    Example: Persistence across restarts
      Given session Alpha
      And the threads
        | thread | resource     | session |
        | Trip   | default-user | Alpha   |
      And POST "/api/chat" was requested
        """
        {"message": "What is 2+2?", "threadId": "Trip"}
        """
      And the store was closed and opened again
      When POST "/api/chat" is requested
        """
        {"message": "What was my last question?", "threadId": "Trip"}
        """
      Then Alpha holds the messages
        | role      | content                                    |
        | user      | What is 2+2?                               |
        | assistant | 2+2 is 4.                                  |
        | user      | What was my last question?                 |
        | assistant | "Your last question was: \"What is 2+2?\"" |

  Rule: Each chunk is one event, framed as chat clients expect it

    Example: The headers and the first bytes
      When POST "/api/chat" is requested
        """
        {"message": "What is 2+2?", "threadId": "Trip"}
        """
      Then the response is 200
      And the response has
        | part                 | value                            |
        | header content-type  | text/event-stream; charset=utf-8 |
        | header cache-control | no-cache                         |
        | header connection    | keep-alive                       |
        | text                 | ...                              |

    Example: An own session is what the first event names
      Given session Alpha
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And the server has
        | part   | value                                             |
        | agents | {"smart": "features.support.http_agents:Patient"} |
      When POST "/api/chat" is followed until 2 events came
        | header | value                                                         |
        | body   | {"message": "Hello", "threadId": "Trip", "resourceId": "Ann"} |
      Then the stream gives
        | data.type    | data.subtype | data.session id | data.thread id | data.agent |
        | system       | init         | Alpha           | Trip           | patient    |
        | stream_event | none         | none            | none           | none       |

    Example: Going on in a thread is logged by the session, and nothing else
      Given session Alpha in South
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | South     |
      And the server has
        | part       | value           |
        | key writer | append in South |
      When POST "/api/chat" is requested with key "writer"
        """
        {"message": "What is 2+2?", "threadId": "Trip", "resourceId": "Ann"}
        """
      Then the log has
        | part    | value                   |
        | logger  | hansard.chat            |
        | message | Resuming session: Alpha |
      And the log says nothing of "2+2"

  Rule: What is not said has its default

    Example: A question without a thread begins a new one each time
      Given POST "/api/chat" was requested 2 times
        """
        {"message": "What is 2+2?"}
        """
      When GET "/api/sessions?resourceId=default-user" is requested
      Then the response has
        | part                | value                |
        | count               | 2                    |
        | sessions.0.threadId | thread-1767258000123 |
        | sessions.1.threadId | thread-1767258000124 |

    Example: So does a fork, whatever is said of nothing
      Given POST "/api/chat" was requested
        """
        {"message": "What is 2+2?", "threadId": "a-trip", "agent": "", "resourceId": null}
        """
      And POST "/api/chat/fork" was requested
        """
        {"message": "Again", "forkFromThreadId": "a-trip", "threadId": null, "resourceId": ""}
        """
      When GET "/api/sessions?resourceId=default-user" is requested
      Then the response has
        | part                | value              |
        | count               | 2                  |
        | sessions.0.threadId | a-trip             |
        | sessions.1.threadId | fork-1767258000123 |

    Example: An agent that nobody knows is the smart one
      When POST "/api/chat" is followed
        | header | value                                                     |
        | body   | {"message": "2+2", "threadId": "Trip", "agent": "nobody"} |
      Then the response is 200
      And the stream gives this and ends
        | data.subtype | data.agent |
        | init         | smart      |
        | none         | none       |
        | none         | none       |
        | none         | none       |
        | none         | none       |
        | success      | none       |
        | complete     | none       |

    Example: One that the operator has named answers
      Given the server has
        | part   | value                                                    |
        | agents | {"datadog": "features.support.http_agents:make_datadog"} |
      When POST "/api/chat" is followed until 2 events came
        | header | value                                                               |
        | body   | {"message": "What is 2+2?", "threadId": "Trip", "agent": "datadog"} |
      Then the response is 200
      And the stream gives
        | data.type    | data.agent |
        | system       | datadog-2  |
        | stream_event | none       |

  Rule: What is wrong is said in the words that clients know, in a fixed order, and changes nothing

    Scenario Outline: A question: <body>
      Given session Alpha
      When POST "/api/chat" is requested
        """
        <body>
        """
      Then the response is 400
      And the response has
        | part                | value            |
        | error               | <error>          |
        | header content-type | application/json |
      And nothing has changed

      Examples:
        | body                                        | error                                                            |
        | {}                                          | Message is required                                              |
        | []                                          | Message is required                                              |
        | {"message": ""}                             | Message is required                                              |
        | {"message": " \t\n"}                        | Message is required                                              |
        | {"message": null}                           | Message is required                                              |
        | {"message": 5, "agent": 5}                  | Message is required                                              |
        | {"message": ["Hello"]}                      | Message is required                                              |
        | {"message": "Hello", "threadId": 5}         | threadId must be a string                                        |
        | {"message": "Hello", "resourceId": {}}      | resourceId must be a string                                      |
        | {"message": "Hello", "agent": true}         | agent must be a string                                           |
        | {"message": "Hello", "threadId": "a\u0000"} | threadId must not contain control characters or lone surrogates. |
        | {"message": "Hello", "session_id": "x"}     | Unknown key: 'session_id'                                        |
        | {"message": "Hello", "message": "Bye"}      | The body is refused: an object has the same key twice.           |
        | {"message": NaN}                            | The body is refused: NaN is not JSON.                            |

    Scenario Outline: A fork: <body>
      Given POST "/api/chat" was requested
        """
        {"message": "What is 2+2?", "threadId": "Trip", "resourceId": "Ann"}
        """
      When POST "/api/chat/fork" is requested
        """
        <body>
        """
      Then the response is <status>
      And the response has
        | part  | value   |
        | error | <error> |
      And nothing has changed

      Examples:
        | body                                                                    | status | error                                                           |
        | {"forkFromThreadId": "Trip", "resourceId": "Ann"}                       | 400    | Message is required                                             |
        | {"message": " ", "threadId": 5}                                         | 400    | Message is required                                             |
        | {"message": "Hello", "resourceId": "Ann"}                               | 400    | forkFromThreadId is required                                    |
        | {"message": "Hello", "forkFromThreadId": "", "agent": 5}                | 400    | forkFromThreadId is required                                    |
        | {"message": "Hello", "forkFromThreadId": 5}                             | 400    | forkFromThreadId is required                                    |
        | {"message": "Hello", "forkFromThreadId": "Trip", "agent": 5}            | 400    | agent must be a string                                          |
        | {"message": "Hello", "forkFromThreadId": "Trip", "modelId": "opus"}     | 400    | Unknown key: 'modelId'                                          |
        | {"message": "Hello", "forkFromThreadId": "Letter", "resourceId": "Ann"} | 404    | Parent session not found. Cannot fork from non-existent thread. |
        | {"message": "Hello", "forkFromThreadId": "Trip", "resourceId": "Bob"}   | 404    | Parent session not found. Cannot fork from non-existent thread. |
        | {"message": "Hello", "forkFromThreadId": "Trip"}                        | 404    | Parent session not found. Cannot fork from non-existent thread. |

    Example: A thread of another system
      Given the threads
        | thread | resource     | session | provider |
        | Trip   | default-user | theirs  | claude   |
      When POST "/api/chat" is requested
        """
        {"message": "Hello", "threadId": "Trip"}
        """
      Then the response is 409
      And nothing has changed

    Example: No JSON
      When POST "/api/chat" is requested
        """
        {"message": "Hello"
        """
      Then the response is 400
      And nothing has changed

  Rule: A client that goes away leaves a record that is whole

    Example: In mid-answer
      Given session Alpha
      And the threads
        | thread | resource     | session |
        | Trip   | default-user | Alpha   |
      And the server has
        | part   | value                                             |
        | agents | {"smart": "features.support.http_agents:Patient"} |
      And a caller that waits for the events of Alpha with after 3
      When POST "/api/chat" is followed until 2 events came
        | header | value                                    |
        | body   | {"message": "Hello", "threadId": "Trip"} |
      Then the caller is answered with
        | type          |
        | run_cancelled |

    Example: An agent that fails says nothing of the inside
      Given the server has
        | part   | value                                            |
        | agents | {"smart": "features.support.http_agents:Broken"} |
      When POST "/api/chat" is followed
        | header | value                                    |
        | body   | {"message": "Hello", "threadId": "Trip"} |
      Then the stream gives this and ends
        | data.type    | data.error                                                       |
        | system       | none                                                             |
        | stream_event | none                                                             |
        | error        | The agent could not answer. The question is recorded; ask again. |

    Example: Nor does the log
      Given the server has
        | part   | value                                            |
        | agents | {"smart": "features.support.http_agents:Broken"} |
      When POST "/api/chat" is requested
        """
        {"message": "Hello", "threadId": "Trip"}
        """
      Then the response is 200
      And the log says nothing of "secret"

  Rule: A key opens chat for its own namespace only, and for no more streams than it may have

    Scenario Outline: <what> with a key for <role>
      Given the server has
        | part    | value  |
        | key own | <role> |
      When <method> "<path>" is requested with key "own"
        """
        <body>
        """
      Then the response is <status>
      And nothing has changed

      Examples:
        | what       | method | path                   | role   | body                                 | status |
        | Asking     | POST   | /api/chat              | read   | {"message": "Hello"}                 | 403    |
        | Forking    | POST   | /api/chat/fork         | read   | {"message": "Hello"}                 | 403    |
        | Forgetting | DELETE | /api/sessions          | append | {"threadId": "a", "resourceId": "b"} | 403    |
        | Looking    | POST   | /api/sessions/metadata | read   | {"threadId": "a", "resourceId": "b"} | 404    |

    Example: Nobody forks what another namespace has
      Given the keys
        | key   | name  | role   | namespace |
        | south | South | append | South     |
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | North     |
      When POST "/api/chat/fork" is requested with key "south"
        """
        {"message": "Hello", "forkFromThreadId": "Trip", "resourceId": "Ann"}
        """
      Then the response is 404
      And nothing has changed

    Example: Of many questions at once those are recorded for which there is a place
      Given the server has
        | part    | value                                             |
        | streams | 2                                                 |
        | agents  | {"smart": "features.support.http_agents:Patient"} |
      When 12 clients ask an agent at the same time
      Then the answer has
        | path     | cell |
        | answered | 2    |
        | refused  | 10   |
        | recorded | 2    |

    Example: A question for which there is no place is not recorded
      Given the server has
        | part    | value                                             |
        | streams | 1                                                 |
        | agents  | {"smart": "features.support.http_agents:Patient"} |
      And POST "/api/chat" is being followed
        | header | value                                    |
        | body   | {"message": "Hello", "threadId": "Trip"} |
      When POST "/api/chat" is requested
        """
        {"message": "Hello", "threadId": "Letter"}
        """
      Then the response is 429
      And nothing has changed
