Feature: Codes of errors, and errors as records
  What goes wrong in a run is kept with it, under one of 48 codes that stay. A code says what the
  error is about and whether trying again may help, so that programs decide without reading texts.

  Rule: A code belongs to one category, and says whether trying again may help

    Example: All of them
      Given session Alpha
      When each code of an error is met
      Then they are
        | category    | code                           | retry |
        | validation  | validation error               | no    |
        | validation  | invalid input                  | no    |
        | validation  | missing required field         | no    |
        | validation  | invalid format                 | no    |
        | state       | invalid status                 | no    |
        | state       | invalid transition             | no    |
        | state       | invalid event type             | no    |
        | state       | invalid capability type        | no    |
        | state       | missing required capability    | no    |
        | state       | stream closed                  | no    |
        | state       | context mismatch               | no    |
        | state       | invalid cursor                 | no    |
        | state       | session mismatch               | no    |
        | state       | run mismatch                   | no    |
        | resource    | not found                      | no    |
        | resource    | session not found              | no    |
        | resource    | run not found                  | no    |
        | resource    | capability not found           | no    |
        | resource    | already exists                 | no    |
        | resource    | duplicate capability           | no    |
        | provider    | provider error                 | no    |
        | provider    | provider unavailable           | yes   |
        | provider    | provider rate limited          | yes   |
        | provider    | provider timeout               | yes   |
        | provider    | provider authentication failed | no    |
        | provider    | provider quota exceeded        | no    |
        | storage     | storage error                  | no    |
        | storage     | storage connection failed      | yes   |
        | storage     | dependency not available       | no    |
        | storage     | migration required             | no    |
        | storage     | storage write failed           | no    |
        | storage     | storage read failed            | no    |
        | storage     | query error                    | no    |
        | storage     | maintenance error              | no    |
        | storage     | persistence error              | no    |
        | runtime     | timeout                        | yes   |
        | runtime     | cancelled                      | no    |
        | runtime     | policy violation               | no    |
        | runtime     | internal error                 | no    |
        | runtime     | unknown error                  | no    |
        | concurrency | max sessions exceeded          | no    |
        | concurrency | max runs exceeded              | no    |
        | concurrency | capability not supported       | no    |
        | concurrency | invalid operation              | no    |
        | tool        | tool error                     | no    |
        | tool        | tool not found                 | no    |
        | tool        | tool execution failed          | no    |
        | tool        | tool permission denied         | no    |

    Scenario Outline: <code> is none
      Given session Alpha
      When <code> is given for a code of an error
      Then the answer has
        | path     | cell    |
        | known    | false   |
        | category | unknown |
        | retry    | false   |

      Examples:
        | code           |
        | an empty text  |
        | a number       |
        | nothing        |
        | a list         |
        | SQL            |

  Rule: Every error of hansard has such a code, and agrees with it

    Example: All of them
      Given session Alpha
      When each error of hansard is met
      Then they are
        | category    | retry |
        | validation  | no    |
        | state       | no    |
        | resource    | no    |
        | concurrency | no    |
        | storage     | no    |
        | storage     | yes   |
        | runtime     | yes   |

  Rule: A record keeps what is known of an error

    Example: All that there is
      Given session Alpha
      When the record of an error is read
        """
        {"code": "provider_rate_limited", "message": "Too many requests", "details": {"limit": 60},
         "provider_error": {"status": 429}, "stacktrace": "line 1", "context": {"session_id": "Alpha"},
         "timestamp": "2026-01-01T09:00:05+00:00"}
        """
      Then the answer has
        | path           | cell                                      |
        | text           | [provider_rate_limited] Too many requests |
        | category       | provider                                  |
        | retry          | true                                      |
        | details        | {"limit": 60}                             |
        | provider error | {"status": 429}                           |
        | stacktrace     | line 1                                    |
        | context        | {"session_id": "Alpha"}                   |
        | timestamp      | 09:00:05                                  |
        | read back      | true                                      |

    Example: Nothing but a code and a message
      Given session Alpha
      When the record of an error is read
        """
        {"code": "validation_error", "message": "Wrong"}
        """
      Then the answer has
        | path           | cell                     |
        | text           | [validation_error] Wrong |
        | retry          | false                    |
        | details        | {}                       |
        | provider error | none                     |
        | stacktrace     | none                     |
        | context        | {}                       |
        | timestamp      | none                     |
        | read back      | true                     |

    Example: A code speaks for itself where there is no message
      Given session Alpha
      When the record of an error is read
        """
        {"code": "tool_permission_denied", "message": ""}
        """
      Then the answer has
        | path | cell                                             |
        | text | [tool_permission_denied] Tool permission denied. |

    Scenario Outline: <what>
      Given session Alpha
      When the record of an error is read
        """
        <record>
        """
      Then it is refused because <refusal>
      And the refusal mentions "<words>"

      Examples:
        | what                    | record                                                         | refusal                | words        |
        | Nothing                 | {}                                                             | a key is missing       | needs code   |
        | No message              | {"code": "timeout"}                                            | a key is missing       | needs message |
        | No code that there is   | {"code": "made_up", "message": "x"}                            | an argument is invalid | made up      |
        | A message of numbers    | {"code": "timeout", "message": 5}                              | an argument is invalid | message      |
        | Details of no kind      | {"code": "timeout", "message": "x", "details": [1]}            | the content is invalid | details      |
        | A number that is none   | {"code": "timeout", "message": "x", "context": {"a": NaN}}     | the content is invalid | context/a    |
        | A time of no zone       | {"code": "timeout", "message": "x", "timestamp": "2026-01-01"} | an argument is invalid | timestamp    |
        | A list                  | []                                                             | an argument is invalid | list         |

  Rule: Whatever is raised can be recorded

    Example: A failure of somebody else's code
      Given session Alpha
      When a failure that says "Something broke" is recorded
      Then the answer has
        | path      | cell                             |
        | text      | [internal_error] Something broke |
        | details   | {"original_exception": "RuntimeError", "original_message": "Something broke"} |
        | timestamp | 09:00:00                         |
        | read back | true                             |

    Example: With words and a code of one's own
      Given session Alpha
      When a failure that says "bad arg" is recorded
        | property | value                                   |
        | code     | tool_error                              |
        | message  | The tool failed                         |
        | context  | {"tool": "pay"}                         |
      Then the answer has
        | path    | cell                         |
        | text    | [tool_error] The tool failed |
        | context | {"tool": "pay"}              |
        | details | {"original_exception": "RuntimeError", "original_message": "bad arg"} |

    Example: A failure that says nothing
      Given session Alpha
      When a failure that says "" is recorded
      Then the answer has
        | path | cell                             |
        | text | [internal_error] Internal error. |

    Example: An error of hansard keeps its code
      Given session Alpha
      When the error that session Omega is not found is recorded
      Then the answer has
        | path     | cell              |
        | code     | session_not_found |
        | category | resource          |
        | message  | Session not found: Omega. Check the id, or list the sessions of this namespace. |
