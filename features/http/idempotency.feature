@use.with_face=async
Feature: Appending once over HTTP

  A client that got no answer repeats its request. With an Idempotency-Key the message is stored
  once, however often it is asked for. With If-Match a writer says which state of the session it
  has seen: it appends to that one or not at all.

  Rule: The same request again is answered with what was stored first

    Example: It takes no number and no time
      Given session Alpha
      And POST "/v1/sessions/{Alpha}/messages" was requested
        | part            | value                                |
        | idempotency-key | pay 1                                |
        | body            | {"role": "user", "content": "Hello"} |
      And 5 seconds pass
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value                                |
        | idempotency-key | pay 1                                |
        | body            | {"role": "user", "content": "Hello"} |
      Then the response has
        | part        | value                       |
        | message id  | pay 1                       |
        | sequence    | 0                           |
        | timestamp   | 2026-01-01T09:00:00.123456Z |
        | header etag | "\"1\""                     |
      And nothing has changed

    Example: It is so however often it is repeated
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested 4 times
        | part            | value                                |
        | idempotency-key | k                                    |
        | body            | {"role": "user", "content": "Hello"} |
      Then the responses are 201, 201, 201 and 201
      And Alpha holds 1 message

    Example: Also when the session is over meanwhile
      Given session Alpha with the messages
        | id | role | content |
        | k  | user | Hello   |
      And session Alpha was completed
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value                                |
        | idempotency-key | k                                    |
        | body            | {"role": "user", "content": "Hello"} |
      Then the response is 201
      And nothing has changed

  Rule: What is no repetition, and what is one as a whole

    Example: Without a key it is another message
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested 2 times
        """
        {"role": "user", "content": "Hello"}
        """
      Then the responses are 201 and 201
      And Alpha holds 2 messages

    Example: A batch is repeated as a whole
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested 2 times
        | part            | value                                                                                                   |
        | idempotency-key | turn                                                                                                    |
        | body            | {"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b", "message_id": "own"}]} |
      Then the responses are 201 and 201
      And the response has
        | part                  | value  |
        | messages.0.message id | turn:0 |
        | messages.0.sequence   | 0      |
        | messages.1.message id | own    |
        | messages.1.sequence   | 1      |
      And Alpha holds 2 messages

  Rule: The same key with something else is refused

    Scenario Outline: Another <what>
      Given session Alpha with the messages
        | id | role | content |
        | k  | user | Hello   |
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value  |
        | idempotency-key | k      |
        | body            | <body> |
      Then the response is 409
      And the response has
        | part   | value                                                                                                              |
        | code   | already_exists                                                                                                     |
        | key    | k                                                                                                                  |
        | detail | A message with the id k already exists with other content. Use a new id, or repeat the original request unchanged. |
      And nothing has changed

      Examples:
        | what     | body                                                       |
        | content  | {"role": "user", "content": "Hello!"}                      |
        | role     | {"role": "system", "content": "Hello"}                     |
        | metadata | {"role": "user", "content": "Hello", "metadata": {"a": 1}} |

    Example: In another session it is another key
      Given session Alpha with the messages
        | id | role | content |
        | k  | user | Hello   |
      And session Beta
      When POST "/v1/sessions/{Beta}/messages" is requested
        | part            | value                              |
        | idempotency-key | k                                  |
        | body            | {"role": "user", "content": "Bye"} |
      Then the response is 201
      And Beta holds 1 message

    Example: One message of a batch whose key is taken lets none in
      Given session Alpha with the messages
        | id  | role | content |
        | k:1 | user | Hello   |
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        | part            | value                                                                              |
        | idempotency-key | k                                                                                  |
        | body            | {"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]} |
      Then the response is 409
      And nothing has changed

  Rule: A key is 1 to 255 printable characters, and the only id

    Scenario Outline: <what>
      Given session Alpha with 1 message
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value  |
        | idempotency-key | <key>  |
        | body            | <body> |
      Then the response is 400
      And the response has
        | part   | value             |
        | code   | malformed_request |
        | detail | <detail>          |
      And nothing has changed

      Examples:
        | what                      | key | body                                                    | detail                                                                 |
        | an empty one              |     | {"role": "user", "content": "Hello"}                    | Give one Idempotency-Key of 1 to 255 printable ASCII characters.       |
        | an id that is another one | k   | {"role": "user", "content": "Hello", "message_id": "j"} | message_id is another one than Idempotency-Key. Give one, or the same. |

    Example: One of 256 characters
      Given session Alpha with 1 message
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value                                                                                                                                                                                                                                                            |
        | idempotency-key | 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef |
        | body            | {"role": "user", "content": "Hello"}                                                                                                                                                                                                                             |
      Then the response is 400
      And nothing has changed

    Example: The same id may be said twice
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value                                                   |
        | idempotency-key | k                                                       |
        | body            | {"role": "user", "content": "Hello", "message_id": "k"} |
      Then the response is 201
      And Alpha holds the messages
        | id | content |
        | k  | Hello   |

    Example: A batch needs room for the places of its messages
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        | part            | value                                                                                                                                                                                                                                                           |
        | idempotency-key | 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde |
        | body            | {"messages": [{"role": "user", "content": "a"}]}                                                                                                                                                                                                                |
      Then the response is 400
      And nothing has changed

  Rule: Of two writers that have seen the same state one appends

    Example: The first one does
      Given session Alpha with 3 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part     | value                                |
        | if-match | "3"                                  |
        | body     | {"role": "user", "content": "first"} |
      Then the response is 201
      And the response has
        | part        | value   |
        | sequence    | 3       |
        | header etag | "\"4\"" |

    Example: The other one learns where the session is now
      Given session Alpha with 3 messages
      And POST "/v1/sessions/{Alpha}/messages" was requested
        | part     | value                                |
        | if-match | "3"                                  |
        | body     | {"role": "user", "content": "first"} |
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part     | value                                 |
        | if-match | "3"                                   |
        | body     | {"role": "user", "content": "second"} |
      Then the response is 412
      And the response has
        | part              | value            |
        | code              | context_mismatch |
        | session id        | Alpha            |
        | expected sequence | 3                |
        | actual sequence   | 4                |
      And nothing has changed

    Example: Of two that ask again and again one wins each time
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested 3 times
        | part     | value                              |
        | if-match | "0"                                |
        | body     | {"role": "user", "content": "one"} |
      Then the responses are 201, 412 and 412
      And Alpha holds 1 message

    Example: A batch builds on what its first message follows
      Given session Alpha with 3 messages
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        | part     | value                                                                              |
        | if-match | "4"                                                                                |
        | body     | {"messages": [{"role": "user", "content": "a"}, {"role": "user", "content": "b"}]} |
      Then the response is 412
      And the response has
        | part            | value |
        | actual sequence | 3     |
      And nothing has changed

  Rule: A repetition is one whatever is expected

    Example: A repeated request is answered although the session has moved on
      Given session Alpha with the messages
        | id | role | content |
        | k  | user | Hello   |
      And this message was appended to Alpha
        | role | content |
        | user | More    |
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part            | value                                |
        | idempotency-key | k                                    |
        | if-match        | "0"                                  |
        | body            | {"role": "user", "content": "Hello"} |
      Then the response is 201
      And nothing has changed

  Rule: If-Match takes entity tags as HTTP has them

    Scenario Outline: <tags> matches a session of 3 messages
      Given session Alpha with 3 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part     | value                                |
        | if-match | <tags>                               |
        | body     | {"role": "user", "content": "Hello"} |
      Then the response is 201
      And Alpha holds 4 messages

      Examples:
        | tags            |
        | "3"             |
        | *               |
        | "1", "3", "7"   |
        | "4" , "3"       |
        | W/"3", "3"      |
        | , "abc,d", "3", |

    Scenario Outline: <tags> does not
      Given session Alpha with 3 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part     | value                                |
        | if-match | <tags>                               |
        | body     | {"role": "user", "content": "Hello"} |
      Then the response is 412
      And the response has
        | part            | value |
        | session id      | Alpha |
        | actual sequence | 3     |
      And nothing has changed

      Examples:
        | tags                   |
        | "2"                    |
        | W/"3"                  |
        | "03"                   |
        | "abc"                  |
        | ""                     |
        | "1", "2", "4"          |
        | "99999999999999999999" |

    Scenario Outline: <tags> is no entity tag
      Given session Alpha with 3 messages
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part     | value                                |
        | if-match | <tags>                               |
        | body     | {"role": "user", "content": "Hello"} |
      Then the response is 400
      And the response has
        | part | value             |
        | code | malformed_request |
      And nothing has changed

      Examples:
        | tags    |
        | 3       |
        | "3      |
        | "3" "4" |
        | *, "3"  |
        | w/"3"   |
        |         |

    Example: A session that is not there is not found, whatever is expected of it
      Given session Alpha
      When POST "/v1/sessions/Nobody/messages" is requested
        | part     | value                                |
        | if-match | "0"                                  |
        | body     | {"role": "user", "content": "Hello"} |
      Then the response is 404
