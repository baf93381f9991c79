Feature: A thread is opened
  Whoever has a thread asks for the session that continues it, and gets it: the one that is there,
  or a new one. Several may ask at once. A thread begins afresh where there is nothing that it
  could go on with: the session is gone or over, or was meant for another model.

  Rule: A new thread gets a session of its own

    Example: It is made as it is asked for, and belongs to the resource
      Given no sessions
      When thread Trip of Ann is opened as Alpha with
        | property | value            |
        | actor    | pilot            |
        | name     | A trip           |
        | metadata | {"channel": "web"} |
        | tags     | late, vip        |
      Then the answer has
        | path               | cell     |
        | resumed            | false    |
        | mapping.session id | Alpha    |
        | mapping.created at | 09:00:00 |
        | mapping.updated at | 09:00:00 |
        | mapping.model id   | none     |
      And session Alpha has
        | property | value            |
        | owner    | Ann              |
        | actor    | pilot            |
        | name     | A trip           |
        | metadata | {"channel": "web"} |
        | tags     | late, vip        |
        | status   | active           |
        | messages | 0                |
      And the session of thread Trip of Ann is "Alpha"

    Example: Each resource its own
      Given thread Trip of Ann was opened as Alpha
      When thread Trip of Bob is opened as Beta
      Then the answer has
        | path             | cell  |
        | resumed          | false |
        | session.owner id | Bob   |
      And the session of thread Trip of Ann is "Alpha"
      And the session of thread Trip of Bob is "Beta"

    Example: Each namespace its own
      Given thread Trip of Ann in North was opened as Alpha in North
      When thread Trip of Ann in South is opened as Beta in South
      Then the answer has
        | path              | cell  |
        | resumed           | false |
        | session.namespace | South |
      And the session of thread Trip of Ann in North is "Alpha"
      And the session of thread Trip of Ann in South is "Beta"

  Rule: A thread goes on with its session

    Example: With what was said before, and whatever else is asked for now
      Given thread Trip of Ann was opened as Alpha with
        | property | value |
        | actor    | pilot |
      And Alpha gets 2 messages more
      When thread Trip of Ann is opened with
        | property | value |
        | actor    | clerk |
      Then the answer has
        | path                  | cell  |
        | session.session id    | Alpha |
        | session.actor name    | pilot |
        | session.message count | 2     |
        | resumed               | true  |

    Example: The mapping says when it was opened last
      Given thread Trip of Ann was opened as Alpha
      And 60 seconds pass
      When thread Trip of Ann is opened
      Then the thread Trip of Ann has
        | path       | cell     |
        | session id | Alpha    |
        | created at | 09:00:00 |
        | updated at | 09:01:00 |
      And session Alpha has
        | property | value    |
        | updated  | 09:00:00 |

    Scenario Outline: Also while it is <status>
      Given the <status> session Alpha
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When thread Trip of Ann is opened
      Then the answer has
        | path               | cell     |
        | session.session id | Alpha    |
        | session.status     | <status> |
        | resumed            | true     |

      Examples:
        | status  |
        | pending |
        | paused  |

    Example: For the model that it was opened with
      Given thread Trip of Ann was opened as Alpha with
        | property | value |
        | model    | opus  |
      When thread Trip of Ann is opened with
        | property | value |
        | model    | opus  |
      Then the answer has
        | path               | cell  |
        | session.session id | Alpha |
        | mapping.model id   | opus  |
        | resumed            | true  |

  Rule: For another model it begins afresh

    Scenario Outline: Opened for <first>, then for <next>
      Given thread Trip of Ann was opened as Alpha with
        | property | value   |
        | model    | <first> |
      And 60 seconds pass
      When thread Trip of Ann is opened as Beta with
        | property | value  |
        | model    | <next> |
      Then the answer has
        | path               | cell     |
        | resumed            | false    |
        | mapping.session id | Beta     |
        | mapping.model id   | <next>   |
        | mapping.created at | 09:00:00 |
        | mapping.updated at | 09:01:00 |
      And session Alpha is one of 2 sessions

      Examples:
        | first | next  |
        | opus  | haiku |
        | opus  | none  |
        | none  | opus  |

  Rule: Where its session is over or gone it begins afresh

    Scenario Outline: It was <ended>
      Given thread Trip of Ann was opened as Alpha
      And session Alpha was <ended>
      When thread Trip of Ann is opened as Beta
      Then the answer has
        | path               | cell   |
        | resumed            | false  |
        | session.status     | active |
        | mapping.session id | Beta   |
      And the threads of Ann are
        | thread id | session id |
        | Trip      | Beta       |

      Examples:
        | ended     |
        | completed |
        | failed    |
        | cancelled |
        | deleted   |

    Example: Retention has hidden it
      Given thread Trip of Ann was opened as Alpha
      And Alpha was hidden 1 day ago
      When thread Trip of Ann is opened as Beta
      Then the answer has
        | path               | cell  |
        | resumed            | false |
        | mapping.session id | Beta  |
      And Alpha is hidden

    Example: It was never there
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Nowhere |
      When thread Trip of Ann is opened as Alpha
      Then the answer has
        | path               | cell     |
        | resumed            | false    |
        | mapping.session id | Alpha    |
        | mapping.created at | 09:00:00 |

    Example: It is there in another namespace only
      Given session Alpha in North with 2 messages
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | South     |
      When thread Trip of Ann in South is opened as Beta in South
      Then the answer has
        | path                  | cell  |
        | resumed               | false |
        | session.message count | 0     |
      And Alpha in North holds 2 messages

  Rule: A thread that goes on in another system is not taken from it

    Example: It is refused, and says where
      Given the threads
        | thread | resource | session   | provider |
        | Trip   | Ann      | session-7 | claude   |
      When thread Trip of Ann is opened
      Then it is refused because the thread goes on elsewhere
      And the refusal says
        | detail    | value  |
        | thread id | Trip   |
        | provider  | claude |
      And nothing has changed

  Rule: Of many that open a thread at once, one makes its session

    Example: A new thread
      Given no sessions
      When 8 callers open the thread Trip of Ann, once
      Then all of them succeed
      And all of them go on in one session, which one of them made
      And the stored sessions are
        | owner id | message count |
        | Ann      | 0             |

    Example: A thread whose session is over
      Given thread Trip of Ann was opened as Alpha
      And session Alpha was completed
      When 8 callers open the thread Trip of Ann, once
      Then all of them succeed
      And all of them go on in one session, which one of them made
      And session Alpha is one of 2 sessions

    Example: A thread whose session is not there
      Given the threads
        | thread | resource | session |
        | Trip   | Ann      | Nowhere |
      When 8 callers open the thread Trip of Ann, once
      Then all of them succeed
      And all of them go on in one session, which one of them made
      And the stored sessions are
        | owner id |
        | Ann      |

    Example: While others want another model, or delete the session
      Given thread Trip of Ann was opened as Alpha
      When 9 callers open the thread Trip of Ann with one of two models or delete the session Alpha or open the thread Trip of Ann, 5 times
      Then all of them succeed
      And no session was made in vain

  Rule: An argument that is wrong leaves no trace

    Scenario Outline: <value> for <argument>
      Given session Alpha
      When <value> is given for <argument>
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | value          | argument                         |
        | an empty text  | the thread that is opened        |
        | nothing        | the resource of an opened thread |
        | 256 characters | the model of an opened thread    |
        | a number       | the actor of an opened thread    |
        | an empty text  | the name of an opened thread     |
        | 101 tags       | the tags of an opened thread     |

    Example: Metadata that cannot be stored
      Given session Alpha
      When NaN deep inside is given for the metadata of an opened thread
      Then it is refused because the content is invalid
      And nothing has changed
