Feature: A session, a run and events, saved together
  When a run ends, what is to be stored is one fact: the session as it stands, the run with its
  output, the events that say so. A flush stores them in one transaction. Whoever reads sees all
  of it or nothing.

  Rule: All of it is stored

    Example: Session, run and events
      Given session Alpha
      When session Alpha is flushed with
        | property | value                                                                              |
        | session  | {"status": "completed", "metadata": {"paid": true}}                                |
        | run      | {"run": "pay", "status": "completed", "output": {"text": "Paid."}}                 |
        | events   | [{"event": "a", "type": "run_completed"}, {"event": "b", "type": "turn_completed"}] |
      Then the session Alpha has
        | path        | cell           |
        | status      | completed      |
        | metadata    | {"paid": true} |
        | event count | 2              |
      And the run pay has
        | path   | cell              |
        | status | completed         |
        | output | {"text": "Paid."} |
      And the events of Alpha are
        | sequence | event id | type           |
        | 1        | a        | run_completed  |
        | 2        | b        | turn_completed |

    Example: Without events
      Given session Alpha
      When session Alpha is flushed with
        | property | value                                |
        | run      | {"run": "pay", "status": "running"}  |
      Then the active run of Alpha has
        | path   | cell |
        | run id | pay  |
      And the latest sequence of Alpha is 0

    Example: What the provider said belongs to the run
      Given session Alpha
      When session Alpha is flushed with
        | property          | value           |
        | run               | {"run": "pay"}  |
        | provider metadata | {"model": "m1"} |
      Then the run pay has
        | path              | cell            |
        | provider metadata | {"model": "m1"} |
        | model             | m1              |

    Example: Once more, it is there once
      Given session Alpha
      And session Alpha was flushed with
        | property | value                                    |
        | run      | {"run": "pay", "status": "completed"}    |
        | events   | [{"event": "a", "type": "run_completed"}] |
      When session Alpha is flushed with
        | property | value                                    |
        | run      | {"run": "pay", "status": "completed"}    |
        | events   | [{"event": "a", "type": "run_completed"}] |
      Then nothing has changed
      And the latest sequence of Alpha is 1

  Rule: Or none of it

    Scenario Outline: <what>
      Given sessions Alpha and Beta
      And the events
        | session | event | type        | data          |
        | Alpha   | taken | run_started | {"by": "Ann"} |
      And the runs
        | run  | session |
        | beta | Beta    |
      When session Alpha is flushed with
        | property          | value                   |
        | session           | {"status": "completed"} |
        | run               | <run>                   |
        | events            | <events>                |
        | provider metadata | <metadata>              |
      Then it is refused because <why>
      And nothing has changed

      Examples:
        | what                                 | run                        | events                                             | metadata | why                       |
        | Something among the events is none   | {"run": "pay"}             | [{"event": "a"}, 7]                                | none     | an argument is invalid    |
        | An event is of no known type         | {"run": "pay"}             | [{"event": "a"}, {"event": "b", "type": "paid"}]   | none     | the event type is unknown |
        | An event cannot be stored            | {"run": "pay"}             | [{"event": "a"}, {"event": "b", "data": [1]}]      | none     | the content is invalid    |
        | The id of an event is taken          | {"run": "pay"}             | [{"event": "a"}, {"event": "taken"}]               | none     | the id is taken           |
        | The id of the run is taken           | {"run": "beta"}            | [{"event": "a"}]                                   | none     | the id is taken           |
        | An event is of another session       | {"run": "pay"}             | [{"event": "a"}, {"event": "b", "session": "Beta"}] | none    | an argument is invalid    |
        | The run is of another session        | {"run": "pay", "session": "Beta"} | [{"event": "a"}]                            | none     | an argument is invalid    |
        | The run cannot be stored             | {"run": "pay", "turn_count": -1} | [{"event": "a"}]                             | none     | an argument is invalid    |
        | The provider said no object          | {"run": "pay"}             | [{"event": "a"}]                                   | [1]      | the content is invalid    |
