Feature: A thread finds its session
  A caller knows a conversation by a handle of its own, the thread, and says whose it is: its
  resource, such as a user. hansard keeps which session continues which thread, and for which
  model. So a later message finds its session again, from any machine, also after a restart.

  Rule: A thread is mapped to a session

    Example: The mapping says what was given, and when
      Given session Alpha
      When this thread is saved
        | thread | resource | session | model |
        | Trip   | Ann      | Alpha   | opus  |
      Then the answer has
        | path        | cell     |
        | thread id   | Trip     |
        | resource id | Ann      |
        | session id  | Alpha    |
        | model id    | opus     |
        | provider    | none     |
        | created at  | 09:00:00 |
        | updated at  | 09:00:00 |
      And the session of thread Trip of Ann is "Alpha"

    Example: It can be one of another system, and is not looked for
      Given the threads
        | thread | resource | session   | provider |
        | Trip   | Ann      | session-7 | claude   |
      When the store is asked for the thread Trip of Ann
      Then the answer has
        | path       | cell      |
        | session id | session-7 |
        | provider   | claude    |
        | model id   | none      |

    Example: A thread that nobody mapped has none
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the store is asked for the thread Letter of Ann
      Then the answer is none
      And the session of thread Letter of Ann is none

    Example: Two threads may go on in one session
      Given session Alpha
      When these threads are saved
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Trip   | Bob      | Alpha   |
      Then the session of thread Trip of Ann is "Alpha"
      And the session of thread Trip of Bob is "Alpha"

  Rule: Mapping it again keeps the time of the first mapping and moves that of the last

    Example: To another session
      Given sessions Alpha and Beta
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And 60 seconds pass
      When this thread is saved
        | thread | resource | session |
        | Trip   | Ann      | Beta    |
      Then the thread Trip of Ann has
        | path       | cell     |
        | session id | Beta     |
        | created at | 09:00:01 |
        | updated at | 09:01:02 |

    Example: What is stored is what was answered
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And 60 seconds pass
      When this thread is saved
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      Then the answer has
        | path       | cell     |
        | created at | 09:00:00 |
        | updated at | 09:01:01 |

    Example: A model that is not named again is none
      Given the threads
        | thread | resource | session | model |
        | Trip   | Ann      | Alpha   | opus  |
      When this thread is saved
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      Then the thread Trip of Ann has
        | path     | cell |
        | model id | none |

    Example: Nor is a system that is not named again
      Given the threads
        | thread | resource | session   | provider |
        | Trip   | Ann      | session-7 | claude   |
      When this thread is saved
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      Then the thread Trip of Ann has
        | path       | cell  |
        | session id | Alpha |
        | provider   | none  |

  Rule: A thread belongs to its resource

    Example: The same thread of two resources is two threads
      Given sessions Alpha and Beta
      When these threads are saved
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Trip   | Bob      | Beta    |
      Then the session of thread Trip of Ann is "Alpha"
      And the session of thread Trip of Bob is "Beta"

    Example: Another resource's thread is not there
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the store is asked for the thread Trip of Bob
      Then the answer is none
      And the threads of Bob are []

    Example: Nor is one of another namespace
      Given the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | North     |
        | Trip   | Ann      | Beta    | South     |
      When thread Trip of Ann in South is deleted
      Then the session of thread Trip of Ann in North is "Alpha"
      And the session of thread Trip of Ann in South is none
      And the threads of Ann are []

  Rule: The threads of a resource are listed, the last changed first

    Example: Whenever they were mapped
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Letter | Ann      | Beta    |
        | Call   | Bob      | Gamma   |
        | Trip   | Ann      | Delta   |
      When the store is asked for the threads of Ann
      Then the answers are
        | thread id | session id | created at | updated at |
        | Trip      | Delta      | 09:00:00   | 09:00:03   |
        | Letter    | Beta       | 09:00:01   | 09:00:01   |

    Example: Those of one moment by their names
      Given thread Trip of Ann was opened
      And thread Call of Ann was opened
      And thread Letter of Ann was opened
      When the store is asked for the threads of Ann
      Then the answers are
        | thread id | updated at |
        | Call      | 09:00:00   |
        | Letter    | 09:00:00   |
        | Trip      | 09:00:00   |

    Example: All of them, however many there are
      Given 1001 threads of Ann
      When the store is asked for the threads of Ann
      Then the answer has
        | path           | cell        |
        | count          | 1001        |
        | 0.thread id    | thread 0000 |
        | 1000.thread id | thread 1000 |

    Example: An unknown resource has none
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When the store is asked for the threads of Bob
      Then the answer is []

  Rule: Reading moves nothing

    Example: The session, the mapping and the list
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And 60 seconds pass
      When the store is asked for the session of thread Trip of Ann
      Then the threads of Ann are
        | thread id | updated at |
        | Trip      | 09:00:00   |
      And nothing has changed

  Rule: A mapping is deleted, and the session stays

    Example: It is there no more
      Given session Alpha with 3 messages
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Letter | Ann      | Alpha   |
      When thread Trip of Ann is deleted
      Then the threads of Ann are
        | thread id |
        | Letter    |
      And Alpha holds 3 messages

    Example: One that is not there is deleted as well
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When thread Letter of Ann is deleted
      Then the answer is none
      And nothing has changed

    Example: Another resource's thread stays
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When thread Trip of Bob is deleted
      Then nothing has changed

    Example: Mapped again, it begins anew
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And thread Trip of Ann was deleted
      When this thread is saved
        | thread | resource | session |
        | Trip   | Ann      | Beta    |
      Then the thread Trip of Ann has
        | path       | cell     |
        | session id | Beta     |
        | created at | 09:00:01 |

  # A store in memory is gone when it is closed.
  @not.with_backend=memory
  Rule: A mapping outlives the process

    Example: The same database, opened again
      Given session Alpha with 2 messages
      And the threads
        | thread | resource | session | model |
        | Trip   | Ann      | Alpha   | opus  |
      And the store was closed and opened again
      When thread Trip of Ann is opened with
        | property | value |
        | model    | opus  |
      Then the answer has
        | path               | cell     |
        | session.session id | Alpha    |
        | resumed            | true     |
        | mapping.created at | 09:00:00 |
      And Alpha holds 2 messages

    Example: A mapping that was deleted is gone then, too
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      And thread Trip of Ann was deleted
      And the store was closed and opened again
      When the store is asked for the threads of Ann
      Then the answer is []

  Rule: A thread and what it is mapped to have names of 1 to 255 characters

    Scenario Outline: <value> for <argument>
      Given session Alpha
      When <value> is given for <argument>
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | value          | argument                              |
        | an empty text  | the thread that is saved              |
        | NUL            | the resource of a saved thread        |
        | 256 characters | the session of a saved thread         |
        | a number       | the model of a saved thread           |
        | an empty text  | the provider of a saved thread        |
        | nothing        | the thread that is asked for          |
        | a list         | the thread whose session is asked for |
        | a number       | the thread that is deleted            |
        | nothing        | the resource whose threads are listed |

    Scenario Outline: <value> is no thread that anybody mapped
      Given session Alpha
      When <value> is given for <argument>
      Then the answer is <answer>
      And nothing has changed

      Examples:
        | value          | argument                              | answer |
        | an empty text  | the thread that is asked for          | none   |
        | 256 characters | the thread that is deleted            | none   |
        | NUL            | the resource whose threads are listed | []     |
