Feature: Sweeping artifacts
  Bytes come before their artifact and go after it, so a process that dies in between leaves bytes
  that nobody knows of, and a session that is deleted leaves those of its artifacts. A sweep
  removes them when they are a day old. What any artifact refers to it never touches.

  Rule: Bytes that no artifact refers to go when they are a day old

    Example: Those of a session that was deleted
      Given session Alpha
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
      And session Alpha was deleted
      And 86400 seconds pass
      When the artifacts are swept
      Then the answer has
        | path             | cell |
        | contents removed | 1    |
        | bytes removed    | 4    |

    Example: Not before
      Given session Alpha
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
      And session Alpha was deleted
      And 86399 seconds pass
      When the artifacts are swept
      Then the answer has
        | path             | cell |
        | contents removed | 0    |

    Example: Another time may be asked for
      Given session Alpha
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
      And session Alpha was deleted
      And 7200 seconds pass
      When the artifacts that are 2 hours old are swept
      Then the answer has
        | path             | cell |
        | contents removed | 1    |

    Example: Once
      Given session Alpha
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
      And session Alpha was deleted
      And the artifacts that are 0 hours old were swept
      When the artifacts that are 0 hours old are swept
      Then the answer has
        | path             | cell |
        | contents removed | 0    |

  Rule: What an artifact refers to stays, however old it is

    Example: Its own bytes
      Given the artifacts
        | key    | content |
        | result | 1042    |
      And 864000 seconds pass
      When the artifacts are swept
      Then the answer has
        | path             | cell |
        | contents removed | 0    |
        | missing          | []   |
      And the artifact "result" holds "1042"

    Example: The same bytes as those of a session that was deleted
      Given session Alpha
      And the artifacts
        | key    | content | session |
        | result | 1042    | Alpha   |
        | other  | 1042    |         |
      And session Alpha was deleted
      And 864000 seconds pass
      When the artifacts are swept
      Then the artifact "other" holds "1042"


  # A store in memory has no other writers and no files.
  @not.with_backend=memory
  Rule: What writers leave behind goes, and living ones are left alone

    Scenario Outline: A writer died <when> it put an artifact
      Given the artifacts
        | key    | content |
        | result | 1042    |
      And 24 hours ago a writer died <when> it put an artifact
      When the artifacts are swept
      Then the answer has
        | path               | cell         |
        | contents removed   | <contents>   |
        | unfinished removed | <unfinished> |
      And the artifact "result" holds "1042"

      Examples:
        | when  | contents | unfinished |
        | while | 0        | 1          |
        | after | 1        | 0          |

    Example: A writer died an hour ago
      Given the artifacts
        | key    | content |
        | result | 1042    |
      And 1 hours ago a writer died while it put an artifact
      When the artifacts are swept
      Then the answer has
        | path               | cell |
        | unfinished removed | 0    |

    Example: A writer still lives
      Given the artifacts
        | key    | content |
        | result | 1042    |
      And another writer is in the middle of a put
      When the artifacts that are 0 hours old are swept
      Then the answer has
        | path               | cell |
        | unfinished removed | 0    |

  # Nobody can take bytes out of a store in memory.
  @not.with_backend=memory
  Rule: An artifact whose bytes are missing is reported, and stays registered

    Example: One of two
      Given the artifacts
        | key   | content |
        | one   | 1042    |
        | other | 1043    |
      And the bytes of "one" are gone
      When the artifacts are swept
      Then the answer has
        | path          | cell |
        | missing.count | 1    |
        | missing.0.key | one  |
      And the artifact "other" holds "1043"

  Rule: Each namespace is swept by itself

    Example: Bytes of another one
      Given session Alpha in South
      And the artifacts
        | key    | content | session        | namespace |
        | result | 1042    | Alpha in South | South     |
      And session Alpha in South was deleted
      And 864000 seconds pass
      When the artifacts are swept
      Then the answer has
        | path             | cell |
        | contents removed | 0    |
