Feature: Arguments that are not what they should be
  A caller may hand over anything: a number for a list, a text for a number, half a character, a
  thousand of what there should be a few of. Whatever it is, the refusal is hansard's own and
  names the argument, and nothing has been written by then.

  Rule: What an argument cannot be is refused by its name

    Scenario Outline: <value> for <argument>
      Given session Alpha with 1 message
      When <value> is given for <argument>
      Then it is refused because <refusal>
      And the refusal mentions "<name>"
      And nothing has changed

      Examples: no list
        | value     | argument                   | refusal                | name                   |
        | a number  | the tags of a new session  | an argument is invalid | tags must be a list    |
        | nothing   | the tags of a new session  | an argument is invalid | tags must be a list    |
        | a number  | the tags of a listing      | an argument is invalid | tags must be a list    |
        | nothing   | the tags that Alpha loses  | an argument is invalid | tags must be a list    |
        | a number  | the plans of a new session | an argument is invalid | linked plan ids must be a list |
        | a number  | the messages of Alpha      | the message is invalid | messages must be a list |
        | nothing   | the messages of Alpha      | the message is invalid | messages must be a list |
        | an object | the messages of Alpha      | the message is invalid | messages must be a list |
        | nothing   | a transcript               | an argument is invalid | lines must be a file   |
        | a number  | a line of a transcript     | the transcript is invalid | text or bytes       |

      Examples: no text
        | value     | argument                    | refusal                | name           |
        | an object | the reason why Alpha failed | the content is invalid | must be a text |
        | a number  | the reason why Alpha failed | the content is invalid | must be a text |

      Examples: too much
        | value            | argument          | refusal                | name |
        | 10 to the 400th  | the cost of Alpha | an argument is invalid | cost |

  Rule: A session has at most 100 tags, and a listing is narrowed by at most 20

    Scenario Outline: <value> for <argument> are too many
      Given session Alpha with 1 message
      When <value> is given for <argument>
      Then it is refused because an argument is invalid
      And the refusal mentions "<words>"
      And nothing has changed

      Examples:
        | value    | argument                    | words            |
        | 101 tags | the tags of a new session   | at most 100 tags |
        | 101 tags | more tags of Alpha          | at most 100 tags |
        | 21 tags  | the tags of a listing       | at most 20 tags  |
        | 21 tags  | the tags of a paged listing | at most 20 tags  |

    Example: As many as can be
      Given session Alpha with 1 message
      When 100 tags is given for more tags of Alpha
      Then session Alpha has these 100 tags

    Example: As many as a listing takes
      Given session Alpha with 1 message
      When 20 tags is given for the tags of a listing
      Then the sessions are none

  # A store in memory has no repositories.
  @not.with_backend=memory
  Rule: So it is for those who use a repository alone

    Scenario Outline: <value> for <argument>
      Given session Alpha with 1 message
      When <value> is given for <argument>
      Then it is refused because the content is invalid
      And it has a cause, and tells no password
      And nothing has changed

      Examples:
        | value            | argument                                     |
        | a lone surrogate | a session's id, to a repository alone         |
        | 2 to the 70th    | the limit of a listing, to a repository alone |
        | 2 to the 70th    | the limit of messages, to a repository alone  |
