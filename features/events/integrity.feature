Feature: Silent changes of events are found
  Events say what an agent did, so somebody may wish that they said something else. A verification
  compares every event with the checksum that binds it to its text and to its place, and every
  session with the number of events that it ever had.

  Rule: Events that nobody touched verify

    Example: Of every kind, beside messages
      Given session Alpha in South with 2 messages
      And the events
        | session        | event | type             | timestamp | run | data                    | metadata        | schema version | provider  | correlation id |
        | Alpha in South | a     | tool_call_failed | 08:00:00  | pay | {"z": "Zoë\u0000\ud800"} | {"k": "\ud800"} | 3              | anthropic | Fäll-7         |
        | Alpha in South | b     | run_started      |           |     |                         |                 |                |           |                |
      When the record of South is verified
      Then the answer has
        | path     | cell |
        | sessions | 1    |
        | messages | 2    |
        | events   | 2    |
        | findings | []   |

    Example: More of them than are read at a time
      Given session Alpha in South
      And 1100 events were appended to Alpha in South
      When the record of South is verified
      Then the answer has
        | path     | cell |
        | events   | 1100 |
        | findings | []   |

    Example: Of a session that retention hid
      Given session Alpha in South
      And 3 events were appended to Alpha in South
      And session Alpha in South was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      When the record of South is verified
      Then the answer has
        | path     | cell |
        | sessions | 1    |
        | events   | 3    |
        | findings | []   |

  # A store in memory cannot be reached behind hansard's back.
  @not.with_backend=memory
  Rule: An event of a session that retention hid is looked at too

    Example: It was changed
      Given session Alpha in South
      And 3 events were appended to Alpha in South
      And session Alpha in South was saved with
        | property   | value    |
        | deleted at | 08:59:00 |
      And somebody edits the data of event 2 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words    |
        | Alpha   | checksum | event 2: |

  @not.with_backend=memory
  Rule: An event that was changed is named

    Scenario Outline: Somebody edits its <part>
      Given session Alpha in South
      And 3 events were appended to Alpha in South
      And somebody edits the <part> of event 2 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words    |
        | Alpha   | checksum | event 2: |

      Examples:
        | part           |
        | type           |
        | data           |
        | metadata       |
        | run            |
        | provider       |
        | correlation id |
        | schema version |
        | time           |
        | id             |
        | checksum       |

    Example: Two were swapped
      Given session Alpha in South
      And 4 events were appended to Alpha in South
      And somebody swaps events 2 and 3 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words    |
        | Alpha   | checksum | event 2: |
        | Alpha   | checksum | event 3: |

    Example: Messages of the same session are not concerned
      Given session Alpha in South with 3 messages
      And 3 events were appended to Alpha in South
      And somebody edits the data of event 1 of Alpha in South
      And somebody edits the text of message 1 of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind     | words      |
        | Alpha   | checksum | event 1:   |
        | Alpha   | checksum | message 1: |

    Example: It cannot be read any more
      Given session Alpha in South
      And 3 events were appended to Alpha in South
      And somebody garbles event 2 of Alpha in South
      When the store is asked for the events of Alpha in South
      Then it is refused because the store is damaged
      And the refusal mentions "event 2"

  @not.with_backend=memory
  Rule: An event that is missing is named

    Scenario Outline: Event <number> was deleted
      Given session Alpha in South
      And 4 events were appended to Alpha in South
      And somebody deletes event <number> of Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind | words          |
        | Alpha   | gap  | event <number> |

      Examples:
        | number |
        | 1      |
        | 3      |
        | 4      |

    Example: One was moved to another session
      Given session Alpha in South
      And session Beta in South
      And the events
        | session        | event | type        |
        | Alpha in South | a     | run_started |
        | Alpha in South | b     | run_started |
        | Alpha in South | c     | run_started |
        | Beta in South  | d     | run_started |
      And somebody moves event 2 of Alpha in South to Beta in South
      When the record of South is verified
      Then the findings are
        | session | kind    | words   |
        | Alpha   | gap     | event 2 |
        | Beta    | counter | event 2 |

  @not.with_backend=memory
  Rule: An event that is too many is named

    Scenario Outline: Event <number> was added, with the right checksum
      Given session Alpha in South
      And 3 events were appended to Alpha in South
      And somebody adds event <number> to Alpha in South
      When the record of South is verified
      Then the findings are
        | session | kind    | words          |
        | Alpha   | counter | event <number> |

      Examples:
        | number |
        | 4      |
        | 9      |

  @not.with_backend=memory
  Rule: A wrong count of events is found

    Scenario Outline: Somebody says that there were <count>
      Given session Alpha in South
      And 3 events were appended to Alpha in South
      And somebody says that Alpha in South has had <count> events
      When the record of South is verified
      Then the findings are
        | session | kind   | words   |
        | Alpha   | <kind> | <words> |

      Examples:
        | count | kind    | words    |
        | 2     | counter | event 3: |
        | 5     | gap     | events 4 to 5 |
