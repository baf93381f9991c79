Feature: Sessions that travel
  A session leaves a store as a document of plain JSON and enters another one, or the same one
  again. The document proves that nobody changed it on the way; what does not verify is refused
  before anything is written, with the part that is wrong.

  Rule: A copy says what the original said

    Example: Everything but ids and the time of the copy is kept
      Given session Alpha with
        | property         | value           |
        | actor            | pilot           |
        | owner            | Ann             |
        | name             | Invoice 1042    |
        | automation level | supervised      |
        | plans            | plan-2, plan-1  |
        | tags             | billing, late   |
        | metadata         | {"z": 1, "a": [null, "é"]} |
      And this message was appended to Alpha
        | role      | content | tool calls                                    | metadata | payload     |
        | assistant |         | [{"id": "c", "name": "pay", "arguments": {}}] | {"k": 1} | {"raw": []} |
      And session Alpha has used 12 input tokens, 3 output tokens and 1e19 USD
      And the export of Alpha
      When it is imported as Beta
      Then the export of Beta differs from it in ids and in the time of the last change only

    Example: Times stay, but the copy was changed now
      Given session Alpha with 1 message
      And the export of Alpha
      And 60 seconds pass
      When it is imported as Beta
      Then session Beta has
        | property | value    |
        | created  | 09:00:00 |
        | updated  | 09:01:00 |
      And Beta holds the messages
        | sequence | time     |
        | 0        | 09:00:00 |

    Example: Two imports make two sessions
      Given session Alpha with 2 messages
      And the export of Alpha
      And it was imported as Beta
      When it is imported as Gamma
      Then Beta and Gamma share no ids
      And Gamma holds 2 messages

    Example: A copy goes on like any session
      Given session Alpha with 2 messages
      And the export of Alpha
      And it was imported as Beta
      When the user message "Hello" is appended to Beta
      Then the answer is the message
        | sequence | content |
        | 2        | Hello   |
      And Alpha holds 2 messages

  Rule: Documents of other programs are read

    Example: A published one, whose checksum has no prefix
      Given the document
        """
        {"schema_version": "1.0", "session_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV",
         "actor_name": "local/orchestrator", "namespace": "local", "linked_plan_ids": [],
         "messages": [{"message_id": "01BX5ZZKBKACTAV9WEVGEMMVRZ", "role": "user",
                       "content": "h\u00e9llo", "sequence": 0}],
         "checksum": "874a2a53a269c6394730693a7ec1f40971d2ca643a5324ab4dde94724f53440d"}
        """
      When it is imported as Alpha
      Then Alpha holds the messages
        | sequence | role | content |
        | 0        | user | héllo   |
      And session Alpha has
        | property | value              |
        | actor    | local/orchestrator |

    Example: What this program does not know is kept as metadata
      Given session Alpha with 1 message
      And the export of Alpha, signed anew with
        | part                  | value          |
        | mood                  | {"now": "fair"} |
        | messages/0/confidence | 0.5            |
      When it is imported as Beta
      Then session Beta has
        | property | value                                       |
        | metadata | {"imported_extra": {"mood": {"now": "fair"}}} |
      And Beta holds the messages
        | content   | metadata                              |
        | message 0 | {"imported_extra": {"confidence": 0.5}} |

    Example: Beside what an earlier import did not know
      Given session Alpha with 1 message
      And the export of Alpha, signed anew with
        | part                  | value                             |
        | metadata              | {"imported_extra": {"mood": "fair"}} |
        | messages/0/metadata   | {"imported_extra": {"tone": "dry"}}  |
        | weather               | "wet"                             |
        | messages/0/confidence | 0.5                               |
      When it is imported as Beta
      Then session Beta has
        | property | value                                                 |
        | metadata | {"imported_extra": {"mood": "fair", "weather": "wet"}} |
      And Beta holds the messages
        | content   | metadata                                              |
        | message 0 | {"imported_extra": {"tone": "dry", "confidence": 0.5}} |

    Example: Messages are put in order and numbered from 0
      Given session Alpha with 3 messages
      And the export of Alpha, signed anew with
        | part                | value |
        | messages/0/sequence | 70    |
        | messages/1/sequence | 9     |
        | messages/2/sequence | 20    |
      When it is imported as Beta
      Then Beta holds the messages
        | sequence | content   |
        | 0        | message 1 |
        | 1        | message 2 |
        | 2        | message 0 |

  Rule: A document that was changed is refused

    Scenario Outline: <part> becomes <value>
      Given session Alpha with 2 messages
      And the export of Alpha, tampered with
        | part   | value   |
        | <part> | <value> |
      When it is imported as Beta
      Then it is refused because the document does not verify
      And the refusal says
        | detail | value    |
        | field  | checksum |
      And nothing has changed

      Examples:
        | part                | value              |
        | messages/1/content  | "message 1 "       |
        | messages/1/role     | "assistant"        |
        | messages/1/sequence | 5                  |
        | messages/1/metadata | {"added": 1}       |
        | messages            | []                 |
        | actor name          | "pilot"            |
        | tags                | ["late"]           |
        | added               | 1                  |
        | created at          | "2020-01-01T00:00:00+00:00" |
        | checksum            | missing            |
        | checksum            | none               |
        | checksum            | ""                 |
        | checksum            | 7                  |
        | checksum            | "md5:00"           |

  Rule: A document that verifies and makes no sense is refused

    Scenario Outline: <part> becomes <value>
      Given session Alpha with 2 messages
      And the export of Alpha, signed anew with
        | part   | value   |
        | <part> | <value> |
      When it is imported as Beta
      Then it is refused because the document does not verify
      And the refusal says
        | detail | value   |
        | field  | <field> |
      And nothing has changed

      Examples: its frame
        | part           | value   | field          |
        | schema version | missing | schema version |
        | schema version | "1"     | schema version |
        | schema version | 1.0     | schema version |
        | schema version | "v3"    | schema version |
        | messages       | missing | messages       |
        | messages       | {}      | messages       |
        | messages       | "none"  | messages       |

      Examples: the session
        | part                     | value        | field                    |
        | actor name               | 7            | actor name               |
        | actor name               | ""           | actor name               |
        | created at               | "yesterday"  | created at               |
        | metadata                 | []           | metadata                 |
        | linked plan ids          | "plan"       | linked plan ids          |
        | tags                     | "late"       | tags                     |
        | token usage              | 7            | token usage              |
        | token usage/input tokens | -1           | token usage.input tokens |
        | token usage/input tokens | 1.5          | token usage.input tokens |
        | status reason            | 7            | status reason            |

      Examples: its messages
        | part                  | value       | field                  |
        | messages/1            | "Hello"     | messages[1]            |
        | messages/1/role       | "robot"     | messages[1].role       |
        | messages/1/role       | missing     | messages[1].role       |
        | messages/1/content    | none        | messages[1].content    |
        | messages/1/content    | 7           | messages[1].content    |
        | messages/1/sequence   | 0           | messages[1].sequence   |
        | messages/1/sequence   | -1          | messages[1].sequence   |
        | messages/1/sequence   | "1"         | messages[1].sequence   |
        | messages/1/sequence   | missing     | messages[1].sequence   |
        | messages/1/timestamp  | "noon"      | messages[1].timestamp  |
        | messages/1/metadata   | []          | messages[1].metadata   |
        | messages/1/tool calls | "pay"       | messages[1].tool calls |
        | messages/1/tool calls | 0           | messages[1].tool calls |

    Scenario Outline: <part> becomes <value>, which the session cannot be
      Given session Alpha with 2 messages
      And the export of Alpha, signed anew with
        | part   | value   |
        | <part> | <value> |
      When it is imported as Beta
      Then it is refused because the document does not verify
      And the refusal mentions "<mention>"
      And nothing has changed

      Examples:
        | part               | value      | mention |
        | status             | "sleeping" | status  |
        | tags               | [""]       | tag     |
        | messages/1/content | ""         | content |
        | status reason      | 8 MiB and 1 byte | 8388609 |

    Scenario Outline: <document> is no document
      Given session Alpha
      And the document
        """
        <document>
        """
      When it is imported as Beta
      Then it is refused because the document does not verify
      And nothing has changed

      Examples:
        | document |
        | []       |
        | "Alpha"  |
        | 7        |
        | null     |
        | {}       |

  Rule: What is not there cannot travel

    Example: A session that does not exist
      Given session Alpha
      When session Omega is exported
      Then it is refused because the session is not found
      And nothing has changed
