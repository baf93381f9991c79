@use.with_face=async
Feature: Threads over HTTP
  A program that calls conversations by names of its own finds their sessions by them: the name of
  the thread and the resource that it belongs to. It never chooses a session's id, and another
  resource's thread is not there.

  Rule: Opening a thread gives its session, made where there is none

    Example: A new one
      When POST "/v1/threads" is requested
        """
        {"thread_id": "Trip", "resource_id": "Ann", "actor_name": "clerk", "model_id": "opus", "tags": ["mail"]}
        """
      Then the response is 201
      And the response has
        | part               | value |
        | resumed            | false |
        | thread.thread id   | Trip  |
        | thread.model id    | opus  |
        | session.actor name | clerk |
        | session.owner id   | Ann   |
        | header location    | ...   |

    Example: One that goes on
      Given session Alpha with 2 messages
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When POST "/v1/threads" is requested
        """
        {"thread_id": "Trip", "resource_id": "Ann"}
        """
      Then the response is 200
      And the response has
        | part                  | value |
        | resumed               | true  |
        | session.session id    | Alpha |
        | session.message count | 2     |

    Example: One of another system
      Given the threads
        | thread | resource | session | provider |
        | Trip   | Ann      | theirs  | claude   |
      When POST "/v1/threads" is requested
        """
        {"thread_id": "Trip", "resource_id": "Ann"}
        """
      Then the response is 409
      And nothing has changed

    Scenario Outline: What is no thread: <body>
      Given session Alpha
      When POST "/v1/threads" is requested
        """
        <body>
        """
      Then the response is 422
      And nothing has changed

      Examples:
        | body                                                           |
        | {"thread_id": "Trip"}                                          |
        | {"thread_id": "Trip", "resource_id": 5}                        |
        | {"thread_id": "", "resource_id": "Ann"}                        |
        | {"thread_id": "Trip", "resource_id": "Ann", "session_id": "x"} |

  Rule: Threads are listed and shown for their resource only

    Example: The last used first
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Call   | Bob      | Beta    |
        | Letter | Ann      | Gamma   |
      When GET "/v1/threads?resource_id=Ann" is requested
      Then the response is 200
      And the response has
        | part                 | value  |
        | count                | 2      |
        | threads.0.thread id  | Letter |
        | threads.1.thread id  | Trip   |
        | threads.1.session id | Alpha  |

    Example: Some of them
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Letter | Ann      | Gamma   |
      When GET "/v1/threads?resource_id=Ann&limit=1" is requested
      Then the response has
        | part          | value |
        | count         | 1     |
        | threads.count | 1     |

    Example: One of them
      Given the threads
        | thread | resource | session |
        | a/b    | Ann      | Alpha   |
      When GET "/v1/threads/a%2Fb?resource_id=Ann" is requested
      Then the response is 200
      And the response has
        | part       | value                       |
        | thread id  | a/b                         |
        | session id | Alpha                       |
        | created at | 2026-01-01T09:00:00.123456Z |

    Scenario Outline: <what>
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When GET "<path>" is requested
      Then the response is <status>

      Examples:
        | what                    | path                                  | status |
        | Another resource's      | /v1/threads/Trip?resource_id=Bob      | 404    |
        | One that is not there   | /v1/threads/Letter?resource_id=Ann    | 404    |
        | Nobody's                | /v1/threads/Trip                      | 400    |
        | Nobody's list           | /v1/threads                           | 400    |
        | A filter that is none   | /v1/threads?resource_id=Ann&status=on | 400    |
        | A page that is too long | /v1/threads?resource_id=Ann&limit=501 | 400    |

  Rule: A thread is forgotten, and its session stays

    Example: It was there
      Given session Alpha with 2 messages
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When DELETE "/v1/threads/Trip?resource_id=Ann" is requested
      Then the response is 204
      And the threads of Ann are
        | thread id |
      And Alpha holds 2 messages

    Example: It was not
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When DELETE "/v1/threads/Trip?resource_id=Bob" is requested
      Then the response is 204
      And nothing has changed

  Rule: A key opens the threads of its own namespace only

    Scenario Outline: <what> with a key for <role> in South
      Given the keys
        | key | name | role   | namespace |
        | own | Own  | <role> | South     |
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | North     |
      When <method> "<path>" is requested with key "own"
      Then the response is <status>
      And nothing has changed

      Examples:
        | what       | method | path                             | role   | status |
        | Looking    | GET    | /v1/threads/Trip?resource_id=Ann | read   | 404    |
        | Forgetting | DELETE | /v1/threads/Trip?resource_id=Ann | append | 403    |
        | Forgetting | DELETE | /v1/threads/Trip?resource_id=Ann | admin  | 204    |

  Rule: Chat clients read and delete the same mappings

    Example: When it was first and last used
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | theirs  |
      And 60 seconds pass
      And thread Trip of Ann was opened
      When POST "/api/sessions/metadata" is requested
        """
        {"threadId": "Trip", "resourceId": "Ann"}
        """
      Then the response is 200
      And the response has
        | part               | value                    |
        | session.threadId   | Trip                     |
        | session.resourceId | Ann                      |
        | session.createdAt  | 2026-01-01T09:00:00.123Z |
        | session.updatedAt  | 2026-01-01T09:01:00.123Z |

    Scenario Outline: <body>, <status>
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When <method> "<path>" is requested
        """
        <body>
        """
      Then the response is <status>
      And the response has
        | part  | value  |
        | error | <text> |
      And nothing has changed

      Examples:
        | method | path                   | body                                                   | status | text                                 |
        | POST   | /api/sessions/metadata | {"threadId": "Trip", "resourceId": "Bob"}              | 404    | Session not found                    |
        | POST   | /api/sessions/metadata | {"threadId": "\u0000", "resourceId": "Bob"}            | 404    | Session not found                    |
        | POST   | /api/sessions/metadata | {"threadId": "Trip"}                                   | 400    | threadId and resourceId are required |
        | POST   | /api/sessions/metadata | {"threadId": "Trip", "resourceId": ""}                 | 400    | threadId and resourceId are required |
        | DELETE | /api/sessions          | {"resourceId": "Ann"}                                  | 400    | threadId and resourceId are required |
        | DELETE | /api/sessions          | {"threadId": 5, "resourceId": "Ann"}                   | 400    | threadId and resourceId are required |
        | DELETE | /api/sessions          | {"threadId": "Trip", "resourceId": "Ann", "all": true} | 400    | Unknown key: 'all'                   |

    Example: A mapping that is not there is deleted all the same
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When DELETE "/api/sessions" is requested
        """
        {"threadId": "Trip", "resourceId": "Bob"}
        """
      Then the response is 200
      And the response has
        | part    | value |
        | success | true  |
      And nothing has changed

    Scenario Outline: The list of <query>
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When GET "/api/sessions<query>" is requested
      Then the response is <status>
      And the response has
        | part  | value   |
        | count | <count> |
        | error | <error> |

      Examples:
        | query           | status | count | error                                  |
        | ?resourceId=Ann | 200    | 1     | none                                   |
        | ?resourceId=Bob | 200    | 0     | none                                   |
        | ?resourceId=    | 400    | none  | resourceId query parameter is required |
        |                 | 400    | none  | resourceId query parameter is required |
