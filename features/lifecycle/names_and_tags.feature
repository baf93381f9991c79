Feature: Names and tags
  People find a session by a name and by tags. Both may change at any time, and neither says
  anything about what was said.

  Rule: A session has a name while somebody gives it one

    Example: It is named
      Given session Alpha
      And 5 seconds pass
      When session Alpha is named "Invoice 1042"
      Then session Alpha has
        | property | value        |
        | name     | Invoice 1042 |
        | updated  | 09:00:05     |
      And the answer is session Alpha as it stands

    Example: Its name is taken away
      Given session Alpha with
        | property | value        |
        | name     | Invoice 1042 |
      When the name of session Alpha is taken away
      Then session Alpha has
        | property | value |
        | name     | none  |

    Example: The same name again changes nothing
      Given session Alpha with
        | property | value        |
        | name     | Invoice 1042 |
      And 5 seconds pass
      When session Alpha is named "Invoice 1042"
      Then session Alpha has
        | property | value    |
        | updated  | 09:00:00 |
      And nothing has changed

    Example: A name of nothing is refused
      Given session Alpha
      When session Alpha is named ""
      Then it is refused because an argument is invalid
      And nothing has changed

  Rule: Tags are a set

    Example: Tags are added, each once and in order
      Given session Alpha with
        | property | value   |
        | tags     | invoice |
      And 5 seconds pass
      When session Alpha gets the tags "urgent, billing, invoice"
      Then session Alpha has
        | property | value                    |
        | tags     | billing, invoice, urgent |
        | updated  | 09:00:05                 |
      And the answer is session Alpha as it stands

    Example: Tags are removed, and those that are not there are not missed
      Given session Alpha with
        | property | value           |
        | tags     | billing, urgent |
      When session Alpha loses the tags "urgent, missing"
      Then session Alpha has
        | property | value   |
        | tags     | billing |

    Example: Tags that are there already change nothing
      Given session Alpha with
        | property | value           |
        | tags     | billing, urgent |
      And 5 seconds pass
      When session Alpha gets the tags "urgent"
      Then session Alpha has
        | property | value    |
        | updated  | 09:00:00 |
      And nothing has changed

    Example: An empty tag is refused with all the others
      Given session Alpha
      When session Alpha gets the tags "billing, "
      Then it is refused because an argument is invalid
      And nothing has changed

  Rule: Changes at the same time are all kept

    Example: Everybody's tag is there
      Given session Alpha
      When session Alpha gets 8 tags at the same time, each from another caller
      Then all of them succeed
      And session Alpha has these 8 tags

    Example: A tag and a message get in nobody's way
      Given session Alpha
      When session Alpha gets the tag "urgent" and a message at the same time
      Then all of them succeed
      And Alpha holds 1 message
      And session Alpha has
        | property | value  |
        | tags     | urgent |

  Rule: A session that is not there has neither

    Example: It is not named
      Given session Alpha
      When session Omega is named "Invoice 1042"
      Then it is refused because the session is not found
      And nothing has changed

    Example: It is not tagged
      Given session Alpha
      When session Omega gets the tags "urgent"
      Then it is refused because the session is not found
      And nothing has changed
