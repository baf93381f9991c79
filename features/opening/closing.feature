# A store in memory holds nothing that could be given back.
@use.with_backend=sqlite @use.with_backend=postgresql
Feature: Closing a store
  A store that was closed has given everything back. Whoever calls it all the same is told so; it
  does not open again behind the caller's back.

  Rule: A closed store refuses every request

    Example: Whatever is asked for
      Given session Alpha with 2 messages
      And the store was closed
      When every request is made about Alpha
      Then all of them are refused because a setting is wrong

    Example: A new session
      Given the store was closed
      When session Alpha is created
      Then it is refused because a setting is wrong
      And the refusal mentions "The store is closed"

    Example: A list
      Given session Alpha
      And the store was closed
      When the sessions are listed
      Then it is refused because a setting is wrong
      And the refusal mentions "The store is closed"

  Rule: Closing again changes nothing

    Example: It is closed twice
      Given session Alpha
      And the store was closed
      And the store was closed
      When it is opened
      Then session Alpha is one of 1 session
