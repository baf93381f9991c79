# Only asynchronous callers can be cancelled while they wait.
@use.with_face=async
Feature: Cancelled callers
  An asynchronous caller may be cancelled at any moment: its time is up, its client has gone, its
  server stops. A request that has started is finished, so that the caller is told only when its
  outcome is settled; one that has not started never happens. Nobody else waits for longer because
  of it.

  Rule: What has started is finished before its caller goes on

    Example: An append
      Given session Alpha with 2 messages
      When the caller that appends "Hello" to Alpha is cancelled while the append is under way
      Then it was cancelled when its request was done, and not before
      And Alpha holds the messages
        | sequence | content   |
        | 0        | message 0 |
        | 1        | message 1 |
        | 2        | Hello     |

    Example: An append that is repeated under its id, because its caller never knew
      Given session Alpha with 2 messages
      And the caller that appends "Hello" to Alpha was cancelled while the append was under way
      When this message is appended to Alpha
        | id    | role | content |
        | Hello | user | Hello   |
      Then the answer is the message
        | sequence | content |
        | 2        | Hello   |
      And Alpha holds 3 messages

  Rule: A run is over in the record before its caller goes on

    Example: Also where its task is cancelled again and again
      Given session Beta
      When the manager runs Alpha once by a runner that
        | does   | what                        |
        | is     | interrupted again and again |
        | yields | {"type": "turn_completed"}  |
      Then the answer has
        | path   | cell      |
        | raised | interrupt |
      And the manager's runs of Alpha are
        | status    |
        | cancelled |
      And session Alpha is cancelled

  Rule: What has not started never happens

    Example: A caller that is cancelled already
      Given session Alpha with 2 messages
      When a caller that is cancelled already appends "Hello" to Alpha
      Then it was cancelled without an answer
      And nothing has changed

    Example: A caller that waits for its turn
      Given session Alpha
      When one more caller than can be served is cancelled while it waits to append to Alpha
      Then it was cancelled without an answer, and at once
      And Alpha holds a message of every other caller

  Rule: The event loop goes on

    Example: Other tasks run while a request is under way
      Given session Alpha
      When the caller that appends "Hello" to Alpha is held up while a task counts
      Then the task has counted meanwhile
      And Alpha holds 1 message

  Rule: A storm leaves nothing behind

    Example: Every outcome can be learned
      Given session Alpha
      When 120 callers append to Alpha and two in three are cancelled at moments all over
      Then each message is there once or not at all, and each that was answered is there
      And session Beta can be created at once

    Example: Repeating everything completes the record
      Given session Alpha
      And 120 callers appended to Alpha and two in three were cancelled at moments all over
      When the same 120 messages are appended to Alpha again
      Then all of them succeed
      And Alpha holds 120 messages

  Rule: A stream may be left at any message

    Example: It is left in the middle of a page
      Given session Alpha with 9 messages
      When a stream of Alpha in pages of 4 is left after 6 messages
      Then the sequences of the answer are 0 to 5
      And session Beta can be created at once
