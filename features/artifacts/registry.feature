Feature: The registry of artifacts
  The database says what is known of each artifact: its key, its size, its digest, and where its
  bytes are. Bytes that something else keeps can be registered here, too, so that a session has one
  list of all that came from it.

  Rule: Bytes that are kept elsewhere can be registered

    Example: One
      Given session Alpha
      When this artifact is registered
        | key        | byte size | checksum                                                         | kept in | reference      | session | run   |
        | report.pdf | 1042      | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 | s3      | bucket/report  | Alpha   | run-1 |
      Then the answer has
        | path            | cell                                                             |
        | key             | report.pdf                                                       |
        | byte size       | 1042                                                             |
        | checksum sha256 | 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 |
        | storage backend | s3                                                               |
        | storage ref     | bucket/report                                                    |
        | session id      | Alpha                                                            |
        | run id          | run-1                                                            |
        | created at      | 09:00:00                                                         |
        | deleted at      | none                                                             |

    Example: Several
      Given the registered artifacts
        | key | session |
        | one | Alpha   |
        | two | Alpha   |
      When the artifacts of Alpha are listed
      Then the answers are
        | key |
        | one |
        | two |

    Example: They are not read here
      Given the registered artifacts
        | key        | kept in |
        | report.pdf | s3      |
      When the artifact "report.pdf" is read
      Then it is refused because the artifact is not found
      And the artifact "report.pdf" is registered as "bucket/object"

  Rule: A key stands for one artifact

    Example: A second one is refused
      Given the registered artifacts
        | key        | reference |
        | report.pdf | first     |
      When this artifact is registered
        | key        | reference |
        | report.pdf | second    |
      Then it is refused because the id is taken
      And the artifact "report.pdf" is registered as "first"

    Example: The key of a deleted one is free
      Given the registered artifacts
        | key        | reference |
        | report.pdf | first     |
      And the artifact "report.pdf" was deleted
      When this artifact is registered
        | key        | reference |
        | report.pdf | second    |
      Then the artifact "report.pdf" is registered as "second"

    Example: Repeating a registration with its id gives the first one
      Given the registered artifacts
        | key        | reference | id    |
        | report.pdf | first     | art-1 |
      And 5 seconds pass
      When this artifact is registered
        | key        | reference | id    |
        | report.pdf | first     | art-1 |
      Then the answer has
        | path       | cell     |
        | created at | 09:00:00 |

    Example: At the same time, too
      Given session Alpha
      When the store is asked to register one key twice at the same time
      Then the other is refused because the id is taken
      And the artifact "result" is registered as "first"

  Rule: What is known of an artifact is found by its key

    Example: One that is there
      Given the artifacts
        | key    | content | id    |
        | result | 1042    | art-1 |
      When the artifact "result" is looked up
      Then the answer has
        | path            | cell  |
        | artifact id     | art-1 |
        | byte size       | 4     |

    Scenario Outline: Nothing is found for <what>
      Given the artifacts
        | key    | content |
        | result | 1042    |
      And the artifact "result" was deleted
      When the artifact "<key>" is looked up
      Then the answer is none

      Examples:
        | what                 | key    |
        | one that never was   | other  |
        | one that was deleted | result |
        | what can be no key   |        |

  Rule: A session's artifacts are listed in the order of their creation

    Example: Of this session, without deleted ones
      Given the artifacts
        | key   | content | session |
        | one   | 1       | Alpha   |
        | two   | 22      | Beta    |
        | three | 333     | Alpha   |
        | four  | 4444    | Alpha   |
      And the artifact "one" was deleted
      When the artifacts of Alpha are listed
      Then the answers are
        | key   | byte size |
        | three | 3         |
        | four  | 4         |

    Example: None for a session that does not exist
      Given the artifacts
        | key | content | session |
        | one | 1       | Alpha   |
      When the artifacts of Beta are listed
      Then the answers are
        | key |

    Example: They are counted and their sizes added up
      Given the artifacts
        | key   | content | session |
        | one   | 1       | Alpha   |
        | two   | 22      | Beta    |
        | three | 333     | Alpha   |
      When the artifacts of Alpha are counted
      Then the answer has
        | path           | cell |
        | artifact count | 2    |
        | total bytes    | 4    |

    Example: Nothing is added up for a session without artifacts
      Given the artifacts
        | key | content | session |
        | one | 1       | Alpha   |
      When the artifacts of Beta are counted
      Then the answer has
        | path           | cell |
        | artifact count | 0    |
        | total bytes    | 0    |

  Rule: A long list is read page by page

    Example: All of them
      Given the artifacts
        | key   | content |
        | one   | 1       |
        | two   | 22      |
        | three | 333     |
      And 5 seconds pass
      When the artifacts are listed in pages of 2
      Then the answers are
        | key   |
        | one   |
        | two   |
        | three |

  Rule: Deleting hides an artifact and is no error where there is none

    Scenario Outline: <What>
      Given the registered artifacts
        | key    | session |
        | result | Alpha   |
      When the artifact "<key>" is deleted
      Then the answer is <answer>
      And the artifact "<key>" is not found

      Examples:
        | What               | key    | answer |
        | One that is there  | result | true   |
        | One that never was | other  | false  |

  Rule: What cannot be registered is refused, and the registry is as before

    Scenario Outline: <property>: <value>
      When this artifact is registered
        | key    | <property> |
        | result | <value>    |
      Then it is refused because an argument is invalid
      And the refusal mentions "<named>"
      And the artifact "result" is not found

      Examples:
        | property  | value        | named           |
        | byte size | -1           | byte size       |
        | byte size | 1.5          | byte size       |
        | checksum  | 9f86d081     | checksum sha256 |
        | reference | 5000 letters | storage ref     |
        | reference | a\nb         | storage ref     |
        | kept in   | 256 letters  | storage backend |
        | id        | 256 letters  | artifact id     |
        | run       | 256 letters  | run id          |
