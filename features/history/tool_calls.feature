Feature: A history that model providers accept
  Providers refuse a conversation in which a tool call has no answer, or an answer no call. A
  crash between call and answer leaves just that, and every later request of the session would be
  refused. The history mends it on the way out, and the record stays as it is.

  Rule: What is whole comes out as it is

    Example: A conversation with a tool
      Given session Alpha with the conversation
        | role      | content          | calls  | answers |
        | user      | Pay invoice 1042 |        |         |
        | assistant |                  | a: pay |         |
        | tool      | paid             |        | a       |
        | assistant | Paid.            |        |         |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content          | calls  | answers |
        | 0        | user      | Pay invoice 1042 |        |         |
        | 1        | assistant |                  | a: pay |         |
        | 2        | tool      | paid             |        | a       |
        | 3        | assistant | Paid.            |        |         |
      And a provider accepts it

    Example: Several calls in one message, answered out of order
      Given session Alpha with the conversation
        | role      | content | calls                    | answers |
        | assistant | I look. | a: look, b: pay, c: look |         |
        | tool      | third   |                          | c       |
        | tool      | first   |                          | a       |
        | tool      | second  |                          | b       |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content | calls                    | answers |
        | 0        | assistant | I look. | a: look, b: pay, c: look |         |
        | 2        | tool      | first   |                          | a       |
        | 3        | tool      | second  |                          | b       |
        | 1        | tool      | third   |                          | c       |
      And a provider accepts it
      And nothing has changed

    Example: An answer that came late moves up to its call
      Given session Alpha with the conversation
        | role      | content     | calls   | answers |
        | assistant |             | a: look |         |
        | user      | Still there? |        |         |
        | tool      | found       |         | a       |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content      | answers |
        | 0        | assistant |              |         |
        | 2        | tool      | found        | a       |
        | 1        | user      | Still there? |         |
      And a provider accepts it

    Example: An empty session has an empty history
      Given session Alpha
      When the history of Alpha is read
      Then the sequences of the answer are none

  Rule: A call that was never answered is answered with a marker

    Example: A crash came between call and answer
      Given session Alpha with the conversation
        | role      | content          | calls  | answers |
        | user      | Pay invoice 1042 |        |         |
        | assistant |                  | a: pay |         |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content          | calls  | answers |
        | 0        | user      | Pay invoice 1042 |        |         |
        | 1        | assistant |                  | a: pay |         |
        |          | tool      | (marker)         |        | a       |
      And a provider accepts it
      And nothing has changed

    Example: One of several was answered, and the conversation went on
      Given session Alpha with the conversation
        | role      | content | calls           | answers |
        | assistant |         | a: look, b: pay |         |
        | tool      | second  |                 | b       |
        | user      | And?    |                 |         |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content  | calls           | answers |
        | 0        | assistant |          | a: look, b: pay |         |
        |          | tool      | (marker) |                 | a       |
        | 1        | tool      | second   |                 | b       |
        | 2        | user      | And?     |                 |         |
      And a provider accepts it

    Example: The caller's own words stand in for it
      Given session Alpha with the conversation
        | role      | content | calls  | answers |
        | assistant |         | a: pay |         |
      When the history of Alpha is read, with what is missing marked by "No one knows."
      Then the history is
        | sequence | role      | content       | answers |
        | 0        | assistant |               |         |
        |          | tool      | No one knows. | a       |
      And nothing has changed

    Example: An unknown way to treat it is refused
      Given session Alpha with 1 message
      When the history of Alpha is read, with calls that were never answered treated by "magic"
      Then it is refused because an argument is invalid
      And the refusal mentions "answer, drop"

  Rule: Or it is left out

    Example: With a message that says nothing else
      Given session Alpha with the conversation
        | role      | content          | calls  | answers |
        | user      | Pay invoice 1042 |        |         |
        | assistant |                  | a: pay |         |
        | user      | Hello?           |        |         |
      When the history of Alpha is read, without calls that were never answered
      Then the history is
        | sequence | role | content          |
        | 0        | user | Pay invoice 1042 |
        | 2        | user | Hello?           |
      And a provider accepts it
      And nothing has changed

    Example: With a message that says nothing else, whatever its framework calls it
      Given session Alpha with the conversation
        | role      | content          | calls  | answers | payload             |
        | user      | Pay invoice 1042 |        |         |                     |
        | assistant |                  | a: pay |         | {"item": "message"} |
      When the history of Alpha is read, without calls that were never answered
      Then the history is
        | sequence | role | content          |
        | 0        | user | Pay invoice 1042 |
      And a provider accepts it
      And nothing has changed

    Example: Out of a message that says more
      Given session Alpha with the conversation
        | role      | content | calls           | answers |
        | assistant | I look. | a: look, b: pay |         |
        | tool      | second  |                 | b       |
        | assistant | Wait.   | c: pay          |         |
      When the history of Alpha is read, without calls that were never answered
      Then the history is
        | sequence | role      | content | calls  | answers |
        | 0        | assistant | I look. | b: pay |         |
        | 1        | tool      | second  |        | b       |
        | 2        | assistant | Wait.   |        |         |
      And a provider accepts it
      And nothing has changed

  Rule: An answer to no call is left out

    Example: Nobody called
      Given session Alpha with the conversation
        | role | content | calls | answers |
        | user | Hello   |       |         |
        | tool | found   |       | a       |
        | tool | found   |       |         |
      When the history of Alpha is read
      Then the history is
        | sequence | role | content |
        | 0        | user | Hello   |
      And nothing has changed

    Example: It came before the call
      Given session Alpha with the conversation
        | role      | content | calls   | answers |
        | tool      | found   |         | a       |
        | assistant |         | a: look |         |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content  | answers |
        | 1        | assistant |          |         |
        |          | tool      | (marker) | a       |
      And a provider accepts it

    Example: The call was answered already
      Given session Alpha with the conversation
        | role      | content | calls   | answers |
        | assistant |         | a: look |         |
        | tool      | first   |         | a       |
        | tool      | again   |         | a       |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content | answers |
        | 0        | assistant |         |         |
        | 1        | tool      | first   | a       |
      And a provider accepts it

    Example: Only an assistant calls
      Given session Alpha with the conversation
        | role | content | calls   | answers |
        | user | Hello   | a: look |         |
        | tool | found   |         | a       |
      When the history of Alpha is read
      Then the history is
        | sequence | role | content | calls |
        | 0        | user | Hello   |       |
      And a provider accepts it

  Rule: Ids that come again are told apart

    Example: In another message
      Given session Alpha with the conversation
        | role      | content | calls   | answers |
        | assistant |         | a: look |         |
        | tool      | first   |         | a       |
        | assistant |         | a: pay  |         |
        | tool      | second  |         | a       |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content | calls   | answers |
        | 0        | assistant |         | a: look |         |
        | 1        | tool      | first   |         | a       |
        | 2        | assistant |         | a: pay  |         |
        | 3        | tool      | second  |         | a       |
      And a provider accepts it

    Example: An answer belongs to the latest call
      Given session Alpha with the conversation
        | role      | content | calls   | answers |
        | assistant |         | a: look |         |
        | assistant |         | a: pay  |         |
        | tool      | paid    |         | a       |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content  | answers |
        | 0        | assistant |          |         |
        |          | tool      | (marker) | a       |
        | 1        | assistant |          |         |
        | 2        | tool      | paid     | a       |
      And a provider accepts it

    Example: Twice in one message
      Given session Alpha with the conversation
        | role      | content | calls           | answers |
        | assistant |         | a: look, a: pay |         |
        | tool      | first   |                 | a       |
        | tool      | second  |                 | a       |
      When the history of Alpha is read
      Then the history is
        | sequence | role      | content | answers |
        | 0        | assistant |         |         |
        | 1        | tool      | first   | a       |
        | 2        | tool      | second  | a       |
      And a provider accepts it

  Rule: A window over the latest messages is mended too

    Example: It cuts off the call
      Given session Alpha with the conversation
        | role      | content | calls           | answers |
        | user      | Look    |                 |         |
        | assistant |         | a: look, b: pay |         |
        | tool      | first   |                 | a       |
        | tool      | second  |                 | b       |
        | assistant | Done.   |                 |         |
      When the history of Alpha is read, from the latest 3 messages
      Then the history is
        | sequence | role      | content |
        | 4        | assistant | Done.   |
      And a provider accepts it
      And nothing has changed

    Example: It begins with the call
      Given session Alpha with the conversation
        | role      | content | calls   | answers |
        | user      | Look    |         |         |
        | assistant |         | a: look |         |
        | tool      | first   |         | a       |
      When the history of Alpha is read, from the latest 2 messages
      Then the history is
        | sequence | role      | content | calls   | answers |
        | 1        | assistant |         | a: look |         |
        | 2        | tool      | first   |         | a       |
      And a provider accepts it

    Example: It is larger than the conversation
      Given session Alpha with the conversation
        | role | content | calls | answers |
        | user | Hello   |       |         |
      When the history of Alpha is read, from the latest 100 messages
      Then the history is
        | sequence | role | content |
        | 0        | user | Hello   |

    Example: It is less than nothing
      Given session Alpha with 2 messages
      When the history of Alpha is read, from the latest -1 messages
      Then it is refused because an argument is invalid

  Rule: Whatever the record holds, a provider accepts its history

    Example: Conversations of any shape, whole and cut, mended in either way
      Given session Alpha with 1 message
      When the histories of 100 conversations of any shape are read
      Then a provider accepts each of them
