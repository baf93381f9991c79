Feature: Every error says what to do
  Errors are grouped by what their caller should do, and a caller may treat a whole group alike.
  Each has a code for programs, which stays, and says whether the same call may succeed later.

  Rule: An error belongs to what its caller should do about it

    Example: All of them
      Given session Alpha
      When each error of hansard is met
      Then they are
        | error                                 | what to do         | code                      | retry |
        | the session is not found              | look elsewhere     | session not found         | no    |
        | the run is not found                  | look elsewhere     | run not found             | no    |
        | the thread is not found               | look elsewhere     | not found                 | no    |
        | the artifact is not found             | look elsewhere     | not found                 | no    |
        | the key is not found                  | look elsewhere     | not found                 | no    |
        | the session has moved on              | reread and decide  | context mismatch          | no    |
        | the id is taken                       | reread and decide  | already exists            | no    |
        | the lifecycle has no such step        | reread and decide  | invalid transition        | no    |
        | the run has no such step              | reread and decide  | invalid transition        | no    |
        | the thread goes on elsewhere          | reread and decide  | invalid operation         | no    |
        | the session is closed                 | reread and decide  | stream closed             | no    |
        | the stream is closed                  | reread and decide  | stream closed             | no    |
        | an argument is invalid                | fix the input      | validation error          | no    |
        | the content is invalid                | fix the input      | invalid format            | no    |
        | a key is missing                      | fix the input      | missing required field    | no    |
        | the event type is unknown             | fix the input      | invalid event type        | no    |
        | an event is of another session or run | fix the input      | context mismatch          | no    |
        | the event is of another session       | fix the input      | session mismatch          | no    |
        | the event is of another run           | fix the input      | run mismatch              | no    |
        | the record is not enough to continue  | fix the input      | invalid operation         | no    |
        | the query is invalid                  | fix the input      | query error               | no    |
        | the status is unknown                 | fix the input      | invalid status            | no    |
        | the cursor is invalid                 | fix the input      | invalid cursor            | no    |
        | the message is invalid                | fix the input      | invalid input             | no    |
        | the session cannot be exported        | fix the input      | invalid format            | no    |
        | the document does not verify          | fix the input      | invalid format            | no    |
        | the transcript is invalid             | fix the input      | invalid format            | no    |
        | the store is busy                     | try later          | timeout                   | yes   |
        | the store is unavailable              | try later          | storage connection failed | yes   |
        | the schema is not the right one       | migrate            | migration required        | no    |
        | a setting is wrong                    | fix the deployment | invalid operation         | no    |
        | an extra is missing                   | fix the deployment | dependency not available  | no    |
        | the store is full                     | fix the deployment | storage write failed      | no    |
        | the disk refuses                      | fix the deployment | storage write failed      | no    |
        | the store is damaged                  | fix the deployment | storage read failed       | no    |
        | the database reports something else   | fix the deployment | persistence error         | no    |
        | a step of maintenance failed          | fix the deployment | maintenance error         | no    |

  Rule: Every fault of a database becomes one of them

    Example: All of them
      Given session Alpha
      When each fault of a database is met
      Then they are
        | fault                                                        | refusal                             | another attempt |
        | another writer holds the database                            | the store is busy                   | yes |
        | the transaction collided with another and was rolled back    | the store is busy                   | yes |
        | the connection went away                                     | the store is unavailable            | no  |
        | a key is taken                                               | somebody else was first             | no  |
        | a row that is referred to is missing                         | somebody else was first             | no  |
        | a value is outside the bounds of its column                  | the content is invalid              | no  |
        | no space is left                                             | the store is full                   | no  |
        | the disk refuses                                             | the disk refuses                    | no  |
        | the database is damaged                                      | the store is damaged                | no  |
        | the database is read-only                                    | a setting is wrong                  | no  |
        | a table or column is missing                                 | the schema is not the right one     | no  |
        | the database refuses access                                  | a setting is wrong                  | no  |
        | something else                                               | the database reports something else | no  |
