Feature: A conversation continues
  A later question in the same thread goes on where the conversation stopped, from any machine.
  Where the provider keeps a conversation of its own, the agent is told what it is called there,
  so that it can be resumed. A fork goes on with the parent's, as a copy, and never writes to it.

  Rule: The next question knows the answers before it

    Example: After an answer
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does     | what |
        | says     | Four |
        | finishes |      |
      When Ann asks "Are you sure?" in thread Trip
      Then the answer has
        | path                   | cell         |
        | resumed                | true         |
        | turn.history.0.content | What is 2+2? |
        | turn.history.1.content | Four         |
        | turn.history.count     | 2            |

    # What is in memory does not outlive its store.
    @not.with_backend=memory
    Example: After a restart
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does     | what |
        | says     | Four |
        | finishes |      |
      And the store was closed and opened again
      When Ann asks "Are you sure?" in thread Trip
      Then the answer has
        | path                   | cell |
        | resumed                | true |
        | turn.history.1.content | Four |

    Example: After a turn that was cancelled
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does    | what |
        | streams | Fo   |
      And the agent was cancelled
      When Ann asks "Are you there?" in thread Trip
      Then the answer has
        | path                   | cell         |
        | turn.history.0.content | What is 2+2? |
        | turn.history.count     | 1            |

    Example: With another model the thread begins anew
      Given Ann asked "One" in thread Trip with
        | option | value |
        | model  | opus  |
      When Ann asks "Two" in thread Trip with
        | option | value  |
        | model  | sonnet |
      Then the answer has
        | path          | cell   |
        | resumed       | false  |
        | turn.history  | []     |
        | turn.model id | sonnet |
      And session Trip is one of 2 sessions

  Rule: The agent is told what the provider calls the conversation

    Example: Once the provider has said so
      Given Ann asked "One" in thread Trip with
        | option   | value  |
        | provider | claude |
      And the agent did
        | does        | what     |
        | is known as | claude-7 |
        | says        | First.   |
        | finishes    |          |
      When Ann asks "Two" in thread Trip with
        | option   | value  |
        | provider | claude |
      Then the answer has
        | path        | cell     |
        | turn.resume | claude-7 |
        | turn.fork   | false    |

    Example: The latest name counts
      Given Ann asked "One" in thread Trip
      And the agent did
        | does        | what     |
        | is known as | claude-7 |
        | is known as | claude-8 |
        | says        | First.   |
        | finishes    |          |
      When Ann asks "Two" in thread Trip
      Then the answer has
        | path        | cell     |
        | turn.resume | claude-8 |

    Example: Another provider's agent is not told
      Given Ann asked "One" in thread Trip with
        | option   | value  |
        | provider | claude |
      And the agent did
        | does        | what     |
        | is known as | claude-7 |
        | says        | First.   |
        | finishes    |          |
      When Ann asks "Two" in thread Trip with
        | option   | value |
        | provider | codex |
      Then the answer has
        | path               | cell |
        | turn.resume        | none |
        | turn.history.count | 2    |

  Rule: What the provider does not know, or never said, is not resumed

    Example: Not once something was said that the provider has not heard
      Given Ann asked "One" in thread Trip with
        | option   | value  |
        | provider | claude |
      And the agent did
        | does        | what     |
        | is known as | claude-7 |
        | says        | First.   |
        | finishes    |          |
      And Ann asked "Two" in thread Trip with
        | option   | value |
        | provider | codex |
      When Ann asks "Three" in thread Trip with
        | option   | value  |
        | provider | claude |
      Then the answer has
        | path               | cell |
        | turn.resume        | none |
        | turn.history.count | 3    |

    Example: A name that a caller has written there is nobody's
      Given session Alpha with
        | property | value                                                                                        |
        | metadata | {"provider_sessions": {"claude": {"provider_session_id": "claude-7", "next_sequence": 0}}} |
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "One" in thread Trip with
        | option   | value  |
        | provider | claude |
      Then the answer has
        | path        | cell |
        | turn.resume | none |

    Example: Whatever somebody else keeps in its place is left alone
      Given session Alpha with
        | property | value                                         |
        | metadata | {"provider_sessions": ["somebody", "else's"]} |
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "One" in thread Trip
      Then the answer has
        | path        | cell |
        | turn.resume | none |

  Rule: A question may be asked in a fork

    Example: The fork has the history, and the parent does not change
      Given Ann asked "What is 2+2?" in thread Trip
      And the agent did
        | does     | what |
        | says     | Four |
        | finishes |      |
      When Ann asks "Now multiply" in thread Letter, forked from thread Trip
      Then the answer has
        | path                   | cell         |
        | resumed                | false        |
        | turn.history.0.content | What is 2+2? |
        | turn.history.1.content | Four         |
      And Letter holds 3 messages
      And Trip holds 2 messages

    Example: Each goes on by itself
      Given Ann asked "One" in thread Trip
      And Ann asked "Two" in thread Letter, forked from thread Trip
      When Ann asks "Three" in thread Trip
      Then Trip holds the messages
        | role | content |
        | user | One     |
        | user | Three   |
      And Letter holds the messages
        | role | content |
        | user | One     |
        | user | Two     |

    Example: The provider's conversation is copied for the fork, and then it has its own
      Given Ann asked "One" in thread Trip
      And the agent did
        | does        | what     |
        | is known as | claude-7 |
        | says        | First.   |
        | finishes    |          |
      When Ann asks "Two" in thread Letter, forked from thread Trip
      Then the answer has
        | path        | cell     |
        | turn.resume | claude-7 |
        | turn.fork   | true     |

    Example: The fork's own conversation is resumed from then on
      Given Ann asked "One" in thread Trip
      And the agent did
        | does        | what     |
        | is known as | claude-7 |
        | says        | First.   |
        | finishes    |          |
      And Ann asked "Two" in thread Letter, forked from thread Trip
      And the agent did
        | does        | what     |
        | is known as | claude-8 |
        | says        | Second.  |
        | finishes    |          |
      When Ann asks "Three" in thread Letter
      Then the answer has
        | path        | cell     |
        | turn.resume | claude-8 |
        | turn.fork   | false    |

  Rule: Only a thread of one's own can be forked

    Scenario Outline: <what>
      Given Ann asked "One" in thread Trip
      When <question> in thread <thread>, forked from thread <parent>
      Then it is refused because the thread is not found
      And nothing has changed

      Examples:
        | what                   | question       | thread          | parent |
        | One that nobody mapped | Ann asks "Two" | Letter          | Call   |
        | Another resource's     | Bob asks "Two" | Letter          | Trip   |
        | Another namespace's    | Ann asks "Two" | Letter in South | Trip   |

    Example: Its session is gone
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "Two" in thread Letter, forked from thread Trip
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Two first questions at once are asked in one session

    Example: Both are recorded, and each is answered once
      Given Ann asked "One" and "Two" in thread Trip at the same time
      And the agent did
        | does | what  |
        | says | Well. |
      When the agent finishes
      Then Trip holds 4 messages
      And session Trip is one of 1 session
      And the manager's runs of Trip are
        | status    | output               |
        | completed | {"content": "Well."} |
        | completed | {"content": "Well."} |

    Example: Two questions in one thread that goes on
      Given session Alpha with 2 messages
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "One" and "Two" in thread Trip at the same time
      Then Alpha holds 4 messages
      And the manager's runs of Alpha are
        | status  |
        | running |
        | running |

    Example: Two forks of one thread
      Given Ann asked "One" in thread Trip
      When Ann asks "Two" and "Three" in thread Letter, forked from thread Trip at the same time
      Then session Trip is one of 3 sessions
      And Trip holds 1 message
      And the threads of Ann are
        | thread id |
        | Letter    |
        | Trip      |

  Rule: Namespaces know nothing of each other

    Example: The same thread of the same resource
      Given Ann asked "One" in thread Trip
      When Ann asks "Two" in thread Trip in South
      Then the answer has
        | path         | cell  |
        | resumed      | false |
        | turn.history | []    |
      And Trip holds 1 message
