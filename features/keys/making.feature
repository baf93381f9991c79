Feature: Keys for callers from outside
  Whoever uses a store from outside the process shows the secret of a key. A key opens one
  namespace, for reading, for appending or for everything. Its secret is given once, to whoever
  makes the key, and is kept nowhere: neither the store nor a copy of its database can give it
  away.

  Rule: A key is made for a namespace and a role

    Example: Its secret opens the namespace
      When these keys are made
        | key    | role |
        | reader | read |
      Then the answer has
        | path         | cell     |
        | key id       | reader   |
        | name         | reader   |
        | role         | read     |
        | namespace    | local    |
        | shown.count  | 12       |
        | created at   | 09:00:00 |
        | expires at   | none     |
        | revoked at   | none     |
        | last used at | none     |
      And the secret of "reader" opens the namespace local

    Example: A key says what it may be used for
      Given the keys
        | key   | role  | namespace |
        | chief | admin | North     |
      When the secret of "chief" is presented
      Then the answer has
        | path      | cell  |
        | key id    | chief |
        | role      | admin |
        | namespace | North |

    Example: Several keys may have one name
      Given the keys
        | key    | name  | role   |
        | first  | robot | read   |
        | second | robot | append |
      When the secret of "second" is presented
      Then the answer has
        | path   | cell   |
        | key id | second |
        | name   | robot  |
        | role   | append |
      And the secret of "first" opens the namespace local

    Example: A name in any alphabet
      When these keys are made
        | key    | name     |
        | reader | 読む "all" |
      Then the answer has
        | path | cell     |
        | name | 読む "all" |
      And the secret of "reader" opens the namespace local

  Rule: Each role may do all that the one before it may

    Scenario Outline: <role>
      Given the keys
        | key | role   |
        | one | <role> |
      When it is asked what the key "one" may do
      Then the answer has
        | path   | cell     |
        | read   | true     |
        | append | <append> |
        | admin  | <admin>  |

      Examples:
        | role   | append | admin |
        | read   | false  | false |
        | append | true   | false |
        | admin  | true   | true  |

  Rule: A key that cannot be is refused

    Scenario Outline: Its <what> is <value>
      Given the keys
        | key    |
        | before |
      When these keys are made
        | key | <what>  |
        | one | <value> |
      Then it is refused because an argument is invalid
      And the refusal mentions "<what> must"
      And nothing has changed

      Examples:
        | what | value       |
        | role | owner       |
        | role | READ        |
        | role | 3           |
        | name | 256 letters |
        | name | 7           |
        | name | none        |

    Scenario Outline: It expires in <span>
      Given the keys
        | key    |
        | before |
      When these keys are made
        | key | expires in |
        | one | <span>     |
      Then it is refused because an argument is invalid
      And the refusal mentions "expires in must"
      And nothing has changed

      Examples:
        | span         |
        | 0 days       |
        | -1 second    |
        | 4000000 days |
        | 90           |
        | soon         |

  # A store in memory has no database that somebody could copy.
  @not.with_backend=memory
  Rule: The secret is kept nowhere

    Example: The database has its digest, and its beginning to tell keys apart by
      Given the keys
        | key    | expires in |
        | reader | 90 days    |
      And the secret of "reader" was presented
      When the key "reader" is revoked
      Then the secret of "reader" is nowhere in the database

    Example: The answer to the making was lost
      Given the answer to every first attempt is lost
      When these keys are made
        | key    |
        | reader |
      Then the secret of "reader" opens the namespace local
      And the secret of "reader" is nowhere in the database

  Rule: Whether there are keys is known in every namespace

    Example: None was ever made
      Given session Alpha in North
      When it is asked whether there are keys
      Then the answer is false

    Example: One was made in another namespace
      Given the keys
        | key    | namespace |
        | reader | North     |
      When it is asked in South whether there are keys
      Then the answer is true

    Example: All of them are revoked
      Given the keys
        | key    |
        | reader |
      And the key "reader" was revoked
      When it is asked whether there are keys
      Then the answer is true

    Example: All of them have expired
      Given the keys
        | key    | expires in |
        | reader | 1 day      |
      And 2 days pass
      When it is asked whether there are keys
      Then the answer is true
