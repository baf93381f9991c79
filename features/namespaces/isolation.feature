Feature: Namespaces know nothing of each other
  One store serves several tenants, each in a namespace. Nobody can read, change, count or detect
  what belongs to another namespace: to its neighbours, a session is not forbidden, it is not
  there.

  Rule: A foreign session is a missing one

    Example: Every request about it is refused, in the words for a session that never was
      Given session Alpha in North with 3 messages
      And session Beta in South with 1 message
      When every request is made about Alpha in South
      Then all of them are refused because the session is not found
      And in the words for a session that never existed
      And nothing has changed

    Example: A request that repeats a foreign one is refused, too
      Given session Alpha in North
      And this message was appended to Alpha in North
        | id    | role | content |
        | first | user | Hello   |
      When this message is appended to Alpha in South
        | id    | role | content |
        | first | user | Hello   |
      Then it is refused because the session is not found
      And nothing has changed

  Rule: An id is free in every namespace

    Example: Two sessions of one id live side by side
      Given session Alpha in North with 2 messages
      When session Alpha in South is created
      Then Alpha in South holds no messages
      And Alpha in North holds 2 messages

    Example: What happens to one does not happen to the other
      Given session Alpha in North with 2 messages
      And session Alpha in South with 2 messages
      When the user message "Hello" is appended to Alpha in South
      Then Alpha in South holds 3 messages
      And Alpha in North holds 2 messages

    Example: One is deleted and the other stays
      Given session Alpha in North with 2 messages
      And session Alpha in South with 3 messages
      When session Alpha in South is deleted
      Then session Alpha in South is gone
      And Alpha in North holds 2 messages

    Example: In one namespace an id is taken once
      Given session Alpha in North with 2 messages
      When session Alpha in North is created
      Then it is refused because the id is taken
      And nothing has changed

  Rule: Lists and pages hold no foreign session

    Example: A list
      Given session Alpha in North
      And session Beta in South
      And session Gamma in North
      When the sessions in North are listed
      Then the sessions are Gamma and Alpha

    Example: Pages are as full as if nobody else were there
      Given session Alpha in North
      And session Beta in South
      And session Gamma in North
      And session Delta in South
      When the sessions in South are paged through by 1
      Then the pages are
        | sessions |
        | Delta    |
        | Beta     |

    Example: A list with filters that others match, too
      Given session Alpha in North with
        | property | value |
        | actor    | pilot |
        | owner    | Ann   |
        | tags     | late  |
      And session Beta in South with
        | property | value |
        | actor    | pilot |
        | owner    | Ann   |
        | tags     | late  |
      When the sessions in South with actor pilot and owner Ann and tags late are listed
      Then the sessions are Beta

    Example: A tag that a session of the same id has elsewhere
      Given session Alpha in North with
        | property | value |
        | tags     | late  |
      And session Alpha in South
      When the sessions in South with tags late are listed
      Then the sessions are none

  Rule: What leaves a namespace is its own

    Example: An export of a session whose id others use, too
      Given session Alpha in North with 3 messages
      And session Alpha in South with 1 message
      And the export of Alpha in South
      When it is imported as Beta in North
      Then Beta in North holds 1 message
      And Alpha in North holds 3 messages

    Example: An import belongs to the namespace that it is made in, whatever the document says
      Given session Alpha in North with 2 messages
      And the export of Alpha in North
      When it is imported as Alpha in South
      Then session Alpha in South has
        | property  | value |
        | namespace | South |
        | messages  | 2     |
      And Alpha in South and Alpha in North share no ids

    Example: Transcripts
      Given session Alpha in North with 2 messages
      And session Beta in South with 1 message
      When the transcripts of South are taken out
      Then they are those of Beta in South

    Example: A proof counts its own namespace
      Given session Alpha in North with 2 messages
      And session Beta in South with 1 message
      When the record of South is verified
      Then 1 session and 1 message are found intact

  Rule: A namespace has a name of 1 to 255 characters

    Scenario Outline: <name> is none
      Given session Alpha
      When the namespace <name> is asked for
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | name             |
        | ""               |
        | "north\u0000"    |
        | "\ud800"         |
        | 7                |
        | none             |

    Example: Names differ by every letter
      Given session Alpha in North with 1 message
      And session Alpha in Northern with 2 messages
      When the sessions in North are listed
      Then the sessions are Alpha
      And Alpha in North holds 1 message
