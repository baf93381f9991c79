Feature: Forks keep the proof
  Every message stands under a checksum that binds it to its text and to its place. A fork puts
  the same text to another place, so its checksums are made anew, but only for messages that agree
  with theirs: what somebody has changed behind hansard's back is not made good by a fork.

  Rule: A fork verifies

    Example: With messages of every kind
      Given session Alpha in South with the messages
        | role      | content             | id    | tool calls                                          | answers | metadata        | payload      |
        | user      | "Zoë\u0000\n\ud800" | first |                                                     |         | {"k": "\ud800"} | [-0.0, 1e22] |
        | assistant |                     |       | [{"id": "a", "name": "pay", "arguments": {"n": 1}}] |         |                 |              |
        | tool      | paid                |       |                                                     | a       |                 |              |
      And session Alpha in South was forked as Beta in South
      And session Beta in South was forked as Gamma in South at message 1
      When the record of South is verified
      Then 3 sessions and 8 messages are found intact

    Example: With gaps
      Given session Alpha in South with 5 messages
      And the latest 2 messages of Alpha in South were taken back
      And Alpha in South gets 2 messages more
      And session Alpha in South was forked as Beta in South before message 6
      When the record of South is verified
      Then 2 sessions and 9 messages are found intact

    Example: With messages as large as can be
      Given session Alpha in South
      And a message whose content is 8 MiB of Chinese was appended to Alpha in South
      And session Alpha in South was forked as Beta in South
      When the record of South is verified
      Then 2 sessions and 2 messages are found intact

  # A store in memory cannot be reached behind hansard's back.
  @not.with_backend=memory
  Rule: A message that was changed in the parent is found in the fork, too

    Scenario Outline: Its <part>
      Given session Alpha in South with 3 messages
      And somebody edits the <part> of message 1 of Alpha in South
      And session Alpha in South was forked as Beta in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 1: |
        | Beta    | checksum | message 1: |

      Examples:
        | part             |
        | role             |
        | text             |
        | half of the text |
        | tool calls       |
        | answered call    |
        | metadata         |
        | payload          |
        | time             |
        | id               |
        | checksum         |

    Example: The last one, which cannot even be read
      Given session Alpha in South with 3 messages
      And somebody garbles message 2 of Alpha in South
      And session Alpha in South was forked as Beta in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 2: |
        | Beta    | checksum | message 2: |

    Example: It was changed in the fork of a fork
      Given session Alpha in South with 3 messages
      And session Alpha in South was forked as Beta in South
      And somebody edits the text of message 1 of Beta in South
      And session Beta in South was forked as Gamma in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Beta    | checksum | message 1: |
        | Gamma   | checksum | message 1: |

    Example: A fork before it has nothing of it
      Given session Alpha in South with 3 messages
      And somebody garbles message 2 of Alpha in South
      And session Alpha in South was forked as Beta in South before message 2
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 2: |

  @not.with_backend=memory
  Rule: A fork does not belong to its parent's checksums

    Example: What is changed in the fork is found in the fork
      Given session Alpha in South with 3 messages
      And session Alpha in South was forked as Beta in South
      And somebody edits the text of message 1 of Beta in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Beta    | checksum | message 1: |
