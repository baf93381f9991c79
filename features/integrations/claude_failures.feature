@use.with_face=async
Feature: Claude gives no answer
  Claude Code is a process of its own, and a provider stands behind it: both may fail, before the
  answer and in the middle of it. A run then says in codes what happened, and never in the words of
  a message that nobody could read. The question stays on record, and can be asked again.

  Rule: What goes wrong has a name, and the question stays on record

    Scenario Outline: <what>
      When Claude is asked "Hello" in thread Trip of Ann as Alpha and
        | does   | what    |
        | begins | C1      |
        | <does> | <cause> |
      Then the answer has
        | path            | cell |
        | asked.0.is over | true |
      And the manager's runs of Alpha are
        | status | error.code | error.message | output |
        | failed | <code>     | <message>     | none   |
      And Alpha holds the messages
        | role | content |
        | user | Hello   |

      Examples:
        | what                            | does  | cause                                                       | code                 | message                                                  |
        | Its process dies                | dies  | 9                                                           | provider_unavailable | The process of Claude Code ended with exit code 9.       |
        | It ends without a result        | says  | Hel                                                         | provider_error       | Claude Code ended before its answer did.                 |
        | It sends a line that is no JSON | fails | a line is no JSON                                           | provider_error       | Claude Code sent what is no JSON, or is too long.        |
        | It sends no list of blocks      | sends | {"type": "assistant", "message": {"content": "the secret"}} | provider_error       | Claude Code sent what cannot be read: MessageParseError. |
        | It sends a block without a type | sends | {"type": "user", "message": {"content": [{"secret": 42}]}}  | provider_error       | Claude Code sent what cannot be read: MessageParseError. |
        | It sends no object              | sends | {"message": "the secret"}                                   | provider_error       | Claude Code sent what cannot be read: MessageParseError. |

    Scenario Outline: <what>
      When Claude is asked "Hello" in thread Trip of Ann as Alpha and
        | does   | what    |
        | <does> | <cause> |
      Then the manager's runs of Alpha are
        | status | error.code | error.message |
        | failed | <code>     | <message>     |
      And Alpha holds the messages
        | role | content |
        | user | Hello   |

      Examples:
        | what                          | does    | cause                | code                     | message                                                                   |
        | Claude Code is not installed  | fails   | it is not installed  | dependency_not_available | Claude Code was not found. Install it, or say in the options where it is. |
        | Claude Code cannot be reached | fails   | it cannot be reached | provider_unavailable     | Claude Code cannot be reached.                                            |
        | Claude Code does not begin    | refuses |                      | provider_error           | Claude Code refused a request.                                            |

    Scenario Outline: A result says that <what>
      When Claude is asked "Hello" in thread Trip of Ann as Alpha and
        | does   | what                                                |
        | begins | C1                                                  |
        | ends   | {"is_error": true, "total_cost_usd": 0.5, <result>} |
      Then the manager's runs of Alpha are
        | status   | error.code | error.message | error.provider error | cost usd |
        | <status> | <code>     | <message>     | <told>               | 0.5      |
      And Alpha holds the messages
        | role | content |
        | user | Hello   |

      Examples:
        | what                       | result                                                       | status  | code                           | message                          | told                                                           |
        | a limit is reached         | "result": "Slow down", "api_error_status": 429               | failed  | provider_rate_limited          | Claude reported: Slow down       | {"subtype": "success", "api_error_status": 429}                |
        | nobody is logged in        | "result": "Log in", "api_error_status": 401                  | failed  | provider_authentication_failed | Claude reported: Log in          | {"subtype": "success", "api_error_status": 401}                |
        | the provider is overloaded | "result": "Overloaded", "api_error_status": 529              | failed  | provider_unavailable           | Claude reported: Overloaded      | {"subtype": "success", "api_error_status": 529}                |
        | the provider took too long | "result": "Late", "api_error_status": 504                    | timeout | provider_timeout               | Claude reported: Late            | {"subtype": "success", "api_error_status": 504}                |
        | there were too many turns  | "subtype": "error_max_turns", "terminal_reason": "max_turns" | failed  | provider_error                 | Claude reported: error_max_turns | {"subtype": "error_max_turns", "terminal_reason": "max_turns"} |

    Scenario Outline: <what>, which a message before the result says
      When Claude is asked "Hello" in thread Trip of Ann as Alpha and
        | does   | what                                  |
        | begins | C1                                    |
        | sends  | <message>                             |
        | ends   | {"is_error": true, "result": "Sorry"} |
      Then the manager's runs of Alpha are
        | status | error.code | error.message          | error.details |
        | failed | <code>     | Claude reported: Sorry | <details>     |
      And Alpha holds the messages
        | role | content |
        | user | Hello   |

      Examples:
        | what                | code                           | details                                               | message                                                                                                                                                                                     |
        | A limit is reached  | provider_rate_limited          | {"rate_limit": {"status": "rejected", "resetsAt": 5}} | {"type": "rate_limit_event", "rate_limit_info": {"status": "rejected", "resetsAt": 5}, "uuid": "u", "session_id": "s"}                                                                      |
        | Nobody is logged in | provider_authentication_failed | none                                                  | {"type": "assistant", "message": {"role": "assistant", "model": "<synthetic>", "content": [{"type": "text", "text": "Log in"}]}, "error": "authentication_failed", "session_id": "s"} |
