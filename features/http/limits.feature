@use.with_face=async
Feature: Limits

  One caller cannot take what all of them need. How long a request is, how deep, how often it comes
  and how long it takes is bounded, and what can be is checked before anything of it is parsed. A
  caller who is over a limit is told which, and when it is worth trying again.

  Rule: The request line and the headers have a length

    Scenario Outline: <what>
      Given session Alpha
      When these bytes are sent
        """
        GET /v1/sessions/{Alpha}<query> HTTP/1.1
        Host: localhost
        X-Long: <header>
        Connection: close


        """
      Then the response is <status>

      Examples:
        | what                            | query            | header          | status |
        | 32 KiB and no more              |                  | {32620 times a} | 200    |
        | more than that in a header      |                  | {33000 times a} | 431    |
        | more than that in the path      | ?{33000 times a} | a               | 431    |
        | more than anybody takes         |                  | {90000 times a} | 431    |

    Example: What is too long changes nothing
      Given session Alpha
      When DELETE "/v1/sessions/{Alpha}" is requested
        | header | value           |
        | x-long | {40000 times a} |
      Then the response is 431
      And the response has
        | part   | value                                                  |
        | code   | headers_too_large                                      |
        | detail | The request line and the headers may take 32768 bytes. |
      And nothing has changed

  Rule: A body has a length, however it is announced

    Scenario Outline: <what>
      Given the server has
        | part       | value |
        | body bytes | 40    |
      And session Alpha
      When these bytes are sent
        """
        POST /v1/sessions/{Alpha}/messages HTTP/1.1
        Host: localhost
        Content-Type: application/json
        <length>
        Connection: close

        <body>
        """
      Then the response is <status>

      Examples:
        | what                             | length                     | body                                                                                | status |
        | as long as it may be             | Content-Length: 40         | {"role": "user", "content": "123456789"}                                            | 201    |
        | in chunks, as long as it may be  | Transfer-Encoding: chunked | 20\n{"role": "user", "content": "123\n8\n456789"}\n0\n\n                            | 201    |
        | in chunks, one byte longer       | Transfer-Encoding: chunked | 20\n{"role": "user", "content": "123\n9\n4567890"}\n0\n\n                           | 413    |
        | announced one byte longer        | Content-Length: 41         | {"role": "user", "content": "1234567890"}                                           | 413    |
        | announced, and never sent        | Content-Length: 9999999    |                                                                                     | 413    |
        | announced beyond all numbers     | Content-Length: {30 times 9} |                                                                                   | 400    |

    Example: A body that is too long is not stored
      Given the server has
        | part       | value |
        | body bytes | 40    |
      And session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "12345678901234567890"}
        """
      Then the response is 413
      And the response has
        | part   | value                                                         |
        | code   | body_too_large                                                |
        | detail | The body of a request may take 40 bytes. Nothing was written. |
      And nothing has changed

    Example: What comes behind a body is a request of its own
      Given session Alpha
      When these bytes are sent
        """
        POST /v1/sessions/{Alpha}/messages HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: 31

        {"role":"user","content":"abc"}{"role":"user","content":"def"}


        """
      Then the responses are 201 and 400
      And Alpha holds 1 message

  Rule: A body is JSON as it can be stored

    Scenario Outline: <what>
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "a", "metadata": {"a": <value>}}
        """
      Then the response is <status>
      And the response has
        | part | value  |
        | code | <code> |
      And nothing has changed

      Examples:
        | what                    | value                            | status | code           |
        | no number               | NaN                              | 400    | malformed_json |
        | more than any number    | Infinity                         | 400    | malformed_json |
        | a number beyond it      | 1e999                            | 400    | malformed_json |
        | a number of 5,000 nines | {5000 times 9}                   | 400    | malformed_json |
        | nested 65 deep          | {64 times [}{64 times ]}         | 422    | invalid_format |
        | nested 80 deep          | {80 times [}{80 times ]}         | 400    | malformed_json |
        | nested 1,000 deep       | {1000 times [}{1000 times ]}     | 400    | malformed_json |
        | nested 100,000 deep     | {100000 times [}{100000 times ]} | 400    | malformed_json |
        | the same key twice      | 1, "a": 2                        | 400    | malformed_json |
        | no end                  | [                                | 400    | malformed_json |
        | no value                |                                  | 400    | malformed_json |
        | something behind it     | 1}} {"b": {"c": 1                | 400    | malformed_json |

    Example: Bytes that are no text
      Given session Alpha
      When these bytes are sent
        """
        POST /v1/sessions/{Alpha}/messages HTTP/1.1
        Host: localhost
        Content-Type: application/json
        Content-Length: 29
        Connection: close

        {"role":"user","content":"\xff"}
        """
      Then the response is 400
      And the response has
        | part   | value                                         |
        | detail | The body is refused: is not UTF-8 at byte 26. |
      And nothing has changed

    Scenario Outline: What the store takes: <what>
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "a", "metadata": {"a": <value>}}
        """
      Then the response is 201

      Examples:
        | what                  | value                    |
        | 64 levels             | {63 times [}{63 times ]} |
        | many lists beside one | [{100 times [], }[]]     |

    Example: A long body is read like a short one
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | part | value                                             |
        | body | {"role": "user", "content": "{300000 times a}"}   |
      Then the response is 201
      And the response has
        | part          | value  |
        | content.count | 300000 |

  Rule: A body holds so many values, whatever its length

    Scenario Outline: <what>
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "a<beside>", "metadata": {"a": <value>}}
        """
      Then the response is <status>

      Examples:
        | what                                       | beside             | value                | status |
        | empty lists without end                    |                    | [{250000 times [],}1] | 400    |
        | numbers without end                        |                    | [{500000 times 1,}1] | 400    |
        | commas in a text, which are no values      | {600000 times ,}   | 1                    | 201    |
        | commas in a text with quotes and backslashes | {300000 times \\\",} | 1                 | 201    |

    Example: What holds too many is told so before it is parsed
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "a", "metadata": {"a": [{500000 times 1,}]
        """
      Then the response is 400
      And the response has
        | part   | value                                            |
        | code   | malformed_json                                   |
        | detail | The body is refused: more than 500000 values.    |
      And nothing has changed

  Rule: A refusal is short, however much is wrong

    Example: Many unknown members are one fault
      When POST "/v1/sessions" is requested
        """
        {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1, "g": 1, "h": 1, "i": 1, "j": 1, "k": 1, "l": 1, "m": 1, "n": 1, "o": 1, "p": 1, "q": 1, "r": 1, "s": 1, "t": 1, "u": 1}
        """
      Then the response is 422
      And the response has
        | part         | value                                         |
        | errors.count | 1                                             |
        | detail       | the body: has 21 members that are not known.  |
      And nothing has changed

    Example: Of many faults the first are told
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages/batch" is requested
        """
        {"messages": [{24 times 1, }1]}
        """
      Then the response is 422
      And the response has
        | part         | value |
        | errors.count | 20    |
      And nothing has changed

  Rule: A page holds so many bytes, whatever is asked for

    Example: The message that exceeds it ends the page
      Given the server has
        | part       | value |
        | page bytes | 100   |
      And session Alpha
      And POST "/v1/sessions/{Alpha}/messages" was requested 3 times
        """
        {"role": "user", "content": "{60 times a}"}
        """
      When GET "/v1/sessions/{Alpha}/messages" is requested
      Then the response has
        | part           | value |
        | messages.count | 2     |
        | next from      | 2     |
        | header link    | ...   |

    Example: The next page goes on there
      Given the server has
        | part       | value |
        | page bytes | 100   |
      And session Alpha
      And POST "/v1/sessions/{Alpha}/messages" was requested 3 times
        """
        {"role": "user", "content": "{60 times a}"}
        """
      And GET "/v1/sessions/{Alpha}/messages" was requested
      When GET "/v1/sessions/{Alpha}/messages?from={the next from}" is requested
      Then the response has
        | part                | value |
        | messages.count      | 1     |
        | messages.0.sequence | 2     |
        | next from           | none  |

    Example: A record that is longer than a page comes alone
      Given the server has
        | part       | value |
        | page bytes | 1     |
      And session Alpha
      And POST "/v1/sessions/{Alpha}/events" was requested 3 times
        """
        {"type": "message_sent", "data": {"text": "{60 times a}"}}
        """
      When GET "/v1/sessions/{Alpha}/events?after=1" is requested
      Then the response has
        | part              | value |
        | events.count      | 1     |
        | events.0.sequence | 2     |

    Example: It is as full as it may be
      Given the server has
        | part       | value |
        | page bytes | 2000  |
      And session Alpha
      And POST "/v1/sessions/{Alpha}/messages" was requested 45 times
        """
        {"role": "user", "content": "{60 times a}"}
        """
      When GET "/v1/sessions/{Alpha}/messages?limit=40" is requested
      Then the response has
        | part                 | value |
        | messages.count       | 34    |
        | messages.33.sequence | 33    |
        | next from            | 34    |

  Rule: A connection has its time, too

    Example: Clients that read nothing of what they asked for are dropped
      Given session Alpha
      And POST "/v1/sessions/{Alpha}/messages" was requested 2 times
        """
        {"role": "user", "content": "{8000000 times a}"}
        """
      And the server has
        | part            | value |
        | reading seconds | 0.3   |
      When 3 clients ask for "/v1/sessions/{Alpha}/messages" and read nothing
      Then the answer has
        | path    | cell |
        | dropped | 3    |

    Example: One that reads slowly gets everything, however much is written meanwhile
      Given PUT "/v1/artifacts/report" was requested
        | header | value             |
        | body   | {9000000 times a} |
      And the server has
        | part            | value |
        | reading seconds | 0.3   |
      When 1 client asks for "/v1/artifacts/report" and reads slowly
      Then the answer has
        | path    | cell |
        | dropped | 0    |

    Example: A body that is refused is not read for ever, byte by byte
      Given session Alpha
      When 2 clients go on sending a body that was refused
      Then the answer has
        | path    | cell |
        | refused | 2    |
        | dropped | 2    |

    Example: There are so many connections, and no more
      Given the server has
        | part        | value |
        | connections | 1     |
      When GET "/healthz" is requested
      Then the response is 503

  Rule: A body is what it says it is

    Scenario Outline: Said to be "<type>"
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | header       | value                            |
        | content-type | <type>                           |
        | body         | {"role": "user", "content": "a"} |
      Then the response is <status>

      Examples:
        | type                              | status |
        | application/json                  | 201    |
        | Application/JSON; charset=UTF-8   | 201    |
        | application/json; charset="utf-8" | 201    |
        | application/json; charset=latin-1 | 415    |
        | text/plain                        | 415    |
        | application/x-www-form-urlencoded | 415    |
        | multipart/form-data; boundary=a   | 415    |
        | application/vnd.api+json          | 415    |
        | application/octet-stream          | 415    |

    Example: A form that a page of somebody else's sends without asking changes nothing
      Given session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        | header       | value                            |
        | content-type | text/plain                       |
        | body         | {"role": "user", "content": "a"} |
      Then the response is 415
      And the response has
        | part   | value                                                          |
        | code   | unsupported_media_type                                         |
        | detail | The body must be application/json; say so with Content-Type.   |
      And nothing has changed

  Rule: A caller may come so often, and is told when to come again

    Example: The bucket of a key is empty
      Given the server has
        | part         | value |
        | key reader   | read  |
        | rate         | 0.01  |
        | burst        | 2     |
      When GET "/v1/sessions" is requested with key "reader" 3 times
      Then the responses are 200, 200 and 429
      And the response has
        | part               | value                                   |
        | code               | rate_limited                            |
        | detail             | Too many requests. Try again in 100 s.  |
        | header retry-after | 100                                     |

    Example: It says nothing of what others may do
      Given the server has
        | part       | value |
        | key reader | read  |
        | key writer | read  |
        | rate       | 0.01  |
        | burst      | 1     |
      And GET "/v1/sessions" was requested with key "reader" 2 times
      When GET "/v1/sessions" is requested with key "writer"
      Then the response is 200

    Example: It fills again
      Given the server has
        | part       | value |
        | key reader | read  |
        | rate       | 1000  |
        | burst      | 1     |
      When GET "/v1/sessions" is requested with key "reader" 5 times
      Then the responses are 200, 200, 200, 200 and 200

    Example: No limit
      Given the server has
        | part       | value |
        | key reader | read  |
        | rate       | 0     |
        | burst      | 1     |
      When GET "/v1/sessions" is requested with key "reader" 5 times
      Then the responses are 200, 200, 200, 200 and 200

  Rule: Whoever has no key shares a bucket with their address

    Example: Also whoever shows a wrong one
      Given the server has
        | part       | value |
        | key reader | read  |
        | rate       | 0.01  |
        | burst      | 2     |
      And GET "/v1/sessions" was requested with key "wrong"
      When GET "/healthz" is requested 2 times
      Then the responses are 200 and 429

    Example: Of more callers than are remembered, those are forgotten that came longest ago
      Given the server has
        | part            | value     |
        | rate            | 0.01      |
        | burst           | 1         |
        | callers         | 1         |
        | trusted proxies | 127.0.0.1 |
      And GET "/healthz" was requested
        | header          | value       |
        | x-forwarded-for | 203.0.113.1 |
      And GET "/healthz" was requested
        | header          | value       |
        | x-forwarded-for | 203.0.113.2 |
      When GET "/healthz" is requested
        | header          | value       |
        | x-forwarded-for | 203.0.113.1 |
      Then the response is 200

    Scenario Outline: Behind a proxy <named>: two clients have <buckets>
      Given the server has
        | part            | value     |
        | key reader      | read      |
        | rate            | 0.01      |
        | burst           | 1         |
        | trusted proxies | <trusted> |
      And GET "/healthz" was requested
        | header          | value   |
        | x-forwarded-for | <first> |
      When GET "/healthz" is requested
        | header          | value    |
        | x-forwarded-for | <second> |
      Then the response is <status>

      Examples:
        | named                   | trusted               | first       | second                  | status | buckets        |
        | that is not trusted     | 10.0.0.1              | 203.0.113.1 | 203.0.113.2             | 429    | one bucket     |
        | that is trusted         | 127.0.0.1             | 203.0.113.1 | 203.0.113.2             | 200    | two            |
        | of a trusted network    | 10.0.0.0/8, 127.0.0.0/8 | 203.0.113.1 | 203.0.113.2           | 200    | two            |
        | behind another one      | 127.0.0.1, 10.0.0.0/8 | 203.0.113.1 | 203.0.113.2, 10.9.9.9   | 200    | two            |
        | that passes on lies     | 127.0.0.1             | 203.0.113.1 | 203.0.113.2, 203.0.113.1 | 429   | one bucket     |
        | that passes on nonsense | 127.0.0.1             | nonsense    | more nonsense           | 429    | one bucket     |
        | in other clothes        | 127.0.0.1             | 203.0.113.1 | ::ffff:203.0.113.1      | 429    | one bucket     |

  Rule: A caller may hold so many event streams open

    Example: One more is refused before anything is read
      Given the server has
        | part       | value |
        | key reader | read  |
        | streams    | 2     |
      And session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream" is followed with key "reader" 3 times
      Then the responses are 200, 200 and 429
      And the response has
        | part               | value            |
        | code               | too_many_streams |
        | header retry-after | 5                |

    Example: Others have theirs
      Given the server has
        | part       | value |
        | key reader | read  |
        | key writer | read  |
        | streams    | 1     |
      And session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "reader"
      When GET "/v1/sessions/{Alpha}/events/stream" is followed with key "writer"
      Then the response is 200

    Example: Whoever goes away leaves their place, also while nothing is said
      Given the server has
        | part       | value |
        | key reader | read  |
        | streams    | 1     |
      And session Alpha
      And GET "/v1/sessions/{Alpha}/events/stream" is being followed with key "reader" until 0 events came
      When GET "/v1/sessions/{Alpha}/events/stream" is followed with key "reader" as soon as there is a place
      Then the response is 200

  Rule: A request has its time, and a stream as much as it likes

    Example: A stream ends in order when the service does, whoever waits
      Given session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream" is followed while the service ends
      Then the response is 200
      And the stream ends

    Example: What takes too long is answered, and may be repeated
      Given the server has
        | part            | value         |
        | request seconds | 0.3           |
        | fault           | it is held up |
      And session Alpha
      When POST "/v1/sessions/{Alpha}/messages" is requested
        """
        {"role": "user", "content": "Hello", "message_id": "first"}
        """
      Then the response is 503
      And the response has
        | part               | value                                                                                                 |
        | code               | timeout                                                                                               |
        | detail             | That took too long. What was asked for may have been done, or not; repeat it with the same id.        |
        | header retry-after | 1                                                                                                     |

    Example: A stream lasts longer, and says that it is alive
      Given the server has
        | part            | value |
        | request seconds | 0.2   |
        | keep alive      | 0.1   |
      And session Alpha
      When GET "/v1/sessions/{Alpha}/events/stream" is followed
      Then the stream gives 4 signs of life
