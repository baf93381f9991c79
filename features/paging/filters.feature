Feature: Lists narrowed to what matters
  Of many sessions somebody wants those of one agent, of one owner, with one status, or with
  certain tags. A filter narrows lists and pages alike, and never shows what does not match.

  Background:
    Given these sessions
      | name    | actor | owner | status  | tags          |
      | Alpha   | pilot | Ann   | active  | billing       |
      | Beta    | pilot | Bob   | active  | billing, late |
      | Gamma   | clerk | Ann   | paused  | late          |
      | Delta   | clerk | Ann   | pending | none          |
      | Epsilon | pilot | Ann   | active  | late, billing |

  Rule: A session matches when all that is asked for is true

    Scenario Outline: Sessions with <filters>
      When the sessions with <filters> are listed
      Then the sessions are <sessions>
      And the pages of the sessions with <filters> hold the same

      Examples: one filter
        | filters               | sessions                      |
        | no restriction        | Epsilon, Delta, Gamma, Beta and Alpha |
        | actor pilot           | Epsilon, Beta and Alpha       |
        | owner Ann             | Epsilon, Delta, Gamma and Alpha |
        | status paused         | Gamma                         |
        | tags late             | Epsilon, Gamma and Beta       |

      Examples: several
        | filters                                            | sessions          |
        | actor pilot and owner Ann                             | Epsilon and Alpha |
        | owner Ann and status active                           | Epsilon and Alpha |
        | tags billing, late                                 | Epsilon and Beta  |
        | tags late, billing                                 | Epsilon and Beta  |
        | actor pilot and owner Ann and status active and tags late   | Epsilon           |

      Examples: nothing matches
        | filters               | sessions |
        | actor Pilot           | none     |
        | actor pil             | none     |
        | actor p%              | none     |
        | owner Ann' OR '1'='1  | none     |
        | status completed      | none     |
        | tags billin           | none     |
        | tags billing, missing | none     |

  Rule: A filter follows the session

    Example: A session that was resumed is among the active ones
      Given session Gamma was resumed
      When the sessions with status active and tags late are listed
      Then the sessions are Epsilon, Gamma and Beta

    Example: A session whose tag was taken away is not among the tagged ones
      Given session Beta has lost the tags "late"
      When the sessions with tags late are listed
      Then the sessions are Epsilon and Gamma

  Rule: Pages and limits count what matches

    Example: Filtered pages are full
      When the sessions with owner Ann are paged through by 2
      Then the pages are
        | sessions          |
        | Epsilon and Delta |
        | Gamma and Alpha   |

    Example: Limit and offset skip what does not match
      When the sessions with owner Ann are listed with limit 2 and offset 1
      Then the sessions are Delta and Gamma

  Rule: A filter that cannot match is refused

    Scenario Outline: <filter> is refused
      When the sessions with <filter> are listed
      Then it is refused because <reason>

      Examples:
        | filter          | reason                |
        | status sleeping | the status is unknown |
        | actor ""        | an argument is invalid |
        | owner ""        | an argument is invalid |
        | tags late, ""   | an argument is invalid |
