Feature: A session that is deleted takes its threads along
  A mapping to a session that is gone would lead nowhere. So it goes with its session, in the same
  transaction, in whatever way that is deleted. A mapping to a session of another system stays,
  also where that has the same id: it leads somewhere else.

  Rule: However it is deleted

    Example: From the sessions
      Given session Alpha
      And the threads
        | thread | resource | session | provider |
        | Trip   | Ann      | Alpha   |          |
        | Letter | Ann      | Alpha   | claude   |
        | Call   | Bob      | Alpha   |          |
      When session Alpha is deleted
      Then the threads of Ann are
        | thread id | provider |
        | Letter    | claude   |
      And the threads of Bob are []

    Example: From the store
      Given session Alpha
      And the threads
        | thread | resource | session | provider |
        | Trip   | Ann      | Alpha   |          |
        | Letter | Ann      | Alpha   | claude   |
      When session Alpha is deleted from the store
      Then the threads of Ann are
        | thread id | provider |
        | Letter    | claude   |

    Example: By erasing it
      Given session Alpha
      And the threads
        | thread | resource | session | provider |
        | Trip   | Ann      | Alpha   |          |
        | Letter | Ann      | Alpha   | claude   |
      When session Alpha is erased
      Then the threads of Ann are
        | thread id | provider |
        | Letter    | claude   |

    Example: By retention, for good
      Given session Alpha
      And the threads
        | thread | resource | session | provider |
        | Trip   | Ann      | Alpha   |          |
        | Letter | Ann      | Alpha   | claude   |
      And Alpha was hidden 400 days ago
      When expired sessions are deleted
      Then Alpha is gone for good
      And the threads of Ann are
        | thread id | provider |
        | Letter    | claude   |

  Rule: Other threads stay

    Example: Those of other sessions
      Given sessions Alpha and Beta
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Letter | Ann      | Beta    |
      When session Alpha is deleted
      Then the threads of Ann are
        | thread id | session id |
        | Letter    | Beta       |

    Example: Those of another namespace, whose session has the same id
      Given session Alpha in North
      And session Alpha in South
      And the threads
        | thread | resource | session | namespace |
        | Trip   | Ann      | Alpha   | North     |
        | Trip   | Ann      | Alpha   | South     |
      When session Alpha in North is deleted
      Then the threads of Ann in North are []
      And the threads of Ann in South are
        | thread id | session id |
        | Trip      | Alpha      |

    Example: Those of a session that retention hides, which can be restored
      Given thread Trip of Ann was opened as Alpha
      And session Alpha was completed
      And 100 days pass
      When expired sessions are hidden
      Then Alpha is hidden
      And the threads of Ann are
        | thread id | session id |
        | Trip      | Alpha      |

    Example: One that was mapped to it before
      Given sessions Alpha and Beta
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
        | Trip   | Ann      | Beta    |
      When session Alpha is deleted
      Then the threads of Ann are
        | thread id | session id |
        | Trip      | Beta       |

  Rule: All of it goes or nothing

    # In memory nothing stands between the two.
    @not.with_backend=memory
    Example: The database refuses to delete the session
      Given thread Trip of Ann was opened as Alpha
      And the database refuses to delete Alpha
      When session Alpha is deleted
      Then it is refused because the database reports something else
      And the threads of Ann are
        | thread id | session id |
        | Trip      | Alpha      |
      And nothing has changed
