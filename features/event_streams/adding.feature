Feature: Event streams take the events of one run
  An event stream stands between who hears a run's events and who shows them. It is in memory only
  and stores nothing. It takes the events of one run of one session, numbers them where nobody has,
  and keeps the latest ones.

  Rule: A stream belongs to one run of one session

    Example: It is opened for them
      Given session Alpha
      When an event stream is opened
        | property | value |
        | session  | Alpha |
        | run      | First |
      Then the stream has
        | path    | cell  |
        | session | Alpha |
        | run     | First |
        | keeps   | 1000  |
        | events  | []    |
        | cursor  | 0     |
        | closed  | false |

    Example: It is told how many events to keep
      Given session Alpha
      When an event stream is opened
        | property | value |
        | keeps    | 3     |
      Then the stream has
        | path  | cell |
        | keeps | 3    |

    Scenario Outline: A stream without <what> is none
      Given session Alpha
      When an event stream is opened
        | property   | value   |
        | <property> | <value> |
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"

      Examples:
        | what                        | property | value | words                   |
        | a session                   | session  | none  | session id must be      |
        | an id of a session          | session  | ""    | session id must have    |
        | a run                       | run      | none  | run id must be          |
        | an id of a run              | run      | ""    | run id must have        |
        | room for an event           | keeps    | 0     | buffer size must be     |
        | a number of events to keep  | keeps    | many  | buffer size must be     |

  Rule: An event that has no sequence gets the next one

    Example: The first is numbered 0
      Given an event stream
      When the stream gets
        | type         |
        | message_sent |
      Then the stream has
        | path   | cell             |
        | given  | [0]              |
        | events | [0]              |
        | types  | ["message_sent"] |
        | count  | 1                |

    Example: Each further one has one more
      Given an event stream
      And the stream got
        | type         |
        | message_sent |
      When the stream gets
        | type             |
        | message_streamed |
        | message_received |
      Then the stream has
        | path   | cell      |
        | given  | [1, 2]    |
        | events | [0, 1, 2] |

    Example: One that has a sequence keeps it, and the next ones follow the largest
      Given an event stream
      When the stream gets
        | sequence |
        | 7        |
        |          |
        | 3        |
        |          |
      Then the stream has
        | path   | cell         |
        | given  | [7, 8, 3, 9] |
        | events | [3, 7, 8, 9] |

  Rule: Events of other runs and sessions are refused

    Scenario Outline: An event of another <what>
      Given an event stream
      When the stream gets
        | session   | run   |
        | <session> | <run> |
      Then it is refused because <refusal>
      And the stream has
        | path  | cell |
        | count | 0    |

      Examples:
        | what            | session | run    | refusal                         |
        | session         | Beta    | First  | the event is of another session |
        | run             | Alpha   | Second | the event is of another run     |
        | session and run | Beta    | Second | the event is of another session |

    Example: What is no event
      Given an event stream
      When the stream gets
        | type |
        | none |
      Then it is refused because an argument is invalid
      And the stream has
        | path  | cell |
        | count | 0    |

  Rule: Several events are taken together or not at all

    Example: All of them, in their order
      Given an event stream
      When the stream gets, all or none
        | type              |
        | message_sent      |
        | message_streamed  |
        | message_received  |
      Then the stream has
        | path  | cell                                                     |
        | given | [0, 1, 2]                                                |
        | types | ["message_sent", "message_streamed", "message_received"] |

    Scenario Outline: None where one is of <what>
      Given an event stream
      And the stream got
        | type         |
        | message_sent |
      When the stream gets, all or none
        | session   | run   |
        | Alpha     | First |
        | <session> | <run> |
        | Alpha     | First |
      Then it is refused because an event is of another session or run
      And the stream has
        | path   | cell |
        | events | [0]  |

      Examples:
        | what            | session | run    |
        | another session | Beta    | First  |
        | another run     | Alpha   | Second |

    Example: None where one is no event
      Given an event stream
      When the stream gets, all or none
        | type         |
        | message_sent |
        | none         |
      Then it is refused because an argument is invalid
      And the stream has
        | path  | cell |
        | count | 0    |

  Rule: Only the latest events are kept

    Example: Those with the smallest sequences go
      Given an event stream
        | property | value |
        | keeps    | 3     |
      And the stream got
        | sequence |
        | 4        |
        | 2        |
        | 3        |
      When the stream gets
        | sequence |
        | 1        |
        | 6        |
      Then the stream has
        | path   | cell      |
        | events | [3, 4, 6] |
        | count  | 3         |
