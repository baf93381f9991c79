Feature: An archive of what retention removes
  Where a policy asks for it, every record is written to an archive before it goes: as JSON lines,
  each with its kind. Only when the archive has it is it removed; what the archive does not take
  stays where it is, and the report says so. The archive that comes with hansard is a folder; any
  object with a method to write lines will do.

  Rule: What is removed is in the archive

    Example: Events that are pruned
      Given the completed session Alpha
      And the events
        | session | type             | data             |
        | Alpha   | message_sent     | {"text": "Pay"}  |
        | Alpha   | message_streamed | {"delta": "Pai"} |
        | Alpha   | message_received |                  |
      And the retention policy
        | field                  | value  |
        | max events per session | 1      |
        | archive before prune   | true   |
        | archive store          | a list |
      When the events of Alpha are pruned
      Then the archive holds
        | kind  | session | sequence | type             | data             | namespace |
        | event | Alpha   | 1        | message_sent     | {"text": "Pay"}  | local     |
        | event | Alpha   | 2        | message_streamed | {"delta": "Pai"} | local     |

    Example: A session that is deleted, with all that belongs to it
      Given session Alpha with 2 messages
      And the runs
        | run   | session | status    |
        | first | Alpha   | completed |
      And Alpha was hidden 31 days ago
      And the retention policy
        | field                | value  |
        | archive before prune | true   |
        | archive store        | a list |
      When expired sessions are deleted
      Then the archive holds
        | kind    | session | status    | content   |
        | session | Alpha   | completed |           |
        | message | Alpha   |           | message 0 |
        | message | Alpha   |           | message 1 |
        | run     | Alpha   | completed |           |

    Example: In a folder
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_received |
      And the retention policy
        | field                  | value    |
        | max events per session | 1        |
        | archive before prune   | true     |
        | archive store          | a folder |
      When retention is applied
      Then the archive holds
        | kind  | session | sequence |
        | event | Alpha   | 1        |

    Example: What is only hidden is not archived
      Given the completed session Alpha
      And 91 days pass
      And the retention policy
        | field                | value  |
        | archive before prune | true   |
        | archive store        | a list |
      When retention is applied
      Then Alpha is hidden
      And the archive holds
        | kind |

  Rule: What the archive does not take stays

    Example: Events
      Given the completed session Alpha
      And the events
        | session | type             |
        | Alpha   | message_sent     |
        | Alpha   | message_received |
      And the retention policy
        | field                  | value               |
        | max events per session | 1                   |
        | archive before prune   | true                |
        | archive store          | a list of 0 entries |
      When the events of Alpha are pruned
      Then it is refused because a step of maintenance failed
      And Alpha has the events
        | sequence |
        | 1        |
        | 2        |

    Example: A session
      Given session Alpha
      And Alpha was hidden 31 days ago
      And the retention policy
        | field                | value               |
        | archive before prune | true                |
        | archive store        | a list of 0 entries |
      When expired sessions are deleted
      Then it is refused because a step of maintenance failed
      And the refusal mentions "the archive is full"

    Example: The other sessions are dealt with
      Given sessions Alpha and Beta
      And Alpha was hidden 32 days ago
      And Beta was hidden 31 days ago
      And the retention policy
        | field                | value             |
        | archive before prune | true              |
        | archive store        | a list of 1 entry |
      When retention is applied
      Then the answer has
        | path                  | cell |
        | sessions hard deleted | 1    |
        | errors.count          | 1    |

    Example: It stays hidden
      Given session Alpha
      And Alpha was hidden 31 days ago
      And the retention policy
        | field                | value               |
        | archive before prune | true                |
        | archive store        | a list of 0 entries |
      When retention is applied
      Then Alpha is hidden
