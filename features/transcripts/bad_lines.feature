Feature: Transcripts with bad lines
  Long files have bad lines. An import names such a line by its number and stops there, or skips
  it, as the caller asks. A conversation is stored as a whole or not at all, and the import can
  be continued from the line where it stopped.

  Rule: A bad line stops the import, and is named

    Scenario Outline: A line <flaw>
      Given a transcript of 3 conversations, of which line 2 <flaw>
      When the transcript is imported
      Then it is refused because the transcript is invalid
      And the refusal says
        | detail | value |
        | line   | 2     |
      And the store holds the conversations "First"

      Examples: what is no conversation
        | flaw                                 |
        | is cut off                           |
        | is a word                            |
        | is a list                            |
        | is two objects                       |
        | has no conversation id               |
        | has a number for its conversation id |
        | has no messages                      |
        | has an object for its messages       |

      Examples: what cannot be kept
        | flaw                                |
        | is not UTF-8                        |
        | is longer than 16 MiB               |
        | has the same key twice              |
        | has the same key twice in a message |
        | holds NaN                           |
        | holds a number beyond all floats    |
        | holds an integer of 5,000 digits    |
        | is nested 65 levels                 |
        | is nested 100,000 levels            |

      Examples: what is no message
        | flaw                                   |
        | has a message that is a text           |
        | has a third message of an unknown role |
        | has a third message that says a number |
        | has a third message of more than 8 MiB |
        | has a tool call without an id          |

    Example: The refusal says where to go on
      Given a transcript of 3 conversations, of which line 2 is cut off
      When the transcript is imported
      Then it is refused because the transcript is invalid
      And the refusal mentions "line 2: "
      And the refusal mentions "continue from this line"

  Rule: Or it is skipped, and reported

    Scenario Outline: A line <flaw>
      Given a transcript of 4 conversations, of which line 2 <flaw>
      When the transcript is imported, skipping bad lines
      Then the report says
        | property          | value                |
        | conversations     | First, Third, Fourth |
        | messages          | 6                    |
        | skipped lines     | 2                    |
        | reason for line 2 | <reason>             |
      And the store holds the conversations "First, Third, Fourth"

      Examples:
        | flaw                                   | reason              |
        | is cut off                             | is not JSON         |
        | is not UTF-8                           | is not UTF-8        |
        | has the same key twice                 | same key twice      |
        | has a third message of an unknown role | messages[2]         |
        | has a third message of more than 8 MiB | messages[2]         |
        | is nested 100,000 levels               | nested deeper       |

    Example: There are only these two ways
      Given a transcript of 3 conversations, of which line 2 is cut off
      When the transcript is imported, treating bad lines by "magic"
      Then it is refused because an argument is invalid
      And the refusal mentions "stop or skip"
      And nothing has changed

  Rule: An import continues where it stopped

    Example: What was stored is not stored again
      Given a transcript of 4 conversations, of which line 2 is cut off
      When the transcript is imported from line 3
      Then the report says
        | property      | value         |
        | conversations | Third, Fourth |
        | lines         | 3, 4          |
      And the store holds the conversations "Third, Fourth"

    Scenario Outline: There is no line <line>
      Given a transcript of 3 conversations, of which line 2 is cut off
      When the transcript is imported from line <line>
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | line |
        | 0    |
        | -1   |

  # A store in memory has no database that could refuse anything.
  @not.with_backend=memory
  Rule: A conversation is stored as a whole or not at all

    Example: The database refuses the third of its messages
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello"}]}
        {"conversation_id": "Beta", "messages": [{"role": "user", "content": "Hello"}, {"role": "user", "content": "Again"}, {"role": "user", "content": "Refuse me"}]}
        {"conversation_id": "Gamma", "messages": [{"role": "user", "content": "Hello"}]}
        """
      And a database that refuses messages that say "Refuse me"
      When the transcript is imported, skipping bad lines
      Then it is refused because the database reports something else
      And the store holds the conversations "Alpha"

    Example: So is a batch of messages
      Given session Alpha with 1 message
      And a database that refuses messages that say "Refuse me"
      When these messages are appended to Alpha
        | role | content   |
        | user | Hello     |
        | user | Again     |
        | user | Refuse me |
      Then it is refused because the database reports something else
      And nothing has changed

    Example: So is a document
      Given session Alpha with the messages
        | role | content   |
        | user | Hello     |
        | user | Refuse me |
      And the export of Alpha
      And a database that refuses messages that say "Refuse me"
      When it is imported as Beta
      Then it is refused because the database reports something else
      And nothing has changed

  Rule: A long import says how far it has come

    Example: After each line that is not blank
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello"}, {"role": "user", "content": "Zoë"}]}

        not a conversation
        {"conversation_id": "Beta", "messages": [{"role": "user", "content": "Hello"}]}
        """
      When the transcript is imported, skipping bad lines
      Then the report says
        | property         | value       |
        | conversations    | Alpha, Beta |
        | heard after line | 1, 3, 4     |
