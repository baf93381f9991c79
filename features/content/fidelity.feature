Feature: What you put in is what you get out
  Models and tools say odd things: half characters, numbers of two hundred bits, objects whose
  keys stand in an order that somebody relies on. hansard keeps them to the letter. Content and
  every JSON value is stored as canonical JSON text, the same bytes on every database, under a
  SHA-256.

  Rule: A text comes back to the letter

    @A11
    Scenario Outline: <value>
      Given session Alpha
      When a message whose content is <value> is appended to Alpha
      Then Alpha holds what was given, to the letter
      And Alpha holds 1 message

      Examples: odd characters
        | value                         |
        | a blank                       |
        | NUL                           |
        | control codes                 |
        | line ends of every kind       |
        | quotes and backslashes        |
        | a lone surrogate              |
        | surrogates in the wrong order |
        | Chinese, Arabic and Thai      |
        | emoji                         |
        | accents composed and not      |
        | the last characters           |

      Examples: what other programs would read as an order
        | value        |
        | SQL          |
        | placeholders |

      Examples: as large as can be
        | value            |
        | 8 MiB            |
        | 8 MiB of Chinese |
        | 8 MiB of emoji   |

    Scenario Outline: Empty content, as an assistant has it <part>
      Given session Alpha
      When a message whose <part> is an empty text is appended to Alpha
      Then Alpha holds what was given, to the letter
      And Alpha holds 1 message

      Examples:
        | part                       |
        | content beside a tool call |
        | content beside a payload   |

    # It is printed as its name, and not as what it says.
    Scenario Outline: A word of an enumeration, as a message's <part>
      Given session Alpha in South
      And a message whose <part> is a word of an enumeration was appended to Alpha in South
      When the record of South is verified
      Then 1 session and 1 message are found intact
      And Alpha in South holds the messages
        | <part> |
        | Hello  |

      Examples:
        | part    |
        | content |
        | id      |
        | answers |

    # The environment says in which letters PostgreSQL and its clients talk.
    @use.with_backend=postgresql
    Example: Where the environment speaks Latin-1
      Given session Alpha
      When a message with an emoji is appended to Alpha where the environment speaks Latin-1
      Then Alpha holds the messages
        | content  |
        | Paid. 👍 |

  Rule: A JSON value comes back to the letter

    @A11
    Scenario Outline: <value> as a <part>
      Given session Alpha
      When a message whose <part> is <value> is appended to Alpha
      Then Alpha holds what was given, to the letter
      And Alpha holds 1 message

      Examples: metadata
        | part     | value                        |
        | metadata | 2 to the 200th               |
        | metadata | an integer of 4,300 digits   |
        | metadata | minus zero                   |
        | metadata | large and small floats       |
        | metadata | one in three kinds           |
        | metadata | keys in no order             |
        | metadata | keys like NUL and surrogates |
        | metadata | nested 63 levels             |
        | metadata | nothing                      |

      Examples: the framework's own item
        | part    | value                        |
        | payload | 2 to the 200th               |
        | payload | minus zero                   |
        | payload | large and small floats       |
        | payload | one in three kinds           |
        | payload | keys in no order             |
        | payload | keys like NUL and surrogates |
        | payload | nested 64 levels             |
        | payload | 100,000 values               |
        | payload | a lone surrogate             |
        | payload | 0                            |

      Examples: arguments of a tool
        | part          | value                        |
        | tool argument | 2 to the 200th               |
        | tool argument | large and small floats       |
        | tool argument | keys in no order             |
        | tool argument | keys like NUL and surrogates |
        | tool argument | nested 62 levels             |
        | tool argument | quotes and backslashes       |
        | tool argument | nothing                      |

    @A11
    Example: Also in the metadata of a session
      When session Alpha is created with
        | property | value                                                                   |
        | metadata | {"z": [1, 1.0, true, -0.0, 1e22], "\u0000": "\ud800", "a": {"10": 0, "9": {}}} |
      Then session Alpha has
        | property | value                                                                   |
        | metadata | {"z": [1, 1.0, true, -0.0, 1e22], "\u0000": "\ud800", "a": {"10": 0, "9": {}}} |
      And the answer is session Alpha as it stands

    @A11
    Example: Whatever JSON can say
      Given session Alpha
      When 100 messages of any JSON values are appended to Alpha
      Then Alpha holds what was given, to the letter

  # A store in memory has no bytes to compare.
  @not.with_backend=memory
  Rule: It is stored as canonical text under its SHA-256, the same bytes on every database

    @A11
    Scenario Outline: <value> as a <part>
      Given session Alpha
      When a message whose <part> is <value> is appended to Alpha
      Then Alpha holds what was given, to the byte

      Examples:
        | part          | value                        |
        | content       | NUL                          |
        | content       | a lone surrogate             |
        | content       | the last characters          |
        | content       | 8 MiB of emoji               |
        | metadata      | keys like NUL and surrogates |
        | payload       | large and small floats       |
        | tool argument | keys in no order             |

    @A11
    Example: Whatever JSON can say
      Given session Alpha
      When 50 messages of any JSON values are appended to Alpha
      Then Alpha holds what was given, to the byte
