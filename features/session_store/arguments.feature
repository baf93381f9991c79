Feature: What cannot be a session, a run or an event is refused
  The store port takes records as its callers made them, so it looks at every part of them before
  it touches the database. What is not a record, or could not be given back as it was given, is
  refused with hansard's own errors, the same on every database, and nothing changes.

  Rule: What is no text names nothing

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                       | value                | why                    |
        | the session that is asked for                  | nothing              | an argument is invalid |
        | the session that is asked for                  | a number             | an argument is invalid |
        | the session that is deleted                    | nothing              | an argument is invalid |
        | the session that is deleted                    | a number             | an argument is invalid |
        | the run that is asked for                      | nothing              | an argument is invalid |
        | the run that is asked for                      | a number             | an argument is invalid |
        | the session whose runs are listed              | nothing              | an argument is invalid |
        | the session whose runs are listed              | a number             | an argument is invalid |
        | the session whose active run is asked for      | nothing              | an argument is invalid |
        | the session whose active run is asked for      | true                 | an argument is invalid |
        | the session whose events are read              | nothing              | an argument is invalid |
        | the session whose events are read              | a number             | an argument is invalid |
        | the session whose latest sequence is asked for | nothing              | an argument is invalid |
        | the session whose latest sequence is asked for | a number             | an argument is invalid |
        | the session that is followed                   | nothing              | an argument is invalid |
        | the session that is followed                   | a number             | an argument is invalid |

  Rule: A text that can be no id names what does not exist

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then the answer is <answer>
      And nothing has changed

      Examples:
        | argument                                       | value            | answer |
        | the session that is deleted                    | an empty text    | none   |
        | the session that is deleted                    | a lone surrogate | none   |
        | the session whose runs are listed              | an empty text    | []     |
        | the session whose runs are listed              | a lone surrogate | []     |
        | the session whose active run is asked for      | an empty text    | none   |
        | the session whose active run is asked for      | a lone surrogate | none   |
        | the session whose events are read              | an empty text    | []     |
        | the session whose events are read              | a lone surrogate | []     |
        | the session whose latest sequence is asked for | an empty text    | 0      |
        | the session whose latest sequence is asked for | a lone surrogate | 0      |

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                      | value            | why                      |
        | the session that is asked for | an empty text    | the session is not found |
        | the session that is asked for | a lone surrogate | the session is not found |
        | the run that is asked for     | an empty text    | the run is not found     |
        | the run that is asked for     | a lone surrogate | the run is not found     |
        | the session that is followed  | an empty text    | the session is not found |
        | the session that is followed  | a lone surrogate | the session is not found |

  Rule: What is no record is not stored

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                    | value    | why                    |
        | the session that is saved                   | nothing  | an argument is invalid |
        | the session that is saved                   | a number | an argument is invalid |
        | the run that is saved                       | nothing  | an argument is invalid |
        | the run that is saved                       | a number | an argument is invalid |
        | the event that is appended                  | nothing  | an argument is invalid |
        | the event that is appended                  | a number | an argument is invalid |
        | the events that are appended                | nothing  | an argument is invalid |
        | the events that are appended                | a number | an argument is invalid |
        | the events that are appended by the service | nothing  | an argument is invalid |
        | the events that are appended by the service | a number | an argument is invalid |
        | the session of a flush                      | nothing  | an argument is invalid |
        | the session of a flush                      | a number | an argument is invalid |
        | the run of a flush                          | nothing  | an argument is invalid |
        | the run of a flush                          | a number | an argument is invalid |
        | the events of a flush                       | nothing  | an argument is invalid |
        | the events of a flush                       | a number | an argument is invalid |
        | the provider metadata of a flush            | a list   | the content is invalid |

  Rule: Every part of a session is looked at

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                         | value                 | why                    |
        | the session id of a session that is saved        | an empty text         | an argument is invalid |
        | the session id of a session that is saved        | a number              | an argument is invalid |
        | the session id of a session that is saved        | a lone surrogate      | an argument is invalid |
        | the session id of a session that is saved        | 256 characters        | an argument is invalid |
        | the created at of a session that is saved        | nothing               | an argument is invalid |
        | the created at of a session that is saved        | a time without a zone | an argument is invalid |
        | the updated at of a session that is saved        | a number              | an argument is invalid |
        | the deleted at of a session that is saved        | a time without a zone | an argument is invalid |
        | the actor name of a session that is saved        | a number              | an argument is invalid |
        | the owner id of a session that is saved          | NUL                   | an argument is invalid |
        | the name of a session that is saved              | 256 characters        | an argument is invalid |
        | the automation level of a session that is saved  | bytes                 | an argument is invalid |
        | the parent session id of a session that is saved | an empty text         | an argument is invalid |
        | the forked at sequence of a session that is saved | true                 | an argument is invalid |
        | the forked at sequence of a session that is saved | 2 to the 70th        | an argument is invalid |
        | the status of a session that is saved            | a blank               | the status is unknown  |
        | the status of a session that is saved            | a number              | the status is unknown  |
        | the status of a session that is saved            | nothing               | the status is unknown  |
        | the status reason of a session that is saved     | a number              | the content is invalid |
        | the status reason of a session that is saved     | 8 MiB and 1 byte      | the content is invalid |
        | the linked plan ids of a session that is saved   | a blank               | an argument is invalid |
        | the linked plan ids of a session that is saved   | a number              | an argument is invalid |
        | the tags of a session that is saved              | a blank               | an argument is invalid |
        | the tags of a session that is saved              | 101 tags              | an argument is invalid |
        | the tags of a session that is saved              | nothing               | an argument is invalid |
        | the metadata of a session that is saved          | nothing               | the content is invalid |
        | the metadata of a session that is saved          | a list                | the content is invalid |
        | the metadata of a session that is saved          | NaN deep inside       | the content is invalid |
        | the context of a session that is saved           | a blank               | the content is invalid |
        | the context of a session that is saved           | nested 65 levels      | the content is invalid |
        | the token usage of a session that is saved       | nothing               | an argument is invalid |
        | the token usage of a session that is saved       | an object             | an argument is invalid |

  Rule: Every part of a run is looked at

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                     | value                 | why                    |
        | the run id of a run that is saved            | an empty text         | an argument is invalid |
        | the run id of a run that is saved            | nothing               | an argument is invalid |
        | the session id of a run that is saved        | a number              | an argument is invalid |
        | the session id of a run that is saved        | NUL                   | an argument is invalid |
        | the started at of a run that is saved        | nothing               | an argument is invalid |
        | the started at of a run that is saved        | a time without a zone | an argument is invalid |
        | the ended at of a run that is saved          | a number              | an argument is invalid |
        | the status of a run that is saved            | a blank               | the status is unknown  |
        | the status of a run that is saved            | nothing               | the status is unknown  |
        | the input of a run that is saved             | a blank               | the content is invalid |
        | the output of a run that is saved            | a list                | the content is invalid |
        | the error of a run that is saved             | NaN deep inside       | the content is invalid |
        | the metadata of a run that is saved          | nothing               | the content is invalid |
        | the token usage of a run that is saved       | a list                | the content is invalid |
        | the provider metadata of a run that is saved | 100,001 values        | the content is invalid |
        | the turn count of a run that is saved        | true                  | an argument is invalid |
        | the turn count of a run that is saved        | 2 to the 70th         | an argument is invalid |
        | the turn count of a run that is saved        | nothing               | an argument is invalid |
        | the cost usd of a run that is saved          | NaN                   | an argument is invalid |
        | the cost usd of a run that is saved          | infinity              | an argument is invalid |
        | the cost usd of a run that is saved          | true                  | an argument is invalid |
        | the cost usd of a run that is saved          | a blank               | an argument is invalid |
        | the provider of a run that is saved          | an empty text         | an argument is invalid |
        | the provider of a run that is saved          | a number              | an argument is invalid |

  Rule: Every part of an event is looked at

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                        | value                  | why                       |
        | the event id of an event that is appended       | an empty text          | an argument is invalid    |
        | the event id of an event that is appended       | nothing                | an argument is invalid    |
        | the event id of an event that is appended       | 256 characters         | an argument is invalid    |
        | the session id of an event that is appended     | a number               | an argument is invalid    |
        | the type of an event that is appended           | a blank                | the event type is unknown |
        | the type of an event that is appended           | nothing                | the event type is unknown |
        | the type of an event that is appended           | a list                 | the event type is unknown |
        | the timestamp of an event that is appended      | nothing                | an argument is invalid    |
        | the timestamp of an event that is appended      | a time without a zone  | an argument is invalid    |
        | the timestamp of an event that is appended      | a time before all time | an argument is invalid    |
        | the run id of an event that is appended         | an empty text          | an argument is invalid    |
        | the run id of an event that is appended         | NUL                    | an argument is invalid    |
        | the data of an event that is appended           | a list                 | the content is invalid    |
        | the data of an event that is appended           | a key that is a number | the content is invalid    |
        | the data of an event that is appended           | NaN deep inside        | the content is invalid    |
        | the metadata of an event that is appended       | a blank                | the content is invalid    |
        | the metadata of an event that is appended       | nested 65 levels       | the content is invalid    |
        | the schema version of an event that is appended | 0                      | an argument is invalid    |
        | the schema version of an event that is appended | true                   | an argument is invalid    |
        | the schema version of an event that is appended | nothing                | an argument is invalid    |
        | the schema version of an event that is appended | 2 to the 70th          | an argument is invalid    |
        | the provider of an event that is appended       | a number               | an argument is invalid    |
        | the correlation id of an event that is appended | 193 emoji              | an argument is invalid    |

  Rule: What cannot be shown is refused all the same

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                        | value                                  | why                       |
        | the limit of the sessions that are listed       | an integer of 5,000 digits             | an argument is invalid    |
        | the limit of the runs that are listed           | nested 100,000 levels                  | an argument is invalid    |
        | the offset of the sessions that are listed      | an object that fails to say what it is | an argument is invalid    |
        | the status of the sessions that are listed      | an object that fails to say what it is | the status is unknown     |
        | the status of the runs that are listed          | nested 100,000 levels                  | the status is unknown     |
        | the type of an event that is appended           | nested 100,000 levels                  | the event type is unknown |
        | the timestamp of an event that is appended      | an object that fails to say what it is | an argument is invalid    |
        | the schema version of an event that is appended | an integer of 5,000 digits             | an argument is invalid    |

  Rule: What events and lists are narrowed to is looked at

    Scenario Outline: <value> as <argument>
      Given session Alpha
      And 1 event was appended to Alpha
      When <value> is given for <argument>
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | argument                                   | value                 | why                       |
        | the run of the events that are read        | a number              | an argument is invalid    |
        | the type of the events that are read       | a blank               | the event type is unknown |
        | the moment of the events that are read     | a time without a zone | an argument is invalid    |
        | the moment of the events that are read     | a number              | an argument is invalid    |
        | the beginning of the events that are read  | true                  | an argument is invalid    |
        | the beginning of the events that are read  | a blank               | an argument is invalid    |
        | the end of the events that are read        | true                  | an argument is invalid    |
        | the end of the events that are read        | a blank               | an argument is invalid    |
        | the limit of the events that are read      | true                  | an argument is invalid    |
        | the limit of the events that are read      | a blank               | an argument is invalid    |
        | the wait of the events that are read       | true                  | an argument is invalid    |
        | the wait of the events that are read       | a blank               | an argument is invalid    |
        | the beginning of a follower                | true                  | an argument is invalid    |
        | the beginning of a follower                | a blank               | an argument is invalid    |
        | the limit of a follower                    | true                  | an argument is invalid    |
        | the limit of a follower                    | a blank               | an argument is invalid    |
        | the interval of a follower                 | true                  | an argument is invalid    |
        | the interval of a follower                 | a blank               | an argument is invalid    |
        | the patience of a follower                 | true                  | an argument is invalid    |
        | the patience of a follower                 | a blank               | an argument is invalid    |
        | the status of the runs that are listed     | a blank               | the status is unknown     |
        | the limit of the runs that are listed      | 0                     | an argument is invalid    |
        | the limit of the runs that are listed      | true                  | an argument is invalid    |
        | the status of the sessions that are listed | a number              | the status is unknown     |
        | the actor of the sessions that are listed  | an empty text         | an argument is invalid    |
        | the owner of the sessions that are listed  | a number              | an argument is invalid    |
        | the limit of the sessions that are listed  | 0                     | an argument is invalid    |
        | the limit of the sessions that are listed  | 2 to the 70th         | an argument is invalid    |
        | the offset of the sessions that are listed | minus infinity        | an argument is invalid    |
        | the offset of the sessions that are listed | true                  | an argument is invalid    |
