@use.with_face=async
Feature: Content over HTTP

  What a request carries is what a response gives back and what the store holds, to the letter:
  HTTP is one more way of writing the same text. What the store refuses is refused here with the
  same words, and what is no JSON at all is refused before the store sees it.

  Rule: What comes back is what was given

    @A11
    Scenario Outline: <value> as a <part>
      Given session Alpha
      When a message whose <part> is <value> is posted to Alpha
      Then the response is 201
      And Alpha holds what was given, to the letter

      Examples: texts
        | part    | value                         |
        | content | NUL                           |
        | content | control codes                 |
        | content | line ends of every kind       |
        | content | quotes and backslashes        |
        | content | a lone surrogate              |
        | content | surrogates in the wrong order |
        | content | Chinese, Arabic and Thai      |
        | content | emoji                         |
        | content | accents composed and not      |
        | content | the last characters           |
        | content | SQL                           |
        | content | 5,000,000 characters          |
        | content | 8 MiB                         |

      Examples: values
        | part          | value                        |
        | payload       | 2 to the 200th               |
        | payload       | an integer of 4,300 digits   |
        | payload       | minus zero                   |
        | payload       | large and small floats       |
        | payload       | one in three kinds           |
        | payload       | keys in no order             |
        | payload       | keys like NUL and surrogates |
        | payload       | nested 64 levels             |
        | payload       | 100,000 values               |
        | metadata      | keys in no order             |
        | metadata      | 2 to the 200th               |
        | metadata      | a lone surrogate             |
        | metadata      | nested 63 levels             |
        | tool argument | 2 to the 200th               |
        | tool argument | keys like NUL and surrogates |
        | tool argument | nested 62 levels             |
        | id            | 192 emoji                    |

  Rule: What the store would refuse is refused in its words

    @A12
    Scenario Outline: <value> as a <part>
      Given session Alpha with 1 message
      When a message whose <part> is <value> is posted to Alpha
      Then the response is 422
      And the response has
        | part    | value          |
        | code    | invalid_format |
        | pointer | <pointer>      |
      And nothing has changed

      Examples:
        | part          | value            | pointer  |
        | payload       | nested 65 levels | ...      |
        | metadata      | nested 64 levels | ...      |
        | tool argument | nested 63 levels | ...      |
        | payload       | 100,001 values   | ...      |
        | content       | 8 MiB and 1 byte | /content |
        | payload       | 8 MiB and 1 byte | /payload |

  Rule: What is no JSON that could be stored never reaches the store

    @A12
    Scenario Outline: <value> as a <part>
      Given session Alpha with 1 message
      When a message whose <part> is <value> is posted to Alpha
      Then the response is 400
      And the response has
        | part   | value          |
        | code   | malformed_json |
        | detail | <detail>       |
      And nothing has changed

      Examples:
        | part     | value                       | detail                                                    |
        | payload  | NaN                         | The body is refused: NaN is not JSON.                     |
        | payload  | infinity                    | The body is refused: Infinity is not JSON.                |
        | metadata | minus infinity              | The body is refused: -Infinity is not JSON.               |
        | payload  | 10 to the 400th, as a float | The body is refused: the number 1e400 is too large.       |
        | payload  | an integer of 4,301 digits  | The body is refused: an integer of more than 4300 digits. |
        | payload  | an integer of 5,000 digits  | The body is refused: an integer of more than 4300 digits. |
        | payload  | nested 1,000 levels         | ...                                                       |
        | payload  | nested 100,000 levels       | ...                                                       |
        | metadata | nested 100,000 levels       | ...                                                       |
        | payload  | the same key twice          | The body is refused: an object has the same key twice.    |
        | payload  | two keys that are one text  | The body is refused: an object has the same key twice.    |
        | content  | bytes that are not UTF-8    | ...                                                       |
        | content  | half a surrogate as UTF-8   | ...                                                       |
        | content  | a text without its end      | ...                                                       |
        | payload  | a comment                   | ...                                                       |
        | payload  | a number with a plus        | ...                                                       |

  Rule: The service is there as before, whatever was refused

    Scenario Outline: After <value>
      Given session Alpha
      And a message whose payload is <value> was posted to Alpha
      When a message whose content is emoji is posted to Alpha
      Then the response is 201
      And Alpha holds 1 message

      Examples:
        | value                      |
        | nested 100,000 levels      |
        | an integer of 5,000 digits |
        | 8 MiB and 1 byte           |
        | bytes that are not UTF-8   |
