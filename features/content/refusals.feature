Feature: What cannot be kept is refused
  What one database stores, another would change or choke on. hansard refuses it everywhere alike,
  before anything is written: with one error that points to the offending value. A refusal costs
  the caller one call and the process nothing.

  Rule: What JSON cannot say is refused

    @A12
    Scenario Outline: <value> as a <part>
      Given session Alpha with 1 message
      When a message whose <part> is <value> is appended to Alpha
      Then it is refused because the content is invalid
      And the refusal says
        | detail  | value     |
        | pointer | <pointer> |
      And nothing has changed

      Examples: numbers
        | part          | value                      | pointer                   |
        | metadata      | NaN                        | /metadata/value           |
        | payload       | infinity                   | /payload                  |
        | tool argument | minus infinity             | /tool_calls/0/arguments   |
        | payload       | NaN deep inside            | /payload/a~1b/1/c~0d      |
        | metadata      | an integer of 5,000 digits | /metadata/value           |
        | payload       | an integer of 4,301 digits | /payload                  |

      Examples: keys
        | part          | value                  | pointer                 |
        | metadata      | a key that is a number | /metadata/value/a       |
        | payload       | a key that is a number | /payload/a              |
        | tool argument | a key that is nothing  | /tool_calls/0/arguments |
        | payload       | a key that is bytes    | /payload                |
        | payload       | two keys that are one text | /payload            |
        | metadata      | two keys that are one text | /metadata           |

      Examples: other types
        | part          | value                | pointer                 |
        | content       | bytes                | /content                |
        | content       | nothing              | /content                |
        | content       | a list               | /content                |
        | metadata      | bytes                | /metadata/value         |
        | metadata      | a datetime           | /metadata/value         |
        | payload       | a set                | /payload                |
        | tool argument | an object of a class | /tool_calls/0/arguments |
        | object of metadata | a list          | /metadata               |
        | object of metadata | an empty list   | /metadata               |

  Rule: So is what is too deep, too many or too large

    @A12
    Scenario Outline: <value> as a <part>
      Given session Alpha with 1 message
      When a message whose <part> is <value> is appended to Alpha
      Then it is refused because the content is invalid
      And the refusal mentions "<words>"
      And nothing has changed

      Examples: depth
        | part          | value                 | words                        |
        | payload       | nested 65 levels      | nested deeper than 64 levels |
        | metadata      | nested 64 levels      | nested deeper than 64 levels |
        | tool argument | nested 63 levels      | nested deeper than 64 levels |
        | payload       | nested 1,000 levels   | nested deeper than 64 levels |
        | payload       | nested 100,000 levels | nested deeper than 64 levels |
        | metadata      | nested 100,000 levels | nested deeper than 64 levels |
        | tool argument | nested 100,000 levels | nested deeper than 64 levels |

      Examples: number
        | part    | value          | words   |
        | payload | 100,001 values | 100000  |

      Examples: size
        | part    | value                       | words   |
        | content | 8 MiB and 1 byte            | 8388609 |
        | content | 8 MiB and 1 byte of Chinese | 8388609 |
        | content | 2 MiB of NUL                | 8388608 |
        | payload | 8 MiB and 1 byte            | 8388609 |
        | content beside a payload | 8 MiB      | 8388608 |

    @A12
    Scenario Outline: Metadata of a session that holds <value>
      Given session Beta
      When session Alpha is created with
        | property | value      |
        | metadata | <metadata> |
      Then it is refused because the content is invalid
      And the refusal says
        | detail  | value     |
        | pointer | <pointer> |
      And nothing has changed

      Examples:
        | value         | metadata             | pointer       |
        | NaN           | {"a": [NaN]}         | /metadata/a/0 |
        | infinity      | {"a": Infinity}      | /metadata/a   |
        | a list instead | [1]                 | /metadata     |

  Rule: So is a message that says nothing, or says it as nobody

    Scenario Outline: <value> for the <part>
      Given session Alpha with 1 message
      When a message whose <part> is <value> is appended to Alpha
      Then it is refused because the message is invalid
      And nothing has changed

      Examples:
        | part                 | value                  |
        | content              | an empty text          |
        | payload without content | an empty object     |
        | payload without content | an empty list       |
        | role                 | an empty text          |
        | role                 | a blank                |
        | role                 | nothing                |
        | role                 | a number               |
        | role                 | a list                 |
        | role                 | a lone surrogate       |
        | tool call            | a number               |
        | tool call            | an object              |
        | list of tool calls   | an object              |
        | list of tool calls   | a blank                |
        | time                 | a time as text         |
        | time                 | a time without a zone  |
        | time                 | a time before all time |

    Example: An unknown role
      Given session Alpha with 1 message
      When the narrator message "Hello" is appended to Alpha
      Then it is refused because the message is invalid
      And the refusal mentions "user, assistant, system, tool"
      And nothing has changed

    Example: One of several
      Given session Alpha with 1 message
      When these messages are appended to Alpha
        | role     | content |
        | user     | Hello   |
        | narrator | Hello   |
      Then it is refused because the message is invalid
      And nothing has changed

  Rule: So is a document that holds it

    @A12
    Scenario Outline: <value> for the <part>
      Given session Alpha with 1 message
      And the export of Alpha, with <value> for the <part> of its first message
      When it is imported as Beta
      Then it is refused because the document does not verify
      And nothing has changed

      Examples:
        | part          | value                      |
        | metadata      | NaN                        |
        | payload       | infinity                   |
        | payload       | nested 65 levels           |
        | payload       | nested 1,000 levels        |
        | metadata      | nested 100,000 levels      |
        | payload       | a key that is a number     |
        | content       | 8 MiB and 1 byte           |
        | metadata      | an integer of 5,000 digits |
        | content       | bytes                      |
        | metadata      | a datetime                 |
        | role          | a list                     |
        | content       | an empty text              |
        | tool call     | an object                  |
        | answered id   | a text with a line feed    |
