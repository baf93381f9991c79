Feature: A session is forked
  A conversation goes on in two ways: another answer is tried, an earlier question is put in other
  words. A fork is a session of its own that begins with what its parent has said so far, message
  by message and to the letter. Nothing is shared afterwards: what happens to the one never
  happens to the other.

  Rule: A fork has the history of its parent

    Example: All of it, as it was said
      Given session Alpha with the messages
        | role      | content           | id     | tool calls                                          | answers | metadata        | payload      |
        | user      | "Zoë\u0000\ud800" | first  |                                                     |         | {"k": "\ud800"} | [-0.0, 1e22] |
        | assistant |                   | second | [{"id": "a", "name": "pay", "arguments": {"n": 1}}] |         |                 |              |
        | tool      | paid              | third  |                                                     | a       |                 |              |
      When session Alpha is forked as Beta
      Then each fork of Alpha begins as it does
      And Beta holds the messages
        | sequence | role      | content           | id     | tool calls                                          | answers | metadata        | payload      | time     |
        | 0        | user      | "Zoë\u0000\ud800" | first  |                                                     |         | {"k": "\ud800"} | [-0.0, 1e22] | 09:00:00 |
        | 1        | assistant |                   | second | [{"id": "a", "name": "pay", "arguments": {"n": 1}}] |         |                 |              | 09:00:00 |
        | 2        | tool      | paid              | third  |                                                     | a       |                 |              | 09:00:00 |

    Example: However long it is
      Given session Alpha with 2500 messages
      When session Alpha is forked as Beta
      Then each fork of Alpha begins as it does
      And session Beta has
        | property      | value |
        | messages      | 2500  |
        | next sequence | 2500  |

    Example: Where there is none, it has none
      Given session Alpha
      When session Alpha is forked as Beta
      Then the answer has
        | path               | cell  |
        | parent session id  | Alpha |
        | forked at sequence | none  |
        | message count      | 0     |
        | next sequence      | 0     |
      And Beta holds no messages

    Example: With the gaps that messages left which were taken back
      Given session Alpha with 4 messages
      And the latest 2 messages of Alpha were taken back
      And Alpha gets 1 message more
      When session Alpha is forked as Beta
      Then Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 4        | message 4 |
      And each fork of Alpha begins as it does

  Rule: It can be made anywhere

    Scenario Outline: <place>
      Given session Alpha with 4 messages
      When session Alpha is forked as Beta <place>
      Then session Beta has
        | property      | value      |
        | messages      | <messages> |
        | next sequence | <messages> |
      And each fork of Alpha begins as it does
      And the lineage of Beta has
        | path                       | cell  |
        | session.forked at sequence | <at>  |
        | ancestors.0.session id     | Alpha |

      Examples:
        | place            | messages | at   |
        | at message 3     | 4        | 3    |
        | at message 1     | 2        | 1    |
        | at message 0     | 1        | 0    |
        | before message 3 | 3        | 2    |
        | before message 0 | 0        | none |

    Example: Before a message that it then says otherwise
      Given session Alpha with 4 messages
      And session Alpha was forked as Beta before message 2
      When the user message "Otherwise" is appended to Beta
      Then Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 2        | Otherwise |
      And Alpha holds 4 messages

    Example: Behind a gap the number stays that of the message
      Given session Alpha with 2 messages
      And the latest 2 messages of Alpha were taken back
      And Alpha gets 2 messages more
      And session Alpha was forked as Beta before message 2
      When the user message "Otherwise" is appended to Beta
      Then Beta holds the messages
        | sequence | content   |
        | 2        | Otherwise |

  Rule: A place that the parent has not is refused

    Scenario Outline: <place>
      Given session Alpha with 4 messages
      And the latest 1 message of Alpha were taken back
      When session Alpha is forked <place>
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"
      And nothing has changed

      Examples:
        | place                               | words                               |
        | at message 3                        | has no message with sequence 3      |
        | before message 3                    | its last one is 2                   |
        | at message 9223372036854775807      | its last one is 2                   |
        | at message 9223372036854775808      | sequence must be an integer         |
        | at message -1                       | at sequence must be an integer      |
        | before message -1                   | before sequence must be an integer  |
        | at message 1 before message 1       | not both                            |

    Example: In a gap
      Given session Alpha with 4 messages
      And the latest 2 messages of Alpha were taken back
      And Alpha gets 1 message more
      When session Alpha is forked at message 2
      Then it is refused because an argument is invalid
      And nothing has changed

    Example: Of a session without messages
      Given session Alpha
      When session Alpha is forked at message 0
      Then it is refused because an argument is invalid
      And the refusal mentions "it has none"
      And nothing has changed

    Scenario Outline: <value> for <argument>
      Given session Alpha with 3 messages
      When <value> is given for <argument>
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | value          | argument                            |
        | true           | the message that a fork is made at  |
        | a time as text | the message that a fork is made at  |
        | true           | the message that a fork is made before |
        | an empty text  | the title of a fork                 |
        | 256 characters | the title of a fork                 |
        | a number       | the session that is forked          |

  Rule: It begins as its parent stands, and begins active

    Example: With all that describes the parent
      Given session Alpha with
        | property         | value              |
        | actor            | pilot              |
        | owner            | Ann                |
        | name             | A trip             |
        | automation level | high               |
        | plans            | plan-1, plan-2     |
        | metadata         | {"channel": "web"} |
        | tags             | late, vip          |
      When session Alpha is forked as Beta
      Then session Beta has
        | property         | value              |
        | actor            | pilot              |
        | owner            | Ann                |
        | name             | A trip             |
        | automation level | high               |
        | plans            | plan-1, plan-2     |
        | metadata         | {"channel": "web"} |
        | tags             | late, vip          |
        | created          | 09:00:01           |
        | updated          | 09:00:01           |
      And the answer is session Beta as it stands
      And the id of Beta is a ULID

    Example: With its context, and found by its tags
      Given session Alpha was saved with
        | property | value       |
        | context  | {"seat": 1} |
        | tags     | ["late"]    |
      And session Alpha was forked as Beta
      When the sessions with tags late are listed
      Then the sessions are Beta and Alpha
      And the session Beta has
        | path    | cell        |
        | context | {"seat": 1} |

    Example: With a title of its own
      Given session Alpha with
        | property | value  |
        | name     | A trip |
      When session Alpha is forked as Beta with
        | property | value       |
        | title    | Another one |
      Then session Beta has
        | property | value       |
        | name     | Another one |
      And session Alpha has
        | property | value  |
        | name     | A trip |

    Scenario Outline: A fork of a session that is <status>
      Given the <status> session Alpha
      When session Alpha is forked as Beta
      Then session Beta has
        | property | value  |
        | status   | active |
        | reason   | none   |
      And session Alpha is <status>

      Examples:
        | status    |
        | pending   |
        | paused    |
        | completed |
        | failed    |
        | cancelled |

  Rule: What was used and done stays with the parent

    Example: Its token usage
      Given session Alpha with 2 messages
      And session Alpha has used 100 input tokens, 20 output tokens and 0.5 USD
      When session Alpha is forked as Beta
      Then session Beta has
        | property      | value |
        | input tokens  | 0     |
        | output tokens | 0     |
        | cost          | 0     |
      And session Alpha has
        | property     | value |
        | input tokens | 100   |

    Example: Its runs and events
      Given session Alpha with 2 messages
      And session Alpha was flushed with
        | property | value                   |
        | run      | {"status": "completed"} |
        | events   | [{"data": {"n": 1}}]    |
      When session Alpha is forked as Beta
      Then the runs of Beta are []
      And the number of events of Beta is 0
      And the number of events of Alpha is 1

    Example: Its artifacts
      Given session Alpha with 2 messages
      And the artifacts
        | key    | session | content |
        | report | Alpha   | Paid    |
      When session Alpha is forked as Beta
      Then the artifacts of Beta are []
      And the artifact "report" holds "Paid"

  Rule: A provider's name for the conversation is no name for the fork

    Example: Where the fork has all that was said, it is kept as the parent's
      Given session Alpha with 2 messages
      And session Alpha was saved with
        | property | value                                                                  |
        | metadata | {"channel": "web", "provider_sessions": {"claude": "session-7"}}       |
      When session Alpha is forked as Beta
      Then the session Beta has
        | path     | cell                                                                     |
        | metadata | {"channel": "web", "forked_provider_sessions": {"claude": "session-7"}}  |

    Example: Also where it is made at the last message
      Given session Alpha with 2 messages
      And session Alpha was saved with
        | property | value                                         |
        | metadata | {"provider_sessions": {"claude": "session-7"}} |
      When session Alpha is forked as Beta at message 1
      Then the session Beta has
        | path     | cell                                                   |
        | metadata | {"forked_provider_sessions": {"claude": "session-7"}} |

    Example: Where it has less, it is left out
      Given session Alpha with 2 messages
      And session Alpha was saved with
        | property | value                                                                  |
        | metadata | {"channel": "web", "provider_sessions": {"claude": "session-7"}}       |
      When session Alpha is forked as Beta at message 0
      Then the session Beta has
        | path     | cell               |
        | metadata | {"channel": "web"} |

    Example: What a fork had from its own parent is not handed on
      Given session Alpha with 2 messages
      And session Alpha was saved with
        | property | value                                         |
        | metadata | {"provider_sessions": {"claude": "session-7"}} |
      And session Alpha was forked as Beta
      When session Beta is forked as Gamma
      Then the session Gamma has
        | path     | cell |
        | metadata | {}   |
