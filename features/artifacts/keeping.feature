Feature: Artifacts
  An agent makes files: screenshots, patches, reports. They are too large for a conversation, but
  they belong to what it did. A store keeps them by a key, to the byte, and says from which session
  and run they came. What cannot be given back as it was put is never given back at all.

  Rule: What was put comes back, to the byte

    Scenario Outline: <What>
      Given the artifacts
        | key    | content   | given as   |
        | result | <content> | <given as> |
      When the artifact "result" is read
      Then the answer is "<content>"

      Examples: bytes of any kind
        | What                       | content          | given as                    |
        | A text                     | Invoice 1042     | bytes                       |
        | Bytes that are no text     | hex 00ff8089504e | bytes                       |
        | Nothing at all             | nothing          | bytes                       |
        | More than is read at once  | 3 MiB of x       | bytes                       |

      Examples: given in any way
        | What                       | content          | given as                    |
        | Bytes that can change      | hex 0001fffe     | a bytearray                 |
        | A part of other memory     | hex 0001fffe     | a view                      |
        | Memory with gaps           | hex 0001fffe     | every second byte of a view |
        | A file                     | 3 MiB of x       | a file                      |
        | Pieces                     | hex 000102030405 | pieces                      |
        | Pieces that come and go    | hex 000102030405 | pieces one by one           |

    Example: It is described, too
      Given session Alpha
      When this artifact is put
        | key        | content      | session | run   | content type | metadata     | id    |
        | report.txt | Invoice 1042 | Alpha   | run-1 | text/plain   | {"pages": 1} | art-1 |
      Then the answer has
        | path            | cell                                                             |
        | artifact id     | art-1                                                            |
        | key             | report.txt                                                       |
        | byte size       | 12                                                               |
        | checksum sha256 | 3f5ce36b7e9417c9ad6d765bd0c16dab3a91b70322ce5d714493e8c1220b6891 |
        | session id      | Alpha                                                            |
        | run id          | run-1                                                            |
        | content type    | text/plain                                                       |
        | metadata        | {"pages": 1}                                                     |
        | created at      | 09:00:00                                                         |

    Example: A large one in pieces
      Given the artifacts
        | key    | content        |
        | result | 0123456789abcd |
      When the artifact "result" is read in pieces of 5
      Then the answer has
        | path    | cell           |
        | content | 0123456789abcd |
        | largest | 5              |

    # A store in memory ends with its process.
    @not.with_backend=memory
    Example: Also when the store was closed
      Given the artifacts
        | key    | content      |
        | result | Invoice 1042 |
      And the store was closed and opened again
      When the artifact "result" is read
      Then the answer is "Invoice 1042"

  Rule: What is not made of bytes is refused, and nothing is kept

    Scenario Outline: <What>
      When this artifact is put
        | key    | content | given as   |
        | result | 1042    | <given as> |
      Then it is refused because an argument is invalid
      And the refusal mentions "bytes"
      And the artifact "result" is not found

      Examples:
        | What           | given as       |
        | A text         | a text         |
        | A file of text | a file of text |
        | Numbers        | numbers        |

    Scenario Outline: <What>
      When this artifact is put
        | key   | content | <property> |
        | <key> | 1042    | <value>    |
      Then it is refused because <reason>
      And the artifact "result" is not found

      Examples:
        | What                        | key         | property     | value       | reason                 |
        | A key that is too long      | 256 letters | run          | run-1       | an argument is invalid |
        | A key with a line break     | re\nsult    | run          | run-1       | an argument is invalid |
        | A description that is none  | result      | metadata     | [1]         | the content is invalid |
        | A kind that is too long     | result      | content type | 256 letters | an argument is invalid |

  Rule: A key is a name, never a path

    Scenario Outline: <key>
      Given the artifacts
        | key   | content |
        | <key> | 1042    |
      When the artifact "<key>" is read
      Then the answer is "1042"

      Examples:
        | key                       |
        | ../../../../etc/passwd    |
        | /etc/passwd               |
        | a/b/c                     |
        | .                         |
        | Rechnung für März.pdf     |
        | %2e%2e%2f                 |

  Rule: Putting again replaces

    Example: The key stands for the new bytes
      Given the artifacts
        | key    | content | session |
        | result | first   | Alpha   |
      When this artifact is put
        | key    | content | session |
        | result | second  | Alpha   |
      Then the artifact "result" holds "second"

    Example: What is known of the old ones is hidden with them
      Given the artifacts
        | key    | content | session |
        | result | first   | Alpha   |
        | result | second  | Alpha   |
      When the artifacts of Alpha are listed
      Then the answers are
        | key    | byte size |
        | result | 6         |

    Example: Unless that is not wanted
      Given the artifacts
        | key    | content |
        | result | first   |
      When this artifact is put
        | key    | content | replace |
        | result | second  | false   |
      Then it is refused because the id is taken
      And the artifact "result" holds "first"

  Rule: A put that is repeated with its id happens once

    Example: It is answered with the first one
      Given the artifacts
        | key    | content | id    |
        | result | 1042    | art-1 |
      And 5 seconds pass
      When this artifact is put
        | key    | content | id    |
        | result | 1042    | art-1 |
      Then the answer has
        | path        | cell     |
        | artifact id | art-1    |
        | created at  | 09:00:00 |

    Scenario Outline: It is refused with other <part>
      Given the artifacts
        | key    | content | id    |
        | result | 1042    | art-1 |
      When this artifact is put
        | key   | content   | id    |
        | <key> | <content> | art-1 |
      Then it is refused because the id is taken
      And the artifact "result" holds "1042"

      Examples:
        | part  | key    | content |
        | bytes | result | 1043    |
        | key   | other  | 1042    |

  Rule: What was deleted is gone, and only that

    Example: An artifact
      Given the artifacts
        | key    | content |
        | result | 1042    |
      When the artifact "result" is deleted
      Then the answer is true
      And the artifact "result" is not found

    Example: Deleting what is not there changes nothing
      Given the artifacts
        | key    | content |
        | result | 1042    |
      When the artifact "other" is deleted
      Then the answer is false
      And the artifact "result" holds "1042"

    Example: The same bytes under another key stay
      Given the artifacts
        | key   | content |
        | one   | 1042    |
        | other | 1042    |
      When the artifact "one" is deleted
      Then the artifact "one" is not found
      And the artifact "other" holds "1042"

    Scenario Outline: Reading <what> is refused
      Given the artifacts
        | key    | content |
        | result | 1042    |
      And the artifact "result" was deleted
      When the artifact "<key>" is <read>
      Then it is refused because the artifact is not found
      And the refusal mentions "Artifact not found: <key>"

      Examples:
        | what                          | key    | read                |
        | one that never was            | other  | read                |
        | one that was deleted          | result | read                |
        | one that was deleted in parts | result | read in pieces of 1 |

  Rule: Namespaces know nothing of each other's artifacts

    Example: The same key and the same bytes
      Given the artifacts
        | key    | content | namespace |
        | result | 1042    | local     |
        | result | 1042    | South     |
      When the artifact "result" in South is deleted
      Then the answer is true
      And the artifact "result" holds "1042"

    Example: One of another namespace is not found, in the same words
      Given the artifacts
        | key    | content | namespace |
        | result | 1042    | local     |
      When the artifact "result" in South is read
      Then it is refused because the artifact is not found
      And the refusal mentions "Artifact not found: result. Check the key"

  Rule: Putting, deleting and sweeping at the same time loses nothing

    Example: The last artifact that has them goes while they are put again
      Given the artifacts
        | key   | content |
        | other | 1042    |
      When the store is asked to put bytes whose last artifact is deleted before they are registered
      Then all of them succeed
      And the artifact "result" holds "1042"
      And the artifact "other" is not found

    Example: All of them are about the same bytes
      Given the artifacts
        | key  | content        |
        | kept | the same bytes |
      When the store is asked to put, delete and sweep the same bytes at the same time
      Then all of them succeed
      And every artifact is intact
      And the artifact "kept" holds "the same bytes"
