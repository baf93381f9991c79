@use.with_face=async
Feature: What stands before every endpoint

  A web page can make a browser ask services on the machine of whoever looks at it, and bytes on a
  socket need not come from an honest client at all. What was not meant for this service is
  refused before anything of it is looked at, and whatever comes, the service stays up.

  Rule: The service answers to its own names only

    Scenario Outline: Asked for as "<host>"
      Given session Alpha
      When GET "/v1/sessions/{Alpha}" is requested
        | header | value  |
        | host   | <host> |
      Then the response is <status>

      Examples:
        | host              | status |
        | localhost         | 200    |
        | LOCALHOST:8484    | 200    |
        | 127.0.0.1:1       | 200    |
        | [::1]:8484        | 200    |
        | attacker.example  | 421    |
        | localhost.example | 421    |
        | localhost.        | 421    |
        | localhost:port    | 421    |
        | user@localhost    | 421    |
        | 127.0.0.1/x       | 421    |
        | [::1              | 421    |
        | 10.0.0.1          | 421    |

    Example: A name that leads here by somebody else's will changes nothing
      Given session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested
        | header | value            |
        | host   | attacker.example |
      Then the response is 421
      And the response has
        | part                | value                    |
        | title               | Misdirected Request      |
        | code                | misdirected_request      |
        | request id          | ...                      |
        | header content-type | application/problem+json |
      And nothing has changed

    Example: The operator may allow more names
      Given the server has
        | part          | value                        |
        | allowed hosts | record.example, Desk.Example |
      When GET "/healthz" is requested
        | header | value            |
        | host   | desk.example:443 |
      Then the response is 200

  Rule: The service answers to its own pages only

    Scenario Outline: Asked by a page of "<origin>"
      Given session Alpha
      When GET "/v1/sessions/{Alpha}" is requested
        | header | value          |
        | host   | localhost:8484 |
        | origin | <origin>       |
      Then the response is <status>

      Examples:
        | origin                        | status |
        | http://localhost:8484         | 200    |
        | HTTPS://LocalHost:8484        | 200    |
        | http://localhost:3000         | 403    |
        | http://attacker.example       | 403    |
        | null                          | 403    |
        | localhost:8484                | 403    |
        | file://localhost:8484         | 403    |
        | http://localhost:8484.example | 403    |

    Example: A page of somebody else's changes nothing on the user's own machine
      Given session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested
        | header | value                   |
        | origin | https://attacker.example |
      Then the response is 403
      And the response has
        | part                               | value          |
        | code                               | foreign_origin |
        | header access-control-allow-origin | none           |
      And nothing has changed

    Example: The operator may allow more origins
      Given the server has
        | part            | value                |
        | allowed origins | https://desk.example |
      When GET "/healthz" is requested
        | header | value                |
        | origin | https://desk.example |
      Then the response is 200
      And the response has
        | part                               | value |
        | header access-control-allow-origin | none  |

    Example: A page's question beforehand gets no permission
      Given session Alpha
      When OPTIONS "/v1/sessions" is requested
        | header                        | value                    |
        | origin                        | https://attacker.example |
        | access-control-request-method | POST                     |
      Then the response is 403

  Rule: What is not there is not found, and what is there takes its own methods

    Example: An unknown path
      When GET "/v1/nowhere" is requested
      Then the response is 404
      And the response has
        | part                | value                         |
        | detail              | There is nothing at this path. |
        | header content-type | application/problem+json      |

    Example: An unknown path, asked for by somebody without a key
      Given the server has
        | part       | value |
        | key reader | read  |
      When GET "/v1/nowhere" is requested
      Then the response is 404

    Scenario Outline: "<method>" where it is not taken
      When <method> "/v1/sessions" is requested
      Then the response is 405
      And the response has
        | part         | value                                |
        | code         | method_not_allowed                   |
        | detail       | This path does not take that method. |
        | header allow | GET, HEAD, POST                      |

      Examples:
        | method  |
        | PUT     |
        | DELETE  |
        | OPTIONS |
        | TRACE   |
        | BREW    |

  Rule: HEAD is GET without what it gives

    Example: Of a record
      When HEAD "/healthz" is requested
      Then the response is 200
      And the response has
        | part                | value            |
        | text                |                  |
        | header content-type | application/json |

    Example: Of an event stream, it ends at once
      Given session Alpha
      When HEAD "/v1/sessions/{Alpha}/events/stream" is requested
      Then the response is 200
      And the response has
        | part                | value                            |
        | header content-type | text/event-stream; charset=utf-8 |

  Rule: A path is a list of names and nothing else

    Scenario Outline: <path> leads nowhere
      Given session Alpha
      When these bytes are sent
        """
        DELETE <path> HTTP/1.1
        Host: localhost
        Connection: close


        """
      Then the response is <status>
      And nothing has changed

      Examples:
        | path                                   | status |
        | /v1/sessions/%2e%2e/healthz            | 404    |
        | /v1/sessions/../sessions/{Alpha}       | 404    |
        | /v1/%2e/sessions/{Alpha}               | 404    |
        | //v1/sessions/{Alpha}                  | 404    |
        | /v1/sessions/{Alpha}/                  | 404    |
        | /V1/sessions/{Alpha}                   | 404    |
        | /v1%2fsessions%2f{Alpha}               | 404    |
        | /v1/sessions/{Alpha}%2fmessages        | 404    |
        | /v1/sessions/{Alpha}%252fmessages      | 404    |
        | /v1/sessions/{Alpha};x=1               | 404    |
        | /v1/sessions/{Alpha}%00                | 400    |
        | /v1/sessions/{Alpha}%0d%0aX-Other:%201 | 400    |
        | /v1/sessions/%ff                       | 400    |
        | /v1/sessions/%c0%af                    | 400    |
        | /v1/sessions/%ed%a0%80                 | 400    |
        | /v1/sessions/%zz                       | 400    |
        | /v1/sessions/{Alpha}%                  | 400    |
        | http://localhost/v1/sessions/{Alpha}   | 404    |
        | *                                      | 404    |

    Example: An id may hold a slash
      Given session Alpha
      And the runs
        | run | session | status  |
        | a/b | Alpha   | running |
      When GET "/v1/runs/a%2Fb" is requested
      Then the response is 200
      And the response has
        | part   | value |
        | run id | a/b   |

  Rule: Bytes that are no request are refused, and the service goes on

    Scenario Outline: <what>
      Given session Alpha
      When these bytes are sent
        """
        <line>
        Host: localhost
        <header>
        Connection: close

        {"role": "user", "content": "a"}
        """
      Then the response is <status>
      And nothing has changed

      Examples:
        | what                           | line                                         | header                                                                  | status |
        | no request at all              | Hello                                        | X: 1                                                                    | 400    |
        | a method of no letters         | \x00\x01 /healthz HTTP/1.1                   | X: 1                                                                    | 400    |
        | a method in small letters      | get /healthz HTTP/1.1                        | X: 1                                                                    | 405    |
        | a version of the future        | GET /healthz HTTP/9.9                        | X: 1                                                                    | 505    |
        | a version of the past          | GET /healthz                                 | X: 1                                                                    | 400    |
        | a header without a name        | GET /healthz HTTP/1.1                        | : 1                                                                     | 400    |
        | a control character in a value | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Idempotency-Key: a\x00b                                                 | 400    |
        | another one                    | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Idempotency-Key: a\x01b\r\nContent-Type: application/json\r\nContent-Length: 32 | 400 |
        | one that deletes               | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Idempotency-Key: a\x7fb\r\nContent-Type: application/json\r\nContent-Length: 32 | 400 |
        | a second Host                  | GET /healthz HTTP/1.1                        | Host: attacker.example                                                  | 400    |
        | a length that is none          | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Content-Length: 3x                                                      | 400    |
        | a length below zero            | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Content-Length: -1                                                      | 400    |
        | two lengths                    | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Content-Length: 3\r\nContent-Length: 32                                 | 400    |
        | an encoding that is none       | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Transfer-Encoding: gzip, chunked                                        | 400    |
        | a chunk of no size             | POST /v1/sessions/{Alpha}/messages HTTP/1.1  | Content-Type: application/json\r\nTransfer-Encoding: chunked            | 400    |
        | a tunnel                       | CONNECT localhost:22 HTTP/1.1                | X: 1                                                                    | 404    |

    Example: A length and chunks, of which a proxy might have believed the other one
      Given session Alpha
      When these bytes are sent
        """
        POST /v1/sessions/{Alpha}/messages HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: 6
        Transfer-Encoding: chunked

        0

        DELETE /v1/sessions/{Alpha} HTTP/1.1
        Host: localhost
        Connection: close


        """
      Then the response is 400
      And nothing has changed

    Example: A client that goes away in the middle of a body leaves nothing behind
      Given session Alpha
      When these bytes are sent and the client goes away
        """
        POST /v1/sessions/{Alpha}/messages HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: 100

        {"role": "user", "content": "Hel
        """
      Then the log has
        | part  | value                              |
        | route | /v1/sessions/{session_id}/messages |
        | left  | true                               |
      And nothing has changed

    Example: A client that is too slow is left
      Given the server has
        | part           | value |
        | header seconds | 0.2   |
      When these bytes are sent
        """
        GET /healthz HTTP/1.1
        Host: localhost
        X-Slow:
        """
      Then the responses are none

  Rule: Requests come one after the other, in either version of the protocol

    Example: Requests one after the other get their responses in that order
      Given session Alpha
      When these bytes are sent
        """
        GET /healthz HTTP/1.1
        Host: localhost

        GET /v1/sessions/{Alpha} HTTP/1.1
        Host: localhost

        GET /v1/nowhere HTTP/1.1
        Host: localhost
        Connection: close


        """
      Then the responses are 200, 200 and 404

    Example: One that never ends is left, and those before it have their responses
      Given the server has
        | part           | value |
        | header seconds | 0.2   |
      And session Alpha
      When these bytes are sent
        """
        GET /v1/sessions/{Alpha} HTTP/1.1
        Host: localhost

        ...
        GET /v1/sessions/{Alpha} HTTP/1.1
        Host:
        """
      Then the responses are 200

    Example: A client of the old version must say whom it means, too
      Given session Alpha
      When these bytes are sent
        """
        GET /v1/sessions/{Alpha} HTTP/1.0


        """
      Then the response is 421

    Example: A client of the old version that does
      Given session Alpha
      When these bytes are sent
        """
        GET /v1/sessions/{Alpha} HTTP/1.0
        Host: localhost


        """
      Then the response is 200

  Rule: Every response says what it is, and that nobody should keep it

    Scenario Outline: Of "<path>"
      Given session Alpha
      When GET "<path>" is requested
      Then the response has
        | part                           | value                                         |
        | header x-content-type-options  | nosniff                                       |
        | header referrer-policy         | no-referrer                                   |
        | header cache-control           | no-store                                      |
        | header content-security-policy | default-src 'none'; frame-ancestors 'none'    |
        | header x-request-id            | ...                                           |
        | header server                  | none                                          |

      Examples:
        | path         |
        | /healthz     |
        | /v1/sessions |
        | /v1/nowhere  |
