@use.with_face=async
Feature: The lifecycle of sessions over HTTP

  A session is paused and goes on, and in the end it is completed, failed or cancelled, which is
  final. Asking for what is so already changes nothing, so that a request may be repeated.

  Rule: Each step is a request

    Scenario Outline: <step> makes a session that is <before> <after>
      Given the <before> session Alpha
      When POST "/v1/sessions/{Alpha}/<step>" is requested
      Then the response is 200
      And the response has
        | part        | value   |
        | status      | <after> |
        | header etag | "\"0\"" |
      And session Alpha is <after>

      Examples:
        | step     | before  | after     |
        | pause    | active  | paused    |
        | resume   | paused  | active    |
        | resume   | pending | active    |
        | complete | active  | completed |
        | complete | paused  | completed |
        | fail     | pending | failed    |
        | cancel   | active  | cancelled |

    Scenario Outline: <step> has a reason
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/<step>" is requested
        """
        {"reason": "the model \ud800 left"}
        """
      Then the response is 200
      And the response has
        | part          | value                   |
        | status        | <after>                 |
        | status reason | "the model \ud800 left" |

      Examples:
        | step   | after     |
        | fail   | failed    |
        | cancel | cancelled |

  Rule: What is so already stays as it is

    Scenario Outline: <step> again
      Given the <status> session Alpha
      And 5 seconds pass
      When POST "/v1/sessions/{Alpha}/<step>" is requested
      Then the response is 200
      And nothing has changed

      Examples:
        | step     | status    |
        | pause    | paused    |
        | resume   | active    |
        | complete | completed |
        | fail     | failed    |
        | cancel   | cancelled |

  Rule: A step that the lifecycle does not have is refused

    Scenario Outline: <step> for a session that is <status>
      Given the <status> session Alpha
      When POST "/v1/sessions/{Alpha}/<step>" is requested
      Then the response is 409
      And the response has
        | part           | value              |
        | code           | invalid_transition |
        | session id     | Alpha              |
        | current status | <status>           |
        | wanted         | <wanted>           |
      And nothing has changed

      Examples:
        | step     | status    | wanted    |
        | pause    | completed | paused    |
        | resume   | failed    | active    |
        | complete | pending   | completed |
        | fail     | completed | failed    |
        | cancel   | failed    | cancelled |

    Scenario Outline: A reason that is none: <body>
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/cancel" is requested
        """
        <body>
        """
      Then the response is 422
      And nothing has changed

      Examples:
        | body             |
        | {"reason": 7}    |
        | {"why": "later"} |
        | ["later"]        |
