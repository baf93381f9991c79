Feature: Transcripts of sessions
  The transcript of a session is read from its events or from its messages, in one and the same
  form. It covers the whole session, a run or a stretch of it, is as long as one likes, and goes on
  where it ended when more has come.

  Rule: Events and messages give the same form

    Example: From events
      Given session Alpha
      And the events
        | session | type                | data                                                                    |
        | Alpha   | message_sent        | {"content": "Pay invoice 1042"}                                         |
        | Alpha   | message_received    | {"content": "I pay."}                                                   |
        | Alpha   | tool_call_started   | {"tool_name": "pay", "tool_call_id": "c1", "tool_input": "{\"n\": 1}"}  |
        | Alpha   | tool_call_completed | {"tool_name": "pay", "tool_call_id": "c1", "tool_output": "paid"}       |
      When the transcript of Alpha is read
      Then the transcript is
        | role      | content          | tool name | tool call id | tool input     | tool output | metadata.sequence |
        | user      | Pay invoice 1042 |           |              |                |             | 1                 |
        | assistant | I pay.           |           |              |                |             | 2                 |
        | assistant |                  | pay       | c1           | "{\"n\": 1}"   |             | 3                 |
        | tool      |                  | pay       | c1           |                | paid        | 4                 |
      And the answer has
        | path          | cell   |
        | last sequence | 4      |
        | scope.source  | events |

    Example: From messages
      Given session Alpha with the messages
        | role      | content          | tool calls                                                  | answers | metadata        |
        | user      | Pay invoice 1042 |                                                             |         | {"from": "web"} |
        | assistant | I pay.           | [{"id": "c1", "name": "pay", "arguments": "{\"n\": 1}"}]    |         |                 |
        | tool      | paid             |                                                             | c1      |                 |
      When the transcript of Alpha is read from its messages
      Then the transcript is
        | role      | content          | tool name | tool call id | tool input     | tool output | metadata.sequence | metadata.from |
        | user      | Pay invoice 1042 |           |              |                |             | 0                 | web           |
        | assistant | I pay.           |           |              |                |             | 1                 |               |
        | assistant |                  | pay       | c1           | "{\"n\": 1}"   |             | 1                 |               |
        | tool      |                  | pay       | c1           |                | paid        | 2                 |               |
      And the answer has
        | path          | cell     |
        | last sequence | 2        |
        | scope.source  | messages |

    Example: A message that only its payload says keeps its place
      Given session Alpha with the messages
        | role | content | payload          |
        | user |         | {"image": "cat"} |
        | user | Who?    |                  |
      When the transcript of Alpha is read from its messages
      Then the transcript is
        | role | content |
        | user | ""      |
        | user | Who?    |

    Example: Nothing was said
      Given session Alpha
      When the transcript of Alpha is read
      Then the answer has
        | path          | cell |
        | messages      | []   |
        | last sequence | none |

  Rule: It covers what is asked for

    Scenario Outline: <what>
      Given session Alpha
      And the events
        | session | run    | timestamp | type             | data                |
        | Alpha   |        | 09:00:01  | message_sent     | {"content": "one"}  |
        | Alpha   | First  | 09:00:02  | message_received | {"content": "two"}  |
        | Alpha   | Second | 09:00:03  | message_received | {"content": "three"} |
        | Alpha   | First  | 09:00:04  | message_sent     | {"content": "four"} |
      When the transcript of Alpha is read
        | property   | value   |
        | <property> | <value> |
      Then the answer has
        | path               | cell    |
        | messages.0.content | <first> |
        | messages.count     | <count> |
        | last sequence      | <last>  |

      Examples:
        | what                       | property | value            | first | count | last |
        | A run                      | run id   | First            | two   | 2     | 4    |
        | A type                     | type     | message_received | two   | 2     | 3    |
        | What is later              | since    | 09:00:02         | three | 2     | 4    |
        | What follows a sequence    | after    | 1                | two   | 3     | 4    |
        | What precedes a sequence   | before   | 4                | one   | 3     | 3    |
        | The first events           | limit    | 2                | one   | 2     | 2    |

    Scenario Outline: <what>, of messages
      Given session Alpha with 4 messages
      When the transcript of Alpha is read from its messages
        | property   | value   |
        | <property> | <value> |
      Then the answer has
        | path               | cell    |
        | messages.0.content | <first> |
        | messages.count     | <count> |
        | last sequence      | <last>  |

      Examples:
        | what                     | property | value    | first     | count | last |
        | What follows a sequence  | after    | 0        | message 1 | 3     | 3    |
        | What precedes a sequence | before   | 3        | message 0 | 3     | 2    |
        | The first messages       | limit    | 2        | message 0 | 2     | 1    |

    Scenario Outline: The messages since <time>, at most 2
      Given session Alpha with 4 messages
      When the transcript of Alpha is read from its messages
        | property | value  |
        | since    | <time> |
        | limit    | 2      |
      Then the answer has
        | path           | cell    |
        | messages.count | <count> |
        | last sequence  | <last>  |

      Examples:
        | time     | count | last |
        | 08:59:59 | 2     | 1    |
        | 09:00:00 | 0     | none |

    Scenario Outline: <property> <value> from <source> cannot be
      Given session Alpha
      When the transcript of Alpha is read from its <source>
        | property   | value   |
        | <property> | <value> |
      Then it is refused because <refusal>
      And nothing has changed

      Examples:
        | property          | value | source   | refusal                   |
        | run id            | First | messages | an argument is invalid    |
        | type              | delta | events   | the event type is unknown |
        | source            | minds | events   | an argument is invalid    |
        | limit             | 0     | events   | an argument is invalid    |
        | max messages      | 0     | events   | an argument is invalid    |
        | max chars         | -1    | messages | an argument is invalid    |
        | max tokens approx | 1.5   | events   | an argument is invalid    |

  Rule: The latest entries stay where it may not be longer, each of them whole

    Scenario Outline: <what>
      Given session Alpha
      And the events
        | session | type              | data                        |
        | Alpha   | message_sent      | {"content": "eight..."}     |
        | Alpha   | message_received  | {"content": "twelve......"} |
        | Alpha   | tool_call_started | {"tool_name": "four", "tool_input": {"not": "counted"}} |
        | Alpha   | message_received  | {"content": "eight..."}     |
      When the transcript of Alpha is read
        | property          | value      |
        | max messages      | <messages> |
        | max chars         | <chars>    |
        | max tokens approx | <tokens>   |
      Then the answer has
        | path           | cell    |
        | messages.count | <count> |
        | last sequence  | 4       |

      Examples:
        | what                                  | messages | chars | tokens | count |
        | No limit                              | none     | none  | none   | 4     |
        | Some entries                          | 3        | none  | none   | 3     |
        | More entries than there are           | 9        | none  | none   | 4     |
        | As many characters as there are       | none     | 32    | none   | 4     |
        | One character less                    | none     | 31    | none   | 3     |
        | Characters up to the middle of one    | none     | 20    | none   | 2     |
        | Fewer characters than the last has    | none     | 7     | none   | 0     |
        | Tokens, at four characters each       | none     | none  | 6      | 3     |
        | A token less                          | none     | none  | 5      | 2     |
        | Characters and entries                | 3        | 12    | none   | 2     |
        | Entries and characters                | 1        | 31    | none   | 1     |
        | Characters and tokens, both by the smaller | none | 24    | 3      | 2     |
        | Tokens and characters, both by the smaller | none | 12    | 6      | 2     |

  Rule: It goes on where it ended

    Example: With what has come since
      Given session Alpha
      And the events
        | session | type             | data                  |
        | Alpha   | message_sent     | {"content": "Hello"}  |
        | Alpha   | message_received | {"content": "Hi"}     |
        | Alpha   | message_sent     | {"content": "Again?"} |
      And the transcript of Alpha was read
        | property | value |
        | limit    | 2     |
      When the transcript is brought up to date
      Then the transcript is
        | content |
        | Hello   |
        | Hi      |
        | Again?  |
      And the answer has
        | path          | cell |
        | last sequence | 3    |

    Example: In the middle of an utterance, and of a call
      Given session Alpha
      And the events
        | session | type                | data                                       |
        | Alpha   | tool_call_started   | {"tool_name": "pay", "tool_call_id": "c1"} |
        | Alpha   | message_streamed    | {"delta": "Hel"}                           |
        | Alpha   | message_streamed    | {"delta": "lo"}                            |
        | Alpha   | tool_call_completed | {"tool_call_id": "c1", "tool_output": 1}   |
      And the transcript of Alpha was read
        | property | value |
        | limit    | 2     |
      When the transcript is brought up to date
      Then the transcript is
        | content | tool name | tool output |
        |         | pay       |             |
        | Hello   |           |             |
        |         | pay       | 1           |

    Example: Within what it covers and how long it may be
      Given session Alpha
      And the events
        | session | run    | type             | data                 |
        | Alpha   | First  | message_sent     | {"content": "one"}   |
        | Alpha   | First  | message_received | {"content": "two"}   |
        | Alpha   | Second | message_received | {"content": "three"} |
        | Alpha   | First  | message_received | {"content": "four"}  |
      And the transcript of Alpha was read
        | property     | value |
        | run id       | First |
        | max messages | 2     |
        | limit        | 2     |
      When the transcript is brought up to date
      Then the transcript is
        | content |
        | two     |
        | four    |

    Example: From messages, some at a time
      Given session Alpha with 4 messages
      And the transcript of Alpha was read from its messages
        | property | value |
        | limit    | 1     |
      When the transcript is brought up to date
        | property | value |
        | limit    | 2     |
      Then the transcript is
        | content   |
        | message 0 |
        | message 1 |
        | message 2 |

  Rule: Nothing new leaves it as it is

    Scenario Outline: <what>
      Given session Alpha with 2 messages
      And the events
        | session | type             | data               |
        | Alpha   | message_streamed | {"delta": "Hello"} |
      And the transcript of Alpha was read from its <source>
      When the transcript is brought up to date
      Then the answer has
        | path           | cell    |
        | messages.count | <count> |
        | last sequence  | <last>  |

      Examples:
        | what               | source   | count | last |
        | From its events    | events   | 1     | 1    |
        | From its messages  | messages | 2     | 1    |

  Rule: Long sessions are read page by page

    Example: From messages
      Given session Alpha with 1203 messages
      When the transcript of Alpha is read from its messages
      Then the answer has
        | path                  | cell         |
        | messages.count        | 1203         |
        | messages.1202.content | message 1202 |
        | last sequence         | 1202         |

  Rule: A session that is not visible has none

    Scenario Outline: Of a session <where>, from its <source>
      Given session Alpha in South with 1 message
      When the transcript of <name> is read from its <source>
      Then it is refused because the session is not found
      And nothing has changed

      Examples:
        | where                    | source   | name           |
        | of another namespace     | events   | Alpha in North |
        | of another namespace     | messages | Alpha in North |
        | that does not exist      | events   | Omega          |
        | that does not exist      | messages | Omega          |
