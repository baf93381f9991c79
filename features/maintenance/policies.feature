Feature: What a retention policy says
  Nothing is ever removed by itself. A policy says what may go, and when; it is checked when it is
  made, so that what is applied later is what somebody meant. A number of days or of events is a
  positive integer, or none: then there is no such bound.

  Rule: What is not said has a default

    Example: Nothing is said
      Given the completed session Alpha
      When a retention policy is made
      Then the answer has
        | path                           | cell                                        |
        | max session age days           | none                                        |
        | max completed session age days | 90                                          |
        | max events per session         | none                                        |
        | max total events               | none                                        |
        | hard delete after days         | 30                                          |
        | archive before prune           | false                                       |
        | archive store                  | none                                        |
        | exempt statuses                | ["active", "paused"]                        |
        | exempt tags                    | ["pinned"]                                  |
        | prune event types first        | ["message_streamed", "token_usage_updated"] |
        | batch size                     | 100                                         |
      And Alpha is listed

    Example: Everything is said
      Given the completed session Alpha
      When a retention policy is made
        | field                          | value                                  |
        | max session age days           | 365                                    |
        | max completed session age days | 7                                      |
        | max events per session         | 1000                                   |
        | max total events               | 1000000                                |
        | hard delete after days         | 1                                      |
        | archive before prune           | true                                   |
        | archive store                  | a list                                 |
        | exempt statuses                | ["pending"]                            |
        | exempt tags                    | ["legal hold", "pinned"]               |
        | prune event types first        | ["turn_completed", "message_streamed"] |
        | batch size                     | 10                                     |
      Then the answer has
        | path                           | cell                                   |
        | max session age days           | 365                                    |
        | max completed session age days | 7                                      |
        | max events per session         | 1000                                   |
        | max total events               | 1000000                                |
        | hard delete after days         | 1                                      |
        | archive before prune           | true                                   |
        | exempt statuses                | ["pending"]                            |
        | exempt tags                    | ["legal hold", "pinned"]               |
        | prune event types first        | ["turn_completed", "message_streamed"] |
        | batch size                     | 10                                     |

    Example: Nothing is bounded
      Given the completed session Alpha
      When a retention policy is made
        | field                          | value |
        | max session age days           | none  |
        | max completed session age days | none  |
        | max events per session         | none  |
        | max total events               | none  |
        | hard delete after days         | none  |
      Then the answer has
        | path                           | cell |
        | max completed session age days | none |
        | hard delete after days         | none |

  Rule: What cannot be meant is refused, and the field is named

    Scenario Outline: A bound that is no positive integer: <field> is <value>
      Given the completed session Alpha
      When a retention policy is made
        | field   | value   |
        | <field> | <value> |
      Then it is refused because an argument is invalid
      And the refusal mentions "<field> must be a positive integer or None"

      Examples:
        | field                          | value |
        | max session age days           | 0     |
        | max completed session age days | -1    |
        | max events per session         | "9"   |
        | max total events               | 1.5   |
        | hard delete after days         | true  |

    Scenario Outline: Something else that cannot be: <field> is <value>
      Given the completed session Alpha
      When a retention policy is made
        | field   | value   |
        | <field> | <value> |
      Then it is refused because <refusal>
      And the refusal mentions "<words>"

      Examples:
        | field                   | value         | refusal                   | words                                  |
        | batch size              | 0             | an argument is invalid    | batch size must be a positive integer  |
        | batch size              | none          | an argument is invalid    | batch size must be a positive integer  |
        | batch size              | 10001         | an argument is invalid    | batch size must be at most 10000       |
        | exempt statuses         | ["asleep"]    | the status is unknown     | asleep                                 |
        | exempt statuses         | "active"      | an argument is invalid    | exempt statuses must be a list         |
        | exempt tags             | [""]          | an argument is invalid    | exempt tags must have 1 to 255         |
        | prune event types first | ["sneezed"]   | the event type is unknown | sneezed                                |
        | archive before prune    | 1             | an argument is invalid    | archive before prune must be True      |
        | archive store           | 42            | an argument is invalid    | archive store must have a method write |

    Example: An archive is asked for, and none is given
      Given the completed session Alpha
      When a retention policy is made
        | field                | value |
        | archive before prune | true  |
      Then it is refused because an argument is invalid
      And the refusal mentions "archive store is required when archive before prune is true"
