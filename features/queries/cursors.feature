Feature: Searching page by page
  A page of a search names the place behind its last record by a cursor, whichever filters it has.
  Pages follow each other by position, so that what comes and goes meanwhile neither repeats nor
  hides anything. A cursor gives no rights: the namespace decides on every page anew.

  Rule: The next page begins behind the last one, and the page behind the last is empty

    Scenario Outline: Sessions in the order "<order by>"
      Given sessions Alpha, Beta, Gamma, Delta and Epsilon
      And session Beta was paused
      And the sessions were searched with
        | filter   | value      |
        | limit    | 2          |
        | order by | <order by> |
      When every following page is asked for
      Then the sessions found are <sessions>
      And the answers are
        | sessions.count |
        | 2              |
        | 1              |
        | 0              |

      Examples:
        | order by        | sessions              |
        | updated_at_desc | Delta, Gamma and Alpha |
        | created_at_desc | Gamma, Beta and Alpha |
        | created_at_asc  | Gamma, Delta and Epsilon |

    Scenario Outline: Runs in the order "<order by>"
      Given session Alpha
      And the runs
        | run   | session | started at |
        | One   | Alpha   | 09:00:01   |
        | Two   | Alpha   | 09:00:02   |
        | Three | Alpha   | 09:00:02   |
        | Four  | Alpha   | 09:00:02   |
        | Five  | Alpha   | 09:00:03   |
      And the runs were searched with
        | filter   | value      |
        | limit    | 2          |
        | order by | <order by> |
      When every following page is asked for
      Then the runs found are <runs>

      Examples:
        | order by        | runs                |
        | started_at_desc | Three, Four and One |
        | started_at_asc  | Three, Two and Five |

    Scenario Outline: Events in the order "<order by>"
      Given sessions Alpha and Beta
      And the events
        | event | session | type         | timestamp |
        | One   | Alpha   | message_sent | 09:00:03  |
        | Two   | Alpha   | message_sent | 09:00:02  |
        | One   | Beta    | message_sent | 09:00:02  |
        | Three | Beta    | message_sent | 09:00:01  |
      And the events were searched with
        | filter   | value      |
        | limit    | 1          |
        | order by | <order by> |
      When every following page is asked for
      Then the events found are <events>

      Examples:
        | order by       | events              |
        | sequence_asc   | One, Three and Two  |
        | timestamp_asc  | One, Two and One    |
        | timestamp_desc | Two, One and Three  |

    Example: The page behind the last has no cursor
      Given sessions Alpha and Beta
      And the sessions were searched with
        | filter | value |
        | limit  | 2     |
      When the next page is asked for
      Then the sessions found are none
      And the answer has
        | path   | cell |
        | cursor | none |

  Rule: Filters hold on every page

    Scenario Outline: Whether they leave few or many, in the order "<order by>"
      Given session Alpha
      And 1100 events were appended to Alpha
      And the events
        | event | session | type       |
        | One   | Alpha   | run_failed |
        | Two   | Alpha   | run_failed |
        | Three | Alpha   | run_failed |
      And the events were searched with
        | filter   | value      |
        | types    | run_failed |
        | limit    | 1          |
        | order by | <order by> |
      When every following page is asked for
      Then the events found are <events>

      Examples:
        | order by       | events        |
        | sequence_asc   | Two and Three |
        | timestamp_asc  | Three and Two |
        | timestamp_desc | Three and One |

    Example: Another limit may be asked for
      Given sessions Alpha, Beta, Gamma and Delta
      And the sessions were searched with
        | filter | value |
        | limit  | 1     |
      When the next page is asked for with
        | filter | value |
        | limit  | 2     |
      Then the sessions found are Gamma and Beta

  Rule: What comes and goes meanwhile neither repeats nor hides anything

    Example: A new session, and one at the end of the page that is deleted
      Given sessions Alpha, Beta, Gamma and Delta
      And the sessions were searched with
        | filter | value |
        | limit  | 2     |
      And session Zeta
      And session Gamma was deleted
      When the next page is asked for
      Then the sessions found are Beta and Alpha

    Example: New events of a session whose first ones were found
      Given session Alpha
      And 3 events were appended to Alpha
      And the events were searched with
        | filter | value |
        | limit  | 3     |
      And the events
        | event | session | type         |
        | Next  | Alpha   | message_sent |
      When the next page is asked for
      Then the events found are Next

  Rule: The order by token usage has no pages

    Example: It gives no cursor
      Given session Alpha
      And the runs
        | run | session |
        | One | Alpha   |
      When the runs are searched with
        | filter   | value            |
        | order by | token_usage_desc |
      Then the answer has
        | path   | cell |
        | cursor | none |

    Example: It takes none
      Given session Alpha
      And the runs
        | run | session |
        | One | Alpha   |
      And the runs were searched
      When the next page is asked for with
        | filter   | value            |
        | order by | token_usage_desc |
      Then it is refused because the cursor is invalid
      And the refusal mentions "token usage desc has no cursors"

  Rule: A cursor belongs to what was searched, to its order and to its namespace

    Example: In another order
      Given sessions Alpha and Beta
      And the sessions were searched
      When the next page is asked for with
        | filter   | value           |
        | order by | created_at_desc |
      Then it is refused because the cursor is invalid
      And the refusal mentions "Cursor order does not match requested order by"

    Scenario Outline: For <kind>
      Given session Alpha
      And the runs
        | run | session |
        | One | Alpha   |
      And the runs were searched
      When the next page of <kind> is asked for
      Then it is refused because the cursor is invalid

      Examples:
        | kind     |
        | sessions |
        | events   |

    Example: In another namespace
      Given session Alpha
      And session Beta in South
      And the sessions were searched
      When the next page in South is asked for
      Then it is refused because the cursor is invalid
      And nothing has changed

  Rule: A cursor that no search gave out is refused

    Scenario Outline: A cursor of events <flaw>
      Given session Alpha
      And 2 events were appended to Alpha
      And the events were searched
      When the next page is asked for with
        | filter | value  |
        | cursor | <flaw> |
      Then it is refused because the cursor is invalid
      And the refusal mentions "Pass the cursor of the page before, unchanged"

      Examples:
        | flaw                         |
        | that is empty                |
        | that is a word               |
        | that is cut off              |
        | that has accents             |
        | that has letters behind      |
        | that is very long            |
        | that is a number             |
        | that is bytes                |
        | that is a list               |
        | that is false                |
        | that is nested deeply        |
        | that holds a number          |
        | that holds too few parts     |
        | that holds too many parts    |
        | of another kind              |
        | that names no order          |
        | that names no key            |
        | whose key is of another kind |
        | whose key is true            |
        | whose key is enormous        |
        | that names no ids            |
        | that names too many ids      |
        | that names an id with NUL    |
        | that has another mark        |

    Scenario Outline: A cursor of sessions <flaw>
      Given sessions Alpha and Beta
      And the sessions were searched
      When the next page is asked for with
        | filter | value  |
        | cursor | <flaw> |
      Then it is refused because the cursor is invalid
      And the refusal mentions "Pass the cursor of the page before, unchanged"

      Examples:
        | flaw                         |
        | that is a word               |
        | that names no key            |
        | whose key is of another kind |
        | that names too many ids      |
        | that has another mark        |
