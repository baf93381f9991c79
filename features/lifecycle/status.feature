Feature: Status of a session
  A session says where it stands: pending, active or paused, and at its end completed, failed or
  cancelled. Whoever leads or watches an agent can rely on it, because it moves by these rules
  only, and because the last three are final.

  Rule: A session begins where its creator says

    Example: It is active unless asked otherwise
      When session Alpha is created
      Then session Alpha is active
      And the answer is session Alpha as it stands

    Example: It may wait to be started
      When session Alpha is created with
        | property | value   |
        | status   | pending |
      Then session Alpha is pending
      And the answer is session Alpha as it stands

    Example: An unknown status is refused
      Given session Beta
      When session Alpha is created with
        | property | value    |
        | status   | sleeping |
      Then it is refused because the status is unknown
      And nothing has changed

  Rule: A session moves from status to status

    Scenario Outline: A <before> session is <event>
      Given the <before> session Alpha
      And 5 seconds pass
      When session Alpha is <event>
      Then session Alpha is <after>
      And session Alpha has
        | property | value    |
        | updated  | 09:00:05 |
      And the answer is session Alpha as it stands

      Examples:
        | before  | event     | after     |
        | pending | resumed   | active    |
        | pending | failed    | failed    |
        | pending | cancelled | cancelled |
        | active  | paused    | paused    |
        | active  | completed | completed |
        | active  | failed    | failed    |
        | active  | cancelled | cancelled |
        | paused  | resumed   | active    |
        | paused  | completed | completed |
        | paused  | failed    | failed    |
        | paused  | cancelled | cancelled |

  Rule: There are no other ways

    Scenario Outline: A <before> session is not <event>
      Given the <before> session Alpha
      And 5 seconds pass
      When session Alpha is <event>
      Then it is refused because the lifecycle has no such step
      And the refusal says
        | detail     | value    |
        | session id | Alpha    |
        | status     | <before> |
        | wanted     | <after>  |
      And nothing has changed

      Examples:
        | before    | event     | after     |
        | pending   | paused    | paused    |
        | pending   | completed | completed |
        | completed | paused    | paused    |
        | completed | resumed   | active    |
        | completed | failed    | failed    |
        | completed | cancelled | cancelled |
        | failed    | paused    | paused    |
        | failed    | resumed   | active    |
        | failed    | completed | completed |
        | failed    | cancelled | cancelled |
        | cancelled | paused    | paused    |
        | cancelled | resumed   | active    |
        | cancelled | completed | completed |
        | cancelled | failed    | failed    |

    Example: Of two ends at the same time one is reached
      Given session Alpha
      When session Alpha is completed and cancelled at the same time
      Then one of them succeeds, and session Alpha is what it made it
      And the other is refused because the lifecycle has no such step

  Rule: To become what it is already changes nothing

    Scenario Outline: A <status> session is <event>
      Given the <status> session Alpha
      And 5 seconds pass
      When session Alpha is <event>
      Then session Alpha is <status>
      And nothing has changed

      Examples:
        | status    | event     |
        | active    | resumed   |
        | paused    | paused    |
        | completed | completed |
        | failed    | failed    |
        | cancelled | cancelled |

    Example: The reason of a failure is not replaced
      Given session Alpha that failed because "the tool broke"
      When session Alpha is failed because "something else"
      Then session Alpha has
        | property | value          |
        | reason   | the tool broke |
      And nothing has changed

  Rule: A failure or a cancellation may say why

    Scenario Outline: A session is <event> with a reason
      Given session Alpha
      When session Alpha is <event> because "the provider is down – 停止"
      Then session Alpha has
        | property | value                       |
        | status   | <event>                     |
        | reason   | the provider is down – 停止 |
      And the answer is session Alpha as it stands

      Examples:
        | event     |
        | failed    |
        | cancelled |

    Example: A session that ends well has no reason
      Given session Alpha
      When session Alpha is completed
      Then session Alpha has
        | property | value     |
        | status   | completed |
        | reason   | none      |

  Rule: A session that is not there has no status to change

    Scenario Outline: A session that does not exist is not <event>
      Given session Alpha
      When session Omega is <event>
      Then it is refused because the session is not found
      And nothing has changed

      Examples:
        | event     |
        | paused    |
        | resumed   |
        | completed |
        | failed    |
        | cancelled |
