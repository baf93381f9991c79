Feature: Long lists of sessions, page by page
  A store holds more sessions than anybody lists at once. A page says where the next one begins,
  by position and not by number, so that paging costs the same on every page and neither repeats
  nor hides a session while others come and go.

  Rule: Pages follow each other, newest first

    Example: The last page is shorter
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon
      When the sessions are paged through by 2
      Then the pages are
        | sessions          |
        | Epsilon and Delta |
        | Gamma and Beta    |
        | Alpha             |

    Example: No empty page follows a full one
      Given sessions Alpha, Beta, Gamma and Delta
      When the sessions are paged through by 2
      Then the pages are
        | sessions        |
        | Delta and Gamma |
        | Beta and Alpha  |

    Example: A store without sessions has one empty page
      Given no sessions
      When the sessions are paged through by 2
      Then the pages are
        | sessions |
        | none     |

    Example: Oldest first where that is asked for
      Given sessions Alpha, Beta and Gamma
      When the sessions with order oldest are paged through by 2
      Then the pages are
        | sessions       |
        | Alpha and Beta |
        | Gamma          |

  Rule: Sessions of the same moment keep one order

    Example: They are told apart by their ids
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon of the same moment
      When the sessions are paged through by 2
      Then the pages are
        | sessions          |
        | Gamma and Epsilon |
        | Delta and Beta    |
        | Alpha             |

    Example: Also oldest first
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon of the same moment
      When the sessions with order oldest are paged through by 2
      Then the pages are
        | sessions          |
        | Alpha and Beta    |
        | Delta and Epsilon |
        | Gamma             |

    Example: A list has the order of the pages
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon of the same moment
      When the sessions are listed
      Then the sessions are Gamma, Epsilon, Delta, Beta and Alpha

  Rule: Sessions that come and go meanwhile neither repeat nor hide others

    Example: A new session does not push others onto the next page
      Given sessions Alpha, Beta, Gamma and Delta
      And the first page of the sessions by 2
      And session Zeta
      When the following pages are read
      Then the pages are
        | sessions       |
        | Beta and Alpha |

    Example: A deleted session does not pull others off the next page
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon
      And the first page of the sessions by 2
      And session Epsilon was deleted
      When the following pages are read
      Then the pages are
        | sessions       |
        | Gamma and Beta |
        | Alpha          |

    Example: The session at the end of a page may be deleted
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon
      And the first page of the sessions by 2
      And session Delta was deleted
      When the following pages are read
      Then the pages are
        | sessions       |
        | Gamma and Beta |
        | Alpha          |

    Example: Many come and go
      Given 40 sessions
      When the sessions are paged through by 7, while after each page one is created and one deleted
      Then every session that was there throughout is there once

  Rule: Pages come without messages

    Example: A session in a page tells how many it holds
      Given session Alpha with 3 messages
      When the sessions are paged through by 2
      Then each of them says how many messages it holds, and comes without them

    Example: A session in a list does, too
      Given session Alpha with 3 messages
      When the sessions are listed
      Then each of them says how many messages it holds, and comes without them

  Rule: A page has 1 to 1000 sessions, in an order that exists

    Scenario Outline: A page of <limit> is refused
      Given session Alpha
      When the sessions are paged through by <limit>
      Then it is refused because an argument is invalid
      And the refusal mentions "limit must be an integer from 1 to 1000"

      Examples:
        | limit |
        | 0     |
        | -1    |
        | 1001  |
        | 2.5   |
        | true  |
        | "ten" |
        | none  |

    Example: An unknown order is refused
      Given session Alpha
      When the sessions with order alphabetical are paged through by 2
      Then it is refused because an argument is invalid
      And the refusal mentions "newest, oldest"

    Scenario Outline: A list by limit <limit> and offset <offset> is refused
      Given session Alpha
      When the sessions are listed with limit <limit> and offset <offset>
      Then it is refused because an argument is invalid
      And the refusal mentions "<argument>"

      Examples:
        | limit | offset | argument |
        | 0     | 0      | limit    |
        | none  | 0      | limit    |
        | 10    | -1     | offset   |
        | 10    | 1.5    | offset   |
