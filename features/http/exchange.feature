@use.with_face=async
Feature: Sessions that travel over HTTP

  A session leaves one store as a document and enters another one. The document proves that
  nobody changed it on the way; what does not verify is refused before anything is stored.

  Rule: An export is the document itself

    Example: It says what the session says
      Given session Alpha with
        | property | value                   |
        | actor    | clerk                   |
        | metadata | {"z": 1, "a": "\ud800"} |
      And this message was appended to Alpha
        | role | content    | payload                          |
        | user | "a\u0000b" | [9223372036854775808, 1.0, -0.0] |
      When GET "/v1/sessions/{Alpha}/export" is requested
      Then the response is 200
      And the response has
        | part                | value                            |
        | header content-type | application/json                 |
        | schema version      | 1.0                              |
        | session id          | Alpha                            |
        | metadata            | {"z": 1, "a": "\ud800"}          |
        | messages.0.content  | "a\u0000b"                       |
        | messages.0.payload  | [9223372036854775808, 1.0, -0.0] |
        | checksum            | ...                              |

    Example: A key that may read is enough
      Given the server has
        | part       | value |
        | key reader | read  |
      And session Alpha with 2 messages
      When GET "/v1/sessions/{Alpha}/export" is requested with key "reader"
      Then the response is 200
      And the response has
        | part           | value |
        | messages.count | 2     |

  Rule: An import makes a new session of it

    Example: What one request exported another one imports
      Given session Alpha with 3 messages
      And this message was appended to Alpha
        | role | content          | payload                                    |
        | user | "a\u0000b\ud800" | [9223372036854775808, {"z": 1, "a": -0.0}] |
      And GET "/v1/sessions/{Alpha}/export" was requested
      When POST "/v1/sessions/import" is requested
        """
        {the body}
        """
      Then the response is 201
      And the response has
        | part              | value   |
        | header etag       | "\"4\"" |
        | header location   | ...     |
        | message count     | 4       |
        | parent session id | none    |

    Example: It belongs to the namespace of the key, whatever the document says
      Given the server has
        | part      | value           |
        | key other | append in South |
      And session Alpha with 2 messages
      And the export of Alpha
      When POST "/v1/sessions/import" is requested with key "other"
        """
        {the document}
        """
      Then the response has
        | part      | value |
        | namespace | South |
      And session Alpha is one of 1 session

  Rule: A document that does not verify stores nothing

    Scenario Outline: A wrong <what> in it
      Given session Alpha with 2 messages
      And the export of Alpha, signed anew with
        | part   | value   |
        | <part> | <value> |
      When POST "/v1/sessions/import" is requested
        """
        {the document}
        """
      Then the response is 422
      And the response has
        | part  | value          |
        | code  | invalid_format |
        | field | <field>        |
      And nothing has changed

      Examples:
        | what     | part                | value      | field                |
        | version  | schema_version      | "2.0"      | schema_version       |
        | role     | messages/1/role     | "robot"    | messages[1].role     |
        | sequence | messages/1/sequence | 0          | messages[1].sequence |
        | text     | messages/0/content  | 7          | messages[0].content  |
        | object   | metadata            | []         | metadata             |
        | time     | created_at          | "tomorrow" | created_at           |

    Example: One that was changed on the way is refused
      Given session Alpha with 2 messages
      And the export of Alpha, tampered with
        | part               | value |
        | messages/0/content | "no"  |
      When POST "/v1/sessions/import" is requested
        """
        {the document}
        """
      Then the response is 422
      And the response has
        | part  | value    |
        | field | checksum |
      And nothing has changed

    Scenario Outline: What is no document is refused: <what>
      Given session Alpha
      When POST "/v1/sessions/import" is requested
        """
        <body>
        """
      Then the response is <status>
      And nothing has changed

      Examples:
        | what               | body                                                                        | status |
        | a list             | []                                                                          | 422    |
        | an empty object    | {}                                                                          | 422    |
        | the same key twice | {"schema_version": "1.0", "checksum": "a", "checksum": "b", "messages": []} | 400    |
        | no JSON            | schema_version: 1.0                                                         | 400    |
