@use.with_face=async
Feature: Sessions over HTTP

  Programs on other machines make sessions, find them and describe them. The store chooses the id
  of a session; a caller that wants to find its own again opens a thread. What the library
  refuses is refused here for the same reason and in the same words, and nothing has changed.

  Rule: A session is made by a request, and the store chooses its id

    Example: What describes it is given back
      When POST "/v1/sessions" is requested
        """
        {"actor_name": "clerk", "owner_id": "ann", "name": "Order 17",
         "automation_level": "ask first", "linked_plan_ids": ["plan-2", "plan-1"],
         "metadata": {"z": 1, "a": [9223372036854775808, "\ud800"]}, "tags": ["late", "billing"]}
        """
      Then the response is 201
      And the response has
        | part                       | value                                          |
        | header etag                | "\"0\""                                        |
        | header location            | ...                                            |
        | session id                 | ...                                            |
        | namespace                  | local                                          |
        | actor name                 | clerk                                          |
        | owner id                   | ann                                            |
        | name                       | Order 17                                       |
        | status                     | active                                         |
        | automation level           | ask first                                      |
        | linked plan ids            | ["plan-2", "plan-1"]                           |
        | metadata                   | {"z": 1, "a": [9223372036854775808, "\ud800"]} |
        | tags                       | ["billing", "late"]                            |
        | message count              | 0                                              |
        | token usage.estimated cost | 0.0                                            |
        | created at                 | 2026-01-01T09:00:00.123456Z                    |

    Example: It is found where the response says
      Given POST "/v1/sessions" was requested
        """
        {"actor_name": "clerk"}
        """
      When GET "/v1/sessions/{the session id}" is requested
      Then the response is 200
      And the response has
        | part                 | value    |
        | header etag          | "\"0\""  |
        | header cache-control | no-store |
        | actor name           | clerk    |

    Example: Whether it is there may be asked without its description
      Given session Alpha with 2 messages
      When HEAD "/v1/sessions/{Alpha}" is requested
      Then the response is 200
      And the response has
        | part        | value   |
        | header etag | "\"2\"" |
        | text        | ""      |

    Scenario Outline: <what> is refused
      Given no sessions
      When POST "/v1/sessions" is requested
        """
        <body>
        """
      Then the response is 422
      And the response has
        | part                | value                    |
        | header content-type | application/problem+json |
        | code                | <code>                   |
        | detail              | <detail>                 |
      And nothing has changed

      Examples:
        | what                | body                   | code             | detail                                                        |
        | an id of one's own  | {"session_id": "mine"} | validation_error | /session_id: Extra inputs are not permitted.                  |
        | an empty name       | {"name": ""}           | validation_error | name must have 1 to 255 characters, not 0.                    |
        | a name with a break | {"name": "a\nb"}       | validation_error | name must not contain control characters or lone surrogates.  |
        | a name, a number    | {"name": 7}            | validation_error | /name: must be a text.                                        |
        | a list as metadata  | {"metadata": []}       | validation_error | /metadata: must be an object.                                 |
        | a model alone       | {"model_id": "m"}      | validation_error | model_id is of a thread. Give thread_id and resource_id, too. |
        | half a thread       | {"thread_id": "1"}     | validation_error | A thread is named by thread_id and resource_id. Give both.    |

  Rule: A thread is opened by its own name, and goes on in one session

    Example: The first request makes the session
      When POST "/v1/sessions" is requested
        """
        {"thread_id": "mail 17", "resource_id": "ann", "actor_name": "clerk", "tags": ["mail"]}
        """
      Then the response is 201
      And the response has
        | part       | value    |
        | owner id   | ann      |
        | actor name | clerk    |
        | tags       | ["mail"] |

    Example: The next one finds it
      Given POST "/v1/sessions" was requested
        """
        {"thread_id": "mail 17", "resource_id": "ann", "actor_name": "clerk"}
        """
      And POST "/v1/sessions/{the session id}/messages" was requested
        """
        {"role": "user", "content": "Hello"}
        """
      When POST "/v1/sessions" is requested
        """
        {"thread_id": "mail 17", "resource_id": "ann", "actor_name": "somebody else"}
        """
      Then the response is 200
      And the response has
        | part          | value   |
        | header etag   | "\"1\"" |
        | actor name    | clerk   |
        | message count | 1       |

    Example: Another resource, and another namespace, has a thread of its own
      Given the server has
        | part       | value           |
        | key writer | append          |
        | key other  | append in South |
      And POST "/v1/sessions" was requested with key "writer"
        """
        {"thread_id": "1", "resource_id": "ann"}
        """
      When POST "/v1/sessions" is requested with key "other"
        """
        {"thread_id": "1", "resource_id": "ann"}
        """
      Then the response is 201
      And the response has
        | part      | value |
        | namespace | South |

  Rule: A thread is the resource's, and this store's

    Scenario Outline: "<member>" is not for threads
      Given no sessions
      When POST "/v1/sessions" is requested
        """
        {"thread_id": "1", "resource_id": "ann", "<member>": <value>}
        """
      Then the response is 422
      And the response has
        | part   | value                                                                                                      |
        | detail | <member> is not for threads: their sessions belong to the resource. Leave it out, or leave out the thread. |
      And nothing has changed

      Examples:
        | member           | value  |
        | owner_id         | "bob"  |
        | automation_level | "free" |
        | linked_plan_ids  | ["p"]  |

    Example: A thread that goes on in another system is not taken over
      Given the threads
        | thread | resource | session | provider |
        | mail   | ann      | abc     | claude   |
      When POST "/v1/sessions" is requested
        """
        {"thread_id": "mail", "resource_id": "ann"}
        """
      Then the response is 409
      And the response has
        | part     | value             |
        | code     | invalid_operation |
        | provider | claude            |
      And nothing has changed

  Rule: A listing is read page by page

    Example: The newest come first, and the response names the next page
      Given sessions Alpha, Beta and Gamma
      When GET "/v1/sessions?limit=2" is requested
      Then the response is 200
      And the response has
        | part                  | value |
        | sessions.count        | 2     |
        | sessions.0.session id | Gamma |
        | sessions.1.session id | Beta  |
        | next cursor           | ...   |
        | header link           | ...   |

    Example: The last page names none
      Given sessions Alpha, Beta and Gamma
      And GET "/v1/sessions?limit=2" was requested
      When GET "/v1/sessions?limit=2&cursor={the next cursor}" is requested
      Then the response is 200
      And the response has
        | part                  | value |
        | sessions.count        | 1     |
        | sessions.0.session id | Alpha |
        | next cursor           | none  |
        | header link           | none  |

    Example: What is made and deleted meanwhile neither repeats nor hides another one
      Given sessions Alpha, Beta, Gamma and Delta
      And GET "/v1/sessions?limit=2" was requested
      And session Epsilon
      And session Gamma was deleted
      When GET "/v1/sessions?limit=2&cursor={the next cursor}" is requested
      Then the response has
        | part                  | value |
        | sessions.count        | 2     |
        | sessions.0.session id | Beta  |
        | sessions.1.session id | Alpha |

  Rule: A listing is narrowed, and never wider than what the key may see

    Scenario Outline: Only those that are asked for: "<query>"
      Given session Alpha with
        | property | value         |
        | actor    | clerk         |
        | tags     | billing, late |
      And session Beta with
        | property | value   |
        | owner    | ann     |
        | tags     | billing |
      And session Beta was paused
      When GET "/v1/sessions?<query>" is requested
      Then the response is 200
      And the response has
        | part                  | value   |
        | sessions.count        | <count> |
        | sessions.0.session id | <first> |

      Examples:
        | query                | count | first |
        | actor_name=clerk     | 1     | Alpha |
        | owner_id=ann         | 1     | Beta  |
        | status=paused        | 1     | Beta  |
        | tag=billing          | 2     | Beta  |
        | tag=billing&tag=late | 1     | Alpha |
        | order=oldest         | 2     | Alpha |

    Example: Only those of the key's namespace
      Given the server has
        | part      | value         |
        | key other | read in South |
      And sessions Alpha and Beta
      And session Gamma in South
      When GET "/v1/sessions" is requested with key "other"
      Then the response has
        | part                  | value |
        | sessions.count        | 1     |
        | sessions.0.session id | Gamma |

    Scenario Outline: What is no question is refused: "<query>"
      When GET "/v1/sessions?<query>" is requested
      Then the response is 400
      And the response has
        | part   | value    |
        | code   | <code>   |
        | detail | <detail> |

      Examples:
        | query       | code             | detail                                                                                     |
        | limit=0     | validation_error | limit: Input should be greater than or equal to 1.                                         |
        | limit=501   | validation_error | limit: Input should be less than or equal to 500.                                          |
        | owner_id=   | validation_error | owner_id must have 1 to 255 characters, not 0.                                             |
        | status=lost | invalid_status   | Unknown status 'lost'. A session is pending, active, paused, completed, failed, cancelled. |
        | order=best  | validation_error | order must be one of newest, oldest, not 'best'.                                           |
        | name=Alpha  | validation_error | name: Extra inputs are not permitted.                                                      |

    Example: A cursor counts for the listing that gave it
      Given sessions Alpha, Beta and Gamma
      And GET "/v1/sessions?limit=2" was requested
      When GET "/v1/sessions?limit=2&order=oldest&cursor={the next cursor}" is requested
      Then the response is 400
      And the response has
        | part | value          |
        | code | invalid_cursor |

  Rule: A name and tags are changed one at a time

    Example: A session is renamed
      Given session Alpha with 2 messages
      When PATCH "/v1/sessions/{Alpha}" is requested
        """
        {"name": "Order 17"}
        """
      Then the response is 200
      And the response has
        | part        | value    |
        | name        | Order 17 |
        | header etag | "\"2\""  |

    Example: Its name is taken away
      Given session Alpha with
        | property | value    |
        | name     | Order 17 |
      When PATCH "/v1/sessions/{Alpha}" is requested
        """
        {"name": null}
        """
      Then the response is 200
      And session Alpha has
        | property | value |
        | name     | none  |

    Example: It gets a tag and loses another one
      Given session Alpha with
        | property | value         |
        | tags     | billing, late |
      When PATCH "/v1/sessions/{Alpha}" is requested
        """
        {"add_tags": ["refund"], "remove_tags": ["late"]}
        """
      Then the response is 200
      And the response has
        | part | value                 |
        | tags | ["billing", "refund"] |

    Scenario Outline: <what> is refused
      Given session Alpha
      When PATCH "/v1/sessions/{Alpha}" is requested
        """
        <body>
        """
      Then the response is 422
      And the response has
        | part   | value    |
        | detail | <detail> |
      And nothing has changed

      Examples:
        | what         | body                             | detail                                                                        |
        | both at once | {"name": "a", "add_tags": ["b"]} | A request changes the name of a session or its tags. Make two requests of it. |
        | an empty tag | {"add_tags": [""]}               | tag must have 1 to 255 characters, not 0.                                     |
        | a status     | {"status": "paused"}             | /status: Extra inputs are not permitted.                                      |

  Rule: What a session has used is added up

    Example: The totals are given back
      Given session Alpha
      And session Alpha has used 10 input tokens, 3 output tokens and 0.25 USD
      When POST "/v1/sessions/{Alpha}/usage" is requested
        """
        {"input_tokens": 5, "output_tokens": 2, "cost": 1}
        """
      Then the response is 200
      And the response has
        | part           | value |
        | input tokens   | 15    |
        | output tokens  | 5     |
        | estimated cost | 1.25  |

    Scenario Outline: <body> is refused
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/usage" is requested
        """
        <body>
        """
      Then the response is 422
      And nothing has changed

      Examples:
        | body                                   |
        | {"input_tokens": -1}                   |
        | {"input_tokens": 1.0}                  |
        | {"output_tokens": true}                |
        | {"output_tokens": 9223372036854775808} |
        | {"cost": "1"}                          |
        | {"cost": -0.5}                         |
        | {"tokens": 1}                          |

  Rule: A session is deleted for good

    Example: It is gone, with everything that belonged to it
      Given the server has
        | part     | value |
        | key root | admin |
      And session Alpha with 3 messages
      When DELETE "/v1/sessions/{Alpha}" is requested with key "root"
      Then the response is 204
      And the response has
        | part | value |
        | text | ""    |
      And session Alpha is gone

    Example: A key that may append may not
      Given the server has
        | part       | value  |
        | key writer | append |
      And session Alpha with 3 messages
      When DELETE "/v1/sessions/{Alpha}" is requested with key "writer"
      Then the response is 403
      And nothing has changed

  Rule: A session that is not there, or not the caller's, is not found

    Scenario Outline: "<method> <path>" of a session that does not exist
      Given session Alpha
      When <method> "/v1/sessions/Nobody<path>" is requested
        | part | value  |
        | body | <body> |
      Then the response is 404
      And the response has
        | part       | value                                                                            |
        | code       | session_not_found                                                                |
        | detail     | Session not found: Nobody. Check the id, or list the sessions of this namespace. |
        | session id | Nobody                                                                           |
      And nothing has changed

      Examples:
        | method | path            | body                                             |
        | GET    |                 |                                                  |
        | PATCH  |                 | {"name": "a"}                                    |
        | DELETE |                 |                                                  |
        | POST   | /usage          | {}                                               |
        | POST   | /fork           | {}                                               |
        | GET    | /lineage        |                                                  |
        | POST   | /pause          |                                                  |
        | POST   | /resume         |                                                  |
        | POST   | /complete       |                                                  |
        | POST   | /fail           | {}                                               |
        | POST   | /cancel         | {}                                               |
        | GET    | /messages       |                                                  |
        | POST   | /messages       | {"role": "user", "content": "a"}                 |
        | POST   | /messages/batch | {"messages": [{"role": "user", "content": "a"}]} |
        | GET    | /history        |                                                  |
        | GET    | /export         |                                                  |

    Scenario Outline: To a key of another namespace, Alpha is like one that never was: "<method> <path>"
      Given the server has
        | part      | value          |
        | key other | admin in South |
      And session Alpha in North with 1 message
      When <method> "/v1/sessions/<name><path>" is requested with key "other"
        | part | value  |
        | body | <body> |
      Then the response is 404
      And the response has
        | part                  | value                                                                            |
        | type                  | about:blank                                                                      |
        | title                 | Not Found                                                                        |
        | status                | 404                                                                              |
        | code                  | session_not_found                                                                |
        | detail                | Session not found: <name>. Check the id, or list the sessions of this namespace. |
        | session id            | <name>                                                                           |
        | header content-type   | application/problem+json                                                         |
        | header content-length | 242                                                                              |
      And nothing has changed

      Examples:
        | method | path      | name  | body                             |
        | GET    |           | Alpha |                                  |
        | GET    |           | Never |                                  |
        | DELETE |           | Alpha |                                  |
        | DELETE |           | Never |                                  |
        | GET    | /messages | Alpha |                                  |
        | GET    | /messages | Never |                                  |
        | POST   | /messages | Alpha | {"role": "user", "content": "a"} |
        | POST   | /messages | Never | {"role": "user", "content": "a"} |
        | GET    | /export   | Alpha |                                  |
        | GET    | /export   | Never |                                  |
        | POST   | /fork     | Alpha | {}                               |
        | POST   | /fork     | Never | {}                               |

    Scenario Outline: An id that is none names nothing: <id>
      Given session Alpha
      When GET "/v1/sessions/<id>/messages" is requested
      Then the response is <status>

      Examples:
        | id                    | status |
        | a%2Fb                 | 404    |
        | two%20words           | 404    |
        | %E8%AB%8B%F0%9F%91%8D | 404    |
        | ..                    | 404    |
        | %25                   | 404    |
        | %00                   | 400    |
        | %FF                   | 400    |

  Rule: An id of any characters is a path

    Scenario Outline: A session that is called <id>
      Given session Alpha was saved with
        | property   | value |
        | session id | <id>  |
      When GET "/v1/sessions/<path>" is requested
      Then the response is 200
      And the response has
        | part       | value |
        | session id | <id>  |

      Examples:
        | id        | path                          |
        | a/b       | a%2Fb                         |
        | two words | two%20words                   |
        | 請求?#%2F   | %E8%AB%8B%E6%B1%82%3F%23%252F |

    Example: A response names its messages by such a path, too
      Given session Alpha was saved with
        | property   | value |
        | session id | a/b?  |
      When POST "/v1/sessions/a%2Fb%3F/messages" is requested
        """
        {"role": "user", "content": "Hello"}
        """
      Then the response is 201
      And the response has
        | part            | value                                         |
        | header location | /v1/sessions/a%2Fb%3F/messages?from=0&limit=1 |

  Rule: A key that may read changes nothing

    Scenario Outline: "<method> <path>"
      Given the server has
        | part       | value |
        | key reader | read  |
      And session Alpha
      When <method> "/v1/sessions<path>" is requested with key "reader"
        | part | value  |
        | body | <body> |
      Then the response is 403
      And nothing has changed

      Examples:
        | method | path                    | body                             |
        | POST   |                         | {}                               |
        | PATCH  | /{Alpha}                | {"name": "a"}                    |
        | POST   | /{Alpha}/usage          | {"input_tokens": 1}              |
        | POST   | /{Alpha}/fork           | {}                               |
        | POST   | /{Alpha}/pause          |                                  |
        | POST   | /{Alpha}/resume         |                                  |
        | POST   | /{Alpha}/complete       |                                  |
        | POST   | /{Alpha}/fail           | {}                               |
        | POST   | /{Alpha}/cancel         | {}                               |
        | POST   | /{Alpha}/messages       | {"role": "user", "content": "a"} |
        | POST   | /{Alpha}/messages/batch | {"messages": []}                 |
        | POST   | /import                 | {}                               |
        | DELETE | /{Alpha}                |                                  |

  Rule: What is asked under a condition that is not looked at is refused

    Scenario Outline: "<method> <path>"
      Given session Alpha
      When <method> "/v1/sessions/{Alpha}<path>" is requested
        | part     | value  |
        | if-match | "7"    |
        | body     | <body> |
      Then the response is 400
      And the response has
        | part   | value                                                                  |
        | detail | Only what appends messages takes If-Match; nothing was done. Leave it out here. |
      And nothing has changed

      Examples:
        | method | path      | body          |
        | PATCH  |           | {"name": "a"} |
        | DELETE |           |               |
        | POST   | /complete |               |

    Scenario Outline: Elsewhere: "<method> <path>"
      Given session Alpha
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When <method> "<path>" is requested
        | part     | value  |
        | if-match | "7"    |
        | body     | <body> |
      Then the response is 400
      And nothing has changed

      Examples:
        | method | path                             | body                                   |
        | DELETE | /v1/artifacts/report             |                                        |
        | DELETE | /v1/threads/Trip?resource_id=Ann |                                        |
        | POST   | /v1/threads                      | {"thread_id": "a", "resource_id": "b"} |
        | POST   | /v1/sessions/{Alpha}/runs        | {}                                     |
        | POST   | /v1/sessions/{Alpha}/events      | {"type": "message_sent"}               |
        | POST   | /api/chat                        | {"message": "Hello"}                   |
