Feature: Transcripts in and out
  Conversations that were held elsewhere come as JSON lines of chat messages. Each line becomes a
  session, and comes out again as it came in: the same keys in the same order, null content, tool
  calls, and whatever else its messages hold.

  Rule: A conversation comes out as it came in

    Scenario Outline: <what>
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": [<message>]}
        """
      When the transcript is imported
      Then the store holds the transcript, message by message, and gives it back unchanged

      Examples: messages as they are
        | what                      | message |
        | A text                    | {"role": "user", "content": "Pay invoice 1042"} |
        | No content beside a call  | {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "pay", "arguments": "{\"n\": 1}"}}]} |
        | A text beside two calls   | {"role": "assistant", "content": "I pay.", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "pay", "arguments": "{}"}}, {"id": "b", "type": "function", "function": {"name": "pay", "arguments": ""}}]} |
        | Arguments that are broken | {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "pay", "arguments": "{\"n\": "}}]} |
        | An answer                 | {"role": "tool", "tool_call_id": "a", "content": "paid"} |
        | An answer with its name   | {"role": "tool", "tool_call_id": "a", "name": "pay", "content": "paid"} |
        | Empty content             | {"role": "assistant", "content": ""} |
        | No content at all         | {"role": "assistant", "content": null} |
        | Parts with an image       | {"role": "user", "content": [{"type": "text", "text": "Look"}, {"type": "image_url", "image_url": {"url": "data:,"}}]} |

      Examples: as nobody expects them
        | what                       | message |
        | Keys in another order      | {"content": "Hello", "role": "user"} |
        | Keys that nobody knows     | {"role": "user", "content": "Hello", "name": "Zoë", "weight": 1.0, "x": {"z": 1, "a": [null, true, 1e22, -0.0]}} |
        | An empty list of calls     | {"role": "assistant", "content": "Hello", "tool_calls": []} |
        | Null in place of calls     | {"role": "assistant", "content": "Hello", "tool_calls": null} |
        | A developer                | {"role": "developer", "content": "Be brief."} |
        | NUL and half a character   | {"role": "user", "content": "a\u0000b\ud800c"} |
        | Line ends in texts         | {"role": "user", "content": "a\nb\u2028c\u0085d"} |
        | A number of 60 digits      | {"role": "user", "content": "Hello", "n": 100000000000000000000000000000000000000000000000000000000001} |

    Example: A line holds more than its messages
      Given the transcript
        """
        {"source": "crm", "messages": [{"role": "user", "content": "Hello"}], "score": 1.0, "conversation_id": "Alpha", "chat": null}
        """
      When the transcript is imported
      Then the store holds the transcript, message by message, and gives it back unchanged
      And Alpha holds 1 message

    Example: A conversation in which nothing was said
      Given the transcript
        """
        {"conversation_id": "", "messages": []}
        """
      When the transcript is imported
      Then the store holds the transcript, message by message, and gives it back unchanged

    Example: The same conversation twice, among blank lines
      Given the transcript
        """

        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello"}]}


        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello"}]}
        """
      When the transcript is imported
      Then the store holds the transcript, message by message, and gives it back unchanged
      And the report says
        | property      | value        |
        | conversations | Alpha, Alpha |
        | lines         | 2, 5         |
        | messages      | 2            |

  Rule: An imported conversation is a session like any other

    Example: It goes on
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello", "name": "Zoë"}], "source": "crm"}
        """
      And the transcript was imported
      When the user message "Still there?" is appended to Alpha
      Then the answer is the message
        | sequence | content      |
        | 1        | Still there? |
      And the store holds the conversations "Alpha"

    Example: What was said later comes out behind it
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello", "name": "Zoë"}], "source": "crm"}
        """
      And the transcript was imported
      And Alpha gets 1 message more
      When the transcripts of sessions Alpha are taken out
      Then the transcripts are
        """
        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello", "name": "Zoë"}, {"role": "user", "content": "message 1"}], "source": "crm"}
        """

    Example: A session that was never a transcript comes out as one
      Given session Alpha in South with the messages
        | role      | content | tool calls                                         | answers | metadata |
        | user      | Hello   |                                                    |         | {"k": 1} |
        | assistant |         | [{"id": "a", "name": "pay", "arguments": {"n": 1}}] |         |          |
        | tool      | paid    |                                                    | a       |          |
      When the transcripts of South are taken out
      Then the transcripts are
        """
        {"conversation_id": "Alpha", "messages": [{"role": "user", "content": "Hello"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "a", "type": "function", "function": {"name": "pay", "arguments": "{\"n\":1}"}}]}, {"role": "tool", "tool_call_id": "a", "content": "paid"}]}
        """

    Example: Only what is asked for comes out, in that order
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": []}
        {"conversation_id": "Beta", "messages": []}
        {"conversation_id": "Gamma", "messages": []}
        """
      And the transcript was imported
      When the transcripts of sessions Gamma and Alpha are taken out
      Then the transcripts are
        """
        {"conversation_id": "Gamma", "messages": []}
        {"conversation_id": "Alpha", "messages": []}
        """

  Rule: A session that is not there has no transcript

    Example: It is refused when its turn comes
      Given session Alpha
      When the transcripts of sessions Alpha and Omega are taken out
      Then it is refused because the session is not found
      And nothing has changed

  Rule: Real conversations pass through unchanged

    Example: Every message of forty conversations with an airline
      Given the conversations of an airline
      When the transcript is imported
      Then the store holds the transcript, message by message, and gives it back unchanged
