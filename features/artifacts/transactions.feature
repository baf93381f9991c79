# A store in memory has no connection that could be a caller's own.
@not.with_backend=memory
Feature: Artifacts in a transaction of the caller's own
  A disk takes part in no transaction. So bytes are on the disk before the caller commits, and go
  only when a sweep finds that nobody refers to them: whatever the caller decides, an artifact that
  is registered has its bytes.

  Rule: What the caller decides holds

    Scenario Outline: An artifact is put, and the caller <end>
      Given the artifacts
        | key    | content |
        | result | first   |
      When this artifact is put in a transaction that the caller <end>
        | key    | content |
        | result | second  |
      Then the artifact "result" holds "<found>"
      And every artifact is intact

      Examples:
        | end        | found  |
        | commits    | second |
        | rolls back | first  |

    Example: An artifact is deleted, and the caller rolls back
      Given the artifacts
        | key    | content |
        | result | first   |
      When the artifact "result" is deleted in a transaction that the caller rolls back
      Then the artifact "result" holds "first"

    Example: An artifact is deleted, and the caller commits
      Given the artifacts
        | key    | content |
        | result | first   |
      When the artifact "result" is deleted in a transaction that the caller commits
      Then the artifact "result" is not found

  Rule: Bytes stay for a transaction that is under way

    Example: Others sweep before the caller commits
      Given the artifacts
        | key   | content |
        | other | 1043    |
      When the store is asked to put an artifact in a transaction while others sweep
      Then the artifact "result" holds "1042"

    Example: They go with the artifact when it is deleted afterwards
      Given the artifacts
        | key   | content |
        | other | 1043    |
      When the store is asked to put an artifact in a transaction and delete it afterwards
      Then the artifact "result" is not found
      And the artifact "other" holds "1043"
      And the answer is 1

  Rule: What cannot be certain is refused

    Scenario Outline: <What>
      Given session Alpha
      When the store is asked to <operation> in a transaction
      Then it is refused because a setting is wrong
      And nothing has changed

      Examples:
        | What                              | operation              |
        | The first artifact of a namespace | put the first artifact |
        | A sweep                           | sweep                  |
