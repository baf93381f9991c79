Feature: Cursors of pages
  A page names the place where the next one begins by a cursor, a text that callers pass on
  unchanged. A cursor gives no rights: whoever makes one up, or takes one from elsewhere, sees
  nothing that an honest question would not show.

  Rule: A cursor belongs to its list

    Scenario Outline: A cursor is refused with <other>
      Given sessions Alpha, Beta and Gamma
      And the first page of the sessions by 1
      When the cursor is used with <other>
      Then it is refused because the cursor is invalid
      And nothing has changed

      Examples:
        | other           |
        | another actor   |
        | another owner   |
        | another status  |
        | another tag     |
        | the other order |

    Example: A cursor with the filters in other words is accepted
      Given these sessions
        | name  | tags          |
        | Alpha | late, billing |
        | Beta  | late, billing |
        | Gamma | late, billing |
      And the first page of the sessions with tags late, billing by 1
      When the cursor is used with tags billing, late, late
      Then the sessions are Beta

    Example: A cursor may be used with another limit
      Given sessions Alpha, Beta and Gamma
      And the first page of the sessions by 1
      When the cursor is used with a limit of 5
      Then the sessions are Beta and Alpha

    Example: A cursor may be used again
      Given sessions Alpha, Beta and Gamma
      And the first page of the sessions by 1
      And the following pages were read
      When the cursor is used with a limit of 1
      Then the sessions are Beta

  Rule: A cursor belongs to its namespace

    Example: A cursor from another namespace is refused
      Given sessions Alpha, Beta and Gamma
      And session Delta in South
      And the first page of the sessions by 1
      When the cursor is used in South
      Then it is refused because the cursor is invalid
      And nothing has changed

    Example: It is refused in the words for a cursor that was made up
      Given sessions Alpha, Beta and Gamma
      And the first page of the sessions by 1
      When the cursor and one that has another list's mark are used in South
      Then all of them are refused because the cursor is invalid
      And in the same words

  Rule: A cursor that was made up is refused

    Scenario Outline: A cursor <flaw>
      Given sessions Alpha, Beta and Gamma
      And the first page of the sessions by 1
      When the cursor is used <flaw>
      Then it is refused because the cursor is invalid
      And nothing has changed

      Examples: texts
        | flaw                      |
        | that is empty             |
        | that is a word            |
        | that is cut off           |
        | that has a blank before   |
        | that has letters behind   |
        | that has accents          |
        | that has control codes    |
        | that is very long         |
        | that is an id             |

      Examples: no texts
        | flaw            |
        | that is a number |
        | that is bytes    |
        | that is a list   |
        | that is false    |

      Examples: other contents
        | flaw                              |
        | that holds a number               |
        | that holds an object              |
        | that holds too few parts          |
        | that holds too many parts         |
        | that is nested deeply             |
        | that names no time                |
        | that names a time without a zone  |
        | that names the end of all time    |
        | that names an id with NUL         |
        | that names half a character       |
        | that has another list's mark      |

  Rule: A cursor holds wherever the clocks are set

    # New York was behind the first hours of all time.
    Example: Sessions of the first year, seen from New York
      Given session Alpha
      And the export of Alpha, signed anew with
        | part       | value                       |
        | created at | "0001-01-01T00:00:00+00:00" |
      And it was imported as Beta
      And it was imported as Gamma
      When all sessions are paged through in New York
      Then the sessions are Alpha, Gamma and Beta

  Rule: A cursor is a position, not a permission

    Example: A position that was moved shows nothing foreign
      Given session Alpha
      And session Beta in South
      And session Gamma
      And the first page of the sessions by 1
      When the cursor is used with its place moved before everything
      Then the sessions are Gamma and Alpha

    Example: A filter still holds
      Given these sessions
        | name  | tags |
        | Alpha | late |
        | Beta  | late |
        | Gamma | late |
        | Delta | none |
      And the first page of the sessions with tags late by 1
      When the cursor is used with its place moved before everything
      Then the sessions are Gamma, Beta and Alpha
