Feature: Ids
  Ids are the caller's own words: any text of 1 to 255 characters and at most 768 bytes without
  control codes. hansard never takes them apart. What cannot be an id is refused where it would be stored, and found
  nowhere where something is looked for.

  Rule: A message's id may be any text of 1 to 255 characters

    Scenario Outline: <value> as an <part>
      Given session Alpha with 1 message
      When a message whose <part> is <value> is appended to Alpha
      Then Alpha holds 2 messages

      Examples:
        | part        | value                    |
        | id          | 255 characters           |
        | id          | 192 emoji                |
        | id          | a blank                  |
        | id          | SQL                      |
        | id          | placeholders             |
        | id          | Chinese, Arabic and Thai |
        | answered id | 192 emoji                |

    Scenario Outline: <value> as an <part> is refused
      Given session Alpha with 1 message
      When a message whose <part> is <value> is appended to Alpha
      Then it is refused because an argument is invalid
      And nothing has changed

      Examples:
        | part        | value                   |
        | id          | an empty text           |
        | id          | 256 characters          |
        | id          | 193 emoji               |
        | id          | NUL                     |
        | id          | a text with a line feed |
        | id          | a lone surrogate        |
        | id          | a number                |
        | id          | bytes                   |
        | answered id | an empty text           |
        | answered id | 256 characters          |
        | answered id | NUL                     |
        | answered id | a lone surrogate        |
        | answered id | a list                  |

  Rule: No session has an id that cannot be one

    Scenario Outline: <value>
      Given session Alpha with 1 message
      When every request is made about a session whose id is <value>
      Then all of them are refused because the session is not found
      And in a few words that can be printed
      And nothing has changed

      Examples:
        | value                   |
        | an empty text           |
        | 256 characters          |
        | NUL                     |
        | a lone surrogate        |
        | a text with a line feed |
        | SQL                     |
        | placeholders            |
        | 5,000,000 characters    |
        | escape codes            |

    Scenario Outline: <value> is not even a text
      Given session Alpha with 1 message
      When every request is made about a session whose id is <value>
      Then all of them are refused because an argument is invalid
      And nothing has changed

      Examples:
        | value     |
        | a number  |
        | bytes     |
        | a list    |
        | an object |
