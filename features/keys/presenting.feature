Feature: Secrets that are presented
  A secret says which key it belongs to, and with that which namespace its bearer sees and what he
  may do there. The store is asked each time, so what was revoked or has expired opens nothing,
  from that moment on and wherever the store is open. What is no secret of a key opens nothing
  either, and is never an error.

  Rule: The secret says the namespace, whoever asks

    Example: It is presented to another namespace
      Given the keys
        | key    | namespace |
        | reader | North     |
        | writer | South     |
      When the secret of "reader" is presented to South
      Then the answer has
        | path      | cell   |
        | key id    | reader |
        | namespace | North  |

    Example: By many callers at the same time
      Given the keys
        | key    |
        | reader |
      When the secret of "reader" is presented by 8 callers at the same time
      Then the answer has
        | path     | cell   |
        | count    | 8      |
        | 0.key id | reader |
        | 7.key id | reader |

  Rule: What is no secret of a key opens nothing

    Scenario Outline: It <flaw>
      Given the keys
        | key    |
        | reader |
      When what is presented for the secret of "reader" <flaw>
      Then the answer is none
      And the secret of "reader" opens the namespace local

      Examples:
        | flaw                                 |
        | is empty                             |
        | was never given out                  |
        | lacks its last letter                |
        | has one letter more                  |
        | has a last letter that decodes alike |
        | has its letters in capitals          |
        | has a blank before it                |
        | has a line break behind it           |
        | has a NUL behind it                  |
        | has letters of another alphabet      |
        | has a lone surrogate                 |
        | has ten million letters              |
        | is its digest                        |

    Scenario Outline: What is no text at all is refused: it <flaw>
      Given the keys
        | key    |
        | reader |
      When what is presented for the secret of "reader" <flaw>
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | flaw              |
        | comes as bytes    |
        | is nothing at all |

  Rule: A key opens nothing from the moment when it expires

    Example: One second before
      Given the keys
        | key    | expires in |
        | reader | 60 seconds |
      And 59 seconds pass
      When the secret of "reader" is presented
      Then the answer has
        | path       | cell     |
        | expires at | 09:01:00 |

    Example: At that moment
      Given the keys
        | key    | expires in |
        | reader | 60 seconds |
        | writer |            |
      And 60 seconds pass
      When the secret of "reader" is presented
      Then the answer is none
      And the secret of "writer" opens the namespace local

  Rule: A key that is revoked opens nothing at once

    Example: In the store that revokes it
      Given the keys
        | key    |
        | reader |
        | writer |
      And the secret of "reader" was presented
      When the key "reader" is revoked
      Then the secret of "reader" opens nothing
      And the secret of "writer" opens the namespace local

    # A store in memory is open once.
    @not.with_backend=memory
    Example: In another store that is open
      Given the keys
        | key    |
        | reader |
      And the secret of "reader" was presented
      When the key "reader" is revoked in another store
      Then the secret of "reader" opens nothing

  Rule: The last use is noted, at most once a minute

    Scenario Outline: <seconds> seconds after the first use
      Given the keys
        | key    |
        | reader |
      And the secret of "reader" was presented
      And <seconds> seconds pass
      And the secret of "reader" was presented
      When the keys are listed
      Then the answers are
        | key id | last used at |
        | reader | <noted>      |

      Examples:
        | seconds | noted    |
        | 59      | 09:00:00 |
        | 60      | 09:01:00 |

    Example: A secret that opens nothing is not noted
      Given the keys
        | key    | expires in |
        | reader | 60 seconds |
      And 60 seconds pass
      And the secret of "reader" was presented
      When the keys are listed
      Then the answers are
        | key id | last used at |
        | reader | none         |

    # A store in memory refuses no note.
    @not.with_backend=memory
    Example: Where it cannot be noted, the secret opens the namespace all the same
      Given the keys
        | key    |
        | reader |
      And the database refuses to note when a key was used
      When the secret of "reader" is presented
      Then the answer has
        | path         | cell   |
        | key id       | reader |
        | last used at | none   |
