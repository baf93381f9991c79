# Poolers stand before PostgreSQL.
@use.with_backend=postgresql @use.with_face=sync
Feature: Poolers
  A pooler hands the statements of one client to many server processes. A statement that one of
  them has prepared is missing in the next, or is another one there: appends fail, or are lost
  without a word. A pooler is recognised, and nothing is prepared behind it.

  Rule: Nothing is prepared behind a pooler

    Example: The same statement, many times
      Given a pooler stands before it
      And it was opened
      And session Alpha
      When 1 writers append 20 messages each to Alpha at the same time
      Then no statement was prepared on the server
      And Alpha holds 20 messages

    Example: Directly, statements are prepared
      Given a pooler that hides nobody stands before it
      And it was opened
      And session Alpha
      When 1 writers append 20 messages each to Alpha at the same time
      Then statements were prepared on the server
      And Alpha holds 20 messages
