Feature: A question begins a turn
  Somebody asks an agent in a thread. Before the agent hears of it the question is a message of the
  session that continues the thread, and a run is under way that is to answer it. Both are written
  together, or neither is, so that whatever happens next, the record knows what was asked and by
  whom it was to be answered.

  Rule: The question is recorded with the run that is to answer it

    Example: In a thread that is new
      When Ann asks "What is 2+2?" in thread Trip
      Then session Trip has
        | property | value  |
        | actor    | smart  |
        | owner    | Ann    |
        | status   | active |
      And Trip holds the messages
        | role | content      |
        | user | What is 2+2? |
      And the manager's runs of Trip are
        | status  | input                      | provider | metadata.agent | metadata.thread id | metadata.resource id |
        | running | {"prompt": "What is 2+2?"} | smart    | smart          | Trip               | Ann                  |
      And the manager's events of Trip are
        | type         | data                                        |
        | run_started  | {}                                          |
        | message_sent | {"content": "What is 2+2?", "role": "user"} |

    Example: In a thread that goes on
      Given session Alpha with 2 messages
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "And now?" in thread Trip
      Then the answer has
        | path             | cell  |
        | resumed          | true  |
        | turn.session id  | Alpha |
        | message.sequence | 2     |
      And Alpha holds 3 messages

    Example: Of an agent, with a model that somebody serves
      When Ann asks "What is 2+2?" in thread Trip with
        | option   | value   |
        | agent    | datadog |
        | model    | opus    |
        | provider | claude  |
      Then the answer has
        | path          | cell    |
        | agent         | datadog |
        | turn.model id | opus    |
        | run.provider  | claude  |
      And the manager's events of Trip are
        | type         | provider | data.model |
        | run_started  | claude   | opus       |
        | message_sent | claude   | none       |
      And the thread Trip of Ann has
        | path     | cell |
        | model id | opus |

  Rule: The agent is told what was said before

    Example: Nothing, in a thread that is new
      When Ann asks "What is 2+2?" in thread Trip
      Then the answer has
        | path             | cell         |
        | resumed          | false        |
        | turn.message     | What is 2+2? |
        | turn.history     | []           |
        | turn.thread id   | Trip         |
        | turn.resource id | Ann          |
        | turn.resume      | none         |
      And session Trip is one of 1 session

    Example: What stands before the question, each call with its answer
      Given session Alpha with the messages
        | role      | content | tool calls                                        | answers |
        | user      | Weigh   |                                                   |         |
        | assistant |         | [{"id": "c1", "name": "scales", "arguments": {}}] |         |
        | tool      | 4 kg    |                                                   | c1      |
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "Again" in thread Trip
      Then the answer has
        | path                        | cell  |
        | turn.message                | Again |
        | turn.history.count          | 3     |
        | turn.history.0.content      | Weigh |
        | turn.history.2.content      | 4 kg  |
        | turn.history.2.tool call id | c1    |

    Example: The latest of it, where it is long
      Given session Alpha with 1003 messages
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "And now?" in thread Trip
      Then the answer has
        | path                     | cell         |
        | turn.history.count       | 1000         |
        | turn.history.0.content   | message 3    |
        | turn.history.999.content | message 1002 |

  Rule: A thread that nobody names is called by its millisecond, and is shared with nobody

    Example: A new thread
      When Ann asks "One" in a new thread
      Then the answer has
        | path           | cell                 |
        | resumed        | false                |
        | turn.thread id | thread-1767258000123 |
      And the threads of Ann are
        | thread id            |
        | thread-1767258000123 |

    Example: Another one in the same millisecond
      Given Ann asked "One" in a new thread
      When Ann asks "Two" in a new thread
      Then the answer has
        | path           | cell                 |
        | turn.thread id | thread-1767258000124 |
        | turn.history   | []                   |

    Example: Several at once
      When Ann asks "One" and "Two" in a new thread at the same time
      Then the threads of Ann are
        | thread id            |
        | thread-1767258000123 |
        | thread-1767258000124 |
      And session New is one of 2 sessions

    Example: Forks
      Given Ann asked "One" in thread Trip
      When Ann asks "Two" and "Three" in a new thread, forked from thread Trip at the same time
      Then the threads of Ann are
        | thread id          |
        | Trip               |
        | fork-1767258000123 |
        | fork-1767258000124 |

  Rule: A question that cannot be recorded changes nothing

    Scenario Outline: <what>
      Given session Alpha with 2 messages
      And the threads
        | thread | resource | session | provider   |
        | Trip   | Ann      | Alpha   | <provider> |
      When Ann asks "<question>" in thread Trip with
        | option | value   |
        | agent  | <agent> |
      Then it is refused because <reason>
      And nothing has changed

      Examples:
        | what                            | question | agent | provider | reason                       |
        | It says nothing                 |          | smart |          | the message is invalid       |
        | Nobody is asked                 | Hello    | ""    |          | an argument is invalid       |
        | The agent's name is no text     | Hello    | 5     |          | an argument is invalid       |
        | The thread is of another system | Hello    | smart | claude   | the thread goes on elsewhere |

  # In memory nothing is lost on the way.
  @not.with_backend=memory
  Rule: It is recorded once, also where the database's word for it is lost

    Example: In a thread that is new
      When Ann asks "Hello" in thread Trip with
        | option | value              |
        | loses  | every first answer |
      Then the answer has
        | path    | cell  |
        | resumed | false |
      And Trip holds the messages
        | role | content |
        | user | Hello   |
      And the manager's events of Trip are
        | sequence | type         |
        | 1        | run_started  |
        | 2        | message_sent |

    Example: In a thread that nobody names
      When Ann asks "Hello" in a new thread with
        | option | value              |
        | loses  | every first answer |
      Then New holds the messages
        | role | content |
        | user | Hello   |
      And the threads of Ann are
        | thread id            |
        | thread-1767258000123 |

    Example: In a fork
      Given Ann asked "Hello" in thread Trip
      When Ann asks "Again" in thread Letter, forked from thread Trip with
        | option | value              |
        | loses  | every first answer |
      Then Letter holds the messages
        | role | content |
        | user | Hello   |
        | user | Again   |
      And session Letter is one of 2 sessions
