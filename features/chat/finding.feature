@use.with_face=async
Feature: Agents are found by their names
  Callers ask an agent by its name. The operator says who that is, or a package brings it; a name
  that nobody knows is the smart agent, and the smart agent, where nobody brings one, is the
  offline agent, which needs no model, no key and no network.

  Rule: An agent is a class, a function that makes one, or an agent

    Scenario Outline: <what>
      When Ann asks "Who are you?" in thread Trip of an agent that
        | does     | what                                 |
        | is found | features.support.http_agents:<place> |
      Then the manager's runs of Trip are
        | status    | metadata.agent | provider | output                      |
        | completed | <name>         | <name>   | {"content": "I am <name>."} |
      And Trip holds 2 messages

      Examples:
        | what       | place       | name     |
        | A class    | Steady      | steady   |
        | An agent   | STEADY      | steady-2 |
        | A function | make_steady | steady-3 |

  Rule: A package may bring agents

    Example: One by its name
      When Ann asks "Who are you?" in thread Trip of an agent that
        | does     | what      |
        | is found | as steady |
      Then the manager's runs of Trip are
        | status    | output                      |
        | completed | {"content": "I am steady."} |
      And Trip holds 2 messages

    Example: A name that nobody knows
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does     | what      |
        | is found | as nobody |
      Then the manager's runs of Trip are
        | status    | metadata.agent | provider | output                   |
        | completed | smart          | offline  | {"content": "2+2 is 4."} |
      And Trip holds 2 messages

  Rule: What is no agent is refused, with where it was looked for, and nothing is asked

    Scenario Outline: <what>
      When Ann asks "Who are you?" in thread Trip of an agent that
        | does     | what    |
        | is found | <place> |
      Then it is refused because a setting is wrong
      And the refusal mentions "<words>"
      And nothing has changed

      Examples:
        | what                       | place                                     | words                               |
        | A module that is not there | nowhere.to_be_found:Agent                 | No module named 'nowhere'           |
        | Nothing in a module        | features.support.http_agents:Lost         | has no attribute 'Lost'             |
        | What a package lost        | as lost                                   | has no attribute 'Lost'             |
        | No place                   | features.support.http_agents              | Write module:attribute.             |
        | Half of one                | :Agent                                    | Write module:attribute.             |
        | A thing that cannot answer | features.support.http_agents:MUTE         | neither an agent nor what makes one |
        | A function that makes none | features.support.http_agents:fail_to_make | no key                              |
        | A class of something else  | features.support.http_agents:Any          | cannot be made                      |
        | One without a name         | features.support.http_agents:Nameless     | must be a text                      |
