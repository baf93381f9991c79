Feature: Event streams are read piece by piece
  A reader of an event stream has a cursor: the sequence of the next event that it has not read.
  It looks ahead, takes what comes, or passes over some. A closed stream takes nothing more, and
  can be read to its end.

  Rule: A stream lists its events by sequence

    Scenario Outline: <what>
      Given an event stream
      And the stream got
        | sequence | type             |
        | 2        | message_received |
        | 0        | message_sent     |
        | 1        | message_streamed |
        | 3        | run_completed    |
      And the stream was asked to move its cursor to 2
      When the stream is asked to list <request>
      Then the stream has
        | path   | cell    |
        | given  | <given> |
        | cursor | 2       |

      Examples:
        | what               | request                                               | given        |
        | All of them        | its events                                            | [0, 1, 2, 3] |
        | From the cursor on | what is not read                                      | [2, 3]       |
        | The first ones     | 2 of its events                                       | [0, 1]       |
        | None of them       | 0 of its events                                       | []           |
        | Of one type        | its events of type "message_streamed"                 | [1]          |
        | Of several types   | its events of type "message_sent or message_received" | [0, 2]       |

    Example: There is no such type
      Given an event stream
      And the stream got
        | type         |
        | message_sent |
      When the stream is asked to list its events of type "delta"
      Then it is refused because the event type is unknown

  Rule: The cursor moves forward only

    Example: To where it is told
      Given an event stream
      When the stream is asked to move its cursor to 5
      Then the stream has
        | path   | cell |
        | cursor | 5    |

    Example: Not back
      Given an event stream
      And the stream was asked to move its cursor to 5
      When the stream is asked to move its cursor to 4
      Then it is refused because the cursor is invalid
      And the stream has
        | path   | cell |
        | cursor | 5    |

    Example: Not before the beginning
      Given an event stream
      When the stream is asked to move its cursor to -1
      Then it is refused because an argument is invalid
      And the stream has
        | path   | cell |
        | cursor | 0    |

  Rule: Events can be looked at without being read

    Scenario Outline: <what>
      Given an event stream
      And the stream got
        | type             |
        | message_sent     |
        | message_streamed |
        | message_received |
      And the stream was asked to move its cursor to 1
      When the stream is asked to <request>
      Then the stream has
        | path   | cell    |
        | given  | <given> |
        | cursor | 1       |
        | unread | 2       |

      Examples:
        | what                          | request                  | given  |
        | The next one                  | show the next 1          | [1]    |
        | More than there are           | show the next 9          | [1, 2] |
        | All of them, one by one       | go over what is not read | [1, 2] |

  Rule: What is taken is read

    Example: The cursor stands behind it
      Given an event stream
      And the stream got
        | sequence |
        | 3        |
        | 5        |
        | 9        |
      When the stream is asked to give the next 2
      Then the stream has
        | path   | cell   |
        | given  | [3, 5] |
        | cursor | 6      |
        | unread | 1      |
        | count  | 3      |

    Example: The next call gives the next ones
      Given an event stream
      And the stream got
        | sequence |
        | 3        |
        | 5        |
        | 9        |
      And the stream was asked to give the next 2
      When the stream is asked to give the next 2
      Then the stream has
        | path   | cell |
        | given  | [9]  |
        | unread | 0    |

    Example: Nothing is left
      Given an event stream
      And the stream got
        | type         |
        | message_sent |
      And the stream was asked to give the next 1
      When the stream is asked to give the next 1
      Then the stream has
        | path   | cell |
        | given  | []   |
        | cursor | 1    |

  Rule: A closed stream takes nothing more

    Example: It is closed, and its cursor is at its end
      Given an event stream
      And the stream got
        | sequence |
        | 3        |
        | 5        |
      When the stream is asked to close
      Then the stream has
        | path   | cell |
        | closed | true |
        | cursor | 6    |
        | unread | 0    |

    Scenario Outline: Events that come later<together>
      Given an event stream
      And the stream got
        | sequence |
        | 3        |
      And the stream was asked to close
      When the stream gets<together>
        | sequence |
        | 4        |
      Then it is refused because the stream is closed
      And the stream has
        | path   | cell |
        | events | [3]  |

      Examples:
        | together      |
        |               |
        | , all or none |

    Example: It can still be read
      Given an event stream
      And the stream got
        | sequence |
        | 3        |
        | 5        |
      And the stream was asked to close
      When the stream is asked to list its events
      Then the stream has
        | path  | cell   |
        | given | [3, 5] |

    Example: It was empty
      Given an event stream
      When the stream is asked to close
      Then the stream has
        | path   | cell |
        | closed | true |
        | cursor | 0    |
