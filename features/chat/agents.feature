@use.with_face=async
Feature: Agents at work
  An agent is somebody else's code: it asks a model, calls tools, and may fail, fall silent or say
  what nobody understands. hansard drives it through a turn. Whoever asked hears each chunk once
  that is recorded, hears how it ended, and never hears of what goes on inside.

  Rule: Whoever asks hears the turn's ids first, then the agent, then how it ended

    Example: The offline agent, word by word
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then the answers are
        | type         | subtype  | says      | session id | thread id | agent |
        | system       | init     | none      | Trip       | Trip      | smart |
        | stream_event | none     | "2+2 "    | Trip       | none      | none  |
        | stream_event | none     | "is "     | Trip       | none      | none  |
        | stream_event | none     | "4."      | Trip       | none      | none  |
        | assistant    | none     | 2+2 is 4. | Trip       | none      | none  |
        | result       | success  | 2+2 is 4. | Trip       | none      | none  |
        | system       | complete | none      | none       | none      | none  |
      And Trip holds the messages
        | role      | content      |
        | user      | What is 2+2? |
        | assistant | 2+2 is 4.    |

    Example: The provider's own beginning is in the first chunk
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does  | what                                                                                 |
        | emits | {"type": "system", "subtype": "init", "session_id": "claude-7", "tools": ["scales"]} |
        | says  | Four.                                                                                |
      Then the answers are
        | type      | subtype  | session id | provider session id | tools      |
        | system    | init     | Trip       | claude-7            | ["scales"] |
        | assistant | none     | none       | none                | none       |
        | system    | complete | none       | none                | none       |
      And Trip holds 2 messages

    Example: A beginning that comes late is recorded, and not told
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does        | what     |
        | says        | Four.    |
        | is known as | claude-7 |
      Then the answers are
        | type      | subtype  | provider session id |
        | system    | init     | none                |
        | assistant | none     | none                |
        | system    | complete | none                |
      And the manager's events of Trip of type "message_streamed" are
        | data.chunk.session id |
        | claude-7              |

  Rule: An agent that fails fails its run, and says nothing of why to whoever asked

    Scenario Outline: <what>
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what    |
        | streams | Fo      |
        | raises  | <error> |
      Then the answers are
        | type         | subtype | says    |
        | system       | init    | none    |
        | stream_event | none    | Fo      |
        | error        | none    | <words> |
      And the manager's runs of Trip are
        | status   | error.code | error.message |
        | <status> | <code>     | <message>     |
      And Trip holds the messages
        | role | content      |
        | user | What is 2+2? |

      Examples:
        | what                       | error                       | status  | code                  | message                      | words                                                            |
        | An error of the program    | ValueError: no such invoice | failed  | internal_error        | no such invoice              | The agent could not answer. The question is recorded; ask again. |
        | An error in codes          | RunnerError: too many       | failed  | provider_rate_limited | too many                     | The agent could not answer. The question is recorded; ask again. |
        | Time that ran out          | TimeoutError: too late      | timeout | provider_timeout      | too late                     | The agent took too long. The question is recorded; ask again.    |
        | An order to end the server | SystemExit: 1               | failed  | internal_error        | The agent raised SystemExit. | The agent could not answer. The question is recorded; ask again. |

    Example: It reports that it failed
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does | what                                       |
        | says | Let me                                     |
        | ends | {"is_error": true, "result": "No credit."} |
      Then the answers are
        | type      | subtype | says                                                             |
        | system    | init    | none                                                             |
        | assistant | none    | Let me                                                           |
        | result    | success | No credit.                                                       |
        | error     | none    | The agent could not answer. The question is recorded; ask again. |
      And the manager's runs of Trip are
        | status | error.message |
        | failed | No credit.    |

    Scenario Outline: It is <kind>
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does | what   |
        | is   | <kind> |
      Then the answers are
        | type   | says                                                             |
        | system | none                                                             |
        | error  | The agent could not answer. The question is recorded; ask again. |
      And the manager's runs of Trip are
        | status | error.code     |
        | failed | internal_error |

      Examples:
        | kind                  |
        | one that gives a list |
        | one that is awaited   |
        | one that cannot begin |

    Example: It says nothing at all
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does   | what    |
        | closes | quietly |
      Then the answers are
        | type      | says                                                             |
        | system    | none                                                             |
        | error     | The agent could not answer. The question is recorded; ask again. |
        | the agent | closed                                                           |
      And the manager's runs of Trip are
        | status | error.message                      |
        | failed | The agent ended without an answer. |

  Rule: What an agent says and nobody can record fails its run

    Scenario Outline: <what>
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what   |
        | streams | Fo     |
        | emits   | <what> |
        | says    | Four.  |
      Then the answers are
        | type         | says                                                              |
        | system       | none                                                              |
        | stream_event | Fo                                                                |
        | error        | The agent said what cannot be recorded. The question is recorded. |
      And the manager's runs of Trip are
        | status | error.code     |
        | failed | invalid_format |
      And Trip holds 1 message

      Examples:
        | what                      |
        | not a number              |
        | a number                  |
        | nothing                   |
        | an object that is no JSON |
        | what is nested too deep   |
        | nine megabytes            |

  Rule: A silent agent gives signs of life

    Example: It is not taken for dead, and its answer counts
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does      | what                             |
        | meanwhile | a minute passes in silence       |
        | meanwhile | those silent for 30 s are failed |
        | says      | Four.                            |
      Then the manager's runs of Trip are
        | status    |
        | completed |
      And Trip holds 2 messages

    Example: Whoever asks is told the ids of the turn meanwhile
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what          |
        | waits   | for ever      |
        | is left | after 1 chunk |
      Then the answers are
        | type   | subtype | session id |
        | system | init    | Trip       |
      And the manager's runs of Trip are
        | status    |
        | cancelled |

  Rule: An agent whose run is over is stopped

    Scenario Outline: <what> while it speaks
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does      | what   |
        | streams   | Fo     |
        | meanwhile | <what> |
        | says      | Four.  |
      Then the answers are
        | type         | says    |
        | system       | none    |
        | stream_event | Fo      |
        | error        | <words> |
      And the manager's runs of Trip are
        | status   | error.message |
        | <status> | <message>     |
      And Trip holds 1 message

      Examples:
        | what                 | status    | message                                                 | words                                                 |
        | its run is cancelled | cancelled | enough                                                  | The run was ended meanwhile; the answer is not added. |
        | it is taken for dead | failed    | No sign of life since 2026-01-01T09:00:01.123456+00:00. | The run was ended meanwhile; the answer is not added. |

    Example: Its run is cancelled while it is silent
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does      | what                 |
        | meanwhile | its run is cancelled |
        | waits     | for ever             |
      Then the answers are
        | type   | says                                                  |
        | system | none                                                  |
        | error  | The run was ended meanwhile; the answer is not added. |
      And the manager's runs of Trip are
        | status    |
        | cancelled |

  Rule: The session may change while an agent speaks

    Example: Its session is paused
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does      | what                  |
        | meanwhile | its session is paused |
        | says      | Four.                 |
      Then session Trip is paused
      And Trip holds 2 messages

    Example: Its session is completed
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does      | what                     |
        | meanwhile | its session is completed |
        | says      | Four.                    |
      Then the answers are
        | type      | says                                                                  |
        | system    | none                                                                  |
        | assistant | Four.                                                                 |
        | error     | The conversation was closed meanwhile; the answer is not added to it. |
      And the manager's runs of Trip are
        | status | error.code    |
        | failed | stream_closed |

    Example: Its session is deleted
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does      | what                   |
        | meanwhile | its session is deleted |
        | says      | Four.                  |
      Then the answers are
        | type   | says                                    |
        | system | none                                    |
        | error  | The conversation was deleted meanwhile. |
      And session Trip is gone
