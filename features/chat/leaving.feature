@use.with_face=async
Feature: Those who ask go away
  Clients close their windows, and servers are told to stop. Whoever goes away in mid-answer
  leaves a record that is whole: the question is there, the run is cancelled, what was said so far
  stands in the events, and no half of an answer is in the conversation.

  Rule: Whoever goes away cancels the turn

    Scenario Outline: After <chunks>
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what           |
        | streams | "It "          |
        | streams | "is "          |
        | waits   | for ever       |
        | is left | after <chunks> |
      Then the manager's runs of Trip are
        | status    | error.message                                        | output |
        | cancelled | The caller went away before the answer was complete. | none   |
      And Trip holds the messages
        | role | content      |
        | user | What is 2+2? |

      Examples:
        | chunks   |
        | 0 chunks |
        | 1 chunks |
        | 2 chunks |
        | 3 chunks |

    Example: What was said so far stays in the events
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what           |
        | streams | "It "          |
        | streams | "is "          |
        | waits   | for ever       |
        | is left | after 3 chunks |
      Then the manager's events of Trip are
        | type             | data.content |
        | run_started      | none         |
        | message_sent     | What is 2+2? |
        | message_streamed | "It "        |
        | message_streamed | "is "        |
        | run_cancelled    | none         |
      And Trip holds 1 message

    Example: The conversation goes on
      Given Ann asked "What is 2+2?" in thread Trip of an agent that
        | does    | what           |
        | streams | "It "          |
        | waits   | for ever       |
        | is left | after 2 chunks |
      When Ann asks "What was my last question?" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then Trip holds the messages
        | role      | content                                    |
        | user      | What is 2+2?                               |
        | user      | What was my last question?                 |
        | assistant | "Your last question was: \"What is 2+2?\"" |

  Rule: Whoever goes away too late changes nothing

    Example: The last chunk was there already
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what           |
        | says    | Four.          |
        | is left | after 3 chunks |
      Then the manager's runs of Trip are
        | status    |
        | completed |
      And Trip holds 2 messages

  Rule: So does an event loop that ends

    Example: In mid-answer
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what                              |
        | streams | "It "                             |
        | waits   | for ever                          |
        | is left | after 2 chunks, by its event loop |
      Then the manager's runs of Trip are
        | status    |
        | cancelled |
      And Trip holds 1 message

  Rule: An agent is closed when nobody listens any more

    Scenario Outline: It closes <how>
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does    | what           |
        | streams | "It "          |
        | closes  | <how>          |
        | streams | "is "          |
        | is left | after 2 chunks |
      Then the answers are
        | type         | says   |
        | system       | none   |
        | stream_event | "It "  |
        | the agent    | closed |
      And the manager's runs of Trip are
        | status    |
        | cancelled |

      Examples:
        | how     |
        | quietly |
        | badly   |
        | slowly  |

  Rule: At whatever step somebody goes away, the turn is whole or has no answer

    Example: Before, during and after each thing that is written
      Given session Alpha
      When Ann asks "What is 2+2?" in thread Trip and goes away at every step of the turn
      Then the answer has
        | path    | cell |
        | torn    | []   |
        | left    | 0    |
        | nothing | 1    |
