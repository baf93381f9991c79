Feature: A thread is forked into another
  A caller tries something else in a thread of its own: the other thread goes on with a fork of
  the session, and the first one stays as it was. A thread can also be forked into itself, which is
  how an earlier message is edited: the thread goes on with the fork, and the session that it left
  is still there.

  Rule: The other thread goes on with the fork

    Example: It has a session of its own, with the whole history
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 3 messages more
      When thread Trip of Ann is forked into thread Detour as Beta
      Then the answer has
        | path                       | cell   |
        | resumed                    | false  |
        | session.parent session id  | Alpha  |
        | session.forked at sequence | 2      |
        | session.message count      | 3      |
        | session.owner id           | Ann    |
        | mapping.thread id          | Detour |
        | mapping.session id         | Beta   |
      And the session of thread Trip of Ann is "Alpha"
      And the session of thread Detour of Ann is "Beta"

    Example: What is said in the one is not said in the other
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 2 messages more
      And thread Trip of Ann was forked into thread Detour as Beta
      When the user message "By train" is appended to Beta
      Then Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
      And Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 2        | By train  |

    Example: Made somewhere else than at the end, with a title
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 3 messages more
      When thread Trip of Ann is forked into thread Detour as Beta before message 1 with
        | property | value    |
        | name     | By train |
      Then session Beta has
        | property | value    |
        | name     | By train |
        | messages | 1        |
      And each fork of Alpha begins as it does

    # A store in memory is gone when it is closed.
    @not.with_backend=memory
    Example: Both are there when the store is opened again
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 2 messages more
      And thread Trip of Ann was forked into thread Detour as Beta
      And the store was closed and opened again
      When thread Detour of Ann is opened
      Then the answer has
        | path                      | cell  |
        | session.session id        | Beta  |
        | session.parent session id | Alpha |
        | session.message count     | 2     |
        | resumed                   | true  |

  Rule: It goes on with the model of the first

    Example: So it is opened with that
      Given thread Trip of Ann was opened as Alpha with
        | property | value |
        | model    | opus  |
      And thread Trip of Ann was forked into thread Detour as Beta
      When thread Detour of Ann is opened with
        | property | value |
        | model    | opus  |
      Then the answer has
        | path               | cell |
        | session.session id | Beta |
        | resumed            | true |

    Example: Without one, where the first has none
      Given thread Trip of Ann was opened as Alpha
      When thread Trip of Ann is forked into thread Detour as Beta
      Then the thread Detour of Ann has
        | path     | cell |
        | model id | none |

    Example: Unless another one is asked for
      Given thread Trip of Ann was opened as Alpha with
        | property | value |
        | model    | opus  |
      When thread Trip of Ann is forked into thread Detour as Beta with
        | property | value |
        | model    | haiku |
      Then the thread Detour of Ann has
        | path     | cell  |
        | model id | haiku |
      And the thread Trip of Ann has
        | path     | cell |
        | model id | opus |

  Rule: A thread that is there already leaves what it went on with

    Example: Another thread
      Given thread Trip of Ann was opened as Alpha
      And thread Detour of Ann was opened as Beta
      And 60 seconds pass
      When thread Trip of Ann is forked into thread Detour as Gamma
      Then the thread Detour of Ann has
        | path       | cell     |
        | session id | Gamma    |
        | created at | 09:00:00 |
        | updated at | 09:01:00 |
      And Beta holds no messages

    Example: The same thread, whose earlier message is said otherwise
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 3 messages more
      And thread Trip of Ann was forked into thread Trip as Beta before message 1
      When the user message "By train" is appended to Beta
      Then Beta holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | By train  |
      And the session of thread Trip of Ann is "Beta"

    Example: A thread that went on in another system
      Given thread Trip of Ann was opened as Alpha
      And the threads
        | thread | resource | session   | provider |
        | Detour | Ann      | session-7 | claude   |
      When thread Trip of Ann is forked into thread Detour as Beta
      Then the thread Detour of Ann has
        | path       | cell |
        | session id | Beta |
        | provider   | none |

  Rule: A thread that is not there cannot be forked

    Example: One that never was
      Given thread Trip of Ann was opened as Alpha
      When thread Letter of Ann is forked into thread Detour
      Then it is refused because the thread is not found
      And the refusal says
        | detail    | value  |
        | thread id | Letter |
      And nothing has changed

    Example: One of another resource
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 2 messages more
      When thread Trip of Bob is forked into thread Detour
      Then it is refused because the thread is not found
      And nothing has changed

    Example: One of another namespace
      Given thread Trip of Ann in North was opened as Alpha in North
      And session Beta in South
      When thread Trip of Ann in South is forked into thread Detour
      Then it is refused because the thread is not found
      And nothing has changed

  Rule: Nor one that has nothing to be forked

    Scenario Outline: Its session was <lost>
      Given thread Trip of Ann was opened as Alpha
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | <named> |
      And <deed>
      When thread Trip of Ann is forked into thread Detour
      Then it is refused because the session is not found
      And nothing has changed

      Examples:
        | lost        | named   | deed                       |
        | never there | Nowhere | 1 seconds pass             |
        | hidden      | Alpha   | Alpha was hidden 1 day ago |

    Example: It goes on in another system
      Given the threads
        | thread | resource | session   | provider |
        | Trip   | Ann      | session-7 | claude   |
      When thread Trip of Ann is forked into thread Detour
      Then it is refused because the thread goes on elsewhere
      And nothing has changed

    Example: Its session has no such message
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 2 messages more
      When thread Trip of Ann is forked into thread Detour at message 2
      Then it is refused because an argument is invalid
      And nothing has changed

    Scenario Outline: <value> for <argument>
      Given thread Trip of Ann was opened as Alpha
      When <value> is given for <argument>
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | value          | argument                        |
        | an empty text  | the thread of a fork            |
        | nothing        | the thread that is forked       |
        | a number       | the resource of a forked thread |
        | 256 characters | the model of a forked thread    |
        | an empty text  | the title of a forked thread    |

  Rule: Of many that fork a thread at once, each makes a fork, and the thread goes on with one

    Example: Into one thread
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 2 messages more
      When 6 callers fork the thread Trip of Ann, 2 times
      Then all of them succeed
      And each fork of Alpha begins as it does
      And no session was made in vain
