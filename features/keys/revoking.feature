Feature: Keys that are listed and revoked
  Keys are looked after where they belong: a namespace lists its own keys, never their secrets, and
  revokes them. A key is never removed, so that what was done with it can be traced to it. The keys
  of other namespaces are not there.

  Rule: A namespace lists its keys

    Example: In the order of their creation, with what became of them
      Given the keys
        | key    | role   | expires in |
        | reader | read   |            |
        | writer | append | 1 hour     |
      And 5 seconds pass
      And the key "reader" was revoked
      When the keys are listed
      Then the answers are
        | key id | role   | created at | expires at | revoked at |
        | reader | read   | 09:00:00   | none       | 09:00:05   |
        | writer | append | 09:00:00   | 10:00:00   | none       |

    Example: No key of another namespace
      Given the keys
        | key    | namespace |
        | reader | North     |
        | writer | South     |
      When the keys of South are listed
      Then the answers are
        | key id | namespace |
        | writer | South     |

  Rule: A key is revoked once

    Example: It says since when
      Given the keys
        | key    |
        | reader |
      And 5 seconds pass
      When the key "reader" is revoked
      Then the answer has
        | path       | cell     |
        | key id     | reader   |
        | revoked at | 09:00:05 |

    Example: Revoking it again changes nothing
      Given the keys
        | key    |
        | reader |
      And the key "reader" was revoked
      And 5 seconds pass
      When the key "reader" is revoked
      Then the answer has
        | path       | cell     |
        | revoked at | 09:00:00 |
      And nothing has changed

    Example: By several at the same time
      Given the keys
        | key    |
        | reader |
        | writer |
      When the key "reader" is revoked by 8 callers at the same time
      Then the answer has
        | path         | cell     |
        | count        | 8        |
        | 0.revoked at | 09:00:00 |
        | 7.revoked at | 09:00:00 |
      And the secret of "reader" opens nothing
      And the secret of "writer" opens the namespace local

    # A store in memory answers or fails; no answer is lost on the way.
    @not.with_backend=memory
    Example: The answer was lost on the way
      Given the keys
        | key    |
        | reader |
      And the answer to every first attempt is lost
      When the key "reader" is revoked
      Then the answer has
        | path       | cell     |
        | revoked at | 09:00:00 |

  Rule: A key of another namespace is a missing one

    Example: It cannot be revoked
      Given the keys
        | key    | namespace |
        | reader | North     |
        | writer | South     |
      When the key "reader" is revoked from South
      Then it is refused because the key is not found
      And nothing has changed
      And the secret of "reader" opens the namespace North

    Scenario Outline: Nor can one that never was: <id>
      Given the keys
        | key    |
        | reader |
      When a key whose id is <id> is revoked
      Then it is refused because the key is not found
      And nothing has changed

      Examples:
        | id      |
        | unknown |
        | "key\n" |
        | ""      |

    Example: Both are refused in the same words
      Given the keys
        | key    | namespace |
        | reader | North     |
      When the key "reader" is revoked from South, and one that never was
      Then all of them are refused because the key is not found
      And in the words for a key that never existed

    Example: A secret is no id, and the refusal does not repeat it
      Given the keys
        | key    |
        | reader |
      When the key "reader" is revoked by its secret
      Then it is refused because an argument is invalid
      And the refusal mentions "not its secret, which is not repeated here"
      And the secret of "reader" is not in the refusal

  Rule: Keys stay when what they were used for goes

    Example: A person is forgotten
      Given the keys
        | key | role   |
        | Ann | append |
      And session Alpha with
        | property | value |
        | owner    | Ann   |
      When everything of Ann is erased
      Then session Alpha is gone
      And the secret of "Ann" opens the namespace local

    Example: Retention is applied
      Given the keys
        | key    | expires in |
        | reader | 1 day      |
      And session Alpha
      And 400 days pass
      And retention was applied
      When the keys are listed
      Then the answers are
        | key id | revoked at |
        | reader | none       |
