Feature: One conversation, two records of it
  A conversation may be recorded as messages, or as the events of a run that spoke and called
  tools. Both records tell the same conversation, so both give the same transcript: entry by entry,
  with every text, every argument and every answer to the letter.

  Rule: What a run did reads like the conversation that it was

    Example: Texts beside calls, calls side by side, and an empty answer
      Given the transcript
        """
        {"conversation_id": "Alpha", "messages": [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Pay both"}, {"role": "assistant", "content": "I pay.", "tool_calls": [{"id": "a", "type": "function", "function": {"name": "pay", "arguments": "{\"n\": 1}"}}, {"id": "b", "type": "function", "function": {"name": "check", "arguments": "{\"n\": "}}]}, {"role": "tool", "tool_call_id": "b", "name": "check", "content": ""}, {"role": "tool", "tool_call_id": "a", "name": "pay", "content": "paid"}, {"role": "assistant", "content": "It is paid."}]}
        """
      And the transcript was imported
      When each conversation is replayed as a run
      Then each conversation reads the same from its events as from its messages

    Example: More than fits on a page
      Given session Alpha with 1203 messages
      When each conversation is replayed as a run
      Then each conversation reads the same from its events as from its messages

  Rule: So it is with real conversations

    Example: Forty conversations with an airline
      Given the conversations of an airline
      And the transcript was imported
      When each conversation is replayed as a run
      Then each conversation reads the same from its events as from its messages
