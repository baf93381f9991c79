# A store in memory joins nobody's transactions, and loses no answers.
@not.with_backend=memory
Feature: A fork is made as a whole, and once
  A fork is one transaction: the session, its tags and its messages, and the mapping of its thread.
  It can be part of a transaction of the caller's own, which commits all of it or nothing. Where
  the answer of the database is lost, the store looks whether the fork is there before it makes
  one.

  Rule: It joins a transaction of the caller's

    Example: That is committed
      Given session Alpha with 3 messages
      When session Alpha is forked in a transaction that the caller commits
      Then each fork of Alpha begins as it does
      And the lineage of Alpha has
        | path           | cell |
        | children.count | 1    |

    Example: That is rolled back
      Given session Alpha with 3 messages
      When session Alpha is forked in a transaction that the caller rolls back
      Then the answer has
        | path          | cell |
        | message count | 3    |
      And nothing has changed

    Example: Beside rows of the caller's
      Given session Alpha with 3 messages
      When session Alpha is forked beside rows of the caller's, all of which are rolled back
      Then nothing has changed

  Rule: So do threads

    Scenario Outline: Trip <deed>, and that is rolled back
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 3 messages more
      And 60 seconds pass
      When thread Trip of Ann <deed> in a transaction that the caller rolls back
      Then nothing has changed

      Examples:
        | deed                  |
        | is opened             |
        | is forked into itself |

    Example: A new one, and that is committed
      Given no sessions
      When thread Trip of Ann is opened in a transaction that the caller commits
      Then the stored sessions are
        | owner id |
        | Ann      |
      And the threads of Ann are
        | thread id |
        | Trip      |

  Rule: An answer that is lost makes no second one

    Example: Of a session that is forked
      Given session Alpha with 3 messages
      And the answer to every first attempt is lost
      When session Alpha is forked as Beta at message 1
      Then each fork of Alpha begins as it does
      And the answer has
        | path               | cell  |
        | parent session id  | Alpha |
        | forked at sequence | 1     |
        | message count      | 2     |
        | next sequence      | 2     |
      And the lineage of Alpha has
        | path           | cell |
        | children.count | 1    |

    Example: Of a thread that is forked into itself
      Given thread Trip of Ann was opened as Alpha
      And Alpha gets 3 messages more
      And the answer to every first attempt is lost
      When thread Trip of Ann is forked into thread Trip as Beta before message 2
      Then the lineage of Beta has
        | path            | cell |
        | ancestors.count | 1    |
        | children.count  | 0    |
      And the session of thread Trip of Ann is "Beta"

    Example: Of a thread that is new
      Given the answer to every first attempt is lost
      When thread Trip of Ann is opened as Alpha
      Then the answer has
        | path    | cell  |
        | resumed | false |
      And session Alpha is one of 1 session

    Example: Of a thread that begins afresh
      Given thread Trip of Ann was opened as Alpha
      And session Alpha was completed
      And the answer to every first attempt is lost
      When thread Trip of Ann is opened as Beta
      Then the answer has
        | path    | cell  |
        | resumed | false |
      And session Beta is one of 2 sessions
