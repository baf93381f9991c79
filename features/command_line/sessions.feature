# What a command says does not depend on the database and the face; the store's own features run
# on all of them.
@use.with_backend=sqlite @use.with_face=sync
Feature: Sessions at the prompt
  Whoever sits at a prompt, or writes a script, makes sessions, appends to them, reads and deletes
  them. What was asked for stands on standard output, alone, so that it can be handed on; what is
  only said about it stands on standard error.

  Rule: A new session is answered with its id

    Example: An id is made for it
      When the user runs hansard session create --actor local/orchestrator
      Then the exit code is 0
      And standard output is
        """
        01...
        """
      And standard error is empty

    Example: What is said about it is kept
      When the user runs hansard session create --id Alpha --actor pilot --owner Ann --name "Zoë's invoice" --status paused --tag late --tag billing --plan p-2 --plan p-1 --automation-level supervised --metadata '{"z": [1, null], "a": "é"}'
      Then standard output is
        """
        Alpha
        """
      And session Alpha has
        | property         | value                      |
        | actor            | pilot                      |
        | owner            | Ann                        |
        | name             | Zoë's invoice              |
        | status           | paused                     |
        | tags             | billing, late              |
        | plans            | p-2, p-1                   |
        | automation level | supervised                 |
        | metadata         | {"z": [1, null], "a": "é"} |

    Example: As JSON it is answered with all that describes it
      When the user runs hansard session create --id Alpha --owner Zoë --tag late --json
      Then standard output is
        """
        {"session_id": "Alpha", "namespace": "local", "actor_name": null, "owner_id": "Zo\u00eb", "name": null, "status": "active", "status_reason": null, "automation_level": null, "linked_plan_ids": [], "token_usage": {"input_tokens": 0, "output_tokens": 0, "estimated_cost": 0.0}, "metadata": {}, "tags": ["late"], "message_count": 0, "next_sequence": 0, "created_at": "...+00:00", "updated_at": "...+00:00", "deleted_at": null, "parent_session_id": null, "forked_at_sequence": null}
        """
      And standard error is empty

    Example: An id that is taken is refused
      Given session Alpha with 1 message
      When the user runs hansard session create --id Alpha
      Then the exit code is 4
      And standard output is empty
      And standard error is
        """
        error: A session with the id Alpha already exists with other content. Use a new id, or repeat the original request unchanged.
        """
      And nothing has changed

  Rule: An append is answered with the sequence of the message, once it is stored

    Example: The text is an argument
      Given session Alpha with 1 message
      When the user runs hansard session append Alpha user "Pay invoice 1042"
      Then standard output is
        """
        1
        """
      And Alpha holds the messages
        | sequence | role | content          |
        | 0        | user | message 0        |
        | 1        | user | Pay invoice 1042 |

    Example: The text comes from standard input, its line break included
      Given session Alpha
      When this is piped into hansard session append Alpha tool - --tool-call-id c-1
        """
        Façade
          and two blanks

        """
      Then standard output is
        """
        0
        """
      And Alpha holds the messages
        | sequence | role | content                         | answers |
        | 0        | tool | "Façade\n  and two blanks\n"    | c-1     |

    Example: A message may be a call, or another program's own item
      Given session Alpha
      And the user ran hansard session append Alpha assistant --tool-calls '[{"id": "c-1", "name": "pay", "arguments": {"b": 1, "a": 2}}]' --metadata '{"model": "small"}'
      When the user runs hansard session append Alpha user --payload '[{"type": "input"}, 7]' --message-id first
      Then standard output is
        """
        1
        """
      And Alpha holds the messages
        | sequence | role      | content | tool calls                                                    | metadata           | payload                 |
        | 0        | assistant |         | [{"id": "c-1", "name": "pay", "arguments": {"b": 1, "a": 2}}] | {"model": "small"} |                         |
        | 1        | user      |         |                                                               |                    | [{"type": "input"}, 7]  |

    Example: As JSON it is answered with the message
      Given session Alpha
      When the user runs hansard --json session append Alpha user Hello --message-id first
      Then standard output is
        """
        {"session_id": "Alpha", "message_id": "first", "sequence": 0, "role": "user", "content": "Hello", "timestamp": "...+00:00", "tool_calls": [], "tool_call_id": null, "metadata": {}, "payload": null}
        """
      And Alpha holds 1 message

  Rule: An append can be repeated, and made only where nothing came in between

    Example: Repeating one with its message id adds nothing
      Given session Alpha
      And the user ran hansard session append Alpha user Hello --message-id first
      When the user runs hansard session append Alpha user Hello --message-id first
      Then standard output is
        """
        0
        """
      And Alpha holds 1 message

    Example: A message id that says something else is refused
      Given session Alpha
      And the user ran hansard session append Alpha user Hello --message-id first
      When the user runs hansard session append Alpha user Goodbye --message-id first
      Then the exit code is 4
      And nothing has changed

    Example: A sequence that is not the next is refused
      Given session Alpha with 2 messages
      When the user runs hansard session append Alpha user Hello --expected-sequence 1
      Then the exit code is 4
      And standard error is
        """
        error: Session Alpha is at sequence 2, not 1. Read the messages you have not seen, then decide whether to append again.
        """
      And nothing has changed

  Rule: A session is shown as it stands

    Example: What describes it comes first, then its messages
      Given session Alpha with
        | property | value            |
        | owner    | Ann              |
        | name     | Invoice 1042     |
        | metadata | {"k": "é"}       |
      And session Alpha has used 1200 input tokens, 34 output tokens and 0.0184 USD
      And the user ran hansard session append Alpha user "Pay invoice 1042"
      When the user runs hansard session show Alpha
      Then standard output is
        """
        session    Alpha
        namespace  local
        name       Invoice 1042
        owner      Ann
        status     active
        metadata   {"k": "\u00e9"}
        usage      1200 tokens in, 34 out, USD 0.0184
        created    2026-01-01 09:00:00Z
        updated    ...Z
        messages   1

        #0 user  ...Z
            Pay invoice 1042
        """
      And standard error is empty

    Example: A message is shown in all its parts
      Given session Alpha with the messages
        | role      | content            | tool calls                                            | answers | metadata   | payload  |
        | assistant | "First\nand second" | [{"id": "c-1", "name": "pay", "arguments": {"n": 1}}] |         | {"k": "v"} | [1, "é"] |
        | tool      | Paid.              |                                                       | c-1     |            |          |
      When the user runs hansard session show Alpha
      Then standard output is
        """
        ...
        #0 assistant  2026-01-01 09:00:00Z
            First
            and second
            calls pay as c-1: {"n": 1}
            metadata: {"k": "v"}
            payload: [1, "\u00e9"]

        #1 tool  2026-01-01 09:00:00Z  answers c-1
            Paid.
        """

    Example: Only its last messages
      Given session Alpha with 5 messages
      When the user runs hansard session show Alpha --latest 2
      Then standard output is
        """
        session    Alpha
        ...
        messages   5

        #3 user  2026-01-01 09:00:00Z
            message 3

        #4 user  2026-01-01 09:00:00Z
            message 4
        """

    Example: As JSON it is one document
      Given session Alpha with the messages
        | role | content  | id    |
        | user | "Zoë\t\u0000" | first |
      When the user runs hansard session show Alpha --json
      Then standard output is
        """
        {"session_id": "Alpha", ..., "deleted_at": null, "parent_session_id": null, "forked_at_sequence": null, "messages": [{"message_id": "first", "sequence": 0, "role": "user", "content": "Zo\u00eb\t\u0000", "timestamp": "2026-01-01T09:00:00.123456+00:00", "tool_calls": [], "tool_call_id": null, "metadata": {}, "payload": null}]}
        """
