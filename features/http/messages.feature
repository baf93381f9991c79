@use.with_face=async
Feature: Messages over HTTP

  A writer appends messages one at a time or many together; a reader takes them by their
  sequence, as many as it wants at a time. The record is the same whichever way it was written:
  what one program appends over HTTP, another one reads from the store.

  Rule: A message is appended, and given back as it is stored

    Example: It gets the next sequence, and the response says what comes next
      Given session Alpha with 2 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "assistant", "content": "Let me look.", "metadata": {"z": 1, "a": 2},
         "tool_calls": [{"id": "c1", "name": "find", "arguments": {"n": 17}}], "payload": [null]}
        """
      Then the response is 201
      And the response has
        | part         | value                                                  |
        | header etag  | "\"3\""                                                |
        | message id   | ...                                                    |
        | sequence     | 2                                                      |
        | role         | assistant                                              |
        | content      | Let me look.                                           |
        | timestamp    | 2026-01-01T09:00:00.123456Z                            |
        | tool calls   | [{"id": "c1", "name": "find", "arguments": {"n": 17}}] |
        | tool call id | none                                                   |
        | metadata     | {"z": 1, "a": 2}                                       |
        | payload      | [null]                                                 |
      And Alpha holds 3 messages

    Example: It is found where the response says
      Given session Alpha with 2 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "Hello"}
        """
      Then the response has
        | part            | value                                      |
        | header location | /v1/sessions/Alpha/messages?from=2&limit=1 |

    Example: It may say when it was said, and what it is called
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "tool", "content": "17", "tool_call_id": "c1", "message_id": "請求 1",
         "timestamp": "2025-12-31T23:30:00.5-01:00"}
        """
      Then the response is 201
      And the response has
        | part         | value                       |
        | message id   | 請求 1                        |
        | tool call id | c1                          |
        | timestamp    | 2026-01-01T00:30:00.500000Z |

  Rule: What is no message is refused, and so is any where the session is over

    Scenario Outline: <what> is refused
      Given session Alpha with 1 message
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        <body>
        """
      Then the response is 422
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |
      And nothing has changed

      Examples:
        | what             | body                                                                 | code             | detail                                                                               |
        | nothing at all   | {}                                                                   | validation_error | /role: Field required.                                                               |
        | an unknown role  | {"role": "robot", "content": "a"}                                    | invalid_input    | Unknown role 'robot'. A message is from user, assistant, system, tool.               |
        | a role, a number | {"role": 1, "content": "a"}                                          | invalid_input    | Unknown role 1. A message is from user, assistant, system, tool.                     |
        | no content       | {"role": "user"}                                                     | invalid_input    | A message needs content. It may be empty only where tool calls or a payload are not. |
        | content, a list  | {"role": "user", "content": ["a"]}                                   | validation_error | /content: must be a text.                                                            |
        | half a tool call | {"role": "assistant", "tool_calls": [{"id": "a"}]}                   | invalid_input    | tool_calls[0] must have the keys id, name and arguments.                             |
        | an empty id      | {"role": "user", "content": "a", "message_id": ""}                   | validation_error | message_id must have 1 to 255 characters, not 0.                                     |
        | another member   | {"role": "user", "content": "a", "sequence": 7}                      | validation_error | /sequence: Extra inputs are not permitted.                                           |
        | a time, no time  | {"role": "user", "content": "a", "timestamp": "noon"}                | validation_error | ...                                                                                  |
        | a time anywhere  | {"role": "user", "content": "a", "timestamp": "2026-01-01T09:00:00"} | validation_error | ...                                                                                  |

    Example: A session that is over takes none
      Given the completed session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "Hello"}
        """
      Then the response is 409
      And the response has
        | part           | value         |
        | code           | stream_closed |
        | current status | completed     |
        | session id     | Alpha         |
      And nothing has changed

  Rule: Messages are appended together: all of them or none

    Example: They are numbered in their order
      Given session Alpha with 1 message
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        """
        {"messages": [{"role": "user", "content": "one"}, {"role": "assistant", "content": "two"}]}
        """
      Then the response is 201
      And the response has
        | part                | value   |
        | header etag         | "\"3\"" |
        | messages.0.sequence | 1       |
        | messages.1.content  | two     |
        | messages.1.sequence | 2       |

    Scenario Outline: One that is refused lets none in: <what>
      Given session Alpha with 1 message
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        """
        {"messages": [{"role": "user", "content": "one"}, <second>]}
        """
      Then the response is <status>
      And nothing has changed

      Examples:
        | what              | second                                           | status |
        | no content        | {"role": "user"}                                 | 422    |
        | an unknown role   | {"role": "robot", "content": "a"}                | 422    |
        | an unknown member | {"role": "user", "content": "a", "b": 1}         | 422    |
        | NaN               | {"role": "user", "content": "a", "payload": NaN} | 400    |
        | no message        | 7                                                | 422    |

    Example: There must be one
      Given session Alpha with 1 message
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        """
        {"messages": []}
        """
      Then the response is 422
      And nothing has changed

  Rule: Messages are read by their sequence

    Scenario Outline: <query>
      Given session Alpha with 5 messages
      When GET "/v1/sessions/{Alpha}/messages?<query>" is requested
      Then the response is 200
      And the response has
        | part                | value   |
        | messages.count      | <count> |
        | messages.0.sequence | <first> |
        | next from           | <next>  |
        | header link         | <link>  |

      Examples:
        | query          | count | first | next | link                                                     |
        | limit=2        | 2     | 0     | 2    | </v1/sessions/Alpha/messages?from=2&limit=2>; rel="next" |
        | from=2&limit=2 | 2     | 2     | 4    | </v1/sessions/Alpha/messages?from=4&limit=2>; rel="next" |
        | from=3&limit=2 | 2     | 3     | none | none                                                     |
        | from=1         | 4     | 1     | none | none                                                     |
        | latest=3       | 3     | 2     | none | none                                                     |
        | latest=500     | 5     | 0     | none | none                                                     |

    Example: Behind the last one there are none
      Given session Alpha with 5 messages
      When GET "/v1/sessions/{Alpha}/messages?from=5" is requested
      Then the response is 200
      And the response has
        | part           | value |
        | messages.count | 0     |
        | next from      | none  |

    Example: What is appended meanwhile comes with a later page
      Given session Alpha with 3 messages
      And GET "/v1/sessions/{Alpha}/messages?limit=2" was requested
      And POST "/v1/sessions/{Alpha}/messages" was requested
        """
        {"role": "user", "content": "message 3"}
        """
      When GET "/v1/sessions/{Alpha}/messages?from=2&limit=2" is requested
      Then the response has
        | part               | value     |
        | messages.count     | 2         |
        | messages.0.content | message 2 |
        | messages.1.content | message 3 |
        | next from          | none      |

    Scenario Outline: What is no range is refused: <query>
      Given session Alpha with 1 message
      When GET "/v1/sessions/{Alpha}/messages?<query>" is requested
      Then the response is 400
      And the response has
        | part   | value    |
        | detail | <detail> |

      Examples:
        | query                    | detail                                                           |
        | limit=0                  | limit: Input should be greater than or equal to 1.               |
        | limit=501                | limit: Input should be less than or equal to 500.                |
        | from=-1                  | ...                                                              |
        | from=1.0                 | ...                                                              |
        | from=9223372036854775808 | from: Input should be less than or equal to 9223372036854775807. |
        | latest=0                 | latest: Input should be greater than or equal to 1.              |
        | latest=1&from=0          | Ask for the latest messages, or for those from a sequence on.    |
        | latest=1&limit=1         | Ask for the latest messages, or for those from a sequence on.    |
        | offset=1                 | offset: Extra inputs are not permitted.                          |

  Rule: A history is given in a form that model providers accept

    Example: Every call is answered
      Given session Alpha with the messages
        | role      | content | tool calls                                    | answers |
        | user      | Pay it  |                                               |         |
        | assistant |         | [{"id": "a", "name": "pay", "arguments": {}}] |         |
        | user      | Done?   |                                               |         |
      When GET "/v1/sessions/{Alpha}/history?marker=unknown" is requested
      Then the response is 200
      And the response has
        | part                    | value                                         |
        | messages.count          | 4                                             |
        | messages.1.tool calls   | [{"id": "a", "name": "pay", "arguments": {}}] |
        | messages.2.role         | tool                                          |
        | messages.2.content      | unknown                                       |
        | messages.2.tool call id | a                                             |
        | messages.2.sequence     | none                                          |
        | messages.3.sequence     | 2                                             |

    Example: Calls without an answer are left out
      Given session Alpha with the messages
        | role      | content | tool calls                                    |
        | user      | Pay it  |                                               |
        | assistant |         | [{"id": "a", "name": "pay", "arguments": {}}] |
      When GET "/v1/sessions/{Alpha}/history?orphans=drop" is requested
      Then the response has
        | part               | value  |
        | messages.count     | 1      |
        | messages.0.content | Pay it |

    Example: Of the last messages only
      Given session Alpha with 5 messages
      When GET "/v1/sessions/{Alpha}/history?limit=2" is requested
      Then the response has
        | part                | value |
        | messages.count      | 2     |
        | messages.0.sequence | 3     |

    Scenario Outline: What is no question is refused: <query>
      Given session Alpha with 1 message
      When GET "/v1/sessions/{Alpha}/history?<query>" is requested
      Then the response is 400

      Examples:
        | query        |
        | orphans=keep |
        | limit=-1     |
        | limit=many   |
        | latest=3     |
