Feature: Who came from whom
  A session says which one it was forked from, and at which message. Its lineage has all that it
  came from, from the first one on, and those that came from it.

  Rule: Ancestors come from the first one on, children by their age

    Example: In the middle of a family
      Given session Alpha with 3 messages
      And session Alpha was forked as Beta
      And session Beta was forked as Gamma at message 1
      And session Gamma was forked as Delta
      When the store is asked for the lineage of Gamma
      Then the answer has
        | path                           | cell  |
        | session.session id             | Gamma |
        | session.forked at sequence     | 1     |
        | ancestors.count                | 2     |
        | ancestors.0.session id         | Alpha |
        | ancestors.1.session id         | Beta  |
        | ancestors.1.forked at sequence | 2     |
        | children.count                 | 1     |
        | children.0.session id          | Delta |
        | children.0.forked at sequence  | 1     |

    Example: A session that was not forked has neither
      Given sessions Alpha and Beta
      When the store is asked for the lineage of Alpha
      Then the answer has
        | path                       | cell  |
        | session.session id         | Alpha |
        | session.forked at sequence | none  |
        | ancestors                  | []    |
        | children                   | []    |

    Example: Not more children than are asked for
      Given session Alpha with 1 message
      And session Alpha was forked as Beta
      And session Alpha was forked as Gamma
      And session Alpha was forked as Delta
      When the store is asked for the lineage of Alpha with limit 2
      Then the answer has
        | path                  | cell  |
        | children.count        | 2     |
        | children.0.session id | Beta  |
        | children.1.session id | Gamma |

    Example: Sessions come without their messages
      Given session Alpha with 3 messages
      And session Alpha was forked as Beta
      When the store is asked for the lineage of Beta
      Then the answer has
        | path                      | cell |
        | session.messages          | []   |
        | session.message count     | 3    |
        | ancestors.0.messages      | []   |
        | ancestors.0.message count | 3    |

  Rule: It ends where somebody is not there

    Example: The parent was deleted
      Given session Alpha with 1 message
      And session Alpha was forked as Beta
      And session Beta was forked as Gamma
      And session Alpha was deleted
      When the store is asked for the lineage of Gamma
      Then the answer has
        | path                   | cell |
        | ancestors.count        | 1    |
        | ancestors.0.session id | Beta |

    Example: One in between is hidden
      Given session Alpha with 1 message
      And session Alpha was forked as Beta
      And session Beta was forked as Gamma
      And Beta was hidden 1 day ago
      When the store is asked for the lineage of Gamma
      Then the answer has
        | path      | cell |
        | ancestors | []   |

    Example: A child is hidden
      Given session Alpha with 1 message
      And session Alpha was forked as Beta
      And session Alpha was forked as Gamma
      And Beta was hidden 1 day ago
      When the store is asked for the lineage of Alpha
      Then the answer has
        | path                  | cell  |
        | children.count        | 1     |
        | children.0.session id | Gamma |

    Example: A child that was deleted is none
      Given session Alpha with 1 message
      And session Alpha was forked as Beta
      And session Beta was deleted
      When the store is asked for the lineage of Alpha
      Then the answer has
        | path     | cell |
        | children | []   |

  Rule: Sessions of another namespace are no family

    Example: Of the same ids
      Given session Alpha in North with 1 message
      And session Alpha in South
      And session Alpha in North was forked as Beta in North
      When the store is asked for the lineage of Alpha in South
      Then the answer has
        | path      | cell |
        | ancestors | []   |
        | children  | []   |

    Example: A parent that is there in another namespace only
      Given session Alpha in North with 1 message
      And session Beta in South was saved with
        | property          | value |
        | parent session id | Alpha |
      When the store is asked for the lineage of Beta in South
      Then the answer has
        | path      | cell |
        | ancestors | []   |

  Rule: A family that goes round in circles is told once

    Example: Two that name each other for their parent
      Given session Alpha was saved with
        | property          | value |
        | parent session id | Beta  |
      And session Beta was saved with
        | property          | value |
        | parent session id | Alpha |
      When the store is asked for the lineage of Alpha
      Then the answer has
        | path                   | cell |
        | ancestors.count        | 1    |
        | ancestors.0.session id | Beta |
        | children.count         | 1    |
        | children.0.session id  | Beta |

    Example: One that names itself
      Given session Alpha was saved with
        | property          | value |
        | parent session id | Alpha |
      When the store is asked for the lineage of Alpha
      Then the answer has
        | path      | cell |
        | ancestors | []   |

  Rule: What is asked for must be there

    Example: A session that never was
      Given session Alpha
      When the store is asked for the lineage of Beta
      Then it is refused because the session is not found
      And nothing has changed

    Example: One that retention hid
      Given session Alpha
      And Alpha was hidden 1 day ago
      When the store is asked for the lineage of Alpha
      Then it is refused because the session is not found
      And nothing has changed

    Scenario Outline: <value> children at most
      Given session Alpha
      When <value> is given for the limit of a lineage
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | value          |
        | 0              |
        | 2 to the 70th  |
        | true           |
        | nothing        |
