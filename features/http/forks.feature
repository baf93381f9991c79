@use.with_face=async
Feature: Forks over HTTP

  A conversation is tried again from an earlier message, in a session of its own. The parent
  stays as it is, and what is appended to either of them the other one does not see.

  Rule: A fork has the history up to a message

    Scenario Outline: <body>
      Given session Alpha with 5 messages
      When POST "/v1/sessions/{Alpha}/fork" is requested
        """
        <body>
        """
      Then the response is 201
      And the response has
        | part               | value   |
        | parent session id  | Alpha   |
        | forked at sequence | <last>  |
        | message count      | <count> |
        | header etag        | <etag>  |
        | name               | <name>  |
        | status             | active  |
      And Alpha holds 5 messages

      Examples:
        | body                                 | last | count | etag    | name  |
        | {}                                   | 4    | 5     | "\"5\"" | none  |
        | {"at_sequence": 1}                   | 1    | 2     | "\"2\"" | none  |
        | {"before_sequence": 3}               | 2    | 3     | "\"3\"" | none  |
        | {"before_sequence": 0}               | none | 0     | "\"0\"" | none  |
        | {"at_sequence": 0, "title": "Again"} | 0    | 1     | "\"1\"" | Again |

    Example: Nothing need be said
      Given session Alpha with 2 messages
      When POST "/v1/sessions/{Alpha}/fork" is requested
      Then the response is 201
      And the response has
        | part            | value |
        | message count   | 2     |
        | header location | ...   |

    Example: What is appended to the fork is not in the parent
      Given session Alpha with 3 messages
      And POST "/v1/sessions/{Alpha}/fork" was requested
        """
        {"at_sequence": 0}
        """
      When POST "/v1/sessions/{the session id}/messages" is requested
        | part     | value                                    |
        | if-match | "1"                                      |
        | body     | {"role": "user", "content": "otherwise"} |
      Then the response is 201
      And Alpha holds 3 messages

    Scenario Outline: <what> is refused
      Given session Alpha with 2 messages
      When POST "/v1/sessions/{Alpha}/fork" is requested
        """
        <body>
        """
      Then the response is 422
      And nothing has changed

      Examples:
        | what                        | body                                     |
        | a message that is not there | {"at_sequence": 2}                       |
        | a place before the first    | {"at_sequence": -1}                      |
        | two places                  | {"at_sequence": 1, "before_sequence": 1} |
        | a place, a text             | {"at_sequence": "1"}                     |
        | an empty title              | {"title": ""}                            |
        | an id of one's own          | {"session_id": "mine"}                   |

  Rule: A lineage shows where a session came from and what came from it

    Example: Its ancestors and its forks
      Given session Alpha with 2 messages
      And POST "/v1/sessions/{Alpha}/fork" was requested
        """
        {"title": "first"}
        """
      And POST "/v1/sessions/{the session id}/fork" was requested
        """
        {"title": "second"}
        """
      When GET "/v1/sessions/{the parent session id}/lineage" is requested
      Then the response is 200
      And the response has
        | part                   | value  |
        | session.name           | first  |
        | ancestors.count        | 1      |
        | ancestors.0.session id | Alpha  |
        | children.count         | 1      |
        | children.0.name        | second |

    Example: As many forks as are asked for
      Given session Alpha with 1 message
      And POST "/v1/sessions/{Alpha}/fork" was requested 3 times
      When GET "/v1/sessions/{Alpha}/lineage?limit=2" is requested
      Then the response has
        | part            | value |
        | ancestors.count | 0     |
        | children.count  | 2     |

    Scenario Outline: What is no question is refused: <query>
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/lineage?<query>" is requested
      Then the response is 400

      Examples:
        | query     |
        | limit=0   |
        | limit=501 |
        | depth=3   |
