# A store in memory has no files.
@not.with_backend=memory
Feature: The files of artifacts
  Bytes are kept in files that their owner alone can read, each named by its SHA-256, in a folder
  for each namespace. What is read is compared with that name first: a file that was changed, cut
  off or exchanged is refused as damaged, and nothing of it is given out.

  Rule: Files and folders are for their owner alone, and named by digests

    Example: An artifact
      Given session Alpha
      When this artifact is put
        | key              | content |
        | ../../etc/passwd | 1042    |
      Then the files of the artifacts are
        | name                           | mode |
        | /                              | 0700 |
        | <digest>/                      | 0700 |
        | <digest>/<..>/                 | 0700 |
        | <digest>/<..>/<..>/            | 0700 |
        | <digest>/<..>/<..>/<digest>    | 0600 |
        | <digest>/<..>/lock             | 0600 |

    Example: The same bytes twice in a namespace take one file
      Given the artifacts
        | key | content |
        | one | 1042    |
      When this artifact is put
        | key | content |
        | two | 1042    |
      Then the files of the artifacts are
        | name                           | mode |
        | /                              | 0700 |
        | <digest>/                      | 0700 |
        | <digest>/<..>/                 | 0700 |
        | <digest>/<..>/<..>/            | 0700 |
        | <digest>/<..>/<..>/<digest>    | 0600 |
        | <digest>/<..>/lock             | 0600 |

    Example: In two namespaces they take two, so that nobody learns of the other's
      Given the artifacts
        | key | content | namespace |
        | one | 1042    | local     |
      When this artifact is put
        | key | content | namespace |
        | one | 1042    | South     |
      Then the files of the artifacts are
        | name                           | mode |
        | /                              | 0700 |
        | <digest>/                      | 0700 |
        | <digest>/<..>/                 | 0700 |
        | <digest>/<..>/<..>/            | 0700 |
        | <digest>/<..>/<..>/<digest>    | 0600 |
        | <digest>/<..>/lock             | 0600 |
        | <digest>/                      | 0700 |
        | <digest>/<..>/                 | 0700 |
        | <digest>/<..>/<..>/            | 0700 |
        | <digest>/<..>/<..>/<digest>    | 0600 |
        | <digest>/<..>/lock             | 0600 |

    Example: They go with the last artifact that has them
      Given the artifacts
        | key | content |
        | one | 1042    |
        | two | 1042    |
      And the artifact "one" was deleted
      When the artifact "two" is deleted
      Then the files of the artifacts are
        | name                | mode |
        | /                   | 0700 |
        | <digest>/           | 0700 |
        | <digest>/<..>/      | 0700 |
        | <digest>/<..>/<..>/ | 0700 |
        | <digest>/<..>/lock  | 0600 |

  Rule: Databases that share a folder leave each other's files alone

    Example: Another one deletes the same bytes and sweeps
      Given the artifacts
        | key    | content |
        | result | 1042    |
      When the store is asked to serve beside another database with the same folder
      Then the answer has
        | path             | cell |
        | contents removed | 0    |
      And the artifact "result" holds "1042"

  Rule: Bytes that are not what was put are never given out

    Scenario Outline: They <what>, and are read <how>
      Given the artifacts
        | key    | content      |
        | result | Invoice 1042 |
      And the bytes of "result" <what>
      When the artifact "result" is <how>
      Then it is refused because the store is damaged
      And the refusal mentions "<named>"

      Examples:
        | what         | how                 | named                              |
        | were changed | read                | were changed after they were put   |
        | were changed | read in pieces of 1 | were changed after they were put   |
        | were cut off | read                | were changed after they were put   |
        | are gone     | read                | Restore                            |

    Example: A link in their place is not followed
      Given the artifacts
        | key    | content      |
        | result | Invoice 1042 |
      And the bytes of "result" turned into a link
      When the artifact "result" is read
      Then it is refused because the disk refuses

    Example: Putting them again mends them
      Given the artifacts
        | key    | content      |
        | result | Invoice 1042 |
      And the bytes of "result" were changed
      When this artifact is put
        | key    | content      |
        | second | Invoice 1042 |
      Then the artifact "result" holds "Invoice 1042"
      And the artifact "second" holds "Invoice 1042"

  Rule: A folder that others could have prepared is refused

    Scenario Outline: It is <what>
      Given the folder of the artifacts is <what>
      When this artifact is put
        | key    | content |
        | result | 1042    |
      Then it is refused because a setting is wrong
      And the refusal mentions "<named>"
      And the artifact "result" is not found

      Examples:
        | what              | named           |
        | a link            | is a link       |
        | open to its group | chmod go-w      |
        | open to everybody | chmod go-w      |
        | a file            | is not a folder |

  Rule: Where the disk fails nothing is registered, and what was there stays

    Scenario Outline: <fault>
      Given the artifacts
        | key    | content |
        | result | first   |
      And <fault>
      When this artifact is put
        | key    | content |
        | result | second  |
      Then it is refused because <reason>
      And the artifact "result" holds "first"

      Examples:
        | fault                                       | reason            |
        | no space is left for artifacts              | the store is full |
        | the disk fails when artifacts are flushed   | the disk refuses  |
