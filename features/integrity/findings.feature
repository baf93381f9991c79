Feature: Silent changes are found
  Whoever has access to the database can change the record behind hansard's back. A verification
  compares every message with the checksum that binds it to its text and to its place, and every
  session with its counters. It names the session and the message, and it can be made at any time,
  also while others write.

  Rule: A record that nobody touched verifies

    Example: Whatever happened to it in the ordinary way
      Given session Alpha in South with 4 messages
      And session Beta in South with 3 messages
      And the latest 2 messages of Alpha in South were taken back
      And session Beta in South was deleted
      When the record of South is verified
      Then 1 session and 2 messages are found intact

    Example: With messages of every kind
      Given session Alpha in South with the messages
        | role      | content          | id    | tool calls                                          | answers | metadata      | payload    |
        | user      | "Zoë\u0000\n\ud800" | first |                                                  |         | {"k": "\ud800"} | [-0.0, 1e22] |
        | assistant |                  |       | [{"id": "a", "name": "pay", "arguments": {"n": 1}}] |         |               |            |
        | tool      | paid             |       |                                                     | a       |               |            |
      And session Alpha in South was completed
      When the record of South is verified
      Then 1 session and 3 messages are found intact

    Example: While others write
      Given session Alpha in South with 600 messages
      When the record of South is verified while 4 callers write to it
      Then 1 session and 600 messages are found intact

  # A store in memory cannot be reached behind hansard's back.
  @not.with_backend=memory
  Rule: A message that was changed is named

    Scenario Outline: Somebody edits its <part>
      Given session Alpha in South with 3 messages
      And session Beta in South with 2 messages
      And somebody edits the <part> of message 1 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 1: |

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

    Example: Two were swapped
      Given session Alpha in South with 4 messages
      And somebody swaps messages 1 and 2 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 1: |
        | Alpha   | checksum | message 2: |

    Example: One of a thousand
      Given session Alpha in South with 1100 messages
      And somebody edits the text of message 777 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words        |
        | Alpha   | checksum | message 777: |

  @not.with_backend=memory
  Rule: A message that is missing is named

    Scenario Outline: Message <number> was deleted
      Given session Alpha in South with 4 messages
      And session Beta in South with 2 messages
      And somebody deletes message <number> of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind | words            |
        | Alpha   | gap  | message <number> |

      Examples:
        | number |
        | 0      |
        | 2      |
        | 3      |

    Example: One was moved to another session
      Given session Alpha in South with 4 messages
      And session Beta in South with 2 messages
      And somebody moves message 1 of Alpha in South to Beta in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | gap      | message 1  |
        | Beta    | counter  | message 2  |

    Example: Where others were taken back, the numbers are named that it may have had
      Given session Alpha in South with 4 messages
      And the latest 1 message of Alpha in South were taken back
      And somebody deletes message 1 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind | words            |
        | Alpha   | gap  | 1 of messages 1, 3 |

  @not.with_backend=memory
  Rule: A message that is too many is named

    Scenario Outline: Message <number> was added, with the right checksum
      Given session Alpha in South with 3 messages
      And somebody adds message <number> to Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind    | words            |
        | Alpha   | counter | message <number> |

      Examples:
        | number |
        | 3      |
        | 9      |

    Example: It was added in the place of one that was taken back
      Given session Alpha in South with 3 messages
      And the latest 1 message of Alpha in South were taken back
      And somebody adds message 2 to Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind    | words |
        | Alpha   | counter | 3     |

  @not.with_backend=memory
  Rule: A wrong counter is found

    Scenario Outline: Somebody says that Alpha <what>
      Given session Alpha in South with 3 messages
      And the latest 1 message of Alpha in South were taken back
      And somebody says that Alpha in South <what>
      When the record of South is verified
      Then the findings are
        | session | kind   | words |
        | Alpha   | <kind> |       |

      Examples:
        | what           | kind    |
        | holds 1        | counter |
        | holds 3        | gap     |
        | goes on with 1 | counter |

  @not.with_backend=memory
  Rule: Everything is found, and nothing else

    Example: Several deeds in several sessions
      Given session Alpha in South with 3 messages
      And session Beta in South with 3 messages
      And somebody edits the text of message 0 of Alpha in South
      And somebody deletes message 2 of Beta in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 0: |
        | Beta    | gap      | message 2  |

    Example: Another namespace is not concerned
      Given session Alpha in South with 3 messages
      And session Beta in North with 3 messages
      And somebody edits the text of message 0 of Alpha in South
      When the record of North is verified
      Then 1 session and 3 messages are found intact

    # Only SQLite lets somebody delete a session and leave its messages.
    @use.with_backend=sqlite
    Example: Messages without their session are found by the database
      Given session Alpha in South with 2 messages
      And session Beta in South with 1 message
      And somebody deletes Alpha in South but not its messages
      When the record of South is verified
      Then the findings are
        | session | kind    | words            |
        |         | storage | session_messages |
        |         | storage | session_messages |

  @not.with_backend=memory
  Rule: What cannot be read any more is reported as damage, by its name

    Example: A session in a list
      Given session Alpha in South
      And session Beta in South
      And somebody garbles Alpha in South
      When the sessions in South are listed
      Then it is refused because the store is damaged
      And the refusal mentions "Alpha"

    Example: A session in a verification
      Given session Alpha in South
      And session Beta in South
      And somebody garbles Alpha in South
      When the record of South is verified
      Then it is refused because the store is damaged
      And the refusal mentions "Alpha"

    Example: A message that is read
      Given session Alpha in South with 3 messages
      And somebody garbles message 1 of Alpha in South
      When the latest 2 messages of Alpha in South are read
      Then it is refused because the store is damaged
      And the refusal mentions "message 1"

    Example: A message in a verification
      Given session Alpha in South with 3 messages
      And somebody garbles message 1 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | message 1: |
